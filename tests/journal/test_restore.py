"""A damaged journal: a clear message, and back comes all but what stood on the damaged pages."""

import os
import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from journal.conftest import Clock
from journal.histories import DAY_MS, answer

from tutor.errors import JournalError, JournalTooNew
from tutor.journal.copies import daily_copy
from tutor.journal.doctor import check, rebuild
from tutor.journal.restore import recover, restore
from tutor.journal.salvage import salvaged
from tutor.journal.store import Journal
from tutor.model.events import Answered, Recorded

Opened = Callable[[], Journal]
PAGE = 4096
LEAF, INTERIOR = 0x0A, 0x02


def fill(journal: Journal, first: int, last: int) -> list[Recorded]:
    """Answers that can be told apart by what was typed, one of them far longer than a page."""
    given_texts = (f"token-{n:05}" + ("!" * 20_000 if n % 100 == 50 else "") for n in range(first, last))
    return list(journal.record(*(replace(answer(f"p/{n % 60}"), given=(one,)) for n, one in enumerate(given_texts))))


def tokens(journal: Journal) -> set[str]:
    return {one.event.given[0][:11] for one in journal.events() if isinstance(one.event, Answered)}


def tokens_in(pages: bytes) -> set[str]:
    return {token.decode() for token in re.findall(rb"token-\d{5}", pages)}


def page_numbers(path: str, kind: int) -> list[int]:
    """The event table's pages of a kind, by their first byte, counted from 0."""
    data = Path(path).read_bytes()
    starts = range(0, len(data), PAGE)
    return [at // PAGE for at in starts if data[at] == kind and b"token-" in data[at : at + PAGE]]


def damage(path: str, *pages: int) -> bytes:
    """Overwrite pages; what stood there."""
    chance = random.Random(1)
    lost = b""
    with open(path, "r+b") as file:
        for page in pages:
            file.seek(page * PAGE)
            lost += file.read(PAGE)
            file.seek(page * PAGE)
            file.write(chance.randbytes(PAGE))
    return lost


def use(journal: Journal) -> None:
    """What a session does."""
    list(journal.events())
    list(journal.all_memories())
    journal.due(30_000, {"p"})
    journal.record(answer())
    journal.undo()


def filled(opened: Opened, count: int = 600) -> set[str]:
    journal = opened()
    fill(journal, 0, count)
    found = tokens(journal)
    journal.close()
    return found


class TestDamage:
    def test_whichever_page_is_damaged_only_a_clear_message_comes(self, opened: Opened, path: str, copies: str) -> None:
        filled(opened, 150)
        whole = Path(path).read_bytes()
        errors = []
        for page in range(len(whole) // PAGE):
            damaged = f"{path}.{page}"
            Path(damaged).write_bytes(whole)
            damage(damaged, page)
            try:
                with closing(Journal.open(damaged, copies=copies)) as journal:
                    use(journal)
            except JournalError as error:
                errors.append(error)
        assert len(errors) > 20
        assert {error.message for error in errors} == {"the journal is damaged"}
        assert all(error.where.startswith(path) and "doctor --restore" in error.hint for error in errors)

    @pytest.mark.parametrize("seed", range(25))
    def test_wherever_single_bytes_are_damaged_the_journal_is_clear_about_it_and_comes_back(
        self, opened: Opened, path: str, copies: str, seed: int
    ) -> None:
        before = filled(opened, 60)
        chance = random.Random(seed)
        data = bytearray(Path(path).read_bytes())
        for _ in range(chance.choice((1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        Path(path).write_bytes(data)
        with suppress(JournalError), closing(Journal.open(path, copies=copies)) as journal:
            use(journal)
        recover(path)
        with closing(Journal.open(path, copies=copies)) as journal:
            use(journal)
            assert len(before & tokens(journal)) > 30

    def test_only_what_stood_on_damaged_pages_is_lost(self, opened: Opened, path: str) -> None:
        before = filled(opened)
        lost = tokens_in(damage(path, *page_numbers(path, LEAF)[3:6]))
        restored = recover(path)
        journal = opened()
        assert tokens(journal) == before - lost
        assert lost
        assert len(before) - len(lost) > 500
        assert rebuild(journal).equal
        assert restored.from_files == len(list(journal.events()))

    @pytest.mark.parametrize("kind", ["root", "inner pages", "half the file"])
    def test_pages_beyond_a_damaged_one_are_still_read(self, opened: Opened, path: str, kind: str) -> None:
        before = filled(opened)
        if kind == "half the file":
            size = os.path.getsize(path)
            lost = tokens_in(Path(path).read_bytes()[size // PAGE // 2 * PAGE :])
            os.truncate(path, size // PAGE // 2 * PAGE)
        else:
            lost = tokens_in(damage(path, *([0] if kind == "root" else page_numbers(path, INTERIOR))))
        recover(path)
        journal = opened()
        assert tokens(journal) >= before - lost
        assert len(tokens(journal)) > 200

    def test_what_is_only_in_the_write_ahead_log_is_recovered_too(self, opened: Opened, path: str) -> None:
        journal = opened()
        fill(journal, 0, 300)
        assert os.path.getsize(f"{path}-wal") > PAGE
        assert len(list(salvaged(path))) >= 301
        assert {row[:3] for row in salvaged(path)} == {
            (one.stamp.time, one.stamp.device, one.stamp.seq) for one in journal.events()
        }

    def test_a_sound_file_is_salvaged_row_by_row_as_sqlite_reads_it(self, opened: Opened, path: str) -> None:
        filled(opened)
        connection = sqlite3.connect(path)
        assert set(salvaged(path)) == set(connection.execute("SELECT * FROM event"))
        connection.close()

    def test_the_damaged_file_is_set_aside_unchanged(self, opened: Opened, path: str) -> None:
        filled(opened)
        damage(path, *page_numbers(path, LEAF)[:2])
        before = Path(path).read_bytes()
        restored = recover(path)
        assert Path(restored.aside).read_bytes() == before
        assert check(path).damage == ()

    def test_a_recovered_journal_takes_a_new_device(self, opened: Opened, path: str) -> None:
        one = opened()
        fill(one, 0, 10)
        one.close()
        recover(path)
        assert opened().device != one.device

    def test_when_nothing_can_be_read_all_stays_as_it_is(self, path: str) -> None:
        os.makedirs(os.path.dirname(path))
        Path(path).write_bytes(b"\xff" * 40_000)
        with pytest.raises(JournalError, match="nothing can be read"):
            recover(path)
        assert os.listdir(os.path.dirname(path)) == ["journal.sqlite"]


class TestCopy:
    def test_a_copy_and_what_is_readable_in_the_damaged_file_are_united(
        self, opened: Opened, path: str, copies: str
    ) -> None:
        journal = opened()
        fill(journal, 0, 500)
        daily_copy(path, copies, 20_000)
        fill(journal, 500, 900)
        before = tokens(journal)
        journal.close()
        lost = tokens_in(damage(path, *page_numbers(path, LEAF)[2:5], page_numbers(path, LEAF)[-1]))
        restored = restore(path, copies)
        journal = opened()
        assert tokens(journal) == before - {token for token in lost if token >= "token-00500"}
        assert {token for token in lost if token < "token-00500"}  # these came from the copy
        assert (restored.from_copy, restored.copy.endswith(".sqlite")) == (501, True)
        assert restored.from_files > 300
        assert rebuild(journal).equal

    def test_a_journal_that_is_gone_comes_back_from_its_newest_sound_copy(
        self, opened: Opened, path: str, copies: str
    ) -> None:
        before = filled(opened, 200)
        good = daily_copy(path, copies, 20_000)
        bad = daily_copy(path, copies, 20_001)
        assert good
        assert bad
        damage(bad, 3, 4, 5, 6)
        for name in (path, f"{path}-wal", f"{path}-shm"):
            Path(name).unlink(missing_ok=True)
        restored = restore(path, copies)
        assert (restored.copy, restored.aside) == (good, "")
        assert tokens(opened()) == before

    def test_restoring_twice_adds_nothing_and_reads_what_was_set_aside(
        self, opened: Opened, path: str, copies: str
    ) -> None:
        before = filled(opened, 200)
        assert recover(path).from_files == 201
        Path(path).unlink()
        recover(path)
        again = recover(path)
        assert again.from_files == 201
        assert tokens(opened()) == before

    def test_an_answer_whose_number_was_given_twice_is_kept(
        self, opened: Opened, path: str, copies: str, clock: Clock
    ) -> None:
        journal = opened()
        copy = daily_copy(path, copies, 20_000)
        assert copy
        journal.record(answer("p/one"))
        clock.utc += DAY_MS
        other = sqlite3.connect(copy)  # as if the copy had been written to under the old device id
        identity = f"{os.stat(copy).st_ino}:{os.uname().nodename}"
        other.execute("UPDATE meta SET value = ? WHERE key = 'identity'", (identity,))
        other.commit()
        other.close()
        written = Journal.open(copy, copies=copies, clock=clock)
        written.record(answer("p/two"))
        written.close()
        journal.close()
        for _ in range(2):
            restore(path, copies, copy=copy)
        journal = opened()
        assert [one.event.question for one in journal.events() if isinstance(one.event, Answered)] == ["p/one", "p/two"]

    def test_a_newer_programs_journal_is_not_restored_over(self, opened: Opened, path: str, copies: str) -> None:
        journal = opened()
        journal._connection.execute("PRAGMA user_version = 99")
        journal.close()
        with pytest.raises(JournalTooNew):
            restore(path, copies)
