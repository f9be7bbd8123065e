"""Text fields to answer in. While one has the focus letters are text; `esc` and `tab` lead out of it."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from tutor.services.study import Asking
from tutor.tui.widgets.answers.base import AnswerWidget


class Field(Input):
    """One line of text. Its `tab` goes to the next field, after the last one out to the question's own keys."""

    DEFAULT_CSS = """
    Field { height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    Field:focus { border: none; background: $chosen; color: $on-chosen; }
    Field:nocolor { text-style: underline; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "answer", id="field.submit"),
        Binding("tab,down", "onward", "go on", id="field.onward", tooltip="The next field, or how sure you are"),
        Binding("shift+tab,up", "backward", "field before", show=False, id="field.backward"),
        Binding("escape", "leave", "leave the text", id="field.leave", tooltip="Then the question's own keys work"),
    ]

    def __init__(self) -> None:
        super().__init__(select_on_focus=False)
        self.cursor_blink = False

    def _step(self, step: int) -> None:
        answer = next(node for node in self.ancestors if isinstance(node, FieldsWidget))
        answer.step_from(self, step)

    def action_onward(self) -> None:
        self._step(1)

    def action_backward(self) -> None:
        self._step(-1)

    def action_leave(self) -> None:
        self._step(len(self.ancestors))


class FieldsWidget(AnswerWidget):
    """An answer typed into one field or more; enter goes to the next one, in the last one it answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "answer", id="answer.submit"),
        Binding("up,k,shift+tab,backspace", "type", "back to the text", key_display="↑", id="answer.type"),
    ]

    def __init__(self, asking: Asking, fields: int, *, ask_confidence: bool) -> None:
        super().__init__(asking, ask_confidence=ask_confidence)
        self.fields = [Field() for _ in range(fields)]

    @property
    def entry(self) -> Widget:
        return self.fields[0]

    @property
    def texts(self) -> tuple[str, ...]:
        """What was typed."""
        return tuple(field.value for field in self.fields)

    def step_from(self, field: Field, step: int) -> None:
        """Go `step` fields on; beyond the last one the question itself has the focus."""
        place = max(self.fields.index(field) + step, 0)
        if place < len(self.fields):
            self.fields[place].focus()
        else:
            self.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.relent()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.fields[-1]:
            self.action_submit()
        else:
            self.step_from(self.fields[self.fields.index(event.input)], 1)  # type: ignore[arg-type]

    def action_type(self) -> None:
        self.fields[-1].focus()

    def action_submit(self) -> None:
        empty = sum(not text.strip() for text in self.texts)
        many = len(self.fields) > 1
        words = f"{empty} of {len(self.fields)} are empty." if many else "Nothing typed yet."
        if not empty or self.insist(f"{words} ↵ again shows the answer."):
            self.give(self.texts)
