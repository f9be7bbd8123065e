"""Answers of the look-up on a terminal or in a pipe: width, colour, and a pager for what is taller than the screen."""

import os
import sys

from tutor.model.printed import fitted

COLOURS = ("auto", "always", "never")

_LEAST, _USUAL = 20, 80  # columns


class Screen:
    """What stdout is: a terminal of so many columns and rows, or a pipe (80 columns, 0 rows)."""

    __slots__ = ("colour", "columns", "rows")

    def __init__(self, colour: str = "auto") -> None:
        self.columns, self.rows = _USUAL, 0
        is_terminal = sys.stdout.isatty()
        if is_terminal:
            self.columns, self.rows = os.get_terminal_size(sys.stdout.fileno())
        told = os.environ.get("COLUMNS", "")
        if told.isdecimal() and int(told):
            self.columns = int(told)
        self.columns = max(_LEAST, self.columns or _USUAL)
        wanted = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
        self.colour = colour == "always" or (colour == "auto" and wanted)

    def lines(self, stored: str) -> list[str]:
        """Stored lines (model/printed.py) as this screen shows them."""
        return fitted(stored, self.columns, colour=self.colour)

    def show(self, lines: list[str], *, pager: bool = True) -> None:
        """Print lines; what is taller than the screen through a pager."""
        text = "\n".join([*lines, ""])
        if not (pager and 0 < self.rows <= len(lines) and _paged(text)):
            sys.stdout.write(text.encode("utf-8", "replace").decode())
            sys.stdout.flush()


def _paged(text: str) -> bool:
    """Whether a pager showed the text."""
    import shlex
    import subprocess

    command = shlex.split(os.environ.get("PAGER", "")) or ["less", "-FIRX"]
    if command == ["cat"] or os.environ.get("TERM", "dumb") == "dumb":
        return False
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, env={"LESS": "FIRX", **os.environ}) as pager:
            try:
                pager.communicate(text.encode("utf-8", "replace"))
            except KeyboardInterrupt:
                pager.wait()  # the pager decides what ^C means
    except BrokenPipeError:
        return True
    except OSError:
        return False
    return True
