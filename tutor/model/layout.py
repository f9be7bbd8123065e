"""Blocks as plain lines of a given width: for pipes, screen readers and look-up. Pure text, no colour, no escapes."""

from itertools import groupby
from unicodedata import combining, east_asian_width

from tutor.model.text import (
    Block,
    Blocks,
    Callout,
    Code,
    Definitions,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Style,
    Table,
)


def cell_width(text: str) -> int:
    """How many terminal cells `text` takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def plain_runs(runs: Runs) -> str:
    """Runs as text that says what style would: code in backticks, addresses after their text, blanks as numbers."""
    return "".join(
        _plain_span(code, list(group)) for code, group in groupby(runs, lambda run: bool(run.style & Style.CODE))
    )


def _plain_span(code: bool, runs: list[Run]) -> str:
    """Neighbours that are all code or none: a cloze blank inside a command does not break its backticks."""
    text = "".join(f"__({run.text})__" if run.style & Style.BLANK else run.text + _address(run) for run in runs)
    return f"`{text}`" if code and "`" not in text else text


def _address(run: Run) -> str:
    """Where a link leads, unless its text says so: an address, or the name of an item that is called by its title."""
    name = run.link.removeprefix("tutor:")
    says_so = run.text in (name, name.rpartition("/")[2]) if name != run.link else run.text == name
    return f" ({name})" if name and not says_so else ""


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap at blanks; `first` begins the first line, `rest` (default: as many blanks) the others; long words stay."""
    rest = " " * cell_width(first) if rest is None else rest
    lines: list[str] = []
    for part in text.split("\n"):
        line, used, empty = first if not lines else rest, cell_width(first if not lines else rest), True
        for word in part.split():
            length = cell_width(word)
            if not empty and used + 1 + length > width:
                lines.append(line)
                line, used, empty = rest, cell_width(rest), True
            line, used, empty = (
                (line + word, used + length, False) if empty else (f"{line} {word}", used + 1 + length, False)
            )
        lines.append(line.rstrip() if empty else line)
    return lines


def plain_lines(blocks: Blocks, width: int = 80, indent: str = "") -> list[str]:
    """Blocks as lines, one empty line between two blocks; `indent` begins every line."""
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines += _block_lines(block, width, indent)
    return lines


def _block_lines(block: Block, width: int, indent: str) -> list[str]:
    match block:
        case Paragraph() | Heading():
            return wrap(plain_runs(block.runs), width, indent, indent)
        case Code():
            return [f"{indent}    {line}".rstrip() for line in block.text.split("\n")]
        case ListBlock():
            return _list_lines(block, width, indent)
        case Table():
            return _table_lines(block, width, indent)
        case Quote():
            return plain_lines(block.blocks, width, indent + "| ")
        case Callout():
            return [f"{indent}{block.kind.capitalize()}:", *plain_lines(block.blocks, width, indent + "  ")]
        case Definitions():
            return _definition_lines(block, width, indent)
        case Rule():
            return [indent + "-" * min(20, width)]


def _list_lines(block: ListBlock, width: int, indent: str) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, start=block.start or 0):
        sign = f"{number}. " if block.start is not None else "- "
        if item.ticked is not None:
            sign += "[x] " if item.ticked else "[ ] "
        inner = plain_lines(item.blocks, width, indent + " " * len(sign)) or [""]
        inner[0] = f"{indent}{sign}{inner[0].strip()}"
        if lines and not block.tight:
            lines.append("")
        lines += inner
    return lines


def _table_lines(block: Table, width: int, indent: str) -> list[str]:
    rows = [[plain_runs(cell) for cell in row] for row in (block.head, *block.rows)]
    columns = [max(cell_width(row[i]) for row in rows) for i in range(len(block.head))]
    if cell_width(indent) + sum(columns) + 2 * (len(columns) - 1) > width:
        return _stacked_lines(rows, width, indent)
    lines = [
        indent + "  ".join(_padded(cell, columns[i], block.align[i]) for i, cell in enumerate(row)) for row in rows
    ]
    lines.insert(1, indent + "  ".join("-" * column for column in columns))
    return [line.rstrip() for line in lines]


def _stacked_lines(rows: list[list[str]], width: int, indent: str) -> list[str]:
    """A table too wide for the screen: one line a cell, headed by its column."""
    lines: list[str] = []
    for row in rows[1:]:
        if lines:
            lines.append("")
        for head, cell in zip(rows[0], row, strict=True):
            lines += wrap(f"{head}: {cell}", width, indent, indent + "  ")
    return lines


def _padded(text: str, width: int, align: str) -> str:
    gap = width - cell_width(text)
    left = gap if align == "right" else gap // 2 if align == "center" else 0
    return " " * left + text + " " * (gap - left)


def _definition_lines(block: Definitions, width: int, indent: str) -> list[str]:
    lines: list[str] = []
    for term, meaning in block.entries:
        lines += wrap(plain_runs(term), width, indent)
        lines += plain_lines(meaning, width, indent + "    ")
    return lines
