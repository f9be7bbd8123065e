"""Answering a decision table by questions: which rows still fit, and what to ask next. The first row that fits wins."""

from dataclasses import dataclass

from tutor.model.items import Decision
from tutor.model.text import plain

ANY = "*"
_YES_NO = {"yes", "no"}  # beside which there is nothing else
NONE_OF_THESE = ""  # as an answer: a value that stands in no row, so that only a row with `*` fits

Answers = tuple[tuple[int, str], ...]  # (column, value), in the order given


@dataclass(frozen=True, slots=True)
class Asked:
    """What to ask next: one column's `values`, as the rows that fit have them. `other`: none of these may fit too."""

    column: int
    values: tuple[str, ...]
    other: bool


def fitting(table: Decision, answers: Answers) -> tuple[int, ...]:
    """The indices of the rows that fit these answers."""
    return tuple(
        number
        for number in range(len(table.rows))
        if all(value_at(table, number, column) in (ANY, value) for column, value in answers)
    )


def next_asked(table: Decision, answers: Answers) -> Asked | None:
    """The question that is left, None when the first row that fits wins whatever else holds, or none fits.

    A column in which all of these rows say the same tells nothing apart: it is read as a condition, not asked.
    """
    rows = fitting(table, answers)
    given = {column for column, _ in answers}
    open_columns = [n for n in range(len(table.columns)) if n not in given and n not in table.answers]
    if len(rows) < 2 or all(value_at(table, rows[0], column) == ANY for column in open_columns):
        return None
    for column in open_columns:
        seen = list(dict.fromkeys(value_at(table, row, column) for row in rows))
        if len(seen) > 1:
            values = tuple(value for value in seen if value != ANY)
            return Asked(column, values, ANY in seen and {value.lower() for value in values} != _YES_NO)
    return None


def value_at(table: Decision, row: int, column: int) -> str:
    """What a cell says, as plain text."""
    return plain(table.rows[row][column]).strip()
