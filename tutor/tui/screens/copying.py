"""Which of several commands to copy."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.tui.text import plain
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Row, Rows, scrolled


class CopyScreen(TutorScreen):
    """The commands of an aid; enter copies the chosen one and goes back."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,c", "copy", "copy", id="copying.copy", tooltip="Copy the chosen one and go back"),
    ]

    def __init__(self, texts: Sequence[str], copy: Callable[[str], None]) -> None:
        super().__init__()
        self._texts = texts
        self._copy = copy

    def heading(self) -> tuple[str, str]:
        return "Copy which?", "esc back"

    def body(self) -> Iterable[Widget]:
        entries = [part for number, text in enumerate(self._texts) for part in (Row(str(number), plain(text)), BLANK)]
        yield scrolled(Rows(*entries))

    def action_copy(self) -> None:
        chosen = self.query_one(Rows).chosen
        self.app.pop_screen()
        self._copy(self._texts[int(chosen)])

    def on_rows_picked(self) -> None:
        self.action_copy()
