"""A preview's own screens: what is in the pack, what is wrong, and a file of which nothing can be shown."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.model.problems import Problem
from tutor.services.previewing import FileRow
from tutor.tui.screens.library import many
from tutor.tui.text import content, plain
from tutor.tui.widgets.blocks import Leaf
from tutor.tui.widgets.heading import BACK, TutorScreen
from tutor.tui.widgets.layout import NOTHING, Prose
from tutor.tui.widgets.reading import ReadingPane
from tutor.tui.widgets.rows import BLANK, Entry, Row, Rows, note, scrolled

if TYPE_CHECKING:
    from tutor.services.excerpts import Excerpts
    from tutor.tui.preview import PreviewApp

PARTS = (
    ("lesson", "Lessons"),
    ("aid", "Aids"),
    ("drill", "Drills"),
    ("lab", "Labs"),
    ("quiz", "Quizzes"),
    ("path", "Paths"),
    ("claims", "Claims"),
)
PACK_FILE = "pack.yaml"


class PreviewScreen(TutorScreen):
    """A screen that only a preview has."""

    app: "PreviewApp"


class PreviewContents(PreviewScreen):
    """The pack: every file with its item, and how much is wrong with it. Enter shows one as a learner sees it."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "show", id="preview.show", tooltip="Show it as a learner sees it"),
        Binding("E", "edit", "edit", id="edit", tooltip="Edit: open what is chosen in your editor"),
    ]

    def heading(self) -> tuple[str, str]:
        pack = self.app.preview.pack
        return pack.title if pack else "Not a pack yet", "preview"

    def body(self) -> Iterable[Widget]:
        yield scrolled(Rows(*self._entries()))

    def on_screen_resume(self) -> None:
        self.call_later(self._come_back)

    def _come_back(self) -> None:
        """What was shown last is chosen."""
        self.reload()
        if self.app.shown_last:
            self.query_one(Rows).choose(self.app.shown_last)

    def reload(self) -> None:
        """Draw again from what the files hold now."""
        self.query_one(Rows).show(self._entries())
        self.refresh_heading()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "enter":
            return bool(self.app.preview.files())
        return super().check_action(action, parameters)

    async def action_enter(self) -> None:
        path = self.query_one(Rows).chosen
        if path:
            await self.app.show_file(path, here=True)

    async def on_rows_picked(self) -> None:
        await self.action_enter()

    def action_edit(self) -> None:
        self.app.edit_file(self.query_one(Rows).chosen or PACK_FILE)

    def _entries(self) -> list[Entry]:
        entries: list[Entry] = []
        with self.app.calmly():
            entries += self._lines()
        return entries

    def _lines(self) -> Iterator[Entry]:
        preview = self.app.preview
        pack = preview.pack
        if pack is not None:
            yield note(f"{pack.id}   version {pack.version}")
            yield from (note(text, "") for text in (pack.about, f"For: {pack.audience}" * bool(pack.audience)) if text)
        yield from (_problem_note(problem) for problem in preview.problems_at(PACK_FILE))
        files = preview.files()
        for kind, title in PARTS:
            rows = [row for row in files if row.kind == kind]
            if rows:
                yield BLANK
                yield note(title, "bold $accent")
                yield from (self._row(row) for row in rows)
        if not files:
            yield BLANK
            yield note("Nothing is in it yet: tutor new lesson writes a first one.", "")

    def _row(self, row: FileRow) -> Row:
        problems = self.app.preview.problems_at(row.path)
        errors = sum(problem.is_error for problem in problems)
        if errors:
            right = plain(f"✗ {many(errors, 'error')}", "$wrong")
        elif problems:
            right = plain(f"! {many(len(problems), 'warning')}", "$warning")
        else:
            right = NOTHING
        title = plain(row.title) if row.title else plain(row.path)
        return Row(row.path, title, right)


class BrokenScreen(PreviewScreen):
    """A file without anything to show a learner: what is wrong with it, in its place; of claims, what they say."""

    AUTO_FOCUS = "ReadingPane"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("E", "edit", "edit", id="edit", tooltip="Edit: open it at the first of these lines"),
        BACK,
    ]

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path

    def heading(self) -> tuple[str, str]:
        return self._path, "preview"

    def body(self) -> Iterable[Widget]:
        yield ReadingPane(*self._leaves())

    async def reload(self) -> None:
        """Draw again from what was found since."""
        pane = self.query_one(ReadingPane)
        with self.app.batch_update():
            await pane.remove_children()
            await pane.mount(*self._leaves())

    def action_edit(self) -> None:
        self.app.edit_file(self._path)

    def _leaves(self) -> list[Widget]:
        preview = self.app.preview
        claims = [claim for claim in preview.claims() if claim.place.path == self._path]
        if claims:
            return [_words(content(claim.says), plain("• ", "$accent")) for claim in claims]
        errors = [problem for problem in preview.problems_at(self._path) if problem.is_error]
        if not errors:
            return [_words(plain("There is nothing in it to show.", "$quiet"))]
        from tutor.services.excerpts import Excerpts  # it reads files of packs

        excerpts = Excerpts(preview.folder)
        first = _words(plain("It cannot be shown until this is mended:", "bold"))
        return [first, *(leaf for problem in errors for leaf in _problem_leaves(problem, excerpts))]


class ProblemsScreen(PreviewScreen):
    """Everything that is wrong with the pack; enter opens the editor there."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,E", "edit", "edit", id="edit", tooltip="Open it in your editor, at this line"),
        BACK,
    ]

    def __init__(self, path: str) -> None:
        """`path`: the file that was on screen; its problems go first."""
        super().__init__()
        self._path = path
        self._problems: dict[str, Problem] = {}  # by what stays the same when others come in between

    def heading(self) -> tuple[str, str]:
        return "What is wrong", "tutor explain tells more"

    def body(self) -> Iterable[Widget]:
        yield scrolled(Rows(*self._entries()))

    def reload(self) -> None:
        """Draw again from what was found since."""
        self.query_one(Rows).show(self._entries())
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "edit":
            return bool(self._problems)
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        problem = self._problems[self.query_one(Rows).chosen]
        self.app.edit_file(problem.place.path, problem.place.line)

    def on_rows_picked(self) -> None:
        self.action_edit()

    def _entries(self) -> list[Entry]:
        found = self.app.preview.problems_at()
        ordered = sorted(found, key=lambda problem: problem.place.path != self._path)
        self._problems = {f"{problem.place} {problem.code}": problem for problem in ordered}
        if not self._problems:
            return [note("Nothing is wrong." if self.app.preview.looked_over else "Looking …", "")]
        return [_problem_row(key, problem) for key, problem in self._problems.items()]


def _problem_row(key: str, problem: Problem) -> Row:
    look = "$wrong" if problem.is_error else "$warning"
    title = Content.assemble(plain(f"{problem.code} ", look), plain(problem.message))
    below = f"{problem.place}{' · ' * bool(problem.hint)}{problem.hint}"
    return Row(key, title, NOTHING, plain(below, "$quiet"))


def _problem_note(problem: Problem) -> Entry:
    return note(f"{'✗' if problem.is_error else '!'} {problem}", "$wrong" if problem.is_error else "$warning")


def _problem_leaves(problem: Problem, excerpts: "Excerpts") -> Iterator[Widget]:
    place = problem.place
    where = plain(f"{place.line}:{place.column} ", "$quiet")
    yield _words(Content.assemble(where, plain(f"{problem.code} ", "$wrong"), plain(problem.message)), apart=True)
    excerpt = excerpts.of(problem)
    if excerpt:
        yield _words(plain(excerpt.line, "$code"), plain("  "))
        yield _words(plain(" " * excerpt.before + "^", "bold $wrong"), plain("  "))
    if problem.hint:
        yield _words(plain(problem.hint), plain("→ ", "$right"))


def _words(text: Content, lead: Content = NOTHING, *, apart: bool = False) -> Leaf:
    rest = Content(" " * lead.cell_length)
    return Leaf(lambda _: Prose(text, lead, rest, NOTHING if apart else None))
