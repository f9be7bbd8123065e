"""A lesson or a quiz in a preview: as a learner meets it, but that any of its screens can be turned to."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tutor.services.rehearsing import Rehearsal
from tutor.tui.screens.study import StudyScreen

if TYPE_CHECKING:
    from tutor.tui.preview import PreviewApp


class StudyPreview(StudyScreen):
    """Begins at a step of the rehearsal."""

    app: "PreviewApp"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right_square_bracket",
            "step(1)",
            "next",
            key_display="[ ]",
            id="preview.next",
            tooltip="The next page or question, or the one before, without an answer",
        ),
        Binding("left_square_bracket", "step(-1)", "before", show=False, system=True, id="preview.before"),
    ]

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__(rehearsal)
        self.rehearsal = rehearsal

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("bury", "suspend", "afresh", "lesson"):  # about days to come, and there are none
            return False
        return super().check_action(action, parameters)

    @property
    def place(self) -> int:
        """The step on screen, that of a question whose verdict shows included."""
        return self.rehearsal.place_of(self._asking.question.name if self._feedback and self._asking else "")

    def action_edit(self) -> None:
        broken = self.rehearsal.broken
        if broken is None or self._feedback is not None:
            super().action_edit()
        else:
            self.app.edit_file(self.rehearsal.path, broken.line)

    async def action_step(self, by: int) -> None:
        self.rehearsal.go(self.place + by)
        await self.show_next()

    def _end(self) -> None:
        self.app.say("That was all of it.")
        self.app.pop_screen()
