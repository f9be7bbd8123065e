"""The full-screen program: one app that holds the open tutor, its themes and the keys of every screen."""

import os
import signal
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from tutor.errors import Exit
from tutor.services.opening import Tutor, keep_copy
from tutor.settings import SettingValue
from tutor.tui.doors import Doors
from tutor.tui.themes import THEMES
from tutor.tui.warming import warm_up

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.widget import Widget

    from tutor.services.previewing import Preview
    from tutor.tui.packs_again import PackWatch

# A shell reports a program that a signal ended as 128 + the signal's number; we leave by ourselves, with the same.
_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
# What the first keys lead to, in the order in which a learner gets there.
SOON = (
    "tutor.tui.screens.study",
    "tutor.tui.widgets.verdict",
    "tutor.tui.highlighting",
    "fsrs",
    "tutor.tui.screens.library",
    "tutor.tui.screens.help",
    "tutor.tui.screens.drill",
    "tutor.tui.screens.lookup",
    "tutor.tui.screens.aid",
    "tutor.tui.widgets.aids.checklist",
    "tutor.tui.widgets.aids.procedure",
    "tutor.tui.widgets.aids.decision",
)


def _commands() -> "type[Provider]":
    from tutor.tui.commands import TutorCommands

    return TutorCommands


class TutorApp(Doors):
    """The app: its keys, what they do, and what happens around the screens."""

    TITLE = "tutor"
    CSS_PATH = "tutor.tcss"
    COMMANDS = {_commands}  # noqa: RUF012 - declared by the base class
    COMMAND_PALETTE_BINDING = "ctrl+p"
    takes_replies: ClassVar[bool] = True  # whether what is told about an item is kept for its author
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "keys", id="help", tooltip="The keys that work here"),
        Binding(
            "slash",
            "look_up",
            "look up",
            show=False,
            priority=True,  # what is typed right after it is meant for the look-up, and must find it open
            id="lookup",
            tooltip="Look up: the job aid that answers a question",
        ),
        Binding(
            "l",
            "open('library')",
            "library",
            show=False,
            id="library",
            tooltip="Library: your packs, to start, pause or read",
        ),
        Binding(
            "p",
            "open('progress')",
            "progress",
            show=False,
            id="progress",
            tooltip="Progress: what stayed, and what comes",
        ),
        Binding(
            "D",
            "open('drills')",
            "drills",
            show=False,
            id="drills",
            tooltip="Drills: scenarios in which getting it wrong costs nothing",
        ),
        Binding(
            "comma", "open('settings')", "settings", show=False, id="settings", tooltip="Settings: colours and habits"
        ),
        Binding("f5", "reload", "read packs again", show=False, id="reload", tooltip="Read packs that have changed"),
        Binding("u", "undo", "take back", show=False, id="undo", tooltip="Take back your newest answer"),
        Binding(
            "colon,ctrl+p",
            "command_palette",
            "commands",
            show=False,
            id="palette",
            tooltip="Commands: everything by name",
        ),
        Binding("q", "quit", "leave", show=False, id="quit", tooltip="Leave at once; all is saved"),
        Binding("ctrl+c", "interrupt", show=False, priority=True, system=True, id="interrupt"),
    ]

    def __init__(self, tutor: Tutor, first: "Callable[[TutorApp], None] | None" = None) -> None:
        """`first` shows what is to stand in front of Today at once."""
        # Without ansi_color NO_COLOR would still send grey in true colour.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.tutor = tutor
        self._first = first
        self.looked_up = ("", "")  # the words of the last look-up, and the aid that was chosen
        for theme in THEMES:
            self.register_theme(theme)
        settings = tutor.journal.settings()
        self.theme = str(settings["theme"])
        self.animation_level = "full" if settings["animations"] else "none"

    def get_default_screen(self) -> Screen[None]:
        from tutor.tui.screens.today import TodayScreen

        return TodayScreen()

    def on_mount(self) -> None:
        self._catch_signals()
        if self._first is not None:
            self._first(self)
        if self.tutor.journal.unwritable is not None:
            self.trouble(self.tutor.journal.unwritable)
        self.call_after_refresh(self._warm_up)

    def _warm_up(self) -> None:
        """Once the first frame stands: import what the next keys need, and keep today's copy of the journal."""
        from threading import Thread

        where, day = self.tutor.where, self.tutor.today

        def warm() -> None:
            warm_up(SOON, lambda: self.is_running)
            keep_copy(where, day)
            self.packs.check()

        Thread(target=warm, name="warm-up").start()

    @cached_property
    def packs(self) -> "PackWatch":
        """What looks after packs that change."""
        from tutor.tui.packs_again import PackWatch

        return PackWatch(self)

    def action_reload(self) -> None:
        """Read packs that have changed."""
        self.packs.reload()

    def from_thread(self, do: Callable[..., object], *args: object) -> None:
        """Let the app do something, from another thread and without waiting for it; nothing happens when it is over."""
        with suppress(RuntimeError):  # its loop is closed
            self.call_later(do, *args)

    def _catch_signals(self) -> None:
        """End in order on SIGTERM and SIGHUP: otherwise the terminal would be left as the screens had it."""
        import asyncio

        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            try:
                loop.add_signal_handler(number, self.exit, None, 128 + number)
            except (ValueError, RuntimeError, NotImplementedError):  # signals belong to the main thread alone
                return

    # -- going about

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "look_up":
            return not isinstance(self.focused, Input)
        if action == "help":  # help on the help would be no news
            return not self.screen.has_class("-help")
        return super().check_action(action, parameters)

    def action_home(self) -> None:
        """To Today, which is always at the bottom."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def choose_theme(self, name: str) -> None:
        """Another theme, at once, and remembered."""
        from tutor.services.preferences import change_setting

        self.theme = name
        with self.calmly():
            change_setting(self.tutor, "theme", name)
            self.changed()

    def setting_changed(self, key: str, value: SettingValue) -> None:
        """Let a setting show at once where it is about the screen."""
        if key == "theme":
            self.theme = str(value)
        elif key == "animations":
            self.animation_level = "full" if value else "none"

    def action_open(self, name: str) -> None:
        self.open_screen(name)

    def action_help(self) -> None:
        from tutor.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(list(self.screen.active_bindings.values())))

    def action_practise(self) -> None:
        """Extra practice of what is weakest, for the minutes that Today offers."""
        from tutor.services.study import begin_practice

        self.study(lambda: begin_practice(self.tutor, self.tutor.number("minutes")))

    def action_undo(self) -> None:
        """Take back the newest answer that still stands, and say which."""
        from tutor.services.history import take_back

        if (take_back_here := getattr(self.screen, "take_back", None)) is not None:
            take_back_here()
            return
        with self.calmly():
            taken = take_back(self.tutor)
            if taken is None:
                self.say("There is nothing to take back.")
            else:
                self.say(f"Taken back: “{taken.prompt}”, answered {taken.when}.", seconds=8)
                self.changed()

    def changed(self) -> None:
        """What is known has changed: the screen in front draws itself again, where it shows any of it."""
        reload = getattr(self.screen, "reload", None)
        if reload is not None:
            self.call_later(reload)

    # -- for those who write packs

    def above(self, _screen: Screen[None]) -> "Iterable[Widget]":
        """What stands between the heading and the body of a screen: nothing, but in a preview."""
        return ()

    def may_edit(self, name: str) -> bool:
        """Whether the pack of a full name, or of its id, is one that people write in."""
        from tutor.model.ids import pack_of
        from tutor.services.editors import may_edit

        return may_edit(self.tutor, pack_of(name))

    def edit_item(self, name: str, part: int | str = "") -> None:
        """Open an item or a question in the person's editor, then read what was changed."""
        from tutor.services.editors import spot_of
        from tutor.tui.editing import edit

        with self.calmly():
            if edit(self, spot_of(self.tutor, name, part)):
                self.packs.reload()

    # -- looking up

    def action_look_up(self) -> None:
        """The last look-up as it was, to go on from or to type over."""
        from tutor.tui.screens.aid import AidScreen
        from tutor.tui.screens.lookup import LookupScreen

        if isinstance(self.screen, LookupScreen):
            return
        self.packs.check_soon()
        screen = LookupScreen(*self.looked_up)
        if isinstance(self.screen, AidScreen) and self.screen.question is not None:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def action_interrupt(self) -> None:
        self.exit(return_code=Exit.INTERRUPTED)


def run_app(tutor: Tutor, first: "Callable[[TutorApp], None] | None" = None) -> int:
    """Show Today on the whole screen, in front of it what `first` opens; the exit code. The caller closes `tutor`."""
    app = TutorApp(tutor, first)
    app.run()
    return app.return_code or int(Exit.DONE)


def run_preview(preview: "Preview", first: str) -> int:
    """Show a pack as a learner sees it, `first` one file of it or ""; the exit code. The caller closes `preview`."""
    from tutor.tui.preview import PreviewApp

    app = PreviewApp(preview, first)
    app.run()
    return app.return_code or int(Exit.DONE)
