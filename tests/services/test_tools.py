"""Tools that an aid requires: asked only when they are on the list, and only once."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tutor.places import Places
from tutor.services import tools
from tutor.services.tools import Fit, Tool, check_tools, will_do


@pytest.fixture
def bin(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def program(folder: Path, name: str, says: str) -> Path:
    """A program that says something, and leaves a line in `runs` each time it is run."""
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/runs"\n{says}\n')
    path.chmod(0o755)
    return path


def runs(folder: Path) -> int:
    path = folder / "runs"
    return len(path.read_text().splitlines()) if path.exists() else 0


def test_a_tool_of_the_list_says_its_version_once(places: Places, bin: Path) -> None:
    program(bin, "git", "echo git version 2.39.5 '(Vendor Git-154)'")
    for wanted, fit in ((">=2.23", Fit.FITS), (">=2.40", Fit.OTHER), ("", Fit.FITS)):
        assert check_tools(places, [("git", wanted)], str(bin)) == [Tool("git", wanted, fit, "2.39.5")]
    assert runs(bin) == 1
    assert (bin / "runs").read_text() == "--version\n"


def test_a_tool_is_asked_in_its_own_words(places: Places, bin: Path) -> None:
    for name, words in (("awk", "-W version"), ("openssl", "version"), ("find", "--version"), ("lsof", "-v")):
        program(bin, name, "echo 1.3.4")
        assert check_tools(places, [(name, "")], str(bin)) == [Tool(name, "", Fit.FITS, "1.3.4")]
        assert (bin / "runs").read_text().splitlines()[-1] == words


def test_another_file_is_asked_again(places: Places, bin: Path) -> None:
    path = program(bin, "git", "echo 1.0")
    check_tools(places, [("git", "")], str(bin))
    program(bin, "git", "echo 'git version 2.0.1'")
    os.utime(path, ns=(1, 1))
    assert check_tools(places, [("git", "")], str(bin))[0].version == "2.0.1"


def test_any_other_tool_is_named_and_never_run(places: Places, bin: Path) -> None:
    program(bin, "evil", "echo 1.0")
    assert check_tools(places, [("evil", ">=1"), ("../evil", "")], str(bin)) == [
        Tool("evil", ">=1", Fit.UNASKED),
        Tool("../evil", "", Fit.UNASKED),
    ]
    assert runs(bin) == 0


def test_nothing_of_the_working_folder_is_run(places: Places, bin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bin, "git", "echo 9.9")
    monkeypatch.chdir(bin)
    assert check_tools(places, [("git", "")], ".")[0].fit is Fit.MISSING
    assert runs(bin) == 0


def test_a_tool_that_is_not_there_or_says_nothing(places: Places, bin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "SECONDS", 0.2)
    program(bin, "tmux", "exit 1")
    program(bin, "jq", "sleep 20 & wait")
    found = check_tools(places, [("git", ">=2"), ("tmux", ""), ("jq", "")], str(bin))
    assert [tool.fit for tool in found] == [Fit.MISSING, Fit.UNKNOWN, Fit.UNKNOWN]


@pytest.mark.parametrize("text", ["", "[]", '{"git": 1}', "\x00"])
def test_a_memory_that_is_damaged_is_made_anew(places: Places, bin: Path, text: str) -> None:
    path = program(bin, "git", "echo git version 2.1.0")
    Path(places.state).mkdir(parents=True)
    Path(places.tools).write_text(text.replace("git", str(path)))
    assert check_tools(places, [("git", "")], str(bin))[0].version == "2.1.0"
    assert json.loads(Path(places.tools).read_text())[str(path)][-1] == "2.1.0"


@pytest.mark.parametrize(
    ("version", "wanted", "does"),
    [
        ("2.39.5", ">=2.23", True),
        ("2.4", ">=2.23", False),
        ("2.23", ">=2.23.0", True),
        ("3.4", "<3.4", False),
        ("2.39.5", ">=2.23, <3", True),
        ("3.0", ">=2.23, <3", False),
        ("2.0", "==2", True),
        ("2.0.1", "==2", False),
        ("2.0", "!=2", False),
        ("2.9", "~=2.3", True),
        ("3.1", "~=2.3", False),
        ("2.9", "2.3", True),
        ("2.9", "whatever", True),
        ("2.9", "", True),
        ("2.9", ">2.9", False),
        ("2.9", "<=2.9", True),
    ],
)
def test_versions(version: str, wanted: str, does: bool) -> None:
    assert will_do(version, wanted) is does


numbers = st.lists(st.integers(0, 99), min_size=1, max_size=4).map(lambda parts: ".".join(map(str, parts)))


@given(numbers, numbers)
def test_at_least_and_less_never_agree(version: str, wanted: str) -> None:
    assert will_do(version, f">={wanted}") is not will_do(version, f"<{wanted}")
