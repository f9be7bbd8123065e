"""Matching: for each line on top, the letter of what belongs to it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.questions import Match
from tutor.services.answering import given_match, targets
from tutor.services.showing import Asking
from tutor.tui.text import content
from tutor.tui.widgets.answers.base import LETTERS, SKIP, Row, RowsWidget, letter_bindings
from tutor.tui.widgets.layout import hanging


class Pairs(RowsWidget):
    """Left sides as rows, right sides with letters below. A letter fills the marked row and goes on to the next."""

    SCOPED_CSS = False  # what depends on the size of the screen is a class of the screen
    DEFAULT_CSS = """
    Pairs .target { height: auto; }
    Pairs .gap { height: 1; }
    .-short Pairs .first { margin-top: 0; }
    .-short Pairs .gap { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *letter_bindings("match", "What belongs to the marked line"),
        Binding("enter", "submit", "answer", id="answer.submit"),
        Binding("backspace", "take_last", "empty the line before", show=False, id="answer.take-last"),
        SKIP,
    ]

    def __init__(self, asking: Asking, question: Match, *, ask_confidence: bool) -> None:
        super().__init__(asking, ask_confidence=ask_confidence)
        self.question = question
        self.chosen: list[int | None] = [None] * len(question.pairs)  # rows of the right sides, as they stand on screen
        self.rows = [Row("", content(pair.left.runs), self.sign(n)) for n, pair in enumerate(question.pairs)]

    @property
    def letters(self) -> int:
        return len(self.asking.order)

    def answer(self) -> Iterable[Widget]:
        yield from self.rows
        yield Static("", classes="gap")
        rights = targets(self.question)
        for n, place in enumerate(self.asking.order):
            sign = Content.assemble("  ", (LETTERS[n], "bold $accent"), "  ")
            yield Static(hanging(sign, content(rights[place].runs)), classes="target")
        yield Static(Content("Give each line its letter, then ↵"), classes="manner")

    def on_mount(self) -> None:
        self.point(0)

    def sign(self, index: int) -> str:
        row = self.chosen[index]
        return "·" if row is None else LETTERS[row]

    def choose(self, index: int) -> None:
        self.chosen[self.cursor] = index
        self.draw(self.cursor)
        count = len(self.rows)
        for place in ((self.cursor + step) % count for step in range(1, count)):
            if self.chosen[place] is None:
                self.point(place)
                return
        self.relent()

    def action_take_last(self) -> None:
        if self.chosen[self.cursor] is None:
            self.point(max(self.cursor - 1, 0))
        self.chosen[self.cursor] = None
        self.draw(self.cursor)

    def action_submit(self) -> None:
        left = self.chosen.count(None)
        if left:
            self.hint(f"{left} of {len(self.rows)} have no letter yet.")
        else:
            places = [None if row is None else self.asking.order[row] for row in self.chosen]
            self.give(given_match(self.question, places))
