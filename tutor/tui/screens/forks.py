"""The decisions of a play, to go back to any of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.services.drilling import Earlier
from tutor.tui.text import content, plain
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Row, Rows, note, scrolled


class ForksScreen(TutorScreen):
    """Calls `go` with the place of the decision that was chosen; the latest is chosen at first."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "go back to it", id="forks.go", tooltip="Decide there anew; it costs nothing"),
    ]

    def __init__(self, earlier: Sequence[Earlier], go: Callable[[int], None]) -> None:
        super().__init__()
        self._earlier = earlier
        self._go = go

    def heading(self) -> tuple[str, str]:
        return "Back to which decision?", "esc stay here"

    def body(self) -> Iterable[Widget]:
        rows = [_row(one) for one in self._earlier]
        yield scrolled(Rows(*rows, BLANK, note("Going back costs nothing."), chosen=rows[-1].key))

    def action_go(self) -> None:
        place = int(self.query_one(Rows).chosen)
        self.app.pop_screen()
        self._go(place)

    def on_rows_picked(self) -> None:
        self.action_go()


def _row(one: Earlier) -> Row:
    title = content(one.title)
    chosen = content(one.chosen) if one.chosen else plain("the time ran out")
    return Row(
        str(one.place),
        plain(f"{one.place + 1}  ", "bold $accent") + title.stylize_before("bold"),
        plain("checkpoint" if one.checkpoint else "", "$quiet"),
        plain("   you: ", "$quiet") + chosen,
    )
