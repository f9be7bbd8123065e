"""Whether what an item says was verified stands at the item, in the rule below the heading; `S` shows all of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from claim_packs import CLAIM, CLAIMED
from looking import sees, shown

from tutor.packs.folder import read_pack
from tutor.places import Places
from tutor.services.claims import Pile, Verification, keep
from tutor.services.study import begin_lesson
from tutor.services.verifying import Outcome, Verified
from tutor.tui.app import TutorApp
from tutor.tui.screens.study import StudyScreen

SIZES = [(80, 24), (40, 12)]
FILES = {**CLAIMED, "claims/names.yaml": CLAIM.replace("[sign", "[change-sign, sign")}


@pytest.fixture
def verified(
    add_pack: Callable[..., Path], places: Places, request: pytest.FixtureRequest
) -> Callable[[Outcome], TutorApp]:
    """The app, after the claims of the pack came to that."""

    def make(outcome: Outcome) -> TutorApp:
        folder = str(add_pack("signs", FILES))
        read = read_pack(folder)
        ran = tuple(Verified(claim, outcome) for claim in read.claims)
        keep(places, Verification(((Pile(folder, read, read.claims), ran),), {"sh": "1.2.3"}), "2026-11-22")
        app: TutorApp = request.getfixturevalue("app")
        return app

    return make


@pytest.mark.parametrize("size", SIZES)
async def test_an_aid_says_it_and_shows_it(verified: Callable[[Outcome], TutorApp], size: tuple[int, int]) -> None:
    app = verified(Outcome.PASSED)
    async with app.run_test(size=size) as pilot:
        app.open_link("tutor:signs/change-sign")
        await sees(pilot, "Read it aloud", "verified 2026-11 with sh 1.2")
        await pilot.press("S")
        await sees(pilot, "Sources", "Run on a machine")
        if size[1] > 12:
            await sees(pilot, "✓ `echo name > sign.txt` puts the name there", "passed, 2026-11-22 with sh 1.2.3")
        await pilot.press("escape")
        await sees(pilot, "Read it aloud")


async def test_a_lesson_and_its_question_say_it(verified: Callable[[Outcome], TutorApp]) -> None:
    app = verified(Outcome.PASSED)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(StudyScreen(begin_lesson(app.tutor, "signs/sign")))
        await sees(pilot, "begin", "verified 2026-11 with sh 1.2")
        await pilot.press("enter", "enter")
        await sees(pilot, "What puts the name right?", "verified 2026-11 with sh 1.2")
        await pilot.press("S")
        await sees(pilot, "https://example.org/signs", "Read by its author on 2026-11-20.", "✓ `echo name")
        await pilot.press("enter")
        await sees(pilot, "What puts the name right?")


async def test_what_did_not_hold_is_said_in_words(verified: Callable[[Outcome], TutorApp]) -> None:
    app = verified(Outcome.FAILED)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_link("tutor:signs/change-sign")
        await sees(pilot, "! a fact here did not hold when it was run, 2026-11")
        await pilot.press("S")
        await sees(pilot, "✗ `echo name > sign.txt` puts the name there", "failed, 2026-11-22")


async def test_what_no_claim_backs_says_nothing(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_link("tutor:tiny/first")
        await sees(pilot, "The first idea")
        assert "verified" not in shown(app)
        await pilot.press("S")
        await sees(pilot, "No claim backs it")
