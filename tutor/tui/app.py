"""The full-screen program: one app that holds the open tutor, its themes and the keys of every screen."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from tutor.errors import Exit, TutorError
from tutor.services.opening import Tutor, keep_copy
from tutor.settings import SettingValue
from tutor.tui.themes import THEMES
from tutor.tui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.widget import Widget

    from tutor.model.items import Aid
    from tutor.services.previewing import Preview
    from tutor.services.study import Sitting
    from tutor.services.using import Question
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


class TutorApp(TypingAhead):
    """The app. `tutor` is the open house; screens are imported when they are opened."""

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
        self._said_until: dict[str, float] = {}  # notices, and when they go away
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
            import gc
            from importlib import import_module

            for module in SOON:
                if not self.is_running:
                    return
                import_module(module)
            # What was imported stays: a full collection that walks over it would show as a pause between two keys.
            gc.freeze()
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

    def study(self, begin: "Callable[[], Sitting]") -> None:
        """Begin a sitting and show it; nothing to ask is said and not shown."""
        from tutor.tui.screens.study import StudyScreen

        with self.calmly():
            sitting = begin()
            if sitting.screen is None:
                self.say("There is nothing to ask now.")
            else:
                self.push_screen(StudyScreen(sitting))

    def play(self, drill: str, *, afresh: bool = False) -> None:
        """Open a drill by its full name, where it was left or `afresh`."""
        from tutor.tui.screens.drill import DrillScreen

        self.push_screen(DrillScreen(drill, afresh=afresh))

    def do_lab(self, lab: str) -> None:
        """Open a lab by its full name."""
        from tutor.tui.screens.lab import LabScreen

        self.push_screen(LabScreen(lab))

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

    def open_link(self, target: str) -> None:
        """A link of a page: an item opens in the reader; an address is shown and copied, never opened unasked."""
        if target.startswith("tutor:"):
            self._open_item(target.removeprefix("tutor:"))
        else:
            self.copy_to_clipboard(target)
            self.say(f"Copied, where your terminal allows it: {target}", seconds=10)

    def _open_item(self, name: str) -> None:
        from tutor.model.items import Aid

        with self.calmly():
            kinds = {row.name: row.kind for row in self.tutor.catalog.items(name.partition("/")[0])}
            if kinds.get(name) == "drill":
                self.play(name)
                return
            if kinds.get(name) == "lab":
                self.do_lab(name)
                return
            item = self.tutor.catalog.item(name) if kinds.get(name) == "aid" else None
            if isinstance(item, Aid):
                self.use_aid(item)
                return
            from tutor.tui.screens.reader import ReaderScreen

            self.push_screen(ReaderScreen(name))

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

    def use_aid(self, aid: "Aid", question: "Question | None" = None, *, instead: bool = False) -> None:
        """Open a job aid to be used, in front of the screen or `instead` of it.

        `question` is what it was looked up by. An aid that another one leads to belongs to the question of that one.
        """
        from tutor.tui.screens.aid import AidScreen

        here = self.screen
        if instead:
            self.switch_screen(AidScreen(aid, question))
        elif isinstance(here, AidScreen):
            self.push_screen(AidScreen(aid, here.question, noted=True))
        else:
            self.push_screen(AidScreen(aid, question))

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
        """A short notice; text is taken as it is. One that is still on screen is not said twice."""
        from tutor.tui.text import safe

        now = monotonic()
        if self._said_until.get(text, 0.0) > now:
            return
        self._said_until[text] = now + seconds
        self.notify(safe(text), severity=severity, timeout=seconds, markup=False)  # type: ignore[arg-type]


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
