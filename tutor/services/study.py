"""Studying: one sitting from its plan to its end, for both faces. Every answer is on disk before the next screen."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from tutor.errors import NotFound
from tutor.learning import session as machine
from tutor.learning.grading import grade
from tutor.learning.planning import Plan, Read, Review
from tutor.learning.session import Ask, ReadScreen, Session
from tutor.learning.shuffling import shown
from tutor.model.events import (
    Answered,
    Buried,
    Confidence,
    Event,
    Grade,
    ItemAdded,
    LessonRead,
    Mark,
    Recorded,
    Reset,
    Suspended,
    Verdict,
    subject,
)
from tutor.model.items import Lesson, Page
from tutor.model.questions import Question
from tutor.model.text import Runs
from tutor.services.choosing import Choosing
from tutor.services.history import undo
from tutor.services.opening import Tutor
from tutor.services.packs import comes_by_itself, is_started, questions_of
from tutor.services.showing import (
    Asking,
    Closing,
    Feedback,
    Opening,
    Reading,
    Reread,
    Screen,
    Summary,
)
from tutor.services.telling import feedback, is_changed, why_asked

# Whoever is away longer than this has left the screen; the rest is not counted as time spent.
LONGEST_SECONDS = 300.0


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
        self._undo: list[tuple[str, Session, float, int]] = []
        self._seconds = 0.0
        self._new = 0
        self._finished = 0
        self._unsaved: set[str] = set()  # what was answered or read, and could not be kept so far
        self._session = Session(self._expand(plan))

    @property
    def screen(self) -> Screen | None:
        """What to show now. What left its pack since the plan was made is passed over."""
        while (step := self._session.current) is not None:
            try:
                return self._asking(step) if isinstance(step, Ask) else self._screen_of(step)
            except NotFound:
                self._session = machine.skip(self._session)
        return None

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
        events: list[Event] = [LessonRead(lesson.name, step.screen, seconds, finished=last)]
        if last and self._joins(lesson):
            events.append(ItemAdded(lesson.name))
        self._keep(lesson.name, *events)
        self._session = machine.turn_page(self._session)

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
        session = machine.answer(self._session, graded.verdict is Verdict.RIGHT)
        put_off = question.name in session.put_off
        if put_off and step.mark is Mark.NONE:
            self._keep(question.name, event, Buried(question.name, self._tutor.today + 1))
        else:
            self._keep(question.name, event)
        self._undo.append((question.name, self._session, self._seconds, self._new))
        self._session = session
        if step.mark is Mark.NONE:
            self._seconds += event.seconds
            self._new += before is None or not before.reps
        after = self._tutor.journal.memory(question.name)
        leech = after is not None and after.resting and not (before and before.resting)
        if leech:
            self._drop(question.name)  # it rests: not even this miss returns
        return feedback(
            step,
            question,
            graded,
            after,
            today=self._tutor.today,
            retention=self._tutor.number("retention"),
            leech=leech,
            put_off=put_off,
            lesson=self._helping_lesson(question) if leech or put_off else "",
            need=self._need(question),
        )

    def skip(self) -> None:
        """Leave the question on screen for another time."""
        self._session = machine.skip(self._session)

    def undo(self) -> Recorded | None:
        """Take back the newest answer or fresh start that still stands; one of this sitting is on top again."""
        taken = undo(self._tutor)
        # Another window may have answered since: then it is that answer which was taken back, and nothing changes here.
        if taken is not None and self._undo and subject(taken.event) == self._undo[-1][0]:
            _, self._session, self._seconds, self._new = self._undo.pop()
        return taken

    def start_afresh(self) -> None:
        """What was known of the question on screen counts no longer; it is asked now as a new one."""
        step = self._session.current
        if isinstance(step, Ask):
            self._keep(step.question, Reset(step.question))
            self._undo.append((step.question, self._session, self._seconds, self._new))

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
            saved=not self._unsaved,
        )

    def _keep(self, name: str, *events: Event) -> None:
        """Record what was done with the question or lesson `name`, and remember meanwhile that it is not on disk."""
        self._unsaved.add(name)
        self._tutor.journal.record(*events)
        self._unsaved.discard(name)

    def _put_away(self, event: Callable[[str], Event]) -> None:
        step = self._session.current
        if isinstance(step, Ask):
            self._keep(step.question, event(step.question))
            self._drop(step.question)

    def _drop(self, question: str) -> None:
        """Ask it no more in this sitting."""
        steps = tuple(step for step in self._session.steps if not (isinstance(step, Ask) and step.question == question))
        self._session = replace(self._session, steps=steps, questions_left=machine.COUNT)

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
        midway = progress is not None and progress.finished is None  # in this reading a guess is made once
        new = set(read.new)
        self._waiting[lesson.name] = len(self._never_answered(lesson) - new)
        steps: list[Ask | ReadScreen] = [ReadScreen(lesson.name, -1)]
        after: list[Ask | ReadScreen] = []
        for number, screen in enumerate(lesson.screens):
            if isinstance(screen, Page):
                if number > reached:
                    steps.append(ReadScreen(lesson.name, number))
            elif screen.guess:
                if number > reached and not (midway and self._tutor.journal.memory(screen.name)):
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

    def read_again(self) -> Reread:
        """Take the lessons and the question on screen as their pack has them now.

        A lesson that has other screens goes on as it was begun: what is to come names them by their place.
        """
        found = Reread.SAME
        for name, lesson in self._lessons.items():
            with suppress(NotFound):
                now = self._tutor.catalog.item(name)
                if not isinstance(now, Lesson) or now == lesson:
                    continue
                if _shape(now) != _shape(lesson):
                    return Reread.SCREENS
                found = Reread.WORDS
                self._lessons[name] = now
        if self._on_screen is not None:
            with suppress(NotFound):
                asked, self._on_screen = self._on_screen, self._tutor.catalog.question(self._on_screen.name)
                found = found if self._on_screen == asked else Reread.WORDS
        return found

    def _question(self, name: str) -> Question:
        """A question, kept while it is on screen: it is shown, and then graded."""
        if self._on_screen is None or self._on_screen.name != name:
            self._on_screen = self._tutor.catalog.question(name)
        return self._on_screen

    def _screen_of(self, step: ReadScreen) -> Screen:
        lesson = self._lesson(step.lesson)
        if step.screen < 0:
            progress = self._tutor.journal.lessons().get(lesson.name)
            resumed = progress is not None and progress.screen >= 0
            return Opening(lesson, self._why(lesson), resumed, self._waiting.get(lesson.name, 0))
        if step.screen >= len(lesson.screens):
            return Closing(lesson, self._waiting.get(lesson.name, 0), self._joins(lesson))
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
            why=why_asked(step, memory, self._tutor.today),
            changed=step.mark is Mark.NONE and is_changed(question, memory),
        )

    def _joins(self, lesson: Lesson) -> bool:
        """Whether to finish this lesson lets its questions join the queue: whoever read it wants to keep it."""
        if is_started(self._tutor, lesson.pack) or self._tutor.journal.is_added(lesson.name):
            return False
        return bool(questions_of(self._tutor, lesson.name))

    def _need(self, question: Question) -> str:
        """What it takes for a question to come again, "" where it does so by itself."""
        if comes_by_itself(self._tutor, question.name):
            return ""
        title = f"“{self._tutor.catalog.pack(question.pack).title}”"
        home = f"{question.pack}/{question.home}"
        if any(isinstance(step, ReadScreen) and step.lesson == home for step in self._session.steps):
            return f"For that, read the lesson to its end: you have not started {title}."
        return f"For that, start {title}, or ask for it by name."

    def _helping_lesson(self, question: Question) -> str:
        home = f"{question.pack}/{question.home}"
        lessons = {row.name for row in self._tutor.catalog.lesson_order(question.pack)}
        if home in lessons:
            return home
        return next((name for name in self._tutor.catalog.teaches(home) if name in lessons), "")


def _shape(lesson: Lesson) -> list[str]:
    """Which of its screens are pages, and which questions the others ask."""
    return ["" if isinstance(screen, Page) else screen.name for screen in lesson.screens]


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
