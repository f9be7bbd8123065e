"""The journal: every answer is on disk, with all that follows from it, before `record` returns.

One file, written by any number of programs at once. An event and its projections are one transaction, synced to disk.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tutor.errors import JournalError, JournalUnwritable
from tutor.journal.clock import system_clock as system_clock
from tutor.journal.codec import decode, encode
from tutor.journal.copies import copy_to, daily_copies
from tutor.journal.database import Guard, connect, roll_back, sync_folder
from tutor.journal.migrate import upgrade
from tutor.journal.projecting import Progress
from tutor.journal.queries import EVENT_COLUMNS, STANDS, Clock, Queries
from tutor.journal.rows import mark_undone, write
from tutor.journal.schema import create, version_of
from tutor.learning.apply import apply
from tutor.learning.replay import linked, taken_back
from tutor.model.events import Event, Recorded, Renamed, SettingChanged, Stamp, Undoable, Undone

_SEED_BYTES = 6  # stays below 2**53
_UNDOABLE = "('answered', 'reset')"  # the kinds of `Undoable` events


class Journal(Queries):
    """An open journal. `device` is the 8 hex digits under which this file's events are recorded.

    Methods raise JournalError when the file cannot be read or written; what was recorded before stays as it is.
    """

    device: str
    unwritable: JournalUnwritable | None = None  # why nothing can be recorded (reading.py)
    _identity: str
    _shape: int | None = None  # as SQLite counts changes of tables; None: not open yet

    @classmethod
    def open(
        cls, path: str, *, copies: str, clock: Clock = system_clock, progress: Progress | None = None
    ) -> "Journal":
        """Open the journal at `path`, or make it, with its folder. An older one is copied to `copies` and migrated.

        Raises JournalTooNew for a newer program's journal, JournalUnwritable for what can at most be read, and
        JournalError for what else cannot be opened.
        """
        folder = os.path.dirname(os.path.abspath(path))
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            hint = "The journal needs a folder that it can write to."
            raise JournalUnwritable(f"this folder cannot be made: {error.strerror}", where=folder, hint=hint) from error
        _refuse_to_forget(path, copies)
        guard = Guard(path)
        with guard:
            journal = cls(connect(path), guard, clock)
            try:
                journal._identity = _identity(path)
                if version_of(journal._connection) == 0:
                    journal._make()
                upgrade(
                    journal._connection,
                    lambda name: copy_to(path, os.path.join(copies, name)),
                    progress=progress,
                )
                journal._claim()
                journal._shape = journal._shape_now()
            except BaseException:
                journal.close()
                raise
        return journal

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, for this room: durable when the block ends, undone when it raises."""
        self._refuse_another_file()
        with self._guard:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._refuse_other_tables()
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._rules = None
                roll_back(self._connection)
                raise

    def record(self, *events: Event) -> tuple[Recorded, ...]:
        """Append events and what follows from them, in one transaction; durable on return. All of them, or none."""
        with self.writing():
            return self._append(events)

    def undoable(self) -> Recorded | None:
        """This device's newest answer, or fresh start of a question, that still stands, however long ago."""
        rows = self._rows(
            f"SELECT {EVENT_COLUMNS} FROM event WHERE device = ? AND kind IN {_UNDOABLE} AND {STANDS}"
            " ORDER BY seq DESC LIMIT 1",
            (self.device,),
        )
        return decode(rows[0]) if rows else None

    def undo(self) -> Recorded | None:
        """Take back what `undoable` names, and return it. There is no redo."""
        with self.writing():
            newest = self.undoable()
            if newest is not None and isinstance(newest.event, Undoable):
                self._append((Undone(newest.stamp.device, newest.stamp.seq, newest.event.question),))
            return newest

    def forget_rules(self) -> None:
        """Read the settings in force again: the projections were rebuilt."""
        self._rules = None

    def _refuse_another_file(self) -> None:
        """A file that was replaced while it was open would swallow every answer without a word."""
        try:
            found = _identity(self._guard.path)
        except OSError:
            found = ""
        if found != self._identity:
            raise JournalError(
                "the journal was moved or replaced while it was open: this was not saved",
                where=self._guard.path,
                hint="Leave and start tutor again.",
            )

    def _refuse_other_tables(self) -> None:
        """What follows from an event would go by this program's rules into tables that another one made by its own."""
        if self._shape is not None and self._shape_now() != self._shape:
            raise JournalError(
                "another version of tutor has taken over the journal: this was not saved",
                where=self._guard.path,
                hint="Leave and start tutor again.",
            )

    def _shape_now(self) -> int:
        return int(self._connection.execute("PRAGMA schema_version").fetchone()[0])

    def _append(self, events: Iterable[Event]) -> tuple[Recorded, ...]:
        """Insert events and their projections, inside the transaction that is open."""
        execute = self._connection.execute
        utc, offset = self._clock()
        last = execute("SELECT time FROM event ORDER BY time DESC LIMIT 1").fetchone()
        number = execute("SELECT seq FROM event WHERE device = ? ORDER BY seq DESC LIMIT 1", (self.device,)).fetchone()
        at = max(utc, last[0] + 1 if last else utc)
        seq = number[0] + 1 if number else 1
        recorded = []
        for ahead, event in enumerate(events):
            stamp = Stamp(at + ahead, self.device, seq + ahead, utc, offset)
            execute(
                f"INSERT INTO event ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (stamp.time, stamp.device, stamp.seq, utc, offset, *encode(event)),
            )
            recorded.append(Recorded(stamp, event))
            self._project(recorded[-1])
        return tuple(recorded)

    def _project(self, recorded: Recorded) -> None:
        if isinstance(recorded.event, Undone):
            self._take_back(recorded.event)
            return
        write(self._connection, apply(self, recorded))
        if isinstance(recorded.event, SettingChanged):
            self._rules = None

    def _take_back(self, event: Undone) -> None:
        """Replay the question of an answer without it: its events, those that renames link to it, and the settings."""
        which = (event.device, event.seq)
        rows = self._rows(f"SELECT {EVENT_COLUMNS} FROM event WHERE device = ? AND seq = ? AND {STANDS}", which)
        target = decode(rows[0]) if rows else None
        if target is not None and isinstance(target.event, Undoable):
            renames = [recorded.event for recorded in self._events("kind = 'renamed'")]
            names = linked({target.event.question}, (event for event in renames if isinstance(event, Renamed)))
            marks = ", ".join("?" * len(names))
            standing = f"subject IN ('', {marks}) AND (kind NOT IN {_UNDOABLE} OR {STANDS})"
            write(self._connection, taken_back(self._events(standing, names), which))
        mark_undone(self._connection, *which)

    def _make(self) -> None:
        """Make the tables and draw the seed, unless another program did so meanwhile."""
        with self.writing() as connection:
            if version_of(connection) == 0:
                create(connection)
                self._take_device()
                self._append((SettingChanged("seed", int.from_bytes(os.urandom(_SEED_BYTES), "big")),))
        sync_folder(os.path.dirname(os.path.abspath(self._guard.path)))

    def _claim(self) -> None:
        """Take the device id that this file keeps; a copy is another file, and takes a new one."""
        if self.kept("identity") != self._identity:
            with self.writing():
                if self.kept("identity") != self._identity:
                    self._take_device()
        self.device = self.kept("device")

    def kept(self, key: str) -> str:
        """What this file says of itself, "" where it does not."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(rows[0][0]) if rows else ""

    def _take_device(self) -> None:
        self.device = os.urandom(4).hex()
        kept = (("device", self.device), ("identity", self._identity))
        self._connection.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", kept)


def _refuse_to_forget(path: str, copies: str) -> None:
    """A journal that is gone, where copies of it are not, is not begun anew as if nothing had been learnt."""
    if (not os.path.exists(path) or os.path.getsize(path) == 0) and daily_copies(copies):
        raise JournalError(
            "the journal is missing, and there are copies of it",
            where=path,
            hint=f"tutor doctor --restore brings it back. To start afresh instead, move {copies} away.",
        )


def _identity(path: str) -> str:
    """Which file this is: a copy has another number, another machine another name."""
    return f"{os.stat(path).st_ino}:{os.uname().nodename}"
