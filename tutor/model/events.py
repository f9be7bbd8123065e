"""What a learner did. Events are the only truth about a learner; all else is worked out from them (docs/journal.md).

A new kind of event is one dataclass here and its `apply` in `learning/`. Fields are only ever added, with a default, so
that an old journal can always be read.
"""

from dataclasses import dataclass
from enum import StrEnum

from tutor.model.conditions import State

WISH = "?"  # the subject of a look-up that found nothing: no item's name


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


class ReplyKind(StrEnum):
    """What a learner tells the author of an item or a question."""

    HELPED = "helped"
    WRONG = "wrong"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"
    NOTHING = "nothing"  # takes back what was told and not handed on yet


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
    """The answer `device`/`seq` to `question`, or the fresh start of it, was taken back. There is no redo."""

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
class LookedUp:
    """A question was asked, and `aid` (a full name) was opened as answer number `rank`, `ms` after it was asked.

    Nothing found is "" and 0: the question is a wish. `offered`: that was when the aid was offered to be learnt.
    """

    question: str  # as it was typed
    aid: str = ""
    rank: int = 0
    ms: int = 0
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether an aid worked, told `seconds` after the question. What nobody tells is unknown, never a success."""

    aid: str
    worked: bool
    seconds: float = 0.0
    question: str = ""


@dataclass(frozen=True, slots=True)
class Declined:
    """A suggestion was declined: not before study day `until`; None means never."""

    suggestion: str  # e.g. "leech:git-rescue/undo-commit"
    until: int | None


@dataclass(frozen=True, slots=True)
class BroughtForward:
    """A drill that teaches this question failed: it is due today, where it was known and due later."""

    question: str


@dataclass(frozen=True, slots=True)
class DrillBegan:
    """A play of a drill began at `scene` with `state`; `play` names it among all plays of that drill.

    `turn` is how many were begun before: with the seed it decides orders and variants. `shape` is `Drill.shape`, to
    notice a changed drill. `resumed`: an earlier play goes on here since its drill was changed; it is no further try.
    """

    drill: str  # full name
    play: str
    turn: int
    scene: str
    state: State
    shape: str = ""
    variant: str = ""  # of the scene
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class DrillChose:
    """A choice was taken: what it does stands here, so that a play is replayed without its pack.

    `choice` is the hash of its text, "" when the seconds ran out. `effects` are written as authors write them; `target`
    is where the play is now, a scene or the ending of a fail rule, `variant` which of its variants.
    """

    drill: str
    play: str
    scene: str  # where it was taken
    choice: str
    target: str
    effects: tuple[str, ...] = ()
    variant: str = ""
    seconds: float = 0.0
    lab: str = ""  # "solved" or "unsolved" where the choice led through a lab


@dataclass(frozen=True, slots=True)
class DrillRewound:
    """The play went back to the decision at place `to`, counted from 0 among those that stood."""

    drill: str
    play: str
    to: int


@dataclass(frozen=True, slots=True)
class DrillEnded:
    """The play reached an ending. `first`: it had reached none before; only this one says how the try went.

    `shown` names the variants that the play has shown, each as `scene~variant`, of scenes that have several.
    """

    drill: str
    play: str
    ending: str
    passed: bool
    first: bool = True
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrillNoted:
    """What the learner would do first next time."""

    drill: str
    text: str


@dataclass(frozen=True, slots=True)
class LabBegan:
    """The world of a lab was built: a try begins. `reset`: it was built afresh within a try, which goes on."""

    lab: str  # full name
    reset: bool = False


@dataclass(frozen=True, slots=True)
class LabChecked:
    """The checks of a lab were looked at, in the order of its file; `seconds` since it was opened or looked at last."""

    lab: str
    held: tuple[bool, ...]
    seconds: float = 0.0

    @property
    def solved(self) -> bool:
        return bool(self.held) and all(self.held)


@dataclass(frozen=True, slots=True)
class HintTaken:
    """The learner asked for a hint, the `number`th of the lab, counted from 1."""

    lab: str
    number: int


@dataclass(frozen=True, slots=True)
class SolutionShown:
    """The learner looked at the solution of a lab."""

    lab: str


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply to the author of an item or a question; it takes the place of one that was not handed on yet.

    `version` is that of the pack, as it was then.
    """

    item: str  # full name
    reply: ReplyKind
    sentence: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class ReplySent:
    """The reply `device`/`seq` to `item` was handed on to its author."""

    item: str
    device: str
    seq: int


@dataclass(frozen=True, slots=True)
class LogNamed:
    """What is written of a pack's answers for its author goes by this random name; the first one stays.

    So two logs of one learner are known to be one's, while nothing in them says whose.
    """

    pack: str
    name: str


Undoable = Answered | Reset  # what `Undone` takes back
LabEvent = LabBegan | LabChecked | HintTaken | SolutionShown
DrillEvent = DrillBegan | DrillChose | DrillRewound | DrillEnded | DrillNoted

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
    | LookedUp
    | Outcome
    | BroughtForward
    | Replied
    | ReplySent
    | LogNamed
    | DrillEvent
    | LabEvent
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
    """What the event is about (a question, lesson, drill, lab, item or pack), "" for settings: the journal's index."""
    match event:
        case Answered() | Undone() | Suspended() | Resumed() | Buried() | Reset() | BroughtForward():
            return event.question
        case DrillBegan() | DrillChose() | DrillRewound() | DrillEnded() | DrillNoted():
            return event.drill
        case LabBegan() | LabChecked() | HintTaken() | SolutionShown():
            return event.lab
        case LessonRead():
            return event.lesson
        case PackChanged() | LogNamed():
            return event.pack
        case ItemAdded() | Replied() | ReplySent():
            return event.item
        case Renamed():
            return event.new
        case Declined():
            return event.suggestion
        case LookedUp():
            return event.aid or WISH
        case Outcome():
            return event.aid
        case SettingChanged():
            return ""
