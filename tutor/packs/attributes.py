"""The attributes of a question: the last `{…}` of its heading, as `## Prompt {#id .order confuses=other}`."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from tutor.model.ids import QUESTION_ID_PATTERN, is_id
from tutor.packs.frontmatter import id_hint, near_id
from tutor.packs.source import Source, nearest

CLASSES = ("several", "fixed", "order", "match", "guess")
KEYS = ("confuses",)

_BRACES = re.compile(r"(^|\s)\{([^{}]*)\}$")
_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
# What was meant to be attributes and is none: no blank before the brace, or no `#` before the id.
_NEARLY = re.compile(r"\S\{[#.][\w .#=,-]+\}$|\{\s+#[\w-]+[^{}]*\}$|\s\{[a-z0-9-]+\}$")

_WORDS = rf"(?:\s+(?:[#.][A-Za-z][\w-]*|confuses=[\w,/-]*|(?:{'|'.join(CLASSES)})\b))*\s*"
# Attributes up to the end, without the brace that closes them; another bracket may stand in its place.
_OPEN = re.compile(rf"(?:^|\s)(\{{\s*(?:#[A-Za-z][\w-]*|\.(?:{'|'.join(CLASSES)})\b){_WORDS}[)\]>]?)$")
_WITHOUT_SIGN = re.compile(rf"(?:^|\s)(\{{([a-z0-9][a-z0-9-]*)(?=\s+(?:\.|confuses=)){_WORDS}\}})$")


@dataclass(frozen=True, slots=True)
class Attributes:
    """`id` is "" where none was given; it may be malformed, which is reported then."""

    id: str
    classes: frozenset[str]
    confuses: tuple[str, ...]
    line: int
    column: int


def split_heading(source: Source, content: str, line: int) -> tuple[str, Attributes | None]:
    """A heading without its attributes, and those; None where it has none. Reports what is wrong with them."""
    match = _BRACES.search(content)
    if match is None or not _are_attributes(match.group(2)):
        return content, None
    line += content.count("\n", 0, match.start(2))
    column = source.line(line).rfind("{") + 1 or 1
    return content[: match.start()].rstrip(), _read(source, match.group(2), line, column)


def has_attributes(content: str) -> bool:
    """Whether a heading ends in attributes."""
    match = _BRACES.search(content)
    return match is not None and _are_attributes(match.group(2))


def nearly(content: str) -> bool:
    """Whether a heading ends in what looks like attributes but is none."""
    return _NEARLY.search(content) is not None


def broken(content: str) -> tuple[int, str] | None:
    """Where a heading ends in attributes with a slip in their braces, and what to write; None where it does not."""
    if match := _OPEN.search(content):
        return match.start(1), "the brace is never closed: write } at the end"
    match = _WITHOUT_SIGN.search(content)
    return (match.start(1), f"write #{match.group(2)}") if match else None


def _are_attributes(inside: str) -> bool:
    """`#` begins attributes; `.` only with a class that we know, or one so like it that it must be meant."""
    if inside.startswith("#"):
        return True
    named = _CLASS.match(inside)
    return named is not None and (named.group(1) in CLASSES or bool(nearest(named.group(1), CLASSES)))


def _read(source: Source, inside: str, line: int, column: int) -> Attributes:
    seen: dict[str, list[str]] = {"#": [], ".": [], "confuses": []}
    confuses: list[str] = []
    for text, start in words_in(inside, CLASSES):
        at = column + 1 + start
        key, equals, value = text.partition("=")
        sort = text[0] if text[0] in "#." else key
        if sort not in seen or (sort in KEYS and not equals) or (sort == "." and text[1:] not in CLASSES):
            source.report("E112", line, at, _hint(text), what=text)
            continue
        if seen[sort] and (sort != "." or text in seen[sort]):
            source.report("E113", line, at, "confuses=one,other" if sort == "confuses" else "", what=text)
        elif sort == "#" and not is_id(text[1:]):
            source.report("E115", line, at, written_id_hint(text[1:]), id=text[1:])
        elif sort == "confuses":
            confuses = _confused(source, value, line, at + len("confuses="))
        seen[sort].append(text)
    ids = [text[1:] for text in seen["#"]]
    return Attributes(ids[0] if ids else "", frozenset(text[1:] for text in seen["."]), tuple(confuses), line, column)


def words_in(inside: str, classes: Collection[str]) -> list[tuple[str, int]]:
    """The words of attributes, each with its offset; an id with what was written behind it as if it were its own."""
    found: list[tuple[str, int]] = []
    for match in re.finditer(r"\S+", inside):
        word = match.group()
        if found and found[-1][0][0] == "#" and word[0] not in "#." and "=" not in word and word not in classes:
            found[-1] = (f"{found[-1][0]} {word}", found[-1][1])
        else:
            found.append((word, match.start()))
    return found


def written_id_hint(id: str) -> str:
    """What to write in place of an id of a heading that is none."""
    return f"an id has no blanks: {near_id(id)}" if " " in id and near_id(id) else id_hint(id)


def _confused(source: Source, value: str, line: int, column: int) -> list[str]:
    """The full names of `confuses=one,other`."""
    names: list[str] = []
    for part in re.finditer(r"[^,]+", value):
        at, target = column + part.start(), part.group()
        pack, slash, local = target.rpartition("/")
        if QUESTION_ID_PATTERN.fullmatch(local) and (is_id(pack) or not slash):
            names.append(source.link(target, "confuses", line, at))
        else:
            source.report("E115", line, at, id_hint(target), id=target)
    if not names and not value.strip(","):
        source.report("E112", line, column, "confuses=other-id", what="confuses=")
    return names


def _hint(text: str) -> str:
    """What may have been meant by an attribute that we do not know."""
    if text.startswith("."):
        return nearest(text[1:], CLASSES) or "known are " + ", ".join(f".{name}" for name in CLASSES)
    if text in CLASSES:
        return f"write .{text}"
    return nearest(text.partition("=")[0], KEYS) or "attributes are #id, .class and confuses=other-id"
