"""The version of a pack that its ids are compared with: the last commit, or else what the catalog holds of it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tutor.catalog.reading import Catalog
from tutor.errors import CatalogError, NotFound
from tutor.model.ids import full_name, local_of
from tutor.model.items import Pack
from tutor.model.problems import Place, Problem
from tutor.packs.codes import problem
from tutor.packs.folder import read_bytes
from tutor.packs.ids_changed import Moved, Sketch, moved, problems_of, sketch, sketches
from tutor.packs.ids_writing import ids_in
from tutor.packs.pack import PACK_FILE, read_pack_file
from tutor.packs.reading import Facts, ReadFile, read_file
from tutor.places import Places, catalog_of, pack_sources
from tutor.services.last_commit import LastCommit, last_commit

_OWN_ID = re.compile(rb"^[\"']?id[\"']?\s*:", re.MULTILINE)
_KINDS = ("lesson", "quiz", "aid", "path", "drill", "lab", "question")  # a cloze's common id is no question's own
_UNREADABLE = ("E001", "E003", "E004", "E006", "W003")  # the ids of such a file are not known
_TAKE_IDS = frozenset(("E101", "E115", "E129"))  # errors of a heading, after which its id is not known


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier version of a pack, which `since` names: "the last commit".

    `ids` are all that it gave to items and questions, `gone` is what was known by those that are not given any more.
    """

    since: str
    ids: frozenset[str]
    gone: tuple[Sketch, ...] = ()


@dataclass(frozen=True, slots=True)
class Present:
    """A pack as it is now: the facts of its files, and its problems, which say what could not be read.

    `unwritten` holds the bytes that files are to have, by path, where the disk does not have them.
    """

    folder: str
    pack: Pack | None
    files: Sequence[Facts]
    problems: Sequence[Problem]
    unwritten: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def ids(self) -> set[str]:
        """The ids of all items and questions."""
        return {id for facts in self.files for id, kind, *_ in facts.ids if kind in _KINDS}

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        return self.pack.renamed if self.pack else ()

    def data(self, path: str) -> bytes | None:
        """The bytes of a file; None where it cannot be read."""
        return self.unwritten[path] if path in self.unwritten else read_bytes(self.folder, path, [])

    def sketches(self, ids: Collection[str]) -> list[Sketch]:
        """What is known of these ids, from the files that give them."""
        wanted = [facts.path for facts in self.files if any(id in ids for id, *_ in facts.ids)]
        read = ((path, self.data(path)) for path in wanted)
        items = (read_file(_id_of(self.pack), path, data).item for path, data in read if data is not None)
        return [one for item in items if item for one in sketches(item) if one.id in ids]


def earlier(now: Present, where: Places | None, here: str) -> Earlier | None:
    """The version to compare a pack with; None where there is none. Without `where` no catalog is asked."""
    commit = last_commit(now.folder)
    if commit is not None:
        return _committed(now, commit)
    if now.pack is None or where is None:
        return None
    try:
        catalog = Catalog.open(catalog_of(where, pack_sources(where, here)))
    except CatalogError:
        return None
    try:
        return _cataloged(catalog, now.pack.id, now.ids)
    except (CatalogError, NotFound):
        return None
    finally:
        catalog.close()


def moved_since(before: Earlier, now: Present) -> list[Moved]:
    """The ids that are gone since then without a `renamed:` that says where, and what they are called now."""
    told = now.ids.union(old for old, _ in now.renamed)
    gone = [one for one in before.gone if one.id not in told and not _is_unknown(one, now)]
    return moved(gone, now.sketches(now.ids - before.ids)) if gone else []


def id_problems(now: Present, where: Places | None, here: str) -> list[Problem]:
    """What `tutor check` says about the ids of a pack: those that are gone, or were renamed without a word."""
    before = earlier(now, where, here)
    return problems_now(before, moved_since(before, now), now) if before is not None and before.gone else []


def problems_now(before: Earlier, gone: list[Moved], now: Present) -> list[Problem]:
    """What is to be said of ids that are gone. What was in a file that is gone too stands at pack.yaml."""
    here_now = {facts.path for facts in now.files}
    place = now.pack.place if now.pack else Place(PACK_FILE)
    found = [one for one in problems_of(gone, now.renamed, before.since) if not _is_told(one, now)]
    told = [one if one.place.path in here_now else replace(one, place=place) for one in found]
    return [*told, *_joined(before, now, place)]


def _joined(before: Earlier, now: Present, place: Place) -> Iterator[Problem]:
    """Renames to an id that was in use beside the old one."""
    places = {
        name: Place(facts.path, line, column)
        for facts in now.files
        for name, where, line, column in facts.links
        if facts.path == PACK_FILE and where == "renamed"
    }
    gone = {one.id for one in before.gone}
    for old, new in now.renamed:
        if old in gone and new in before.ids:
            yield problem("E409", places.get(old, place), old=old, new=new, since=before.since)


def _is_unknown(one: Sketch, now: Present) -> bool:
    """Whether the file that held it cannot be read now, so that nobody can say what became of it."""
    path = one.place.path
    unread = {problem.place.path for problem in now.problems if problem.code in _UNREADABLE}
    return not unread.isdisjoint((path, path.partition("/")[0], "."))


def _is_told(lost: Problem, now: Present) -> bool:
    """Whether an error says already what took an id: on its line, or a fence before it that is never closed."""
    if lost.code != "W407":
        return False
    errors = [(one.code, one.place.line) for one in now.problems if one.place.path == lost.place.path]
    line = lost.place.line
    return any((code in _TAKE_IDS and at == line) or (code == "E026" and at <= line) for code, at in errors)


def _id_of(pack: Pack | None) -> str:
    return pack.id if pack else "pack"


def _committed(now: Present, commit: LastCommit) -> Earlier:
    """Only files that are not what they were in the commit are read a second time."""
    facts = {each.path: each for each in now.files}
    changed = []
    for path in commit.objects:
        data = now.data(path) if path in facts else None
        if data is None or not commit.has(path, data):
            changed.append(path)
    before = commit.read(changed)
    id = _id_of(now.pack)
    if PACK_FILE in before:
        pack, _ = read_pack_file(before[PACK_FILE], "")
        id = _id_of(pack) if pack else id
    given = now.ids
    keeping = {path for path, data in before.items() if path in facts and _keeps_all(data, facts[path], given)}
    files = [read_file(id, path, before[path]) for path in before.keys() - keeping - {PACK_FILE}]
    same = (commit.objects.keys() - before.keys()) & facts.keys()
    ids = {each for path in same for each, kind, *_ in facts[path].ids if kind in _KINDS}
    for path in keeping:
        ids |= ids_in(before[path]) | {facts[path].ids[0][0]}
    ids |= {each for file in files for each, kind, *_ in file.facts.ids if kind in _KINDS}
    return Earlier("the last commit", frozenset(ids), tuple(_sketched(files, ids - given)))


def _keeps_all(before: bytes, facts: Facts, ids: Collection[str]) -> bool:
    """Whether a file surely gave no id that is gone, so that it need not be read: all that it mentioned are there.

    A lesson or quiz whose name is its id, without a cloze that has several ids.
    """
    folder, _, name = facts.path.rpartition("/")
    is_plain = folder in ("lessons", "quizzes") and b"==" not in before and not _OWN_ID.search(before)
    has_own = bool(facts.ids) and facts.ids[0][0] == name.removesuffix(".md")
    return is_plain and has_own and ids_in(before).issubset(ids)


def _sketched(files: list[ReadFile], names: Collection[str]) -> list[Sketch]:
    """What is known of these ids; of one that had errors, no more than that it was there."""
    found = {one.id: one for file in files if file.item for one in sketches(file.item)}
    for file in files:
        for id, kind, line, column in file.facts.ids:
            found.setdefault(id, Sketch(id, kind, "", "", Place(file.facts.path, line, column)))
    return [found[name] for name in sorted(names) if name in found]


def _cataloged(catalog: Catalog, pack: str, now: Collection[str]) -> Earlier | None:
    """What the catalog holds of the pack: the version that was installed, or built last."""
    row = next((row for row in catalog.packs() if row.id == pack), None)
    if row is None:
        return None
    items = [local_of(one.name) for one in catalog.items(pack)]
    questions = [local_of(one.name) for one in catalog.questions(pack)]
    ids = frozenset((*items, *questions))
    gone = ids.difference(now)
    known = [sketches(catalog.item(full_name(pack, id)))[0] for id in sorted(gone.intersection(items))]
    known += [sketch(catalog.question(full_name(pack, id))) for id in sorted(gone.intersection(questions))]
    since = "it was installed" if row.label == "installed" else "it was built last"
    return Earlier(since, ids, tuple(known))
