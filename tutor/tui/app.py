"""The full-screen program: one app that holds the open tutor, its themes and the keys of every screen."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tutor.errors import Exit, TutorError
from tutor.services.opening import Tutor, open_tutor
from tutor.tui.themes import THEMES

# A shell reports a program that a signal ended as 128 + the signal's number; we leave by ourselves, with the same.
_SIGNALS = (signal.SIGTERM, signal.SIGHUP)
SLOW_SECONDS = 1.0


class TutorApp(App[None]):
    """The app. `tutor` is the open house; screens are imported when they are opened."""

    TITLE = "tutor"
    CSS_PATH = "tutor.tcss"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "keys", id="help", tooltip="The keys that work here"),
        Binding("l", "open('library')", "library", show=False, id="library", tooltip="Your packs: start, pause, read"),
        Binding("p", "open('progress')", "progress", show=False, id="progress", tooltip="What stayed, and what comes"),
        Binding("comma", "open('settings')", "settings", show=False, id="settings", tooltip="Colours and habits"),
        Binding("u", "undo", "take back", show=False, id="undo", tooltip="Take back your newest answer"),
        Binding("colon,ctrl+p", "command_palette", "commands", show=False, id="palette", tooltip="Everything by name"),
        Binding("q", "quit", "leave", show=False, id="quit", tooltip="Leave at once; all is saved"),
        Binding("ctrl+c", "interrupt", show=False, priority=True, system=True, id="interrupt"),
    ]

    def __init__(self, tutor: Tutor) -> None:
        # Without ansi_color NO_COLOR would still send grey in true colour.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.tutor = tutor
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

    def _catch_signals(self) -> None:
        """End in order on SIGTERM and SIGHUP: otherwise the terminal would be left as the screens had it."""
        import asyncio

        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            try:
                loop.add_signal_handler(number, self.exit, None, 128 + number)
            except (ValueError, RuntimeError, NotImplementedError):  # not in the main thread: a test
                return

    # -- going about

    def open_screen(self, name: str) -> None:
        """Show one of the places there are, in front of what is shown; one that is already open comes to the front."""
        from tutor.tui.screens import make

        made = make(name)
        for screen in self.screen_stack:
            if type(screen) is type(made):
                while self.screen is not screen:
                    self.pop_screen()
                return
        self.push_screen(made)

    def action_open(self, name: str) -> None:
        self.open_screen(name)

    def action_help(self) -> None:
        from tutor.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(list(self.screen.active_bindings.values())))

    def action_interrupt(self) -> None:
        self.exit(return_code=Exit.INTERRUPTED)

    # -- what may go wrong

    @contextmanager
    def calmly(self) -> Iterator[None]:
        """Within it, an error that a person can mend is shown with its hint, and the screen stays as it is."""
        try:
            yield
        except TutorError as error:
            self.trouble(error)

    def trouble(self, error: TutorError) -> None:
        """Show what happened and what to do."""
        where = f"{error.where}: " if error.where else ""
        hint = f"\n{error.hint}" if error.hint else ""
        self.say(f"! {where}{error.message}{hint}", severity="error", seconds=12)

    def say(self, text: str, *, severity: str = "information", seconds: float = 5) -> None:
        """A short notice; text is taken as it is."""
        from tutor.tui.text import safe

        self.notify(safe(text), severity=severity, timeout=seconds, markup=False)  # type: ignore[arg-type]


def run_app() -> int:
    """Open the tutor, show it on the whole screen and return the exit code."""
    progress = Waiting()
    tutor = open_tutor(progress=progress.show)
    progress.end()
    try:
        app = TutorApp(tutor)
        app.run()
    finally:
        tutor.close()
    return app.return_code or 0


class Waiting:
    """Says on stderr how far the opening is, when it takes longer than a second."""

    def __init__(self) -> None:
        self._began = monotonic()
        self._said = False

    def show(self, done: int, of: int) -> None:
        """`done` of `of` steps are over."""
        if monotonic() - self._began >= SLOW_SECONDS:
            self._said = True
            sys.stderr.write(f"\rReading your packs: {done} of {of} ")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave a clean line."""
        if self._said:
            sys.stderr.write("\n")
