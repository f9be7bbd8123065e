"""Bringing an older journal forward, each step after a copy of the file. There is no way back but that copy.

A step changes the events' tables inside its transaction, and never what an event says. What follows from the events is
made anew wherever its tables are not this program's (schema.py).
"""

import sqlite3
from collections.abc import Callable, Mapping

from tutor.journal.database import roll_back
from tutor.journal.projecting import Progress, project_anew
from tutor.journal.schema import VERSION, is_projected, version_of

Step = Callable[[sqlite3.Connection, Progress], None]

STEPS: Mapping[int, Step] = {1: project_anew}  # the version that a step starts from


def upgrade(
    connection: sqlite3.Connection,
    keep: Callable[[str], None],
    *,
    progress: Progress | None = None,
    steps: Mapping[int, Step] = STEPS,
    target: int = VERSION,
) -> None:
    """Bring an open journal to version `target`, one durable step at a time; nothing to do is no work.

    `keep` copies the file under a name, before each step, while nobody else can write. A step that fails, or that is
    broken off, leaves the file as it was before it. Raises sqlite3.Error, and what `keep` raises.
    """
    while version_of(connection) < target or not is_projected(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = version_of(connection)  # another program may have been faster
            if version < target:
                keep(f"before-version-{version + 1}.sqlite")
                steps[version](connection, progress or _silent)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            elif not is_projected(connection):
                keep("before-new-tables.sqlite")
                project_anew(connection, progress)
            connection.execute("COMMIT")
        except BaseException:
            roll_back(connection)
            raise


def _silent(done: int, of_all: int) -> None:
    """No progress is shown."""
