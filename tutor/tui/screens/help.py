"""Help: the keys that work where you were, from the live bindings, and what the program is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.tui.keys import KeyLine, help_lines
from tutor.tui.text import plain
from tutor.tui.widgets.heading import BACK, TutorScreen
from tutor.tui.widgets.rows import BLANK, Entry, Rows, note, scrolled

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
    BINDINGS: ClassVar[list[BindingType]] = [BACK]

    def __init__(self, bindings: "Sequence[ActiveBinding]") -> None:
        super().__init__(classes="-help")
        self._live = bindings

    def heading(self) -> tuple[str, str]:
        return "Keys", ""

    def body(self) -> Iterable[Widget]:
        yield scrolled(Rows(*_entries(help_lines(self._live))))


def _entries(lines: list[KeyLine]) -> Iterator[Entry]:
    column = max((len(line.keys) for line in lines), default=0) + 3
    for place, title in (("here", "Here"), ("everywhere", "Everywhere")):
        these = [line for line in lines if line.place == place]
        if these:
            yield note(title, "bold $accent")
            yield from (_KeyEntry(line, column) for line in these)
            yield BLANK
    yield note("What this is", "bold $accent")
    yield from (note(text, "", indent=2) for text in ABOUT)


@dataclass(frozen=True, slots=True)
class _KeyEntry:
    """The keys at the left, what they do beside them; below them where there is no room."""

    line: KeyLine
    column: int
    key: str = ""

    def lay(self, width: int) -> list[Content]:
        keys, does = plain(self.line.keys, "bold"), plain(self.line.does)
        if width < self.column + 20:
            return [Content("  ") + part for part in [keys, *(Content("  ") + part for part in does.wrap(width - 4))]]
        first, *more = does.wrap(width - self.column - 2)
        indent = Content(" " * (self.column + 2))
        return [
            Content("  ") + keys.pad_right(self.column - keys.cell_length) + first,
            *(indent + part for part in more),
        ]
