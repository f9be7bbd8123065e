"""What every screen has: a top line, a body and a line of keys."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from tutor.tui.keys import footer_keys
from tutor.tui.text import plain

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp
    from tutor.tui.widgets.linked import Linked


NARROW = 60  # columns
SHORT = 20  # lines
TINY = 10  # lines


# For screens whose footer would else be empty; on the others the heading names the key.
BACK = Binding("escape", "back", "back", id="back", tooltip="Back one step; nothing is lost")


class Heading(Widget):
    """The top line: where you are on the left, something small on the right."""

    def __init__(self, left: Content, right: Content) -> None:
        super().__init__()
        self._left = left
        self._right = right

    def show(self, left: Content, right: Content) -> None:
        """Say something else."""
        self._left, self._right = left, right
        self.refresh()

    def tell(self, line: Content) -> None:
        """Say something in the rule below, at its right end."""
        self.border_subtitle = line

    def render(self) -> Content:
        width = self.content_size.width
        room = width - self._right.cell_length - 1
        if room < self._right.cell_length:
            return self._left.truncate(width, ellipsis=True)
        left = self._left.truncate(room, ellipsis=True)
        return Content.assemble(left, " " * (width - left.cell_length - self._right.cell_length), self._right)


class Keys(Widget):
    """The last line: at most five keys that work here, drawn from the live bindings."""

    _drawn = Content("")

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._update)

    def _update(self, _: Screen[Any]) -> None:
        if not self._draw().is_same(self._drawn):
            self.refresh()

    def _draw(self) -> Content:
        return footer_keys(self.screen.active_bindings.values(), self.content_size.width)

    def render(self) -> Content:
        self._drawn = self._draw()
        return self._drawn


class TutorScreen(Screen[None]):
    """A screen of the tutor: heading, scrolling body, keys. Subclasses give `body` and the heading's two texts."""

    app: "TutorApp"
    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", show=False, id="back", tooltip="Back one step; nothing is lost"),
    ]

    def _fit(self, size: Size) -> None:
        """Classes for the room there is. Textual's breakpoints set them after the first frame, and paint a second."""
        self.set_class(size.width < NARROW, "-narrow")
        self.set_class(size.height < SHORT, "-short")
        self.set_class(size.height < TINY, "-tiny")

    def on_resize(self, event: Resize) -> None:
        self._fit(event.size)

    def heading(self) -> tuple[str, str]:
        """The heading's left and right text. May be pack text: it goes through the door."""
        return "tutor", ""

    def body(self) -> Iterable[Widget]:
        """What stands between the heading and the keys."""
        return ()

    def compose(self) -> ComposeResult:
        self._fit(self.app.size)
        body = list(self.body())
        left, right = self.heading()
        yield Heading(plain(left, "bold"), plain(right, "$quiet"))
        yield from self.app.above(self)
        yield from body
        yield Keys()

    def refresh_heading(self) -> None:
        """Draw the heading again after what it says has changed."""
        left, right = self.heading()
        self.query_one(Heading).show(plain(left, "bold"), plain(right, "$quiet"))

    def on_linked_followed(self, event: "Linked.Followed") -> None:
        self.follow(event.target)

    def follow(self, target: str) -> None:
        """Open what a link leads to."""
        self.app.open_link(target)

    def action_back(self) -> None:
        """Back one step."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
