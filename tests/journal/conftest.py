"""A journal in a folder of its own, and a clock that stands where the test puts it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from journal.histories import NOON

from tutor.journal.store import Journal


class Clock:
    """Says the time it is set to."""

    def __init__(self) -> None:
        self.utc, self.offset = NOON, 0

    def __call__(self) -> tuple[int, int]:
        return self.utc, self.offset


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Where the journal stands."""
    return str(tmp_path / "data" / "journal.sqlite")


@pytest.fixture
def copies(tmp_path: Path) -> str:
    return str(tmp_path / "data" / "copies")


@pytest.fixture
def opened(path: str, copies: str, clock: Clock) -> Iterator[Callable[[], Journal]]:
    """Opens the journal, as another program or another start would; all are closed at the end."""
    journals: list[Journal] = []

    def open_again() -> Journal:
        journals.append(Journal.open(path, copies=copies, clock=clock))
        return journals[-1]

    yield open_again
    for journal in journals:
        journal.close()


@pytest.fixture
def journal(opened: Callable[[], Journal]) -> Journal:
    return opened()
