"""The reader: an aid or any other item as a page, its links followed by keyboard."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from tutor.errors import TutorError
from tutor.tui.screens.backed import BackedScreen
from tutor.tui.text import plain
from tutor.tui.widgets.heading import BACK
from tutor.tui.widgets.items import item_widgets
from tutor.tui.widgets.reading import ReadingPane


class ReaderScreen(BackedScreen):
    """One item or question by its full name."""

    AUTO_FOCUS = "ReadingPane"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    CSS_PATH = "reader.tcss"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._item = name
        self._place = name.partition("/")[0]

    def heading(self) -> tuple[str, str]:
        return self._place, ""

    def backed(self) -> str:
        return self._item

    def body(self) -> Iterable[Widget]:
        yield ReadingPane(*self._leaves())

    async def reload(self) -> None:
        """Draw again from what the pack says now."""
        pane = self.query_one(ReadingPane)
        with self.app.batch_update():
            await pane.remove_children()
            await pane.mount(*self._leaves())

    def _leaves(self) -> list[Widget]:
        try:
            return item_widgets(self.app.tutor.catalog.item(self._item))
        except TutorError as error:
            return [Static(plain(f"! {error.message}", "$wrong")), Static(plain(error.hint, "$quiet"))]
