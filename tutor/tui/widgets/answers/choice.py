"""Choosing one option, or several."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.questions import Choice
from tutor.services.answering import given_choice
from tutor.services.showing import Asking
from tutor.tui.text import content
from tutor.tui.widgets.answers.base import LETTERS, SKIP, Row, RowsWidget, letter_bindings


class ChoiceRows(RowsWidget):
    """What both kinds of choice share."""

    def __init__(self, asking: Asking, question: Choice, *, ask_confidence: bool) -> None:
        super().__init__(asking, ask_confidence=ask_confidence)
        self.question = question
        options = [question.options[place] for place in asking.order]
        self.rows = [Row(LETTERS[n], content(option.runs), self.sign(n)) for n, option in enumerate(options)]

    def give_rows(self, chosen: Iterable[int]) -> None:
        """Answer with these rows, counted as they stand on screen."""
        self.give(given_choice(self.question, [self.asking.order[index] for index in chosen]))


class OneOf(ChoiceRows):
    """One option is right: its letter answers at once, or move and press enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *letter_bindings("answer", "Its letter answers at once"),
        Binding("enter", "submit", "answer with the marked line", show=False, id="answer.submit"),
        SKIP,
    ]

    def __init__(self, asking: Asking, question: Choice, *, ask_confidence: bool) -> None:
        super().__init__(asking, question, ask_confidence=ask_confidence)
        self._picked = 0

    def answer(self) -> Iterable[Widget]:
        return self.rows

    def choose(self, index: int) -> None:
        self._picked = index  # its line is not marked: the verdict takes its place at once
        self.give_rows([index])

    def refused(self) -> None:
        self.point(self._picked)

    def action_submit(self) -> None:
        if self.cursor < 0:
            self.hint("Press a letter, or move to an option first.")
        else:
            self.choose(self.cursor)


class SomeOf(ChoiceRows):
    """Several may be right: letters tick, enter answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *letter_bindings("tick", "Tick it, or take the tick away"),
        Binding("enter", "submit", "answer", id="answer.submit"),
        Binding("space", "tick", "tick the marked line", show=False, id="answer.tick"),
        SKIP,
    ]

    def __init__(self, asking: Asking, question: Choice, *, ask_confidence: bool) -> None:
        self.ticked: set[int] = set()
        super().__init__(asking, question, ask_confidence=ask_confidence)

    def answer(self) -> Iterable[Widget]:
        return [*self.rows, Static(Content("Tick all that are right, then ↵"), classes="manner")]

    def sign(self, index: int) -> str:
        return "☑" if index in self.ticked else "☐"

    def choose(self, index: int) -> None:
        self.ticked ^= {index}
        self.point(index)

    def action_tick(self) -> None:
        if self.cursor >= 0:
            self.choose(self.cursor)

    def action_submit(self) -> None:
        if self.ticked or self.insist("Nothing is ticked. ↵ again answers “none”."):
            self.give_rows(self.ticked)
