"""Help: the keys that work where you were, from the live bindings, and what the program is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from tutor.tui.keys import KeyLine, help_lines
from tutor.tui.text import plain
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Note, Rows, note

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

ABOUT = (
    "You read one idea, answer a question about it, and meet it again just before you would forget.",
    "Every answer is on disk before the next question shows: leave at any time, nothing is lost.",
    "All of it is also there line by line: tutor -h lists the commands.",
)


class HelpScreen(TutorScreen):
    """What can be done where you were."""

    AUTO_FOCUS = "Rows"

    def __init__(self, bindings: "Sequence[ActiveBinding]") -> None:
        super().__init__()
        self._live = bindings

    def heading(self) -> tuple[str, str]:
        return "Keys", "esc back"

    def body(self) -> Iterable[Widget]:
        rows = Rows(*_entries(help_lines(self._live)))
        rows.add_class("body")
        yield rows


def _entries(lines: list[KeyLine]) -> Iterator[Note]:
    for place, title in (("here", "Here"), ("everywhere", "Everywhere")):
        these = [line for line in lines if line.place == place]
        if these:
            yield note(title, "bold $accent")
            yield from (_line(line) for line in these)
            yield BLANK
    yield note("What this is", "bold $accent")
    yield from (note(text, "", indent=2) for text in ABOUT)


def _line(line: KeyLine) -> Note:
    keys = plain(line.keys, "bold")
    gap = " " * max(2, 16 - keys.cell_length)
    tooltip = f"  {line.tooltip}" if line.tooltip and line.tooltip.lower() != line.description.lower() else ""
    return Note(Content.assemble(keys, gap, line.description, (tooltip, "$quiet")), indent=2)
