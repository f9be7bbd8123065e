"""A session is a value: answering, skipping and reading lead from one to the next."""

import pytest
from hypothesis import given, strategies as st

from tutor.learning.session import GAP, Ask, ReadScreen, Session, answer, leave_lesson, skip, turn_page
from tutor.model.events import Mark


def asking(*names: str) -> Session:
    return Session(tuple(Ask(name) for name in names))


def test_a_miss_returns_after_a_few_others_and_one_success_is_enough():
    session = answer(asking("a", "b", "c", "d", "e"), right=False)
    assert session.steps[GAP] == Ask("a", again=True)
    assert session.open_misses == ("a",)
    for _ in range(GAP):
        session = answer(session, right=True)
    session = answer(session, right=True)
    assert session.open_misses == ()
    assert Ask("a", again=True) not in session.steps


def test_a_miss_at_the_end_returns_at_once_since_nothing_else_is_left():
    session = answer(asking("a"), right=False)
    assert session.current == Ask("a", again=True)


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


@given(st.lists(st.sampled_from("abcd"), unique=True, min_size=1), st.lists(st.booleans(), max_size=60))
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
    assert right == set(names)
    assert session.right == len(names)
