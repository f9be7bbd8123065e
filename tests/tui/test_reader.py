"""The reader: all of an aid as a page, its links reached and followed by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from looking import sees, shown, until

from tutor.tui.app import TutorApp
from tutor.tui.screens.reader import ReaderScreen

AIDS = {
    "aids/before.md": """\
---
title: Before you push
aid: checklist
moment: apply
when: You are about to push.
not_when: The branch is yours alone.
requires: {git: ">=2.23"}
sources: ["https://git-scm.com/docs/git-push"]
verified: 2026-11-20
---
Read it aloud.

- [ ] Fetched
- [ ] ! Nothing secret in the diff
---
- [ ] Told the others, see [[which]]
""",
    "aids/which.md": """\
---
title: Which undo?
aid: decision
moment: solve
answer: [Use]
---
| Pushed | Use |
|---|---|
| yes | `git revert` |
| * | `git reset`, then [[before]] |
""",
    "aids/words.md": """\
---
title: Words
aid: reference
moment: more
---
index
: What the next commit will hold.
""",
    "aids/note.md": """\
---
title: A note
aid: template
moment: apply
fields: {who: Whom do you tell?}
---
Dear {{who}}, I rewrote the branch.
""",
}


@pytest.fixture
def aids(add_pack: Callable[..., Path], request: pytest.FixtureRequest) -> TutorApp:
    add_pack("kit", AIDS)
    app: TutorApp = request.getfixturevalue("app")
    return app


@pytest.mark.parametrize(
    ("aid", "words"),
    [
        (
            "before",
            (
                "When: You are about",
                "Not when: The",
                "Needs git >=2.23",
                "☐ Fetched",
                "☐ ! Nothing secret",
                "Pause here.",
            ),
        ),
        ("which", ("Pushed", "Use", "yes", "git revert", "any", "git reset")),
        ("words", ("index", "    What the next commit will hold.")),
        ("note", ("Dear {{who}}, I rewrote", "To fill in", "Whom do you tell?")),
    ],
)
async def test_an_aid_of_each_kind_is_drawn_whole(aids: TutorApp, aid: str, words: tuple[str, ...]) -> None:
    async with aids.run_test(size=(80, 40)) as pilot:
        aids.open_link(f"tutor:kit/{aid}")
        await sees(pilot, *words)


async def test_a_link_is_chosen_and_followed_and_escape_comes_back(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 40)) as pilot:
        aids.open_link("tutor:kit/before")
        await sees(pilot, "Before you push")
        assert "open the link" not in shown(aids)
        await pilot.press("tab")
        await sees(pilot, "↵ open the link")
        await pilot.press("enter")
        await sees(pilot, "Which undo?")
        await pilot.press("escape")
        await sees(pilot, "Before you push")
        await pilot.press("escape", "escape")  # leaves the link, then the page
        await until(pilot, lambda: not isinstance(aids.screen, ReaderScreen))


async def test_an_address_is_shown_and_copied_and_never_opened(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 40), notifications=True) as pilot:
        aids.open_link("tutor:kit/before")
        await sees(pilot, "Sources, checked 2026-11-20")
        await pilot.press("shift+tab", "enter")
        await sees(pilot, "Copied")
        assert aids.clipboard == "https://git-scm.com/docs/git-push"
        assert isinstance(aids.screen, ReaderScreen)


async def test_a_link_to_nothing_says_so(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        aids.open_link("tutor:kit/gone")
        await sees(pilot, "there is no item 'kit/gone'")
