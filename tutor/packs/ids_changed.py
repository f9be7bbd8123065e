"""Which ids of a pack are gone since an earlier version of it, and which of them only have another name now.

A learner's history hangs on ids: one that goes without a `renamed:` line takes what was learnt with it.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tutor.model.ids import text_hash
from tutor.model.items import Item, Lesson, Quiz, kind_of
from tutor.model.layout import plain_lines
from tutor.model.problems import Place, Problem
from tutor.model.questions import Question
from tutor.packs.codes import problem

_ALIKE = 0.5  # of 1: prompts that differ more are not one question reworded
_LONGEST = 500  # characters that are compared; difflib is quadratic
_WIDE = 10_000


@dataclass(frozen=True, slots=True)
class Sketch:
    """What an item or a question is known by beside its id: its words (prompt or title), and what its answer is.

    `kind` is a kind of item or of question. The answer of an item are the ids of the questions it holds.
    """

    id: str
    kind: str
    words: str
    answer: str
    place: Place

    @property
    def is_item(self) -> bool:
        return self.kind in ("lesson", "quiz", "aid", "path", "drill", "lab")


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that is gone: where it was, and the sketch that goes by another id now; None: nothing is like it."""

    old: Sketch
    new: Sketch | None


def sketches(item: Item) -> list[Sketch]:
    """An item and its questions."""
    questions = item.questions if isinstance(item, Lesson | Quiz) else ()
    held = " ".join(sorted(question.id for question in questions))
    return [Sketch(item.id, kind_of(item).value, item.title, held, item.place), *map(sketch, questions)]


def sketch(question: Question) -> Sketch:
    """A question; for one without an answer to compare, what is revealed counts as its answer."""
    words = " ".join(plain_lines(question.prompt, _WIDE))
    answer = question.answer_hash or text_hash(" ".join(plain_lines(question.explanation, _WIDE)))
    return Sketch(question.id, question.kind, words, answer, question.place)


def moved(gone: Sequence[Sketch], new: Sequence[Sketch]) -> list[Moved]:
    """For each id that is gone, the new one that is the same thing: by words and answer, then words, then answer.

    Only what fits one alone counts: between two that are equally alike, nobody but the author can tell.
    """
    left, free = list(gone), list(new)
    found: dict[str, Sketch] = {}
    ways: tuple[Callable[[Sketch], Hashable], ...] = (
        lambda one: (one.kind, one.words, one.answer),
        lambda one: (one.kind, one.words),
        lambda one: (one.kind, one.answer) if one.answer else one.id,
    )
    for place, way in enumerate(ways):
        pairs = list(_pairs(left, free, way))
        if place == 2:
            pairs = [(old, one) for old, one in pairs if old.is_item or _is_alike(old.words, one.words)]
        found |= {old.id: one for old, one in pairs}
        taken = {one.id for one in found.values()}
        left = [one for one in left if one.id not in found]
        free = [one for one in free if one.id not in taken]
    return [Moved(old, found.get(old.id)) for old in gone]


def _pairs(
    left: Iterable[Sketch], free: Iterable[Sketch], way: Callable[[Sketch], Hashable]
) -> Iterable[tuple[Sketch, Sketch]]:
    """Those that have a key in common with one other alone."""
    keys: defaultdict[Hashable, tuple[list[Sketch], list[Sketch]]] = defaultdict(lambda: ([], []))
    for side, sketches_ in enumerate((left, free)):
        for one in sketches_:
            keys[way(one)][side].append(one)
    return ((old[0], new[0]) for old, new in keys.values() if len(old) == len(new) == 1)


def _is_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False).ratio() >= _ALIKE


def renamed_line(pairs: Iterable[tuple[str, str]]) -> str:
    """The line of pack.yaml that tells of renames."""
    return f"renamed: {{{', '.join(f'{old}: {new}' for old, new in pairs)}}}"


def flat(renamed: Iterable[tuple[str, str]], more: Iterable[tuple[str, str]]) -> dict[str, str]:
    """`renamed` with `more` renames: what led to an id that has another name now leads to that one."""
    new = dict(more)
    return {old: new.get(to, to) for old, to in renamed} | new


def problems_of(found: Iterable[Moved], renamed: Sequence[tuple[str, str]], since: str) -> list[Problem]:
    """What is to be said about ids that are gone. `since` names the earlier version, as "the last commit"."""
    problems = []
    for one in found:
        if one.new is None:
            hint = f"if it has another id now, write renamed: {{{one.old.id}: NEW-ID}} in pack.yaml"
            problems.append(problem("W407", one.old.place, hint, id=one.old.id, since=since))
        else:
            pairs = [(old, one.new.id) for old, to in renamed if to == one.old.id]
            hint = f"write in pack.yaml: {renamed_line([*pairs, (one.old.id, one.new.id)])}"
            values = {"old": one.old.id, "new": one.new.id, "since": since}
            problems.append(problem("W406", one.new.place, hint, **values))
    return problems
