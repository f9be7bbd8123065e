"""A checklist: ticked line by line, with a pause between its parts."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.model.items import Checklist
from tutor.services.using import Use
from tutor.tui.text import Links, content, plain
from tutor.tui.widgets.aids.base import AidPane, fences, spans
from tutor.tui.widgets.answers.base import Marked, hanging
from tutor.tui.widgets.blocks import Leaf, block_widgets
from tutor.tui.widgets.items import indented, tick_look, tick_sign
from tutor.tui.widgets.layout import NOTHING, Laid, Prose
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
        self._sections = body.sections
        self._ticks = [tick for section in body.sections for tick in section]
        self._lines: list[Leaf] = []
        self._pauses: list[tuple[int, Leaf]] = []  # how many lines stand above it
        self._cursor = next((n for n, key in enumerate(use.keys) if key not in use.done), 0)
        super().__init__(use)

    def parts(self) -> Iterable[Widget]:
        number = 0
        for place, section in enumerate(self._sections):
            if place:
                self._pauses.append((number, Leaf(self._pause(number))))
                yield self._pauses[-1][1]
            for at, tick in enumerate(section):
                self._lines.append(Leaf(self._line(number), "" if at else "gap"))
                yield self._lines[-1]
                yield from block_widgets(tick.detail, frame=indented("    "))
                number += 1
        self._end = Leaf(lambda _: Prose(plain(DONE, "$right"), NOTHING, NOTHING, NOTHING))
        self._end.display = self._open_above(len(self._ticks)) == 0
        yield self._end

    def progress(self) -> str:
        return f"{len(self.use.done)} of {len(self._ticks)}"

    def near(self) -> Sequence[str]:
        tick = self._ticks[self._cursor]
        return [*spans(tick.runs), *fences(tick.detail)]

    def on_mount(self) -> None:
        self.call_after_refresh(self._keep_visible)

    def restart(self) -> None:
        self._cursor = next((n for n, key in enumerate(self.use.keys) if key not in self.use.done), 0)
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
        for line in lines:
            self._lines[line].update(self._lines[line].draw(Links()), layout=False)
        for _, pause in self._pauses:
            pause.update(pause.draw(Links()), layout=False)
        self._end.display = self._open_above(len(self._ticks)) == 0

    def _keep_visible(self) -> None:
        if self._cursor == 0:
            self.scroll_home(animate=False)
        else:
            self._lines[self._cursor].scroll_visible(animate=False)

    def _line(self, number: int) -> Callable[[Links], Laid]:
        tick = self._ticks[number]

        def draw(links: Links) -> Laid:
            text = content(tick.runs, links=links)
            look = tick_look(tick)
            here = number == self._cursor
            sign = Content("▸ " if here else "  ") + tick_sign(tick, done=self.use.keys[number] in self.use.done)
            return hanging(sign, text.stylize_before(look) if look else text, Marked if here else Prose)

        return draw

    def _pause(self, above: int) -> Callable[[Links], Laid]:
        def draw(_: Links) -> Laid:
            left = self._open_above(above)
            words = "all above is ticked" if not left else f"{left} above {'is' if left == 1 else 'are'} still open"
            text = plain(f"── Pause: {words} ──", "$right" if not left else "bold $warning")
            return Prose(text, NOTHING, NOTHING, NOTHING)

        return draw

    def _open_above(self, line: int) -> int:
        return sum(key not in self.use.done for key in self.use.keys[:line])
