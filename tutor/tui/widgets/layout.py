"""Text laid out in lines: hanging indents, code and tables, each one Visual, so that a block costs one widget."""

from abc import abstractmethod
from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

NOTHING = Content("")
CONTINUED = Content.styled("↪ ", "$quiet")
CODE_GROUND = "on $surface"
CHOSEN = "$on-chosen on $chosen"
GUTTER = 2  # cells between two columns of a table
SIDE_BY_SIDE = 56  # cells from which two texts stand side by side
NARROWEST = 8  # a column of prose narrower than this is stacked instead


class Laid(Visual):
    """A visual that is a list of lines for a width. `first` precedes the first line, `rest` all others.

    `gap` is the line above the block, None for none: what stands there is the frame of the block around it.
    """

    def __init__(self, first: Content = NOTHING, rest: Content = NOTHING, gap: Content | None = None) -> None:
        self.first = first
        self.rest = rest
        self.gap = gap
        self._laid: tuple[int, list[Content]] = (-1, [])

    @abstractmethod
    def lay(self, width: int) -> list[Content]:
        """The lines, none wider than `width` cells."""

    def lines(self, width: int) -> list[Content]:
        """All lines, with what precedes them."""
        if self._laid[0] != width:
            inner = max(1, width - max(self.first.cell_length, self.rest.cell_length))
            laid = [(self.rest if number else self.first) + line for number, line in enumerate(self.lay(inner))]
            self._laid = (width, laid if self.gap is None else [self.gap, *laid])
        return self._laid[1]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return Content("\n").join(self.lines(width)).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return max((line.cell_length for line in self.lines(container_width)), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        return len(self.lines(width))


class Prose(Laid):
    """Words, wrapped."""

    def __init__(
        self, text: Content, first: Content = NOTHING, rest: Content = NOTHING, gap: Content | None = None
    ) -> None:
        super().__init__(first, rest, gap)
        self.text = text

    def lay(self, width: int) -> list[Content]:
        return self.text.wrap(width)


class Marked(Prose):
    """Prose on the ground of what is chosen, from side to side. A class would cost a look-up of all styles a key."""

    def lines(self, width: int) -> list[Content]:
        return [
            line.extend_right(max(0, width - line.cell_length)).stylize_before(CHOSEN) for line in super().lines(width)
        ]


def hanging(sign: Content, text: Content, kind: type[Prose] = Prose) -> Prose:
    """`sign` before the first line of `text`, blanks of its width before the others."""
    return kind(text, sign, Content(" " * sign.cell_length))


class Stack(Laid):
    """Several pieces one below the other."""

    def __init__(self, parts: Sequence[Laid]) -> None:
        super().__init__()
        self.parts = parts

    def lay(self, width: int) -> list[Content]:
        return [line for part in self.parts for line in part.lines(width)]


class Listing(Laid):
    """Code on its own ground. A line that is too long goes on below, with a sign: a cut command is a wrong one."""

    def __init__(self, code: Content, first: Content, rest: Content, gap: Content | None) -> None:
        super().__init__(first, rest, gap)
        self.code = code

    def lay(self, width: int) -> list[Content]:
        inner = max(4, width - 2)
        lines: list[Content] = []
        for line in self.code.split("\n", allow_blank=True):
            line = line.expand_tabs(4)
            if line.cell_length <= inner:
                lines.append(line)
                continue
            head, *tail = line.wrap(inner - 2)  # at a blank where there is one: half a word is not a command
            lines += [head, *(CONTINUED + part for part in tail)]
        return [
            (" " + line).extend_right(max(0, width - line.cell_length - 1)).stylize_before(CODE_GROUND)
            for line in lines
        ]


class Across(Laid):
    """A rule from side to side."""

    def lay(self, width: int) -> list[Content]:
        return [Content.styled("─" * width, "$rule")]


class Flow(Laid):
    """Small pieces side by side, as many as fit a line; none is broken where it fits a line of its own."""

    def __init__(self, pieces: Sequence[Content], first: Content, rest: Content, gap: Content | None) -> None:
        super().__init__(first, rest, gap)
        self.pieces = pieces

    def lay(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for piece in self.pieces:
            if lines and lines[-1].cell_length + GUTTER + piece.cell_length <= width:
                lines[-1] = lines[-1] + " " * GUTTER + piece
            else:
                lines += piece.wrap(width)
        return lines


class Beside(Laid):
    """Two things side by side; one below the other where there is no room."""

    def __init__(self, left: Laid, right: Laid, first: Content, rest: Content) -> None:
        super().__init__(first, rest)
        self.left = left
        self.right = right

    def lay(self, width: int) -> list[Content]:
        if width < SIDE_BY_SIDE:
            return [*self.left.lines(width), *self.right.lines(width)]
        column = (width - GUTTER) // 2
        pairs = zip_longest(self.left.lines(column), self.right.lines(column), fillvalue=NOTHING)
        return [(left.pad_right(column + GUTTER - left.cell_length) + right).rstrip() for left, right in pairs]


class Grid(Laid):
    """A table: columns aligned, cells wrapped; on a narrow screen each row is stacked under its headings."""

    def __init__(
        self,
        head: Sequence[Content],
        rows: Sequence[Sequence[Content]],
        align: Sequence[str],
        first: Content,
        rest: Content,
        gap: Content | None,
    ) -> None:
        super().__init__(first, rest, gap)
        self.head = head
        self.rows = rows
        self.align = align

    def lay(self, width: int) -> list[Content]:
        widths = self.column_widths(width)
        if widths is None:
            return self._stacked(width)
        rule = Content.styled((" " * GUTTER).join("─" * column for column in widths), "$rule")
        lines = [*self._row([cell.stylize("bold") for cell in self.head], widths), rule]
        tall = False
        for row in self.rows:
            drawn = self._row(row, widths)
            if row is not self.rows[0] and (tall or len(drawn) > 1):
                lines.append(NOTHING)  # wrapped rows need air to be told apart
            tall = len(drawn) > 1
            lines += drawn
        return lines

    def column_widths(self, width: int) -> list[int] | None:
        """The width of each column, or None when they do not fit side by side."""
        room = width - GUTTER * (len(self.head) - 1)
        columns = list(zip(self.head, *self.rows, strict=True))
        wanted = [max(cell.cell_length for cell in column) for column in columns]
        if sum(wanted) <= room:
            return wanted
        least = [
            min(want, max(NARROWEST, self._longest_word(column))) for column, want in zip(columns, wanted, strict=True)
        ]
        if sum(least) > room:
            return None
        spare, over = room - sum(least), sum(wanted) - sum(least)
        return [low + (want - low) * spare // over for low, want in zip(least, wanted, strict=True)]

    def _longest_word(self, column: Sequence[Content]) -> int:
        return min(24, max((len(word) for cell in column for word in cell.plain.split()), default=1))

    def _row(self, cells: Sequence[Content], widths: list[int]) -> list[Content]:
        columns = [cell.wrap(width) for cell, width in zip(cells, widths, strict=True)]
        lines = []
        for parts in zip_longest(*columns, fillvalue=NOTHING):
            placed = [self._placed(part, n, widths[n]) for n, part in enumerate(parts)]
            lines.append(Content(" " * GUTTER).join(placed).rstrip())
        return lines

    def _placed(self, part: Content, column: int, width: int) -> Content:
        spare = max(0, width - part.cell_length)
        if self.align[column] == "right":
            return part.pad_left(spare)
        if self.align[column] == "center":
            return part.pad_left(spare // 2).pad_right(spare - spare // 2)
        return part.pad_right(spare)

    def _stacked(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for row in self.rows:
            if lines:
                lines.append(NOTHING)
            for head, cell in zip(self.head, row, strict=True):
                label = head.stylize("bold") + ": " if head else NOTHING
                head_line, *more = (label + cell).wrap(max(4, width - 2))
                lines += [head_line, *("  " + line for line in more)]
        return lines
