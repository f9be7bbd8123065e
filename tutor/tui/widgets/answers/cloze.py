"""Filling the blanks of a sentence, which shows what is typed as it is typed."""

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.model.questions import Cloze
from tutor.model.text import Heading, Paragraph
from tutor.services.showing import Asking
from tutor.tui.text import content
from tutor.tui.widgets.answers.fields import Field, FieldsWidget
from tutor.tui.widgets.blocks import Frame, block_widgets
from tutor.tui.widgets.layout import NOTHING


class Numbered(Horizontal):
    """A field with its number before it."""

    DEFAULT_CSS = """
    Numbered { height: 1; }
    Numbered .number { width: 3; color: $accent; text-style: bold; }
    Numbered Field { width: 1fr; }
    """

    def __init__(self, number: int, field: Field) -> None:
        super().__init__()
        self._number = number
        self._field = field

    def compose(self) -> ComposeResult:
        yield Static(Content(str(self._number)), classes="number")
        yield self._field


class Blanks(FieldsWidget):
    """A numbered field for each blank, below the sentence: that fits on a narrow screen too."""

    def __init__(self, asking: Asking, question: Cloze, *, ask_confidence: bool) -> None:
        super().__init__(asking, len(question.blanks), ask_confidence=ask_confidence)
        self.question = question
        self._sentence = Static(self._filled())

    def prompt(self) -> Iterable[Widget]:
        yield self._sentence
        yield from block_widgets(self.question.prompt[1:], frame=Frame(gap=NOTHING))

    def answer(self) -> Iterable[Widget]:
        if len(self.fields) == 1:
            return self.fields
        return [Numbered(number, field) for number, field in enumerate(self.fields, 1)]

    @on(Input.Changed)
    def _show_in_sentence(self) -> None:
        self._sentence.update(self._filled())

    def _filled(self) -> Content:
        """The sentence with what was typed; an empty blank shows its number where there are several."""
        sentence = self.question.prompt[0]
        assert isinstance(sentence, (Paragraph, Heading))
        many = len(self.fields) > 1
        texts = [text or (f"_{n}___" if many else "") for n, text in enumerate(self.texts, 1)]
        return content(sentence.runs, blanks=texts).stylize_before("bold")
