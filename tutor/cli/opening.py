"""Opening the house for a command: what takes long is shown, what is worth knowing is said, and the door is closed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from tutor.cli.speech import complain, talk
from tutor.services.opening import Tutor, open_tutor

SLOW_SECONDS = 1.0  # whoever waits longer is told why


class Waiting:
    """One line on stderr that tells how far a long work is, from its second second on; silent where nobody watches."""

    def __init__(self) -> None:
        self._began = monotonic()
        self._said = False

    def show(self, done: int, of: int) -> None:
        """`done` of `of` steps are over."""
        if sys.stderr.isatty() and monotonic() - self._began >= SLOW_SECONDS:
            self._said = True
            sys.stderr.write(f"\rWorking: {done} of {of} ")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave an empty line behind."""
        if self._said:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


@contextmanager
def waiting() -> Iterator[Waiting]:
    """A `Waiting` that cleans up after itself."""
    line = Waiting()
    try:
        yield line
    finally:
        line.end()


@contextmanager
def opened() -> Iterator[Tutor]:
    """The open tutor; that a cache or the journal cannot be written goes to stderr."""
    with waiting() as line:
        tutor = open_tutor(progress=line.show)
    try:
        talk(*tutor.catalog.notes)
        if tutor.journal.unwritable is not None:
            complain(tutor.journal.unwritable)
        yield tutor
    finally:
        tutor.close()


def on_screen(*, plain: bool) -> bool:
    """Whether a command opens its screen: where there is a terminal that can draw one, unless `plain` was asked for."""
    return not plain and os.environ.get("TERM", "") != "dumb" and sys.stdin.isatty() and sys.stdout.isatty()
