"""Is the journal sound, are its projections what the events say, and what to do when they are not."""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.journal.codec import decode
from tutor.journal.database import UNREADABLE, Guard, connect_to_read
from tutor.journal.migrate import Progress
from tutor.journal.queries import EVENT_COLUMNS
from tutor.journal.rows import replace_all, stored, wanted
from tutor.journal.schema import version_of
from tutor.journal.store import Journal
from tutor.learning.apply import fold
from tutor.model.events import Recorded, Undone

_PROGRESS_EVERY = 5000  # events
_MOST_REPORTED = 20


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking at the file found. `damage` is what SQLite reports, empty for a sound file."""

    path: str
    version: int
    size: int  # bytes
    events: int
    damage: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A rebuild of the projections. `differing`: projections whose rows were not what the events say, and how many.

    `unread` events are of a kind that this program does not know; they are kept, and left out of what is known.
    """

    events: int
    unread: int
    differing: tuple[tuple[str, int], ...]

    @property
    def equal(self) -> bool:
        return not self.differing


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


def rebuild_projections(connection: sqlite3.Connection, progress: Progress | None = None) -> Rebuilt:
    """As `rebuild`, inside the transaction that is open. A million events take about a minute."""
    total = connection.execute("SELECT count(*) FROM event").fetchone()[0]
    taken_back = (recorded.event for recorded in _Reading(connection, "kind = 'undone'"))
    undone = {(event.device, event.seq) for event in taken_back if isinstance(event, Undone)}
    reading = _Reading(connection, "TRUE", total, progress)
    knowledge = fold(reading, undone)
    differing = []
    for table, rows in wanted(knowledge, undone).items():
        found = list(stored(connection, table))
        if found != rows:
            differing.append((table, len(set(found).symmetric_difference(rows))))
            replace_all(connection, table, rows)
    return Rebuilt(total, total - reading.read, tuple(differing))


class _Reading:
    """Events in replay order; `read` counts those that this program could read."""

    def __init__(
        self, connection: sqlite3.Connection, where: str, total: int = 0, progress: Progress | None = None
    ) -> None:
        self.read = 0
        self._rows = connection.execute(f"SELECT {EVENT_COLUMNS} FROM event WHERE {where} ORDER BY time, device, seq")
        self._total, self._progress = total, progress

    def __iter__(self) -> Iterator[Recorded]:
        for number, row in enumerate(self._rows):
            recorded = decode(row)
            if recorded is not None:
                self.read += 1
                yield recorded
            if self._progress is not None and number % _PROGRESS_EVERY == 0:
                self._progress(number, self._total)
