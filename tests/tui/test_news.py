"""News on the screen, and where an installed pack came from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import sees

from tutor.places import Places
from tutor.services.installing import accept, offered, update_offered
from tutor.services.opening import Tutor, open_tutor
from tutor.tui.app import TutorApp


def change(pack: Path) -> None:
    file = pack / "pack.yaml"
    file.write_text(file.read_text().replace("version: 1.0.0", "version: 1.1.0"))
    quiz = pack / "quizzes/both.md"
    quiz.write_text(quiz.read_text().replace("Both ideas", "Both [bold]of[/] them"))


@pytest.fixture
def tutor(places: Places, tiny_pack: Path, home: Path) -> Iterator[Tutor]:
    """The tiny pack was installed, and updated since."""
    with offered(places, str(home), str(tiny_pack)) as offer:
        accept(places, offer)
    change(tiny_pack)
    with update_offered(places, str(home), "tiny") as update:
        assert update is not None
        accept(places, update)
    opened = open_tutor(where=places, here=str(home))
    yield opened
    opened.close()


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_what_an_update_brought_is_told_once(app: TutorApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        app.open_screen("news")
        await sees(pilot, "News", "▸ A tiny pack", "1.0.0 → 1.1.0", "1 changed", "~ changed  Both [bold]of[/] them")
        await pilot.press("enter")
        await sees(pilot, "version 1.1.0")
        await pilot.press("escape", "escape")
        app.open_screen("news")
        await sees(pilot, "Nothing new since 20", "tutor pack update")


async def test_an_open_pack_tells_where_it_came_from(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "enter")
        await sees(pilot, "version 1.1.0", "Installed from the folder")
