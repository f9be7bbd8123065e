"""Typing the answer."""

from collections.abc import Iterable

from textual.widget import Widget

from tutor.services.answering import is_beside_the_point
from tutor.services.showing import Asking
from tutor.tui.widgets.answers.fields import FieldsWidget


class TypedField(FieldsWidget):
    """One field. How it is compared, letter by letter or not, is no secret of the field: the verdict shows it."""

    def __init__(self, asking: Asking, *, ask_confidence: bool) -> None:
        super().__init__(asking, 1, ask_confidence=ask_confidence)

    def answer(self) -> Iterable[Widget]:
        return self.fields

    def action_submit(self) -> None:
        if is_beside_the_point(self.asking.question, self.texts[0]):
            self.hint("A number is asked for, such as 12 or 0.5.")
        else:
            super().action_submit()
