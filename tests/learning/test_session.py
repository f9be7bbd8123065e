"""A session is a value: answering, skipping and reading lead from one to the next."""

import pytest
from hypothesis import given, strategies as st

from tutor.learning.session import GAP, Ask, ReadScreen, Session, answer, leave_lesson, skip, turn_page
from tutor.model.events import Mark
from tutor.settings import SITTING_MISSES


def asking(*names: str) -> Session:
    return Session(tuple(Ask(name) for name in names))


def test_a_miss_returns_after_a_few_others_and_one_success_is_enough():
    session = answer(asking("a", "b", "c", "d", "e"), right=False)
    assert session.steps[GAP] == Ask("a", misses=1)
    assert session.steps[GAP].again
    assert session.open_misses == ("a",)
    for _ in range(GAP):
        session = answer(session, right=True)
    session = answer(session, right=True)
    assert session.open_misses == ()
    assert Ask("a", misses=1) not in session.steps


def test_a_miss_at_the_end_returns_at_once_since_nothing_else_is_left():
    session = answer(asking("a"), right=False)
    assert session.current == Ask("a", misses=1)


def test_a_guess_before_the_teaching_never_returns():
    session = answer(Session((Ask("a", Mark.GUESS), Ask("b"))), right=False)
    assert session.steps == (Ask("b"),)
    assert session.open_misses == ()


def test_a_skipped_miss_stays_open():
    session = skip(answer(asking("a"), right=False))
    assert session.current is None
    assert session.open_misses == ("a",)


def test_a_page_is_read_and_a_question_answered():
    session = turn_page(Session((ReadScreen("l", 0), Ask("a"))))
    assert session.current == Ask("a")
    with pytest.raises(TypeError):
        answer(Session((ReadScreen("l", 0),)), right=True)


def test_leaving_a_lesson_keeps_the_questions():
    session = Session((ReadScreen("l", 0), Ask("a"), ReadScreen("l", 1), ReadScreen("m", 0)))
    assert leave_lesson(session, "l").steps == (Ask("a"), ReadScreen("m", 0))


def test_a_question_missed_four_times_is_put_off_and_stays_open():
    session = asking("a", "b")
    for right in (False, True, False, False):
        session = answer(session, right)
    assert session.current == Ask("a", misses=3)
    session = answer(session, right=False)
    assert session.current is None
    assert (session.put_off, session.open_misses) == (("a",), ("a",))


steps = st.one_of(
    st.builds(Ask, st.sampled_from("abcd"), st.sampled_from(Mark)), st.builds(ReadScreen, st.just("l"), st.integers(0))
)


@given(st.lists(steps), st.randoms(use_true_random=False))
def test_a_session_ends_whatever_the_answers(plan, chance):
    """Wrong nine times of ten, or always: what was planned, and each question at most four times."""
    session, asked = Session(tuple(plan)), 0
    share = chance.choice((0.0, 0.1, 0.9))
    while (step := session.current) is not None:
        asked += 1
        assert asked <= SITTING_MISSES * len(plan)
        session = answer(session, chance.random() < share) if isinstance(step, Ask) else turn_page(session)
    assert set(session.put_off) <= {step.question for step in plan if isinstance(step, Ask)}


@given(
    st.lists(st.sampled_from("abcd"), unique=True, min_size=1),
    st.lists(st.sampled_from((True, True, True, False)), max_size=60),
)
def test_a_session_ends_when_each_question_was_right_once(names, verdicts):
    session = asking(*names)
    right: set[str] = set()
    for verdict in [*verdicts, *[True] * (len(names) + 1)]:
        step = session.current
        if step is None:
            break
        assert isinstance(step, Ask)
        assert step.question not in right, "asked again although it was right"
        if verdict:
            right.add(step.question)
        session = answer(session, verdict)
    assert session.current is None
    assert right | set(session.put_off) == set(names)
    assert set(session.put_off) == set(session.open_misses)
    assert session.right == len(right)


@given(st.lists(st.sampled_from(["right", "wrong", "skip"]), max_size=30))
def test_how_many_questions_are_left_is_never_miscounted(deeds: list[str]) -> None:
    session = Session((ReadScreen("l", 0), Ask("a"), Ask("b", Mark.GUESS), ReadScreen("l", 1), Ask("c"), Ask("d")))
    for deed in deeds:
        if session.current is None:
            break
        if isinstance(session.current, ReadScreen):
            session = turn_page(session) if deed != "skip" else leave_lesson(session, "l")
        else:
            session = skip(session) if deed == "skip" else answer(session, right=deed == "right")
        assert session.questions_left == sum(isinstance(step, Ask) for step in session.steps)
