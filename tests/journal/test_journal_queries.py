"""What a journal answers about the queue, the days and the learner's pace."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from journal.histories import NOON, answer

from tutor.errors import JournalTooNew
from tutor.journal.due import due_questions
from tutor.journal.store import Journal
from tutor.model.events import (
    Answered,
    Buried,
    ItemAdded,
    LessonRead,
    Mark,
    PackChanged,
    PackState,
    Renamed,
    SettingChanged,
    Suspended,
)
from tutor.model.knowledge import DayTotals

Opened = Callable[[], Journal]
LATER = 20_200  # by then all is due


@pytest.fixture
def queue(journal: Journal) -> Journal:
    """Two questions of each of three packs; of `p` one is suspended and one buried, of `q` one was missed."""
    for pack in "pqr":
        journal.record(answer(f"{pack}/a"), answer(f"{pack}/b", right=pack != "q"))
    journal.record(Suspended("p/a"), Buried("p/b", LATER + 1), answer("p/c", mark=Mark.GUESS))
    return journal


class TestDue:
    def test_what_is_suspended_buried_or_of_another_pack_is_left_out(self, queue: Journal) -> None:
        assert {row.question for row in queue.due(LATER, {"p", "q"})} == {"q/a", "q/b"}
        assert {row.question for row in queue.due(LATER + 1, {"p", "q"})} == {"p/b", "q/a", "q/b"}

    def test_a_miss_is_due_the_same_day(self, queue: Journal) -> None:
        rows = queue.due(20_000, {"p", "q", "r"})
        assert [(row.question, bool(row.missed), row.due, row.last, row.kind) for row in rows] == [
            ("q/b", True, 20_000, 20_000, "choice")
        ]

    def test_questions_are_named_besides_and_none_is_counted_twice(self, queue: Journal) -> None:
        also = {"r/a", "q/a", "p/a", "nobody/knows"}
        assert sorted(row.question for row in queue.due(LATER, {"q"}, also)) == ["q/a", "q/b", "r/a"]
        assert queue.due_count(LATER, {"q"}, also) == 3
        assert queue.due_count(LATER, (), {"r/a"}) == 1
        assert queue.due_count(LATER, ()) == 0

    def test_the_forecast_counts_by_day_and_sums_to_what_is_due(self, queue: Journal) -> None:
        packs = {"p", "q"}
        ahead = queue.forecast(20_000, LATER + 1, packs, {"r/a"})
        assert ahead[20_000] == 1
        assert sum(ahead.values()) == queue.due_count(LATER + 1, packs, {"r/a"})

    def test_answered_are_those_with_a_rated_answer(self, queue: Journal) -> None:
        assert queue.answered(["p/a", "p/c", "nobody/knows"]) == {"p/a"}
        assert queue.learnt_by_pack() == {"p": 2, "q": 2, "r": 2}
        assert set(queue.memories(["p/a", "p/c", "nobody/knows"])) == {"p/a", "p/c"}
        assert [memory.question for memory in queue.all_memories("p")] == ["p/a", "p/b", "p/c"]


def nothing(items: list[str]) -> set[str]:
    pytest.fail(f"nothing was added, and yet the questions of {items} were asked for")


class TestDueAtThePrompt:
    def test_it_finds_what_the_open_journal_counts(self, queue: Journal, path: str) -> None:
        queue.record(PackChanged("q", PackState.PAUSED), PackChanged("r", PackState.STOPPED), ItemAdded("r/quiz"))
        now = (NOON + 150 * 86_400_000, 0)
        asked: list[list[str]] = []

        def questions_of(items: list[str]) -> set[str]:
            asked.append(items)
            return {"r/b", "q/a"}

        assert due_questions(path, now, 4, questions_of) == ["q/a", "q/b", "r/b"]
        assert asked == [["r/quiz"]]
        assert queue.due_count(20_150, {"q"}, {"r/b", "q/a"}) == 3

    def test_the_rollover_that_was_set_decides_the_day(self, journal: Journal, path: str) -> None:
        journal.record(PackChanged("q", PackState.STARTED), answer("q/b", right=False))
        early = (NOON - 9 * 3_600_000, 0)
        assert due_questions(path, early, 4, nothing) == []
        assert due_questions(path, early, 2, nothing) == ["q/b"]
        journal.record(SettingChanged("rollover", 1))
        assert due_questions(path, early, 4, nothing) == ["q/b"]

    def test_without_a_journal_nothing_is_due_and_none_is_made(self, path: str) -> None:
        assert due_questions(path, (NOON, 0), 4, nothing) == []

    def test_an_older_journal_must_be_opened_first_and_a_newer_is_refused(self, journal: Journal, path: str) -> None:
        journal._connection.execute("PRAGMA user_version = 0")
        assert due_questions(path, (NOON, 0), 4, nothing) is None
        journal._connection.execute("PRAGMA user_version = 99")
        with pytest.raises(JournalTooNew):
            due_questions(path, (NOON, 0), 4, nothing)

    @pytest.mark.parametrize(
        ("module", "heavy"),
        [
            ("tutor.journal.due", ("dataclasses", "typing", "json", "re", "tutor.model")),
            (
                "tutor.journal.store",
                ("fsrs", "tutor.model.items", "tutor.model.questions", "tutor.model.text", "asyncio"),
            ),
        ],
    )
    def test_what_is_slow_to_import_is_not_imported(self, module: str, heavy: tuple[str, ...]) -> None:
        code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
        done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"


class TestPace:
    def test_it_is_the_median_of_rated_answers_that_stand(self, journal: Journal) -> None:
        journal.record(*(answer(f"p/{n}", seconds=float(n)) for n in range(6)))
        journal.record(*(answer("p/a", seconds=900.0, mark=mark) for mark in (Mark.GUESS, Mark.PRACTICE)))
        assert journal.pace() == {"choice": 2.5}
        journal.undo()  # the practice
        journal.undo()  # the guess
        journal.undo()  # the answer of 5 seconds
        assert journal.pace() == {"choice": 2.0}

    def test_too_few_answers_are_no_pace(self, journal: Journal) -> None:
        journal.record(*(answer() for _ in range(4)))
        assert journal.pace() == {}


def test_days_without_anything_are_left_out(journal: Journal) -> None:
    journal.record(answer())
    assert set(journal.days(19_000, 21_000)) == {20_000}
    assert journal.day(20_001) == DayTotals()


def test_what_a_rename_would_move_has_a_history(journal: Journal) -> None:
    journal.record(answer("p/a"), LessonRead("p/l", 0, 1.0), ItemAdded("p/x"), Renamed("p/a", "p/z"))
    assert journal.names_with_history(["p/a", "p/z", "p/l", "p/x", "p/none"]) == {"p/z", "p/l", "p/x"}
    assert journal.lesson("p/l") is not None
    assert journal.is_added("p/x")


def test_an_answer_taken_back_is_still_among_the_events(journal: Journal) -> None:
    journal.record(answer())
    journal.undo()
    assert sum(isinstance(one.event, Answered) for one in journal.events()) == 1
