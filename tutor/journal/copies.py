"""Copies of the journal: one a study day, the newest seven are kept. A copy is whole and sound, or it is not there."""

import os
import sqlite3

from tutor.errors import JournalError
from tutor.journal.database import RESTORE, Guard, connect_to_read, sync_folder
from tutor.learning.days import local_date
from tutor.settings import DAILY_COPIES

_PREFIX, _SUFFIX = "journal-", ".sqlite"


def daily_copies(folder: str) -> list[str]:
    """Paths of the daily copies, newest first."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    return [os.path.join(folder, name) for name in sorted(names, reverse=True) if _is_daily(name)]


def _is_daily(name: str) -> bool:
    date = name.removeprefix(_PREFIX).removesuffix(_SUFFIX)
    return name == f"{_PREFIX}{date}{_SUFFIX}" and date.replace("-", "").isdecimal()


def daily_copy(path: str, folder: str, day: int) -> str | None:
    """Copy the journal at `path` once on study day `day`, and keep the newest seven copies; None: there is one already.

    Has connections of its own, so that a worker thread may call it while others write. Raises JournalError, and keeps
    the old copies, when the journal is damaged or the folder cannot be written.
    """
    target = os.path.join(folder, f"{_PREFIX}{local_date(day).isoformat()}{_SUFFIX}")
    if os.path.exists(target):
        return None
    copy_to(path, target)
    for old in daily_copies(folder)[DAILY_COPIES:]:
        os.remove(old)
    return target


def copy_to(path: str, target: str) -> None:
    """Copy the journal at `path` to `target`, whole or not at all. Raises JournalError.

    The copy forgets which file it is, so that it takes a new device id wherever it is opened as a journal.
    """
    folder = os.path.dirname(target)
    partial = f"{target}.{os.getpid()}.partial"
    try:
        os.makedirs(folder, exist_ok=True)
        with Guard(path):
            _copy(path, partial)
        os.replace(partial, target)
        sync_folder(folder)
    except OSError as error:
        raise JournalError(
            f"the journal cannot be copied: {error.strerror}", where=target, hint="Allow writing to that folder."
        ) from error
    finally:
        if os.path.exists(partial):
            os.remove(partial)


def _copy(path: str, partial: str) -> None:
    source = connect_to_read(path)
    try:
        copy = sqlite3.connect(partial, isolation_level=None)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute("PRAGMA synchronous = FULL")
            if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise JournalError("the journal is damaged: it was not copied", where=path, hint=RESTORE)
            copy.execute("UPDATE meta SET value = '' WHERE key = 'identity'")
        finally:
            copy.close()
    finally:
        source.close()
