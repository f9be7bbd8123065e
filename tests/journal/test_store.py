"""What is recorded stays, with all that follows from it; what is taken back is as if it had not been."""

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from journal.conftest import Clock
from journal.histories import DAY_MS, NOON, answer, histories

from tutor.errors import JournalError, JournalTooNew
from tutor.journal.doctor import rebuild
from tutor.journal.store import Journal
from tutor.learning.replay import Knowledge, replay
from tutor.model.events import (
    Answered,
    Event,
    ItemAdded,
    PackChanged,
    PackState,
    Recorded,
    Renamed,
    SettingChanged,
    Suspended,
    Undone,
)

Opened = Callable[[], Journal]


def known_to(journal: Journal) -> Knowledge:
    """Everything a journal's tables say, as a replay would put it."""
    stored = {one.event.key: one.event.value for one in journal.events("") if isinstance(one.event, SettingChanged)}
    return Knowledge(
        memories={memory.question: memory for memory in journal.all_memories()},
        days=journal.days(-(10**6), 10**6),
        lessons=journal.lessons(),
        packs=journal.packs(),
        added=journal.added(),
        settings={key: value for key, value in stored.items() if value is not None},
        declined=journal.declined(),
        drills=journal.drills(),
        labs=journal.labs(),
    )


class TestRecording:
    def test_an_answer_is_there_at_the_next_start_with_what_follows_from_it(self, opened: Opened) -> None:
        journal = opened()
        recorded = journal.record(answer(), answer("p/b", right=False))
        memory = journal.memory("p/a")
        journal.close()
        again = opened()
        assert tuple(one for one in again.events() if isinstance(one.event, Answered)) == recorded
        assert again.memory("p/a") == memory
        assert memory is not None
        assert memory.reps == 1
        assert again.day(20_000).answers == 2

    @settings(max_examples=40)
    @given(histories(longest=15))
    def test_the_tables_say_what_a_replay_of_the_events_says(self, events: list[Recorded]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            clock = Clock()
            journal = Journal.open(os.path.join(folder, "journal.sqlite"), copies=folder, clock=clock)
            for one in events:
                clock.utc = one.stamp.utc
                if isinstance(one.event, Undone):
                    journal.undo()
                else:
                    journal.record(one.event)
            assert known_to(journal) == replay(journal.events())
            assert rebuild(journal).equal
            journal.close()

    def test_all_events_of_one_call_are_recorded_or_none(self, journal: Journal) -> None:
        with pytest.raises(KeyError):
            journal.record(answer(), "not an event")  # type: ignore[arg-type]
        assert journal.memory("p/a") is None
        assert not list(journal.events("p/a"))
        assert journal.record(answer())[0].stamp.seq == 2

    def test_a_clock_that_jumps_back_keeps_the_order_and_the_raw_times(self, journal: Journal, clock: Clock) -> None:
        first = journal.record(answer())[0]
        clock.utc -= 5 * DAY_MS
        second = journal.record(answer("p/b"))[0]
        assert second.stamp.time == first.stamp.time + 1
        assert second.stamp.utc == clock.utc
        assert [one.event for one in journal.events()][1:] == [first.event, second.event]

    def test_a_day_begins_at_the_rollover_hour(self, journal: Journal, clock: Clock) -> None:
        clock.utc = NOON - 9 * 3_600_000  # three in the morning
        assert journal.today() == 19_999
        journal.record(SettingChanged("rollover", 2))
        assert journal.today() == 20_000

    def test_typed_text_comes_back_as_it_was(self, journal: Journal) -> None:
        given_text = "naïve \N{SNOWMAN} \udcff [/] \x1b[31m \0 " + "long " * 2000
        event = Answered("p/a", "typed", (given_text,), answer().verdict, 1.5)
        journal.record(event)
        assert [one.event for one in journal.events("p/a")] == [event]


class TestUndo:
    def test_it_takes_back_the_newest_answer_and_the_one_before_across_restarts(self, opened: Opened) -> None:
        journal = opened()
        before = known_to(journal)
        journal.record(answer("p/a"))
        after_one = known_to(journal)
        journal.record(answer("p/b", right=False), Suspended("p/c"))
        journal.close()
        again = opened()
        taken = again.undo()
        assert taken is not None
        assert taken.event == answer("p/b", right=False)
        assert again.memory("p/b") is None
        assert again.days(0, 10**6) == after_one.days
        again.close()
        third = opened()
        assert third.undo() is not None
        assert third.undo() is None
        assert third.days(0, 10**6) == before.days

    def test_an_answer_between_two_others_is_taken_out_of_both(self, journal: Journal) -> None:
        recorded = [journal.record(answer(right=right))[0] for right in (True, False, True)]
        journal.record(Undone(journal.device, recorded[1].stamp.seq, "p/a"))
        memory = journal.memory("p/a")
        assert memory is not None
        assert (memory.reps, memory.lapses) == (2, 0)

    def test_it_follows_a_rename(self, journal: Journal) -> None:
        journal.record(answer(), Renamed("p/a", "p/z"))
        journal.undo()
        assert journal.memory("p/z") is None

    def test_taking_back_twice_or_what_is_not_there_changes_nothing_more(self, journal: Journal) -> None:
        stamp = journal.record(answer(), answer("p/b"))[0].stamp
        undone = Undone(stamp.device, stamp.seq, "p/a")
        journal.record(undone)
        known = known_to(journal)
        journal.record(undone, Undone("ffffffff", 7, "p/b"))
        assert known_to(journal) == known

    def test_another_devices_answers_are_not_taken_back(self, opened: Opened, path: str) -> None:
        journal = opened()
        journal.record(answer())
        journal.close()
        moved = f"{path}.moved"
        shutil.copy(path, moved)
        os.replace(moved, path)
        assert opened().undo() is None


class TestTwoAtOnce:
    def test_both_record_and_each_sees_the_others_events_and_settings(self, opened: Opened) -> None:
        one, other = opened(), opened()
        for number in range(5):
            one.record(answer(f"p/{number}"))
            other.record(answer(f"q/{number}"))
        one.record(SettingChanged("rollover", 9), PackChanged("p", PackState.STARTED))
        assert other.settings()["rollover"] == 9
        assert one.day(20_000) == other.day(20_000)
        assert other.day(20_000).answers == 10
        assert len({(r.stamp.device, r.stamp.seq) for r in one.events()}) == 13
        assert rebuild(other).equal

    def test_two_programs_that_make_the_journal_at_once_make_one(self, path: str, copies: str) -> None:
        context = multiprocessing.get_context("spawn")
        workers = [context.Process(target=_record_many, args=(path, copies, name)) for name in "xy"]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert [worker.exitcode for worker in workers] == [0, 0]
        journal = Journal.open(path, copies=copies)
        assert journal.day(20_000).answers == 60
        assert sum(isinstance(one.event, SettingChanged) for one in journal.events()) == 1
        assert rebuild(journal).equal
        journal.close()


def _record_many(path: str, copies: str, name: str) -> None:
    journal = Journal.open(path, copies=copies, clock=Clock())
    for number in range(30):
        journal.record(answer(f"p/{name}{number}"))
    journal.close()


class TestTheFile:
    def test_a_journal_keeps_its_device_and_its_seed(self, opened: Opened) -> None:
        one = opened()
        device, seed = one.device, one.settings()["seed"]
        one.close()
        again = opened()
        assert (again.device, again.settings()["seed"]) == (device, seed)
        assert [one.event for one in again.events()] == [SettingChanged("seed", seed)]

    def test_a_copied_journal_takes_a_new_device(self, opened: Opened, path: str, copies: str) -> None:
        one = opened()
        one.record(answer())
        one.close()
        shutil.copy(path, f"{path}.copy")
        copy = Journal.open(f"{path}.copy", copies=copies)
        assert copy.device != one.device
        assert copy.record(answer())[0].stamp.seq == 1
        copy.close()

    def test_a_journal_that_is_replaced_while_open_is_not_written_to(self, opened: Opened, path: str) -> None:
        one = opened()
        os.rename(path, f"{path}.elsewhere")
        with pytest.raises(JournalError, match="moved or replaced"):
            one.record(answer())

    def test_a_newer_journal_is_refused_and_left_as_it_is(self, opened: Opened, path: str) -> None:
        one = opened()
        one._connection.execute("PRAGMA user_version = 99")
        one.close()
        before = Path(path).read_bytes()
        with pytest.raises(JournalTooNew, match="newer tutor"):
            opened()
        assert Path(path).read_bytes() == before

    def test_an_event_of_an_unknown_kind_is_kept_and_passed_over(self, opened: Opened) -> None:
        one = opened()
        one._connection.execute(
            "INSERT INTO event VALUES (?, 'eeeeeeee', 1, 0, 0, 'dreamt', 'p/a', '{\"of\": 1}')", (NOON * 2,)
        )
        one.record(answer())
        rebuilt = rebuild(one)
        assert (rebuilt.events, rebuilt.unread, rebuilt.equal) == (3, 1, True)
        assert len(list(one.events())) == 2
        assert one._connection.execute("SELECT count(*) FROM event WHERE kind = 'dreamt'").fetchone() == (1,)

    def test_what_is_no_journal_is_not_touched(self, path: str, opened: Opened) -> None:
        import sqlite3

        os.makedirs(os.path.dirname(path))
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE theirs (x)")
        other.close()
        with pytest.raises(JournalError, match="not a journal"):
            opened()

    def test_a_folder_that_cannot_be_made_is_said_plainly(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(JournalError, match="cannot be made") as error:
            Journal.open(str(tmp_path / "file" / "journal.sqlite"), copies=str(tmp_path))
        assert error.value.hint

    def test_a_journal_that_is_gone_is_not_begun_anew_beside_its_copies(
        self, opened: Opened, path: str, copies: str
    ) -> None:
        os.makedirs(copies)
        Path(copies, "journal-2026-11-21.sqlite").write_bytes(b"")
        with pytest.raises(JournalError, match="missing") as error:
            opened()
        assert "doctor --restore" in error.value.hint
        assert not os.path.exists(path)


def test_events_about_one_subject(journal: Journal) -> None:
    about: tuple[Event, ...] = (answer("p/a"), ItemAdded("p/x"), Suspended("p/a"))
    journal.record(*about)
    assert [one.event for one in journal.events("p/a")] == [about[0], about[2]]
    assert [one.event for one in journal.events("")] == [SettingChanged("seed", journal.settings()["seed"])]
