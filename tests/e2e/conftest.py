"""The real program in a real terminal, with a pack that is small enough to be lived through."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.terminal import Terminal

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


@pytest.fixture
def pack_here(tmp_path: Path, write_pack: Callable[..., Path]) -> Path:
    """A working folder whose own packs hold one that takes the place of the newcomer's."""
    write_pack(
        tmp_path / ".tutor" / "git-rescue",
        {
            "pack.yaml": "format: 1\npack: git-rescue\ntitle: Tea kit\nabout: Drink better tea.\n",
            "lessons/tea.md": LESSON,
        },
    )
    return tmp_path


@pytest.fixture
def tutor(pack_here: Path) -> Callable[..., Terminal]:
    """`tutor("due", days=1)` starts the program with these words in a terminal, so many days from now."""

    def start(*words: str, days: float = 0, size: tuple[int, int] = (80, 24), **env: str) -> Terminal:
        ahead = {"TUTOR_CLOCK_AHEAD": str(round(days * 86400)), **env}
        return Terminal([sys.executable, "-m", "tutor", *words], size=size, cwd=pack_here, env=ahead)

    return start
