"""Today: a newcomer learns after two keys, and what fits the minutes is what a learner sees."""

from collections.abc import Callable

import pytest
from looking import sees, shown, until

from tutor.model.events import Answered, LessonRead, PackChanged, PackState, SettingChanged, Verdict
from tutor.services.opening import Tutor
from tutor.services.study import begin_lesson
from tutor.tui.app import TutorApp
from tutor.tui.screens.study import StudyScreen
from tutor.tui.screens.today import TodayScreen


def answered(question: str, verdict: Verdict = Verdict.RIGHT) -> Answered:
    return Answered(question, "choice", (), verdict, 5.0)


@pytest.fixture
def started(tutor: Tutor) -> Tutor:
    tutor.journal.record(PackChanged("tiny", PackState.STARTED))
    return tutor


@pytest.fixture
def learnt(started: Tutor) -> Tutor:
    """Both lessons are read and all their questions known."""
    started.journal.record(
        LessonRead("tiny/first", 2, 60.0, finished=True),
        LessonRead("tiny/second", 1, 60.0, finished=True),
        *(answered(f"tiny/{name}") for name in ("which-first", "after-one", "one-two", "in-order", "why-one")),
    )
    return started


async def test_a_newcomer_is_told_what_this_is_and_learns_after_two_keys(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(
            pilot, "one idea, a question about it", "A tiny pack", "First lesson: The first idea, 2 min", "↵ start"
        )
        await pilot.press("enter")  # starts the pack and opens its first lesson
        await until(pilot, lambda: isinstance(app.screen, StudyScreen))
        await sees(pilot, "It comes before the second.")
        await pilot.press("enter")
        await sees(pilot, "One comes first.")
    assert app.tutor.journal.packs()["tiny"].state is PackState.STARTED


async def test_a_newcomer_reaches_another_pack_by_one_key(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await sees(pilot, "Library", "A tiny pack", "○ not started")


async def test_a_lesson_that_fits_is_shown_with_its_reason(started: Tutor, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "I have", "[5]", "The first idea", "2 min", "next in A tiny pack", "Sat 21 Nov")


async def test_other_minutes_plan_again_at_once_and_are_remembered(started: Tutor, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("left")
        await sees(pilot, "[2]", "if there is time")
        await pilot.press("1")
        await sees(pilot, "[10]")
        await pilot.press("0")
        assert "[10]" in shown(app)
        await pilot.press("2", "0")
        await sees(pilot, "[20]")
        await pilot.press("right")
        assert "[20]" in shown(app)
    assert started.journal.settings()["minutes"] == 20


async def test_a_setting_between_the_choices_is_one_of_them(started: Tutor, app: TutorApp) -> None:
    started.journal.record(SettingChanged("minutes", 7))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "2   5  [7]  10   20")


async def test_enter_starts_the_plan_and_on_a_chosen_lesson_that_lesson(started: Tutor, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "↵ start")
        await pilot.press("down", "down")
        await sees(pilot, "▸ The second idea", "↵ read this now")
        await pilot.press("up", "up")
        await until(pilot, lambda: "▸" not in shown(app))
        assert "↵ start" in shown(app)
        await pilot.press("down", "down", "enter")
        await sees(pilot, "It comes after the first.")


async def test_what_was_learnt_comes_back_and_the_rest_is_behind_a_key(
    learnt: Tutor, app: TutorApp, clock: Callable[[], tuple[int, int]]
) -> None:
    clock.advance(days=40)
    learnt.journal.record(SettingChanged("minutes", 1))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await sees(pilot, "Welcome back.", "3 reviews", "what you are closest to forgetting", "more is due")
        assert "in all." not in screen  # the total is no wall
        await pilot.press("d")
        await sees(pilot, "5 reviews are due in all.")


async def test_a_miss_of_last_time_comes_first_and_is_told(
    started: Tutor, app: TutorApp, clock: Callable[[], tuple[int, int]]
) -> None:
    started.journal.record(
        LessonRead("tiny/first", 2, 60.0, finished=True), answered("tiny/which-first", Verdict.WRONG)
    )
    clock.advance(days=1)
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 review", "1 miss from last time first")


async def test_nothing_due_is_said_calmly_with_what_comes_and_what_one_could_do(learnt: Tutor, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Nothing is due now.", "x  practise what is weakest", "l  find something new")
        assert "↵" not in shown(app).splitlines()[-1]
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, StudyScreen))


async def test_new_questions_that_the_cap_holds_back_are_told_with_their_number(started: Tutor, app: TutorApp) -> None:
    started.journal.record(
        LessonRead("tiny/first", 2, 60.0, finished=True),
        LessonRead("tiny/second", 1, 60.0, finished=True),
        answered("tiny/which-first"),
        SettingChanged("new-a-day", 2),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "1 new question", "from lessons you have read")
        assert "wait" not in shown(app), "the day's new questions are not over"
        started.journal.record(answered("tiny/after-one"))
        app.screen.reload()  # type: ignore[attr-defined]
        await sees(pilot, "3 new questions wait for tomorrow: 2 a day are enough.")
        started.journal.record(SettingChanged("new-a-day", 0))
        app.screen.reload()  # type: ignore[attr-defined]
        await sees(pilot, "3 new questions wait as long as the setting new-a-day is 0.")


async def test_the_week_shows_minutes_by_day(learnt: Tutor, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Minutes this week", "Su ·", "Sa ▂ 2")


async def test_what_was_done_in_a_sitting_shows_when_coming_back(started: Tutor, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, StudyScreen))
        await pilot.press("enter")
        await sees(pilot, "One comes first.")
        await pilot.press("enter")
        await until(pilot, lambda: app.tutor.journal.lessons()["tiny/first"].screen >= 0)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        await sees(pilot, "you are in the middle of it")


async def test_u_takes_back_the_newest_answer_and_says_which(learnt: Tutor, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "Nothing is due now.")
        await pilot.press("u")
        await sees(pilot, "Taken back: “Why does counting start", "12:00")
        memory = learnt.journal.memory("tiny/why-one")
        assert memory is None or not memory.reps


async def test_u_with_nothing_to_take_back_says_so(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("u")
        await sees(pilot, "There is nothing to take back.")


async def test_q_leaves_at_once(app: TutorApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("q")
    assert app.return_code == 0


async def test_ctrl_c_is_an_interruption(app: TutorApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("ctrl+c")
    assert app.return_code == 130


async def test_a_sitting_made_elsewhere_is_shown_at_once_in_front_of_today(started: Tutor) -> None:
    app = TutorApp(started, lambda app: app.study(lambda: begin_lesson(started, "tiny/second")))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "It comes after the first.")
        await pilot.press("escape")
        await sees(pilot, "I have")
