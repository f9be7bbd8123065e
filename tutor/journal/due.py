"""What is due, by `sqlite3` alone: `tutor due` runs at every prompt and cannot wait for dataclasses to import."""

import os
from collections.abc import Callable, Collection

from tutor.journal.database import Guard, connect_to_read
from tutor.journal.schema import VERSION, is_projected, version_of
from tutor.learning.days import study_day

_WHERE = (
    "WHERE due IS NOT NULL AND suspended = 0 AND resting = 0 AND due <= ?"
    " AND (buried_until IS NULL OR buried_until <= ?)"
)
_REVIEWED = "pack IN (SELECT pack FROM pack WHERE state != 'stopped')"


def due_questions(
    path: str,
    now: tuple[int, int],
    rollover: int,
    questions_of: Callable[[list[str]], Collection[str]],
) -> list[str] | None:
    """The questions that are due, by name: of the packs that go on, and of the items that were added.

    `now` is UTC in ms since 1970 and how many seconds local time is ahead of it, `rollover` that setting's default.
    `questions_of` gives the questions of items, by full names; it is asked only where items were added. A journal that
    is not there yet has nothing due. None: another version of the program wrote it, and `Journal.open` must bring it
    forward first. Raises JournalError.
    """
    if not os.path.exists(path):
        return []
    with Guard(path):
        connection = connect_to_read(path)
        try:
            if version_of(connection) != VERSION or not is_projected(connection):
                return None
            execute = connection.execute
            kept = execute("SELECT value FROM setting WHERE key = 'rollover'").fetchone()
            hour = int(kept[0]) if kept and kept[0].isdecimal() and int(kept[0]) < 24 else rollover
            days = (study_day(*now, hour),) * 2
            found = execute(f"SELECT question FROM memory {_WHERE} AND {_REVIEWED}", days).fetchall()
            added = [item for (item,) in execute("SELECT item FROM added")]
            one = f"SELECT question FROM memory {_WHERE} AND NOT {_REVIEWED} AND question = ?"
            for question in questions_of(added) if added else ():
                found += execute(one, (*days, question)).fetchall()
            return sorted(name for (name,) in found)
        finally:
            connection.close()
