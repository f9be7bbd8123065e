"""A checklist: ticked line by line, with a pause between its parts."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.model.aid_layout import commands_in, spans
from tutor.model.items import Checklist
from tutor.services.using import Use
from tutor.tui.text import Links, content, plain
from tutor.tui.widgets.aids.base import AidPane
from tutor.tui.widgets.blocks import Leaf, block_widgets, stacked
from tutor.tui.widgets.items import indented, tick_look, tick_sign, words
from tutor.tui.widgets.layout import CHOSEN, NOTHING, Laid, Marked, Prose, Stack, hanging
from tutor.tui.widgets.turning import FOLLOW

DONE = "All of it is ticked. Did it work?  + yes   - no"


class ChecklistPane(AidPane):
    """Lines to tick. The arrows go from line to line; a tick goes on to the next line that is open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        FOLLOW,
        Binding("enter", "tick", "tick", show=False, id="checklist.tick"),
        Binding("space", "tick", "tick", id="checklist.tick", tooltip="Tick the line, or take the tick back"),
        Binding("down,j", "move(1)", "next line", show=False, id="checklist.down"),
        Binding("up,k", "move(-1)", "line before", show=False, id="checklist.up"),
    ]

    def __init__(self, use: Use, body: Checklist) -> None:
        self._ticks = [tick for section in body.sections for tick in section]
        self._sections: list[tuple[range, Leaf]] = []  # which of the lines stand in it
        self._pauses: list[tuple[int, Leaf]] = []  # how many lines stand above it
        self._cursor = self._first_open(use)
        self._body = body
        super().__init__(use)

    def parts(self) -> Iterable[Widget]:
        first = 0
        for section in self._body.sections:
            if first:
                self._pauses.append((first, Leaf(self._pause(first))))
                yield self._pauses[-1][1]
            lines = range(first, first + len(section))
            self._sections.append((lines, Leaf(self._section(lines), "gap")))
            yield self._sections[-1][1]
            first = lines.stop
        self._end = words(DONE, "$right", apart=True)
        self._end.display = self._open_above(len(self._ticks)) == 0
        yield self._end

    def progress(self) -> str:
        return f"{len(self.use.done)} of {len(self._ticks)}"

    def near(self) -> Sequence[str]:
        tick = self._ticks[self._cursor]
        return [*spans(tick.runs), *commands_in(tick.detail)]

    def on_mount(self) -> None:
        self.call_after_refresh(self._keep_visible)

    def restart(self) -> None:
        self._cursor = self._first_open(self.use)
        self._draw(*range(len(self._ticks)))
        self._keep_visible()

    # -- what a person does

    def action_move(self, by: int) -> None:
        wanted = self._cursor + by
        if 0 <= wanted < len(self._ticks):
            self._point(wanted)
        else:
            self.action_lines(by)

    def action_tick(self) -> None:
        key = self.use.keys[self._cursor]
        ticked = key not in self.use.done
        self.keep(lambda: self.use.put(key, ticked))
        self._draw(self._cursor)
        if ticked:
            later = [*range(self._cursor + 1, len(self._ticks)), *range(self._cursor)]
            self._point(next((n for n in later if self.use.keys[n] not in self.use.done), self._cursor))
        if self._end.display:
            self._end.scroll_visible(animate=False)

    def _point(self, line: int) -> None:
        before, self._cursor = self._cursor, line
        self._draw(before, line)
        self._keep_visible()

    # -- drawing

    def _draw(self, *lines: int) -> None:
        """Draw again what has these lines, and what is said of all."""
        for inside, section in self._sections:
            if any(line in inside for line in lines):
                section.redraw(self._section(inside), layout=False)
        for _, pause in self._pauses:
            pause.redraw(pause.draw, layout=False)
        self._end.display = self._open_above(len(self._ticks)) == 0

    def _keep_visible(self) -> None:
        if self._cursor == 0:
            self.scroll_home(animate=False)
        else:
            section = next(leaf for lines, leaf in self._sections if self._cursor in lines)
            section.bring_up(CHOSEN)

    def _section(self, lines: range) -> Callable[[Links], Laid]:
        return lambda links: Stack([part for line in lines for part in self._line(line, links)])

    def _line(self, number: int, links: Links) -> list[Laid]:
        tick = self._ticks[number]
        here, done = number == self._cursor, self.use.keys[number] in self.use.done
        sign = Content("▸ " if here else "  ") + tick_sign(tick, done=done)
        text = content(tick.runs, links=links).stylize_before(tick_look(tick))
        line = hanging(sign, text, Marked if here else Prose)
        return (
            [line, stacked(block_widgets(tick.detail, frame=indented("    "))).draw(links)] if tick.detail else [line]
        )

    def _pause(self, above: int) -> Callable[[Links], Laid]:
        def draw(_: Links) -> Laid:
            left = self._open_above(above)
            words = "all above is ticked" if not left else f"{left} above {'is' if left == 1 else 'are'} still open"
            text = plain(f"── Pause: {words} ──", "$right" if not left else "bold $warning")
            return Prose(text, gap=NOTHING)

        return draw

    def _first_open(self, use: Use) -> int:
        return next((n for n, key in enumerate(use.keys) if key not in use.done), 0)

    def _open_above(self, line: int) -> int:
        return sum(key not in self.use.done for key in self.use.keys[:line])
