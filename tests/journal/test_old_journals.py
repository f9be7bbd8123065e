"""A journal of an earlier program is brought forward by itself: events stay, what follows from them is made anew."""

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from journal.conftest import Clock
from journal.histories import NOON, answer, stamped

from tutor.errors import JournalError
from tutor.journal import schema
from tutor.journal.doctor import check, rebuild
from tutor.journal.due import due_questions
from tutor.journal.lookups import record_look_up
from tutor.journal.store import Journal
from tutor.learning.replay import replay
from tutor.model.events import (
    Answered,
    Confidence,
    Grade,
    LessonRead,
    Mark,
    PackChanged,
    PackState,
    Reset,
    Resumed,
    SettingChanged,
    Suspended,
    Verdict,
)

Opened = Callable[[], Journal]
FIRST = Path(__file__).with_name("first_version.sql")
EVENTS = "SELECT * FROM event ORDER BY time"


@pytest.fixture
def old(path: str) -> str:
    """The path of a journal that the first program wrote, closed in good order."""
    os.makedirs(os.path.dirname(path))
    made = sqlite3.connect(path)
    made.executescript(FIRST.read_text())
    made.execute("PRAGMA journal_mode = WAL")
    made.close()
    return path


def events_of(path: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute(EVENTS).fetchall()
    connection.close()
    return rows


def test_it_opens_without_a_word_and_knows_what_its_events_say(old: str, opened: Opened) -> None:
    before = events_of(old)
    journal = opened()
    known = replay(journal.events())
    assert {memory.question: memory for memory in journal.all_memories()} == known.memories
    assert journal.days(0, 10**6) == known.days
    assert set(known.memories) == {"p/b", "p/c", "p/d", "p/z", "q/x", "q/y"}
    assert (journal.drills(), journal.labs(), journal.added()) == ({}, {}, {"q/x"})
    assert rebuild(journal).equal
    journal.record(answer())
    assert events_of(old)[: len(before)] == before
    assert check(old).damage == ()


def test_a_copy_of_it_as_it_was_is_kept(old: str, opened: Opened, copies: str) -> None:
    before = events_of(old)
    opened()
    copy = os.path.join(copies, "before-version-2.sqlite")
    assert os.listdir(copies) == [os.path.basename(copy)]
    assert events_of(copy) == before
    kept = sqlite3.connect(copy)
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    assert not kept.execute("SELECT 1 FROM sqlite_schema WHERE name = 'drill'").fetchall()
    kept.close()


def test_the_next_start_finds_nothing_to_do(old: str, opened: Opened, copies: str) -> None:
    opened().close()
    os.remove(os.path.join(copies, "before-version-2.sqlite"))
    opened().close()
    assert os.listdir(copies) == []


def test_how_far_it_is_is_told(old: str, copies: str) -> None:
    told: list[tuple[int, int]] = []
    Journal.open(old, copies=copies, progress=lambda done, of: told.append((done, of))).close()
    assert told[0] == (0, 22)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE day DROP COLUMN labs",
        "DROP TABLE lab",
        "ALTER TABLE lesson ADD COLUMN mood TEXT",
        "DROP INDEX memory_due",
        "CREATE TABLE dream (of TEXT)",
        "UPDATE meta SET value = '0' WHERE key = 'rules'",
    ],
)
def test_tables_of_another_shape_or_made_by_other_rules_are_made_anew(
    opened: Opened, path: str, copies: str, change: str
) -> None:
    journal = opened()
    journal.record(answer(), PackChanged("p", PackState.STARTED), LessonRead("p/l", 0, 3.0))
    due = NOON + 90 * 86_400_000
    journal.close()
    other = sqlite3.connect(path)
    other.execute(change)
    other.execute("UPDATE memory SET reps = 77")
    other.commit()
    other.close()
    assert due_questions(path, (due, 0), 4, lambda items: []) is None
    again = opened()
    memory = again.memory("p/a")
    assert memory is not None
    assert memory.reps == 1
    assert rebuild(again).equal
    assert due_questions(path, (due, 0), 4, lambda items: []) == ["p/a"]
    assert os.listdir(copies) == ["before-new-tables.sqlite"]
    assert not again._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'dream'").fetchall()


def test_two_programs_may_open_it_at_once(old: str, copies: str) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_open_and_record, args=(old, copies, name)) for name in "xy"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    journal = Journal.open(old, copies=copies)
    assert journal.memory("p/x") is not None
    assert journal.memory("p/y") is not None
    assert rebuild(journal).equal
    journal.close()
    kept = sqlite3.connect(os.path.join(copies, "before-version-2.sqlite"))
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    kept.close()


def _open_and_record(path: str, copies: str, name: str) -> None:
    journal = Journal.open(path, copies=copies, clock=Clock())
    journal.record(answer(f"p/{name}"))
    journal.close()


def test_killed_half_way_it_is_whole_and_the_next_start_does_it(old: str, copies: str, opened: Opened) -> None:
    before = events_of(old)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    worker = context.Process(target=_open_and_hang, args=(old, copies, there))
    worker.start()
    assert here.recv() == "half-way"
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    worker.join()
    found = check(old)
    assert (found.version, found.damage) == (1, ())
    journal = opened()
    assert rebuild(journal).equal
    assert journal.day(20_000).answers == 3
    assert events_of(old)[: len(before)] == before


def _open_and_hang(path: str, copies: str, to: Connection) -> None:
    def hang(done: int, of: int) -> None:
        to.send("half-way")
        signal.pause()

    Journal.open(path, copies=copies, progress=hang)


def test_a_program_that_was_left_open_writes_no_more_into_tables_that_others_made(opened: Opened, path: str) -> None:
    one = opened()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("ALTER TABLE lesson ADD COLUMN mood TEXT")
    other.close()
    with pytest.raises(JournalError, match="another version of tutor") as error:
        one.record(answer())
    assert "start tutor again" in error.value.hint
    assert opened().memory("p/a") is None


def test_a_table_that_is_gone_while_the_journal_is_open_is_no_reason_to_restore(opened: Opened, path: str) -> None:
    one = opened()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("DROP TABLE lesson")
    other.close()
    with pytest.raises(JournalError, match="other tables") as error:
        one.lessons()
    assert error.value.hint.startswith("Leave and start tutor again.")
    assert opened().lessons() == {}


def test_a_look_up_is_noted_at_once_and_leaves_the_rest_to_the_next_start(old: str, copies: str) -> None:
    made = sqlite3.connect(old)
    made.execute("UPDATE meta SET value = ? WHERE key = 'identity'", (f"{os.stat(old).st_ino}:{os.uname().nodename}",))
    made.commit()
    made.close()
    record_look_up(old, copies, "undo", "git/undo", 1, 5)
    assert not os.path.exists(copies)
    assert events_of(old)[-1][5] == "looked-up"


class TestNothingChangesSilently:
    def test_the_events_have_the_tables_of_their_version(self) -> None:
        """Other tables for events need another VERSION, with a step in migrate.py that comes from the last one."""
        said = f"{schema.VERSION} {' '.join((schema.EVENT + schema.META).split())}"
        assert sha256(said.encode()).hexdigest()[:16] == "e0f0662ff1a0fa83"

    def test_the_same_events_come_to_the_same_values_as_long_as_the_rules_have_their_number(self) -> None:
        """When this fails, events mean something else than before: raise RULES, and journals work it all out again."""
        known = replay(stamped(*HISTORY))
        memories = [_rounded(known.memories[name]) for name in sorted(known.memories)]
        said = f"{schema.RULES} {memories} {sorted(known.days.items())}"
        assert sha256(said.encode()).hexdigest()[:16] == "ae1e927a72662efa"


def _rounded(memory: object) -> list[object]:
    """The values of a memory; another machine's `pow` may differ in the last bits."""
    values = [getattr(memory, name) for name in type(memory).__dataclass_fields__]  # type: ignore[attr-defined]
    return [round(value, 6) if isinstance(value, float) else value for value in values]


def _recall(grade: Grade) -> Answered:
    verdict = Verdict.WRONG if grade is Grade.AGAIN else Verdict.RIGHT
    return Answered("p/r", "recall", (), verdict, 7.5, grade=grade)


HISTORY = (
    SettingChanged("seed", 7),
    PackChanged("p", PackState.STARTED),
    answer("p/a", right=False, mark=Mark.GUESS),
    *(answer("p/a", right=right) for right in (True, True, False, False, True, False, True)),
    SettingChanged("retention", 0.8),
    *(answer("p/b", right=False) for _ in range(12)),
    Resumed("p/b"),
    answer("p/b", confidence=Confidence.GUESS),
    *(answer("p/c", right=number % 2 == 0) for number in range(20)),
    *map(_recall, (Grade.GOOD, Grade.HARD, Grade.EASY, Grade.AGAIN, Grade.AGAIN, Grade.GOOD)),
    Suspended("p/d"),
    answer("p/d"),
    Reset("p/c"),
    answer("p/c", mark=Mark.PRACTICE),
    answer("p/c"),
)
