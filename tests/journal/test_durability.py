"""What was acknowledged is there, whatever happens to the program or the disk; what was not is said plainly."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from journal.histories import answer

from tutor.errors import JournalError
from tutor.journal.doctor import rebuild
from tutor.journal.store import Journal
from tutor.model.events import Answered

Opened = Callable[[], Journal]
SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def test_nothing_told_is_lost_when_the_program_is_killed_at_random_moments() -> None:
    words = [sys.executable, str(SCRIPTS / "kill_test"), "--times", "20", "--check-every", "10"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("20 kills, ")
    assert ", 0 answers" not in done.stdout.splitlines()[-1]


def test_every_answer_is_synced_to_disk(journal: Journal) -> None:
    assert journal._connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    assert journal._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_full_disk_saves_nothing_of_the_answer_and_the_next_one_works(opened: Opened, path: str) -> None:
    journal = opened()
    kept = journal.record(answer())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize(f"{path}-wal") + 100, hard))
    try:
        with pytest.raises(JournalError, match="not saved") as error:
            journal.record(answer("p/b"), *(answer(f"p/{n}") for n in range(50)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert error.value.where == path
    assert "Nothing that was saved before is lost" in error.value.hint
    assert journal.memory("p/b") is None
    journal.record(answer("p/c"))
    journal.close()
    again = opened()
    answers = [one for one in again.events() if isinstance(one.event, Answered)]
    assert answers[0] == kept[0]
    assert [one.event.question for one in answers] == ["p/a", "p/c"]
    assert rebuild(again).equal


def test_a_journal_that_may_not_grow_says_that_the_disk_is_full(journal: Journal) -> None:
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalError, match="the disk is full"):
        journal.record(*(answer(f"p/{n}") for n in range(500)))
    assert not journal._connection.in_transaction


def test_no_room_for_a_new_journal_is_said_plainly(path: str, copies: str) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(JournalError):
            Journal.open(path, copies=copies)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    journal = Journal.open(path, copies=copies)
    assert len(list(journal.events())) == 1
    journal.close()


def test_a_journal_that_cannot_be_written_can_be_read_and_says_so(journal: Journal) -> None:
    journal.record(answer())
    journal._connection.execute("PRAGMA query_only = ON")  # what a read-only folder comes to
    with pytest.raises(JournalError, match="cannot be written"):
        journal.record(answer())
    assert journal.memory("p/a") is not None
    assert not journal._connection.in_transaction


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder that nobody can write to")
def test_a_folder_that_nobody_can_write_to_is_said_plainly(copies: str) -> None:
    with pytest.raises(JournalError, match="cannot be opened") as error:
        Journal.open("/proc/self/journal.sqlite", copies=copies)
    assert error.value.hint


def test_a_journal_kept_busy_by_another_program_is_said_plainly(opened: Opened) -> None:
    one, other = opened(), opened()
    other._connection.execute("PRAGMA busy_timeout = 1")
    with one.writing(), pytest.raises(JournalError, match="busy"):
        other.record(answer())
    other.record(answer())
