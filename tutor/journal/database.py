"""Connections to a journal, and the one place where what SQLite reports becomes a JournalError."""

import os
from types import TracebackType

from tutor.errors import JournalError, JournalTooNew, JournalUnwritable
from tutor.journal.schema import APPLICATION_ID, VERSION, version_of
from tutor.sql import sqlite3

BUSY_SECONDS = 10.0  # how long one program waits for another's write
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
RESTORE = "Run: tutor doctor --restore"

_SAVED = "Nothing that was saved before is lost."
# They are looked at when the journal is opened, so that another program has changed them since, or the schema was hit.
_OTHER_TABLES = f"Leave and start tutor again. If that is no help: {RESTORE[5:]}"
_PLAIN = {
    sqlite3.SQLITE_FULL: ("the disk is full: this was not saved", f"{_SAVED} Free some space and try again."),
    sqlite3.SQLITE_IOERR: (
        "the disk could not be read or written: this was not saved",
        f"{_SAVED} Is the disk full, or is its file system failing?",
    ),
    sqlite3.SQLITE_READONLY: ("the journal cannot be written", "Allow writing to the file and its folder."),
    sqlite3.SQLITE_PERM: ("the journal cannot be opened", "Allow reading and writing the file and its folder."),
    sqlite3.SQLITE_CANTOPEN: ("the journal cannot be opened", "Allow reading and writing the file and its folder."),
    sqlite3.SQLITE_BUSY: ("another program keeps the journal busy", "Close it, or wait for it, and try again."),
    sqlite3.SQLITE_LOCKED: ("another program keeps the journal busy", "Close it, or wait for it, and try again."),
    sqlite3.SQLITE_NOMEM: ("there is not enough memory", ""),
    sqlite3.SQLITE_CORRUPT: ("the journal is damaged", f"What is readable can be recovered. {RESTORE}"),
    sqlite3.SQLITE_NOTADB: ("the journal is damaged", f"What is readable can be recovered. {RESTORE}"),
}

_UNWRITABLE = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
)

# What reading a file can raise; the sqlite3 module trips over a message that quotes a damaged schema.
UNREADABLE = (sqlite3.Error, UnicodeDecodeError)


def explained(error: BaseException, path: str) -> JournalError | None:
    """What a person is told of one of UNREADABLE; None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # the sqlite3 module's own: a text that is no UTF-8 is damage, any other a wrong call
        damaged = isinstance(error, UnicodeDecodeError) or "UTF-8" in str(error)
        code = sqlite3.SQLITE_CORRUPT if damaged else sqlite3.SQLITE_ERROR
    if code == sqlite3.SQLITE_ERROR and str(error).startswith(("no such table", "no such column")):
        return JournalError("the journal has other tables than this program left in it", where=path, hint=_OTHER_TABLES)
    found = _PLAIN.get(code & 0xFF)
    kind = JournalUnwritable if code & 0xFF in _UNWRITABLE else JournalError
    return kind(found[0], where=path, hint=found[1]) if found else None


class Guard:
    """`with guard:` raises JournalError for what SQLite cannot do with the file at `path`."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, UNREADABLE):
            plain = explained(error, self.path)
            if plain is not None:
                raise plain from error


def connect(path: str) -> sqlite3.Connection:
    """A connection that writes: transactions are begun by hand, and durable when COMMIT returns.

    Raises sqlite3.Error (use a Guard), JournalTooNew, and JournalError for a file that is not a journal.
    """
    if tuple(map(int, sqlite3.sqlite_version.split("."))) < OLDEST_SQLITE:
        found, needed = sqlite3.sqlite_version, ".".join(map(str, OLDEST_SQLITE))
        raise JournalError(f"the journal needs SQLite {needed}, this Python has {found}", hint="Use a newer Python.")
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        if not os.access(path, os.W_OK):  # SQLite would open it to read, and say so with the first write
            message, hint = _PLAIN[sqlite3.SQLITE_READONLY]
            raise JournalUnwritable(message, where=path, hint=hint)
        check_owner(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: str) -> sqlite3.Connection:
    """A connection that cannot write. Raises as `connect` does; a missing file cannot be opened.

    To read a file that nobody has open takes a small file beside it. Where that cannot be made (a full disk, a folder
    that may not be written) the file is read as one that nobody changes: to be closed again soon.
    """
    name = "file:" + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23") + "?mode=ro"
    try:
        return _reading(name, path)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _UNWRITABLE or not _is_at_rest(path):
            raise
    return _reading(name + "&immutable=1", path)


def _is_at_rest(path: str) -> bool:
    """Whether all that was committed stands in the file itself."""
    wal = f"{path}-wal"
    return os.path.exists(path) and (not os.path.exists(wal) or os.path.getsize(wal) == 0)


def _reading(name: str, path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        check_owner(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def check_owner(connection: sqlite3.Connection, path: str) -> None:
    """Refuse a newer program's journal, and a database that is something else."""
    version = version_of(connection)
    if version > VERSION:
        raise JournalTooNew(
            f"a newer tutor wrote this journal (version {version}; this one knows {VERSION})",
            where=path,
            hint="Update tutor; the journal was left untouched.",
        )
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner != APPLICATION_ID and connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise JournalError("this file is not a journal", where=path, hint="Move it away and start again.")


def roll_back(connection: sqlite3.Connection) -> None:
    """End a failed transaction; SQLite may have done so itself."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def sync_folder(folder: str) -> None:
    """Make names in `folder` durable: a new file's name is not until its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
