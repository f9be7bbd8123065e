"""How commands speak: answers on stdout, talk on stderr, nothing that a terminal would obey."""

import os
import sys

from tutor.errors import TutorError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

# Paths and words from elsewhere may hold control characters; a terminal must see none of them.
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")


_NARROWEST = 20


def clean(text: str) -> str:
    """Text without anything a terminal would obey."""
    return text.translate(_CONTROL)


def say(*lines: str, exact: bool = False) -> None:
    """The answer, on stdout: on a terminal folded between words, unless each line must stay as it is."""
    write(sys.stdout, [clean(line) for line in lines], exact=exact)


def talk(*lines: str) -> None:
    """What is not the answer, on stderr."""
    write(sys.stderr, [clean(line) for line in lines])


def write(stream: "TextIO", lines: list[str], *, exact: bool = False) -> None:
    """Write clean lines; where a person reads them on a terminal, those that are too wide are folded between words."""
    width = 0 if exact else _terminal_width(stream)
    if width and any(len(line) > width for line in lines):
        from tutor.cli.folding import fold

        lines = [piece for line in lines for part in line.split("\n") for piece in fold(part, width)]
    stream.write("".join([line + "\n" for line in lines]))


def _terminal_width(stream: "TextIO") -> int:
    """How many columns the terminal has that this is written to; 0 where it is none, or does not say."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except OSError:
        return 0


def say_json(value: object) -> None:
    """The answer for programs: one JSON value."""
    import json

    say(json.dumps(value, ensure_ascii=False, indent=2), exact=True)


def complain(error: TutorError) -> None:
    """What went wrong and what to do, on stderr."""
    talk(f"tutor: {error}")


def columns(most: int) -> int:
    """How wide lines of prose are, at most `most` columns: on a narrower terminal no word is broken."""
    return max(_NARROWEST, min(most, _terminal_width(sys.stdout) or most))


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 review`, `2 reviews`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def ask(prompt: str) -> None:
    """A prompt without a line end, for a person who types."""
    sys.stdout.write(clean(prompt))
    sys.stdout.flush()


def ask_aside(prompt: str) -> None:
    """A prompt on stderr, where stdout is for the answer as JSON."""
    sys.stderr.write(clean(prompt))
    sys.stderr.flush()
