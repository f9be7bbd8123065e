"""Look-ups and what came of them, by `sqlite3` alone: written after the answer is on the screen.

These events have no projection; what is asked of them is counted by index. A journal that cannot be read or written
never changes an answer: what is written here says so by its value, and raises nothing that has to do with the file.
"""

import os

from tutor.errors import TutorError
from tutor.journal.clock import system_clock
from tutor.journal.database import Guard, connect, connect_to_read, roll_back
from tutor.journal.schema import version_of
from tutor.sql import sqlite3

OFFERED_AT = 3  # look-ups of one aid …
OFFERED_WITHIN = 14  # … in so many days

_EVENTS_SINCE = 1  # from this version on events stand in the same table; the others are nothing to a look-up
_WISH = "?"  # as in model/events.py, which costs dataclasses to import
_LONGEST = 500  # letters that are kept of a question
_DAY_MS = 86_400_000


def record_look_up(
    path: str,
    copies: str,
    question: str,
    aid: str,
    rank: int,
    ms: int,
    *,
    teachable: bool = True,
    keep: "list[object] | None" = None,
) -> bool:
    """Record a LookedUp (model/events.py), or a wish for "". True: it is offered to learn the aid, this once.

    `teachable`: there are questions about the aid. A journal that cannot be written: False. `keep` takes the connection
    of a process that is about to end without closing it: whoever closes a journal last writes its WAL back and waits
    for the disk, and what is left is picked up by whoever opens it next.
    """
    if not aid:
        record_wish(path, copies, question, keep)
        return False
    asked = f'"question":{_text(question)},"rank":{rank},"ms":{ms}'

    def row(execute: "Execute", utc: int) -> tuple[str, str, str]:
        offered = teachable and _third(execute, aid, utc)
        return "looked-up", aid, "{" + asked + (',"offered":true}' if offered else "}")

    return _written(path, copies, row, keep).endswith('"offered":true}')


def record_wish(path: str, copies: str, question: str, keep: "list[object] | None" = None) -> bool:
    """Record a LookedUp that found nothing. False: the journal cannot be written. `keep`: as in record_look_up."""
    body = "{" + f'"question":{_text(question)}' + "}"
    return _written(path, copies, lambda execute, utc: ("looked-up", _WISH, body), keep) != ""


def record_outcome(path: str, copies: str, question: str, aid: str, worked: bool, seconds: float) -> bool:
    """Record an Outcome (model/events.py). False: the journal cannot be written."""
    said = "true" if worked else "false"
    body = f'{{"worked":{said},"seconds":{round(max(0.0, seconds), 1)},"question":{_text(question)}}}'
    return _written(path, copies, lambda execute, utc: ("outcome", aid, body)) != ""


def wishes(path: str) -> list[tuple[str, int, int]]:
    """What nothing was found for: (question, how often, when it was last asked in UTC ms), the newest first.

    Raises JournalError.
    """
    if not os.path.exists(path):
        return []
    with Guard(path):
        connection = connect_to_read(path)
        try:
            return connection.execute(
                "SELECT json_extract(body, '$.question') AS question, count(*), max(utc) FROM event"
                " WHERE subject = ? AND kind = 'looked-up' GROUP BY lower(question) ORDER BY 3 DESC",
                (_WISH,),
            ).fetchall()
        finally:
            connection.close()


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Execute = Callable[..., Any]
    Row = Callable[[Execute, int], tuple[str, str, str]]  # kind, subject and body, from what is there and the time


def _third(execute: "Execute", aid: str, utc: int) -> bool:
    """Whether this look-up is the third within the days, the aid is not learnt yet and was never offered."""
    before = execute(
        "SELECT count(*) FROM event WHERE subject = ? AND kind = 'looked-up' AND utc > ?",
        (aid, utc - OFFERED_WITHIN * _DAY_MS),
    ).fetchone()[0]
    if before < OFFERED_AT - 1 or execute("SELECT 1 FROM added WHERE item = ?", (aid,)).fetchone():
        return False
    offered = "SELECT 1 FROM event WHERE subject = ? AND kind = 'looked-up' AND body LIKE '%,\"offered\":true}'"
    return execute(offered, (aid,)).fetchone() is None


def _written(path: str, copies: str, row: "Row", keep: "list[object] | None" = None) -> str:
    """The body of the event that was written, "" where the journal cannot be written."""
    try:
        with Guard(path):
            if not os.path.exists(path):
                _open_fully(path, copies)
            connection = connect(path)
            try:
                # Whoever cut the power the moment after loses the note of a look-up, and nothing else.
                connection.execute("PRAGMA synchronous = NORMAL")
                if version_of(connection) < _EVENTS_SINCE or _kept(connection, "identity") != _identity(path):
                    _open_fully(path, copies)
                return _append(connection, row)
            finally:
                if keep is None:
                    connection.close()
                else:
                    keep.append(connection)
    except (TutorError, OSError, sqlite3.Error):
        return ""


def _open_fully(path: str, copies: str) -> None:
    """Let the journal itself make, migrate or claim its file: it knows how, and costs more to import."""
    from tutor.journal.store import Journal

    Journal.open(path, copies=copies).close()


def _append(connection: sqlite3.Connection, row: "Row") -> str:
    """What `Journal.record` does, for events without projections."""
    execute = connection.execute
    execute("BEGIN IMMEDIATE")
    try:
        utc, offset = system_clock()
        device = _kept(connection, "device")
        last = execute("SELECT time FROM event ORDER BY time DESC LIMIT 1").fetchone()
        number = execute("SELECT seq FROM event WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,)).fetchone()
        kind, subject, body = row(execute, utc)
        at = max(utc, last[0] + 1 if last else utc)
        stamp = (at, device, number[0] + 1 if number else 1, utc, offset)
        execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*stamp, kind, subject, body))
        execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise
    return body


def _kept(connection: sqlite3.Connection, key: str) -> str:
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return found[0] if found else ""


def _identity(path: str) -> str:
    """Which file this is, as store.py has it."""
    return f"{os.stat(path).st_ino}:{os.uname().nodename}"


def _text(text: str) -> str:
    """A JSON text; `json` is too slow to import."""
    kept = "".join([letter for letter in text[:_LONGEST] if letter.isprintable()])
    sound = kept.encode("utf-8", "replace").decode("utf-8")
    return '"' + sound.replace("\\", "\\\\").replace('"', '\\"') + '"'
