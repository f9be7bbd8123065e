"""A list of any length in one widget, drawn line by line: rows that can be chosen, and notes between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from tutor.tui.text import plain
from tutor.tui.widgets.body import Body
from tutor.tui.widgets.layout import NOTHING

CHOSEN_SIGN = "▸ "
NO_SIGN = "  "


@dataclass(frozen=True, slots=True)
class Note:
    """Text that cannot be chosen; wrapped, every line behind `indent` blanks."""

    text: Content = NOTHING
    indent: int = 0
    key: str = ""

    def lay(self, width: int) -> list[Content]:
        """Its lines."""
        return [(" " * self.indent) + line for line in self.text.wrap(max(4, width - self.indent))]


@dataclass(frozen=True, slots=True)
class Row:
    """A line that can be chosen: a title, something short at its right end, and quiet words below. `key` names it."""

    key: str
    title: Content
    right: Content = NOTHING
    below: Content = NOTHING

    def lay(self, width: int) -> list[Content]:
        """Its lines, two cells of each left free for the sign."""
        inner = max(4, width - len(NO_SIGN))
        room = inner - (self.right.cell_length + 2 if self.right else 0)
        if room < 12 and self.right:  # no room beside it: what stands at the right goes below
            lines = [*self.title.wrap(inner), *self.right.wrap(inner)]
        else:
            first, *more = self.title.wrap(max(4, room)) or [NOTHING]
            if self.right:
                first = first.pad_right(max(2, inner - first.cell_length - self.right.cell_length)) + self.right
            lines = [first, *more]
        return [*lines, *self.below.wrap(inner)] if self.below else lines


class Entry(Protocol):
    """What a list is made of. Only a `Row` can be chosen."""

    @property
    def key(self) -> str: ...

    def lay(self, width: int) -> list[Content]: ...


BLANK = Note()


def note(text: str, look: str = "$quiet", indent: int = 0) -> Note:
    """Plain words of a note."""
    return Note(plain(text, look), indent)


def key_note(key: str, does: str, indent: int = 0) -> Note:
    """A note that names a key and what it does."""
    return Note(Content.assemble((key, "bold $accent"), "  ", (does, "$quiet")), indent)


class Rows(Widget, can_focus=True):
    """Rows and notes. The arrows choose among the rows, and scroll where there is nothing more to choose.

    As tall as its lines, to be shown in a `scrolled` body: only the lines in view are drawn.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", show=False, id="rows.down"),
        Binding("up,k", "move(-1)", "up", show=False, id="rows.up"),
        Binding("pagedown,space", "page(1)", "a page down", show=False, id="rows.pagedown"),
        Binding("pageup", "page(-1)", "a page up", show=False, id="rows.pageup"),
        Binding("home,g", "edge(-1)", "to the top", show=False, id="rows.home"),
        Binding("end,G", "edge(1)", "to the end", show=False, id="rows.end"),
    ]
    DEFAULT_CSS = "Rows { height: auto; }"

    @dataclass
    class Picked(Message):
        """The chosen row was clicked."""

        key: str

    def __init__(self, *entries: Entry, chosen: str = "", must: bool = True) -> None:
        """`chosen` is a key, the first row's by default; unless `must`, none may be chosen, and none is at first."""
        super().__init__()
        self._entries: list[Entry] = list(entries)
        self._must = must
        self._lines: list[tuple[Content, int]] = []  # a line and the index of its entry
        self._places: list[tuple[int, int]] = []  # by entry: its first line and how many it has
        self._width = -1
        self._chosen = self._index_of(chosen)

    @property
    def chosen(self) -> str:
        """The key of the chosen row, "" for none."""
        return self._entries[self._chosen].key if self._chosen >= 0 else ""

    def show(self, entries: Iterable[Entry]) -> None:
        """Show other entries; the row that was chosen stays so where it is still there."""
        chosen = self.chosen
        self._entries = list(entries)
        self._chosen = self._index_of(chosen)
        self._width = -1
        self.refresh(layout=True)
        self.call_after_refresh(self._keep_visible)

    def choose(self, key: str) -> None:
        """Choose a row by its key; "" chooses none where that is allowed."""
        self._choose(self._index_of(key))

    def action_move(self, by: int) -> None:
        """To the next or the previous row; past the last one the list scrolls."""
        rows = self._rows()
        at = rows.index(self._chosen) + by if self._chosen >= 0 else 0 if by > 0 else -1
        if 0 <= at < len(rows):
            self._choose(rows[at])
        elif at < 0 <= self._chosen and not self._must:
            self._choose(-1)
        else:
            self._around.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A screen further, to the row nearest to there."""
        rows = self._rows()
        height = max(1, self._around.size.height - 1)
        if self._chosen < 0 or not rows:
            self._around.scroll_relative(y=by * height, animate=False)
            return
        wanted = self._places[self._chosen][0] + by * height
        self._choose(min(rows, key=lambda row: abs(self._places[row][0] - wanted)))

    def action_edge(self, towards: int) -> None:
        """To the first or the last row."""
        rows = self._rows()
        if rows and self._chosen >= 0:
            self._choose(rows[0] if towards < 0 else rows[-1])
        if towards < 0:
            self._around.scroll_home(animate=False)
        else:
            self._around.scroll_end(animate=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._lay(width)
        return len(self._lines)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        self._lay(width)
        if y >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line, entry = self._lines[y]
        if entry == self._chosen:
            sign = CHOSEN_SIGN if y == self._places[entry][0] else NO_SIGN
            line = Content.styled(sign, "bold") + line
            line = line.pad_right(max(0, width - line.cell_length)).stylize(self._chosen_look())
        elif isinstance(self._entries[entry], Row):
            line = Content(NO_SIGN) + line
        strips = Visual.to_strips(self, line, width, 1, self.visual_style, apply_selection=False)
        return (strips[0] if strips else Strip([])).adjust_cell_length(width, self.rich_style)

    def on_click(self, event: Click) -> None:
        if event.y < len(self._lines) and isinstance(self._entries[self._lines[event.y][1]], Row):
            again = self._lines[event.y][1] == self._chosen
            self._choose(self._lines[event.y][1])
            if again:
                self.post_message(self.Picked(self.chosen))

    # -- inside

    @property
    def _around(self) -> Widget:
        """The body that scrolls."""
        parent = self.parent
        assert isinstance(parent, Widget)
        return parent

    def _chosen_look(self) -> str:
        return "reverse" if self.app.no_color else "$on-chosen on $chosen"

    def _rows(self) -> list[int]:
        return [n for n, entry in enumerate(self._entries) if isinstance(entry, Row)]

    def _index_of(self, key: str) -> int:
        rows = self._rows()
        found = next((n for n in rows if self._entries[n].key == key), -1) if key else -1
        return rows[0] if found < 0 and rows and self._must else found

    def _choose(self, index: int) -> None:
        if index != self._chosen:
            for entry in (self._chosen, index):
                if 0 <= entry < len(self._places):
                    top, height = self._places[entry]
                    self.refresh(Region(0, top, self.size.width, height))
            self._chosen = index
            self.refresh_bindings()
        self._keep_visible()

    def _keep_visible(self) -> None:
        if not 0 <= self._chosen < len(self._places):
            self._around.scroll_home(animate=False)
            return
        top, height = self._places[self._chosen]
        above = top + height
        if self._chosen == self._rows()[0] and above <= self._around.size.height:
            top, height = 0, above  # what stands above the first row is seen with it
        region = Region(0, top, 1, height).translate(self.virtual_region.offset)
        self._around.scroll_to_region(region, animate=False, force=True)

    def _lay(self, width: int) -> None:
        if width == self._width or width <= 0:
            return
        self._width = width
        self._lines, self._places = [], []
        for number, entry in enumerate(self._entries):
            drawn = entry.lay(width)
            self._places.append((len(self._lines), len(drawn)))
            self._lines += [(line, number) for line in drawn]


def scrolled(rows: Rows) -> Widget:
    """The body of a screen that is one list."""
    return Body(rows, classes="body")
