"""The app of `tutor preview`: one pack, its files shown as a learner sees them, and again when they are saved."""

import os
from asyncio import to_thread
from collections.abc import Callable, Iterable
from threading import Event, Thread
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.model.items import Aid, Lesson, Quiz
from tutor.services.editors import Spot
from tutor.services.previewing import FileRow, Preview, Saved
from tutor.services.using import Question, Use
from tutor.tui.app import TutorApp
from tutor.tui.editing import edit
from tutor.tui.screens.backed import NOT_EDITED
from tutor.tui.screens.preview import BrokenScreen, PreviewContents, ProblemsScreen
from tutor.tui.warming import warm_up
from tutor.tui.widgets.aids.procedure import ProcedurePane
from tutor.tui.widgets.findings import Findings

PACK_FILE = "pack.yaml"
_QUIET = 10  # ms without a write after which a save is shown; one that goes on is shown again
_SOON = (  # what the first save may lead to
    "tutor.tui.screens.preview_study",
    "tutor.tui.screens.preview_drill",
    "tutor.tui.screens.aid",
    "tutor.tui.screens.reader",
    "tutor.tui.widgets.answers.choice",
    "tutor.tui.widgets.answers.typed",
    "tutor.tui.highlighting",
    "tutor.services.rehearsing",
    "fsrs",
)
_ABSENT = frozenset(("look_up", "open", "undo", "command_palette"))  # of the learner's own house


class PreviewApp(TutorApp):
    """`first` is the file to show at once, as a path in the pack; "" shows what is in it."""

    takes_replies: ClassVar[bool] = False  # whoever writes it is the author
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "reload", "read again", show=False, id="reload", tooltip="Read what was saved"),
        Binding("q", "quit", "leave", show=False, id="quit", tooltip="Leave; nothing that you did here is kept"),
        Binding(
            "exclamation_mark", "problems", "what is wrong", show=False, id="preview.problems", tooltip="What is wrong"
        ),
    ]

    def __init__(self, preview: Preview, first: str = "") -> None:
        super().__init__(preview.tutor)
        self.preview = preview
        self.shown_last = ""  # a file, as a path in the pack
        self._first_file = first
        self._files: WeakKeyDictionary[Screen[Any], str] = WeakKeyDictionary()  # what each screen shows
        self._leaving = Event()
        self._stale = Event()  # something was saved since everything was looked over
        self._threads: list[Thread] = []

    def get_default_screen(self) -> Screen[None]:
        return PreviewContents()

    async def on_mount(self) -> None:  # type: ignore[override]  # the base class's runs too
        if self._first_file:
            await self.show_file(self._first_file)

    async def on_unmount(self) -> None:
        """Nobody reads the pack any more when this is over: then its house may be closed."""
        self._leaving.set()
        self._stale.set()
        for thread in self._threads:
            await to_thread(thread.join)

    def _warm_up(self) -> None:
        self._begin(self._watch)

    def _begin(self, do: Callable[[], None]) -> None:
        """Do something in a thread."""
        thread = Thread(target=do, name="saves", daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _ABSENT:
            return False
        if action == "problems":
            return not isinstance(self.screen, ProblemsScreen)
        return super().check_action(action, parameters)

    # -- what is saved: in a thread

    def _watch(self) -> None:
        """Look everything over, then after each save read what changed."""
        from tutor.services.watching import each_save

        try:
            saves = each_save([self.preview.folder], self._leaving, _QUIET)
        except TutorError as error:
            self.from_thread(self._cannot_watch, error)
            saves = iter(())
        self._begin(self._look_over)
        for _ in saves:
            self._read()

    def _cannot_watch(self, error: TutorError) -> None:
        self.say(f"It does not jump to what you save, but F5 reads it: {error.message}.\n{error.hint}", seconds=20)

    def _read(self) -> None:
        try:
            saved = self.preview.update()
        except TutorError as error:
            self.from_thread(self.trouble, error)
            return
        if saved:
            self.from_thread(self._saved, saved[-1])
            self._stale.set()

    def _look_over(self) -> None:
        """Find all that is wrong, at first and after each save. That takes its time, and no save waits for it."""
        warm_up(_SOON, lambda: not self._leaving.is_set())
        while True:
            self._stale.clear()
            if self._leaving.is_set():
                return
            try:
                self.preview.look_over()
            except TutorError as error:
                self.from_thread(self.trouble, error)
            else:
                self.from_thread(self._tell)
            self._stale.wait()

    def action_reload(self) -> None:
        """Read what was saved; what watches for saves does it by itself."""
        self._begin(self._read)

    # -- what is on screen

    def above(self, screen: Screen[None]) -> Iterable[Widget]:
        path = self._files.get(screen)
        if path is not None:
            told = isinstance(screen, BrokenScreen)  # it tells them itself
            yield Findings(path, self.preview.problems_at(path), complete=self.preview.looked_over, brief=told)

    async def _saved(self, saved: Saved) -> None:
        """Jump to the file that was just saved."""
        self.tutor.forget_gone()
        if not self.screen_stack:
            return  # it is being left
        await self.show_file(saved.path, saved.at)

    def _tell(self) -> None:
        """Say what is wrong now."""
        for screen in self.screen_stack:
            for findings in screen.query(Findings):
                findings.show(self.preview.problems_at(self._files[screen]), complete=self.preview.looked_over)
        if isinstance(self.screen, PreviewContents | BrokenScreen | ProblemsScreen):
            self.call_later(self.screen.reload)

    async def show_file(self, path: str, at: int = -1, *, here: bool = False) -> None:
        """Show a file of the pack in place of what is shown, or `here`: in front of it. `at`: see Saved.

        A file that is shown already stays where it was as long as nothing else in it was changed.
        """
        before = next((one for one in reversed(self.screen_stack) if self._files.get(one) == path), None)
        row = self.preview.row_at(path)
        if path == PACK_FILE or row is None:
            self.action_home()
            self.call_later(self.changed)
            return
        with self.calmly():
            screen = self._screen_of(row, at, before)
            self._files[screen] = self.shown_last = path
            if here:
                await self.push_screen(screen)
                return
            while len(self.screen_stack) > 2:
                self.pop_screen()
            scrolled, step = _scrolled(before) if at < 0 else 0, at if at >= 0 else _step(before)
            await (self.switch_screen(screen) if len(self.screen_stack) == 2 else self.push_screen(screen))
            if step > 0:
                _go(screen, step)
            if scrolled:
                self.call_after_refresh(_scroll, screen, scrolled)

    def _screen_of(self, row: FileRow, at: int, before: Screen[Any] | None) -> Screen[None]:
        from tutor.tui.screens.aid import AidScreen
        from tutor.tui.screens.lab import LabScreen
        from tutor.tui.screens.preview_drill import DrillPreview
        from tutor.tui.screens.preview_study import StudyPreview
        from tutor.tui.screens.reader import ReaderScreen

        if not row.name:
            return BrokenScreen(row.path)
        if row.kind == "drill":
            standing = before.standing if isinstance(before, DrillPreview) else None
            return DrillPreview(row.name, at, standing)
        if row.kind == "lab":
            return LabScreen(row.name)
        item = self.tutor.catalog.item(row.name)
        if isinstance(item, Aid):
            Use(self.preview.where, item, Question("", 0)).end()  # what was ticked when it was shown last
            return AidScreen(item)
        if isinstance(item, Quiz) and not item.questions:
            return BrokenScreen(row.path)
        if isinstance(item, Lesson | Quiz):
            from tutor.services.broken import broken_in
            from tutor.services.rehearsing import Rehearsal

            rehearsal = Rehearsal(self.tutor, item, broken_in(self.preview.folder, item))
            known = before.rehearsal.headings if isinstance(before, StudyPreview) else set()
            if before is not None and rehearsal.go_to_broken(known):
                pass  # it was just broken
            elif at >= 0:
                rehearsal.go(rehearsal.step_of(at))
            elif isinstance(before, StudyPreview):
                rehearsal.go(before.place)
            return StudyPreview(rehearsal)
        return ReaderScreen(row.name)

    def action_problems(self) -> None:
        self.push_screen(ProblemsScreen(self._files.get(self.screen, PACK_FILE)))

    def _open_item(self, name: str) -> None:
        path = self.preview.path_of(name)
        if path:
            self.call_later(self.show_file, path, here=True)
        else:
            self.say(f"{name} is not in this pack.")

    # -- to the editor

    def edit_item(self, name: str, part: int | str = "") -> None:
        from tutor.services.editors import spot_of

        with self.calmly():
            spot = spot_of(self.tutor, name, part)
            inside = self.preview.inside(spot.path)
            error = next((one for one in self.preview.problems_at(inside) if one.is_error), None)
            self._edit(Spot(spot.path, error.place.line) if error else spot)

    def edit_file(self, path: str, line: int = 0) -> None:
        """Open a file of the pack in the editor: at a line, else at its first error."""
        if self.preview.is_installed:
            self.say(NOT_EDITED)
            return
        problems = self.preview.problems_at(path)
        first = problems[0].place.line if problems else 1
        self._edit(Spot(os.path.join(self.preview.folder, path), line or first))

    def _edit(self, spot: Spot) -> None:
        if edit(self, spot):
            self.action_reload()


def _scrolled(screen: Screen[Any] | None) -> int:
    """How far down a screen is scrolled, in lines."""
    body = next(iter(screen.query(".body")), None) if screen is not None else None
    return body.scroll_offset.y if body is not None else 0


def _step(screen: Screen[Any] | None) -> int:
    """The step of a procedure that is on screen, 0 elsewhere."""
    return next((pane.place for pane in screen.query(ProcedurePane)), 0) if screen is not None else 0


def _go(screen: Screen[Any], step: int) -> None:
    for pane in screen.query(ProcedurePane):
        pane.go(step)


def _scroll(screen: Screen[Any], lines: int) -> None:
    for body in screen.query(".body"):
        body.scroll_to(y=lines, animate=False)
