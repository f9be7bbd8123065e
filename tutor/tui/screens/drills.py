"""All drills and labs: how it stands with each, and when it comes back."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.services.drilling import COSTS_NOTHING, DrillRow, DrillState, drills
from tutor.services.labs import LabRow, LabState, labs
from tutor.tui.text import plain
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Entry, Row, Rows, note, scrolled

STATES: dict[DrillState, tuple[str, str]] = {  # sign, look
    DrillState.NEW: ("○", "$quiet"),
    DrillState.OPEN: ("…", "$accent"),
    DrillState.DUE: ("●", "$accent"),
    DrillState.DONE: ("✓", "$right"),
}


LAB_STATES: dict[LabState, tuple[str, str]] = {
    LabState.NEW: ("○", "$quiet"),
    LabState.GOING: ("…", "$accent"),
    LabState.DUE: ("●", "$accent"),
    LabState.DONE: ("✓", "$right"),
    LabState.SEEN: ("·", "$quiet"),
}


class DrillsScreen(TutorScreen):
    """Enter opens the chosen one, where it was left."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "play", "open", id="drills.play", tooltip="It goes on where you left it"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[DrillRow] = []
        self._labs: list[LabRow] = []
        self._shown_once = False

    def heading(self) -> tuple[str, str]:
        return "Drills and labs", "esc back"

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
            return bool(self._rows or self._labs)
        return super().check_action(action, parameters)

    def action_play(self) -> None:
        self.app.open_link(f"tutor:{self.query_one(Rows).chosen}")

    def on_rows_picked(self) -> None:
        self.action_play()

    def _entries(self) -> list[Entry]:
        with self.app.calmly():
            self._rows = drills(self.app.tutor)
            self._labs = labs(self.app.tutor)
        return list(_lines(self._rows, self._labs))


def _lines(drills: list[DrillRow], labs: list[LabRow]) -> Iterator[Entry]:
    if not drills and not labs:
        yield note("None of your packs has a drill or a lab.", "")
        return
    yield note(COSTS_NOTHING)
    for row in drills:
        yield BLANK
        yield drill_row(row, row.pack)
    if labs:
        yield BLANK
        yield note("Labs, with real tools in a scratch folder", "bold $accent")
    for lab in labs:
        yield BLANK
        yield lab_row(lab, lab.pack)


def drill_row(row: DrillRow, pack: str = "") -> Row:
    """A drill in a list, its pack named where that is not plain."""
    return Row(row.name, plain(row.title, "bold"), state_words(row.state), plain(_below(row, pack), "$quiet"))


def lab_row(row: LabRow, pack: str = "") -> Row:
    """A lab in a list, its pack named where that is not plain."""
    sign, look = LAB_STATES[row.state]
    parts = [pack] if pack else []
    if row.progress is not None and row.progress.solved:
        parts.append("solved without help" if row.progress.alone else "solved with help")
    if row.returns is not None and row.state is not LabState.DUE:
        parts.append(f"comes back {row.returns:%a} {row.returns.day} {row.returns:%b}")
    below = plain(" · ".join(parts), "$quiet")
    return Row(row.name, plain(row.title, "bold"), plain(f"{sign} {row.state}", look), below)


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
