"""Putting steps in order: press their letters, first step first, and they number themselves."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.questions import Order
from tutor.services.answering import given_order
from tutor.services.showing import Asking
from tutor.tui.text import content
from tutor.tui.widgets.answers.base import LETTERS, SKIP, Row, RowsWidget, letter_bindings


class InOrder(RowsWidget):
    """Steps, shuffled. Its letter gives a step the next number; the letter again takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *letter_bindings("next step", "Gives it the next number; again takes it away"),
        Binding("enter", "submit", "answer", id="answer.submit"),
        Binding("backspace", "take_last", "take the last number away", show=False, id="answer.take-last"),
        Binding("space", "number", "number the marked line", show=False, id="answer.number"),
        SKIP,
    ]

    def __init__(self, asking: Asking, question: Order, *, ask_confidence: bool) -> None:
        super().__init__(asking, ask_confidence=ask_confidence)
        self.question = question
        self.put: list[int] = []
        steps = [question.steps[place] for place in asking.order]
        self.rows = [Row(LETTERS[n], content(step.runs), self.sign(n)) for n, step in enumerate(steps)]

    def answer(self) -> Iterable[Widget]:
        return [*self.rows, Static(Content("Press the letters in the right order, then ↵"), classes="manner")]

    def sign(self, index: int) -> str:
        return str(self.put.index(index) + 1) if index in self.put else "·"

    def choose(self, index: int) -> None:
        if index in self.put:
            self.put.remove(index)
        else:
            self.put.append(index)
        self.point(index)
        self.draw_all()

    def action_number(self) -> None:
        if self.cursor >= 0:
            self.choose(self.cursor)

    def action_take_last(self) -> None:
        if self.put:
            self.put.pop()
            self.relent()
            self.draw_all()

    def action_submit(self) -> None:
        left = len(self.rows) - len(self.put)
        if left:
            self.hint(f"{left} of {len(self.rows)} have no number yet.")
        else:
            self.give(given_order(self.question, [self.asking.order[index] for index in self.put]))
