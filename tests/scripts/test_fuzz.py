"""The doors of scripts/fuzz lead where packs come in: a whole pack gets through, and a traceback is not swallowed."""

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from tutor.services import installing

ROOT = Path(__file__).parents[2]


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The script as a module."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    loader = SourceFileLoader("fuzz", str(ROOT / "scripts" / "fuzz"))
    spec = importlib.util.spec_from_loader("fuzz", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)  # the script moves it, and takes it away
    loader.exec_module(module)
    yield module
    sys.path.remove(str(ROOT))


@pytest.mark.parametrize("door", ["zip", "zip-of", "git"])
def test_a_whole_pack_gets_through_each_door(fuzz: ModuleType, door: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if door == "git" and shutil.which("git") is None:
        pytest.skip("git is missing")
    taken: list[set[str]] = []
    take = installing.take

    def noted(*words: object) -> object:
        found = take(*words)  # type: ignore[arg-type]
        taken.append(set(found.hashes))
        return found

    monkeypatch.setattr(installing, "take", noted)
    (whole, *_) = [data for name, data in fuzz.real_files() if name == door]
    fuzz.throw(door, whole)
    assert taken == [{"pack.yaml", "lessons/a.md", "claims/c.yaml"}]


def test_what_ships_goes_through_every_door(fuzz: ModuleType) -> None:
    """One file a door: an assertion that is no longer true would end every run at its first input."""
    seeds = {door: data for door, data in fuzz.real_files() if door not in ("zip", "zip-of", "git")}
    assert set(seeds) == set(fuzz.DOORS) - {"zip", "zip-of", "git"}
    for door, data in seeds.items():
        fuzz.throw(door, data)


def test_what_is_no_error_of_ours_comes_through(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*words: object) -> object:
        raise ValueError(words)

    monkeypatch.setattr(installing, "take", broken)
    (whole, *_) = [data for name, data in fuzz.real_files() if name == "zip"]
    with pytest.raises(ValueError, match="ZipSource"):
        fuzz.throw("zip", whole)
