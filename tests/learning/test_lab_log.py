"""What is known of a lab: when it comes back, and which of its hints are held back."""

import pytest
from hypothesis import given, strategies as st

from tutor.learning.drill_log import AFTER_FAILURE, AFTER_FIRST_PASS
from tutor.learning.lab_log import hints_ready, tried
from tutor.learning.replay import replay
from tutor.model.events import HintTaken, LabBegan, LabChecked, LabEvent, Recorded, Renamed, SolutionShown, Stamp
from tutor.model.knowledge import LabProgress

LAB = "p/lab"
BEGAN, RESET = LabBegan(LAB), LabBegan(LAB, reset=True)
SOLVED, FAILED = LabChecked(LAB, (True, True)), LabChecked(LAB, (True, False))
SHOWN = SolutionShown(LAB)


def hint(number: int) -> HintTaken:
    return HintTaken(LAB, number)


def known(*events: LabEvent, day: int = 100, before: LabProgress | None = None) -> LabProgress:
    progress = before or LabProgress(LAB)
    for event in events:
        progress = tried(progress, event, day)
    return progress


def test_a_lab_is_solved_when_all_its_checks_hold() -> None:
    assert SOLVED.solved
    assert not FAILED.solved
    assert not LabChecked(LAB, ()).solved


def test_a_try_ends_with_its_solving_and_counts_once() -> None:
    progress = known(BEGAN, FAILED, RESET, FAILED, SOLVED, SOLVED, FAILED)
    assert (progress.tries, progress.solved, progress.failed, progress.going) == (1, 1, 2, False)


def test_a_reset_never_counts_against_anybody() -> None:
    assert known(BEGAN, RESET, RESET, SOLVED) == known(BEGAN, SOLVED)


def test_a_solved_lab_comes_back_later_each_time() -> None:
    progress, day, gaps = None, 100, []
    for _ in range(4):
        progress = known(BEGAN, SOLVED, day=day, before=progress)
        assert progress.due is not None
        gaps.append(progress.due - day)
        day = progress.due
    assert gaps[0] == AFTER_FIRST_PASS
    assert gaps == sorted(set(gaps))


def test_a_try_before_its_day_moves_nothing() -> None:
    first = known(BEGAN, SOLVED)
    again = known(BEGAN, SOLVED, day=101, before=first)
    assert (again.due, again.interval, again.solved) == (first.due, first.interval, 2)


@pytest.mark.parametrize("end", [(), (SOLVED,), (FAILED,)])
def test_whoever_needed_the_solution_meets_the_lab_again_soon(end: tuple[LabEvent, ...]) -> None:
    progress = known(BEGAN, FAILED, SHOWN, SHOWN, *end)
    assert progress.due == 100 + AFTER_FAILURE
    assert progress.alone == 0


def test_to_compare_with_the_solution_afterwards_changes_nothing() -> None:
    assert known(BEGAN, SOLVED, SHOWN, hint(1)) == known(BEGAN, SOLVED)


def test_hints_fade_with_success_and_come_back_after_failure() -> None:
    first = known(BEGAN)
    assert hints_ready(first, 3) == 3
    second = known(SOLVED, BEGAN, before=first)
    assert hints_ready(second, 3) == 2, "solved alone: the most telling is held back"
    third = known(SOLVED, BEGAN, before=second)
    assert hints_ready(third, 3) == 1
    assert hints_ready(known(hint(1), before=third), 3) == 0
    assert hints_ready(known(FAILED, before=third), 3) == 2, "a look that finds something missing gives one back"
    assert hints_ready(known(FAILED, FAILED, FAILED, FAILED, before=third), 3) == 3
    assert hints_ready(known(SHOWN, before=third), 3) == 3
    helped = known(FAILED, hint(1), SOLVED, BEGAN, before=third)
    assert hints_ready(helped, 3) == 1, "solved with a hint: as it was"


events = st.lists(st.sampled_from([BEGAN, RESET, SOLVED, FAILED, SHOWN, hint(1), hint(2), hint(3)]), max_size=30)


@given(events, st.integers(0, 4))
def test_failing_often_enough_brings_back_every_hint(done: list[LabEvent], total: int) -> None:
    progress = known(*done, BEGAN, *[FAILED] * 30)
    assert hints_ready(progress, total) == total


@given(events, st.integers(0, 4))
def test_counts_agree_with_each_other(done: list[LabEvent], total: int) -> None:
    progress = known(*done)
    assert progress.alone <= progress.solved <= progress.tries
    assert 0 <= hints_ready(progress, total) <= total
    assert (progress.due is None) == (progress.interval == 0)


def test_what_is_known_of_a_lab_follows_its_new_name() -> None:
    done = [BEGAN, SOLVED, Renamed(LAB, "p/new"), LabBegan("p/new")]
    recorded = [Recorded(Stamp(at, "d", at, at, 0), event) for at, event in enumerate(done, 1)]
    knowledge = replay(recorded)
    assert knowledge.labs.keys() == {"p/new"}
    assert knowledge.labs["p/new"].tries == 2
    assert sum(day.labs for day in knowledge.days.values()) == 1
