"""A journal that can only be read: on a full disk, in a folder that nobody may write to."""

import os
import sqlite3
from typing import NoReturn

from tutor.errors import JournalUnwritable
from tutor.journal.clock import system_clock
from tutor.journal.database import Guard, connect_to_read
from tutor.journal.migrate import upgrade
from tutor.journal.projecting import Progress
from tutor.journal.queries import Clock
from tutor.journal.schema import create, version_of
from tutor.journal.store import Journal


class JournalToRead(Journal):
    """What a journal held when it was opened. `unwritable` says why, and what to do; nothing can be recorded."""

    unwritable: JournalUnwritable

    def writing(self) -> NoReturn:
        raise JournalUnwritable(
            "this was not saved: the journal can only be read", hint="When that is mended, leave and start tutor again."
        )


def open_to_read(
    path: str, why: JournalUnwritable, *, clock: Clock = system_clock, progress: Progress | None = None
) -> JournalToRead:
    """The journal at `path` as it is, in memory: an older one is brought forward there. None there yet: an empty one.

    `why` is what `Journal.open` raised. Raises JournalTooNew, and JournalError where it cannot be read either.
    """
    guard = Guard(path)
    with guard:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        try:
            if os.path.exists(path):
                source = connect_to_read(path)
                try:
                    source.backup(connection)
                finally:
                    source.close()
            if version_of(connection) == 0:
                create(connection)
            upgrade(connection, lambda name: None, progress=progress)
        except BaseException:
            connection.close()
            raise
    journal = JournalToRead(connection, guard, clock)
    journal.device = journal.kept("device")
    journal.unwritable = JournalUnwritable(
        "the journal can only be read: nothing that you do now is saved", where=path, hint=why.hint
    )
    return journal
