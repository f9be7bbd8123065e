"""A sitting on screen: read, answer, be told, and come to the end, with a real journal underneath."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from looking import sees, shown, until
from textual.pilot import Pilot
from textual.widget import Widget
from troubles import full_disk

from tutor.errors import JournalError
from tutor.model.events import Answered, Confidence, LessonRead, Mark, PackChanged, PackState, Undone, Verdict
from tutor.model.questions import Choice
from tutor.services.opening import Tutor
from tutor.services.preferences import change_setting
from tutor.services.showing import Asking
from tutor.services.study import Sitting, begin_lesson, begin_practice
from tutor.tui.app import TutorApp
from tutor.tui.screens.study import StudyScreen
from tutor.tui.screens.study_end import StudyEnd
from tutor.tui.screens.today import TodayScreen
from tutor.tui.widgets.answers.base import AnswerWidget
from tutor.tui.widgets.reading import ReadingPane

SIZE = (80, 24)


@pytest.fixture(autouse=True)
def _started(tutor: Tutor) -> None:
    tutor.journal.record(PackChanged("tiny", PackState.STARTED))


class Watch:
    """A clock that is set by hand, in seconds."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def answers(tutor: Tutor) -> list[Answered]:
    """What is in the journal, taken-back answers too."""
    return [recorded.event for recorded in tutor.journal.events() if isinstance(recorded.event, Answered)]


def letter(sitting: Sitting, *, right: bool) -> str:
    """The key of a right or a wrong option of the question on screen."""
    asking = sitting.screen
    assert isinstance(asking, Asking)
    assert isinstance(asking.question, Choice)
    return next("abcdefghi"[n] for n, place in enumerate(asking.order) if asking.question.options[place].right == right)


async def open_lesson(pilot: Pilot[Any], tutor: Tutor, name: str = "tiny/first", **more: Any) -> Sitting:
    sitting = begin_lesson(tutor, name)
    await pilot.app.push_screen(StudyScreen(sitting, **more))
    await sees(pilot, "begin")
    return sitting


async def to_question(pilot: Pilot[Any]) -> None:
    await pilot.press("enter", "enter")
    await sees(pilot, "Which number comes first?")


async def test_what_was_shown_is_let_go_of(app: TutorApp, tutor: Tutor) -> None:
    """Else every full collection of garbage would take longer than the one before, between two keys."""
    async with app.run_test(size=SIZE) as pilot:
        sitting = await open_lesson(pilot, tutor)
        pane = app.screen.query_one(ReadingPane)
        gone: list[weakref.ref[Widget]] = []
        for _ in range(10):  # a question that is missed again and again, and what comes between
            shown_now = pane.children[0]
            gone.append(weakref.ref(shown_now))
            await pilot.press(letter(sitting, right=False) if isinstance(shown_now, AnswerWidget) else "enter")
            await until(pilot, lambda before=shown_now: before not in pane.children)
            del shown_now
        await pilot.pause()
        gc.collect()
        assert sum(one() is not None for one in gone) <= 3  # the last ones may be on their way out


async def test_a_lesson_is_read_from_its_why_to_its_essence(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        sitting = await open_lesson(pilot, tutor)
        await sees(pilot, "The first idea", "It comes before the second.", "2 min")
        await pilot.press("enter")
        await sees(pilot, "tiny · The first idea", "page 1 of 2", "One comes first.")
        await pilot.press("enter")
        await sees(pilot, "1 of 1", "new", "Which number comes first?")
        await pilot.press(letter(sitting, right=True))
        await sees(pilot, "✓ Right", "Counting starts with one.", "It comes again")
        await pilot.press("enter")
        await sees(pilot, "page 2 of 2", "And that is all.")
        await pilot.press("space")
        await sees(pilot, "The sentence to keep. Read it aloud:", "One comes first.")
        await pilot.press("enter")
        await sees(pilot, "That is it for now.", "1 answer, 1 right", "1 lesson read", "Tomorrow:")
        assert isinstance(app.screen, StudyEnd)
        await sees(pilot, "esc Today")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
    read = [recorded.event for recorded in tutor.journal.events() if isinstance(recorded.event, LessonRead)]
    assert read[-1].finished


async def test_the_end_leads_back_to_where_the_sitting_was_opened_and_says_where(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("l")
        await sees(pilot, "Library")
        await pilot.app.push_screen(StudyScreen(begin_lesson(tutor, "tiny/first")))
        await sees(pilot, "begin")
        await pilot.press("enter", "enter", "tab", "enter", "enter")
        screen = await sees(pilot, "That is it for now.", "esc back")
        assert "esc Today" not in screen
        await pilot.press("escape")
        await sees(pilot, "Library")


async def test_a_miss_returns_before_the_end(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        sitting = await open_lesson(pilot, tutor)
        await to_question(pilot)
        await pilot.press(letter(sitting, right=False))
        await sees(pilot, "✗ Not yet", "Two comes second.", "It comes again before you stop.")
        await pilot.press("enter", "enter", "enter")
        await sees(pilot, "2 of 2", "again, after a miss")
        await pilot.press(letter(sitting, right=True), "enter")
        await sees(pilot, "2 answers, 1 right")


async def test_an_answer_is_taken_back_where_it_was_given(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        sitting = await open_lesson(pilot, tutor)
        await to_question(pilot)
        await pilot.press("3", letter(sitting, right=False))
        await sees(pilot, "✗ Not yet")
        await pilot.press("u")
        await sees(pilot, "1 of 1", "Taken back", "How sure?")
        assert "✗" not in shown(app)
        await pilot.press(letter(sitting, right=True))
        await sees(pilot, "✓ Right")
    assert [answer.confidence for answer in answers(tutor)] == [Confidence.SURE, None]
    assert sum(isinstance(recorded.event, Undone) for recorded in tutor.journal.events()) == 1
    memory = tutor.journal.memory("tiny/which-first")
    assert memory is not None
    assert (memory.reps, memory.missed) == (1, False)


async def test_the_palette_takes_back_what_this_sitting_knows_of(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        sitting = await open_lesson(pilot, tutor)
        await to_question(pilot)
        await pilot.press(letter(sitting, right=True), "enter")
        await sees(pilot, "And that is all.")
        await pilot.press("colon", *"take", "enter")
        await sees(pilot, "Which number comes first?")


async def test_escape_leaves_at_once_and_nothing_is_lost(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        sitting = await open_lesson(pilot, tutor)
        await to_question(pilot)
        await pilot.press(letter(sitting, right=True))
        await sees(pilot, "✓ Right")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        assert [answer.verdict for answer in answers(tutor)] == [Verdict.RIGHT]
        await pilot.app.push_screen(StudyScreen(begin_lesson(tutor, "tiny/first")))
        await sees(pilot, "on from where you left it")


async def test_in_a_field_escape_leaves_the_text_first(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await open_lesson(pilot, tutor, "tiny/second")
        await pilot.press("enter", "enter")
        await sees(pilot, "What comes after one?")
        await pilot.press(*"qzx", "escape", "enter")
        await sees(pilot, "You typed", "qzx", "two")  # letters were text, and enter still answered
        await pilot.press("u", "escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))


async def test_tab_skips_and_asks_nothing(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await open_lesson(pilot, tutor)
        await to_question(pilot)
        await pilot.press("tab")
        await sees(pilot, "And that is all.")
    assert not answers(tutor)


@pytest.mark.parametrize(("key", "words"), [("z", "Put off until tomorrow."), ("x", "tutor resume tiny/which-first")])
async def test_a_question_is_put_away(app: TutorApp, tutor: Tutor, key: str, words: str) -> None:
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_lesson(pilot, tutor)
        await to_question(pilot)
        await pilot.press(key)
        await sees(pilot, "And that is all.", words)
    memory = tutor.journal.memory("tiny/which-first")
    assert memory is not None
    assert memory.suspended if key == "x" else memory.buried_until == tutor.today + 1


async def test_the_palette_offers_what_can_be_done_with_a_question(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await open_lesson(pilot, tutor)
        await pilot.press("colon")
        assert "Never again" not in await sees(pilot, "Today")
        await pilot.press("escape")
        await to_question(pilot)
        await pilot.press("colon", *"never", "enter")
        await sees(pilot, "And that is all.")
    memory = tutor.journal.memory("tiny/which-first")
    assert memory is not None
    assert memory.suspended


async def test_seconds_count_from_what_is_shown_to_what_is_done(app: TutorApp, tutor: Tutor) -> None:
    watch = Watch()
    async with app.run_test(size=SIZE) as pilot:
        sitting = await open_lesson(pilot, tutor, clock=watch)
        await to_question(pilot)
        watch.now += 12.5
        await pilot.press(letter(sitting, right=True))
        await sees(pilot, "✓ Right")
        watch.now += 60
        await pilot.press("enter")
        await sees(pilot, "And that is all.")
        watch.now += 7
        await pilot.press("enter")
        await sees(pilot, "Read it aloud")
    assert [answer.seconds for answer in answers(tutor)] == [12.5]
    read = [recorded.event for recorded in tutor.journal.events() if isinstance(recorded.event, LessonRead)]
    assert read[-1].seconds == 7


async def test_what_cannot_be_kept_stays_to_be_tried_again(
    app: TutorApp, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    record: Callable[..., Any] = tutor.journal.record

    def full(*events: Any) -> Any:
        raise JournalError("your answer could not be saved: the disk is full", hint="Make room, then answer again.")

    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_lesson(pilot, tutor, "tiny/second")
        await pilot.press("enter", "enter", *"two")
        monkeypatch.setattr(tutor.journal, "record", full)
        await pilot.press("enter")
        await sees(pilot, "the disk is full", "Make room, then answer again.", "What comes after one?", "two")
        monkeypatch.setattr(tutor.journal, "record", record)
        await pilot.press("enter")
        await sees(pilot, "✓ Right")
    assert len(answers(tutor)) == 1


async def test_a_choice_that_was_not_kept_is_still_marked(
    app: TutorApp, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*events: Any) -> Any:
        raise JournalError("the disk is full")

    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await open_lesson(pilot, tutor)
        await to_question(pilot)
        monkeypatch.setattr(tutor.journal, "record", full)
        await pilot.press("b")
        await sees(pilot, "the disk is full", "▸ b")


async def test_two_quick_presses_are_one_answer(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        sitting = await open_lesson(pilot, tutor)
        await to_question(pilot)
        key = letter(sitting, right=True)
        await pilot.press(key, key)
        await sees(pilot, "✓ Right")
    assert len(answers(tutor)) == 1


async def test_sources_are_shown_and_left_again(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await open_lesson(pilot, tutor)
        await to_question(pilot)
        await pilot.press("S")
        await sees(pilot, "Sources", "The first idea", "Its author names none.", "No claim backs it")
        await pilot.press("enter")
        await sees(pilot, "Which number comes first?")


async def test_the_end_offers_more_when_something_is_left(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE) as pilot:
        sitting = await open_lesson(pilot, tutor)
        await to_question(pilot)
        await pilot.press(letter(sitting, right=True), "enter", "enter", "enter")
        await sees(pilot, "That is it for now.", "5 more minutes")
        await pilot.press("enter")
        await sees(pilot, "Both ideas", "1 of 4")


async def test_practice_says_that_the_schedule_stays(app: TutorApp, tutor: Tutor) -> None:
    lesson = begin_lesson(tutor, "tiny/first")
    for _ in range(2):
        lesson.turn_page(1)
    asking = lesson.screen
    assert isinstance(asking, Asking)
    assert isinstance(asking.question, Choice)
    lesson.answer((asking.question.options[0].hash,), 1)
    async with app.run_test(size=SIZE) as pilot:
        sitting = begin_practice(tutor, 5)
        await app.push_screen(StudyScreen(sitting, more=lambda: begin_practice(tutor, 5)))
        await sees(pilot, "practice", "Which number comes first?")
        await pilot.press(letter(sitting, right=True))
        await sees(pilot, "✓ Right", "Practice: the schedule stays as it was.")
        await pilot.press("enter")
        await sees(pilot, "1 answer, 1 right", "Practice: the schedule stays as it was.")
    assert answers(tutor)[-1].mark is Mark.PRACTICE


async def test_the_end_says_so_when_an_answer_could_not_be_kept(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        sitting = await open_lesson(pilot, tutor)
        await to_question(pilot)
        with full_disk():
            await pilot.press(letter(sitting, right=True))
            await sees(pilot, "Nothing that was saved")
        await pilot.press("tab", "enter", "enter")
        await sees(pilot, "That is it for now.", "Not all of this was saved")


@pytest.mark.parametrize("size", [(40, 12), (20, 5), (200, 60)], ids=str)
async def test_a_sitting_goes_through_in_a_terminal_of_any_size(
    app: TutorApp, tutor: Tutor, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        sitting = begin_lesson(tutor, "tiny/second")
        screen = StudyScreen(sitting)
        await app.push_screen(screen)
        for _ in range(20):
            assert all(len(line) <= size[0] for line in shown(app).splitlines())
            if isinstance(app.screen, StudyEnd):
                break
            await pilot.press(*(["enter"] if not isinstance(sitting.screen, Asking) else [*"two", "enter"]))
        else:
            pytest.fail(shown(app))
    assert [answer.verdict for answer in answers(tutor)] == [Verdict.RIGHT]


async def test_that_questions_wait_is_said_when_a_lesson_begins(app: TutorApp) -> None:
    change_setting(app.tutor, "new-a-day", "1")
    app.tutor.journal.record(Answered("tiny/after-one", "typed", ("two",), Verdict.RIGHT, 3.0))
    async with app.run_test(size=SIZE) as pilot:
        await open_lesson(pilot, app.tutor)
        await sees(pilot, "Today is full: 1 question of it waits for another day.")
