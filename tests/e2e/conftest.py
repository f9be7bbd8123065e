"""The real program in a real terminal, with a pack that is small enough to be lived through."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.terminal import Terminal

from tutor.places import catalog_of, pack_sources, places as places_here
from tutor.services.library import refresh

LESSON = """\
---
title: Tea without regret
why: Bitter tea is a morning gone wrong.
essence: Green tea wants water that has stopped boiling.
minutes: 2
---
Green leaves are not roasted. Boiling water burns them.

Let the kettle stand for two minutes.

## How hot should the water be? {#hot .fixed}
- [ ] Boiling
  > That burns the leaves.
- [x] About 80 degrees
> Two minutes after boiling it is there.

## Which tea must not boil? {#which}
- = green
- ~ black
  > Black tea wants boiling water.
"""


ReadBefore = Callable[[], None]


@pytest.fixture(scope="session")
def catalogs() -> dict[tuple[str, ...], bytes]:
    """The catalogs that were built, by the texts of the packs that were read beside those that ship."""
    return {}


@pytest.fixture
def read_before(home: Path, tmp_path: Path, catalogs: dict[tuple[str, ...], bytes]) -> ReadBefore:
    """`read_before()`, said when a test's packs stand: the program was here before, and has read all packs.

    Reading those that ship takes seconds: done once for the same packs, then copied. What starts without it starts for
    the first time.
    """

    def read() -> None:
        where, here = places_here(), str(tmp_path)
        path = Path(catalog_of(where, pack_sources(where, here)))
        files = sorted(tmp_path.glob(".tutor/**/*.*"))
        texts = tuple(f"{file.relative_to(tmp_path)}\n{file.read_text()}" for file in files)
        if texts in catalogs:
            path.parent.mkdir(parents=True)
            path.write_bytes(catalogs[texts])
        else:
            refresh(where, here).close()
            catalogs[texts] = path.read_bytes()

    return read


@pytest.fixture
def never_here(pack_here: Path) -> None:
    """The program starts for the first time."""
    shutil.rmtree(os.environ["XDG_CACHE_HOME"])


@pytest.fixture
def pack_here(tmp_path: Path, write_pack: Callable[..., Path], read_before: ReadBefore) -> Path:
    """A working folder whose own packs hold one that takes the place of the newcomer's."""
    write_pack(
        tmp_path / ".tutor" / "git-rescue",
        {
            "pack.yaml": "format: 1\npack: git-rescue\ntitle: Tea kit\nabout: Drink better tea.\n",
            "lessons/tea.md": LESSON,
        },
    )
    read_before()
    return tmp_path


@pytest.fixture
def tutor(pack_here: Path) -> Callable[..., Terminal]:
    """`tutor("due", days=1)` starts the program with these words in a terminal, so many days from now."""

    def start(*words: str, days: float = 0, size: tuple[int, int] = (80, 24), **env: str) -> Terminal:
        ahead = {"TUTOR_CLOCK_AHEAD": str(round(days * 86400)), **env}
        return Terminal([sys.executable, "-m", "tutor", *words], size=size, cwd=pack_here, env=ahead)

    return start
