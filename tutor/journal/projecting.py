"""What follows from the events, worked out from all of them at one go: its tables are disposable, the events not."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tutor.journal.codec import decode
from tutor.journal.queries import EVENT_COLUMNS
from tutor.journal.rows import replace_all, stored, wanted
from tutor.journal.schema import create_projections
from tutor.learning.replay import fold
from tutor.model.events import Recorded, Undone

Progress = Callable[[int, int], None]  # done, of all

_PROGRESS_EVERY = 5000  # events


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


def project_anew(connection: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Put tables of this program's shape, filled by its rules, in place of those that are there, in a transaction."""
    create_projections(connection)
    rebuild_projections(connection, progress)


def rebuild_projections(connection: sqlite3.Connection, progress: Progress | None = None) -> Rebuilt:
    """Work out all projections and mend those that differ, inside the transaction that is open.

    A million events take about a minute.
    """
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
