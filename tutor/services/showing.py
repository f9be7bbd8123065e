"""What a sitting shows, as values for both faces: a lesson's screens, a question, what an answer came to, the end."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from tutor.learning.grading import Graded
from tutor.model.events import Mark
from tutor.model.items import Lesson, Page
from tutor.model.questions import Question
from tutor.model.text import Runs


@dataclass(frozen=True, slots=True)
class Opening:
    """A lesson's first screen: why should I care. `resumed` when it goes on where it was left.

    `waiting` questions of it come on a later study day, since this one has no room for more new ones.
    """

    lesson: Lesson
    why: Runs
    resumed: bool
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A page of a lesson: the `number`th of `of` pages."""

    lesson: Lesson
    page: Page
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Closing:
    """A lesson's last screen: the sentence to keep. `waiting` questions of it come on a later study day.

    `joins`: nothing else would bring its questions back, so that they join the queue when it is turned.
    """

    lesson: Lesson
    waiting: int
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on screen. `order` tells which of the question's options, steps or right sides stands at each place.

    `number` of `of` counts questions in this sitting, this one included; `again`: a miss that returns; `beside`: the
    prompt's name of the question it is mixed up with, just asked; `changed`: its author changed the answer since it was
    learnt, so that a fresh start is offered. To answer is to go on as before.
    """

    question: Question
    order: tuple[int, ...]
    number: int
    of: int
    mark: Mark
    again: bool
    beside: str
    why: str
    changed: bool = False


class Reread(Enum):
    """What came of reading again what a sitting shows: nothing new, other words, or screens that are others."""

    SAME = "same"
    WORDS = "words"
    SCREENS = "screens"


Screen = Opening | Reading | Closing | Asking


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an answer came to, and when the question comes back.

    `back` is the date, or None where the schedule was left alone or it returns in this sitting; `words` says it
    plainly, `reason` why. `leech`: forgotten so often that it rests now. Then, and when it was missed so often that it
    is put off, `lesson` helps ("" for none).
    """

    question: Question
    graded: Graded
    mark: Mark
    back: date | None
    words: str
    reason: str
    leech: bool = False
    lesson: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a sitting came to. `open_misses` come first next time; `saved`: nothing is left that could not be kept."""

    answered: int
    right: int
    new: int
    lessons: int
    seconds: float
    open_misses: int
    due_left: int
    tomorrow: int
    practice: bool
    saved: bool
