"""The first page of a drill: what is at stake, and that getting it wrong is the point."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.text import Runs
from tutor.services.drilling import COSTS_NOTHING, Stakes
from tutor.tui.text import content, plain
from tutor.tui.widgets.blocks import Leaf, prose
from tutor.tui.widgets.layout import Prose
from tutor.tui.widgets.turning import FOLLOW, Turning


class StakesPage(Turning):
    """Nothing is begun before enter."""

    SCOPED_CSS = False  # what depends on the size of the screen is a class of the screen
    DEFAULT_CSS = """
    StakesPage { padding: 1 0; }
    StakesPage Static { height: auto; margin-bottom: 1; max-width: 68; }
    StakesPage .goal { margin-bottom: 2; }
    .-short StakesPage { padding: 0; }
    .-short StakesPage .goal { margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        FOLLOW,
        Binding("enter", "turn", "begin", id="page.turn"),
        Binding("n", "screen.afresh", "a new play", id="drill.afresh", tooltip="Begin anew; what you did is kept"),
    ]

    def __init__(self, stakes: Stakes) -> None:
        super().__init__()
        self._stakes = stakes

    def compose(self) -> ComposeResult:
        drill = self._stakes.drill
        yield Static(plain(drill.title, "bold $accent"))
        if drill.why:
            yield prose(drill.why, look="bold")
        if drill.goal:
            yield _labelled("Your goal: ", drill.goal)
        yield Static(plain(COSTS_NOTHING), classes="goal")
        yield from self._before()

    def _before(self) -> Iterator[Widget]:
        """What is left of earlier plays."""
        if self._stakes.note:
            note = self._stakes.note
            yield Leaf(lambda _: Prose(plain("Last time you wrote: ", "$quiet") + plain(note)))
        left = "   it goes on where you left it" if self._stakes.left else ""
        yield Static(plain(f"about {self._stakes.drill.minutes} min{left}", "$quiet"))


def _labelled(label: str, runs: Runs) -> Leaf:
    return Leaf(lambda links: Prose(plain(label, "$quiet") + content(runs, links=links)))
