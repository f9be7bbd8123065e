"""What each event does to what is known.

Pure: the journal keeps what is known in tables, by this `apply`, one event at a time; `replay.py` has the same from the
whole log. Three things keep the two equal to the last bit. The settings in force when an event was recorded decide what
it does (`rules.py`). Sums are made of steps of 1/1024 s, which floats add and take away without rounding. And an answer
that is taken back is worked out by replaying its question with and without it (`taken_back`).
"""

from dataclasses import replace
from typing import NamedTuple, Protocol

from tutor.learning.drill_log import played
from tutor.learning.lab_log import tried
from tutor.learning.memory import AGAIN, rating_of
from tutor.learning.rules import Rules
from tutor.model.events import (
    Answered,
    BroughtForward,
    Buried,
    Declined,
    DrillBegan,
    DrillChose,
    DrillEnded,
    DrillEvent,
    DrillNoted,
    DrillRewound,
    HintTaken,
    ItemAdded,
    LabBegan,
    LabChecked,
    LabEvent,
    LessonRead,
    LogNamed,
    LookedUp,
    Mark,
    Outcome,
    PackChanged,
    Recorded,
    Renamed,
    Replied,
    ReplySent,
    Reset,
    Resumed,
    SettingChanged,
    SolutionShown,
    Suspended,
    Undone,
)
from tutor.model.knowledge import DayTotals, DrillProgress, LabProgress, LessonProgress, Memory, PackProgress
from tutor.settings import SettingValue

_STEPS_A_SECOND = 1024
_LONGEST = 86_400.0  # seconds; what took longer than a day was not timed


class Known(Protocol):
    """What is known before an event, as far as `apply` asks."""

    @property
    def rules(self) -> Rules: ...
    def memory(self, question: str) -> Memory | None: ...
    def lesson(self, lesson: str) -> LessonProgress | None: ...
    def drill(self, drill: str) -> DrillProgress | None: ...
    def lab(self, lab: str) -> LabProgress | None: ...
    def is_added(self, item: str) -> bool: ...


class Changes(NamedTuple):
    """What an event changes, as pairs of a name and its new value; None deletes. Day totals are to be added."""

    memories: tuple[tuple[str, Memory | None], ...] = ()
    days: tuple[tuple[int, DayTotals], ...] = ()
    lessons: tuple[tuple[str, LessonProgress | None], ...] = ()
    packs: tuple[tuple[str, PackProgress], ...] = ()
    added: tuple[tuple[str, bool], ...] = ()  # False: no longer
    settings: tuple[tuple[str, SettingValue | None], ...] = ()
    declined: tuple[tuple[str, int | None], ...] = ()  # None: never again
    drills: tuple[tuple[str, DrillProgress | None], ...] = ()
    labs: tuple[tuple[str, LabProgress | None], ...] = ()


NOTHING = Changes()
NO_TOTALS = DayTotals()


def apply(known: Known, recorded: Recorded) -> Changes:
    """What one event changes. Never raises, whatever the sequence of events.

    An `Undone` changes nothing by itself: a replay leaves the answer out, a journal asks `taken_back`.
    """
    event = recorded.event
    match event:
        case Answered():
            return _answered(known, event, known.rules.day(recorded.stamp))
        case LessonRead():
            return _lesson_read(known, event, known.rules.day(recorded.stamp))
        case Undone():
            return NOTHING
        case Suspended() | Resumed() | Buried() | Reset():
            return _set_aside(known.memory(event.question), event)
        case PackChanged(pack, state):
            return Changes(packs=((pack, PackProgress(pack, state, known.rules.day(recorded.stamp))),))
        case ItemAdded(item):
            return Changes(added=((item, True),))
        case SettingChanged(key, value):
            return Changes(settings=((key, value),))
        case Renamed(old, new):
            return _renamed(known, old, new) if old != new else NOTHING
        case LookedUp() | Outcome() | Replied() | ReplySent() | LogNamed():
            return NOTHING  # read from the events themselves
        case Declined(suggestion, until):
            return Changes(declined=((suggestion, until),))
        case BroughtForward():
            return _brought_forward(known.memory(event.question), known.rules.day(recorded.stamp))
        case DrillBegan() | DrillChose() | DrillRewound() | DrillEnded() | DrillNoted():
            return _drilled(known, event, known.rules.day(recorded.stamp))
        case LabBegan() | LabChecked() | HintTaken() | SolutionShown():
            return _lab_tried(known, event, known.rules.day(recorded.stamp))


def _answered(known: Known, event: Answered, day: int) -> Changes:
    """Guesses and practice leave the schedule alone, and the hash too: it belongs to the rated history."""
    before = known.memory(event.question)
    memory = before or Memory(event.question)
    right = int(rating_of(event) != AGAIN)
    seconds = _in_steps(event.seconds)
    if event.mark is Mark.NONE:
        after = known.rules.scheduler.review(memory, event, day)
        review = int(memory.last is not None and memory.last < day)
        totals = DayTotals(
            answers=1,
            right=right,
            new=int(memory.reps == 0),
            reviews=review,
            reviews_right=review and right,
            seconds=seconds,
        )
        return Changes(memories=((event.question, after),), days=((day, totals),))
    if event.mark is Mark.GUESS:
        totals = DayTotals(guesses=1, guesses_right=right, seconds=seconds)
    else:
        totals = DayTotals(practice=1, practice_right=right, practice_seconds=seconds)
    if before is not None:
        return Changes(days=((day, totals),))
    return Changes(memories=((event.question, replace(memory, kind=event.kind)),), days=((day, totals),))


def _in_steps(seconds: float) -> float:
    """Seconds in steps of 1/1024, so that sums are exact in any order and can be taken back; not a time: 0."""
    return round(min(seconds, _LONGEST) * _STEPS_A_SECOND) / _STEPS_A_SECOND if seconds > 0 else 0.0


def _lesson_read(known: Known, event: LessonRead, day: int) -> Changes:
    before = known.lesson(event.lesson) or LessonProgress(event.lesson)
    seconds = _in_steps(event.seconds)
    after = LessonProgress(
        event.lesson,
        screen=-1 if event.finished else max(before.screen, event.screen),
        finished=day if event.finished and before.finished is None else before.finished,
        seconds=before.seconds + seconds,
    )
    totals = DayTotals(screens=1, lessons=int(event.finished), seconds=seconds)
    return Changes(lessons=((event.lesson, after),), days=((day, totals),))


def _set_aside(before: Memory | None, event: Suspended | Resumed | Buried | Reset) -> Changes:
    """A fresh start keeps what the learner wished for: suspension, burial."""
    memory = before or Memory(event.question)
    match event:
        case Suspended():
            after = replace(memory, suspended=True)
        case Resumed():
            after = replace(memory, suspended=False, resting=False)
        case Buried():
            after = replace(memory, buried_until=event.until)
        case Reset():
            after = Memory(memory.question, memory.kind, suspended=memory.suspended, buried_until=memory.buried_until)
    return Changes(memories=((event.question, after),)) if before is not None or after != memory else NOTHING


def _brought_forward(memory: Memory | None, day: int) -> Changes:
    """Due today, unless it was never answered, was answered today, or is due anyway. Its strength stays as it is."""
    if memory is None or memory.due is None or memory.due <= day or memory.last == day:
        return NOTHING
    return Changes(memories=((memory.question, replace(memory, due=day)),))


def _drilled(known: Known, event: DrillEvent, day: int) -> Changes:
    before = known.drill(event.drill)
    after = played(before or DrillProgress(event.drill), event, day)
    days: tuple[tuple[int, DayTotals], ...] = ()
    if isinstance(event, DrillChose) and (seconds := _in_steps(event.seconds)):
        days = ((day, DayTotals(seconds=seconds)),)
    elif isinstance(event, DrillEnded) and event.first:
        days = ((day, DayTotals(drills=1)),)
    return Changes(days=days, drills=((event.drill, after),) if after != before else ())


def _lab_tried(known: Known, event: LabEvent, day: int) -> Changes:
    before = known.lab(event.lab)
    after = tried(before or LabProgress(event.lab), event, day)
    totals = NO_TOTALS
    if isinstance(event, LabChecked):
        ended = before is not None and after.solved > before.solved
        totals = DayTotals(seconds=_in_steps(event.seconds), labs=int(ended))
    return Changes(
        days=((day, totals),) if totals != NO_TOTALS else (),
        labs=((event.lab, after),) if after != before else (),
    )


def _renamed(known: Known, old: str, new: str) -> Changes:
    """History follows. Where the new name has one already, the longer of two memories stays, and two readings unite."""
    memory, lesson, added = known.memory(old), known.lesson(old), known.is_added(old)
    drill, lab = known.drill(old), known.lab(old)
    return Changes(
        labs=((old, None), (new, _more_labs(known.lab(new), replace(lab, lab=new)))) if lab else (),
        drills=((old, None), (new, _more_tried(known.drill(new), replace(drill, drill=new)))) if drill else (),
        memories=((old, None), (new, _longer(known.memory(new), replace(memory, question=new)))) if memory else (),
        lessons=((old, None), (new, _united(known.lesson(new), replace(lesson, lesson=new)))) if lesson else (),
        added=((old, False), (new, True)) if added else (),
    )


def _longer(there: Memory | None, moved: Memory) -> Memory:
    return moved if there is None or moved.reps > there.reps else there


def _more_tried(there: DrillProgress | None, moved: DrillProgress) -> DrillProgress:
    return moved if there is None or moved.tries > there.tries else there


def _more_labs(there: LabProgress | None, moved: LabProgress) -> LabProgress:
    return moved if there is None or moved.tries > there.tries else there


def _united(there: LessonProgress | None, moved: LessonProgress) -> LessonProgress:
    if there is None:
        return moved
    finishes = [day for day in (there.finished, moved.finished) if day is not None]
    return LessonProgress(
        moved.lesson,
        screen=max(there.screen, moved.screen),
        finished=min(finishes, default=None),
        seconds=there.seconds + moved.seconds,
    )
