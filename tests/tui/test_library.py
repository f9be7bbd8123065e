"""Library: packs with their state, what is in them, and the keys that change both."""

from collections.abc import Callable
from pathlib import Path

import pytest
from looking import sees, shown, until

from tutor.model.events import LessonRead, PackState
from tutor.services.opening import Tutor
from tutor.tui.app import TutorApp
from tutor.tui.screens.aid import AidScreen
from tutor.tui.screens.study import StudyScreen


async def test_a_pack_is_started_paused_and_stopped_and_each_key_says_what_it_did(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("l")
        screen = await sees(pilot, "▸ A tiny pack", "○ not started", "0 of 2 lessons read · 5 questions · 1 aid")
        assert "pause" not in screen.splitlines()[-1]  # what was never started can be neither paused nor stopped
        for key, words, state in (
            ("s", ("● started", "A tiny pack is started"), PackState.STARTED),
            ("z", ("‖ paused", "A tiny pack is paused"), PackState.PAUSED),
            ("x", ("■ stopped", "A tiny pack is stopped"), PackState.STOPPED),
        ):
            await pilot.press(key)
            await sees(pilot, *words)
            assert app.tutor.journal.packs()["tiny"].state is state


async def test_an_open_pack_shows_its_lessons_as_read_begun_or_not_yet(tutor: Tutor, app: TutorApp) -> None:
    tutor.journal.record(LessonRead("tiny/first", 2, 60.0, finished=True), LessonRead("tiny/second", 0, 20.0))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "enter")
        screen = await sees(pilot, "Two lessons, a quiz and a job aid", "✓ read", "… in the middle", "Both ideas")
        lines = {line.strip(" ▸")[:16]: line for line in screen.splitlines()}
        assert "✓ read" in lines["The first idea  "]
        assert "… in the middle" in lines["The second idea "]
        assert "procedure" in lines["Count to two    "]
        assert "0 of 3 learnt" in lines["Both ideas      "]


async def test_enter_reads_a_lesson_opens_an_aid_and_practises_a_quiz(tutor: Tutor, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "enter")
        await pilot.press("down", "enter")
        await sees(pilot, "It comes after the first.")
        await pilot.press("escape", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, AidScreen))
        await sees(pilot, "Count to two", "1. Say one.", "step 1 of 2")
        await pilot.press("escape", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, StudyScreen))
        await sees(pilot, "practice")


async def test_a_adds_an_item_whatever_the_packs_state(tutor: Tutor, app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("l", "enter", "a")
        await sees(pilot, "+ queued", "4 questions of it join")
        assert "a add" not in shown(app).splitlines()[-1]
    assert tutor.journal.added() == {"tiny/first"}


async def test_what_was_left_out_is_behind_a_key(add_pack: Callable[..., Path], request: pytest.FixtureRequest) -> None:
    add_pack("broken", {"lessons/bad.md": "---\ntitle: Bad\n---\n## Which? {#which}\n- [ ] a\n- [ ] b\n"})
    app: TutorApp = request.getfixturevalue("app")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await sees(pilot, "Broken", "! 4 errors")
        await pilot.press("down", "enter")
        await sees(pilot, "something was left out", "!  shows what and where")
        await pilot.press("!")
        await sees(pilot, "lessons/bad.md:5:3: E105")


async def test_a_shelf_without_packs_says_where_one_would_go(tiny_pack: Path, request: pytest.FixtureRequest) -> None:
    (tiny_pack / "pack.yaml").unlink()
    app: TutorApp = request.getfixturevalue("app")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await sees(pilot, "There is no pack yet.")
        await pilot.press("enter", "s", "escape")
        await sees(pilot, "tutor")
