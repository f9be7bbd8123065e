"""The reader: an aid or any other item as a page, its links followed by keyboard."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tutor.errors import TutorError
from tutor.model.items import Path
from tutor.tui.screens.backed import BackedScreen
from tutor.tui.text import plain
from tutor.tui.widgets.heading import BACK
from tutor.tui.widgets.items import item_widgets
from tutor.tui.widgets.reading import ReadingPane


class Page(ReadingPane):
    """The page of an item. Here is room to name the key that goes from link to link."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "link(1)", "next link", id="links.next", tooltip="Choose the next link"),
    ]


class ReaderScreen(BackedScreen):
    """One item or question by its full name. What the steps of a path lead to is begun, not only shown."""

    AUTO_FOCUS = "Page"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]
    CSS_PATH = "reader.tcss"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._item = name
        self._place = name.partition("/")[0]
        self._is_path = False

    def heading(self) -> tuple[str, str]:
        return self._place, ""

    def backed(self) -> str:
        return self._item

    def body(self) -> Iterable[Widget]:
        yield Page(*self._leaves())

    async def reload(self) -> None:
        """Draw again from what the pack says now."""
        pane = self.query_one(Page)
        with self.app.batch_update():
            await pane.remove_children()
            await pane.mount(*self._leaves())

    def _leaves(self) -> list[Widget]:
        try:
            item = self.app.tutor.catalog.item(self._item)
            self._is_path = isinstance(item, Path)
            return item_widgets(item)
        except TutorError as error:
            return [Static(plain(f"! {error.message}", "$wrong")), Static(plain(error.hint, "$quiet"))]

    def follow(self, target: str) -> None:
        if self._is_path and target.startswith("tutor:"):
            self.app.begin(target.removeprefix("tutor:"))
        else:
            super().follow(target)
