"""One line of text inside an aid."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from tutor.tui.text import safe


class Field(Input):
    """Text to type. `esc` leaves it, and then the aid's own keys work."""

    DEFAULT_CSS = """
    Field { height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    Field:focus { border: none; background: $chosen; color: $on-chosen; }
    Field:nocolor { text-style: underline; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "go on", id="field.onward"),
        Binding("tab,down", "step(1)", "next", show=False, id="field.onward"),
        Binding("shift+tab,up", "step(-1)", "field before", show=False, id="field.backward"),
        Binding("escape", "leave", "leave the text", id="field.leave", tooltip="Then the aid's own keys work"),
    ]

    @dataclass
    class Left(Message):
        """It was left by `esc` (`by` 0), or to the field after it or before it (1, -1)."""

        field: "Field"
        by: int = 0

    def __init__(self, placeholder: str = "", value: str = "") -> None:
        super().__init__(value, placeholder, select_on_focus=False)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """What is pasted may hold what a terminal obeys."""
        return safe(value)

    def action_leave(self) -> None:
        self.post_message(self.Left(self))

    def action_step(self, by: int) -> None:
        self.post_message(self.Left(self, by))
