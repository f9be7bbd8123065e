"""Is the journal sound, are its projections what the events say, and what to do when they are not."""

import os
from dataclasses import dataclass

from tutor.journal.database import UNREADABLE, Guard, connect_to_read
from tutor.journal.projecting import Progress, Rebuilt, rebuild_projections
from tutor.journal.schema import version_of
from tutor.journal.store import Journal

_MOST_REPORTED = 20


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking at the file found. `damage` is what SQLite reports, empty for a sound file."""

    path: str
    version: int
    size: int  # bytes
    events: int
    damage: tuple[str, ...]


def check(path: str) -> Checked:
    """Look at every page of the file. Raises JournalError where it cannot even be opened."""
    with Guard(path):
        connection = connect_to_read(path)
        try:
            found = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST_REPORTED})")]
            damage = () if found == ["ok"] else tuple(found)
            events = 0 if damage else connection.execute("SELECT count(*) FROM event").fetchone()[0]
            pages, size = (connection.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
            return Checked(path, version_of(connection), pages * size, events, damage)
        except UNREADABLE as error:
            return Checked(path, 0, os.path.getsize(path), 0, (str(error),))
        finally:
            connection.close()


def rebuild(journal: Journal, progress: Progress | None = None) -> Rebuilt:
    """Work out all projections from the events and put them in place of those that differ; others wait meanwhile."""
    with journal.writing() as connection:
        rebuilt = rebuild_projections(connection, progress)
    journal.forget_rules()
    return rebuilt
