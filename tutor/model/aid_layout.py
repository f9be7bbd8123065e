"""A job aid as printed lines (printed.py): what the look-up face shows, laid out when the catalog is built."""

from collections.abc import Iterator
from typing import Literal

from tutor.model.items import Aid, Checklist, Decision, Procedure, Reference, Step, Template, Tick
from tutor.model.layout import plain_lines, plain_runs
from tutor.model.printed import CODE, DIM, GOOD, LINK, OFF, STRONG, WARN, WIDE, line
from tutor.model.text import Block, Blocks, Code, Definitions, ListBlock, Paragraph, Runs, Style, Table

KILLER = "! MUST"  # the sign and the word of the line that kills if skipped
_ENDLESS = 100_000
_IS_CODE, _IS_STRONG = int(Style.CODE), int(Style.STRONG)
_LEFT: tuple[Literal[""]] = ("",)


def aid_lines(aid: Aid, width: int = WIDE) -> str:
    """The whole aid for a screen of `width` columns, as it is stored: lines joined by line ends.

    Only tables are laid out for the width; all else is broken when it is printed.
    """
    parts = [[line(f"{STRONG}{aid.title}{OFF}", 0)]]
    parts[0] += _condition("When", aid.when) + _condition("Not when", aid.not_when)
    if aid.requires:
        parts[0].append(line(f"{DIM}Needs: {', '.join(' '.join(pair) for pair in aid.requires)}{OFF}", 2))
    parts += [_blocks(aid.intro, width), *_body(aid, width), _blocks(aid.outro, width)]
    return f"\n{line('')}\n".join("\n".join(part) for part in parts if part)


def has_table(stored: str) -> bool:
    """Whether there is anything in stored lines that depends on the width they were laid out for."""
    return any(one[0] == " " and one.strip() and CODE not in one for one in stored.split("\n"))


def commands_of(aid: Aid) -> list[tuple[int, str]]:
    """The commands of an aid to be copied, each with its number: of its step or line, else counted; a template's text.

    In an aid with steps, 0 is what stands before or after them.
    """
    found = _commands(aid)
    return found if any(number for number, _ in found) else [(place, text) for place, (_, text) in enumerate(found, 1)]


def _commands(aid: Aid) -> list[tuple[int, str]]:
    match aid.body:
        case Procedure():
            inside = [(n, code.text) for n, step in enumerate(aid.body.steps, 1) for code in step.commands]
        case Checklist():
            ticks = [tick for section in aid.body.sections for tick in section]
            inside = [
                (n, text) for n, tick in enumerate(ticks, 1) for text in (*spans(tick.runs), *_codes(tick.detail))
            ]
        case Template():
            return [(0, "\n".join(plain_lines(aid.body.blocks, _ENDLESS)))]
        case Reference():
            entries = aid.body.entries
            found = [text for term, meaning in entries for text in (*spans(term), *commands_in(meaning))]
            inside = [(0, text) for text in dict.fromkeys(found)]
        case Decision():
            cells = [row[column] for row in aid.body.rows for column in aid.body.answers]
            inside = list(dict.fromkeys((0, text) for cell in cells for text in spans(cell)))
    return [(0, text) for text in _codes(aid.intro)] + inside + [(0, text) for text in _codes(aid.outro)]


def _codes(blocks: Blocks) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Code)]


def commands_in(blocks: Blocks) -> list[str]:
    """The commands of a text: what is fenced, and code spans in its paragraphs."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Code):
            found.append(block.text)
        elif isinstance(block, Paragraph):
            found += spans(block.runs)
    return found


def spans(runs: Runs) -> list[str]:
    """The commands in a line: code spans of two words at least."""
    return [run.text for run in runs if run.style & Style.CODE and " " in run.text.strip()]


def _condition(word: str, runs: Runs) -> list[str]:
    return [line(f"{DIM}{word}: {OFF}{_marked(runs)}", 2)] if runs else []


def _body(aid: Aid, width: int) -> Iterator[list[str]]:
    match aid.body:
        case Checklist():
            for number, section in enumerate(aid.body.sections):
                pause = [line(f"{DIM}-- pause here --{OFF}", 0), line("")] if number else []
                yield [*pause, *(text for tick in section for text in _tick(tick, width))]
        case Procedure():
            last = len(str(len(aid.body.steps)))
            for number, step in enumerate(aid.body.steps, 1):
                yield _step(f"{number:>{last}}. ", step, width)
        case Decision():
            yield _table(Table(aid.body.columns, aid.body.rows, _LEFT * len(aid.body.columns)), width, "")
        case Reference():
            yield _blocks((Definitions(aid.body.entries),), width)
        case Template():
            yield _blocks(aid.body.blocks, width)


def _tick(tick: Tick, width: int) -> list[str]:
    sign = f"[ ] {WARN}{KILLER}{OFF} " if tick.killer else "[ ] "
    return [line(f"{sign}{_marked(tick.runs)}", 4), *_blocks(tick.detail, width, "    ")]


def _step(sign: str, step: Step, width: int) -> list[str]:
    indent = " " * len(sign)
    lines = _blocks(step.blocks, width, indent, apart=False) or [line(indent)]
    lines[0] = lines[0][0] + sign + lines[0][1 + len(indent) :]
    lines += [line(f"{indent}{GOOD}=> {_plain(runs)}{OFF}", len(sign) + 3) for runs in step.expect]
    for symptom, way in step.otherwise:
        where = f": {_marked(way)}" if way else ""
        lines.append(line(f"{indent}{WARN}!! {_plain(symptom)}{OFF}{where}", len(sign) + 3))
    return lines


def _plain(runs: Runs) -> str:
    return plain_runs(runs).replace("\n", " ")


def _marked(runs: Runs) -> str:
    """Runs as text with marks for code and strong text; what stands there is the same without colour."""
    parts = []
    for run in runs:
        text, style = run.text, int(run.style)  # plain numbers: a pack has runs by the ten thousand
        if run.link.startswith("tutor:"):
            text = f"{LINK}{text}{LINK}"
        elif style & _IS_CODE or run.link:
            text = plain_runs((run,))
        mark = CODE if style & _IS_CODE else STRONG if style & _IS_STRONG else ""
        parts.append(f"{mark}{text}{OFF}" if mark else text)
    return "".join(parts)


def _blocks(blocks: Blocks, width: int, indent: str = "", *, apart: bool = True) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if lines and apart:
            lines.append(line(""))
        lines += _block(block, width, indent)
    return lines


def _block(block: Block, width: int, indent: str) -> list[str]:
    match block:
        case Paragraph():
            return [line(indent + text, len(indent)) for text in _marked(block.runs).split("\n")]
        case Code():
            return [line(f"{indent}  {CODE}{text}{OFF}") for text in block.text.split("\n")]
        case ListBlock():
            return _list(block, width, indent)
        case Table():
            return _table(block, width, indent)
        case Definitions():
            return [
                text
                for term, meaning in block.entries
                for text in (line(f"{indent}{_marked(term)}", len(indent)), *_blocks(meaning, width, indent + "    "))
            ]
    # Headings, quotes, callouts and rules are rare in an aid, and plain.
    return [line(text, len(text) - len(text.lstrip(" |"))) for text in plain_lines((block,), _ENDLESS, indent)]


def _list(block: ListBlock, width: int, indent: str) -> list[str]:
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start or 0):
        sign = f"{number}. " if block.start is not None else "- "
        if item.ticked is not None:
            sign += "[x] " if item.ticked else "[ ] "
        inside = indent + " " * len(sign)
        inner = _blocks(item.blocks, width, inside, apart=not block.tight) or [line(inside)]
        inner[0] = inner[0][0] + indent + sign + inner[0][1 + len(inside) :]
        lines += inner
    return lines


def _table(table: Table, width: int, indent: str) -> list[str]:
    lines = plain_lines((table,), width, indent)
    beside = len(lines) == len(table.rows) + 2 and set(lines[1]) <= set(" -")
    return [line(text) if beside else line(text, len(indent) + 2) for text in lines]
