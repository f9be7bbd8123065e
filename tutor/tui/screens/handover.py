"""A choice that leads through a lab: do it in a shell, come back, and say how it went."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.tui.text import plain
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Note, Rows, note, scrolled


class HandoverScreen(TutorScreen):
    """Asks whether the lab `name` is solved, and calls `told` with the answer. Escape takes no choice."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "tell(True)", "it is solved", id="handover.solved"),
        Binding("n", "tell(False)", "not solved", id="handover.unsolved"),
    ]

    def __init__(self, name: str, told: Callable[[bool], None]) -> None:
        super().__init__()
        self._lab = name
        self._told = told

    def heading(self) -> tuple[str, str]:
        return "Through a lab", "esc another choice"

    def body(self) -> Iterable[Widget]:
        yield scrolled(
            Rows(
                note("This choice leads through a lab, with real tools.", ""),
                BLANK,
                Note(plain("In another terminal:  ", "$quiet") + plain(f"tutor lab {self._lab}", "bold $code")),
                BLANK,
                note("Then say here how it went. Not solved is an answer too: the story goes on.", ""),
            )
        )

    def action_tell(self, solved: bool) -> None:
        self.app.pop_screen()
        self._told(solved)
