"""A reference: terms with what they mean, scrolled or filtered."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.model.aid_layout import commands_in, spans
from tutor.model.items import Reference
from tutor.model.layout import plain_lines
from tutor.model.text import Definitions
from tutor.services.using import Use
from tutor.tui.text import plain
from tutor.tui.widgets.aids.base import AidPane
from tutor.tui.widgets.aids.field import Field
from tutor.tui.widgets.blocks import Leaf, block_widgets, stacked
from tutor.tui.widgets.items import APART

MOST = 200  # entries on screen at once; the filter reaches the others
A_LEAF = 20
_WIDE = 10_000


class ReferencePane(AidPane):
    """Entries. Every word of the filter must stand in an entry, in its term or in what it means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "filter", id="reference.filter", tooltip="Only the entries that have these words"),
    ]

    def __init__(self, use: Use, body: Reference) -> None:
        self._entries = body.entries
        self._words = ["\n".join(plain_lines((Definitions((entry,)),), _WIDE)).casefold() for entry in body.entries]
        self._fitting = list(range(len(body.entries)))
        self._shown: list[Leaf] = []
        super().__init__(use)

    def parts(self) -> Iterable[Widget]:
        self._field = Field("filter")
        self._field.display = False
        yield self._field
        self._shown = [self._leaf(start) for start in range(0, min(MOST, len(self._entries)), A_LEAF)]
        yield from self._shown
        self._rest = Static("", classes="gap", markup=False)
        yield self._rest
        self._say_rest()

    def progress(self) -> str:
        count, of = len(self._fitting), len(self._entries)
        return f"{count} of {of}" if count < of else f"{of} {'entry' if of == 1 else 'entries'}"

    def near(self) -> Sequence[str]:
        if len(self._fitting) == len(self._entries):
            return ()
        entries = [self._entries[number] for number in self._fitting]
        return [text for term, meaning in entries for text in (*spans(term), *commands_in(meaning))]

    def action_filter(self) -> None:
        self._field.display = True
        self._field.focus()

    @on(Field.Left)
    @on(Input.Submitted)
    def _leave(self, event: Field.Left | Input.Submitted) -> None:
        event.stop()
        self._field.display = bool(self._field.value)
        self.focus()

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        words = event.value.casefold().split()
        self._fitting = [n for n, text in enumerate(self._words) if all(word in text for word in words)]
        for place, leaf in enumerate(self._shown):
            leaf.display = place * A_LEAF < len(self._fitting)
            leaf.redraw(self._leaf(place * A_LEAF).draw)
        self._say_rest()
        self.scroll_home(animate=False)
        self.post_message(self.Moved())

    def _leaf(self, start: int) -> Leaf:
        """Some of the entries that fit in one widget: each of its own would cost more than its lines."""
        entries = [self._entries[number] for number in self._fitting[start : start + A_LEAF]]
        return stacked([leaf for entry in entries for leaf in block_widgets((Definitions((entry,)),), frame=APART)])

    def _say_rest(self) -> None:
        more = len(self._fitting) - MOST
        text = "Nothing here has these words." if not self._fitting else f"{more} more: f narrows them down."
        self._rest.update(plain(text, "$quiet"))
        self._rest.display = more > 0 or not self._fitting
