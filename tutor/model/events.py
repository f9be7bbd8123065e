"""What a learner did. Events are the only truth about a learner; all else is worked out from them (docs/journal.md).

A new kind of event is one dataclass here and its `apply` in `learning/`. Fields are only ever added, with a default, so
that an old journal can always be read.
"""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"


class Confidence(StrEnum):
    """How sure the learner was, told before the verdict."""

    GUESS = "guess"
    FAIRLY = "fairly"
    SURE = "sure"


class Grade(StrEnum):
    """How a learner grades a recall question."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


class Mark(StrEnum):
    """Answers that leave the schedule alone."""

    NONE = ""
    GUESS = "guess"  # asked before the teaching
    PRACTICE = "practice"  # extra practice


class PackState(StrEnum):
    """Paused: no new lessons or questions, reviews go on. Stopped: neither."""

    STARTED = "started"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered. Replaying never grades again: the verdict is kept, the rating is derived from it.

    `given`: choice: the hashes of the options chosen; order: of the steps as put; match: "LEFT=RIGHT" hashes, one a
    pair; typed, cloze: what was typed; recall: nothing. `seconds` from question shown to answer given.
    """

    question: str  # full name
    kind: str  # one of `questions.KINDS`
    given: tuple[str, ...]
    verdict: Verdict
    seconds: float
    confidence: Confidence | None = None
    grade: Grade | None = None  # recall only
    answer_hash: str = ""
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class LessonRead:
    """A screen of a lesson was read to its end (`screen` counts from 0), in `seconds`; `finished` with the last one."""

    lesson: str
    screen: int
    seconds: float
    finished: bool = False


@dataclass(frozen=True, slots=True)
class PackChanged:
    pack: str
    state: PackState


@dataclass(frozen=True, slots=True)
class ItemAdded:
    """`tutor learn ID`: its questions join the queue, whatever its pack's state."""

    item: str


@dataclass(frozen=True, slots=True)
class SettingChanged:
    """Every setting is an event. `value` None returns to the default."""

    key: str
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Undone:
    """The answer `device`/`seq` to `question` was taken back. There is no redo."""

    device: str
    seq: int
    question: str


@dataclass(frozen=True, slots=True)
class Suspended:
    question: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """Ends a suspension, and the rest that a leech was given."""

    question: str


@dataclass(frozen=True, slots=True)
class Buried:
    """Not asked before study day `until`."""

    question: str
    until: int


@dataclass(frozen=True, slots=True)
class Reset:
    """A fresh start: what was known of the question counts no longer; its history stays."""

    question: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """An author renamed an id; history follows. Both are full names, of a question or of an item."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Declined:
    """A suggestion was declined: not before study day `until`; None means never."""

    suggestion: str  # e.g. "leech:git-rescue/undo-commit"
    until: int | None


Event = (
    Answered
    | LessonRead
    | PackChanged
    | ItemAdded
    | SettingChanged
    | Undone
    | Suspended
    | Resumed
    | Buried
    | Reset
    | Renamed
    | Declined
)


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """When and where an event was recorded. Stamps order events: (time, device, seq).

    `time` is logical: the larger of the wall clock and the journal's last time plus 1, in ms. `utc` is the raw wall
    clock in ms since 1970, `offset` the local time's distance from UTC in seconds.
    """

    time: int
    device: str
    seq: int
    utc: int
    offset: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the journal."""

    stamp: Stamp
    event: Event


def subject(event: Event) -> str:
    """What the event is about (a question, lesson, item or pack), "" for settings: the journal's index."""
    match event:
        case Answered() | Undone() | Suspended() | Resumed() | Buried() | Reset():
            return event.question
        case LessonRead():
            return event.lesson
        case PackChanged():
            return event.pack
        case ItemAdded():
            return event.item
        case Renamed():
            return event.new
        case Declined():
            return event.suggestion
        case SettingChanged():
            return ""
