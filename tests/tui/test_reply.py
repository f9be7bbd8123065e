"""`R` in any item: four choices by one key each, a sentence for who likes, and nothing lost on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lab_packs import LAB
from looking import sees, until
from textual.screen import Screen
from textual.widgets import Input

from tutor.model.events import Answered, Replied, ReplyKind, Verdict
from tutor.services.opening import Tutor
from tutor.services.replying import waiting
from tutor.services.study import begin_lesson
from tutor.tui.app import TutorApp
from tutor.tui.screens.drill import DrillScreen
from tutor.tui.screens.lab import LabScreen
from tutor.tui.screens.reply import ReplyScreen
from tutor.tui.screens.study import StudyScreen

SIZES = [(80, 24), (40, 12)]
DRILL = """\
---
title: Which way
why: It matters.
goal: Get home
---
## At the fork {#fork}
- [x] Left -> home
- [ ] Right -> lost

## Home {#home .pass}
There.

## Lost {#lost .fail}
Not there.
"""


@pytest.fixture
def app(add_pack: Callable[..., Path], request: pytest.FixtureRequest) -> TutorApp:
    add_pack("ways", {"drills/way.md": DRILL, "labs/first.md": LAB})
    app: TutorApp = request.getfixturevalue("app")
    return app


def told(tutor: Tutor) -> list[Replied]:
    return [one.event for one in tutor.journal.replies() if isinstance(one.event, Replied)]


def answers(tutor: Tutor) -> list[Answered]:
    return [one.event for one in tutor.journal.events() if isinstance(one.event, Answered)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_key_a_sentence_and_enter_keep_it(app: TutorApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        app.open_link("tutor:tiny/look-here")
        await sees(pilot, "Say one")
        await pilot.press("R")
        await sees(pilot, "Count to two", "1  It helped", "4  It is out of date", "In a sentence")
        await pilot.press("3", *"Say R?", "enter")
        await sees(pilot, "Kept: it is unclear", "Say one")
        assert told(app.tutor) == [Replied("tiny/look-here", ReplyKind.UNCLEAR, "Say R?", "1.0.0")]


async def test_who_types_a_sentence_first_has_typed_a_sentence(app: TutorApp) -> None:
    """`u` takes back an answer elsewhere, `l` opens the library, `q` leaves: here they are letters."""
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.open_link("tutor:tiny/look-here")
        await sees(pilot, "Say one")
        await pilot.press("R")
        await sees(pilot, "Reply to its author")
        await pilot.press(*"lupDq x1", "enter")
        await sees(pilot, "Which of the four?", "lupDq x1")
        await pilot.press("2", "enter")
        await until(pilot, lambda: told(app.tutor))
        assert told(app.tutor) == [Replied("tiny/look-here", ReplyKind.WRONG, "lupDq x1", "1.0.0")]


async def test_a_question_its_verdict_and_its_lesson_are_replied_to_by_their_own_names(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(StudyScreen(begin_lesson(app.tutor, "tiny/first")))
        await pilot.press("R", "1", "enter")
        await until(pilot, lambda: len(told(app.tutor)) == 1)
        await pilot.press("enter", "enter")
        await sees(pilot, "Which number comes first?")
        await pilot.press("R")
        await sees(pilot, "Reply to its author", "Which number comes first?")
        await pilot.press("2", "enter", "a")
        await until(pilot, lambda: answers(app.tutor))
        await pilot.press("R", "4", "enter")
        await until(pilot, lambda: len(told(app.tutor)) == 3)
        names = [(one.item, one.reply.value) for one in told(app.tutor)]
        assert names == [("tiny/first", "helped"), ("tiny/which-first", "wrong"), ("tiny/which-first", "outdated")]


async def test_to_write_one_is_no_time_at_the_question(app: TutorApp) -> None:
    now = [100.0]
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(StudyScreen(begin_lesson(app.tutor, "tiny/first"), clock=lambda: now[0]))
        await pilot.press("enter", "enter")
        await sees(pilot, "Which number comes first?")
        now[0] += 5
        await pilot.press("R")
        await sees(pilot, "Reply to its author")
        now[0] += 60
        await pilot.press("2", "enter")
        await sees(pilot, "Which number comes first?")
        now[0] += 2
        await pilot.press("a")
        await until(pilot, lambda: [one.seconds for one in answers(app.tutor)] == [7.0])


@pytest.mark.parametrize(("name", "opened"), [("ways/way", DrillScreen), ("ways/first", LabScreen)])
async def test_a_drill_and_a_lab_too(app: TutorApp, name: str, opened: Callable[[str], Screen[None]]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(opened(name))
        await pilot.pause()
        await pilot.press("R", "1", "enter")
        await until(pilot, lambda: [one.item for one in told(app.tutor)] == [name])


async def test_at_the_debrief_of_a_drill_too(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(DrillScreen("ways/way"))
        await pilot.press("enter")
        await sees(pilot, "Left", "Right")
        await pilot.press("1")
        await sees(pilot, " ending")  # chance gave the choices their order
        await pilot.press("enter")
        await sees(pilot, "looking back")
        await pilot.press("R", "1", "enter")
        await until(pilot, lambda: [one.item for one in told(app.tutor)] == ["ways/way"])


async def test_in_a_text_field_r_is_a_letter(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(StudyScreen(begin_lesson(app.tutor, "tiny/second")))
        await pilot.press("enter", "enter")
        await sees(pilot, "What comes after one?")
        await pilot.press("R")
        assert app.screen.query_one(Input).value == "R"


async def test_leaving_keeps_nothing_and_loses_nothing(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_link("tutor:tiny/look-here")
        await sees(pilot, "Say one")
        await pilot.press("R", "2", *"hm", "escape", "escape")
        await sees(pilot, "Say one")
        assert told(app.tutor) == []
        await pilot.press("R")
        await sees(pilot, "▸ 2", "hm")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: [one.sentence for one in told(app.tutor)] == ["hm"])


async def test_enter_without_a_choice_does_nothing(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.open_link("tutor:tiny/look-here")
        await sees(pilot, "Say one")
        await pilot.press("R", "enter")
        assert isinstance(app.screen, ReplyScreen)
        app.screen.query_one(Input).focus()
        await pilot.press("enter")
        await sees(pilot, "Which of the four?")
        assert told(app.tutor) == []


async def test_what_was_told_is_there_again_and_is_taken_back(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.open_link("tutor:tiny/look-here")
        await sees(pilot, "Say one")
        await pilot.press("R", "1", "enter")
        await sees(pilot, "Kept: it helped")
        await pilot.press("R")
        await sees(pilot, "▸ 1", "0  Take back")
        await pilot.press("0")
        await sees(pilot, "Taken back")
        assert waiting(app.tutor, "tiny/look-here") is None


async def test_undo_takes_back_the_answer_before_a_reply(app: TutorApp) -> None:
    app.tutor.journal.record(Answered("tiny/which-first", "choice", (), Verdict.RIGHT, 1.0))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.open_link("tutor:tiny/look-here")
        await sees(pilot, "Say one")
        await pilot.press("R", "1", "enter")
        await sees(pilot, "Kept")
        await pilot.press("u")
        await sees(pilot, "Taken back: “Which number comes first?”")
        assert len(told(app.tutor)) == 1
