"""Filling in a template: `{{name}}` in the text of runs and in fences becomes what was written for that field."""

import re
from collections.abc import Mapping
from dataclasses import replace

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
    Runs,
    Style,
    Table,
)

_FIELD = re.compile(r"\{\{([\w-]+)\}\}")

Values = Mapping[str, str]  # by field; a blank one is not filled in yet, and its `{{name}}` stays


def filled(blocks: Blocks, values: Values) -> Blocks:
    """The blocks with what is filled in; a code span stays as it is written."""
    return tuple(_block(block, values) for block in blocks)


def _block(block: Block, values: Values) -> Block:
    match block:
        case Paragraph() | Heading():
            return replace(block, runs=_runs(block.runs, values))
        case Code():
            return replace(block, text=_text(block.text, values))
        case ListBlock():
            items = tuple(replace(item, blocks=filled(item.blocks, values)) for item in block.items)
            return replace(block, items=items)
        case Quote() | Callout():
            return replace(block, blocks=filled(block.blocks, values))
        case Table():
            rows = tuple(tuple(_runs(cell, values) for cell in row) for row in block.rows)
            return replace(block, head=tuple(_runs(cell, values) for cell in block.head), rows=rows)
        case Definitions():
            return Definitions(tuple((_runs(term, values), filled(inner, values)) for term, inner in block.entries))
        case Rule():
            return block


def _runs(runs: Runs, values: Values) -> Runs:
    return tuple(run if run.style & Style.CODE else replace(run, text=_text(run.text, values)) for run in runs)


def _text(text: str, values: Values) -> str:
    return _FIELD.sub(lambda match: value if (value := values.get(match[1], "")).strip() else match[0], text)
