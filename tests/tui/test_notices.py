"""Notices: all of what happened and what to do is on screen, in whatever window."""

import pytest
from looking import sees

from tutor.errors import JournalError
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
