"""Library: the packs you have, their state, and what is in each."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.model.events import PackState
from tutor.services.packs import PackView, change_pack, pack_views
from tutor.tui.text import plain
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Entry, Row, Rows, note, scrolled

if TYPE_CHECKING:
    from textual.command import Provider

    from tutor.services.installed import Installed

STATES: dict[PackState | None, tuple[str, str, str]] = {  # sign, word, look
    PackState.STARTED: ("●", "started", "$right"),
    PackState.PAUSED: ("‖", "paused", "$accent"),
    PackState.STOPPED: ("■", "stopped", "$quiet"),
    None: ("○", "not started", "$quiet"),
}
CHANGED: dict[PackState, str] = {
    PackState.STARTED: "{title} is started: its lessons and reviews come on Today.",
    PackState.PAUSED: "{title} is paused: nothing new from it; its reviews go on.",
    PackState.STOPPED: "{title} is stopped: neither lessons nor reviews. What you know of it is kept.",
}


def _commands() -> "type[Provider]":
    from tutor.tui.screens.pack_changes import PackCommands

    return PackCommands


class PackScreen(TutorScreen):
    """What the library and an open pack share: the keys that change a pack's state, or what is installed of it."""

    COMMANDS: ClassVar[set[Any]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "open", id="pack.open", tooltip="Open what is chosen"),
        Binding(
            "s",
            "change('started')",
            "start",
            id="pack.start",
            tooltip="Start the pack: its lessons and reviews come on Today",
        ),
        Binding("z", "change('paused')", "pause", id="pack.pause", tooltip="Pause it: nothing new, its reviews go on"),
        Binding(
            "x", "change('stopped')", "stop", id="pack.stop", tooltip="Stop it: neither; what you know of it is kept"
        ),
        Binding(
            "b",
            "roll_back",
            "go back a version",
            show=False,
            id="pack.back",
            tooltip="Go back to the version before its update",
        ),
        Binding(
            "d",
            "remove_pack",
            "remove",
            show=False,
            id="pack.remove",
            tooltip="Remove it: its files go, what you know stays",
        ),
    ]

    def pack(self) -> PackView | None:
        """The pack that the keys are about."""
        raise NotImplementedError

    def installed(self) -> "Installed | None":
        """The same pack where it was installed; None for one that ships, or was put there by hand."""
        from tutor.services.installed import installed_at

        view = self.pack() if self.is_mounted else None
        return installed_at(self.app.tutor.where, view.row.folder) if view is not None else None

    def gone(self) -> None:
        """The pack is being removed."""

    def reload(self) -> None:
        """Draw again from what is known now."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "change":
            view = self.pack() if self.is_mounted else None
            wanted = PackState(str(parameters[0]))
            begun = view is not None and view.state in (PackState.STARTED, PackState.PAUSED)
            return view is not None and view.state is not wanted and (begun or wanted is PackState.STARTED)
        if action in ("remove_pack", "roll_back"):
            installed = self.installed()
            return installed is not None and (action == "remove_pack" or installed.before is not None)
        return super().check_action(action, parameters)

    def action_change(self, state: str) -> None:
        view = self.pack()
        if view is None:
            return
        with self.app.calmly():
            changed = change_pack(self.app.tutor, view.row.id, PackState(state))
            self.app.say(CHANGED[PackState(state)].format(title=changed.row.title))
            self.reload()
            self.refresh_bindings()

    def action_remove_pack(self) -> None:
        from tutor.tui.screens.pack_changes import RemoveScreen

        view, installed = self.pack(), self.installed()
        if view is not None and installed is not None:
            self.app.push_screen(RemoveScreen(installed, view.row.title, self.gone))

    def action_roll_back(self) -> None:
        from tutor.tui.screens.pack_changes import RollBackScreen

        view, installed = self.pack(), self.installed()
        if view is not None and installed is not None and installed.before is not None:
            self.app.push_screen(RollBackScreen(installed, view.row.title, lambda: None))


class LibraryScreen(PackScreen):
    """All packs, started ones first."""

    AUTO_FOCUS = "Rows"

    def __init__(self) -> None:
        super().__init__()
        self._views: list[PackView] = []
        self._shown_once = False

    def heading(self) -> tuple[str, str]:
        return "Library", "esc back"

    def body(self) -> Iterable[Widget]:
        yield scrolled(Rows(*self._entries()))

    def on_screen_resume(self) -> None:
        if self._shown_once:
            self.reload()
        self._shown_once = True

    def reload(self) -> None:
        self.query_one(Rows).show(self._entries())

    def pack(self) -> PackView | None:
        chosen = self.query_one(Rows).chosen
        return next((view for view in self._views if view.row.id == chosen), None)

    def action_enter(self) -> None:
        view = self.pack()
        if view is not None:
            from tutor.tui.screens.contents import ContentsScreen

            self.app.push_screen(ContentsScreen(view.row.id))

    def on_rows_picked(self) -> None:
        self.action_enter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "enter":
            return bool(self._views)
        return super().check_action(action, parameters)

    def _entries(self) -> list[Entry]:
        with self.app.calmly():
            self._views = pack_views(self.app.tutor)
        return list(_packs(self._views))


def state_words(state: PackState | None) -> Content:
    """A pack's state as a sign and a word."""
    sign, word, look = STATES[state]
    return plain(f"{sign} {word}", look)


def _packs(views: list[PackView]) -> Iterator[Entry]:
    if not views:
        yield note("There is no pack yet.", "")
        yield note("A pack is a folder of text files: tutor pack install takes one in.")
    for view in views:
        yield Row(view.row.id, plain(view.row.title, "bold"), state_words(view.state), plain(_counts(view), "$quiet"))
        yield BLANK


def _counts(view: PackView) -> str:
    row = view.row
    parts = [f"{view.lessons_read} of {many(row.lessons, 'lesson')} read"]
    if view.learnt:
        parts.append(f"{view.learnt} of {many(row.questions, 'question')} learnt")
    else:
        parts.append(many(row.questions, "question"))
    if row.aids:
        parts.append(many(row.aids, "aid"))
    if view.due:
        parts.append(f"{view.due} due")
    if row.problems:
        parts.append(f"! {many(row.problems, 'error')}")
    return " · ".join(parts)


def many(number: int, one: str) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else one + 's'}"
