"""A sitting: what there is to read, to answer and to be told, one thing at a time, until the end."""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.services.answering import home_title
from tutor.services.history import told
from tutor.services.showing import Asking, Closing, Feedback, Opening, Reading, Reread
from tutor.services.study import Sitting, begin, begin_lesson
from tutor.tui.screens.backed import BackedScreen
from tutor.tui.widgets.answers import answer_widget
from tutor.tui.widgets.answers.base import AnswerWidget
from tutor.tui.widgets.lesson_page import lesson_page
from tutor.tui.widgets.reading import ReadingPane
from tutor.tui.widgets.turning import Turning

MORE_MINUTES = 5
MOST_DOTS = 12  # more questions than this are told in figures alone
NARROW = 60

Clock = Callable[[], float]  # seconds from some beginning; never jumps back


def _commands() -> type[Any]:
    from tutor.tui.screens.study_commands import StudyCommands  # the palette is opened rarely

    return StudyCommands


class StudyScreen(BackedScreen):
    """Shows `sitting.screen` until there is none, then how it went.

    `more` makes the sitting that the end offers, by default five minutes of whatever is best; `clock` measures the
    seconds between what is shown and what is done.
    """

    CSS_PATH = "study.tcss"
    COMMANDS: ClassVar[set[Any]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("S", "sources", "sources", id="sources", tooltip="Sources, and what was run to check it"),
        Binding(
            "F", "afresh", "start afresh", id="study.afresh", tooltip="Its answer changed: learn it as a new question"
        ),
        Binding("z", "bury", "not before tomorrow", show=False, id="study.bury", tooltip="Not asked before tomorrow"),
        Binding("x", "suspend", "never again", show=False, id="study.suspend", tooltip="Not asked until you resume it"),
        Binding("u", "take_back", "take back", show=False, id="undo", tooltip="Take back your newest answer"),
    ]

    def __init__(
        self,
        sitting: Sitting,
        *,
        more: Callable[[], Sitting] | None = None,
        clock: Clock = monotonic,
    ) -> None:
        super().__init__()
        self._sitting = sitting
        self._more = more
        self._clock = clock
        self._shown_at = 0.0
        self._left_at: float | None = None  # when another screen came in front
        self._asking: Asking | None = None  # the question on screen, its verdict included
        self._feedback: Feedback | None = None  # there while the verdict shows
        self._where = ("", "")
        self._pane = ReadingPane()
        self._pane.can_focus = False  # what is in it has the focus, and its keys still work

    def heading(self) -> tuple[str, str]:
        return self._where

    def backed(self) -> str:
        if self._asking is not None:
            return self._asking.question.name
        screen = self._sitting.screen
        return screen.lesson.name if isinstance(screen, (Opening, Reading, Closing)) else ""

    def part(self) -> int | str:
        screen = self._sitting.screen
        return screen.number if isinstance(screen, Reading) and self._asking is None else ""

    def body(self) -> Iterable[Widget]:
        yield self._pane

    async def on_mount(self) -> None:
        await self.show_next()

    def on_screen_suspend(self) -> None:
        self._left_at = self._clock()

    def on_screen_resume(self) -> None:
        """What was read and written in front of it took no time of the question."""
        if self._left_at is not None:
            self._shown_at += self._clock() - self._left_at
            self._left_at = None

    async def reload(self) -> None:
        """Draw again from what the pack says now. A verdict stays: it is about the question as it was asked."""
        with self.app.calmly():
            found = self._sitting.read_again()
            if found is Reread.SCREENS:
                self.app.say("It has other screens now: they show when you open it again.")
            elif found is Reread.WORDS and self._feedback is None:
                await self.show_next()

    # -- what is on screen

    async def show_next(self) -> None:
        """Show what the sitting has on top; at its end, how it went."""
        self._feedback = self._asking = None
        screen = self._sitting.screen
        match screen:
            case None:
                self._end()
                return
            case Asking():
                self._asking = screen
                self._where = (self._home(screen), self._count(screen))
                widget: Widget = answer_widget(screen, ask_confidence=self._sitting.asks_confidence)
            case Opening():
                self._where = (screen.lesson.pack, "lesson")
                widget = lesson_page(screen)
            case Reading():
                self._where = (f"{screen.lesson.pack} · {screen.lesson.title}", f"page {screen.number} of {screen.of}")
                widget = lesson_page(screen)
            case Closing():
                self._where = (f"{screen.lesson.pack} · {screen.lesson.title}", "the end")
                widget = lesson_page(screen)
        await self._put(widget)
        self._shown_at = self._clock()

    async def _put(self, widget: Widget) -> None:
        """Put `widget` in place of what is shown, in one repaint."""
        with self.app.batch_update():
            await self._pane.remove_children()
            await self._pane.mount(widget)
            self._pane.scroll_home(animate=False)
            self.refresh_heading()
            self.set_focus(widget.entry if isinstance(widget, AnswerWidget) else widget, scroll_visible=False)

    def _home(self, asking: Asking) -> str:
        """`git-rescue · Undo quiz`: the pack and the item that the question stands in."""
        return f"{asking.question.pack} · {home_title(self.app.tutor, asking.question)}"

    def _count(self, asking: Asking) -> str:
        """`3 of 6  ···○○○`: done and to come. Dots only where they fit."""
        figures = f"{asking.number} of {asking.of}"
        if asking.of > MOST_DOTS or self.app.size.width < NARROW:
            return figures
        return f"{figures}  {'·' * asking.number}{'○' * (asking.of - asking.number)}"

    def _end(self) -> None:
        from tutor.tui.screens.study_end import StudyEnd

        with self.app.calmly():
            more = self._more or (lambda: begin(self.app.tutor, MORE_MINUTES))
            self.app.switch_screen(StudyEnd(self._sitting.summary(), more))

    # -- what the learner does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("skip", "bury", "suspend"):
            return self._asking is not None and self._feedback is None
        if action == "afresh":
            return self._asking is not None and self._feedback is None and self._asking.changed
        if action == "lesson":
            return self._feedback is not None and self._feedback.lesson != ""
        return super().check_action(action, parameters)

    @on(Turning.Turned)
    async def _turned(self, event: Turning.Turned) -> None:
        event.stop()
        if self._asking is not None and self._feedback is None:
            return  # a page that is gone: its key was pressed twice
        if self._feedback is None:
            with self.app.calmly():
                self._sitting.turn_page(self._clock() - self._shown_at)
                await self.show_next()
        else:
            await self.show_next()

    @on(AnswerWidget.Given)
    async def _given(self, event: AnswerWidget.Given) -> None:
        """Keep the answer, then show the verdict. When it cannot be kept the question stays as it is, to try again."""
        event.stop()
        if self._asking is None or self._feedback is not None:
            return  # a second answer to one question: the key was pressed twice
        seconds = self._clock() - self._shown_at
        try:
            self._feedback = self._sitting.answer(event.given, seconds, confidence=event.confidence, own=event.own)
        except TutorError as error:
            self.app.trouble(error)
            self.query_one(AnswerWidget).refused()
            return
        from tutor.tui.widgets.verdict import VerdictView

        await self._put(VerdictView(self._asking, event, self._feedback))

    async def action_afresh(self) -> None:
        """A fresh start for a question whose answer is another one than the learner knows."""
        with self.app.calmly():
            self._sitting.start_afresh()
            self.app.say("It starts afresh, as a new question.\nu takes that back.")
            await self.show_next()

    async def action_skip(self) -> None:
        self._sitting.skip()
        await self.show_next()

    async def action_bury(self) -> None:
        with self.app.calmly():
            self._sitting.bury()
            self.app.say("Put off until tomorrow.")
            await self.show_next()

    async def action_suspend(self) -> None:
        asking = self._asking
        assert asking is not None
        with self.app.calmly():
            self._sitting.suspend()
            self.app.say(f"Not asked again. To change that:\ntutor resume {asking.question.name}")
            await self.show_next()

    async def action_take_back(self) -> None:
        """Take back the newest answer that still stands; one of this sitting is asked again at once."""
        with self.app.calmly():
            taken = self._sitting.undo()
            if taken is None:
                self.app.say("There is no answer to take back.")
                return
            self.app.say(f"Taken back: {told(self.app.tutor, taken).prompt}", seconds=3)
            if self._asking is not None or not isinstance(self._sitting.screen, (Opening, Reading, Closing)):
                await self.show_next()

    def take_back(self) -> None:
        """What the palette's "Take back" does here: the sitting has to know."""
        self.call_later(self.action_take_back)

    def action_lesson(self) -> None:
        """The lesson that helps with a question that slips away, in front of this sitting, which goes on afterwards."""
        assert self._feedback is not None
        lesson = self._feedback.lesson
        self.app.study(lambda: begin_lesson(self.app.tutor, lesson))
