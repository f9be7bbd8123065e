"""What a look-up shows at every key: answers, and one of them open. Both keep their size, so nothing is laid out again.

Only the lines in view are made: a key must show within a few milliseconds, however much was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from tutor.tui.text import plain
from tutor.tui.widgets.layout import NOTHING, Laid, Prose
from tutor.tui.widgets.rows import CHOSEN_SIGN, NO_SIGN, Entry, Row

INDENT = "  "
MORE = plain("…", "$quiet")


@dataclass(frozen=True, slots=True)
class Answer(Row):
    """A row whose title goes on further in, so that one answer is told from the next."""

    def lay(self, width: int) -> list[Content]:
        first, *more = Row.lay(self, width - len(INDENT))
        return [first, *(INDENT + line for line in more)]


class Lines(Widget):
    """Lines of text, scrolled by pages. A sign in the last line says that there are more."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.auto_links = False  # there are none, and looking for their style takes longer than the line
        self._laid: Laid = Prose(NOTHING)
        self._top = 0

    def show(self, laid: Laid) -> None:
        """Show something else, from its top."""
        self._laid, self._top = laid, 0
        self.refresh()

    def page(self, by: int) -> None:
        """Scroll so many pages."""
        height = max(1, self.size.height - 1)
        last = max(0, len(self._all()) - height)
        self._top = min(max(0, self._top + by * height), last)
        self.refresh()

    def _all(self) -> list[Content]:
        """The lines, from the first one that says something."""
        lines = self._laid.lines(self.size.width)
        return lines[next((n for n, line in enumerate(lines) if line.plain.strip()), 0) :]

    def render_line(self, y: int) -> Strip:
        lines = self._all()
        number = self._top + y
        more = y == self.size.height - 1 and number < len(lines) - 1
        return strip_of(self, MORE if more else lines[number] if number < len(lines) else NOTHING)


class Answers(Widget):
    """Entries; of the rows among them one is chosen, and is in view."""

    @dataclass
    class Clicked(Message):
        """A row was clicked."""

        key: str

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.auto_links = False  # there are none, and looking for their style takes longer than the line
        self._entries: Sequence[Entry] = ()
        self._chosen = -1
        self._first = 0  # the entry at the top
        self._lines: list[tuple[Content, int]] | None = None  # those in view, each with its entry

    @property
    def chosen(self) -> str:
        """The key of the chosen row, "" where there is none."""
        return self._entries[self._chosen].key if self._chosen >= 0 else ""

    def show(self, entries: Sequence[Entry], chosen: str = "") -> None:
        """Show other entries, the row with the key `chosen` or else the first one chosen."""
        rows = [place for place, entry in enumerate(entries) if isinstance(entry, Row)]
        self._entries, self._first = entries, 0
        self._chosen = next((n for n in rows if entries[n].key == chosen), rows[0] if rows else -1)
        self._draw()

    def choose(self, key: str) -> None:
        """Choose a row by its key."""
        self._chosen = next(n for n, entry in enumerate(self._entries) if entry.key == key)
        self._draw()

    def move(self, by: int) -> None:
        """To the next row, or the one before."""
        wanted = self._chosen + by
        while 0 <= wanted < len(self._entries) and not isinstance(self._entries[wanted], Row):
            wanted += by
        if 0 <= wanted < len(self._entries):
            self._chosen = wanted
        self._draw()

    def on_resize(self, _: Resize) -> None:
        self._draw()

    def on_click(self, event: Click) -> None:
        lines = self._in_view()
        if event.y < len(lines) and isinstance(entry := self._entries[lines[event.y][1]], Row):
            self.post_message(self.Clicked(entry.key))

    def render_line(self, y: int) -> Strip:
        lines = self._in_view()
        if y >= len(lines):
            return strip_of(self, NOTHING)
        line, entry = lines[y]
        if not isinstance(self._entries[entry], Row):
            return strip_of(self, line)
        if entry != self._chosen:
            return strip_of(self, NO_SIGN + line)
        first = y == 0 or lines[y - 1][1] != entry
        line = Content.styled(CHOSEN_SIGN if first else NO_SIGN, "bold") + line
        look = "reverse" if self.app.no_color else "$on-chosen on $chosen"
        return strip_of(self, line.extend_right(max(0, self.size.width - line.cell_length)).stylize(look))

    def _draw(self) -> None:
        self._lines = None
        self.refresh()

    def _in_view(self) -> list[tuple[Content, int]]:
        """The lines in view; the top is moved until the chosen row is among them, whole where it fits."""
        if self._lines is None:
            height = self.size.height
            self._first = min(self._first, max(0, self._chosen))
            if self._chosen <= 1:
                self._first = 0
            lines = self._from(self._first, height)
            while self._first < self._chosen and not self._is_whole(lines, height):
                self._first += 1
                lines = self._from(self._first, height)
            self._lines = lines[:height]
        return self._lines

    def _is_whole(self, lines: list[tuple[Content, int]], height: int) -> bool:
        """Whether all of the chosen row is among the first `height` lines."""
        rows = [entry for _, entry in lines]
        return 0 < rows.count(self._chosen) == rows[:height].count(self._chosen)

    def _from(self, first: int, height: int) -> list[tuple[Content, int]]:
        """The lines from an entry on: `height` of them and the rest of the entry that goes beyond."""
        lines: list[tuple[Content, int]] = []
        for number in range(first, len(self._entries)):
            lines += [(line, number) for line in self._entries[number].lay(max(1, self.size.width - len(NO_SIGN)))]
            if len(lines) > height:
                break
        return lines


def strip_of(widget: Widget, line: Content) -> Strip:
    """One line as wide as the widget."""
    width = widget.size.width
    strips = Visual.to_strips(widget, line, width, 1, widget.visual_style, apply_selection=False)
    return (strips[0] if strips else Strip([])).adjust_cell_length(width, widget.visual_style.rich_style)
