"""Seven daily copies, each whole and sound; a copy of the file before every migration."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from journal.histories import answer

from tutor.errors import JournalError
from tutor.journal.copies import copy_to, daily_copies, daily_copy
from tutor.journal.database import connect
from tutor.journal.migrate import upgrade
from tutor.journal.projecting import Progress
from tutor.journal.store import Journal

Opened = Callable[[], Journal]


class TestDailyCopies:
    def test_one_is_made_a_day_and_the_newest_seven_are_kept(self, journal: Journal, path: str, copies: str) -> None:
        made = [daily_copy(path, copies, 20_000 + day) for day in range(9)]
        assert daily_copy(path, copies, 20_008) is None
        assert daily_copies(copies) == made[:1:-1]
        assert os.path.basename(str(made[0])) == "journal-2024-10-04.sqlite"
        assert len(os.listdir(copies)) == 7

    def test_a_copy_opens_as_the_journal_it_was_with_a_device_of_its_own(
        self, journal: Journal, path: str, copies: str
    ) -> None:
        journal.record(answer())
        made = daily_copy(path, copies, 20_000)
        assert made
        journal.record(answer("p/b"))
        copy = Journal.open(made, copies=copies)
        assert (copy.memory("p/a"), copy.memory("p/b")) == (journal.memory("p/a"), None)
        assert copy.device != journal.device
        copy.close()

    def test_a_worker_copies_while_the_program_writes(self, journal: Journal, path: str, copies: str) -> None:
        worker = Thread(target=daily_copy, args=(path, copies, 20_000))
        worker.start()
        for number in range(50):
            journal.record(answer(f"p/{number}"))
        worker.join()
        connection = sqlite3.connect(daily_copies(copies)[0])
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()

    def test_a_damaged_journal_is_not_copied_and_the_old_copies_stay(
        self, opened: Opened, path: str, copies: str
    ) -> None:
        journal = opened()
        journal.record(*(answer(f"p/{n}") for n in range(300)))
        before = [daily_copy(path, copies, 20_000 + day) for day in range(7)]
        journal.close()
        with open(path, "r+b") as file:
            file.seek(20 * 4096)
            file.write(b"\xa5" * 3 * 4096)
        with pytest.raises(JournalError, match="damaged"):
            daily_copy(path, copies, 20_010)
        assert sorted(os.listdir(copies)) == [os.path.basename(str(name)) for name in before]

    def test_a_folder_that_cannot_be_written_is_said_plainly(self, journal: Journal, path: str, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(JournalError, match="cannot be copied"):
            daily_copy(path, str(tmp_path / "file" / "copies"), 20_000)


class TestMigration:
    @pytest.fixture(autouse=True)
    def _newer_program(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tutor.journal.database.VERSION", 4)

    @pytest.fixture
    def keep(self, path: str, copies: str) -> Callable[[str], None]:
        return lambda name: copy_to(path, os.path.join(copies, name))

    def test_each_step_follows_a_copy_of_the_version_before(
        self, opened: Opened, path: str, copies: str, keep: Callable[[str], None]
    ) -> None:
        journal = opened()
        journal.record(answer())
        journal.close()
        connection = connect(path)
        upgrade(connection, keep, steps={2: _add_column, 3: _add_index}, target=4)
        assert connection.execute("SELECT mood FROM event").fetchall() == [("calm",)] * 2
        assert connection.execute("PRAGMA user_version").fetchone() == (4,)
        connection.close()
        for version in (2, 3):
            copy = sqlite3.connect(os.path.join(copies, f"before-version-{version + 1}.sqlite"))
            assert copy.execute("PRAGMA user_version").fetchone() == (version,)
            assert copy.execute("SELECT count(*) FROM event").fetchone() == (2,)
            copy.close()

    def test_a_step_that_fails_leaves_the_version_before_it(
        self, opened: Opened, path: str, keep: Callable[[str], None]
    ) -> None:
        opened().close()
        connection = connect(path)
        with pytest.raises(sqlite3.OperationalError):
            upgrade(connection, keep, steps={2: _add_column, 3: _fail}, target=4)
        assert connection.execute("PRAGMA user_version").fetchone() == (3,)
        assert not connection.execute("SELECT name FROM sqlite_schema WHERE name = 'half'").fetchall()
        connection.close()

    def test_a_step_is_not_done_when_it_cannot_be_copied_first(self, opened: Opened, path: str, tmp_path: Path) -> None:
        opened().close()
        (tmp_path / "file").write_text("in the way")
        connection = connect(path)
        with pytest.raises(JournalError, match="cannot be copied"):
            upgrade(
                connection,
                lambda name: copy_to(path, str(tmp_path / "file" / name)),
                steps={2: _add_column},
                target=3,
            )
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        connection.close()

    def test_what_is_up_to_date_is_left_alone(self, journal: Journal, copies: str) -> None:
        assert not os.path.exists(copies)


def _add_column(connection: sqlite3.Connection, progress: Progress) -> None:
    connection.execute("ALTER TABLE event ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'")
    progress(1, 1)


def _add_index(connection: sqlite3.Connection, progress: Progress) -> None:
    connection.execute("CREATE INDEX event_utc ON event (utc)")


def _fail(connection: sqlite3.Connection, progress: Progress) -> None:
    connection.execute("CREATE TABLE half (x)")
    connection.execute("INSERT INTO nowhere VALUES (1)")
