"""A full disk, or folders that nobody may write to: what only reads answers all the same, and what writes says so."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from cli_runs import Run
from troubles import full_disk, nobody_may_write

from tutor.places import places

READING = (("due",), ("due", "--json"), ("packs",), ("progress",), ("today",), (), ("where",), ("settings",))

Trouble = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, tiny_pack: Path, run: Run) -> Iterator[Path]:
    """A home that another user can reach, with a lesson of the tiny pack read and its question answered."""
    folder = Path(tempfile.mkdtemp(prefix="tutor-unwritable-", dir="/tmp"))
    folder.chmod(0o755)
    for variable in ("DATA", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(folder / variable.lower()))
    monkeypatch.setenv("TUTOR_PATH", str(shutil.copytree(tiny_pack, folder / "tiny")))
    monkeypatch.setattr("tutor.places._shipped", lambda: str(folder / "shipped"))
    monkeypatch.chdir(folder)
    run("start", "tiny")
    run("spare", "2m", "tiny", "--plain", typed="\n\na\n\n\n" + "a\nb\n" * 3)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(params=["read-only", "full"])
def trouble(request: pytest.FixtureRequest, shelf: Path) -> Trouble:
    return full_disk if request.param == "full" else lambda: nobody_may_write(shelf)


def test_what_only_reads_says_the_same_and_ends_by_its_own_rules(run: Run, trouble: Trouble) -> None:
    for days in (0, 40):
        before = {words: run(*words, days=days) for words in READING}
        with trouble():
            for words, ran in before.items():
                now = run(*words, days=days)
                assert (words, now.code, now.out) == (words, ran.code, ran.out)
    assert before[("due",)].out.startswith("1 review due")


def test_that_nothing_is_saved_is_said_once_and_aside(run: Run, trouble: Trouble) -> None:
    with trouble():
        ran = run("progress")
        assert ran.err.count("nothing that you do now is saved") == 1
        assert places().journal in ran.err
        assert run("due").err == ""  # it is asked by prompts


def test_what_writes_fails_plainly_and_nothing_is_lost(run: Run, trouble: Trouble) -> None:
    before = run("progress", "--json").json
    with trouble():
        for words in (("stop", "tiny"), ("undo",), ("learn", "second"), ("spare", "--lesson", "second", "--plain")):
            ran = run(*words, typed="\n\n\n")
            assert (words, ran.code) == (words, 2)
            assert ran.err.count("nothing that you do now is saved") == 1
            assert "this was not saved" in ran.err
            assert "Traceback" not in ran.err
    assert run("progress", "--json").json == before
    assert run("undo").code == 0


def test_a_session_whose_answer_could_not_be_kept_does_not_say_that_all_is_saved(run: Run, trouble: Trouble) -> None:
    with trouble():
        ran = run("spare", "2m", "tiny", "--plain", typed="a\n:q\n", days=40)
    assert "this was not saved" in ran.err
    assert ran.out.endswith("Not all of this was saved; what was saved before is untouched.\n")
    assert ran.code == 2
    ran = run("spare", "2m", "tiny", "--plain", typed="a\n:q\n", days=40)
    assert ran.out.endswith("All is saved.\n")
    assert ran.code == 0


def test_a_journal_of_an_earlier_program_is_read_too(run: Run, trouble: Trouble) -> None:
    before = run("progress", "--json", days=40).json
    with sqlite3.connect(places().journal) as earlier:
        earlier.execute("ALTER TABLE day DROP COLUMN labs")
    earlier.close()
    stored = Path(places().journal).read_bytes()
    with trouble():
        assert run("due", "--json", days=40).json == {"due": 1, "packs": {"tiny": 1}}
        assert run("progress", "--json", days=40).json == before
    assert Path(places().journal).read_bytes() == stored
    assert run("due", "--json", days=40).json == {"due": 1, "packs": {"tiny": 1}}


def test_before_anything_was_learnt_there_is_nothing_to_read(run: Run, trouble: Trouble, shelf: Path) -> None:
    shutil.rmtree(shelf / "data")
    (shelf / "data").mkdir()
    with trouble():
        assert run("due").code == 1
        assert "(not started)" in run("packs").out
        assert "Begin with: tutor start tiny" in run("today").out
