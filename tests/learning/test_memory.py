"""What an answer does to memory: FSRS-6 in study days, misses and lapses, leeches, and a fuzz that replays."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from hypothesis import given, strategies as st

from tutor.learning.memory import (
    MAXIMUM_INTERVAL,
    Scheduler,
    curve,
    fuzz_range,
    fuzzed,
    gains,
    rating_of,
    retrievability,
)
from tutor.model.events import Answered, Confidence, Grade, Mark, Verdict
from tutor.model.knowledge import Memory

Q = "git-rescue/hard-survives"
DAY = 20_778
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LETTERS = {grade.value[0]: grade for grade in Grade}
LIBRARY = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

GRADES = st.sampled_from(Grade)
# A history: own grades, each so many study days after the one before.
HISTORIES = st.lists(st.tuples(GRADES, st.integers(0, 400)), max_size=8)
RETENTIONS = st.sampled_from([0.7, 0.8, 0.9, 0.97])


def answer(right: bool = True, confidence: Confidence | None = None, **fields: object) -> Answered:
    verdict = Verdict.RIGHT if right else Verdict.WRONG
    return Answered(Q, "choice", (), verdict, 4.0, confidence, **fields)  # type: ignore[arg-type]


def graded(grade: Grade) -> Answered:
    verdict = Verdict.WRONG if grade is Grade.AGAIN else Verdict.RIGHT
    return Answered(Q, "recall", (), verdict, 4.0, grade=grade)


RIGHT, WRONG = answer(), answer(right=False)


def after(history: list[tuple[Grade, int]], scheduler: Scheduler | None = None) -> tuple[Memory, int]:
    """The memory that a history leaves, and the day of its last answer."""
    memory, day = Memory(Q), DAY
    for grade, days in history:
        day += days
        memory = (scheduler or Scheduler()).review(memory, graded(grade), day)
    return memory, day


def follow(*steps: tuple[Answered, int], scheduler: Scheduler | None = None) -> Memory:
    memory = Memory(Q)
    for event, day in steps:
        memory = (scheduler or Scheduler()).review(memory, event, day)
    return memory


# Ratings


def test_verdict_confidence_and_own_grade_become_a_rating():
    assert rating_of(answer(right=False)) == 1
    assert rating_of(answer(right=False, confidence=Confidence.SURE)) == 1
    assert rating_of(answer(confidence=Confidence.GUESS)) == 2
    assert [rating_of(answer(confidence=sure)) for sure in (None, Confidence.FAIRLY, Confidence.SURE)] == [3, 3, 3]
    assert [rating_of(graded(grade)) for grade in Grade] == [1, 2, 3, 4]


@pytest.mark.parametrize("mark", [Mark.GUESS, Mark.PRACTICE])
def test_guesses_before_the_teaching_and_practice_are_not_rated(mark: Mark):
    with pytest.raises(ValueError, match=mark.value):
        Scheduler().review(Memory(Q), answer(mark=mark), DAY)


# FSRS


def asked_when_due(grades: str, scheduler: Scheduler) -> list[tuple[int, float]]:
    """(interval in days, stability) after each grade, a letter each, given on the day when the question is due."""
    memory, day, found = Memory(Q), DAY, []
    for letter in grades:
        memory = scheduler.review(memory, graded(LETTERS[letter]), day)
        assert memory.due is not None
        found.append((memory.due - day, round(memory.stability, 2)))
        day = memory.due
    return found


@pytest.mark.parametrize("grades", ["ggggggg", "hhhhhhh", "eeee", "agggagg", "ggaaagg"])
def test_golden_intervals(grades: str):
    """A change of fsrs, of its default parameters or of our fuzz must be seen: it would move every learner's dates."""
    assert asked_when_due(grades, Scheduler(seed=7)) == GOLDEN[grades]


@given(HISTORIES, GRADES, st.integers(0, 400))
def test_memory_is_that_of_fsrs_at_whole_days(history: list[tuple[Grade, int]], grade: Grade, days: int):
    card, memory, day = fsrs.Card(card_id=1), Memory(Q), DAY
    for step, wait in [*history, (grade, days)]:
        day += wait
        card, _ = LIBRARY.review_card(card, fsrs.Rating(list(Grade).index(step) + 1), EPOCH + timedelta(days=day))
        memory = Scheduler().review(memory, graded(step), day)
    assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)


def test_an_answer_of_the_next_morning_is_a_day_later():
    """py-fsrs floors 23:00 to 08:00 to no day at all; study days 0 and 1 are a day apart."""
    evening = Scheduler().review(Memory(Q), RIGHT, DAY)
    morning = Scheduler().review(evening, RIGHT, DAY + 1)
    again_that_evening = Scheduler().review(evening, RIGHT, DAY)
    assert morning.stability > 2 * again_that_evening.stability


@given(HISTORIES, st.integers(0, 400), RETENTIONS, st.integers(0, 100))
def test_a_better_grade_is_never_asked_sooner(history: list[tuple[Grade, int]], days: int, retention: float, seed: int):
    scheduler = Scheduler(retention, seed=seed)
    memory, day = after(history, scheduler)
    again, hard, good, easy = (scheduler.review(memory, graded(grade), day + days) for grade in Grade)
    assert again.stability <= hard.stability <= good.stability <= easy.stability
    dues = [now.due or 0 for now in (again, hard, good, easy)]
    assert dues == sorted(dues)
    assert dues[0] < dues[1]


@given(HISTORIES, GRADES, st.integers(-5, 40_000), RETENTIONS)
def test_right_is_due_another_day_and_wrong_the_same(
    history: list[tuple[Grade, int]], grade: Grade, days: int, retention: float
):
    memory, day = after(history)
    now = Scheduler(retention).review(memory, graded(grade), day + days)
    assert now.due is not None
    if grade is Grade.AGAIN:
        assert now.due == day + days
    else:
        assert day + days + 1 <= now.due <= day + days + MAXIMUM_INTERVAL
    assert now.stability > 0
    assert 1 <= now.difficulty <= 10
    assert (now.last, now.reps, now.missed) == (day + days, memory.reps + 1, grade is Grade.AGAIN)


def test_a_lower_target_asks_later():
    steps = ((RIGHT, DAY), (RIGHT, DAY + 3))
    due = [follow(*steps, scheduler=Scheduler(retention)).due or 0 for retention in (0.97, 0.9, 0.8, 0.7)]
    assert due == sorted(set(due))


def test_own_parameters_are_used():
    slower = (*fsrs.Scheduler().parameters[:2], 20.0, *fsrs.Scheduler().parameters[3:])
    assert follow((RIGHT, DAY), scheduler=Scheduler(parameters=slower)).stability == 20.0


def test_parameters_out_of_bounds_are_refused():
    with pytest.raises(ValueError, match="out of bounds"):
        follow((RIGHT, DAY), scheduler=Scheduler(parameters=(-1.0,) * 21))


def test_a_day_before_the_last_counts_as_the_same_day():
    known = follow((RIGHT, DAY))
    back, same = Scheduler().review(known, RIGHT, DAY - 30), Scheduler().review(known, RIGHT, DAY)
    assert (back.stability, back.difficulty) == (same.stability, same.difficulty)
    assert (back.last, back.first) == (DAY - 30, DAY)


def test_an_answer_leaves_what_it_does_not_concern():
    memory = Memory(Q, suspended=True, buried_until=DAY + 9, resting=True)
    now = Scheduler().review(memory, answer(answer_hash="1:ab"), DAY)
    assert (now.suspended, now.buried_until, now.resting) == (True, DAY + 9, True)
    assert (now.question, now.kind, now.answer_hash) == (Q, "choice", "1:ab")
    assert (now.first, now.last, now.reps) == (DAY, DAY, 1)


# Misses, lapses, leeches


def test_a_miss_is_open_until_it_is_right():
    missed = follow((RIGHT, DAY), (WRONG, DAY + 2))
    assert (missed.missed, missed.due, missed.lapses, missed.known) == (True, DAY + 2, 1, True)
    mended = Scheduler().review(missed, RIGHT, DAY + 2)
    assert (mended.missed, mended.lapses) == (False, 1)
    assert (mended.due or 0) > DAY + 2


def test_a_new_question_does_not_lapse_on_its_first_day():
    missed = follow((WRONG, DAY), (WRONG, DAY), (WRONG, DAY))
    assert (missed.missed, missed.known, missed.lapses) == (True, False, 0)
    assert follow((WRONG, DAY), (RIGHT, DAY), (RIGHT, DAY + 3)).lapses == 0


def test_an_open_miss_is_one_lapse_a_study_day_however_often_it_is_missed():
    missed = follow((RIGHT, DAY), (WRONG, DAY + 2), (WRONG, DAY + 2))
    assert missed.lapses == 1
    assert Scheduler().review(missed, WRONG, DAY + 1).lapses == 1  # the clock was set back
    again = follow((RIGHT, DAY), (WRONG, DAY + 2), (WRONG, DAY + 5), (WRONG, DAY + 5), (RIGHT, DAY + 5))
    assert again.lapses == 2


def test_a_question_never_right_is_a_leech_after_eight_study_days_without_success():
    memory = Memory(Q)
    for day in range(9):
        assert (memory.lapses, memory.resting) == (max(0, day - 1), False)
        for _ in range(4):
            memory = Scheduler().review(memory, WRONG, DAY + 3 * day)
    assert (memory.lapses, memory.known, memory.resting) == (8, False, True)


def test_a_second_miss_on_one_day_follows_the_same_day_rule():
    once = follow((RIGHT, DAY), (RIGHT, DAY + 2), (WRONG, DAY + 13))
    twice = Scheduler().review(once, WRONG, DAY + 13)
    w = fsrs.Scheduler().parameters
    # S' = S e^(w17 (G - 3 + w18)) S^-w19, https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
    expected = once.stability * 2.718281828459045 ** (w[17] * (1 - 3 + w[18])) * once.stability ** -w[19]
    assert twice.stability == pytest.approx(expected)


def lapsed(times: int, scheduler: Scheduler) -> Memory:
    memory = scheduler.review(Memory(Q), RIGHT, DAY)
    for step in range(times):
        memory = scheduler.review(memory, WRONG, DAY + 2 * step + 2)
        memory = scheduler.review(memory, RIGHT, DAY + 2 * step + 2)
    return memory


def test_the_eighth_lapse_makes_a_leech():
    assert not lapsed(7, Scheduler()).resting
    leech = lapsed(8, Scheduler())
    assert (leech.resting, leech.lapses) == (True, 8)
    assert lapsed(3, Scheduler(leech=3)).resting


def test_a_leech_that_was_resumed_rests_again_after_half_as_many_lapses():
    memory = replace(lapsed(8, Scheduler()), resting=False)
    rests = []
    for step in range(1, 9):
        day = DAY + 100 * step
        memory = Scheduler().review(Scheduler().review(memory, WRONG, day), RIGHT, day)
        if memory.resting:
            rests.append(memory.lapses)
            memory = replace(memory, resting=False)
    assert rests == [12, 16]


# The forgetting curve


@given(st.floats(0.001, 36_500), st.integers(0, 36_500))
def test_retrievability_is_that_of_fsrs(stability: float, days: int):
    card = fsrs.Card(card_id=1, state=fsrs.State.Review, stability=stability, due=EPOCH, last_review=EPOCH)
    theirs = LIBRARY.get_card_retrievability(card, EPOCH + timedelta(days=days))
    assert retrievability(stability, days) == pytest.approx(theirs, rel=1e-12)
    assert retrievability(stability, days, fsrs.Scheduler().parameters) == pytest.approx(theirs, rel=1e-12)


@given(st.floats(0.001, 36_500), st.floats(0, 36_500), st.floats(0.01, 1000))
def test_what_is_known_fades(stability: float, days: float, more: float):
    at = curve()
    assert 0 < at(stability, days + more) < at(stability, days) <= 1


def test_retrievability_at_its_landmarks():
    assert retrievability(12.5, 12.5) == pytest.approx(0.9)
    assert retrievability(12.5, 0) == 1
    assert retrievability(12.5, -3) == 1
    assert retrievability(0.0, 3) == 0


@given(st.lists(st.tuples(st.one_of(st.just(0.0), st.floats(0.001, 36_500)), st.integers(DAY - 9999, DAY + 5))))
def test_gains_are_what_a_day_costs(rows: list[tuple[float, int]]):
    at = curve()
    expected = [at(stability, DAY - last) - at(stability, DAY + 1 - last) for stability, last in rows]
    assert gains(rows, DAY) == pytest.approx(expected)
    assert all(gain >= 0 for gain in gains(rows, DAY))


# Fuzz


@given(st.integers(1, MAXIMUM_INTERVAL), st.integers(0, 2**53), st.text(max_size=9), st.integers(1, 99))
def test_fuzz_stays_in_its_range_and_repeats(interval: int, seed: int, question: str, reps: int):
    shortest, longest = fuzz_range(interval)
    assert 1 <= shortest <= interval <= longest <= MAXIMUM_INTERVAL
    assert shortest <= fuzzed(interval, seed, question, reps) <= longest
    assert fuzzed(interval, seed, question, reps) == fuzzed(interval, seed, question, reps)


def test_fuzz_ranges_are_those_of_anki():
    """The examples of Anki's own tests, rslib/src/scheduler/states/fuzz.rs."""
    assert [fuzz_range(interval) for interval in (1, 2, 7, 17, 20, 37)] == [
        (1, 1),
        (2, 2),
        (5, 9),
        (14, 20),
        (17, 23),
        (33, 41),
    ]


def test_fuzz_reaches_every_day_of_its_range_about_equally():
    counts = [0] * 30
    for name in range(3000):
        counts[fuzzed(17, 1, f"p/{name}", 1)] += 1
    assert sum(counts[14:21]) == 3000
    assert all(330 < count < 530 for count in counts[14:21])


def test_fuzz_is_the_same_on_every_machine():
    assert [fuzzed(100, 7, Q, reps) for reps in range(1, 7)] == [100, 107, 104, 104, 95, 94]


# Cost


def test_showing_what_is_due_does_not_import_fsrs():
    code = "import sys, tutor.learning.memory as m; m.gains([(1.0, 3)], 9); m.Scheduler(); print('fsrs' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


GOLDEN: dict[str, list[tuple[int, float]]] = {
    "ggggggg": [(2, 2.31), (13, 10.96), (54, 50.66), (188, 182.77), (538, 558.36), (1404, 1468.16), (3509, 3495.05)],
    "hhhhhhh": [(1, 1.29), (4, 3.25), (9, 7.51), (15, 13.78), (19, 21.32), (26, 28.9), (37, 37.16)],
    "eeee": [(8, 8.3), (71, 65.62), (426, 414.34), (2025, 1976.78)],
    "agggagg": [(0, 0.21), (1, 0.25), (2, 2.02), (7, 6.45), (0, 1.1), (1, 1.14), (2, 2.36)],
    "ggaaagg": [(2, 2.31), (13, 10.96), (0, 1.57), (0, 0.54), (0, 0.2), (1, 0.23), (1, 0.73)],
}
