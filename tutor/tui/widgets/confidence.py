"""How sure are you? Told before the verdict, never asked for twice."""

from textual.content import Content
from textual.widgets import Static

from tutor.model.events import Confidence

SURENESS = (Confidence.GUESS, Confidence.FAIRLY, Confidence.SURE)


class HowSure(Static):
    """One line: `How sure?  1 guess  2 fairly  3 sure`, the chosen one marked. `value` is None until it is told."""

    DEFAULT_CSS = """
    HowSure { height: auto; margin-top: 1; }
    """

    def __init__(self) -> None:
        self.value: Confidence | None = None
        super().__init__(self._line(), classes="quiet")

    def choose(self, confidence: Confidence) -> None:
        """Mark it; the same one again takes the mark back."""
        self.value = None if self.value is confidence else confidence
        self.update(self._line(), layout=False)

    def _line(self) -> Content:
        parts: list[Content] = [Content("How sure?")]
        for number, confidence in enumerate(SURENESS, 1):
            if confidence is self.value:
                parts.append(Content.styled(f" ▸{number} {confidence}", "bold $accent"))
            else:
                parts.append(Content.assemble("  ", (str(number), "$accent"), f" {confidence}"))
        return Content("").join(parts)
