"""The doctor looks at every page, and works out from the events what the projections must be."""

import os
from collections.abc import Callable

import pytest
from journal.histories import answer
from journal.test_store import known_to

from tutor.errors import JournalError
from tutor.journal.doctor import check, rebuild
from tutor.journal.store import Journal
from tutor.model.events import Declined, ItemAdded, LessonRead, PackChanged, PackState, SettingChanged

Opened = Callable[[], Journal]


@pytest.fixture
def lived_in(journal: Journal) -> Journal:
    """A journal with something in every table."""
    journal.record(*(answer(f"p/{n}", right=n % 3 > 0) for n in range(20)))
    journal.record(LessonRead("p/l", 1, 9.0), PackChanged("p", PackState.STARTED), ItemAdded("p/x"))
    journal.record(Declined("leech:p/1", None), SettingChanged("retention", 0.8), answer("p/1"))
    journal.undo()
    return journal


def test_a_sound_journal_is_found_sound_and_equal(lived_in: Journal, path: str) -> None:
    found = check(path)
    assert (found.damage, found.version, found.events) == ((), 2, 28)
    lived_in._connection.execute("PRAGMA wal_checkpoint")
    assert found.size == os.path.getsize(path)
    rebuilt = rebuild(lived_in)
    assert (rebuilt.equal, rebuilt.events, rebuilt.unread) == (True, 28, 0)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("memory", "UPDATE memory SET stability = stability + 1e-9 WHERE question = 'p/4'"),
        ("memory", "DELETE FROM memory WHERE question = 'p/7'"),
        ("day", "UPDATE day SET right = right + 1"),
        ("lesson", "INSERT INTO lesson VALUES ('p/never', 1, NULL, 0.0)"),
        ("pack", "UPDATE pack SET state = 'paused'"),
        ("added", "DELETE FROM added"),
        ("setting", "UPDATE setting SET value = '0.9' WHERE key = 'retention'"),
        ("declined", "UPDATE declined SET until = 5"),
        ("undone", "DELETE FROM undone"),
    ],
)
def test_a_projection_that_is_not_what_the_events_say_is_named_and_mended(
    lived_in: Journal, table: str, change: str
) -> None:
    before = known_to(lived_in), lived_in.undoable(), lived_in.settings()
    lived_in._connection.execute(change)
    rebuilt = rebuild(lived_in)
    assert not rebuilt.equal
    assert [name for name, _ in rebuilt.differing] == [table]
    assert rebuild(lived_in).equal
    assert (known_to(lived_in), lived_in.undoable(), lived_in.settings()) == before


def test_progress_is_told(lived_in: Journal) -> None:
    told: list[tuple[int, int]] = []
    rebuild(lived_in, lambda done, total: told.append((done, total)))
    assert told[0] == (0, 28)


def test_damage_is_reported_and_not_raised(opened: Opened, path: str) -> None:
    journal = opened()
    journal.record(*(answer(f"p/{n}") for n in range(300)))
    journal.close()
    with open(path, "r+b") as file:
        file.seek(25 * 4096)
        file.write(b"\xa5" * 4096)
    assert check(path).damage


def test_what_is_not_there_cannot_be_checked(path: str) -> None:
    with pytest.raises(JournalError):
        check(path)
