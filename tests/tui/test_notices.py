"""Notices: all of what happened and what to do is on screen, in whatever window."""

from pathlib import Path
from typing import Any

import pytest
from looking import sees, shown
from troubles import full_disk

from tutor.errors import JournalError
from tutor.model.events import PackState
from tutor.places import Places
from tutor.services.opening import Tutor, open_tutor
from tutor.services.packs import change_pack
from tutor.tui.app import TutorApp


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)])
async def test_what_to_do_is_never_cut(app: TutorApp, size: tuple[int, int]) -> None:
    error = JournalError(
        "the journal cannot be written",
        where="/home/learner/data/small/tutor/journal.sqlite",
        hint="Allow writing to the file and its folder now.",
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        app.trouble(error)
        screen = await sees(pilot, "cannot be", "now.")
        words = " ".join(line.rpartition("▌")[2].strip() for line in screen.splitlines() if "▌" in line)
        assert "Allow writing to the file and its folder now." in words


async def test_the_same_notice_does_not_pile_up(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for _ in range(3):
            app.trouble(JournalError("the disk is full", hint="Free some space."))
        app.say("Something else.")
        screen = await sees(pilot, "the disk is full", "Something else.")
        assert screen.count("the disk is full") == 1


async def test_that_nothing_can_be_saved_is_said_at_once_and_not_only_at_the_first_page(
    tutor: Tutor, places: Places, clock: Any, home: Path
) -> None:
    change_pack(tutor, "tiny", PackState.STARTED)
    tutor.close()
    with full_disk():
        reading = open_tutor(where=places, here=str(home), clock=clock)
    app = TutorApp(reading)
    try:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await sees(pilot, "The first idea", "the journal can only be", "Is the disk full")
            await pilot.press("enter", "enter", "enter", "enter")
            await sees(pilot, "this was not saved")
            assert shown(app).count("this was not saved") == 1
            assert "It comes before the second." in shown(app)
    finally:
        reading.close()
