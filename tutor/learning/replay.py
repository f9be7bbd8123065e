"""All that is known from a log of events: the fold of `apply` over them, undone answers left out.

The journal keeps the same values in tables, one event at a time; a replay says what they must be equal to.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from operator import add, attrgetter, sub
from typing import TypeVar

from tutor.learning.apply import NO_TOTALS, Changes, apply
from tutor.learning.rules import Rules
from tutor.model.events import Recorded, Renamed, Undoable, Undone
from tutor.model.knowledge import DayTotals, DrillProgress, LabProgress, LessonProgress, Memory, PackProgress
from tutor.settings import SettingValue

_REPLAY_ORDER = attrgetter("stamp.time", "stamp.device", "stamp.seq")
Value = TypeVar("Value")


def plus(one: DayTotals, other: DayTotals) -> DayTotals:
    """The sum of two totals."""
    return DayTotals(*map(add, one, other))


def minus(one: DayTotals, other: DayTotals) -> DayTotals:
    """The difference of two totals."""
    return DayTotals(*map(sub, one, other))


def _write(known: dict[str, Value], pairs: Iterable[tuple[str, Value | None]]) -> None:
    for name, value in pairs:
        if value is None:
            known.pop(name, None)
        else:
            known[name] = value


@dataclass(slots=True)
class Knowledge:
    """What is known, in dicts: the outcome of a replay. `settings` holds what was changed, `rules` what is in force."""

    memories: dict[str, Memory] = field(default_factory=dict)
    days: dict[int, DayTotals] = field(default_factory=dict)
    lessons: dict[str, LessonProgress] = field(default_factory=dict)
    packs: dict[str, PackProgress] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)
    settings: dict[str, SettingValue] = field(default_factory=dict)
    declined: dict[str, int | None] = field(default_factory=dict)
    drills: dict[str, DrillProgress] = field(default_factory=dict)
    labs: dict[str, LabProgress] = field(default_factory=dict)
    rules: Rules = field(default_factory=lambda: Rules({}), repr=False, compare=False)

    def memory(self, question: str) -> Memory | None:
        return self.memories.get(question)

    def lesson(self, lesson: str) -> LessonProgress | None:
        return self.lessons.get(lesson)

    def drill(self, drill: str) -> DrillProgress | None:
        return self.drills.get(drill)

    def lab(self, lab: str) -> LabProgress | None:
        return self.labs.get(lab)

    def is_added(self, item: str) -> bool:
        return item in self.added

    def take(self, changes: Changes) -> None:
        """Write what `apply` or `taken_back` found."""
        _write(self.memories, changes.memories)
        _write(self.lessons, changes.lessons)
        _write(self.drills, changes.drills)
        _write(self.labs, changes.labs)
        _write(self.settings, changes.settings)
        for day, more in changes.days:
            totals = plus(self.days.get(day, NO_TOTALS), more)
            if totals == NO_TOTALS:
                self.days.pop(day, None)
            else:
                self.days[day] = totals
        self.packs.update(changes.packs)
        self.declined.update(changes.declined)
        for item, is_added in changes.added:
            (self.added.add if is_added else self.added.discard)(item)
        if changes.settings:
            self.rules = Rules(self.settings)


def fold(events: Iterable[Recorded], undone: Container[tuple[str, int]]) -> Knowledge:
    """The fold of `apply` over events in replay order, without those answers and fresh starts whose (device, seq) is in
    `undone`."""
    knowledge = Knowledge()
    for recorded in events:
        if not (isinstance(recorded.event, Undoable) and (recorded.stamp.device, recorded.stamp.seq) in undone):
            knowledge.take(apply(knowledge, recorded))
    return knowledge


def replay(events: Iterable[Recorded]) -> Knowledge:
    """All that is known from these events, in whichever order they are given."""
    ordered = sorted(events, key=_REPLAY_ORDER)
    return fold(ordered, {(r.event.device, r.event.seq) for r in ordered if isinstance(r.event, Undone)})


def linked(names: Iterable[str], renames: Iterable[Renamed]) -> frozenset[str]:
    """`names` and every name that renames, in either direction, connect with one of them: what shares a history."""
    pairs = [(rename.old, rename.new) for rename in renames]
    found, size = set(names), -1
    while len(found) != size:
        size = len(found)
        for pair in pairs:
            if not found.isdisjoint(pair):
                found.update(pair)
    return frozenset(found)


def taken_back(events: Iterable[Recorded], undone: tuple[str, int]) -> Changes:
    """What changes when the answer or the fresh start `undone` (device, seq) is taken back.

    `events` are all that stand, that one included, of its question and of what renames link to it (`linked`), and
    all changes of settings: nothing else has a say in what is known of that question.
    """
    ordered = sorted(events, key=_REPLAY_ORDER)
    before, after = fold(ordered, ()), fold(ordered, (undone,))
    return Changes(
        memories=tuple((name, after.memories.get(name)) for name in sorted(before.memories.keys() | after.memories)),
        days=tuple(
            (day, minus(after.days.get(day, NO_TOTALS), before.days.get(day, NO_TOTALS)))
            for day in sorted(before.days.keys() | after.days)
            if before.days.get(day) != after.days.get(day)
        ),
    )
