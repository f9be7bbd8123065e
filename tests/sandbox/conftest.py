"""A world to run commands in, in a sandbox and without one."""

from pathlib import Path

import pytest

from tutor.errors import SandboxError
from tutor.sandbox.boxes import Box, Unboxed, find_box
from tutor.sandbox.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An empty world."""
    made = World(str(tmp_path / "worlds" / "one"))
    made.make()
    return made


@pytest.fixture
def box() -> Box:
    """The sandbox of this machine."""
    try:
        return find_box()
    except SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture(params=["boxed", "unboxed"])
def either(request: pytest.FixtureRequest) -> Box:
    """With walls, then without."""
    if request.param == "unboxed":
        return Unboxed()
    found: Box = request.getfixturevalue("box")
    return found
