"""What Today draws from: packs by their state, lessons in order, questions as their time comes, the day's cap."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tutor.journal.doctor import rebuild
from tutor.learning.days import local_date
from tutor.learning.planning import New, Read, Review
from tutor.model.events import Buried, ItemAdded, PackState, Suspended
from tutor.places import Places
from tutor.services.answering import given_choice
from tutor.services.choosing import Choosing
from tutor.services.history import take_back
from tutor.services.opening import Tutor, open_tutor
from tutor.services.packs import change_pack, due_by_pack, learn
from tutor.services.showing import Asking, Closing, Feedback, Opening
from tutor.services.study import Sitting, begin, begin_lesson, begin_practice
from tutor.services.today import today


def lesson(title: str, *questions: str, **front: str) -> str:
    lines = ["---", f"title: {title}", "why: Because.", "essence: Keep it.", "minutes: 2"]
    lines += [f"{key}: {value}" for key, value in front.items()]
    return "\n".join([*lines, "---", "A page.", *(question(name) for name in questions), ""])


def question(name: str, attributes: str = "") -> str:
    return f"\n## Ask {name} {{#{name}{attributes}}}\n- [x] yes\n- [ ] no\n  > Not so.\n> Since it is.\n"


def quiz(title: str, *questions: str, teaches: str = "") -> str:
    front = f"---\ntitle: {title}\n" + (f"teaches: [{teaches}]\n" if teaches else "") + "---\n"
    return front + "".join(question(name) for name in questions)


PACK = {
    "pack.yaml": "format: 1\npack: knots\ntitle: Knots\norder: [one, loose, two, about-two]\n",
    "lessons/one.md": lesson("One", "one-a", "one-b"),
    "lessons/two.md": lesson("Two", "two-a"),
    "quizzes/loose.md": quiz("Loose", "loose-a"),
    "quizzes/about-two.md": quiz("About two", "about-a", "about-b", teaches="two"),
}


@pytest.fixture
def tutor(places: Places, clock: Callable[[], tuple[int, int]], write_pack: Callable[..., Path]) -> Iterator[Tutor]:
    write_pack(Path(places.shipped) / "knots", PACK)
    opened = open_tutor(where=places, here=places.shipped, clock=clock)
    yield opened
    opened.close()


def start(tutor: Tutor) -> None:
    change_pack(tutor, "knots", PackState.STARTED)


def play(sitting: Sitting, *, right: bool = True) -> list[str]:
    """Goes through a sitting to its end; the questions that were asked, in order. A miss is right when it returns."""
    asked = []
    while (screen := sitting.screen) is not None:
        if not isinstance(screen, Asking):
            sitting.turn_page(1)
            continue
        asked.append(screen.question.id)
        sitting.answer(given_choice(screen.question, [0 if right or screen.again else 1]), 2)
    return asked


def read(tutor: Tutor, name: str) -> list[str]:
    return play(begin_lesson(tutor, f"knots/{name}"))


def planned(tutor: Tutor, minutes: float = 60) -> list[str]:
    return [step.lesson if isinstance(step, Read) else step.question for step in Choosing(tutor).plan(minutes).steps]


def test_nothing_comes_from_a_pack_that_was_never_started(tutor: Tutor) -> None:
    assert planned(tutor) == []


def test_lessons_come_in_the_packs_order(tutor: Tutor) -> None:
    start(tutor)
    assert planned(tutor) == ["knots/one", "knots/two"]


def test_a_quiz_that_teaches_no_lesson_enters_at_its_place_in_the_order(tutor: Tutor) -> None:
    start(tutor)
    assert "knots/loose-a" not in planned(tutor)
    read(tutor, "one")
    assert planned(tutor) == ["knots/loose-a", "knots/two"]


def test_a_quizs_questions_become_new_when_a_lesson_that_it_teaches_is_finished(tutor: Tutor) -> None:
    start(tutor)
    read(tutor, "two")
    assert planned(tutor) == ["knots/about-a", "knots/about-b", "knots/one"]


def test_a_lesson_left_in_the_middle_is_not_finished(tutor: Tutor) -> None:
    start(tutor)
    sitting = begin_lesson(tutor, "knots/two")
    sitting.turn_page(1)
    sitting.turn_page(1)
    assert "knots/about-a" not in planned(tutor)
    screen = begin_lesson(tutor, "knots/two").screen
    assert isinstance(screen, Opening)
    assert screen.resumed


def test_a_guess_is_made_once_in_a_reading_wherever_it_was_left(
    places: Places, clock: Callable[[], tuple[int, int]], write_pack: Callable[..., Path]
) -> None:
    """Left at the verdict: the page was not turned, but the guess is told."""
    text = lesson("One") + question("what-if", " .guess") + "\n---\n\nThe end.\n"
    write_pack(Path(places.shipped) / "knots", PACK | {"lessons/one.md": text})
    with closing(open_tutor(where=places, here=places.shipped, clock=clock)) as tutor:
        sitting = begin_lesson(tutor, "knots/one")
        sitting.turn_page(1)
        sitting.turn_page(1)
        assert isinstance(sitting.screen, Asking)
        sitting.answer(given_choice(sitting.screen.question, [1]), 2)
        assert read(tutor, "one") == ["what-if"], "rated, behind the teaching"
        assert read(tutor, "one") == ["what-if"], "another reading guesses again"


def test_paused_gives_reviews_alone_and_stopped_nothing_and_start_resumes(tutor: Tutor, clock: Any) -> None:
    start(tutor)
    read(tutor, "one")
    clock.advance(days=30)
    started = planned(tutor)
    assert set(started) == {"knots/one-a", "knots/one-b", "knots/loose-a", "knots/two"}
    change_pack(tutor, "knots", PackState.PAUSED)
    assert set(planned(tutor)) == {"knots/one-a", "knots/one-b"}
    change_pack(tutor, "knots", PackState.STOPPED)
    assert planned(tutor) == []
    start(tutor)
    assert planned(tutor) == started


def test_what_was_added_comes_whatever_its_packs_state(tutor: Tutor) -> None:
    name, count = learn(tutor, "about-two")
    assert (name, count) == ("knots/about-two", 2)
    assert planned(tutor) == ["knots/about-a", "knots/about-b"]
    change_pack(tutor, "knots", PackState.STOPPED)
    assert planned(tutor) == ["knots/about-a", "knots/about-b"]


def test_learning_a_lesson_adds_the_quizzes_that_teach_it(tutor: Tutor) -> None:
    _, count = learn(tutor, "two")
    assert count == 3


def test_a_lessons_questions_beyond_the_cap_wait_for_the_next_study_day(tutor: Tutor, clock: Any) -> None:
    from tutor.services.preferences import change_setting

    change_setting(tutor, "new-a-day", "1")
    start(tutor)
    assert read(tutor, "one") == ["one-a"]
    assert planned(tutor) == ["knots/two"]
    [step] = Choosing(tutor).plan(60).steps
    assert isinstance(step, Read)
    assert step.new == ()
    clock.advance(days=1)
    steps = Choosing(tutor).plan(60).steps
    assert New("knots/one-b", steps[0].seconds) in steps or New("knots/one-b", steps[1].seconds) in steps


def test_the_last_screen_of_a_lesson_says_how_many_wait(tutor: Tutor) -> None:
    from tutor.services.preferences import change_setting

    change_setting(tutor, "new-a-day", "1")
    start(tutor)
    sitting = begin_lesson(tutor, "knots/one")
    assert isinstance(sitting.screen, Opening)
    assert sitting.screen.waiting == 1, "the first one, too"
    while not isinstance(screen := sitting.screen, Closing):
        assert screen is not None
        if isinstance(screen, Asking):
            sitting.answer(given_choice(screen.question, [0]), 1)
        else:
            sitting.turn_page(1)
    assert screen.waiting == 1


def test_one_pack_by_name_is_asked_whatever_its_state(tutor: Tutor) -> None:
    assert type(Choosing(tutor, "knots").plan(3).steps[0]) is Read


def test_a_question_that_its_pack_has_no_longer_is_neither_planned_nor_counted(
    tutor: Tutor,
    places: Places,
    clock: Any,
) -> None:
    start(tutor)
    read(tutor, "one")
    clock.advance(days=30)
    assert today(tutor, 60).due == 2
    tutor.close()
    path = Path(places.shipped) / "knots" / "lessons" / "one.md"
    path.write_text(lesson("One", "one-a"))
    again = open_tutor(where=places, here=places.shipped, clock=clock)
    try:
        assert [step.question for step in Choosing(again).plan(60).reviews] == ["knots/one-a"]
        assert today(again, 60).due == 1
    finally:
        again.close()


def test_what_is_put_away_is_not_asked(tutor: Tutor, clock: Any) -> None:
    start(tutor)
    read(tutor, "one")
    clock.advance(days=30)
    tutor.journal.record(Suspended("knots/one-a"), Buried("knots/one-b", tutor.today + 1))
    assert not Choosing(tutor).plan(60).reviews
    clock.advance(days=1)
    assert [step.question for step in Choosing(tutor).plan(60).reviews] == ["knots/one-b"]


def test_a_miss_left_open_is_first_next_time(tutor: Tutor) -> None:
    start(tutor)
    sitting = begin(tutor, 2)
    sitting.turn_page(1)
    sitting.turn_page(1)
    screen = sitting.screen
    assert isinstance(screen, Asking)
    sitting.answer(given_choice(screen.question, [1]), 1)
    first = Choosing(tutor).plan(5).steps[0]
    assert isinstance(first, Review)
    assert (first.question, first.missed) == ("knots/one-a", True)


def test_after_a_break_there_is_no_wall(tutor: Tutor, clock: Any) -> None:
    start(tutor)
    read(tutor, "one")
    read(tutor, "two")
    clock.advance(days=60)
    view = today(tutor, 1)
    assert (view.due, view.days_away) == (3, 60)
    assert view.due_now == len(Choosing(tutor).plan(1).reviews)


def test_practice_asks_what_is_known_least_and_changes_nothing(tutor: Tutor, clock: Any) -> None:
    start(tutor)
    play(begin_lesson(tutor, "knots/one"), right=False)
    read(tutor, "two")
    before = list(tutor.journal.all_memories())
    sitting = begin_practice(tutor, 5)
    assert play(sitting)[-1] == "two-a"
    assert list(tutor.journal.all_memories()) == before
    assert sitting.summary().practice


def test_a_newcomer_is_offered_a_pack_and_its_first_lesson(tutor: Tutor) -> None:
    offer = today(tutor, 5).offer
    assert offer is not None
    assert (offer.pack, offer.lesson) == ("knots", "One")
    start(tutor)
    assert today(tutor, 5).offer is None


def test_history_follows_a_renamed_question(tutor: Tutor, places: Places, clock: Any) -> None:
    start(tutor)
    read(tutor, "one")
    before = tutor.journal.memory("knots/one-a")
    tutor.close()
    pack = Path(places.shipped) / "knots"
    (pack / "lessons" / "one.md").write_text(lesson("One", "first-a", "one-b"))
    (pack / "pack.yaml").write_text(PACK["pack.yaml"] + "renamed: {one-a: first-a}\n")
    again = open_tutor(where=places, here=places.shipped, clock=clock)
    try:
        after = again.journal.memory("knots/first-a")
        assert before is not None
        assert after is not None
        assert (after.stability, after.due) == (before.stability, before.due)
        assert again.journal.memory("knots/one-a") is None
    finally:
        again.close()


def test_what_is_taken_back_counts_no_longer_and_is_asked_again(tutor: Tutor) -> None:
    start(tutor)
    sitting = begin(tutor, 2)
    sitting.turn_page(1)
    sitting.turn_page(1)
    asked = sitting.screen
    assert isinstance(asked, Asking)
    sitting.answer(given_choice(asked.question, [0]), 2)
    assert (sitting.summary().new, sitting.summary().right) == (1, 1)
    assert sitting.undo() is not None
    assert (sitting.summary().new, sitting.summary().right) == (0, 0)
    assert sitting.screen == asked


def test_an_answer_of_another_window_is_taken_back_without_moving_this_one(tutor: Tutor) -> None:
    start(tutor)
    here, there = begin_lesson(tutor, "knots/one"), begin_lesson(tutor, "knots/two")
    for sitting in (here, there):
        sitting.turn_page(1)
        sitting.turn_page(1)
        screen = sitting.screen
        assert isinstance(screen, Asking)
        sitting.answer(given_choice(screen.question, [0]), 1)
    before = here.screen
    assert here.undo() is not None  # the other window's, since it is newer
    assert here.screen == before


def test_a_question_that_went_away_meanwhile_is_passed_over(tutor: Tutor, places: Places, clock: Any) -> None:
    start(tutor)
    read(tutor, "one")
    clock.advance(days=30)
    sitting = begin(tutor, 1)
    asked = sitting.screen
    assert isinstance(asked, Asking)
    gone = asked.question.id
    (Path(places.shipped) / "knots" / "lessons" / "one.md").write_text(lesson("One", *({"one-a", "one-b"} - {gone})))
    open_tutor(where=places, here=places.shipped, clock=clock).close()
    again = Sitting(tutor, Choosing(tutor).plan(1))
    assert gone not in play(again)


def test_a_leech_rests_at_once_and_its_lesson_is_offered(tutor: Tutor, clock: Any) -> None:
    start(tutor)
    read(tutor, "one")
    rested = None
    for _ in range(40):
        clock.advance(days=200)
        sitting = one_review(tutor)
        screen = sitting.screen
        if not isinstance(screen, Asking):
            break
        feedback = sitting.answer(given_choice(screen.question, [1]), 1)
        if feedback.leech:
            rested = feedback
            assert all(question != feedback.question.id for question in play(sitting))
            break
        play(sitting)
    assert rested is not None
    assert rested.lesson == "knots/one"
    memory = tutor.journal.memory(rested.question.name)
    assert memory is not None
    assert memory.resting


def miss(sitting: Sitting) -> Feedback:
    screen = sitting.screen
    assert isinstance(screen, Asking)
    return sitting.answer(given_choice(screen.question, [1]), 1)


def stuck(tutor: Tutor) -> tuple[Sitting, Feedback]:
    """Lesson two, read until its only question was missed four times."""
    start(tutor)
    sitting = begin_lesson(tutor, "knots/two")
    sitting.turn_page(1)
    sitting.turn_page(1)
    while not (feedback := miss(sitting)).lesson:
        while not isinstance(sitting.screen, Asking):
            sitting.turn_page(1)
    return sitting, feedback


def test_missed_four_times_it_is_put_off_until_the_next_study_day_and_its_lesson_is_offered(
    tutor: Tutor, clock: Any
) -> None:
    sitting, feedback = stuck(tutor)
    assert (feedback.lesson, feedback.leech, feedback.words) == ("knots/two", False, "It comes again tomorrow.")
    assert feedback.back == local_date(tutor.today + 1)
    assert sitting.answered == 4
    assert play(sitting) == []
    assert "knots/two-a" not in planned(tutor)
    clock.advance(days=1)
    assert planned(tutor)[0] == "knots/two-a"
    assert rebuild(tutor.journal).equal


@pytest.mark.parametrize("here", [True, False])
def test_taking_the_fourth_miss_back_lifts_that_again(tutor: Tutor, here: bool) -> None:
    sitting, _ = stuck(tutor)
    assert (sitting.undo() if here else take_back(tutor)) is not None
    assert planned(tutor)[0] == "knots/two-a"
    assert rebuild(tutor.journal).equal


def test_a_question_that_is_never_right_rests_after_eight_study_days_without_success(tutor: Tutor, clock: Any) -> None:
    feedback = stuck(tutor)[1]
    days = 1
    while not feedback.leech:
        clock.advance(days=1)
        days += 1
        assert days < 20
        feedback = miss(Sitting(tutor, Choosing(tutor, "knots").plan(0.1)))
    assert (days, feedback.lesson, feedback.words) == (9, "knots/two", "It rests now.")
    assert "8 days did not make it stay" in feedback.reason
    assert "knots/two-a" not in planned(tutor)
    assert rebuild(tutor.journal).equal


@pytest.mark.parametrize("practice", [False, True])
def test_a_sitting_ends_whatever_the_answers(tutor: Tutor, clock: Any, practice: bool) -> None:
    start(tutor)
    if practice:
        read(tutor, "one")
        before = list(tutor.journal.all_memories())
    sitting = begin_practice(tutor, 5) if practice else begin(tutor, 60)
    asked = 0
    while (screen := sitting.screen) is not None:
        if isinstance(screen, Asking):
            asked += 1
            assert asked <= 40
            last = miss(sitting)
        else:
            sitting.turn_page(1)
    assert asked % 4 == 0
    assert last.lesson
    if practice:
        assert (last.words, last.back) == ("That is enough of it for now.", None)
        assert list(tutor.journal.all_memories()) == before


@pytest.mark.parametrize("state", [None, PackState.PAUSED, PackState.STOPPED])
def test_a_finished_lesson_comes_back_whatever_its_packs_state(
    tutor: Tutor, clock: Any, state: PackState | None
) -> None:
    if state is not None:
        change_pack(tutor, "knots", state)
    assert read(tutor, "one") == ["one-a", "one-b"]
    assert [one.event for one in tutor.journal.events() if isinstance(one.event, ItemAdded)] == [ItemAdded("knots/one")]
    clock.advance(days=9)
    assert set(planned(tutor)) == {"knots/one-a", "knots/one-b"}
    assert due_by_pack(tutor) == {"knots": 2}
    read(tutor, "one")
    assert sum(isinstance(one.event, ItemAdded) for one in tutor.journal.events()) == 1


def test_of_a_started_pack_nothing_need_be_added(tutor: Tutor) -> None:
    start(tutor)
    read(tutor, "one")
    assert tutor.journal.added() == set()


def test_the_last_screen_says_that_its_questions_join(tutor: Tutor) -> None:
    for started in (False, True):
        if started:
            start(tutor)
        sitting = begin_lesson(tutor, "knots/two")
        while not isinstance(screen := sitting.screen, Closing):
            if isinstance(screen, Asking):
                sitting.answer(given_choice(screen.question, [0]), 1)
            else:
                sitting.turn_page(1)
        assert screen.joins is not started


def test_what_waits_beyond_the_cap_comes_too(tutor: Tutor, clock: Any) -> None:
    from tutor.services.preferences import change_setting

    change_setting(tutor, "new-a-day", "1")
    read(tutor, "one")
    clock.advance(days=1)
    assert "knots/one-b" in planned(tutor)


def test_a_lesson_that_was_left_promises_nothing_that_will_not_be(tutor: Tutor) -> None:
    sitting = begin_lesson(tutor, "knots/one")
    sitting.turn_page(1)
    sitting.turn_page(1)
    screen = sitting.screen
    assert isinstance(screen, Asking)
    feedback = sitting.answer(given_choice(screen.question, [0]), 1)
    assert feedback.reason == "For that, read the lesson to its end: you have not started “Knots”."
    play(sitting)
    assert "knots/one" in tutor.journal.added()


def test_of_a_stopped_pack_a_review_by_name_promises_nothing_either(tutor: Tutor, clock: Any) -> None:
    start(tutor)
    read(tutor, "one")
    change_pack(tutor, "knots", PackState.STOPPED)
    clock.advance(days=9)
    sitting = Sitting(tutor, Choosing(tutor, "knots").plan(0.1))
    screen = sitting.screen
    assert isinstance(screen, Asking)
    feedback = sitting.answer(given_choice(screen.question, [0]), 1)
    assert feedback.reason == "For that, start “Knots”, or ask for it by name."


def test_whoever_started_nothing_is_still_offered_a_pack_when_nothing_is_due(tutor: Tutor, clock: Any) -> None:
    read(tutor, "one")
    assert today(tutor, 5).offer is not None
    clock.advance(days=9)
    assert today(tutor, 5).offer is None
    assert today(tutor, 5).due == 2


def one_review(tutor: Tutor) -> Sitting:
    """One review, whatever is new."""
    plan = Choosing(tutor).plan(60)
    return Sitting(tutor, plan._replace(steps=plan.reviews[:1]))


def why_new(tutor: Tutor) -> str:
    return next(row.why for row in today(tutor, 60).rows if row.kind == "new")


def test_where_new_questions_come_from_is_told_as_it_is(
    places: Places, clock: Callable[[], tuple[int, int]], write_pack: Callable[..., Path]
) -> None:
    write_pack(Path(places.shipped) / "knots", PACK | {"pack.yaml": PACK["pack.yaml"].replace("[one, ", "[")})
    with closing(open_tutor(where=places, here=places.shipped, clock=clock)) as tutor:
        start(tutor)
        assert why_new(tutor) == "from quizzes whose turn it is", "nothing was read"
        read(tutor, "two")
        assert why_new(tutor) == "from lessons you have read and from quizzes"
        learn(tutor, "knots/one")
        assert why_new(tutor).endswith(" and from what you asked to learn")
