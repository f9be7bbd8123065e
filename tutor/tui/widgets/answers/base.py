"""What every question has on screen: its prompt, the place for the answer, how sure. One subclass for each kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.events import Confidence, Grade, Mark
from tutor.model.questions import Question, Recall
from tutor.services.showing import Asking
from tutor.tui.widgets.blocks import Frame, block_widgets, stacked
from tutor.tui.widgets.confidence import SURENESS, HowSure
from tutor.tui.widgets.layout import NOTHING, Marked, Prose, hanging

LETTERS = "abcdefghi"  # a question has at most nine options
CHANGED = "Its answer changed since you last met it. Just answer, or F starts afresh."
SKIP = Binding("tab", "screen.skip", "skip", id="study.skip", tooltip="Leave this question for another time")


def letter_bindings(does: str, tooltip: str, letters: str = LETTERS, group: str = "answer") -> list[BindingType]:
    """A key for each letter, as `choose(index)`. Footer and help show them as one, `a-c`, as many as there are rows.

    Which of the nine namings of the first letter counts, `check_action` decides by the number of rows.
    """
    first, others = letters[0], letters[1:]
    named: list[BindingType] = [
        Binding(
            first,
            f"choose_first({count})",
            does,
            key_display=first if count == 1 else f"{first}-{letters[count - 1]}",
            tooltip=tooltip,
            id=f"{group}.{first}",
        )
        for count in range(1, len(letters) + 1)
    ]
    rest = [Binding(each, f"choose({n})", system=True, id=f"{group}.{each}") for n, each in enumerate(others, 1)]
    return [*named, *rest]


def letter_look(*, marked: bool) -> str:
    """How the key of a line is drawn: on the ground of what is chosen in that ground's own ink, to be read on each."""
    return "bold" if marked else "bold $accent"


class Row(Static):
    """One line of an answer: a cursor, a letter, a sign and a text. Only what changes is drawn again."""

    DEFAULT_CSS = """
    Row { height: auto; }
    """

    def __init__(self, letter: str, text: Content, sign: str = "") -> None:
        self._letter = letter
        self._text = text
        self._shown = (False, sign)
        super().__init__(self._drawn())

    def show(self, *, highlighted: bool, sign: str = "") -> None:
        """Draw cursor and sign anew. The width of the sign stays, so nothing moves."""
        if (highlighted, sign) != self._shown:
            self._shown = (highlighted, sign)
            self.update(self._drawn(), layout=False)

    def _drawn(self) -> Prose:
        highlighted, sign = self._shown
        lead = Content.assemble(
            "▸ " if highlighted else "  ",
            (f"{self._letter}  " if self._letter else "", letter_look(marked=highlighted)),
            (f"{sign}  " if sign else "", "bold"),
        )
        return hanging(lead, self._text, Marked if highlighted else Prose)


def prompt_widgets(question: Question) -> list[Widget]:
    """A question's prompt: its heading bold, what stands below it as it is."""
    first, *rest = question.prompt
    return [*block_widgets((first,), look="bold"), *block_widgets(tuple(rest), frame=Frame(gap=NOTHING))]


class AnswerWidget(Widget, can_focus=True):
    """A question. Posts `Given` when it is answered; what was given stays on screen, in case it cannot be kept."""

    SCOPED_CSS = False  # what depends on the size of the screen is a class of the screen
    DEFAULT_CSS = """
    AnswerWidget { height: auto; layout: vertical; }
    AnswerWidget .why-asked { height: auto; color: $quiet; margin-bottom: 1; }
    AnswerWidget .changed { height: auto; margin-bottom: 1; }
    AnswerWidget .first { margin-top: 1; }
    AnswerWidget .manner { height: auto; color: $quiet; margin-top: 1; }
    AnswerWidget .hint { height: auto; color: $warning; margin-top: 1; display: none; }
    .-short AnswerWidget .why-asked, .-short AnswerWidget .manner { display: none; }
    .-short AnswerWidget .why-asked.-uncounted { display: block; margin: 0; }
    .-tiny AnswerWidget .why-asked.-uncounted { display: none; }
    .-short AnswerWidget .hint, .-short AnswerWidget .changed { margin: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            str(number),
            f"sure('{confidence}')",
            "how sure you are",
            show=False,
            id=f"answer.{confidence}",
            tooltip="Before you answer; a right guess comes back sooner. Leave it out if you do not care",
        )
        for number, confidence in enumerate(SURENESS, 1)
    ]

    @dataclass
    class Given(Message):
        """An answer, as the journal keeps it."""

        given: tuple[str, ...]
        confidence: Confidence | None
        own: Grade | None = None

    def __init__(self, asking: Asking, *, ask_confidence: bool) -> None:
        super().__init__()
        self.asking = asking
        # A guess before the teaching is a guess, and a recall is graded by the learner anyway.
        asks = ask_confidence and asking.mark is not Mark.GUESS and not isinstance(asking.question, Recall)
        self._sure = HowSure() if asks else None
        self._hint = Static("", classes="hint", markup=False)
        self._insisting = False

    # -- for subclasses

    def prompt(self) -> Iterable[Widget]:
        """The question itself."""
        yield stacked(prompt_widgets(self.asking.question))

    def answer(self) -> Iterable[Widget]:
        """The place for the answer."""
        return ()

    @property
    def entry(self) -> Widget:
        """What has the focus when the question shows."""
        return self

    def give(self, given: tuple[str, ...], own: Grade | None = None) -> None:
        """The question is answered."""
        self.post_message(self.Given(given, self._sure.value if self._sure else None, own))

    def refused(self) -> None:
        """What was given could not be kept: it stays to be given again."""

    def hint(self, text: str) -> None:
        """Say why nothing happened; "" takes it away."""
        self._hint.update(text)
        self._hint.display = bool(text)
        if text:
            self._hint.scroll_visible(animate=False)

    def insist(self, text: str) -> bool:
        """Whether it was said before that something is missing, and the learner goes on all the same."""
        if not self._insisting:
            self.hint(text)
            self._insisting = True
            return False
        return True

    def relent(self) -> None:
        """Something was changed: what was said about it no longer holds."""
        if self._insisting or self._hint.display:
            self._insisting = False
            self.hint("")

    # -- what all have

    def compose(self) -> ComposeResult:
        if self.asking.why:
            # That an answer does not count is said where there is room for little else.
            uncounted = "" if self.asking.mark is Mark.NONE else " -uncounted"
            yield Static(self._why_asked(), classes=f"why-asked{uncounted}")
        if self.asking.changed:
            yield Static(CHANGED, classes="changed", markup=False)
        yield from self.prompt()
        for number, widget in enumerate(self.answer()):
            yield widget if number else widget.add_class("first")
        yield self._hint
        if self._sure is not None:
            yield self._sure

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing looks different with the focus: Textual would work out the styles of all that is below again."""

    def _why_asked(self) -> Content:
        return Content(self.asking.why)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "sure":
            return self._sure is not None
        return super().check_action(action, parameters)

    def action_sure(self, confidence: str) -> None:
        if self._sure is not None:
            self._sure.choose(Confidence(confidence))


class RowsWidget(AnswerWidget):
    """An answer made by choosing among lettered rows; arrows move the cursor. None is chosen until a key says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "next line", show=False, id="answer.down"),
        Binding("up,k", "move(-1)", "line before", show=False, id="answer.up"),
    ]

    def __init__(self, asking: Asking, *, ask_confidence: bool) -> None:
        super().__init__(asking, ask_confidence=ask_confidence)
        self.cursor = -1  # an enter too many, pressed for the screen before, must not answer
        self.rows: list[Row] = []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "choose_first":
            return parameters == (self.letters,)
        if action == "choose":
            return isinstance(parameters[0], int) and parameters[0] < self.letters
        return super().check_action(action, parameters)

    @property
    def letters(self) -> int:
        """How many letters mean something."""
        return len(self.rows)

    def sign(self, index: int) -> str:
        """The sign before row `index`."""
        return ""

    def choose(self, index: int) -> None:
        """Letter `index` was pressed."""

    def action_choose_first(self, count: int) -> None:
        self.choose(0)

    def action_choose(self, index: int) -> None:
        self.choose(index)

    def action_move(self, step: int) -> None:
        if self.cursor < 0:
            self.point(0 if step > 0 else len(self.rows) - 1)
        else:
            self.point((self.cursor + step) % len(self.rows))

    def point(self, index: int) -> None:
        """Move the cursor to row `index` and keep it in view."""
        before, self.cursor = self.cursor, index
        if before != index and before >= 0:
            self.draw(before)
        self.draw(index)
        self.relent()
        row, pane = self.rows[index], self.parent
        if isinstance(pane, Widget) and not pane.region.contains_region(row.region):
            row.scroll_visible(animate=False)

    def draw(self, index: int) -> None:
        """Draw row `index` anew, if it changed."""
        self.rows[index].show(highlighted=index == self.cursor, sign=self.sign(index))

    def draw_all(self) -> None:
        """Draw the rows that changed."""
        for index in range(len(self.rows)):
            self.draw(index)
