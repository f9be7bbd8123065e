"""Decision tables: reading them, and finding the cases that no row fits or that two rows answer differently."""

from itertools import product
from math import prod

from tutor.model.items import AidBody, Decision
from tutor.model.text import Table, plain
from tutor.packs.frontmatter import Front
from tutor.packs.markdown import Body, Span
from tutor.packs.source import nearest

ANY = "*"
_MOST_COMBINATIONS = 4096
_MOST_GAPS = 5
_MOST_ROWS = 200  # rows are compared with each other

Row = tuple[str, ...]


def read_decision(body: Body, front: Front) -> tuple[list[Span], AidBody | None, list[Span]]:
    """The first table of an aid, with what stands before and after it."""
    source = body.source
    place = next((index for index, span in enumerate(body.spans) if span.kind == "table"), None)
    if place is None:
        source.report("E314", body.spans[0].line if body.spans else body.first_line)
        return [], None, []
    span = body.spans[place]
    table = body.blocks([span])[0]
    if not isinstance(table, Table):
        return [], None, []
    names = [plain(cell).strip() for cell in table.head]
    answers = _answers(body, front, names)
    if not table.rows:
        source.report("E315", span.line)
    if answers:
        rows = [tuple(plain(cell).strip() for cell in row) for row in table.rows]
        _check_cells(body, span, rows)
        _Checker(body, span, names, answers, rows).check()
    found = Decision(table.head, answers, table.rows)
    return body.spans[:place], found if answers else None, body.spans[place + 1 :]


def _answers(body: Body, front: Front, names: list[str]) -> tuple[int, ...]:
    """The indices of the answer columns; none if they are not told."""
    if "answer" not in front.keys:
        body.source.report("E316", 1, 1, f"answer: [{names[-1]}]")
        return ()
    found: list[int] = []
    for each in front.lists.get("answer", ()):
        if each.text in names:
            found.append(names.index(each.text))
        else:
            hint = nearest(each.text, names) or "columns are " + ", ".join(names)
            body.source.report("E317", each.line, each.column, hint, name=each.text)
    if len(set(found)) == len(names):
        key = front.keys["answer"]
        body.source.report("E318", key.line, key.column)
    return tuple(sorted(set(found)))


def _check_cells(body: Body, span: Span, rows: list[Row]) -> None:
    for index, row in enumerate(rows):
        if "" in row:
            body.source.report("E319", span.line + 2 + index, 1, f"{ANY} is any value")


class _Checker:
    """Compares the rows of a table: each warning names lines, since the first row that fits wins."""

    def __init__(self, body: Body, span: Span, names: list[str], answers: tuple[int, ...], rows: list[Row]) -> None:
        self.source = body.source
        self.line = span.line
        self.asked = [index for index in range(len(names)) if index not in answers]
        self.names = names
        self.cases = [tuple(row[index] for index in self.asked) for row in rows[:_MOST_ROWS]]
        self.told = [tuple(row[index] for index in answers) for row in rows[:_MOST_ROWS]]

    def row_line(self, index: int) -> int:
        return self.line + 2 + index

    def check(self) -> None:
        if not self.asked:
            return
        for later in range(len(self.cases)):
            for earlier in range(later):
                if self.compare(earlier, later):
                    break
        self.find_gaps()

    def compare(self, earlier: int, later: int) -> bool:
        """Reports a row that is never reached (and ends the comparison), or that overlaps with another answer."""
        one, other = self.cases[earlier], self.cases[later]
        if _fits(one, other):
            self.source.report("W304", self.row_line(later), 1, first=self.row_line(earlier))
            return True
        if _fits(other, one) or self.told[earlier] == self.told[later]:
            return False
        if all(a == b or ANY in (a, b) for a, b in zip(one, other, strict=True)):
            both = tuple(b if a == ANY else a for a, b in zip(one, other, strict=True))
            if not any(_fits(self.cases[first], both) for first in range(earlier)):
                self.source.report("W305", self.row_line(later), 1, first=self.row_line(earlier))
        return False

    def find_gaps(self) -> None:
        """Reports combinations of values seen in the columns that no row fits."""
        values = [sorted({case[column] for case in self.cases} - {ANY}) or [ANY] for column in range(len(self.asked))]
        if prod(len(seen) for seen in values) > _MOST_COMBINATIONS:
            return
        found = 0
        for case in product(*values):
            if not any(_fits(row, case) for row in self.cases):
                found += 1
                if found > _MOST_GAPS:
                    return
                what = ", ".join(
                    f"{self.names[column]} {value}" for column, value in zip(self.asked, case, strict=True)
                )
                self.source.report("W303", self.line, 1, "add a row", what=what)


def _fits(row: Row, case: Row) -> bool:
    """Whether a row fits every case that `case` stands for."""
    return all(mine in (ANY, its) for mine, its in zip(row, case, strict=True))
