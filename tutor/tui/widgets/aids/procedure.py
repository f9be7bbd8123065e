"""A procedure: one step at a time with what it should show, or all steps at once."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.model.aid_layout import commands_in, spans
from tutor.model.items import Procedure, Step
from tutor.services.using import Use
from tutor.tui.widgets.aids.base import WHOLE, AidPane
from tutor.tui.widgets.blocks import Leaf, block_widgets, stacked
from tutor.tui.widgets.items import marked, step_signs, words
from tutor.tui.widgets.turning import FOLLOW

DONE = "That was the last step. Did it work?  + yes   - no"
EXPECT = "You should see"
OTHERWISE = "If instead you see …"


class ProcedurePane(AidPane):
    """Steps. `n` says that a step is done and shows the next one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        FOLLOW,
        Binding("enter", "step(1)", "next step", show=False, id="procedure.next"),
        Binding("n", "step(1)", "next", id="procedure.next", tooltip="This step is done; the next one"),
        Binding("p,backspace", "step(-1)", "step before", show=False, id="procedure.previous"),
        WHOLE,
    ]

    def __init__(self, use: Use, body: Procedure) -> None:
        self._steps = body.steps
        self._at = _first_open(use)
        self._whole = False
        self._of_steps: list[Leaf] = []
        self._end = words(DONE, "$right", apart=True)
        super().__init__(use)
        self._show()

    def parts(self) -> Iterable[Widget]:
        self._of_steps = [stacked(list(self._step(number, step))) for number, step in enumerate(self._steps, 1)]
        yield from self._of_steps
        yield self._end

    def _step(self, number: int, step: Step) -> Iterable[Widget]:
        marker = f"{number:>{len(str(len(self._steps)))}}. "
        indent = " " * len(marker)
        yield from block_widgets(step.blocks, frame=marked(Content.styled(marker, "bold $accent"), apart=True))
        signs = list(step_signs(step, indent))
        if step.expect:
            yield words(f"{indent}{EXPECT}", apart=True)
            yield from signs[: len(step.expect)]
        if step.otherwise:
            yield words(f"{indent}{OTHERWISE}", apart=True)
            yield from signs[len(step.expect) :]

    def progress(self) -> str:
        if self._whole:
            return f"{len(self._steps)} steps"
        return f"step {self._at + 1} of {len(self._steps)}" if self._at < len(self._steps) else "the end"

    def near(self) -> Sequence[str]:
        if self._whole or self._at >= len(self._steps):  # every command, those of the ways out too
            return [text for step in self._steps for text in _commands(step)]
        return [code.text for code in self._steps[self._at].commands]

    @property
    def place(self) -> int:
        """The step on screen, counted from 0; as many as there are steps when they are over."""
        return self._at

    def go(self, place: int) -> None:
        """Show a step, and leave what is done as it is."""
        self._at = max(0, min(place, len(self._steps)))
        self._show()
        self.post_message(self.Moved())

    def restart(self) -> None:
        self._at = _first_open(self.use)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "step":
            forward = parameters == (1,)
            return not self._whole and self._link < 0 and (self._at < len(self._steps) if forward else self._at > 0)
        return super().check_action(action, parameters)

    def action_step(self, by: int) -> None:
        self.action_unlink()
        done = by > 0
        self._at += by
        key = self.use.keys[self._at - 1 if done else self._at]
        self.keep(lambda: self.use.put(key, done))
        self._show()

    def action_whole(self) -> None:
        self.action_unlink()
        self._whole = not self._whole
        self._show()
        self.post_message(self.Moved())
        self.refresh_bindings()

    def _show(self) -> None:
        """Show the step that is due, or all; what follows the steps when they are over."""
        for number, leaf in enumerate(self._of_steps):
            leaf.display = self._whole or number == self._at
        over = self._at >= len(self._steps)
        self._end.display = over and not self._whole
        self.outro.display = over or self._whole
        shown = self._end if over else self._of_steps[self._at]
        self.bring_up(shown, home=self._whole or self._at == 0)


def _first_open(use: Use) -> int:
    return next((n for n, key in enumerate(use.keys) if key not in use.done), len(use.keys))


def _commands(step: Step) -> list[str]:
    return [*commands_in(step.blocks), *(text for _, way in step.otherwise for text in spans(way))]
