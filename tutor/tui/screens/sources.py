"""What backs an item or a question: its sources, and the claims that were run, each with what came out."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.services.sources import Backed
from tutor.services.verified import CHANGED, FAILED, NEVER, PASSED, Proof
from tutor.tui.text import plain
from tutor.tui.widgets.blocks import Leaf
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.layout import NOTHING, Prose
from tutor.tui.widgets.reading import ReadingPane

_SIGNS = {PASSED: ("✓ ", "$right"), FAILED: ("✗ ", "$wrong"), CHANGED: ("! ", "$warning"), NEVER: ("· ", "$quiet")}


class SourcesScreen(TutorScreen):
    """Addresses to read for yourself; none is opened unasked."""

    CSS_PATH = "reader.tcss"
    AUTO_FOCUS = "ReadingPane"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,S", "back", "back", id="sources.back"),
    ]

    def __init__(self, backed: Backed) -> None:
        super().__init__()
        self._backed = backed

    def heading(self) -> tuple[str, str]:
        return "Sources and evidence", "esc back"

    def body(self) -> Iterable[Widget]:
        yield ReadingPane(*_leaves(self._backed))


def _leaves(backed: Backed) -> Iterator[Leaf]:
    yield _line(backed.title, "bold", gap=False)
    yield _line("Sources", "bold $accent")
    for source in backed.sources:
        yield _line(source, lead="• ", gap=False)
    if not backed.sources:
        yield _line("Its author names none.", gap=False)
    read = f"Read by its author on {backed.verified}." if backed.verified else "When they were read is not said."
    yield _line(read, "$quiet", gap=False)
    yield _line("Run on a machine", "bold $accent")
    for proof in backed.proofs:
        yield from _proof(proof)
    if not backed.proofs:
        yield _line("No claim backs it: nothing of it was run.", "$quiet", gap=False)


def _proof(proof: Proof) -> Iterator[Leaf]:
    sign, look = _SIGNS[proof.standing]
    yield _line(proof.says, lead=sign, lead_look=look, gap=False)
    yield _line(proof.told, "$quiet", lead="  ", gap=False)


def _line(text: str, look: str = "", *, lead: str = "", lead_look: str = "$quiet", gap: bool = True) -> Leaf:
    first, rest = plain(lead, lead_look), plain(" " * len(lead))
    return Leaf(lambda _: Prose(plain(text, look), first, rest, NOTHING if gap else None))
