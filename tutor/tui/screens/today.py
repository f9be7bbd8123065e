"""Today: the minutes you have, and what would fill them."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.widget import Widget

from tutor.tui.widgets.heading import TutorScreen


class TodayScreen(TutorScreen):
    """The first screen. It asks for nothing."""

    def body(self) -> Iterable[Widget]:
        yield VerticalScroll(classes="body")
