"""A template: its questions, and the text that their answers give."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.model.filling import filled
from tutor.model.items import Template
from tutor.model.layout import plain_lines
from tutor.services.using import Use
from tutor.tui.text import Links, plain
from tutor.tui.widgets.aids.base import AidPane
from tutor.tui.widgets.aids.field import Field
from tutor.tui.widgets.blocks import Leaf, block_widgets, stacked
from tutor.tui.widgets.items import APART
from tutor.tui.widgets.layout import NOTHING, Across, Laid

_WIDE = 10_000


class TemplatePane(AidPane):
    """A field a question; below them the text, as it is filled in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i,enter", "fill", "fill in", key_display="i", id="template.fill", tooltip="To the first empty field"),
    ]

    def __init__(self, use: Use, body: Template) -> None:
        self._body = body
        self._fields: dict[str, Field] = {}
        super().__init__(use)

    def parts(self) -> Iterable[Widget]:
        for name, question in self._body.fields:
            yield Static(plain(question, "bold"), classes="gap")
            self._fields[name] = Field(name, self.use.fields.get(name, ""))
            yield self._fields[name]
        yield Leaf(lambda _: Across(gap=NOTHING))
        self._text = Leaf(self._drawn())
        yield self._text

    def progress(self) -> str:
        count = sum(bool(field.value.strip()) for field in self._fields.values())
        return f"{count} of {len(self._fields)} filled in" if self._fields else ""

    def near(self) -> Sequence[str]:
        return ("\n".join(plain_lines(filled(self._body.blocks, self.use.fields), _WIDE)),)

    @property
    def entry(self) -> Widget:
        return next((field for field in self._fields.values() if not field.value.strip()), self)

    def restart(self) -> None:
        for name, field in self._fields.items():
            with field.prevent(Input.Changed):
                field.value = self.use.fields.get(name, "")
        self._text.redraw(self._drawn())
        self.entry.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "fill":
            return bool(self._fields)
        return super().check_action(action, parameters)

    def action_fill(self) -> None:
        empty = self.entry
        (empty if isinstance(empty, Field) else next(iter(self._fields.values()))).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        name = next(name for name, field in self._fields.items() if field is event.input)
        if event.value != self.use.fields.get(name, ""):
            self.keep(lambda: self.use.fill(name, event.value))
            self._text.redraw(self._drawn())

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        assert isinstance(event.input, Field)
        self._step(event.input, 1)

    @on(Field.Left)
    def _left_field(self, event: Field.Left) -> None:
        event.stop()
        if event.by:
            self._step(event.field, event.by)
        else:
            self.focus(scroll_visible=False)

    def _step(self, field: Field, by: int) -> None:
        """To the field after it or before it; after the last one the text is in view, ready to be copied."""
        fields = list(self._fields.values())
        place = fields.index(field) + by
        if place < len(fields):
            fields[max(0, place)].focus()
        else:
            self.focus(scroll_visible=False)
            self.scroll_end(animate=False)

    def _drawn(self) -> Callable[[Links], Laid]:
        leaves = block_widgets(filled(self._body.blocks, self.use.fields), frame=APART)
        return stacked(leaves).draw
