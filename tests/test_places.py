"""Where things are kept, and where packs are looked for."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from tutor.places import APP, PackSource, Places, pack_sources, places as places_here

VARIABLES = {"data": "XDG_DATA_HOME", "cache": "XDG_CACHE_HOME", "state": "XDG_STATE_HOME"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the answer is platformdirs' own")
@pytest.mark.parametrize("kind", VARIABLES)
@pytest.mark.parametrize("value", [None, "", "/somewhere/else", "/with blanks/in it", "relative/folder"])
def test_linux_answers_are_those_of_platformdirs(kind: str, value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if value is None:
        monkeypatch.delenv(VARIABLES[kind])
    else:
        monkeypatch.setenv(VARIABLES[kind], value)
    assert getattr(places_here(), kind) == getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False)


def test_asking_for_a_path_makes_no_folder(home: Path) -> None:
    where = places_here()
    assert where.journal.startswith(str(home))
    assert where.catalog.startswith(str(home))
    assert list(home.iterdir()) == []


def test_the_journal_and_all_that_is_precious_lie_in_the_data_folder() -> None:
    where = Places(data="/d", cache="/c", state="/s", shipped="/p")
    assert [where.journal, where.copies, where.own, where.installed] == [
        "/d/journal.sqlite",
        "/d/copies",
        "/d/own",
        "/d/packs",
    ]
    assert where.catalog == "/c/catalog.sqlite"


def test_shipped_packs_are_found_from_a_checkout() -> None:
    assert Path(places_here().shipped, "git-rescue", "pack.yaml").is_file()


def test_packs_are_looked_for_in_order_of_precedence(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "project" / "deep" / "down"
    local = tmp_path / "project" / ".tutor"
    teams = [tmp_path / "team one", tmp_path / "two"]
    for folder in (here, local, *teams, Path(places.own), Path(places.installed)):
        folder.mkdir(parents=True)
    monkeypatch.setenv("TUTOR_PATH", os.pathsep.join(["", str(teams[0]), str(tmp_path / "gone"), str(teams[1])]))
    assert pack_sources(places, str(here)) == (
        PackSource("here", str(local)),
        PackSource("team", str(teams[0])),
        PackSource("team", str(teams[1])),
        PackSource("own", places.own),
        PackSource("installed", places.installed),
        PackSource("shipped", places.shipped),
    )


def test_only_folders_that_exist_are_sources(places: Places, tmp_path: Path) -> None:
    assert pack_sources(places, str(tmp_path)) == (PackSource("shipped", places.shipped),)


def test_the_nearest_local_folder_is_the_one(places: Places, tmp_path: Path) -> None:
    nearest = tmp_path / "a" / "b" / ".tutor"
    nearest.mkdir(parents=True)
    (tmp_path / ".tutor").mkdir()
    (tmp_path / "a" / ".tutor").write_text("a file is no folder of packs")
    assert pack_sources(places, str(tmp_path / "a" / "b"))[0] == PackSource("here", str(nearest))
    assert pack_sources(places, str(tmp_path / "a"))[0] == PackSource("here", str(tmp_path / ".tutor"))
