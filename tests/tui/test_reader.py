"""The reader: an item as a page, its links reached and followed by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from looking import sees, shown, until

from tutor.tui.app import TutorApp
from tutor.tui.screens.aid import AidScreen
from tutor.tui.screens.reader import ReaderScreen
from tutor.tui.screens.study import StudyScreen

KIT = {
    "lessons/push.md": """\
---
title: Push with care
why: Others build on what you push.
essence: Look before you push.
minutes: 2
sources: ["https://git-scm.com/docs/git-push"]
verified: 2026-11-20
---
Look twice, see [[before]].
""",
    "aids/before.md": """\
---
title: Before you push
aid: checklist
moment: apply
---
- [ ] Fetched
""",
    "paths/first.md": """\
---
title: The first week
why: A push that nobody minds.
persona: everybody
---
## Before you share
- [[push]] since others build on it
- [[before]]
""",
}


@pytest.fixture
def kit(add_pack: Callable[..., Path], request: pytest.FixtureRequest) -> TutorApp:
    add_pack("kit", KIT)
    app: TutorApp = request.getfixturevalue("app")
    return app


async def test_a_lesson_is_a_page(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        kit.open_link("tutor:kit/push")
        await sees(
            pilot, "Push with care", "Others build on", "Look twice", "To keep: Look before", "checked 2026-11-20"
        )


async def test_a_link_is_chosen_and_followed_and_escape_comes_back(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        kit.open_link("tutor:kit/push")
        await sees(pilot, "Push with care")
        assert "open the link" not in shown(kit)
        await pilot.press("tab")
        await sees(pilot, "↵ open the link")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(kit.screen, AidScreen))
        await sees(pilot, "Before you push", "☐ Fetched")
        await pilot.press("escape")
        await sees(pilot, "Push with care")
        await pilot.press("escape", "escape")  # leaves the link, then the page
        await until(pilot, lambda: not isinstance(kit.screen, ReaderScreen))


async def test_an_address_is_shown_and_copied_and_never_opened(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24), notifications=True) as pilot:
        kit.open_link("tutor:kit/push")
        await sees(pilot, "Sources, checked 2026-11-20")
        await pilot.press("shift+tab", "enter")
        await sees(pilot, "Copied")
        assert kit.clipboard == "https://git-scm.com/docs/git-push"
        assert isinstance(kit.screen, ReaderScreen)


async def test_a_link_to_nothing_says_so(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        kit.open_link("tutor:kit/gone")
        await sees(pilot, "there is no item 'kit/gone'")


async def test_the_steps_of_a_path_are_begun(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        kit.open_link("tutor:kit/first")
        await sees(pilot, "The first week", "tab next link")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(kit.screen, StudyScreen))
        await sees(pilot, "Push with care", "↵ begin")
        await pilot.press("escape")
        await sees(pilot, "The first week")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(kit.screen, AidScreen))
