"""News: what came new into the packs since you last looked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.tui.screens.library import many
from tutor.tui.text import plain
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Entry, Row, Rows, note, scrolled

if TYPE_CHECKING:
    from tutor.services.news import News, PackNews

MOST = 200  # lines of changes
SIGNS = {"+": ("+ new", "$right"), "~": ("~ changed", "$accent"), "-": ("- gone", "$quiet")}


class NewsScreen(TutorScreen):
    """Packs with what is new in each. Having been here counts as having looked."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "open", id="news.open", tooltip="Open the chosen pack"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._news: News | None = None

    def heading(self) -> tuple[str, str]:
        return "News", "esc back"

    def body(self) -> Iterable[Widget]:
        from tutor.services.news import mark_seen, news  # brings what reads packs with it

        if self._news is None:
            with self.app.calmly():
                self._news = news(self.app.tutor)
                mark_seen(self.app.tutor)
        yield scrolled(Rows(*(_entries(self._news) if self._news else ())))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "enter":
            return self._chosen() != ""
        return super().check_action(action, parameters)

    def action_enter(self) -> None:
        pack = self._chosen()
        if pack:
            from tutor.tui.screens.contents import ContentsScreen

            self.app.push_screen(ContentsScreen(pack))

    def on_rows_picked(self) -> None:
        self.action_enter()

    def _chosen(self) -> str:
        return self.query_one(Rows).chosen if self.is_mounted else ""


def _entries(news: "News") -> Iterator[Entry]:
    if not news.packs:
        yield note(f"Nothing new since {news.since}." if news.since else "Nothing new.", "")
        yield note("tutor pack update asks where your packs came from.")
    left = MOST
    for one in news.packs:
        versions = one.version if one.before is None else f"{one.before} → {one.version}"
        about = _counts(one)
        yield Row(one.pack, plain(one.title, "bold"), plain(versions, "$quiet"), plain(about, "$quiet"))
        for change in one.changes[:left] if one.before is not None else ():
            word, look = SIGNS[change.sign]
            yield note(f"{word}  {change.title or change.id}  ({change.kind})", look, indent=2)
            left -= 1
        yield BLANK
    if left <= 0:
        yield note("tutor news --json tells all of it.")


def _counts(one: "PackNews") -> str:
    if one.before is None:
        return f"a new pack · {many(len(one.changes), 'item')}"
    kinds = Counter(change.sign for change in one.changes)
    parts = [f"{kinds[sign]} {word[2:]}" for sign, (word, _) in SIGNS.items() if kinds[sign]]
    return " · ".join(parts) or "another version of it"
