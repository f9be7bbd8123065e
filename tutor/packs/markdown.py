"""A file's Markdown, parsed once: its block tokens with their lines, and what of them can be shown as blocks of runs.

Inline Markdown is read only where text is shown, and only where it holds a sign that means something.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal, cast

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from tutor.model.text import (
    Block,
    Blocks,
    Callout,
    Code,
    Definitions,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Style,
    Table,
)
from tutor.packs.source import Source, is_target, target_hint, without_unsafe

DEEPEST = 20  # levels of nesting, two for each list
LONGEST = 10_000  # characters of one paragraph; beyond it is shown as written, since some inline rules are quadratic

_MD = (
    MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    .enable(["table", "strikethrough"])
    .disable(["html_block", "html_inline"])
    .use(deflist_plugin)
)
_MEANS_SOMETHING = re.compile(r"[\\`*_~\[<&\n\t]")
# Plain text with code spans of one backtick on one line: by far the most common markup, and no other rule can touch it.
_CODE_ONLY = re.compile(r"[^\\`*_~\[<&\n\t]*(?:`[^`\n\t]+`(?!`)[^\\`*_~\[<&\n\t]*)+")
_LINK = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_CALLOUT = re.compile(r"\[!([A-Za-z]+)\][ \t]*(.*)")
_TASK = re.compile(r"\[([ xX])\](?:[ \t]+|(?=\n)|$)")
_ALIGN = re.compile(r"text-align:(left|center|right)")
_CALLOUTS = ("note", "tip", "important", "warning", "caution")
_FILE = re.compile(r"(?!//)[^:?#]+(?:#.*)?")  # an address without a scheme
_SCHEMES = ("http://", "https://", "mailto:")
# Plain ints: arithmetic on an IntFlag is slow.
_CODE = int(Style.CODE)
_STYLES = {"strong": int(Style.STRONG), "em": int(Style.EMPHASIS), "s": int(Style.STRUCK)}


@dataclass(frozen=True, slots=True)
class Span:
    """A block at the top, or an item of a list: its tokens from `start` up to `end`, and where it stands."""

    kind: str  # the type of its first token, without "_open"
    start: int
    end: int
    line: int
    end_line: int  # one after its last


class Body:
    """The Markdown of one file from `first_line` on. Blocks are made on demand, each once."""

    def __init__(self, source: Source, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        self.tokens: list[Token] = []
        self._env: dict[str, Any] = {}
        _MD.block.parse("\n".join(source.lines[first_line - 1 :]), _MD, self._env, self.tokens)
        self._closes = self._pairs()
        self.spans = self._spans(0, len(self.tokens))
        self._refuse_depth()
        self._refuse_open_fences()

    def _pairs(self) -> dict[int, int]:
        """The index of the token that closes each token that opens."""
        closes: dict[int, int] = {}
        open_ones: list[int] = []
        for index, token in enumerate(self.tokens):
            if token.nesting == 1:
                open_ones.append(index)
            elif token.nesting == -1:
                closes[open_ones.pop()] = index
        return closes

    def _spans(self, start: int, end: int) -> list[Span]:
        """The blocks between two tokens, one level deep."""
        spans: list[Span] = []
        tokens = self.tokens
        index = start
        while index < end:
            first = index
            token = tokens[index]
            index = self._closes.get(index, index) + 1
            line, end_line = token.map or (0, 0)
            kind = token.type.removesuffix("_open")
            spans.append(Span(kind, first, index, line + self.first_line, end_line + self.first_line))
        return spans

    def inside(self, span: Span) -> list[Span]:
        """The blocks of a container; the items of a list."""
        return self._spans(span.start + 1, span.end - 1)

    def content(self, span: Span) -> str:
        """The source of a paragraph or heading, without what indents it; "" of anything else."""
        return self.tokens[span.start + 1].content if span.kind in ("paragraph", "heading") else ""

    def _refuse_depth(self) -> None:
        for token in self.tokens:
            if token.nesting == 1 and token.level >= DEEPEST - 1 and token.type != "paragraph_open":
                line = token.map[0] if token.map else 0
                self.source.report("E023", line + self.first_line, 1, "write it flatter", deepest=DEEPEST // 2 - 1)
                return

    def _refuse_open_fences(self) -> None:
        """Reports fences without their last line: all that follows in their container became code."""
        for line in self.open_fences():
            self.source.report("E026", line, 1, "write ``` below the code, on a line of its own", opened=line)

    def open_fences(self) -> list[int]:
        """The lines of the fences that end only because their list item, their quote or the file ends."""
        found = []
        for token in self.tokens:
            if token.type == "fence" and token.map:
                inside = token.content.count("\n") + (token.content[-1:] not in ("", "\n"))
                if token.map[1] - token.map[0] - inside < 2:  # its first line and its last
                    found.append(token.map[0] + self.first_line)
        return found

    # Blocks

    def blocks(self, spans: list[Span]) -> Blocks:
        """Spans as they are shown."""
        return tuple(self._block(span.start)[0] for span in spans)

    def _until_close(self, index: int) -> tuple[Blocks, int]:
        """The blocks from a token up to the close of their container, and the index of that close."""
        blocks: list[Block] = []
        while self.tokens[index].nesting >= 0:
            block, index = self._block(index)
            blocks.append(block)
        return tuple(blocks), index

    def _block(self, index: int) -> tuple[Block, int]:
        """The block that begins at a token, and the index after it."""
        token = self.tokens[index]
        match token.type:
            case "paragraph_open":
                return Paragraph(self._inline(index + 1)), index + 3
            case "heading_open":
                return Heading(int(token.tag[1]), self._inline(index + 1)), index + 3
            case "fence" | "code_block":
                words = token.info.split(maxsplit=1)
                return Code(without_unsafe(words[0]) if words else "", token.content.removesuffix("\n")), index + 1
            case "bullet_list_open" | "ordered_list_open":
                return self._list(index)
            case "blockquote_open":
                return self._quote(index)
            case "table_open":
                return self._table(index)
            case "dl_open":
                return self._definitions(index)
            case _:
                return Rule(), index + 1

    def _list(self, index: int) -> tuple[Block, int]:
        token = self.tokens[index]
        start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        items: list[ListItem] = []
        tight = True
        index += 1
        while self.tokens[index].type == "list_item_open":
            ticked = None
            first = self.tokens[index + 1]
            if first.type == "paragraph_open":
                tight &= first.hidden
                inline = self.tokens[index + 2]
                if box := _TASK.match(inline.content):
                    ticked = box.group(1) != " "
                    inline.content = inline.content[box.end() :]
            blocks, index = self._until_close(index + 1)
            items.append(ListItem(blocks, ticked))
            index += 1
        return ListBlock(tuple(items), start, tight), index + 1

    def callout(self, span: Span) -> bool:
        """Whether a blockquote is a callout."""
        return self._callout(span.start) is not None

    def _callout(self, index: int) -> re.Match[str] | None:
        """What a blockquote's first line says if that is `[!KIND]`."""
        if self.tokens[index + 1].type != "paragraph_open":
            return None
        first = self.tokens[index + 2].content
        return _CALLOUT.match(first) if first.startswith("[!") else None

    def _quote(self, index: int) -> tuple[Block, int]:
        mark = self._callout(index)
        if mark is None:
            blocks, index = self._until_close(index + 1)
            return Quote(blocks), index + 1
        kind = mark.group(1).lower()
        inline = self.tokens[index + 2]
        line = self._line_of(inline)
        if kind not in _CALLOUTS or mark.group(2):
            column = self.source.column(line, "[!")
            self.source.report(
                "W006", line, column, 'write "> [!NOTE]" on a line of its own', kinds=", ".join(_CALLOUTS)
            )
            blocks, index = self._until_close(index + 1)
            return Quote(blocks), index + 1
        inline.content = inline.content[mark.end() :].lstrip("\n")
        blocks, index = self._until_close(index + 1)
        if not inline.content:
            blocks = blocks[1:]
        literal = cast(Literal["note", "tip", "important", "warning", "caution"], kind)
        return Callout(literal, blocks), index + 1

    def _table(self, index: int) -> tuple[Block, int]:
        rows: list[tuple[Runs, ...]] = []
        align: list[Literal["", "left", "center", "right"]] = []
        cells: list[Runs] = []
        index += 1
        while (token := self.tokens[index]).type != "table_close":
            if token.type == "inline":
                cells.append(self._inline(index))
            elif token.type == "th_open":
                found = _ALIGN.search(str(token.attrs.get("style", "")))
                align.append(cast(Literal["left", "center", "right"], found.group(1)) if found else "")
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
            index += 1
        return Table(rows[0], tuple(rows[1:]), tuple(align)), index + 1

    def _definitions(self, index: int) -> tuple[Block, int]:
        entries: list[tuple[Runs, Blocks]] = []
        index += 1
        while (token := self.tokens[index]).type != "dl_close":
            if token.type == "dt_open":
                entries.append((self._inline(index + 1), ()))
                index += 3
            else:
                blocks, index = self._until_close(index + 1)
                term, before = entries[-1]
                entries[-1] = (term, before + blocks)
                index += 1
        return Definitions(tuple(entries)), index + 1

    # Runs

    def _line_of(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self.first_line

    def _inline(self, index: int) -> Runs:
        token = self.tokens[index]
        return self.runs(token.content, self._line_of(token))

    def runs(self, content: str, line: int) -> Runs:
        """Inline Markdown that stands at `line`, as runs."""
        if _MEANS_SOMETHING.search(content) is None:
            return (Run(content),) if content else ()
        if "`" in content and len(content) <= LONGEST and _CODE_ONLY.fullmatch(content):
            return _code_runs(content)
        return inline_runs(self.source, content, line, self._env)


def _code_runs(content: str) -> Runs:
    """The runs of a text that `_CODE_ONLY` fits."""
    runs: list[Run] = []
    for place, piece in enumerate(content.split("`")):
        if place % 2:
            inner = piece[1:-1] if piece[0] == piece[-1] == " " and not piece.isspace() else piece
            runs.append(Run(inner, _CODE))
        elif piece:
            runs.append(Run(piece))
    return tuple(runs)


def inline_runs(source: Source, content: str, line: int, env: dict[str, Any] | None = None) -> Runs:
    """Inline Markdown that stands at `line`, as runs. Notes the items that it links to."""
    if len(content) > LONGEST:
        source.report("W008", line, 1, "divide it", most=LONGEST)
        return (Run(content.replace("\t", " ").replace("\n", " ")),)
    if source.is_skimmed and "[[" not in content and "](" not in content:  # links alone can be wrong in inline text
        return (Run(content),) if content else ()
    tokens: list[Token] = []
    _MD.inline.parse(content, _MD, {} if env is None else env, tokens)
    return _Joiner(source, line, content.count("\n")).join(tokens)


class _Joiner:
    """Turns inline tokens into runs, joining neighbours that look the same."""

    def __init__(self, source: Source, line: int, more_lines: int) -> None:
        self.source = source
        self.lines = range(line, line + more_lines + 1)
        self.found: list[Run] = []

    def join(self, tokens: list[Token]) -> Runs:
        style, link = 0, ""
        for token in tokens:
            kind = token.type
            if kind == "text":
                text = token.content
                if "[[" in text and not link:
                    self.linked(text, style)
                elif text:
                    self.add(text, style, link)
            elif kind == "code_inline":
                self.add(token.content, style | _CODE, link)
            elif kind == "softbreak":
                self.add(" ", style, link)
            elif kind == "hardbreak":
                self.add("\n", style, link)
            elif kind == "text_special":
                self.add(without_unsafe(token.content), style, link)
            elif kind == "link_open":
                address = str(token.attrs.get("href", ""))
                link = address if address.lower().startswith(_SCHEMES) else ""
                if _FILE.fullmatch(address):
                    hint = target_hint(address) or "write [[id]] for an item of the pack, or a whole address: https://…"
                    self.source.report("W013", *self.where(f"]({address}"), hint, address=address)
            elif kind == "link_close":
                link = ""
            elif kind == "image":
                self.image(token, style, link)
            else:
                mark = _STYLES[kind.removesuffix("_open").removesuffix("_close")]
                style = style | mark if token.nesting == 1 else style & ~mark
        return tuple(self.found)

    def add(self, text: str, style: int, link: str) -> None:
        if text != "\n":
            text = text.replace("\t", " ").replace("\n", " ")
        if not text:
            return
        if self.found:
            last = self.found[-1]
            if last.style == style and last.link == link and "\n" not in (text, last.text):
                self.found[-1] = Run(last.text + text, style, link)
                return
        self.found.append(Run(text, style, link))

    def image(self, token: Token, style: int, link: str) -> None:
        """An image as its description and its address, which is a link where it may be one."""
        address = str(token.attrs.get("src", ""))
        words = without_unsafe("".join(child.content for child in token.children or ()))
        goes = address if address.lower().startswith(_SCHEMES) else ""
        self.add(f"{words} ({address})" if words else address, style, link or goes)

    def linked(self, text: str, style: int) -> None:
        """Text with `[[id]]` in it."""
        end = 0
        for match in _LINK.finditer(text):
            target = match.group(1)
            if not is_target(target):
                if target == target.strip():
                    hint = target_hint(target) or "write [[id]]"
                    self.source.report("W005", *self.where(match.group()), hint, target=target)
                continue
            self.add(text[end : match.start()], style, "")
            name = self.source.link(target, "link", *self.where(match.group()))
            self.add(target, style, f"tutor:{name}")
            end = match.end()
        self.add(text[end:], style, "")

    def where(self, text: str) -> tuple[int, int]:
        """Line and column of `text` in the lines that are being read."""
        for line in self.lines:
            if text in self.source.line(line):
                return line, self.source.column(line, text)
        return self.lines[0], 1
