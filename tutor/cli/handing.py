"""Handing something on: what leaves is shown to the letter, a person agrees, and only then is it written."""

import os
import sys
from contextlib import suppress

from tutor.cli.output import Screen
from tutor.cli.speech import ask_aside, talk
from tutor.errors import TutorError


def refuse_unasked(path: str, *, yes: bool) -> None:
    """Raises TutorError where there is nobody to ask, or where a file would be overwritten: before any work is done."""
    if path and os.path.lexists(path):
        raise TutorError("not written: something is there already", where=path, hint="Name another file.")
    if not yes and not sys.stdin.isatty():
        raise TutorError("nothing has left: there is nobody to ask here", hint="--yes agrees beforehand.")


def agreed_to(text: str, path: str, *, yes: bool, about: str) -> bool:
    """Show the text that would leave, into the file at `path` or, with "", into the pipe; whether a person agrees.

    `about` says in a line what it holds. No answer is a no.
    """
    where = f"into {path}" if path else "into the pipe"
    talk(f"This would go {where}, and nothing else. {about}")
    if sys.stdout.isatty():
        Screen().show(text.rstrip("\n").split("\n"))
    else:
        talk(*text.rstrip("\n").split("\n"))
    if yes:
        return True
    _forget_what_was_typed()
    ask_aside("May it leave? y or n: ")
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        ask_aside("\n")
    return line.strip().lower() in ("y", "yes")


def _forget_what_was_typed() -> None:
    """Whoever agreed before the text was shown has not agreed to it."""
    import termios

    with suppress(OSError, ValueError, termios.error):  # no terminal
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def hand_on(text: str, path: str) -> None:
    """Write the text into a new file, or with "" to stdout. Raises TutorError; half a file is taken away again."""
    made = False
    try:
        if not path:
            sys.stdout.write(text)
            sys.stdout.flush()
            return
        with open(path, "x", encoding="utf-8") as file:
            made = True
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BrokenPipeError:
        raise  # whoever reads has gone, which is no trouble
    except OSError as error:
        if made:
            os.unlink(path)
        if not path:  # Python would complain again while closing it
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise TutorError(f"not written: {(error.strerror or '').lower()}", where=path or "stdout") from error
