"""The answer lines of a question: list items that begin with a sign, with what is indented under them."""

import re
from dataclasses import dataclass

from tutor.model.ids import normalised
from tutor.model.questions import Accepted, AcceptedNumber, ExpectedWrong, Option, Pair
from tutor.model.text import Blocks, Quote, Run, Style
from tutor.packs.markdown import Body, Span

MOST = 9  # options, answers, steps or pairs of one question; each needs a key of its own
LONGEST = 2_000  # characters of one option or answer; comparing texts costs more than their length

_SIGN = re.compile(r"\[([ xX])\](?:[ \t]+|$|(?=\n))|([=~])(?:[ \t]+|$|(?=\n))")
_LIKE_BOX = re.compile(r"\[[ \txX*+vV✓✔]{0,3}\](?![(:\[])|\([ xX]\)[ \t]")
_BOX_WITHOUT_BLANK = re.compile(r"^[-*+](\[[ xX]\])[ \t]*(.*)", re.MULTILINE)
_SIGN_WITHOUT_LIST = re.compile(r"^([=~])[ \t]+(\S.*)", re.MULTILINE)
_SIGN_WITHOUT_BLANK = re.compile(r"^-([=~])>?[ \t]+(\S.*)", re.MULTILINE)
_BOX_WITHOUT_LIST = re.compile(r"^(\[[ xX]\])[ \t]+(\S.*)", re.MULTILINE)
_SIGN_AT_TEXT = re.compile(r"(=(?![=>])|~(?![~/]))(\S.*)")  # ~/bin is a path, ~~text~~ is struck
_DASHES = ("-", "*", "+")
_CODE = re.compile(r"(`+)((?:(?!\1).)+)\1")
_CODE_SPANS = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_WITH_TOLERANCE = re.compile(rf"({_NUMBER})\s*\+-\s*({_NUMBER})")
_LIKE_TOLERANCE = re.compile(r"[+-]?[\d.,]+\s*(?:\+-|±|\+/-).*")


@dataclass(frozen=True, slots=True)
class Line:
    """One answer line. `sign` is "[ ]", "[x]", "=", "~", "1." for a step, or "" for an item without any."""

    sign: str
    text: str  # what follows the sign, as written
    line: int
    column: int  # of the sign
    item: Span
    parts: list[Span]  # the blocks of the item; the first is the paragraph that holds the sign, if there is one


def lines_of(body: Body, spans: list[Span]) -> list[Line]:
    """The items of lists, as answer lines."""
    found: list[Line] = []
    for span in spans:
        for item in body.inside(span):
            parts = body.inside(item)
            content = body.content(parts[0]) if parts else ""
            match = _SIGN.match(content)
            sign = "" if match is None else match.group(2) or ("[ ]" if match.group(1) == " " else "[x]")
            text = content[match.end() :] if match else content
            column = body.source.column(item.line, content.partition("\n")[0]) if content else 1
            found.append(Line(sign, text.strip(), item.line, column, item, parts))
    return found


def is_answer_list(body: Body, span: Span, signs: str = "") -> bool:
    """Whether a list holds answer lines: an item with a sign of `signs` ("" for any), or with a box gone wrong."""
    if span.kind not in ("bullet_list", "ordered_list"):
        return False
    for item in body.inside(span):
        parts = body.inside(item)
        content = body.content(parts[0]) if parts else ""
        if content and content[0] in "[=~(":
            match = _SIGN.match(content)
            if match is None:
                if not signs and _LIKE_BOX.match(content):
                    return True
            elif not signs or (match.group(2) or match.group(1).lower()) in signs:
                return True
    return False


def check_slips(body: Body, span: Span) -> bool:
    """Whether a paragraph or a list holds lines that are nearly answer lines, which Markdown reads as text.

    They are reported: `-[x] text` wherever it stands, the others where a paragraph of text is unlikely to hold them
    (see `_slips`).
    """
    slipped = False
    if span.kind not in ("paragraph", "bullet_list", "ordered_list", "dl"):  # a line "~ x" below text defines it
        return slipped
    is_item = span.kind.endswith("_list")
    for token in body.tokens[span.start : span.end]:
        text = token.content
        if token.type != "inline" or not token.map or (is_item and "\n" not in text and text[:1] not in _DASHES):
            continue  # of an item's only line Markdown has read the dash
        if "[" in text or "= " in text or "~ " in text or "=> " in text:
            for match in _slips(text, is_item=is_item):
                line = token.map[0] + body.first_line + text.count("\n", 0, match.start())
                _report_slip(body, line, match)
                slipped = True
    return slipped


def _slips(text: str, *, is_item: bool) -> list[re.Match[str]]:
    """The lines of a text that are nearly answer lines; the first line of an item has its dash.

    A line of prose may begin with a sign: `= text` counts below such an answer or in a paragraph of nothing else,
    `[x] text` also where two of them end the paragraph, `-= text` where it does.
    """
    found = list(_BOX_WITHOUT_BLANK.finditer(text))
    for pattern, fewest in ((_SIGN_WITHOUT_LIST, 0), (_BOX_WITHOUT_LIST, 2), (_SIGN_WITHOUT_BLANK, 1)):
        signs = list(pattern.finditer(text))
        if not signs:
            continue
        ends = len(signs) == text.count("\n", signs[0].start()) + 1
        if is_item:
            below = _SIGN.match(text) is not None
            found += [match for match in signs if match.start() and below]
        elif ends and (signs[0].start() == 0 or 0 < fewest <= len(signs)):
            found += signs
    return found


def check_glued(body: Body, spans: list[Span], *, is_cloze: bool) -> bool:
    """Whether items of a question are answers without the blank behind their sign (`- =text`). They are reported.

    A list of a prompt may hold such texts. It is one of answers where another item has its sign, or where every item
    begins so, one of them with `=` (in a cloze, any), and no other list of the question holds answers.
    """
    slipped = False
    bullets = [span for span in spans if span.kind == "bullet_list" and _has_glued(body, span)]
    has_answers = bool(bullets) and any(is_answer_list(body, span) for span in spans)
    for span in bullets:
        lines = lines_of(body, [span])
        found = [(line, match) for line in lines if not line.sign and (match := _SIGN_AT_TEXT.match(line.text))]
        is_all = len(found) == len(lines) and (is_cloze or any(match.group(1) == "=" for _, match in found))
        if is_answer_list(body, span, "=~") or (is_all and not has_answers):
            for line, match in found:
                _report_slip(body, line.line, match)
                slipped = True
    return slipped


def _has_glued(body: Body, span: Span) -> bool:
    """Whether some text in it begins with a sign and no blank: told at once, since nearly none does."""
    texts = (token.content for token in body.tokens[span.start : span.end] if token.type == "inline")
    return any(text.startswith(("=", "~")) and not text[1:2].isspace() for text in texts)


def _report_slip(body: Body, line: int, match: re.Match[str]) -> None:
    hint = f'write "- {match.group(1)} {match.group(2) or "text"}"'
    body.source.report("E134", line, body.source.column(line, match.group()), hint)


class Answers:
    """Reads the answer lines of one question; `kind` names what they are in messages."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.source = body.source

    # What is indented under a line

    def why(self, line: Line, parts: list[Span]) -> Blocks:
        """The why of an answer line: the blockquotes among the blocks indented under it, which must be all."""
        found: list[Blocks] = []
        for part in parts:
            if part.kind != "blockquote":
                self.source.report("E131", part.line, self.indent(part.line), 'write the why as "  > why"')
            elif self.body.callout(part):
                found.append(self.body.blocks([part]))
            else:
                found.append(unquoted(self.body.blocks([part])))
        return tuple(block for blocks in found for block in blocks)

    def indent(self, line: int) -> int:
        raw = self.source.line(line)
        return len(raw) - len(raw.lstrip()) + 1

    def is_wrapped(self, line: Line) -> bool:
        """Whether text at the margin was drawn into this line, as Markdown does. Reports it."""
        if "\n" not in line.text:
            return False
        for number in range(line.line + 1, line.line + line.text.count("\n") + 1):
            if not self.source.line(number)[:1].isspace():
                self.source.report("E111", number, 1, "put a blank line and > before an explanation, or indent it")
                return True
        return False

    # Options and steps

    def option(self, line: Line) -> Option:
        """An option or a step: its text, what more text and code is indented under it, and its why last."""
        rest = line.parts[1:] if line.parts and line.parts[0].kind == "paragraph" else line.parts
        more = 0
        while more < len(rest) and rest[more].kind in ("paragraph", "fence", "code_block"):
            more += 1
        for part in rest[more:]:
            if part.kind not in ("paragraph", "fence", "code_block", "blockquote"):
                self.source.report("E127", part.line, self.indent(part.line), "put it before the answers")
        self.is_wrapped(line)
        sources, runs = [line.text] if line.text else [], list(self.body.runs(line.text, line.line))
        for part in rest[:more]:
            token = self.body.tokens[part.start]
            if runs:
                runs.append(Run("\n"))
            if part.kind == "paragraph":
                sources.append(self.body.content(part))
                runs += self.body.runs(sources[-1], part.line)
            else:
                sources.append(f"```{token.content}```")
                runs.append(Run(token.content.removesuffix("\n"), int(Style.CODE)))
        quotes = [part for part in rest[more:] if part.kind in ("paragraph", "fence", "code_block", "blockquote")]
        source = "\n".join(sources)
        self.check_length(source, line)
        return Option(source, tuple(runs), line.sign == "[x]", self.why(line, quotes))

    def check_length(self, text: str, line: Line) -> None:
        if not text:
            self.source.report("E121", line.line, line.column)
        elif len(text) > LONGEST:
            self.source.report("E130", line.line, line.column, most=LONGEST)

    def check_equal(self, options: list[tuple[str, Line]]) -> None:
        """Reports the later of two options with the same text: their hash could not tell them apart."""
        seen: dict[str, int] = {}
        for text, line in options:
            if not text or len(text) > LONGEST:
                continue
            key = normalised(text)
            if key in seen:
                self.source.report("E108", line.line, line.column, first=seen[key])
            else:
                seen[key] = line.line

    def check_count(self, count: int, things: str, line: int) -> None:
        if count < 2:
            self.source.report("E106", line, self.indent(line), things=things)
        elif count > MOST:
            self.source.report("E107", line, self.indent(line), "divide the question", things=things, most=MOST)

    # Pairs

    def pair(self, line: Line) -> Pair | None:
        """`a => b`; the arrow counts outside code spans only."""
        arrows = [match.start() for match in re.finditer(r"\s=>\s", masked(line.text))]
        self.is_wrapped(line)
        if len(arrows) != 1:
            code, hint = ("E119", "") if not arrows else ("E120", "put one of them in a code span")
            self.source.report(code, line.line, line.column, hint)
            return None
        left, right = line.text[: arrows[0]].strip(), line.text[arrows[0] + 4 :].strip()
        if not left or not right:
            self.source.report("E119", line.line, line.column)
            return None
        self.check_length(line.text, line)
        why = self.why(line, line.parts[1:])
        return Pair(
            Option(left, self.body.runs(left, line.line), True, why),
            Option(right, self.body.runs(right, line.line), True),
        )

    # Typed answers

    def form(self, line: Line) -> Accepted:
        """An accepted or expected text: exact where all of it is a code span, else as written."""
        text = line.text
        if not self.is_wrapped(line) and "\n" in text:
            self.source.report("E131", line.line + 1, self.indent(line.line + 1), 'write the why as "  > why"')
        self.check_length(text, line)
        return accepted(text)

    def accepted(self, line: Line) -> Accepted | AcceptedNumber:
        """An accepted form: a number where it has a tolerance, else a text."""
        match = _WITH_TOLERANCE.fullmatch(line.text)
        if match:
            value, tolerance = float(match.group(1)), float(match.group(2))
            if tolerance >= 0 and abs(value) != float("inf") and tolerance != float("inf"):
                return AcceptedNumber(line.text, value, tolerance)
        if match or _LIKE_TOLERANCE.fullmatch(line.text):
            self.source.report("E122", line.line, line.column, "for example - = 1.41 +- 0.01")
        return self.form(line)

    def wrong(self, line: Line) -> ExpectedWrong:
        form = self.form(line)
        return ExpectedWrong(form.text, form.exact, self.why(line, line.parts[1:]))

    def check_forms(self, forms: list[tuple[str, Line]]) -> None:
        """Reports an answer that is written twice, and worse, one that is both right and wrong."""
        seen: dict[str, Line] = {}
        for text, line in forms:
            first = seen.setdefault(text, line)
            if first is line:
                continue
            code = "W102" if first.sign == line.sign else "E123"
            self.source.report(code, line.line, line.column, first=first.line)


def accepted(text: str) -> Accepted:
    """A text as an accepted form: in a code span it is compared letter by letter."""
    code = _CODE.fullmatch(text)
    if code is None:
        return Accepted(text)
    inner = code.group(2)
    if inner.startswith(" ") and inner.endswith(" ") and inner.strip():
        inner = inner[1:-1]
    return Accepted(inner, True)


def masked(text: str) -> str:
    """The text with its code spans blotted out, at the same length."""
    return _CODE_SPANS.sub(lambda match: "`" * len(match.group()), text)


def unquoted(blocks: Blocks) -> Blocks:
    return tuple(inner for block in blocks if isinstance(block, Quote) for inner in block.blocks) or blocks
