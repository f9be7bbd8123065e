"""What can only be seen with the whole pack at hand: ids given twice, and names that name nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.model.ids import local_of, pack_of
from tutor.model.items import Pack
from tutor.model.problems import Place, Problem
from tutor.packs.codes import MESSAGES
from tutor.packs.pack import PACK_FILE
from tutor.packs.reading import Facts
from tutor.packs.source import nearest

SCREEN_ROWS = 24
_PROMPT = 1  # the row where the shell asks for the next command
_VERIFIED = 1  # the row that says "verified 2026-11 with git 2.39"
_ITEMS = ("lesson", "quiz", "aid", "path", "drill", "lab")
# What may be named where.
_ALLOWED = {
    "teaches": ("lesson", "aid"),
    "after": ("lesson",),
    "confuses": ("question",),
    "link": _ITEMS,
    "step": _ITEMS,
    "lab": ("lab",),
    "backs": (*_ITEMS, "question", "cloze"),
}


@dataclass(frozen=True)
class WholeCheck:
    """`dropped`: (path, id) of what repeats an id and is left out, an item with all that it holds. `order`: the ids of
    all items in the pack's order, those that have errors of their own included."""

    problems: tuple[Problem, ...]
    dropped: frozenset[tuple[str, str]]
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    """Where an id was given, and to what."""

    kind: str
    place: Place


def check_whole(pack: Pack, files: Sequence[Facts]) -> WholeCheck:
    """Checks the files of a pack against each other. Of two equal ids the one in the later file is dropped.

    With the facts of pack.yaml among `files`, problems of its entries stand at those entries, else at its `pack:` line.
    """
    check = _Check(pack, files)
    check.find_ids()
    check.find_claims()
    check.check_links()
    check.check_pack_file()
    check.check_teaching()
    check.check_circles()
    check.check_room()
    items = [id for id, given in check.ids.items() if given.kind in _ITEMS]
    first = [id for id in pack.order if id in set(items)]
    rest = sorted(set(items) - set(first))
    problems = tuple(sorted(check.problems))
    return WholeCheck(problems, frozenset(check.dropped), (*first, *rest))


class _Check:
    def __init__(self, pack: Pack, files: Sequence[Facts]) -> None:
        self.pack = pack
        self.files = [facts for facts in files if facts.path != PACK_FILE]
        self.in_pack_file = {
            (name, where): Place(facts.path, line, column)
            for facts in files
            if facts.path == PACK_FILE
            for name, where, line, column in reversed(facts.links)
        }
        self.ids: dict[str, _Given] = {}
        self.dropped: set[tuple[str, str]] = set()
        self.problems: list[Problem] = []

    def report(self, code: str, place: Place, hint: str = "", **values: object) -> None:
        self.problems.append(Problem(place, code, MESSAGES[code].format(**values), hint))

    def find_ids(self) -> None:
        for facts in self.files:
            for id, kind, line, column in facts.ids:
                if (facts.path, id) in self.dropped:
                    continue
                place = Place(facts.path, line, column)
                first = self.ids.setdefault(id, _Given(kind, place))
                if first.place == place and first.kind == kind:
                    continue
                self.drop(facts, id, kind)
                self.report("E403", place, "rename one of them", id=id, first=first.place)
                if kind not in ("question", "cloze"):
                    break  # what it holds is left out with it

    def find_claims(self) -> None:
        """Claims share no namespace with items: one may be called as what it backs is."""
        given: dict[str, Place] = {}
        for facts in self.files:
            for id, line, column, _, _ in facts.claims:
                place = Place(facts.path, line, column)
                first = given.setdefault(id, place)
                if first != place:
                    self.dropped.add((facts.path, id))
                    self.report("E805", place, "rename one of them", id=id, first=first)

    def drop(self, facts: Facts, id: str, kind: str) -> None:
        """Leaves out what an id names; with an id that numbered clozes share, all of them."""
        self.dropped.add((facts.path, id))
        if kind == "cloze":
            self.dropped.update((facts.path, other) for other, *_ in facts.ids if other.startswith(f"{id}."))

    def links(self) -> Iterator[tuple[Facts, str, str, Place]]:
        """The links of items that are not dropped: who links, to which name, from where in the file."""
        for facts in self.files:
            if facts.ids and (facts.path, facts.ids[0][0]) in self.dropped:
                continue
            for name, where, line, column in facts.links:
                yield facts, name, where, Place(facts.path, line, column)

    def check_links(self) -> None:
        personas = dict(self.pack.personas)
        for facts, name, where, place in self.links():
            if where == "persona":
                if name not in personas:
                    self.report("W405", place, nearest(name, personas), name=name)
                continue
            if where == "unread" or pack_of(name) != self.pack.id:
                continue
            id = local_of(name)
            given = self.ids.get(id)
            if given is None:
                self.report("E404", place, self.hint(id, where), where=_word(where), name=id)
            elif given.kind not in _ALLOWED[where]:
                hint = ""
                if given.kind == "cloze":
                    hint = "name " + " or ".join(other for other in self.ids if other.startswith(f"{id}."))
                due = " or ".join(f"a {kind}" if kind != "aid" else "an aid" for kind in _ALLOWED[where])
                self.report("E405", place, hint, where=_word(where), name=id, kind=given.kind, due=due)
            elif where in ("after", "teaches") and facts.ids and facts.ids[0][0] == id:
                self.report("E406", place, where=_word(where))

    def hint(self, id: str, where: str) -> str:
        """What a name that names nothing may have meant."""
        new = dict(self.pack.renamed).get(id)
        if new:
            return f"it was renamed: {new}"
        kinds = _ALLOWED.get(where, _ITEMS)
        return nearest(id, [other for other, given in self.ids.items() if given.kind in kinds])

    def check_pack_file(self) -> None:
        for id in self.pack.order:
            place = self.in_pack_file.get((id, "order"), self.pack.place)
            given = self.ids.get(id)
            if given is None:
                self.report("E404", place, self.hint(id, "order") or "delete it there", where="order", name=id)
            elif given.kind not in _ITEMS:
                self.report("E405", place, where="order", name=id, kind=given.kind, due="an item")
        renamed = dict(self.pack.renamed)
        for old, new in renamed.items():
            place = self.in_pack_file.get((old, "renamed"), self.pack.place)
            if old in self.ids:
                self.report("E407", place, id=old, first=self.ids[old].place)
            elif new in renamed:
                end = _end(renamed, new)
                hint = "they lead in a circle" if end in renamed else f"write {old}: {end}"
                self.report("E408", place, hint, old=old, new=new)
            elif new not in self.ids:
                self.report("E404", place, self.hint(new, "order"), where="renamed", name=new)

    def check_teaching(self) -> None:
        taught = {local_of(name) for _, name, where, _ in self.links() if where == "teaches"}
        # An item that could not be read is mended first: what it teaches, or is taught by, is seen then.
        all_read = all(where != "unread" for _, _, where, _ in self.links())
        teaching = {place.path for _, _, where, place in self.links() if where in ("teaches", "unread")}
        for id, given in self.ids.items():
            if given.kind == "quiz" and given.place.path not in teaching:
                self.report("W402", given.place, "teaches: [ids of lessons and aids]", id=id)
            elif given.kind == "aid" and id not in taught and all_read:
                self.report("W403", given.place, f"write teaches: [{id}] in a lesson or quiz", id=id)

    def check_circles(self) -> None:
        """Reports lessons of which each is to be read after the other."""
        after: dict[str, dict[str, Place]] = {}
        for facts, name, where, place in self.links():
            if where == "after" and facts.ids and facts.ids[0][0] != local_of(name):
                after.setdefault(facts.ids[0][0], {})[local_of(name)] = place
        while True:
            named = {id for before in after.values() for id in before}
            ends = [id for id, before in after.items() if id not in named or not before.keys() & after.keys()]
            if not ends:
                break
            for id in ends:
                del after[id]
        if after:
            first = min(after)
            place = next(place for id, place in after[first].items() if id in after)
            self.report("W404", place, "delete one `after`", ids=", ".join(sorted(after)))

    def check_room(self) -> None:
        """Reports aids that take more than a screen, where a claim backs them with the line that says so."""
        backed = {local_of(name) for facts in self.files for *_, names in facts.claims for name in names.split()}
        room = SCREEN_ROWS - _PROMPT
        for facts in self.files:
            for rows, line in facts.printed:
                rows += _VERIFIED if facts.ids and facts.ids[0][0] in backed else 0
                if rows > room:
                    self.report(
                        "W308",
                        Place(facts.path, line),
                        "shorten it, or divide it into two that link to each other",
                        rows=rows,
                        room=room,
                    )


def _word(where: str) -> str:
    return {"link": "[[…]]", "step": "a step", "lab": "a choice"}.get(where, where)


def _end(renamed: dict[str, str], id: str) -> str:
    """Where a chain of renames leads."""
    seen: set[str] = set()
    while id in renamed and id not in seen:
        seen.add(id)
        id = renamed[id]
    return id
