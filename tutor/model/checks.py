"""What a command or a file must have come to: the checks of labs, and of whatever else runs commands to see."""

from dataclasses import dataclass
from enum import StrEnum

from tutor.model.problems import Place
from tutor.model.questions import NOWHERE
from tutor.model.text import Runs

SHORT = 48  # characters of a command that are shown where its first line is enough to tell which one it is


class Subject(StrEnum):
    """What is looked at: a file in the folder, or a command and what it writes to stdout."""

    FILE = "file"
    RUN = "run"


class Word(StrEnum):
    """How it is looked at. `is` and `lines` leave one trailing newline out of account."""

    EXISTS = "exists"
    HAS = "has"
    IS = "is"
    LINES = "lines"
    EXIT = "exit"


WORDS: dict[Subject, tuple[Word, ...]] = {
    Subject.FILE: (Word.EXISTS, Word.HAS, Word.IS, Word.LINES),
    Subject.RUN: (Word.EXIT, Word.HAS, Word.IS, Word.LINES),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check. `of` is a path below the folder, or a command; `value` is a text, a number, or yes/no for `exists`.

    `otherwise` is the `else` of the file: what to tell whoever does not pass it. In a claim, a check of the subject run
    with `of` "" looks at what the claim's own command came to.
    """

    subject: Subject
    of: str
    word: Word
    value: str | int | bool
    otherwise: Runs = ()
    place: Place = NOWHERE

    @property
    def looked_at(self) -> str:
        """The file or command, as one short line: which check it is, and nothing of what it expects."""
        lines = self.of.strip().splitlines() or [""]
        more = " …" if len(lines) > 1 else ""
        line = lines[0].rstrip()
        return f"{line}{more}" if len(line) + len(more) <= SHORT else f"{line[: SHORT - 1]}…"

    @property
    def wanted(self) -> str:
        """What must hold of it, in a few plain words."""
        match self.word:
            case Word.EXISTS:
                wanted = "exists" if self.value else "does not exist"
            case Word.EXIT:
                wanted = f"ends with status {self.value}"
            case Word.LINES:
                wanted = f"has {self.value} line{'' if self.value == 1 else 's'}"
            case Word.HAS:
                wanted = f"has {self.value!r}"
            case Word.IS:
                wanted = f"is {self.value!r}"
        return wanted

    @property
    def written(self) -> str:
        """All of the check, in a few plain words."""
        return f"{self.of or 'run'}: {self.wanted}"
