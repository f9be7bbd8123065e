"""Progress in figures, each with what stands behind it."""

import pytest
from hypothesis import given, strategies as st

from tutor.learning.memory import retrievability
from tutor.learning.statistics import ENOUGH_REVIEWS, by_day, kept, minutes_by_day, standing, wilson
from tutor.model.knowledge import DayTotals, Memory


def memory(**known: object) -> Memory:
    return Memory("p/q", stability=10.0, last=100, first=100, reps=1, **known)  # type: ignore[arg-type]


def test_every_answered_question_stands_in_one_place():
    memories = [
        memory(known=True),
        memory(known=True, missed=True),
        memory(missed=True),
        memory(known=True, missed=True, resting=True),
        memory(known=True, resting=True, suspended=True),
        Memory("p/never-answered"),
        Memory("p/never-answered-either", suspended=True),
    ]
    now = standing(memories, 110)
    assert (now.known, now.learning, now.resting, now.suspended) == (1, 2, 1, 1)
    assert now.expected == pytest.approx(5 * retrievability(10.0, 10))


def test_nothing_answered_is_nothing_known():
    assert standing([], 5).expected == 0


def test_kept_counts_reviews_of_earlier_days_alone():
    days = [
        DayTotals(answers=30, right=29, new=10, reviews=15, reviews_right=12),
        DayTotals(reviews=5, reviews_right=5),
    ]
    share = kept(days)
    assert (share.right, share.of, share.value, share.enough) == (17, 20, 0.85, True)


def test_a_handful_of_reviews_is_not_enough_yet():
    assert not wilson(ENOUGH_REVIEWS - 1, ENOUGH_REVIEWS - 1).enough
    assert wilson(1, ENOUGH_REVIEWS).enough
    nothing = kept([])
    assert (nothing.value, nothing.low, nothing.high, nothing.enough) == (0.0, 0.0, 1.0, False)


def test_the_interval_is_wilsons():
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
    for right, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        share = wilson(right, of)
        assert (share.low, share.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_and_narrows(counts: tuple[int, int]):
    right, of = counts
    share = wilson(right, of)
    assert 0 <= share.low <= share.value + 1e-12 <= share.high + 2e-12 <= 1 + 2e-12
    more = wilson(right * 4, of * 4)
    assert more.high - more.low < share.high - share.low


def test_what_is_overdue_counts_for_the_first_day():
    assert by_day({97: 2, 99: 1, 100: 4, 102: 3, 104: 9}, 100, 103) == ((100, 7), (101, 0), (102, 3), (103, 0))


def test_minutes_hold_practice_and_empty_days():
    days = {100: DayTotals(seconds=90.0, practice_seconds=30.0)}
    assert minutes_by_day(days, 99, 101) == ((99, 0.0), (100, 2.0), (101, 0.0))
