"""The journal's tables. `event` is the truth and only ever grows; all else can be worked out from it again.

Rows of `event` stand in replay order. A device is 8 hex digits; `body` is the rest of the event as JSON (codec.py).
Days are study days. Values of settings are JSON, first tries and endings of a drill too. Nothing refers to a missing
row, so there are no foreign keys.

Two numbers tell a file's age. VERSION is that of the events' tables: another one needs a step in migrate.py. What
follows from the events needs no step: tables of another shape, or made by other rules than RULES, are made anew when
the journal is opened (projecting.py).
"""

from tutor.sql import sqlite3

APPLICATION_ID = 0x7475746F  # "tuto"
VERSION = 2  # in the first, nobody looked whether the other tables were those of the program
RULES = 2  # raised when the same events come to other values than before (tutor/learning/apply.py, memory.py)

EVENT = """
CREATE TABLE event (
    time INTEGER NOT NULL, device TEXT NOT NULL, seq INTEGER NOT NULL, utc INTEGER NOT NULL, offset INTEGER NOT NULL,
    kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (time, device, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX event_number ON event (device, seq);
CREATE INDEX event_subject ON event (subject);
CREATE INDEX event_renamed ON event (kind) WHERE kind = 'renamed';
"""

PROJECTIONS = """
CREATE TABLE memory (
    question TEXT PRIMARY KEY, kind TEXT NOT NULL, stability REAL NOT NULL, difficulty REAL NOT NULL,
    due INTEGER, last INTEGER, first INTEGER, reps INTEGER NOT NULL, lapses INTEGER NOT NULL, known INTEGER NOT NULL,
    missed INTEGER NOT NULL, resting INTEGER NOT NULL, suspended INTEGER NOT NULL, buried_until INTEGER,
    answer_hash TEXT NOT NULL, pack TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_due ON memory (pack, due, buried_until, kind, stability, last, missed, suspended, resting)
    WHERE due IS NOT NULL AND suspended = 0 AND resting = 0;
CREATE TABLE day (
    day INTEGER PRIMARY KEY, answers INTEGER NOT NULL, right INTEGER NOT NULL, new INTEGER NOT NULL,
    reviews INTEGER NOT NULL, reviews_right INTEGER NOT NULL, seconds REAL NOT NULL, guesses INTEGER NOT NULL,
    guesses_right INTEGER NOT NULL, practice INTEGER NOT NULL, practice_right INTEGER NOT NULL,
    practice_seconds REAL NOT NULL, screens INTEGER NOT NULL, lessons INTEGER NOT NULL,
    drills INTEGER NOT NULL, labs INTEGER NOT NULL
) STRICT;
CREATE TABLE lesson (
    lesson TEXT PRIMARY KEY, screen INTEGER NOT NULL, finished INTEGER, seconds REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE drill (
    drill TEXT PRIMARY KEY, tries INTEGER NOT NULL, ended INTEGER NOT NULL, passed INTEGER NOT NULL,
    first_tries TEXT NOT NULL, endings TEXT NOT NULL, interval INTEGER NOT NULL, due INTEGER, last INTEGER,
    play TEXT NOT NULL, note TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE lab (
    lab TEXT PRIMARY KEY, tries INTEGER NOT NULL, solved INTEGER NOT NULL, alone INTEGER NOT NULL,
    interval INTEGER NOT NULL, due INTEGER, last INTEGER, faded INTEGER NOT NULL, going INTEGER NOT NULL,
    failed INTEGER NOT NULL, hints INTEGER NOT NULL, shown INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE pack (pack TEXT PRIMARY KEY, state TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE added (item TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE declined (suggestion TEXT PRIMARY KEY, until INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE undone (device TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (device, seq)) STRICT, WITHOUT ROWID;
"""

META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

_OTHERS = "tbl_name NOT IN ('event', 'meta') AND name NOT LIKE 'sqlite%'"  # what follows from the events


def create(connection: sqlite3.Connection) -> None:
    """Make the tables, inside the transaction that is open."""
    for statement in _statements(EVENT + META):
        connection.execute(statement)
    create_projections(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of an open file; 0 where nothing was made yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def create_projections(connection: sqlite3.Connection) -> None:
    """Make empty tables for what follows from the events, in place of any that are there, inside a transaction."""
    for (table,) in connection.execute(f"SELECT name FROM sqlite_schema WHERE type = 'table' AND {_OTHERS}").fetchall():
        connection.execute(f'DROP TABLE "{table}"')
    for statement in _statements(PROJECTIONS):
        connection.execute(statement)
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('rules', ?)", (str(RULES),))


def is_projected(connection: sqlite3.Connection) -> bool:
    """Whether what follows from the events stands in tables of this program's shape, made by its rules.

    SQLite keeps the words of every CREATE as they were.
    """
    found = connection.execute(f"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND {_OTHERS}").fetchall()
    rules = connection.execute("SELECT value FROM meta WHERE key = 'rules'").fetchone()
    return rules == (str(RULES),) and sorted([sql for (sql,) in found]) == sorted(_statements(PROJECTIONS))


def _statements(script: str) -> list[str]:
    return [statement.strip() for statement in script.split(";") if statement.strip()]
