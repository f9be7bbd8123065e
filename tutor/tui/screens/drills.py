"""All drills: how it stands with each, and when it comes back."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.services.drilling import COSTS_NOTHING, DrillRow, DrillState, drills
from tutor.tui.text import plain
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Entry, Row, Rows, note, scrolled

STATES: dict[DrillState, tuple[str, str]] = {  # sign, look
    DrillState.NEW: ("○", "$quiet"),
    DrillState.OPEN: ("…", "$accent"),
    DrillState.DUE: ("●", "$accent"),
    DrillState.DONE: ("✓", "$right"),
}


class DrillsScreen(TutorScreen):
    """Enter plays the chosen one, from where it was left."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "play", "play", id="drills.play", tooltip="Play it, from where you left it"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[DrillRow] = []
        self._shown_once = False

    def heading(self) -> tuple[str, str]:
        return "Drills", "esc back"

    def body(self) -> Iterable[Widget]:
        yield scrolled(Rows(*self._entries()))

    def on_screen_resume(self) -> None:
        if self._shown_once:
            self.reload()
        self._shown_once = True

    def reload(self) -> None:
        """Draw again from what is known now."""
        self.query_one(Rows).show(self._entries())
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "play":
            return bool(self._rows)
        return super().check_action(action, parameters)

    def action_play(self) -> None:
        self.app.play(self.query_one(Rows).chosen)

    def on_rows_picked(self) -> None:
        self.action_play()

    def _entries(self) -> list[Entry]:
        with self.app.calmly():
            self._rows = drills(self.app.tutor)
        return list(_lines(self._rows))


def _lines(rows: list[DrillRow]) -> Iterator[Entry]:
    if not rows:
        yield note("None of your packs has a drill.", "")
        return
    yield note(COSTS_NOTHING)
    for row in rows:
        yield BLANK
        yield drill_row(row, row.pack)


def drill_row(row: DrillRow, pack: str = "") -> Row:
    """A drill in a list, its pack named where that is not plain."""
    return Row(row.name, plain(row.title, "bold"), state_words(row.state), plain(_below(row, pack), "$quiet"))


def state_words(state: DrillState) -> Content:
    """A drill's state as a sign and a word."""
    sign, look = STATES[state]
    return plain(f"{sign} {state}", look)


def _below(row: DrillRow, pack: str) -> str:
    """`git-rescue · about 4 min · 1 of 3 endings found · first try passed · comes back Mon 24 Nov`."""
    parts = [pack] if pack else []
    parts.append(f"about {row.minutes} min")
    if row.progress is not None:
        endings = "ending" if row.endings == 1 else "endings"
        parts.append(f"{row.endings_found} of {row.endings} {endings} found")
        first = dict(row.progress.first_tries).get("")
        if first is not None:
            parts.append("first try passed" if first else "first try went wrong")
    if row.returns is not None and row.state is DrillState.DONE:
        parts.append(f"comes back {row.returns:%a} {row.returns.day} {row.returns:%b}")
    return " · ".join(parts)
