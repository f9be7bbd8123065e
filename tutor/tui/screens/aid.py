"""A job aid in use: its body by its kind, its commands to copy, and one key for what came of it."""

from collections.abc import Iterable, Sequence
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.model.aid_layout import commands_of
from tutor.model.items import Aid
from tutor.services.lookup import note_outcome, teaches_something
from tutor.services.using import Question, Use, note_opened, now_ms
from tutor.tui.screens.backed import BackedScreen
from tutor.tui.text import plain
from tutor.tui.widgets.aids import aid_pane
from tutor.tui.widgets.aids.base import AidPane
from tutor.tui.widgets.heading import NARROW

if TYPE_CHECKING:
    from tutor.services.tools import Tool
    from tutor.tui.app import TutorApp

MINUTE = 60


def _commands() -> type[Any]:
    from tutor.tui.screens.aid_commands import AidCommands  # the palette is opened rarely

    return AidCommands


class AidScreen(BackedScreen):
    """One aid. `question` is what it was looked up by, None where it was opened by itself.

    `noted`: that it was looked up stands in the journal already, as for an aid that another one leads to.
    """

    CSS_PATH = "aid.tcss"
    COMMANDS: ClassVar[set[Any]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", "copy", id="aid.copy", tooltip="Copy a command of it, or the text"),
        Binding(
            "plus", "worked", "did it work?", key_display="+ -", id="aid.worked", tooltip="It worked; or it did not"
        ),
        Binding("minus", "failed", "it did not", show=False, id="aid.failed", tooltip="It did not work"),
        Binding(
            "a", "learn", "learn it", show=False, id="aid.learn", tooltip="Learn it: its questions join your queue"
        ),
    ]

    def __init__(self, aid: Aid, question: Question | None = None, *, noted: bool = False) -> None:
        super().__init__()
        self.question = question
        self._aid = aid
        self._noted = noted or question is None
        self._teaches = False
        self._worked: bool | None = None  # what was told
        self._commands = [text for _, text in commands_of(aid)]

    def heading(self) -> tuple[str, str]:
        progress = self._pane.progress()
        kind = self._aid.aid_kind
        where = kind if self.app.size.width < NARROW else f"{self._aid.pack} · {kind}"
        return where, f"{progress}   esc back" if progress else "esc back"

    def backed(self) -> str:
        return self._aid.name

    def body(self) -> Iterable[Widget]:
        question = self.question or Question("", now_ms())
        self._pane: AidPane = aid_pane(Use(self.app.tutor.where, self._aid, question))
        self._line = Static("", id="told", markup=False)
        yield self._pane
        yield self._line

    def on_mount(self) -> None:
        self.set_focus(self._pane.entry, scroll_visible=False)
        self.call_after_refresh(self._once_shown)

    def _once_shown(self) -> None:
        """What can wait until the aid is on screen."""
        aid, tutor = self._aid, self.app.tutor
        with self.app.calmly():
            self._teaches = teaches_something(tutor, aid.name) and aid.name not in tutor.journal.added()
        self.refresh_bindings()
        if not self._noted and self.question is not None:
            self._noted = True
            if note_opened(tutor.where, self.question, aid.name, teachable=self._teaches):
                self._say(
                    Content.assemble(
                        "You have looked this up three times in two weeks.  ", ("a", "bold $accent"), "  learns it."
                    )
                )
        if aid.requires:
            Thread(target=self._check_tools, args=(self.app,), name="tools", daemon=True).start()

    def reload(self) -> None:
        """Draw again from what the pack says now."""
        with self.app.calmly():
            aid = self.app.tutor.catalog.item(self._aid.name)
            if isinstance(aid, Aid) and aid != self._aid:
                self.app.switch_screen(AidScreen(aid, self.question, noted=True))

    # -- tools

    def _check_tools(self, app: "TutorApp") -> None:
        """Ask the tools for their versions, in a thread: a program may take its time."""
        from tutor.services.tools import check_tools

        app.from_thread(self._show_tools, check_tools(app.tutor.where, self._aid.requires))

    def _show_tools(self, tools: "Sequence[Tool]") -> None:
        if self.is_attached:
            self._pane.show_tools(tools)

    # -- what a person does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "copy":
            return bool(self._commands) or (self.is_mounted and bool(self._pane.near()))
        if action in ("worked", "failed"):  # in a field, + and - are letters
            return self._worked is not (action == "worked") and not isinstance(self.focused, Input)
        if action == "learn":
            return self._teaches
        return super().check_action(action, parameters)

    @on(AidPane.Moved)
    def _moved(self, event: AidPane.Moved) -> None:
        event.stop()
        self.refresh_heading()

    def action_copy(self) -> None:
        """Copy the command that the person is at; of several, the one that is chosen."""
        near = list(self._pane.near())
        texts = near or self._commands
        if len(texts) == 1:
            self.copy(texts[0])
        else:
            from tutor.tui.screens.copying import CopyScreen

            self.app.push_screen(CopyScreen(list(dict.fromkeys(texts)), self.copy))

    def copy(self, text: str) -> None:
        """Copy a text and say where it went."""
        from tutor.services.clipboard import copy

        try:
            went = copy(text, self.app.copy_to_clipboard)
        except OSError as error:
            self.app.say(f"! It could not be copied: {error.strerror or error}", severity="error")
            return
        first, _, more = text.strip().partition("\n")
        self.app.say(f"Copied to {went}:\n{first}{' …' if more else ''}")

    def action_worked(self) -> None:
        self._tell(worked=True)

    def action_failed(self) -> None:
        self._tell(worked=False)

    def _tell(self, *, worked: bool) -> None:
        """Note what came of it. It may be told again: the last word counts."""
        use = self._pane.use
        if not note_outcome(self.app.tutor.where, use.question, self._aid.name, worked, use.seconds):
            self.app.say("! The journal cannot be written: this was not noted.", severity="error")
            return
        self._worked = worked
        use.end()
        if worked:
            after = f", {_minutes(use.seconds)} after you asked" if use.question else ""
            self._say(plain(f"✓ Noted: it worked{after}.  esc goes back.", "$right"))
        else:
            self._say(Content.assemble("Noted: it did not.  ", ("/", "bold $accent"), "  shows what else there is."))
        self.refresh_bindings()

    def action_learn(self) -> None:
        from tutor.services.packs import learn

        with self.app.calmly():
            _, count = learn(self.app.tutor, self._aid.name)
            self._teaches = False
            self._say(plain(f"✓ {count} {'question' if count == 1 else 'questions'} of it join your queue.", "$right"))
            self.refresh_bindings()

    def _say(self, words: Content) -> None:
        """A line that stays, below the aid; no notice lies on it."""
        self.app.clear_notifications()
        self._line.update(words)
        self._line.display = True


def _minutes(seconds: float) -> str:
    minutes = round(seconds / MINUTE)
    return f"{minutes} min" if minutes else f"{round(seconds)} s"
