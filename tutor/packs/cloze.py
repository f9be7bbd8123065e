"""Clozes: a heading with `==hidden==` parts, all asked at once, or one question a number (`==1::index==`)."""

import re
from dataclasses import dataclass

from tutor.model.questions import Accepted, Blank
from tutor.model.text import Run, Runs, Style
from tutor.packs.answers import MOST, accepted
from tutor.packs.markdown import Body, Span
from tutor.packs.source import Source

# The hidden text neither begins nor ends with a blank, so that `a == b` stays what it is; `\==` is plain.
_PART = re.compile(r"(?<![\\=])==(?![=\s])((?:\\==|[^\n])+?)(?<![=\s\\])==(?!=)")
_HUGGED = re.compile(rf"(?<!\w){_PART.pattern}(?!\w)")  # `x==y and y==z` compares
_NUMBERED = re.compile(r"(\d{1,3})::(?=\S)")
_CODE_SPANS = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_ALONE = re.compile(r"(?<![\\=])==(?!=)")
# A blank is a non-character while the heading is read as Markdown; none can come from a file (see source.py).
_FIRST = 0xFDD0
_PLACEHOLDER = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + 31)}]")
_BLANK, _CODE = int(Style.BLANK), int(Style.CODE)


@dataclass(frozen=True, slots=True)
class Part:
    """A hidden part: where it stands in the heading, its number (0 for none) and its text."""

    start: int
    end: int
    number: int
    hidden: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """The sentence with the blanks of one question, and what fills them. `number` is 0 where all are asked at once."""

    number: int
    runs: Runs
    blanks: tuple[Blank, ...]


def has_parts(heading: str) -> bool:
    return "==" in heading and _PART.search(heading) is not None


def without_parts(heading: str) -> str:
    """A heading without what it hides."""
    return _PART.sub(" ", heading) if "==" in heading else heading


def is_numbered(heading: str) -> bool:
    """Whether the hidden parts of a heading become a question for each number."""
    return "==" in heading and any(_NUMBERED.match(match.group(1)) for match in _PART.finditer(heading))


def plain_marks(heading: str) -> str:
    """A heading with `\\==` as the plain `==` that it stands for."""
    return heading.replace("\\==", "==")


def is_unpaired(heading: str) -> bool:
    """Whether a `==` outside code hugs a word but has no partner."""
    if "==" not in heading:
        return False
    rest = _CODE_SPANS.sub("", _PART.sub("", heading))
    return any(
        (rest[match.end() : match.end() + 1] + rest[max(0, match.start() - 1) : match.start()]).strip()
        for match in _ALONE.finditer(rest)
    )


def check_elsewhere(body: Body, span: Span) -> None:
    """Reports what looks like a hidden part in a block that is no heading, where it would be shown with its marks."""
    if span.kind == "heading":
        return
    for token in body.tokens[span.start : span.end]:
        # A typed answer is taken as it is written.
        if token.type == "inline" and "==" in token.content and not token.content.startswith(("= ", "~ ")):
            check_shown(body.source, token.content, (token.map[0] if token.map else 0) + body.first_line)


def check_shown(source: Source, text: str, line: int, hint: str = "") -> None:
    """Reports what looks like a hidden part in a text that hides none, and stands at `line`."""
    masked = _CODE_SPANS.sub(lambda match: "`" * len(match.group()), text)
    if found := _HUGGED.search(masked):
        line += masked.count("\n", 0, found.start())
        column = source.column(line, text[found.start() : found.end()])
        hint = hint or "hide it in the heading of a question, or write \\== for a plain one"
        source.report("W110", line, column, hint)


def parts_of(body: Body, heading: str, line: int) -> list[Part]:
    """The hidden parts of a heading. Reports a mixture of numbered and unnumbered ones, and more than can be asked."""
    parts: list[Part] = []
    for match in _PART.finditer(heading):
        number = _NUMBERED.match(match.group(1))
        hidden = match.group(1)[number.end() :] if number else match.group(1)
        parts.append(Part(match.start(), match.end(), int(number.group(1)) if number else 0, hidden))
    if 0 < sum(part.number > 0 for part in parts) < len(parts):
        odd = next(part for part in parts if not part.number)
        column = body.source.column(line, f"=={odd.hidden}==")
        body.source.report("E124", line, column, f"write ==1::{odd.hidden}==, or number none")
    if len(parts) > MOST:
        column = body.source.column(line, f"=={parts[MOST].hidden}==")
        body.source.report("E107", line, column, "divide the question", things="hidden parts", most=MOST)
    return parts[:MOST]


def sentences(body: Body, heading: str, parts: list[Part], line: int) -> list[Hidden]:
    """One sentence a number, or one for all parts; the parts of other numbers are shown."""
    found: list[Hidden] = []
    for number in sorted({part.number for part in parts}):
        asked = [part for part in parts if part.number == number]
        pieces: list[str] = []
        end = 0
        for part in parts:
            shown = chr(_FIRST + asked.index(part)) if part in asked else part.hidden
            pieces += [heading[end : part.start], shown]
            end = part.end
        text = plain_marks("".join([*pieces, heading[end:]]))
        runs, in_code = _with_blanks(body.runs(text, line))
        blanks = tuple(Blank((_filled(part.hidden, index in in_code),)) for index, part in enumerate(asked))
        found.append(Hidden(number, runs, blanks))
    return found


def is_bare(sentence: Hidden) -> bool:
    """Whether nothing stands round the blanks of a sentence by which they could be filled."""
    return not any(letter.isalnum() for run in sentence.runs if not run.style & _BLANK for letter in run.text)


def _filled(hidden: str, in_code: bool) -> Accepted:
    text = plain_marks(hidden)
    return Accepted(text, True) if in_code else accepted(text)


def _with_blanks(runs: Runs) -> tuple[Runs, set[int]]:
    """Runs with a blank for each placeholder, and which blanks stand in code."""
    found: list[Run] = []
    in_code: set[int] = set()
    for run in runs:
        end = 0
        for match in _PLACEHOLDER.finditer(run.text):
            if match.start() > end:
                found.append(Run(run.text[end : match.start()], run.style, run.link))
            index = ord(match.group()) - _FIRST
            found.append(Run(str(index + 1), run.style | _BLANK))
            if run.style & _CODE:
                in_code.add(index)
            end = match.end()
        if end < len(run.text):
            found.append(run if not end else Run(run.text[end:], run.style, run.link))
    return tuple(found), in_code


def form_of(text: str) -> tuple[int, str]:
    """The number and the text of an accepted form, `1::index` or `index`."""
    number = _NUMBERED.match(text)
    return (int(number.group(1)), text[number.end() :]) if number else (0, text)
