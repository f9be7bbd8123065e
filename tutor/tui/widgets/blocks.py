"""Blocks of pack text as widgets: one for each leaf block, drawn from the catalog's blocks without parsing anything."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.text import (
    Block,
    Blocks,
    Callout,
    Code,
    Definitions,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Runs,
    Table,
)
from tutor.tui.text import Links, content, plain
from tutor.tui.widgets.body import Body
from tutor.tui.widgets.layout import NOTHING, Across, Grid, Laid, Listing, Prose, Stack

BULLETS = ("•", "◦", "▪")
CALLOUTS = {
    "note": ("i Note", "$link"),
    "tip": ("* Tip", "$right"),
    "important": ("! Important", "$secondary"),
    "warning": ("! Warning", "$warning"),
    "caution": ("!! Caution", "$wrong"),
}
QUOTE_BAR = Content.styled("▏ ", "$quiet")


@dataclass(frozen=True)
class Frame:
    """Where a block stands: what precedes its first line and the others, and whether a blank line stands above it."""

    first: Content = NOTHING
    rest: Content = NOTHING
    gap: Content | None = None
    depth: int = 0

    def inside(self, first: Content, rest: Content) -> "Frame":
        """The frame of what stands in this one, behind a marker or a bar."""
        return replace(self, first=self.first + first, rest=self.rest + rest)

    def below(self, apart: bool) -> "Frame":
        """The frame of the next block in the same place."""
        return replace(self, first=self.rest, gap=self.rest if apart else None)


class Leaf(Static):
    """One block on screen. `links` are the targets in it; the one with the number `chosen` is drawn as chosen."""

    def __init__(self, draw: Callable[[Links], Laid], classes: str = "") -> None:
        links = Links()
        self._laid = draw(links)
        super().__init__(self._laid, classes=classes, markup=False)
        self.draw = draw
        self.links: tuple[str, ...] = tuple(links.targets)

    def redraw(self, draw: Callable[[Links], Laid], *, layout: bool = True) -> None:
        """Show something else; without `layout` it is as tall as before."""
        links = Links()
        self._show(draw(links), layout)
        self.draw, self.links = draw, tuple(links.targets)

    def choose(self, chosen: int) -> None:
        """Draw link number `chosen` as chosen; -1 chooses none."""
        self._show(self.draw(Links(chosen)), layout=True)

    def bring_up(self, look: str) -> None:
        """Scroll to the first thing in this look, all lines that have it: a leaf may be taller than the screen."""
        lines = self._laid.lines(self.size.width)
        there = [n for n, line in enumerate(lines) if any(span.style == look for span in line.spans)]
        if not there:
            return
        place = Region(0, there[0], 1, there[-1] - there[0] + 1)
        for node in (self, *self.ancestors):
            if isinstance(node, Body):
                node.scroll_to_region(place, animate=False)
                return
            place = place.translate(node.virtual_region.offset) if isinstance(node, Widget) else place

    def _show(self, laid: Laid, layout: bool) -> None:
        self._laid = laid
        self.update(laid, layout=layout)


def block_widgets(blocks: Blocks, *, look: str = "", frame: Frame | None = None) -> list[Widget]:
    """A widget for each leaf block, in order. `look` is a style for plain prose, e.g. "bold" for a prompt."""
    return list(_leaves(blocks, frame or Frame(), look))


def stacked(leaves: Sequence[Widget], classes: str = "") -> Leaf:
    """Leaves as one widget, for what is shown and taken away as a whole: a widget costs more than its lines."""
    draws = [leaf.draw for leaf in leaves if isinstance(leaf, Leaf)]
    return Leaf(lambda links: Stack([draw(links) for draw in draws]), classes)


def prose(runs: Runs, *, look: str = "", classes: str = "", frame: Frame | None = None) -> Leaf:
    """One paragraph as a widget."""
    stand = frame or Frame()

    def draw(links: Links) -> Laid:
        text = content(runs, links=links)
        return Prose(text.stylize_before(look) if look else text, stand.first, stand.rest, stand.gap)

    return Leaf(draw, classes)


def _leaves(blocks: Blocks, frame: Frame, look: str, tight: bool = False) -> Iterator[Widget]:
    for number, block in enumerate(blocks):
        yield from _leaf(block, frame if number == 0 else frame.below(apart=not tight), look)


def _leaf(block: Block, frame: Frame, look: str) -> Iterator[Widget]:
    match block:
        case Paragraph():
            yield prose(block.runs, look=look, frame=frame)
        case Heading():
            yield prose(block.runs, look="bold $accent" if block.level <= 2 else "bold", frame=frame)
        case Code():
            yield _code(block, frame)
        case ListBlock():
            yield from _list(block, frame, look)
        case Table():
            yield _table(block, frame)
        case Quote():
            yield from _leaves(block.blocks, frame.inside(QUOTE_BAR, QUOTE_BAR), look)
        case Callout():
            yield from _callout(block, frame)
        case Definitions():
            yield from _definitions(block, frame)
        case _:
            yield Leaf(lambda _: Across(frame.first, frame.rest, frame.gap))


def _code(block: Code, frame: Frame) -> Leaf:
    def draw(_: Links) -> Laid:
        from tutor.tui.highlighting import highlighted

        return Listing(highlighted(block), frame.first, frame.rest, frame.gap)

    return Leaf(draw, "code")


def _table(block: Table, frame: Frame) -> Leaf:
    def draw(links: Links) -> Laid:
        head = [content(cell, links=links) for cell in block.head]
        rows = [[content(cell, links=links) for cell in row] for row in block.rows]
        return Grid(head, rows, block.align, frame.first, frame.rest, frame.gap)

    return Leaf(draw, "table")


def _list(block: ListBlock, frame: Frame, look: str) -> Iterator[Widget]:
    numbers = [str(block.start + n) for n in range(len(block.items))] if block.start is not None else []
    width = max((len(number) for number in numbers), default=0)
    for n, item in enumerate(block.items):
        if item.ticked is not None:
            marker = "☑ " if item.ticked else "☐ "
        elif numbers:
            marker = f"{numbers[n]:>{width}}. "
        else:
            marker = f"{BULLETS[min(frame.depth, len(BULLETS) - 1)]} "
        here = frame if n == 0 else frame.below(apart=not block.tight)
        inner = here.inside(Content.styled(marker, "$accent"), Content(" " * len(marker)))
        blocks = item.blocks or (Paragraph(()),)
        yield from _leaves(blocks, replace(inner, depth=frame.depth + 1), look, tight=block.tight)


def _callout(block: Callout, frame: Frame) -> Iterator[Widget]:
    title, look = CALLOUTS[block.kind]
    inner = frame.inside(bar := Content.styled("▏ ", look), bar)
    yield Leaf(lambda _: Prose(plain(title, f"bold {look}"), inner.first, inner.rest, inner.gap), "callout")
    yield from _leaves(block.blocks, inner.below(apart=False), "")


def _definitions(block: Definitions, frame: Frame) -> Iterator[Widget]:
    indent = Content("    ")
    for n, (term, blocks) in enumerate(block.entries):
        here = frame if n == 0 else frame.below(apart=True)
        yield prose(term, look="bold", frame=here)
        yield from _leaves(blocks, here.below(apart=False).inside(indent, indent), "")
