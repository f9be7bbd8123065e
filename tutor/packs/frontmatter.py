"""Front matter: from a tree of texts to the fields of a table in fields.py, strictly and with places."""

import re
from dataclasses import dataclass, field
from datetime import date

from tutor.model.ids import QUESTION_ID_PATTERN, is_id
from tutor.packs.fields import Field, Fields, Shape
from tutor.packs.source import Source, is_target, nearest, target_hint
from tutor.packs.tree import Listing, Mapping, Node, Text, quoted_line, read_tree

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d{1,9}")
_CUT = re.compile(r" #")
_FENCE = "---"


@dataclass(slots=True)
class Front:
    """The fields that were read, by name. One that is absent, or has an error, reads as None or empty.

    `is_there`: whether it begins and ends, so that the body can be told from it; `is_whole`: whether all could be read.
    """

    line: int = 1
    is_there: bool = True
    is_whole: bool = True
    texts: dict[str, Text] = field(default_factory=dict)
    lists: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    maps: dict[str, tuple[tuple[Text, Text], ...]] = field(default_factory=dict)
    groups: dict[str, tuple[tuple[Text, tuple[Text, ...]], ...]] = field(default_factory=dict)
    records: dict[str, tuple[Mapping, ...]] = field(default_factory=dict)  # their keys are read where they are known
    keys: dict[str, Text] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A text on one line."""
        found = self.texts.get(name)
        return " ".join(found.text.split("\n")) if found else default

    def number(self, name: str, default: int) -> int:
        found = self.texts.get(name)
        return int(found.text) if found else default

    def many(self, name: str) -> tuple[str, ...]:
        return tuple(each.text for each in self.lists.get(name, ()))

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        return tuple((key.text, value.text) for key, value in self.maps.get(name, ()))


def read_front(source: Source, table: Fields) -> tuple[Front, int]:
    """The front matter of a Markdown file, and the line where its body begins."""
    lines = source.lines
    start = next(index for index, line in enumerate(lines) if line.strip())
    if lines[start].rstrip() != _FENCE:
        source.report("E005", 1, 1, 'begin with a line "---", then "title: …", then a line "---"')
        return Front(is_there=False, is_whole=False), 1
    if start:
        source.report("E005", start + 1, 1, "delete the blank lines above it")
    end = next((index for index in range(start + 1, len(lines)) if lines[index].rstrip() == _FENCE), 0)
    if not end:
        source.report("E006", start + 1, 1, 'write a line "---" after the last key')
        return Front(is_there=False, is_whole=False), len(lines) + 1
    root, whole = read_tree(source, "\n".join(lines[start + 1 : end]), start + 2)
    return load(source, root, whole, table), end + 2


def load(source: Source, root: Node | None, whole: bool, table: Fields, at: tuple[int, int] = (1, 1)) -> Front:
    """Fields from a tree. What is missing is said only if the tree is `whole`, at the line and column `at`."""
    front = Front(is_whole=whole)
    if root is not None and not isinstance(root, Mapping):
        source.report("E013", root.line, root.column, 'write "title: …"', what="a map of keys", name="front matter")
        front.is_whole = False
        return front
    entries = root.entries if isinstance(root, Mapping) else []
    loader = _Loader(source, front)
    for key, value in entries:
        if source.is_full:
            break
        known = table.get(key.text)
        if known is None:
            source.report_unknown(key.text, table, key.line, key.column)
            continue
        front.keys[key.text] = key
        if isinstance(value, Text) and value.plain and not value.text and not loader.is_cut(value):
            if known.required:
                source.report("E020", key.line, key.column, known.about, key=key.text)
            continue
        loader.load(known, value)
    for known in table.values():
        if whole and known.required and known.name not in front.keys:
            source.report("E020", *at, known.about, key=known.name)
    return front


class _Loader:
    def __init__(self, source: Source, front: Front) -> None:
        self.source = source
        self.front = front

    def load(self, known: Field, value: Node) -> None:
        """Puts `value` into the front matter if it has the shape of the field."""
        name = known.name
        match known.shape:
            case Shape.TEXT:
                if text := self.text(known, value):
                    self.front.texts[name] = text
            case Shape.ID | Shape.NUMBER | Shape.DATE | Shape.WORD:
                if (text := self.text(known, value)) and self.fits(known, text):
                    self.front.texts[name] = text
            case Shape.TEXTS | Shape.IDS:
                self.front.lists[name] = self.texts(known, value)
            case Shape.TEXT_BY_NAME | Shape.ID_BY_ID:
                self.front.maps[name] = self.by_name(known, value)
            case Shape.TEXTS_BY_NAME:
                self.front.groups[name] = self.texts_by_name(known, value)
            case Shape.MAPS:
                self.front.records[name] = self.maps(known, value)
            case Shape.TEXT_OR_BY_NAME:
                if isinstance(value, Mapping):
                    self.front.maps[name] = self.by_name(known, value)
                elif text := self.text(known, value):
                    self.front.texts[name] = text

    def text(self, known: Field, value: Node) -> Text | None:
        """A text, or None with the reason reported."""
        if not isinstance(value, Text):
            what = "a list" if isinstance(value, Listing) else "a map"
            self.source.report("E013", value.line, value.column, quoted_line(self.source, value.line),
                               what="a text", name=f"{known.name}, not {what}")  # fmt: skip
            return None
        if known.shape not in (Shape.NUMBER, Shape.DATE, Shape.WORD, Shape.ID) and self.is_cut(value):
            self.source.report("E021", value.end_line, value.end_column + 2, quoted_line(self.source, value.end_line))
            return None
        stripped = value.text.strip()
        if value.plain and _is_curly(stripped):
            self.report_curly(value)
        if not stripped:
            self.source.report("E020", value.line, value.column, known.about, key=known.name)
            return None
        return value if stripped == value.text else Text(stripped, value.line, value.column)

    def report_curly(self, value: Text) -> None:
        """Says that these are curly quotes, unless it is said why nothing after them can be read."""
        if not any(problem.place.line == value.line for problem in self.source.problems if problem.is_error):
            self.source.report("W014", value.line, value.column, 'write "…"')

    def is_cut(self, value: Text) -> bool:
        """Whether a `#` after one blank cuts this text, which its author may not have meant."""
        if not value.plain:
            return False
        raw = self.source.line(value.end_line)
        return _CUT.match(raw, value.end_column) is not None

    def texts(self, known: Field, value: Node) -> tuple[Text, ...]:
        if not isinstance(value, Listing):
            hint = f"write {known.name}: [{value.text}]" if isinstance(value, Text) else ""
            self.source.report("E014", value.line, value.column, hint, name=known.name)
            return ()
        found = [text for item in value.items if (text := self.text(known, item))]
        if known.shape is Shape.IDS:
            found = [text for text in found if self.fits(known, text)]
        return tuple(found)

    def maps(self, known: Field, value: Node) -> tuple[Mapping, ...]:
        if not isinstance(value, Listing):
            self.source.report("E014", value.line, value.column, name=known.name)
            return ()
        for item in value.items:
            if not isinstance(item, Mapping):
                hint = "write - {key: value, …}"
                self.source.report("E015", item.line, item.column, hint, name=f"each of {known.name}")
        return tuple(item for item in value.items if isinstance(item, Mapping))

    def by_name(self, known: Field, value: Node) -> tuple[tuple[Text, Text], ...]:
        if not isinstance(value, Mapping):
            self.source.report("E015", value.line, value.column, f"write {known.name}: {{name: text}}", name=known.name)
            return ()
        found = [(key, text) for key, item in value.entries if (text := self.text(known, item))]
        if known.shape is Shape.ID_BY_ID:
            found = [(key, text) for key, text in found if self.fits(known, key) & self.fits(known, text)]
        return tuple(found)

    def texts_by_name(self, known: Field, value: Node) -> tuple[tuple[Text, tuple[Text, ...]], ...]:
        if not isinstance(value, Mapping):
            hint = f"write {known.name}: {{word: [other, words]}}"
            self.source.report("E015", value.line, value.column, hint, name=known.name)
            return ()
        return tuple((key, self.texts(known, item)) for key, item in value.entries)

    def fits(self, known: Field, text: Text) -> bool:
        """Whether a text can be what the field holds; if not, that is reported."""
        written = text.text
        match known.shape:
            case Shape.NUMBER:
                if _NUMBER.fullmatch(written) and known.low <= int(written) <= known.high:
                    return True
                self.source.report("E016", text.line, text.column, name=known.name, low=known.low, high=known.high)
            case Shape.DATE:
                if _DATE.fullmatch(written) and _is_date(written):
                    return True
                self.source.report("E017", text.line, text.column, "write it as 2026-11-20", name=known.name)
            case Shape.WORD:
                if written in known.choices:
                    return True
                words = ", ".join(known.choices)
                hint = nearest(written, known.choices)
                self.source.report("E018", text.line, text.column, hint, name=known.name, words=words, word=written)
            case Shape.ID_BY_ID:
                if QUESTION_ID_PATTERN.fullmatch(written):
                    return True
                self.source.report("E019", text.line, text.column, id_hint(written), id=written)
            case Shape.IDS:
                if is_target(written):
                    return True
                hint = target_hint(written).replace("[[", "").replace("]]", "") or id_hint(written)
                self.source.report("E019", text.line, text.column, hint, id=written)
            case _:
                if is_id(written):
                    return True
                self.source.report("E019", text.line, text.column, id_hint(written), id=written)
        return False


def _is_curly(text: str) -> bool:
    """Whether curly quotes stand round a text, or round what its commas divided: its author meant quotes of YAML."""
    if text[:1] == "\u2018":
        return text[-1:] == "\u2019"
    opens, closes = text[:1] in ("\u201c", "\u201e"), text[-1:] in ("\u201d", "\u201c") and len(text) > 1
    return (opens and (closes or "\u201d" not in text)) or (closes and "\u201c" not in text and "\u201e" not in text)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def near_id(written: str) -> str:
    """The id that is nearest to what an author wrote, "" where nothing is."""
    return re.sub(r"[^a-z0-9]+", "-", written[:200].lower()).strip("-")[:64].strip("-")


def id_hint(written: str) -> str:
    """A hint with an id that the author may have meant."""
    slug = near_id(written)
    return f"for example {slug}" if slug else "small letters, digits and hyphens"
