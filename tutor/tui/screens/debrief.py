"""The debrief at the end of a play: what was done beside what was best, and one question to keep an answer to."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.services.drill_gauges import limits
from tutor.services.drilling import Playing
from tutor.tui.screens.backed import BackedScreen
from tutor.tui.text import plain
from tutor.tui.widgets.debrief import debrief_widgets
from tutor.tui.widgets.reading import ReadingPane
from tutor.tui.widgets.turning import FOLLOW, MORE

if TYPE_CHECKING:
    from tutor.tui.screens.drill import DrillScreen

QUESTION = "What would you do first next time?"


def _commands() -> type[Any]:
    from tutor.tui.screens.drill_commands import DebriefCommands

    return DebriefCommands


class NoteField(Input):
    """One line of text. While it has the focus letters are text; `esc` leads out of it."""

    DEFAULT_CSS = """
    NoteField { height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    NoteField:focus { border: none; background: $chosen; color: $on-chosen; }
    NoteField:nocolor { text-style: underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep it", id="note.keep"),
        Binding("escape,tab", "screen.leave_note", "leave the text", id="note.leave"),
    ]

    def __init__(self, before: str) -> None:
        """`before`: what was written last time."""
        super().__init__(placeholder=plain(before).plain, select_on_focus=False)
        self.cursor_blink = False


class DebriefPane(ReadingPane):
    """Enter goes through it: what is below, then the question, then on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        FOLLOW,
        Binding("enter", "more", "more", id="page.more", tooltip=MORE),
        Binding("enter", "screen.answer", "answer", id="debrief.answer", tooltip=QUESTION),
        Binding("enter", "screen.done", "done", id="debrief.done"),
    ]

    @property
    def more_below(self) -> bool:
        """Whether some of it is still to be scrolled to."""
        return self.scroll_offset.y < self.max_scroll_y

    def on_mount(self) -> None:
        for what in ("scroll_y", "virtual_size"):
            self.watch(self, what, self.refresh_bindings, init=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "more":
            return self._link < 0 and self.more_below
        return super().check_action(action, parameters)

    def action_more(self) -> None:
        self.action_pages(1)


class DebriefScreen(BackedScreen):
    """Looks back at `playing`, which stands at an ending; `drill` is the screen on which it goes on."""

    CSS_PATH = "drill.tcss"
    AUTO_FOCUS = "DebriefPane"
    COMMANDS: ClassVar[set[Any]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "earlier", "back to a decision", id="drill.back", tooltip="To any decision; it costs nothing"),
        Binding("n", "again", "a new play", id="debrief.again", tooltip="Choices stand in another order"),
        Binding("N", "note", "note", id="debrief.note", tooltip=QUESTION),
        Binding("r", "restart", "start again", show=False, id="drill.restart", tooltip="Back to the first decision"),
    ]

    def __init__(self, playing: Playing, drill: "DrillScreen") -> None:
        """Raises a TutorError where the journal cannot be read."""
        super().__init__()
        self._playing = playing
        self._drill = drill
        self._back = playing.look_back()
        self._noted = False
        self._field = NoteField(self._back.note)
        self._kept = Static("", classes="kept", markup=False)

    def heading(self) -> tuple[str, str]:
        return f"{self._playing.drill.pack} · {self._playing.drill.title}", "looking back"

    def backed(self) -> str:
        return self._playing.drill.name

    def body(self) -> Iterable[Widget]:
        drill = self._playing.drill
        first = self._back.counted and len(self._playing.play.endings) == 1
        leaves = debrief_widgets(self._back, drill.show, limits(drill), first=first)
        yield DebriefPane(*leaves, Static(plain(QUESTION, "bold $accent"), classes="asked"), self._field, self._kept)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("earlier", "restart"):
            return bool(self._playing.play.taken)
        if action == "answer":
            return not self._noted
        return super().check_action(action, parameters)

    # -- the note

    def action_note(self) -> None:
        self._field.focus()

    def action_answer(self) -> None:
        self.action_note()

    def action_leave_note(self) -> None:
        self.query_one(DebriefPane).focus(scroll_visible=False)

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        """Keep it. When it cannot be kept the text stays, to try again."""
        event.stop()
        text = event.value.strip()
        with self.app.calmly():
            self._playing.note(text)
            if text:
                self._kept.update(plain(f"Kept: {text}", "$quiet"))
            self._noted = True
            self.action_leave_note()
            self.query_one(DebriefPane).scroll_end(animate=False)
            self.refresh_bindings()

    # -- going on

    def action_earlier(self) -> None:
        from tutor.tui.screens.forks import ForksScreen

        self.app.push_screen(ForksScreen(self._playing.earlier(), self._rewind))

    def action_restart(self) -> None:
        self._rewind(0)

    def _rewind(self, place: int) -> None:
        self.app.pop_screen()
        self._drill.rewind(place)

    def take_back(self) -> None:
        """What `u` does here: the last choice is open again, and no answer of another day is touched."""
        self._rewind(len(self._playing.play.taken) - 1)

    def action_again(self) -> None:
        self.app.pop_screen()
        self._drill.again()

    def action_done(self) -> None:
        """Out of the drill altogether."""
        self.app.pop_screen()
        self.app.pop_screen()
