"""What is read and then left by one key: lesson pages and verdicts."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from tutor.tui.widgets.linked import Linked

FOLLOW = Binding("enter", "follow", "open the link", id="links.follow", tooltip="Addresses are copied, never opened")
MORE = "What is still below"


class Turning(Linked, can_focus=True):
    """Something to read in a pane that scrolls. Posts `Turned` to go on; `space` shows what is still below first."""

    DEFAULT_CSS = """
    Turning { height: auto; layout: vertical; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        FOLLOW,
        Binding("enter", "turn", "go on", id="page.turn"),
        Binding("space", "more", "more", id="page.more", tooltip=MORE),
        Binding("space", "turn", "go on", show=False, id="page.turn"),
    ]

    class Turned(Message):
        """Read to its end."""

    @property
    def more_below(self) -> bool:
        """Whether some of it is still to be scrolled to."""
        pane = self.parent
        return isinstance(pane, Widget) and pane.scroll_offset.y < pane.max_scroll_y

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing looks different with the focus: Textual would work out the styles of all that is below again."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn":
            return self._link < 0
        if action == "more":
            return self._link < 0 and self.more_below
        return super().check_action(action, parameters)

    def action_turn(self) -> None:
        self.post_message(self.Turned())

    def action_more(self) -> None:
        """A page down, two lines of the one before kept in sight."""
        pane = self.parent
        assert isinstance(pane, Widget)
        pane.scroll_relative(y=max(1, pane.size.height - 2), animate=False)
