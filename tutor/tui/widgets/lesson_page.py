"""The screens of a lesson that are read: why it matters, its pages, the sentence to keep."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tutor.services.showing import Closing, Opening, Reading
from tutor.services.telling import waits
from tutor.tui.text import content, plain
from tutor.tui.widgets.blocks import block_widgets, prose
from tutor.tui.widgets.turning import FOLLOW, MORE, Turning

# A page is not turned back, so enter too shows all of it first.
READ_TO_THE_END: list[BindingType] = [
    FOLLOW,
    Binding("enter", "more", "more", id="page.more", tooltip=MORE),
    Binding("enter", "turn", "go on", id="page.turn"),
]


class OpeningPage(Turning):
    """Why should I care? First, large and calm."""

    SCOPED_CSS = False  # what depends on the size of the screen is a class of the screen
    DEFAULT_CSS = """
    OpeningPage { padding: 1 0; }
    OpeningPage Static { height: auto; margin-bottom: 1; max-width: 64; }
    OpeningPage .why { margin: 1 0 2 0; }
    .-short OpeningPage { padding: 0; }
    .-short OpeningPage .why { margin: 0 0 1 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [FOLLOW, Binding("enter", "turn", "begin", id="page.turn")]

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._shown = opening

    def compose(self) -> ComposeResult:
        lesson = self._shown.lesson
        yield Static(plain(lesson.title, "bold $accent"))
        yield prose(self._shown.why, look="bold", classes="why")
        if lesson.story:
            yield prose(lesson.story, look="italic")
        resumed = "   on from where you left it" if self._shown.resumed else ""
        yield Static(plain(f"{lesson.minutes} min{resumed}"), classes="quiet")
        if self._shown.waiting:
            yield Static(plain(f"Today is full: {waits(self._shown.waiting)}."), classes="quiet")


class ReadingPage(Turning):
    """One page, one idea. More below is shown before the page is turned: a page is not turned back."""

    BINDINGS: ClassVar[list[BindingType]] = READ_TO_THE_END

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._shown = reading

    def compose(self) -> ComposeResult:
        yield from block_widgets(self._shown.page.blocks)


class ClosingPage(Turning):
    """The sentence to keep, and where to use it."""

    SCOPED_CSS = False  # what depends on the size of the screen is a class of the screen
    DEFAULT_CSS = """
    ClosingPage Static { height: auto; max-width: 72; }
    ClosingPage .label { color: $quiet; }
    ClosingPage .essence { border-left: outer $accent; padding: 0 2; margin: 1 0 2 0; }
    ClosingPage .part { margin-bottom: 1; }
    .-short ClosingPage .essence { margin: 0 0 1 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = READ_TO_THE_END

    def __init__(self, closing: Closing) -> None:
        super().__init__()
        self._shown = closing

    def compose(self) -> ComposeResult:
        lesson, waiting = self._shown.lesson, self._shown.waiting
        if lesson.essence:
            yield Static("The sentence to keep. Read it aloud:", classes="label")
            yield prose(lesson.essence, look="bold", classes="essence")
        if lesson.use_today:
            yield Static("Use it today", classes="label")
            yield prose(lesson.use_today, classes="part")
        if lesson.objections:
            yield Static("What you may object", classes="label")
        for objection, answer in lesson.objections:
            yield Static(Content.assemble("“", content(objection), "”").stylize_before("italic"))
            yield prose(answer, classes="part")
        if waiting:
            yield Static(plain(f"{waits(waiting)}."), classes="quiet")
        if self._shown.joins:
            yield Static("Its questions come back on Today from now on.", classes="quiet")


def lesson_page(screen: Opening | Reading | Closing) -> Turning:
    """The widget that shows this screen of a lesson."""
    match screen:
        case Opening():
            return OpeningPage(screen)
        case Reading():
            return ReadingPage(screen)
        case Closing():
            return ClosingPage(screen)
