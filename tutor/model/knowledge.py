"""What is known about a learner: the projections of the journal. `learning/apply.py` works them out from events."""

from dataclasses import dataclass
from typing import NamedTuple

from tutor.model.conditions import State
from tutor.model.events import PackState


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one question. Days are study days (days since 1970-01-01, counted from the rollover hour).

    Never answered (only guessed, practised, suspended or buried): `reps` is 0, `stability` 0.0 and `due` None.
    """

    question: str  # full name
    kind: str = ""
    stability: float = 0.0  # days until retrievability falls to 0.9
    difficulty: float = 0.0  # 1..10
    due: int | None = None  # study day
    last: int | None = None  # study day of the last rated answer
    first: int | None = None  # study day of the first rated answer
    reps: int = 0  # rated answers
    lapses: int = 0  # wrong after it had been known, or on a later study day than a miss that stayed open
    known: bool = False  # was right at least once since the last reset
    missed: bool = False  # the last rated answer was wrong and no right one has followed
    resting: bool = False  # a leech: not asked until resumed
    suspended: bool = False
    buried_until: int | None = None
    answer_hash: str = ""


class DayTotals(NamedTuple):
    """What happened on one study day. Seconds count answers and lesson screens; `new` first rated answers.

    A tuple, since two of them are added up for every event of a rebuild.
    """

    answers: int = 0  # rated
    right: int = 0
    new: int = 0
    reviews: int = 0  # rated answers to a question last answered on an earlier study day
    reviews_right: int = 0
    seconds: float = 0.0
    guesses: int = 0
    guesses_right: int = 0
    practice: int = 0
    practice_right: int = 0
    practice_seconds: float = 0.0  # not among `seconds`
    screens: int = 0
    lessons: int = 0  # finished
    drills: int = 0  # tries that came to an ending
    labs: int = 0  # tries that were solved


@dataclass(frozen=True, slots=True)
class LessonProgress:
    lesson: str
    screen: int = -1  # the furthest screen read since the last finish, -1: none
    finished: int | None = None  # study day of the first finish
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PackProgress:
    pack: str
    state: PackState
    since: int  # study day of the change


@dataclass(frozen=True, slots=True)
class DrillProgress:
    """What is known of one drill. A try is a play; how it went is told by the first ending it reached.

    `first_tries`: for "" (the drill itself) and for every variant seen (`scene~variant`), whether the first play that
    showed it passed; only these say something about transfer. `endings` in the order found, over all plays.
    """

    drill: str
    tries: int = 0  # plays begun
    ended: int = 0  # tries that reached an ending
    passed: int = 0  # of these
    first_tries: tuple[tuple[str, bool], ...] = ()
    endings: tuple[str, ...] = ()
    interval: int = 0  # days until it came back, the last time that was set
    due: int | None = None  # study day
    last: int | None = None  # study day of the last try that reached an ending
    play: str = ""  # the play that is open
    note: str = ""  # what to do first next time


@dataclass(frozen=True, slots=True)
class LabProgress:
    """What is known of one lab. A try begins with a world and ends when all checks hold; a reset begins none.

    `failed`, `hints` and `shown` are of the newest try: checks that did not hold, hints taken, the solution seen.
    """

    lab: str
    tries: int = 0
    solved: int = 0  # tries
    alone: int = 0  # of these, without a hint and without the solution
    interval: int = 0  # days until it comes back, as last set
    due: int | None = None  # study day
    last: int | None = None  # study day on which a try was last solved
    faded: int = 0  # hints held back at the beginning of a try
    going: bool = False  # the newest try is not solved yet
    failed: int = 0
    hints: int = 0
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """One decision of a play: where it was taken, with which state, and what it did. Fields as in `DrillChose`."""

    scene: str
    variant: str
    state: State
    choice: str
    target: str
    effects: tuple[str, ...] = ()
    seconds: float = 0.0
    lab: str = ""


@dataclass(frozen=True, slots=True)
class Play:
    """A play of a drill, as its events tell it: where it stands, and the decisions that led there."""

    drill: str
    play: str
    turn: int
    shape: str
    scene: str
    variant: str
    state: State
    begun: State  # the state at the beginning
    taken: tuple[Taken, ...] = ()
    visited: tuple[tuple[str, str], ...] = ()  # (scene, variant) in the order first seen, rewound ones included
    ending: str = ""  # "": it goes on
    passed: bool = False
    endings: tuple[str, ...] = ()  # reached in this play, in order
    rewinds: int = 0
