"""Small bars made of text, each with its number: a picture that reads as a sentence too."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

BARS = "▁▂▃▄▅▆▇█"
NO_BAR = "·"
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def bar(value: float, top: float) -> str:
    """One cell for `value` where `top` is the highest; nothing is a dot."""
    if value <= 0 or top <= 0:
        return NO_BAR
    return BARS[min(len(BARS) - 1, int(value / top * len(BARS)))]


def number(value: float) -> str:
    """A whole number; what is more than nothing is never told as 0."""
    return str(round(value)) if value >= 0.5 else "<1" if value > 0 else ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar and a number a day, as many days side by side as fit, the others on lines below."""

    days: Sequence[tuple[datetime.date, float]]
    indent: int = 0
    least: float = 1.0  # the top of a scale is never below it
    key: str = ""

    def lay(self, width: int) -> list[Content]:
        """Its lines."""
        top = max([self.least, *(value for _, value in self.days)])
        cells = [self._cell(day, value, top) for day, value in self.days]
        across = max(1, min(7, (width - self.indent + 2) // (max(cell.cell_length for cell in cells) + 2)))
        column = max(cell.cell_length for cell in cells) + 2
        blanks = Content(" " * self.indent)
        rows = [cells[start : start + across] for start in range(0, len(cells), across)]
        return [blanks + Content("").join(cell.pad_right(column - cell.cell_length) for cell in row) for row in rows]

    def _cell(self, day: datetime.date, value: float, top: float) -> Content:
        return Content.assemble(
            (WEEKDAYS[day.weekday()], "$quiet"), " ", (bar(value, top), "$accent"), " ", number(value)
        )
