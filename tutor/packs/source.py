"""A file while it is read: its lines, the problems found so far, and the facts that the whole-pack check needs.

Bytes become text here, and only clean text goes on: no control characters, no escape sequences, no direction overrides.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from tutor.model.ids import full_name, is_id
from tutor.model.problems import Place, Problem
from tutor.packs.codes import MESSAGES

MOST_PROBLEMS = 500  # errors of one file, and as many warnings: a hostile one must not fill the memory with findings
_MORE = {"E": "E024", "W": "W012"}  # that there are more
FOLDERS = ("lessons", "quizzes", "aids", "paths", "drills", "labs", "claims")  # of a pack: no link names them
_LONGEST_GUESS = 80  # characters; difflib is quadratic
_MOST_GUESSES = 500  # words that one is compared with

# Characters without a width or a look, kept as they are: soft hyphens, zero-width blanks, word joiners, tags; and marks
# of direction. Not among them: joiners, which some scripts and emoji need.
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff\U000e0000-\U000e001f]")
_DIRECTION = "\u061c\u200e\u200f"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")

# Control characters but tab and line feed, direction overrides, line separators, surrogates and non-characters. Tabs
# become blanks where runs are made; code keeps them, since a copied Makefile must stay one.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an item says of where its facts come from. `verified` is a day as 2026-11-20, "" where none is given; line
    and column are where it stands, or the title."""

    has_sources: bool
    verified: str
    line: int
    column: int


class Source:
    """One file. Reporting an error counts it: what has errors is left out (see `errors`).

    `for_author`: it is read to find what is wrong with it, not to be shown. A reviewer's remarks are then among the
    problems, and the inline text of lessons and quizzes, where most of the time goes, is only read where a problem can
    be in it (`is_skimmed`).
    """

    def __init__(self, pack: str, path: str, text: str = "", *, for_author: bool = False) -> None:
        self.pack = pack
        self.path = path
        self.for_author = for_author
        self.is_skimmed = False
        self.evidence: Evidence | None = None
        self.problems: list[Problem] = []
        self._listed = {"E": 0, "W": 0}  # how many of each level, counted beyond what is kept
        self.errors = 0  # those that leave the item out; a question's own are taken off again
        self.ids: list[tuple[str, str, int, int]] = []
        self.links: list[tuple[str, str, int, int]] = []
        self.claims: list[tuple[str, int, int, str, str]] = []  # see Facts in reading.py
        self.printed: list[tuple[int, int]] = []  # see Facts in reading.py
        self.left_out: list[tuple[int, int, int]] = []  # see ReadFile in reading.py
        self._claimed: dict[str, int] = {}
        self.text = text
        self.lines = text.split("\n")

    def report(self, code: str, line: int, column: int = 1, hint: str = "", **values: object) -> None:
        """Adds a problem. `values` fill the message of `code` in codes.py."""
        level = code[0]
        if level == "E":
            self.errors += 1
        self._listed[level] += 1
        if self._listed[level] <= MOST_PROBLEMS:
            self.problems.append(Problem(self.place(line, column), code, MESSAGES[code].format(**values), hint))
        elif self._listed[level] == MOST_PROBLEMS + 1:
            more = _MORE[level]
            self.problems.append(Problem(self.place(line, column), more, MESSAGES[more].format(most=MOST_PROBLEMS)))

    @property
    def is_full(self) -> bool:
        """Whether no more errors are listed, so that looking for them is in vain."""
        return self._listed["E"] > MOST_PROBLEMS

    @property
    def is_warned(self) -> bool:
        """Whether no more warnings are listed; errors are."""
        return self._listed["W"] > MOST_PROBLEMS

    def report_unknown(self, key: str, known: Iterable[str], line: int, column: int) -> None:
        """Reports a key that is not among those that are `known`."""
        hint = "" if self.is_warned else nearest(key, known)  # comparing takes far longer than reading
        self.report("W004", line, column, hint, key=key)

    def place(self, line: int, column: int = 1) -> Place:
        return Place(self.path, line, column)

    def line(self, number: int) -> str:
        """The raw text of a line, counted from 1; "" beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def column(self, number: int, text: str) -> int:
        """The column where `text` begins in a line, 1 where it does not stand there as written."""
        return self.line(number).find(text) + 1 or 1

    def claim(self, id: str, kind: str, line: int, column: int) -> None:
        """Notes an id that this file gives; reports one that it gave before."""
        first = self._claimed.setdefault(id, line)
        if len(self._claimed) > len(self.ids):
            self.ids.append((id, kind, line, column))
        else:
            self.report("E129", line, column, id=id, first=first)

    def link(self, target: str, where: str, line: int, column: int) -> str:
        """Notes that this file names `target`; returns its full name."""
        name = full_name(self.pack, target)
        self.links.append((name, where, line, column))
        return name

    def clean(self, text: str, first_line: int = 1, first_column: int = 1) -> str:
        """`text` without what could steer a terminal. Says how much was left out, and where it first stood."""
        found = _UNSAFE.search(text)
        if found is None:
            return text
        line = first_line + text.count("\n", 0, found.start())
        column = found.start() - text.rfind("\n", 0, found.start())
        if line == first_line:
            column += first_column - 1
        cleaned, count = _UNSAFE.subn("", text)
        self.report("W002", line, column, count=count, character=f"U+{ord(found.group()):04X}")
        return cleaned


def check_hidden(source: Source) -> None:
    """Reports characters that nobody sees; marks of direction only in lines that nothing needs them in."""
    found = [
        (number, match)
        for number, line in enumerate(source.lines, 1)
        if not line.isascii()
        for match in _HIDDEN.finditer(line)
        if match.group() not in _DIRECTION or not _RIGHT_TO_LEFT.search(line)
    ]
    if found:
        line, match = found[0]
        hint = "delete it" if len(found) == 1 else "delete them"
        source.report("W009", line, match.start() + 1, hint, count=len(found), character=f"U+{ord(match.group()):04X}")


def without_unsafe(text: str) -> str:
    """`text` without what could steer a terminal, for what arises later, such as Markdown's `&#x202E;`."""
    return _UNSAFE.sub("", text)


def decode(source: Source, data: bytes) -> bool:
    """Puts the text of `data` into `source`; False if it is no text. Line ends of every system become line feeds."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        source.report("E001", line, column, "save the file as UTF-8", byte=f"0x{data[error.start]:02X}")
        return False
    if text.startswith("\ufeff"):
        source.report("W001", 1, 1, "save it as UTF-8 without a byte order mark")
        text = text.lstrip("\ufeff")
    source.text = source.clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    source.lines = source.text.split("\n")
    if not source.text.strip():
        source.report("E002", 1)
        return False
    return True


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word which `word` resembles most, or ""."""
    if len(word) > _LONGEST_GUESS:
        return ""
    close = get_close_matches(word, list(islice(known, _MOST_GUESSES)), n=1)
    return f"did you mean {close[0]!r}?" if close else ""


def is_target(text: str) -> bool:
    """Whether `text` can name something: an id, or `pack/id`. A folder and a name are a file, not what it holds."""
    above, *below = text.split("/")
    return len(below) < 2 and is_id(above) and all(is_id(part) and above not in FOLDERS for part in below)


def target_hint(text: str) -> str:
    """What to write for the item that a file is, where `text` is the path of one; "" where it is none."""
    stem = text.partition("#")[0].rpartition("/")[2].removesuffix(".md")
    return f"write [[{stem}]]" if is_id(stem) and stem != text else ""
