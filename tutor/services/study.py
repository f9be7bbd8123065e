"""Studying: one sitting from its plan to its end, for both faces. Every answer is on disk before the next screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tutor.learning import session as machine
from tutor.learning.days import local_date
from tutor.learning.grading import Graded, grade
from tutor.learning.planning import Plan, Read, Review
from tutor.learning.session import Ask, ReadScreen, Session
from tutor.learning.shuffling import shown
from tutor.model.events import (
    Answered,
    Buried,
    Confidence,
    Event,
    Grade,
    LessonRead,
    Mark,
    Recorded,
    Suspended,
    Verdict,
)
from tutor.model.items import Lesson, Page
from tutor.model.knowledge import Memory
from tutor.model.questions import Question
from tutor.model.text import Runs
from tutor.services.choosing import Choosing
from tutor.services.opening import Tutor

# Whoever is away longer than this has left the screen; the rest is not counted as time spent.
LONGEST_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Opening:
    """A lesson's first screen: why should I care. `resumed` when it goes on where it was left."""

    lesson: Lesson
    why: Runs
    resumed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A page of a lesson: the `number`th of `of` pages."""

    lesson: Lesson
    page: Page
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Closing:
    """A lesson's last screen: the sentence to keep. `waiting` questions of it come on a later study day."""

    lesson: Lesson
    waiting: int


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on screen. `order` tells which of the question's options, steps or right sides stands at each place.

    `number` of `of` counts questions in this sitting, this one included; `again`: a miss that returns; `beside`: the
    prompt's name of the question it is mixed up with, just asked.
    """

    question: Question
    order: tuple[int, ...]
    number: int
    of: int
    mark: Mark
    again: bool
    beside: str
    why: str


Screen = Opening | Reading | Closing | Asking


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an answer came to, and when the question comes back.

    `back` is the date, or None where the schedule was left alone or it returns in this sitting; `words` says it
    plainly, `reason` why. `leech`: forgotten so often that it rests now; `lesson` then helps ("" for none).
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
    """What a sitting came to. `open_misses` come first next time."""

    answered: int
    right: int
    new: int
    lessons: int
    seconds: float
    open_misses: int
    due_left: int
    tomorrow: int
    practice: bool


class Sitting:
    """One study session. `screen` is what to show, None at the end; the methods take what the learner does.

    Leaving at any point loses nothing: whatever was answered or read is already in the journal.
    """

    def __init__(self, tutor: Tutor, plan: Plan, *, practice: bool = False) -> None:
        self._tutor = tutor
        self._practice = practice
        self._seed = int(tutor.number("seed"))
        self._lessons: dict[str, Lesson] = {}
        self._on_screen: Question | None = None
        self._waiting: dict[str, int] = {}
        self._undo: list[Session] = []
        self._seconds = 0.0
        self._new = 0
        self._finished = 0
        self._session = Session(self._expand(plan))
        self._turn = 0

    @property
    def screen(self) -> Screen | None:
        """What to show now. Items that left their pack meanwhile were never planned."""
        step = self._session.current
        if step is None:
            return None
        if isinstance(step, Ask):
            return self._asking(step)
        return self._screen_of(step)

    @property
    def answered(self) -> int:
        return self._session.answered

    @property
    def questions_left(self) -> int:
        """Questions still to come, the one on screen included."""
        return self._session.questions_left

    @property
    def asks_confidence(self) -> bool:
        """Whether the learner wants to be asked how sure they are."""
        return bool(self._tutor.setting("confidence"))

    def turn_page(self, seconds: float) -> None:
        """The lesson screen on show was read, in `seconds`."""
        step = self._session.current
        if not isinstance(step, ReadScreen):
            raise TypeError("a question is answered, not read")
        lesson = self._lesson(step.lesson)
        seconds = min(seconds, LONGEST_SECONDS)
        self._seconds += seconds
        last = step.screen >= len(lesson.screens)
        self._finished += last
        self._tutor.journal.record(LessonRead(lesson.name, step.screen, seconds, finished=last))
        self._session = machine.turn_page(self._session)
        self._undo.clear()  # a page is not unread; what was answered before it can be taken back from Today

    def answer(
        self,
        given: tuple[str, ...],
        seconds: float,
        *,
        confidence: Confidence | None = None,
        own: Grade | None = None,
    ) -> Feedback:
        """Grade what was given, keep it, and say when the question comes back. It is durable when this returns."""
        step = self._session.current
        if not isinstance(step, Ask):
            raise TypeError("a screen is read, not answered")
        question = self._question(step.question)
        graded = grade(question, given, own)
        before = self._tutor.journal.memory(question.name)
        event = Answered(
            question=question.name,
            kind=question.kind,
            given=given,
            verdict=graded.verdict,
            seconds=min(seconds, LONGEST_SECONDS),
            confidence=confidence,
            grade=own,
            answer_hash=question.answer_hash,
            mark=step.mark,
        )
        self._tutor.journal.record(event)
        right = graded.verdict is Verdict.RIGHT
        self._undo.append(self._session)
        self._session = machine.answer(self._session, right)
        if step.mark is Mark.NONE:
            self._seconds += event.seconds
            self._new += before is None or not before.reps
        after = self._tutor.journal.memory(question.name)
        return self._feedback(step, question, graded, before, after)

    def skip(self) -> None:
        """Leave the question on screen for another time."""
        self._session = machine.skip(self._session)

    def undo(self) -> Recorded | None:
        """Take back the newest answer that still stands; given in this sitting, its question is on top again."""
        taken = self._tutor.journal.undo()
        if taken is not None and self._undo:
            self._session = self._undo.pop()
        return taken

    def bury(self) -> None:
        """Not before tomorrow."""
        self._put_away(lambda name: Buried(name, self._tutor.today + 1))

    def suspend(self) -> None:
        """Never again, until resumed."""
        self._put_away(Suspended)

    def summary(self) -> Summary:
        """What was done so far."""
        choosing = Choosing(self._tutor)
        return Summary(
            answered=self._session.answered,
            right=self._session.right,
            new=self._new,
            lessons=self._finished,
            seconds=self._seconds,
            open_misses=len(self._session.open_misses),
            due_left=choosing.due,
            tomorrow=choosing.tomorrow,
            practice=self._practice,
        )

    def _put_away(self, event: Callable[[str], Event]) -> None:
        step = self._session.current
        if isinstance(step, Ask):
            self._tutor.journal.record(event(step.question))
            steps = tuple(s for s in self._session.steps if not (isinstance(s, Ask) and s.question == step.question))
            self._session = replace(self._session, steps=steps)

    # -- from the plan to screens

    def _expand(self, plan: Plan) -> tuple[Ask | ReadScreen, ...]:
        steps: list[Ask | ReadScreen] = []
        mark = Mark.PRACTICE if self._practice else Mark.NONE
        for planned in plan.steps:
            if isinstance(planned, Read):
                steps += self._lesson_steps(planned)
            else:
                beside = planned.beside if isinstance(planned, Review) else ""
                steps.append(Ask(planned.question, mark, beside=beside))
        return tuple(steps)

    def _lesson_steps(self, read: Read) -> list[Ask | ReadScreen]:
        """A lesson's screens from where it was left; a guess is asked again, rated, when the teaching is over."""
        lesson = self._lesson(read.lesson)
        progress = self._tutor.journal.lessons().get(lesson.name)
        reached = progress.screen if progress else -1
        new = set(read.new)
        self._waiting[lesson.name] = len(self._never_answered(lesson) - new)
        steps: list[Ask | ReadScreen] = [ReadScreen(lesson.name, -1)]
        after: list[Ask | ReadScreen] = []
        for number, screen in enumerate(lesson.screens):
            if isinstance(screen, Page):
                if number > reached:
                    steps.append(ReadScreen(lesson.name, number))
            elif screen.guess:
                if number > reached:
                    steps.append(Ask(screen.name, Mark.GUESS))
                if screen.name in new:
                    after.append(Ask(screen.name))
            elif screen.name in new:
                steps.append(Ask(screen.name))
        return [*steps, *after, ReadScreen(lesson.name, len(lesson.screens))]

    def _never_answered(self, lesson: Lesson) -> set[str]:
        names = {question.name for question in lesson.questions}
        return names - self._tutor.journal.answered(names)

    def _lesson(self, name: str) -> Lesson:
        lesson = self._lessons.get(name)
        if lesson is None:
            item = self._tutor.catalog.item(name)
            if not isinstance(item, Lesson):
                raise TypeError(f"{name} is not a lesson")
            lesson = self._lessons[name] = item
        return lesson

    def _question(self, name: str) -> Question:
        """A question, kept while it is on screen: it is shown, and then graded."""
        if self._on_screen is None or self._on_screen.name != name:
            self._on_screen = self._tutor.catalog.question(name)
        return self._on_screen

    def _screen_of(self, step: ReadScreen) -> Screen:
        lesson = self._lesson(step.lesson)
        if step.screen < 0:
            progress = self._tutor.journal.lessons().get(lesson.name)
            return Opening(lesson, self._why(lesson), progress is not None and progress.screen >= 0)
        if step.screen >= len(lesson.screens):
            return Closing(lesson, self._waiting.get(lesson.name, 0))
        pages = [number for number, screen in enumerate(lesson.screens) if isinstance(screen, Page)]
        page = lesson.screens[step.screen]
        assert isinstance(page, Page)
        return Reading(lesson, page, pages.index(step.screen) + 1, len(pages))

    def _why(self, lesson: Lesson) -> Runs:
        persona = str(self._tutor.setting("persona"))
        texts = dict(lesson.why)
        return texts.get(persona) or texts.get("") or next(iter(texts.values()), ())

    def _asking(self, step: Ask) -> Asking:
        question = self._question(step.question)
        memory = self._tutor.journal.memory(question.name)
        done = self._session.answered
        return Asking(
            question=question,
            order=shown(question, self._seed, (memory.reps if memory else 0) + done),
            number=done + 1,
            of=done + self._session.questions_left,
            mark=step.mark,
            again=step.again,
            beside=step.beside,
            why=_why_asked(step, memory, self._tutor.today),
        )

    def _feedback(
        self, step: Ask, question: Question, graded: Graded, before: Memory | None, after: Memory | None
    ) -> Feedback:
        today = self._tutor.today
        if step.mark is Mark.GUESS:
            return Feedback(
                question, graded, step.mark, None, "It comes again after the lesson.", "A guess never counts."
            )
        if step.mark is Mark.PRACTICE:
            words = "It comes again before you stop." if graded.verdict is Verdict.WRONG else ""
            return Feedback(question, graded, step.mark, None, words, "Practice: the schedule stays as it was.")
        if after is not None and after.resting and not (before and before.resting):
            return Feedback(
                question,
                graded,
                step.mark,
                None,
                "It rests now.",
                f"It slipped away {after.lapses} times: reading the lesson again helps more than asking again.",
                leech=True,
                lesson=self._helping_lesson(question),
            )
        if graded.verdict is Verdict.WRONG or after is None or after.due is None:
            return Feedback(
                question, graded, step.mark, None, "It comes again before you stop.", "One right answer is enough."
            )
        days = after.due - today
        return Feedback(question, graded, step.mark, local_date(after.due), _in_days(days), self._reason(days))

    def _reason(self, days: int) -> str:
        retention = self._tutor.number("retention")
        return f"By then you would still know it {retention:.0%} of the time."

    def _helping_lesson(self, question: Question) -> str:
        home = f"{question.pack}/{question.home}"
        lessons = {row.name for row in self._tutor.catalog.lesson_order(question.pack)}
        if home in lessons:
            return home
        return next((name for name in self._tutor.catalog.teaches(home) if name in lessons), "")


def begin(tutor: Tutor, minutes: float, pack: str = "") -> Sitting:
    """A sitting that fills `minutes` from what is due, new and next."""
    return Sitting(tutor, Choosing(tutor, pack).plan(minutes))


def begin_lesson(tutor: Tutor, lesson: str) -> Sitting:
    """A sitting of one lesson that the learner chose; its questions keep to the day's cap."""
    choosing = Choosing(tutor, lesson.partition("/")[0])
    chosen = choosing.lesson(lesson)
    return Sitting(tutor, Plan((Read(chosen.lesson, chosen.seconds, chosen.new[: choosing.cap]),)))


def begin_practice(tutor: Tutor, minutes: float, pack: str = "") -> Sitting:
    """Extra practice: what is weakest among all that was learnt, whether due or not. The schedule is left alone."""
    choosing = Choosing(tutor, pack)
    return Sitting(tutor, choosing.practice(minutes), practice=True)


def begin_quiz(tutor: Tutor, item: str) -> Sitting:
    """The questions of one quiz that the learner chose, all of them, as practice: the schedule is left alone."""
    return Sitting(tutor, Choosing(tutor).questions_of(item), practice=True)


def _why_asked(step: Ask, memory: Memory | None, today: int) -> str:
    if step.mark is Mark.GUESS:
        return "guess first: it does not count"
    if step.mark is Mark.PRACTICE:
        return "practice"
    if step.again:
        return "again, after a miss"
    if step.beside:
        return "easily mixed up with the one before"
    if memory is None or not memory.reps or memory.last is None:
        return "new"
    if memory.missed:
        return "left open last time"
    days = today - memory.last
    return "review, last seen " + ("today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago")


def _in_days(days: int) -> str:
    if days <= 0:
        return "It comes again today."
    if days == 1:
        return "It comes again tomorrow."
    if days < 60:
        return f"It comes again in {days} days."
    return f"It comes again in {round(days / 30.4)} months."
