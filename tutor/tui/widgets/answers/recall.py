"""Think, reveal, grade yourself."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.events import Grade
from tutor.services.showing import Asking
from tutor.tui.widgets.answers.base import SKIP, AnswerWidget
from tutor.tui.widgets.blocks import block_widgets

GRADES = {
    Grade.AGAIN: "I did not know it",
    Grade.HARD: "I knew it, with effort",
    Grade.GOOD: "I knew it",
    Grade.EASY: "I knew it at once",
}


class Think(AnswerWidget):
    """Nothing to type: say it to yourself, reveal the answer, and say how it went."""

    DEFAULT_CSS = """
    Think .revealed { height: auto; layout: vertical; border-left: outer $accent; padding-left: 1; display: none; }
    Think .grades { height: auto; margin-top: 1; display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "reveal", "show the answer", id="answer.reveal"),
        *(
            Binding(str(number), f"grade('{grade}')", str(grade), tooltip=words, id=f"answer.{grade}")
            for number, (grade, words) in enumerate(GRADES.items(), 1)
        ),
        SKIP,
    ]

    def __init__(self, asking: Asking, *, ask_confidence: bool) -> None:
        super().__init__(asking, ask_confidence=ask_confidence)
        self.revealed = False
        self._think = Static(Content("Say it to yourself, then ↵"), classes="quiet")
        self._answer = Widget(*block_widgets(asking.question.explanation), classes="revealed")
        self._grades = Static(self._offered(), classes="grades")

    def answer(self) -> Iterable[Widget]:
        return [self._think, self._answer, self._grades]

    def _offered(self) -> Content:
        return Content("How did it go?\n") + Content("\n").join(
            Content.assemble("  ", (str(number), "bold $accent"), f"  {grade:6} ", (words, "$quiet"))
            for number, (grade, words) in enumerate(GRADES.items(), 1)
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "reveal":
            return not self.revealed
        if action == "grade":
            return self.revealed
        return super().check_action(action, parameters)

    def action_reveal(self) -> None:
        self.revealed = True
        self._think.display = False
        self._answer.display = self._grades.display = True
        self.refresh_bindings()
        self.call_after_refresh(self._grades.scroll_visible, animate=False)

    def action_grade(self, grade: str) -> None:
        self.give((), Grade(grade))
