"""The screens of a lesson, from its file to what a learner sees."""

from collections.abc import Callable
from pathlib import Path

import pytest
from looking import sees

from tutor.services.opening import Tutor
from tutor.services.study import begin_lesson
from tutor.tui.app import TutorApp
from tutor.tui.screens.study import StudyScreen

LESSON = """\
---
title: Push with care
why: Others build on it.
essence: Look first.
minutes: 1
objections: {We never force.: A fine rule., "Why not?": It is not.}
---
Look twice.
"""


@pytest.fixture
def kit(add_pack: Callable[..., Path], request: pytest.FixtureRequest) -> Tutor:
    add_pack("kit", {"lessons/push.md": LESSON})
    tutor: Tutor = request.getfixturevalue("tutor")
    return tutor


async def test_objections_are_headed_as_what_others_say(kit: Tutor) -> None:
    app = TutorApp(kit)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(StudyScreen(begin_lesson(kit, "kit/push")))
        await sees(pilot, "begin")
        await pilot.press("enter")
        await sees(pilot, "Look twice.")
        await pilot.press("enter")
        screen = await sees(pilot, "What you may object", "“We never force.”", "A fine rule.", "“Why not?”")
        assert screen.index("What you may object") < screen.index("We never force.") < screen.index("A fine rule.")
