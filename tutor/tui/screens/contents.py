"""An open pack: what it is about, its lessons, aids and quizzes, and what was left out."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.services.contents import Contents, ItemView, contents
from tutor.services.installed import installed_at
from tutor.services.packs import PackView, learn
from tutor.tui.screens.library import PackScreen, many, state_words
from tutor.tui.text import plain
from tutor.tui.widgets.rows import BLANK, Entry, Note, Row, Rows, key_note, note, scrolled

READ: dict[str, tuple[str, str]] = {
    "read": ("✓ read", "$right"),
    "begun": ("… in the middle", "$accent"),
    "": ("· not yet", "$quiet"),
}
PARTS = (
    ("lesson", "Lessons"),
    ("aid", "Aids, for the middle of a task"),
    ("drill", "Drills, where getting it wrong costs nothing"),
    ("lab", "Labs, with real tools in a scratch folder"),
    ("quiz", "Quizzes"),
    ("path", "Paths"),
)


class ContentsScreen(PackScreen):
    """One pack. Enter reads the chosen lesson, opens the chosen aid, practises the chosen quiz."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", id="contents.add", tooltip="Let its questions come, even while the pack rests"),
        Binding("exclamation_mark", "problems", "show what was left out", show=False, id="contents.problems"),
        Binding("E", "edit", "edit", show=False, id="edit", tooltip="Edit: open what is chosen in your editor"),
    ]

    def __init__(self, pack: str) -> None:
        super().__init__()
        self._pack = pack
        self._contents: Contents | None = None
        self._played: dict[str, Row] = {}
        self._problems_shown = False
        self._shown_once = False

    def heading(self) -> tuple[str, str]:
        return self._contents.view.row.title if self._contents else self._pack, "esc back"

    def body(self) -> Iterable[Widget]:
        yield scrolled(Rows(*self._entries()))

    def on_screen_resume(self) -> None:
        if self._shown_once:
            self.reload()
        self._shown_once = True

    def reload(self) -> None:
        self.query_one(Rows).show(self._entries())

    def pack(self) -> PackView | None:
        return self._contents.view if self._contents else None

    def gone(self) -> None:
        self.action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "add":
            item = self._item()
            return item is not None and not item.added and item.row.kind not in ("drill", "lab")
        if action == "edit":
            return self._item() is not None and self.app.may_edit(self._pack)
        if action == "enter":
            return self._item() is not None
        if action == "problems":
            return bool(self._contents and self._contents.problems)
        return super().check_action(action, parameters)

    def _item(self) -> ItemView | None:
        chosen = self.query_one(Rows).chosen if self.is_mounted else ""
        items = self._contents.items if self._contents else ()
        return next((item for item in items if item.row.name == chosen), None)

    def action_enter(self) -> None:
        if (item := self._item()) is not None:
            self.app.begin(item.row.name)

    def on_rows_picked(self) -> None:
        self.action_enter()

    def action_add(self) -> None:
        item = self._item()
        if item is None:
            return
        with self.app.calmly():
            _, count = learn(self.app.tutor, item.row.name)
            if count:
                self.app.say(f"{many(count, 'question')} of it join your queue.")
            else:
                self.app.say("Nothing asks about it yet, so nothing joins your queue.")
            self.reload()
            self.refresh_bindings()

    def action_edit(self) -> None:
        item = self._item()
        if item is not None:
            self.app.edit_item(item.row.name)

    def action_problems(self) -> None:
        self._problems_shown = not self._problems_shown
        self.reload()
        self.query_one(Rows).action_edge(-1)

    def _entries(self) -> list[Entry]:
        keys: Iterable[Entry] = ()
        with self.app.calmly():
            self._contents = contents(self.app.tutor, self._pack)
            self._played = self._drills(self._contents)
            keys = self._installed_keys(self._contents)
        return list(_lines(self._contents, keys, self._played, self._problems_shown)) if self._contents else []

    def _installed_keys(self, opened: Contents) -> Iterable[Entry]:
        """Notes of the keys that change an installed pack."""
        installed = installed_at(self.app.tutor.where, opened.view.row.folder)
        if installed is None:
            return ()
        from tutor.tui.screens.pack_changes import installed_notes

        return installed_notes(installed)

    def _drills(self, opened: Contents) -> dict[str, Row]:
        """A row for each drill and lab, by its full name."""
        if not opened.of_kind("drill") and not opened.of_kind("lab"):
            return {}
        from tutor.services.drilling import drills
        from tutor.services.labs import labs
        from tutor.tui.screens.drills import drill_row, lab_row

        played = {row.name: drill_row(row) for row in drills(self.app.tutor, self._pack)}
        return played | {row.name: lab_row(row) for row in labs(self.app.tutor, self._pack)}


def _lines(opened: Contents, keys: Iterable[Entry], played: dict[str, Row], problems_shown: bool) -> Iterator[Entry]:
    row = opened.view.row
    yield Note(state_words(opened.view.state) + plain(f"   version {row.version}", "$quiet"))
    if row.about:
        yield note(row.about, "")
    if row.audience:
        yield note(f"For: {row.audience}")
    if opened.origin:
        yield note(opened.origin)
    yield from keys
    yield from _problems(opened, problems_shown)
    for kind, title in PARTS:
        items = opened.of_kind(kind)
        if items:
            yield BLANK
            yield note(title, "bold $accent")
            yield from (played.get(item.row.name) or _row(item) for item in items)


def _problems(opened: Contents, shown: bool) -> Iterator[Entry]:
    errors = sum(problem.is_error for problem in opened.problems)
    if errors and not shown:
        yield note(f"! {many(errors, 'error')}, so something was left out.", "$warning")
        yield key_note("!", "shows what and where", indent=2)
    if shown:
        yield BLANK
        yield from (note(f"! {problem}", "$warning") for problem in opened.problems)


def _row(item: ItemView) -> Row:
    row = item.row
    right = Content("")
    if row.kind == "lesson":
        sign, look = READ[item.state]
        right = plain(f"{row.minutes} min   ", "$quiet") + plain(f"{sign:<15}", look)
    elif row.kind == "quiz":
        right = plain(f"{item.learnt} of {row.questions} learnt", "$quiet")
    elif row.kind == "aid":
        right = plain(row.aid_kind, "$quiet")
    title = plain(row.title)
    return Row(row.name, title + Content.styled("  + queued", "$right") if item.added else title, right)
