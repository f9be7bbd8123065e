"""Bringing a journal back: a daily copy and all that is readable in the damaged file, united in a new file.

Nothing is deleted. The damaged file is set aside under a name of its own; every later restore reads it again, so that
what a broken attempt left behind is not lost either. Only then does the new file take its place, in one step.
"""

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from tutor.errors import JournalError, JournalTooNew
from tutor.journal.copies import daily_copies
from tutor.journal.database import UNREADABLE, Guard, connect, connect_to_read, sync_folder
from tutor.journal.projecting import Progress, Rebuilt, rebuild_projections
from tutor.journal.queries import EVENT_COLUMNS
from tutor.journal.salvage import EventRow, salvaged
from tutor.journal.schema import create

_ASIDE = ".damaged-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back. `copy` and `aside` are paths, "" where there was none; the counts are of events.

    `from_copy` events were in the copy, `from_files` more only in the damaged file or one set aside earlier.
    """

    copy: str
    aside: str
    from_copy: int
    from_files: int
    rebuilt: Rebuilt


def restore(path: str, copies: str, *, copy: str = "", progress: Progress | None = None) -> Restored:
    """Put a new journal at `path`, from the copy (the newest sound one in `copies`) and the file that is there.

    Other programs should be closed; one that is not is told that its file was replaced. Raises JournalError, and leaves
    all as it was, where nothing can be read or the new file cannot be written, and JournalTooNew.
    """
    candidates = [copy] if copy else daily_copies(copies)
    fresh = f"{path}.restoring"
    _remove(fresh)
    try:
        with Guard(fresh):
            connection = connect(fresh)
            try:
                used, from_copy, from_files, rebuilt = _unite(connection, candidates, _files(path), progress)
            finally:
                connection.close()
        aside = _put_in_place(path, fresh)
    except OSError as error:
        raise JournalError(f"the journal cannot be restored: {error.strerror}", where=path) from error
    finally:
        _remove(fresh)
    return Restored(used, aside, from_copy, from_files, rebuilt)


def recover(path: str, progress: Progress | None = None) -> Restored:
    """Restore without a copy: from what is readable in the damaged file alone."""
    return restore(path, "", progress=progress)


def _files(path: str) -> list[str]:
    """The journal itself, and the files that earlier restores set aside."""
    folder, name = os.path.split(os.path.abspath(path))
    aside = (one for one in sorted(os.listdir(folder)) if one.startswith(name + _ASIDE) and not _is_wal(one))
    return [*([path] if os.path.exists(path) else []), *(os.path.join(folder, one) for one in aside)]


def _is_wal(name: str) -> bool:
    return name.endswith(("-wal", "-shm"))


def _unite(
    connection: sqlite3.Connection, candidates: Iterable[str], files: Iterable[str], progress: Progress | None
) -> tuple[str, int, int, Rebuilt]:
    connection.execute("BEGIN IMMEDIATE")
    create(connection)
    used, from_copy = "", 0
    for one in candidates:
        rows = _read(one)
        if rows is not None:
            used, from_copy = one, _insert(connection, rows)
            break
    from_files = sum(_insert(connection, _read(one) or salvaged(one)) for one in files)
    if from_copy + from_files == 0:
        raise JournalError("nothing can be read in the journal, and there is no copy of it")
    rebuilt = rebuild_projections(connection, progress)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return used, from_copy, from_files, rebuilt


def _read(path: str) -> list[EventRow] | None:
    """The event rows of a file that is sound from end to end, else None. Raises JournalTooNew."""
    try:
        connection = connect_to_read(path)
    except JournalTooNew:
        raise
    except (JournalError, *UNREADABLE):
        return None
    try:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            return None
        return connection.execute(f"SELECT {EVENT_COLUMNS} FROM event").fetchall()
    except UNREADABLE:
        return None
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, rows: Iterable[EventRow]) -> int:
    """Add the events that are not there yet; how many they were."""
    put = f"INSERT INTO event ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    before = connection.total_changes
    for row in rows:
        if connection.execute(put, row).rowcount == 0:
            found = connection.execute(f"SELECT {EVENT_COLUMNS} FROM event WHERE device = ? AND seq = ?", row[1:3])
            if found.fetchone() != row:
                connection.execute(put, (row[0], _other_device(row), *row[2:]))
    return connection.total_changes - before


def _other_device(row: EventRow) -> str:
    """A device id for an event whose number another event has: a copy was written to under the old id.

    The same event gets the same id each time, so that uniting twice adds nothing.
    """
    return sha256(repr(row).encode()).hexdigest()[:8]


def _put_in_place(path: str, fresh: str) -> str:
    """Set the old file aside and move the new one into its place; at no moment is there no journal."""
    folder = os.path.dirname(os.path.abspath(path))
    aside = ""
    if os.path.exists(path):
        number = 1
        while os.path.exists(aside := f"{path}{_ASIDE}{number}"):
            number += 1
        os.link(path, aside)
        if os.path.exists(f"{path}-wal"):
            os.rename(f"{path}-wal", f"{aside}-wal")
    if os.path.exists(f"{path}-shm"):
        os.remove(f"{path}-shm")
    os.replace(fresh, path)
    sync_folder(folder)
    return aside


def _remove(path: str) -> None:
    for one in (path, f"{path}-wal", f"{path}-shm"):
        if os.path.exists(one):
            os.remove(one)
