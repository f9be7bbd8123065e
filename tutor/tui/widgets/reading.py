"""A page that is read: it scrolls, and its links can be followed."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.tui.widgets.body import Body
from tutor.tui.widgets.linked import Linked


class ReadingPane(Body, Linked, can_focus=True):
    """Blocks one below the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Linked.BINDINGS,
        Binding("down,j", "lines(1)", "down", show=False, id="page.down"),
        Binding("up,k", "lines(-1)", "up", show=False, id="page.up"),
        Binding("space,pagedown", "pages(1)", "a page down", show=False, id="page.pagedown"),
        Binding("pageup", "pages(-1)", "a page up", show=False, id="page.pageup"),
        Binding("home,g", "edge(-1)", "to the top", show=False, id="page.home"),
        Binding("end,G", "edge(1)", "to the end", show=False, id="page.end"),
    ]

    def __init__(self, *leaves: Widget) -> None:
        super().__init__(*leaves, classes="body")

    def on_mount(self) -> None:
        # Keys tell whether more is below. What is in the pane must not watch it itself: Textual lets go of who watches
        # another only when what is watched changes, and a short page never scrolls.
        for what in ("scroll_y", "virtual_size"):
            self.watch(self, what, self.refresh_bindings, init=False)

    def action_lines(self, lines: int) -> None:
        self.scroll_relative(y=lines, animate=False)

    def action_pages(self, pages: int) -> None:
        self.scroll_relative(y=pages * max(1, self.size.height - 2), animate=False)

    def action_edge(self, towards: int) -> None:
        if towards < 0:
            self.scroll_home(animate=False)
        else:
            self.scroll_end(animate=False)
