"""Forward migrations of the journal, each after a copy of the file. There is no way back but that copy.

A step changes tables inside its transaction. Events are never rewritten: what a new rule would make of them is a step
that rebuilds the projections.
"""

import os
import sqlite3
from collections.abc import Callable, Mapping

from tutor.journal.copies import copy_to
from tutor.journal.database import roll_back
from tutor.journal.schema import VERSION, version_of

Progress = Callable[[int, int], None]  # done, of all
Step = Callable[[sqlite3.Connection, Progress], None]

STEPS: Mapping[int, Step] = {}  # the version that a step starts from


def upgrade(
    connection: sqlite3.Connection,
    path: str,
    copies: str,
    *,
    progress: Progress | None = None,
    steps: Mapping[int, Step] = STEPS,
    target: int = VERSION,
) -> None:
    """Bring an open journal to version `target`, one durable step at a time; nothing to do is no work.

    Before each step the file is copied to `copies`, named by its version. A step that fails leaves the file at the
    version before it. Raises sqlite3.Error, and JournalError where the copy cannot be made.
    """
    while (version := version_of(connection)) < target:
        copy_to(path, os.path.join(copies, f"before-version-{version + 1}.sqlite"))
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection) == version:  # else another program was faster
                steps[version](connection, progress or _silent)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise


def _silent(done: int, of_all: int) -> None:
    """No progress is shown."""
