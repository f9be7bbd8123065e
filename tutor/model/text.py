"""Rich text as the catalog keeps it: blocks of runs, ready to be drawn by either face without parsing anything.

Text here is plain data from a pack: already free of control and escape characters, never markup of any widget toolkit.
"""

from dataclasses import dataclass
from enum import IntFlag
from typing import Literal


class Style(IntFlag):
    """How a run looks. `BLANK` is a cloze field: its text is the field's number, counted from 1 within the question."""

    PLAIN = 0
    STRONG = 1
    EMPHASIS = 2
    CODE = 4
    STRUCK = 8
    BLANK = 16


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. A hard line break is the text "\\n".

    `link` is "" or `tutor:PACK/ID` (an item, written `[[id]]`) or an `http:`, `https:` or `mailto:` address.
    """

    text: str
    style: int = 0
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 1..6
    runs: Runs


@dataclass(frozen=True, slots=True)
class Code:
    language: str  # the fence's first word, or ""
    text: str  # without the trailing newline


@dataclass(frozen=True, slots=True)
class ListItem:
    blocks: "Blocks"
    ticked: bool | None = None  # None: not a task box


@dataclass(frozen=True, slots=True)
class ListBlock:
    items: tuple[ListItem, ...]
    start: int | None = None  # None: bullets; else the first number
    tight: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]  # each as long as `head`
    align: tuple[Literal["", "left", "center", "right"], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Callout:
    kind: Literal["note", "tip", "important", "warning", "caution"]  # `> [!WARNING]`
    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Definitions:
    entries: tuple[tuple[Runs, "Blocks"], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block = Paragraph | Heading | Code | ListBlock | Table | Quote | Callout | Definitions | Rule
Blocks = tuple[Block, ...]


def plain(runs: Runs) -> str:
    """The text of runs, without styles; a cloze blank is shown as `____`."""
    return "".join("____" if run.style & Style.BLANK else run.text for run in runs)
