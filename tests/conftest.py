"""What every test has: a home of its own, no network, a clock that stands still; and packs to read."""

import os
import signal
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tutor.places import Places, places as places_here

ROOT = Path(__file__).resolve().parent.parent

# Timing is measured by scripts/bench, not by a property test on a busy machine; in CI the examples are always the same.
hypothesis.settings.register_profile("tutor", deadline=None, max_examples=60, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("tutor")

# A shell that starts the tests in the background has them ignore ctrl-c, and what they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: about half the time a test waits, for a disk or for a program that it started."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first: otherwise all other workers may wait for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: nothing of the person who runs the tests is read or written."""
    folder = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("XDG_", "TUTOR_", "TEXTUAL")) or name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(folder))
    for variable, place in (("DATA", "data"), ("CACHE", "cache"), ("STATE", "state"), ("CONFIG", "config")):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(folder / place))
    return folder


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tutor works offline: a test that reaches for the network fails."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            pytest.fail(f"reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture
def places(home: Path) -> Places:
    """The places of that empty home, with an empty folder of shipped packs."""
    shipped = home / "shipped"
    shipped.mkdir()
    where = places_here()
    where.shipped = str(shipped)
    return where


@pytest.fixture
def none_shipped(home: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """No packs ship, whoever asks for the places: reading those that do takes seconds. The places of that home."""
    monkeypatch.setattr("tutor.places._shipped", lambda: str(home / "shipped"))
    return places_here()


@dataclass
class FixedClock:
    """A clock that moves only when told: called, it gives (UTC in ms since 1970, offset of local time in seconds)."""

    utc: int = 1_795_258_800_000  # Saturday 21 November 2026, 12:00 in Paris
    offset: int = 3600

    def __call__(self) -> tuple[int, int]:
        return self.utc, self.offset

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Moves on; negative values are a clock that jumps back."""
        self.utc += round(1000 * (seconds + 60 * (minutes + 60 * (hours + 24 * days))))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real review logs and look-ups, kept beside the checkout where there is a copy."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"needs the data of {folder}")
    return folder


WritePack = Callable[[Path, Mapping[str, str]], Path]


@pytest.fixture
def write_pack() -> WritePack:
    """`write_pack(folder, {"lessons/undo.md": text, …})` writes a pack's files, pack.yaml too where none is given."""
    return _write_pack


def _write_pack(folder: Path, files: Mapping[str, str]) -> Path:
    least = {"pack.yaml": f"format: 1\npack: {folder.name}\ntitle: {folder.name.title()}\n"}
    for name, text in {**least, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


TINY_PACK = {
    "pack.yaml": """\
format: 1
pack: tiny
title: A tiny pack
about: Two lessons, a quiz and a job aid, to try things on.
version: 1.0.0
language: en
license: CC-BY-4.0
authors: [the tutor project]
for: Tests
order: [first, second, both]
""",
    "lessons/first.md": """\
---
title: The first idea
why: It comes before the second.
essence: One comes first.
minutes: 2
teaches: [look-here]
---
One comes first.

## Which number comes first? {#which-first}
- [x] One
- [ ] Two
  > Two comes second.
> Counting starts with one.

---

And that is all.
""",
    "lessons/second.md": """\
---
title: The second idea
why: It comes after the first.
essence: Two comes second.
minutes: 2
after: [first]
---
Two comes second.

## What comes after one? {#after-one}
- = two
- ~ three
  > Three comes after two.
> Counting goes on with two.
""",
    "quizzes/both.md": """\
---
title: Both ideas
teaches: [first, second]
---
## ==One== comes before ==two==. {#one-two}

## Put the numbers in order. {#in-order .order}
1. one
2. two
3. three

## Why does counting start with one? {#why-one}
> Nothing is there to be counted before the first thing.
""",
    "aids/look-here.md": """\
---
title: Count to two
aid: procedure
asks: ["how do I count?"]
moment: apply
---
1. Say one.
2. Say two.
   - => You have counted.
""",
}


@pytest.fixture
def tiny_pack(tmp_path: Path) -> Path:
    """A small pack without a fault: two lessons, a quiz, a job aid, five questions."""
    return _write_pack(tmp_path / "tiny", TINY_PACK)
