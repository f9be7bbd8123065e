"""What backs a question: the sources of the item it stands in, and when they were checked."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from tutor.services.answering import Home
from tutor.tui.text import plain
from tutor.tui.widgets.heading import TutorScreen


class SourcesScreen(TutorScreen):
    """Addresses to read for yourself; none is opened unasked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,S,space", "back", "back", id="sources.back"),
    ]

    def __init__(self, home: Home) -> None:
        super().__init__()
        self._home = home

    def heading(self) -> tuple[str, str]:
        return "Sources", ""

    def body(self) -> Iterable[Widget]:
        home = self._home
        checked = f"Last checked on {home.verified}." if home.verified else "When it was checked is not said."
        lines = [Static(plain(home.title, "bold"))]
        lines += [Static(plain(f"• {source}")) for source in home.sources]
        if not home.sources:
            lines.append(Static("Its author names no sources.", markup=False))
        lines.append(Static(plain(checked, "$quiet")))
        yield VerticalScroll(*lines, classes="body sources")
