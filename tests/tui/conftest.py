"""An app on packs of a test's choice, in a home of its own, with a clock that moves when told."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from looking import all_done

from tutor.places import Places
from tutor.services.opening import Tutor, open_tutor
from tutor.tui.app import TutorApp

OpenTutor = Callable[[], Tutor]


@pytest.fixture(autouse=True)
def _no_guessing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is followed by what it leads to, not by a while."""
    monkeypatch.setattr("textual.app.wait_for_idle", all_done)
    monkeypatch.setattr("textual.pilot.wait_for_idle", all_done)


@pytest.fixture
def shelf(tiny_pack: Path) -> Path:
    """The folder of shipped packs: one pack, tiny."""
    return tiny_pack.parent


@pytest.fixture
def tutor(places: Places, shelf: Path, clock: Callable[[], tuple[int, int]], home: Path) -> Iterator[Tutor]:
    """The open house on the shelf, for a newcomer."""
    places.shipped = str(shelf)
    opened = open_tutor(where=places, here=str(home), clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def app(tutor: Tutor) -> TutorApp:
    return TutorApp(tutor)


@pytest.fixture
def add_pack(shelf: Path, write_pack: Callable[[Path, Mapping[str, str]], Path]) -> Callable[..., Path]:
    """`add_pack(id, files)` puts another pack on the shelf; to be called before `tutor` is asked for."""
    return lambda name, files: write_pack(shelf / name, files)
