"""The one door from pack text to the screen: what a pack says becomes `Content`, never markup and never control codes.

Colours are named by theme variables (`themes.py`), so that text follows a change of theme by itself.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content, Span

if TYPE_CHECKING:
    from tutor.model.text import Runs

# The values of model.text.Style: importing the model costs 20 ms that the first screen does without.
_STRONG, _EMPHASIS, _CODE, _STRUCK, _BLANK = 1, 2, 4, 8, 16

LOOKS: dict[int, str] = {
    _STRONG: "bold",
    _EMPHASIS: "italic",
    _CODE: "$code",
    _STRUCK: "strike",
    _BLANK: "bold $accent",
}
LINK = "underline $link"
CHOSEN_LINK = "reverse bold $link"
EMPTY_BLANK = "_____"

# Control characters (but tab and newline), and those that turn the direction of writing: they could fake what is shown.
_FORBIDDEN = dict.fromkeys(
    [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "�"
)


class Links:
    """Collects the targets of links while text is drawn; the one numbered `chosen` is drawn as chosen (-1: none)."""

    def __init__(self, chosen: int = -1) -> None:
        self.targets: list[str] = []
        self._chosen = chosen
        self._open = False

    def look(self, target: str) -> str:
        """The look of a run that links to `target`; neighbouring runs with one target are one link."""
        if not (self._open and self.targets[-1] == target):
            self.targets.append(target)
        self._open = True
        return CHOSEN_LINK if len(self.targets) - 1 == self._chosen else LINK

    def interrupt(self) -> None:
        """What follows belongs to another link."""
        self._open = False


def safe(text: str) -> str:
    """Text without control characters."""
    return text.translate(_FORBIDDEN)


def plain(text: str, look: str = "") -> Content:
    """Text as it is, for titles and the like; `look` is a style such as "bold $accent"."""
    text = safe(text)
    return Content(text, [Span(0, len(text), look)] if look and text else None)


def content(runs: "Runs", *, links: Links | None = None, blanks: Sequence[str] = ()) -> Content:
    """Runs as styled text. `blanks` fill a cloze's hidden parts in their order; missing or empty ones stay lines."""
    text = ""
    spans: list[Span] = []
    for run in runs:
        piece = _blank(run.text, blanks) if run.style & _BLANK else run.text
        piece = safe(piece)
        if not piece:
            continue
        start, text = len(text), text + piece
        spans += [Span(start, len(text), look) for bit, look in LOOKS.items() if run.style & bit]
        if links is not None and not run.link:
            links.interrupt()
        if run.link:
            spans.append(Span(start, len(text), links.look(run.link) if links is not None else LINK))
    if links is not None:
        links.interrupt()
    return Content(text, spans)


def _blank(number: str, blanks: Sequence[str]) -> str:
    place = int(number) - 1 if number.isdecimal() else -1
    return (blanks[place] if 0 <= place < len(blanks) else "") or EMPTY_BLANK
