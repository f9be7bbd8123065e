"""Text fields to answer in. While one has the focus letters are text; `esc` and `tab` lead out of it."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from tutor.services.showing import Asking
from tutor.tui.widgets.answers.base import SKIP, AnswerWidget


class Field(Input):
    """One line of text. `tab` goes to the next field, from the last one out to the question's own keys."""

    DEFAULT_CSS = """
    Field { height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    Field:focus { border: none; background: $chosen; color: $on-chosen; }
    Field:nocolor { text-style: underline; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "onward", "next", id="field.onward"),
        Binding("enter", "submit", "answer", id="field.submit"),
        Binding("tab", "onward", "next", show=False, id="field.onward"),
        Binding("tab", "tell", "how sure", id="field.leave", tooltip="Out of the text, then 1, 2 or 3"),
        Binding("tab", "leave", "leave the text", id="field.leave"),
        Binding("down", "onward", "next", show=False, id="field.onward"),
        Binding("shift+tab,up", "backward", "field before", show=False, id="field.backward"),
        Binding("escape", "leave", "leave the text", id="field.leave", tooltip="Then the question's own keys work"),
    ]

    def __init__(self, *, last: bool, tells: bool) -> None:
        """`last`: enter answers. `tells`: how sure the learner is can be told when the text is left."""
        super().__init__(select_on_focus=False)
        self.cursor_blink = False
        self._last = last
        self._tells = tells

    @property
    def _answer(self) -> "FieldsWidget":
        return next(node for node in self.ancestors if isinstance(node, FieldsWidget))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "onward":
            return not self._last
        if action == "tell":
            return self._tells
        return super().check_action(action, parameters)

    def action_onward(self) -> None:
        self._answer.step_from(self, 1)

    def action_backward(self) -> None:
        self._answer.step_from(self, -1)

    def action_tell(self) -> None:
        self._answer.focus()

    def action_leave(self) -> None:
        self._answer.focus()


class FieldsWidget(AnswerWidget):
    """An answer typed into one field or more; enter goes to the next one, in the last one it answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "answer", id="answer.submit"),
        Binding("up,k,shift+tab,backspace", "type", "back to the text", key_display="↑", id="answer.type"),
        SKIP,
    ]

    def __init__(self, asking: Asking, fields: int, *, ask_confidence: bool) -> None:
        super().__init__(asking, ask_confidence=ask_confidence)
        tells = self._sure is not None
        self.fields = [Field(last=number == fields, tells=tells) for number in range(1, fields + 1)]

    @property
    def entry(self) -> Widget:
        return self.fields[0]

    @property
    def texts(self) -> tuple[str, ...]:
        """What was typed."""
        return tuple(field.value for field in self.fields)

    def step_from(self, field: Field, step: int) -> None:
        """To the field before or after it, where there is one."""
        place = self.fields.index(field) + step
        self.fields[min(max(place, 0), len(self.fields) - 1)].focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.relent()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_type(self) -> None:
        self.fields[-1].focus()

    def action_submit(self) -> None:
        empty = sum(not text.strip() for text in self.texts)
        many = len(self.fields) > 1
        words = f"{empty} of {len(self.fields)} are empty." if many else "Nothing typed yet."
        if not empty or self.insist(f"{words} ↵ again shows the answer."):
            self.give(self.texts)
