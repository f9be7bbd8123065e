"""A strict part of YAML as a tree of texts with their places, from PyYAML's event stream.

Nothing is constructed and nothing is expanded: aliases, anchors and tags are errors, and depth is checked while the
events arrive, so that neither fifty thousand brackets nor a small file that unfolds to gigabytes does any harm.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from tutor.packs.source import Source

DEEPEST = 16
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SIGNS = tuple("`@%*&!|>'\"")  # what has a meaning of its own at the head of a YAML value
_DOUBLE = ("\u201c", "\u201d", "\u201e")
CURLY = (*_DOUBLE, "\u2018", "\u2019")  # quotes of typographers, which are letters to YAML
CURLY_ADVICE = "these are curly quotes; write straight ones"
_ITEM_LINE = re.compile(r"(\s*-\s+)(.*)")
_KEY_LINE = re.compile(r"(\s*(?:-\s+)?[\w-]+:\s+)(.*)")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written. `plain` has no quotes around it, so that a ` #` cuts it at (`end_line`, `end_column`)."""

    text: str
    line: int
    column: int
    plain: bool = False
    end_line: int = 0
    end_column: int = 0


@dataclass(slots=True)
class Listing:
    line: int
    column: int
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    line: int
    column: int
    entries: "list[tuple[Text, Node]]" = field(default_factory=list)
    key: Text | None = None  # while it is read: the key whose value comes next
    seen: dict[str, int] = field(default_factory=dict)


Node = Text | Listing | Mapping


class _Stop(Exception):
    """What follows cannot be read sensibly; the problem is reported already."""


def read_tree(source: Source, text: str, first_line: int) -> tuple[Node | None, bool]:
    """The tree of `text`, which begins at `first_line` of the file, as far as it can be read, and whether all could."""
    builder = _Builder(source, first_line)
    events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_LOADER))
    try:
        for event in events:
            builder.take(event)
    except _Stop:
        return builder.root, False
    except yaml.MarkedYAMLError as error:
        _report_syntax(source, error, first_line)
        return builder.root, False
    except yaml.YAMLError:
        source.report("E007", first_line, 1, what="a character that YAML does not allow")
        return builder.root, False
    return builder.root, True


class _Builder:
    """Puts events together, with a stack of its own instead of recursion."""

    def __init__(self, source: Source, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        self.root: Node | None = None
        self.stack: list[Listing | Mapping] = []

    def take(self, event: yaml.Event) -> None:
        if self.source.is_full:
            raise _Stop
        start, end = event.start_mark, event.end_mark
        line = start.line + self.first_line if start else self.first_line
        column = start.column + 1 if start else 1
        if isinstance(event, yaml.AliasEvent):
            self.source.report("E010", line, column, quoted_line(self.source, line), what="an alias (*)")
            self.add(Text(f"*{event.anchor}", line, column))
        elif isinstance(event, yaml.ScalarEvent):
            self.refuse_extras(event, line, column)
            text = self.source.clean(event.value, line, column)
            end_line = end.line + self.first_line if end else line
            self.add(Text(text, line, column, not event.style, end_line, end.column if end else 0))
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self.refuse_extras(event, line, column)
            if len(self.stack) == DEEPEST:
                self.source.report("E009", line, column, deepest=DEEPEST)
                raise _Stop
            node = Listing(line, column) if isinstance(event, yaml.SequenceStartEvent) else Mapping(line, column)
            self.add(node)
            self.stack.append(node)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self.source.report("E007", line, column, what="a second document")
            raise _Stop

    def refuse_extras(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        if event.anchor is not None:
            self.source.report("E010", line, column, quoted_line(self.source, line), what="an anchor (&)")
        if getattr(event, "tag", None) is not None:
            self.source.report("E010", line, column, quoted_line(self.source, line), what="a tag (!)")

    def add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, Listing):
            parent.items.append(node)
        elif parent.key is not None:
            if parent.key.text in parent.seen:
                first = parent.seen[parent.key.text]
                self.source.report("E011", parent.key.line, parent.key.column, key=parent.key.text, first=first)
            else:
                parent.seen[parent.key.text] = parent.key.line
                parent.entries.append((parent.key, node))
            parent.key = None
        elif isinstance(node, Text):
            parent.key = node
        else:
            self.source.report("E012", node.line, node.column, quoted_line(self.source, node.line))
            raise _Stop


def _report_syntax(source: Source, error: yaml.MarkedYAMLError, first_line: int) -> None:
    mark = error.problem_mark or error.context_mark
    line = first_line + (mark.line if mark else 0)
    column = mark.column + 1 if mark else 1
    raw = source.line(line)
    if "\t" in raw[: len(raw) - len(raw.lstrip())] or raw[column - 1 : column] == "\t":
        source.report("E008", line, raw.find("\t") + 1, "indent with blanks")
        return
    text = _KEY_LINE.fullmatch(raw) or _ITEM_LINE.fullmatch(raw)
    if text and text.group(2).lstrip("[{ ")[:1] in CURLY:
        what = CURLY_ADVICE
    elif text and text.group(2)[:1] in _SIGNS:
        what = f"a text that begins with {text.group(2)[:1]} needs quotes"
    elif error.problem and error.problem.startswith("mapping values"):
        what = "a colon and a blank inside a text need quotes around it"
    else:
        what = error.problem or "it ends too early"
    source.report("E007", line, column, quoted_line(source, line), what=what)


def quoted_line(source: Source, line: int) -> str:
    """A hint: the line as it reads with its text in quotes."""
    raw = source.line(line).rstrip()
    match = _ITEM_LINE.fullmatch(raw) or _KEY_LINE.fullmatch(raw)
    if match is None or not match.group(2):
        return 'put the text in quotes: "…"'
    start, text = match.groups()
    if text.lstrip("[{ ")[:1] in CURLY:
        straight = "".join('"' if sign in _DOUBLE else sign for sign in text)
        return f"write {start.strip()} {straight if text[0] in '[{' else _quoted(text.strip(''.join(CURLY)))}"
    if text.startswith("[") and text.endswith("]") and "," not in text and '"' not in text:
        return f"write {start.strip()} [{_quoted(text[1:-1].strip())}]"
    return f"write {start.strip()} {_quoted(text)}"


def _quoted(text: str) -> str:
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
