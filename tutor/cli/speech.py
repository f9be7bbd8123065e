"""How commands speak: answers on stdout, talk on stderr, nothing that a terminal would obey."""

import os
import sys

from tutor.errors import TutorError

# Paths and words from elsewhere may hold control characters; a terminal must see none of them.
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), "�")


_NARROWEST = 20


def clean(text: str) -> str:
    """Text without anything a terminal would obey."""
    return text.translate(_CONTROL)


def say(*lines: str) -> None:
    """The answer, on stdout."""
    sys.stdout.write("".join(clean(line) + "\n" for line in lines))


def talk(*lines: str) -> None:
    """What is not the answer, on stderr."""
    sys.stderr.write("".join(clean(line) + "\n" for line in lines))


def say_json(value: object) -> None:
    """The answer for programs: one JSON value."""
    import json

    say(json.dumps(value, ensure_ascii=False, indent=2))


def complain(error: TutorError) -> None:
    """What went wrong and what to do, on stderr."""
    talk(f"tutor: {error}")


def columns(most: int) -> int:
    """How wide lines of prose are, at most `most` columns: on a narrower terminal no word is broken."""
    if not sys.stdout.isatty():
        return most
    return max(_NARROWEST, min(most, os.get_terminal_size(sys.stdout.fileno()).columns or most))


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
