"""What is read and then left by one key: lesson pages and verdicts."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tutor.tui.widgets.linked import Linked
from tutor.tui.widgets.reading import ReadingPane


def enter(action: str, description: str) -> list[BindingType]:
    """`enter` follows the link that is chosen; while none is, it does `action`."""
    return [
        Binding("enter", "follow", "open the link", id="links.follow", tooltip="Addresses are copied, never opened"),
        Binding("enter", action, description, id="page.turn"),
    ]


class Turning(Linked, can_focus=True):
    """Something to read in a ReadingPane, which scrolls it. Posts `Turned` to go on."""

    DEFAULT_CSS = """
    Turning { height: auto; layout: vertical; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *enter("turn", "go on"),
        Binding("space", "more", "read on, then go on", show=False, id="page.more"),
    ]

    class Turned(Message):
        """Read to its end."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn" and self._link >= 0:
            return False
        return super().check_action(action, parameters)

    def action_turn(self) -> None:
        self.post_message(self.Turned())

    def action_more(self) -> None:
        """Show what is still below; where nothing is, go on."""
        pane = self.parent
        if isinstance(pane, ReadingPane) and pane.scroll_offset.y < pane.max_scroll_y:
            pane.action_pages(1)
        else:
            self.post_message(self.Turned())
