"""Removing an installed pack, and going back to the version before: asked first, and what you know stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import sees, shown, until

from tutor.model.events import Answered, Verdict
from tutor.places import Places
from tutor.services.installed import all_installed
from tutor.services.installing import accept, offered, update_offered
from tutor.services.opening import Tutor, open_tutor
from tutor.tui.app import TutorApp
from tutor.tui.screens.library import LibraryScreen


def versions(app: TutorApp) -> list[str]:
    return [one.current.record.version for one in all_installed(app.tutor.where) if one.current.record]


@pytest.fixture
def tutor(places: Places, tiny_pack: Path, home: Path) -> Iterator[Tutor]:
    """The tiny pack was installed, and updated since; one question of it was answered. Nothing ships."""
    places.shipped = str(home / "nothing")
    with offered(places, str(home), str(tiny_pack)) as offer:
        accept(places, offer)
    about = tiny_pack / "pack.yaml"
    about.write_text(about.read_text().replace("version: 1.0.0", "version: 1.1.0"))
    with update_offered(places, str(home), "tiny") as update:
        assert update is not None
        accept(places, update)
    opened = open_tutor(where=places, here=str(home))
    opened.journal.record(Answered("tiny/which-first", "choice", (), Verdict.RIGHT, 3.0))
    yield opened
    opened.close()


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_pack_is_removed_after_a_question_that_says_what_stays(app: TutorApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press("l", "d")
        await sees(pilot, "Remove A tiny pack?", "1.1.0", "what you know of 1", "y remove it   n keep it")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        assert versions(app) == ["1.1.0"]
        await pilot.press("d", "y")
        await sees(pilot, "There is no pack yet.")
        assert versions(app) == []
        assert app.tutor.journal.learnt_by_pack() == {"tiny": 1}


async def test_an_open_pack_goes_back_to_the_version_before(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("l", "enter")
        await sees(pilot, "version 1.1.0", "b  goes back to version 1.0.0", "d  removes it")
        await pilot.press("b")
        await sees(pilot, "Go back to version 1.0.0 of A tiny pack?", "1.1.0", "Nothing that you know is lost")
        await pilot.press("y")
        await sees(pilot, "version 1.0.0", "A tiny pack is at 1.0.0 again")
        assert versions(app) == ["1.0.0"]
        assert "goes back" not in shown(app)  # there is none before that one


async def test_an_open_pack_that_is_removed_is_left(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("l", "enter", "d", "y")
        await sees(pilot, "There is no pack yet.")
        assert isinstance(app.screen, LibraryScreen)


async def test_the_palette_offers_both(app: TutorApp) -> None:
    async with app.run_test(size=(80, 44)) as pilot:
        await pilot.press("l", "colon", *"pack")
        await sees(pilot, "Remove this pack", "Go back a version of this pack")


async def test_what_another_tutor_did_meanwhile_is_said(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("l", "d")
        await sees(pilot, "Remove A tiny pack?")
        from tutor.services.installed import remove

        remove(app.tutor.where, "tiny")
        await pilot.press("y")
        await sees(pilot, "no pack 'tiny' was installed")


async def test_packs_that_were_not_installed_have_no_such_keys(
    places: Places, tiny_pack: Path, home: Path, request: pytest.FixtureRequest
) -> None:
    shipped = Places(places.data + "2", places.cache + "2", places.state + "2", str(tiny_pack.parent))
    opened = open_tutor(where=shipped, here=str(home))
    app = TutorApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await sees(pilot, "A tiny pack")
        await pilot.press("d", "b")
        await sees(pilot, "A tiny pack")
        assert isinstance(app.screen, LibraryScreen)
    opened.close()
