"""A study session as a pure state machine: state and what happened go in, the next state comes out.

The state is a value: taking an answer back is returning to the state before it.
"""

from dataclasses import dataclass, replace

from tutor.model.events import Mark
from tutor.settings import SITTING_MISSES

# How many other steps stand between a miss and its return, where there are as many.
GAP = 3
COUNT = -1  # how many questions are left is to be counted


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to be answered. `misses`: how often in this session; `beside` names the one it is mixed up with."""

    question: str
    mark: Mark = Mark.NONE
    misses: int = 0
    beside: str = ""

    @property
    def again(self) -> bool:
        """Whether this is a miss that returns."""
        return self.misses > 0


@dataclass(frozen=True, slots=True)
class ReadScreen:
    """Screen `screen` of a lesson, counted from 0; -1 opens it (title and why), `len(screens)` closes it (essence)."""

    lesson: str
    screen: int


SessionStep = Ask | ReadScreen


@dataclass(frozen=True, slots=True)
class Session:
    """What is still to come, the first of it on screen, and what was done. Only answered questions are counted."""

    steps: tuple[SessionStep, ...]
    answered: int = 0
    right: int = 0
    open_misses: tuple[str, ...] = ()  # missed, and not yet right
    put_off: tuple[str, ...] = ()  # of these, missed so often that they return another day
    questions_left: int = COUNT  # asked at every answer, and after a long break thousands are left: so it is kept

    def __post_init__(self) -> None:
        if self.questions_left == COUNT:
            object.__setattr__(self, "questions_left", sum(isinstance(step, Ask) for step in self.steps))

    @property
    def current(self) -> SessionStep | None:
        return self.steps[0] if self.steps else None


def turn_page(session: Session) -> Session:
    """The screen on top was read."""
    return replace(session, steps=session.steps[1:])


def answer(session: Session, right: bool) -> Session:
    """The question on top was answered. A miss returns after `GAP` other steps, or last; one success is then enough.

    Missed `SITTING_MISSES` times it is put off, so that every session ends. A guess before the teaching never returns
    by itself: its question is asked again after the lesson anyway.
    """
    asked = session.steps[0]
    if not isinstance(asked, Ask):
        raise TypeError("a screen is read, not answered")
    rest = session.steps[1:]
    open_misses = tuple(name for name in session.open_misses if name != asked.question)
    put_off = session.put_off
    if not right and asked.mark is not Mark.GUESS:
        open_misses = (*open_misses, asked.question)
        missed = replace(asked, misses=asked.misses + 1)
        if missed.misses < SITTING_MISSES:
            rest = (*rest[:GAP], missed, *rest[GAP:])
        else:
            put_off = (*put_off, asked.question)
    return replace(
        session,
        steps=rest,
        answered=session.answered + 1,
        right=session.right + right,
        open_misses=open_misses,
        put_off=put_off,
        questions_left=session.questions_left - len(session.steps) + len(rest),
    )


def skip(session: Session) -> Session:
    """The step on top is left for another time. A skipped miss stays open: it is first next time."""
    return replace(session, steps=session.steps[1:], questions_left=COUNT)


def leave_lesson(session: Session, lesson: str) -> Session:
    """The rest of this lesson's screens is left for another time; questions stay."""
    return replace(
        session,
        steps=tuple(step for step in session.steps if not (isinstance(step, ReadScreen) and step.lesson == lesson)),
    )
