"""Checks look at what came of it: at files, and at what commands say."""

import os
from pathlib import Path

import pytest

from tutor.model.checks import Check, Subject, Word
from tutor.sandbox.boxes import Box
from tutor.sandbox.checking import Looked, look
from tutor.sandbox.limits import Limits
from tutor.sandbox.world import World

LIMITS = Limits(seconds=5, output=1000)


def looked(world: World, box: Box, subject: Subject, of: str, word: Word, value: str | int | bool) -> Looked:
    return look(world, box, Check(subject=subject, of=of, word=word, value=value), LIMITS)


FILES: list[tuple[str, Word, str | int | bool, bool]] = [
    ("two.txt", Word.EXISTS, True, True),
    ("two.txt", Word.EXISTS, False, False),
    ("none.txt", Word.EXISTS, False, True),
    ("nowhere", Word.EXISTS, True, True),
    ("two.txt", Word.HAS, "ne\ntw", True),
    ("two.txt", Word.HAS, "three", False),
    ("two.txt", Word.IS, "one\ntwo", True),
    ("two.txt", Word.IS, "one\ntwo\n", True),
    ("two.txt", Word.IS, "one", False),
    ("two.txt", Word.LINES, 2, True),
    ("dos.txt", Word.IS, "one\ntwo", True),
    ("empty.txt", Word.LINES, 0, True),
    ("empty.txt", Word.IS, "", True),
    ("none.txt", Word.IS, "", False),
    ("none.txt", Word.LINES, 0, False),
    ("folder", Word.HAS, "one", False),
    ("pipe", Word.HAS, "one", False),
    ("out", Word.HAS, "private", False),
    ("large.txt", Word.HAS, "x", True),
    ("large.txt", Word.HAS, "end", False),
]


@pytest.mark.parametrize(("of", "word", "value", "holds"), FILES)
def test_a_file_is_looked_at(
    world: World, either: Box, tmp_path: Path, of: str, word: Word, value: str | int | bool, holds: bool
) -> None:
    work = Path(world.work)
    (tmp_path / "diary").write_text("private")
    (work / "two.txt").write_text("one\ntwo\n")
    (work / "dos.txt").write_bytes(b"one\r\ntwo\r\n")
    (work / "empty.txt").touch()
    (work / "folder").mkdir()
    (work / "nowhere").symlink_to("none.txt")
    (work / "out").symlink_to(tmp_path / "diary")
    (work / "large.txt").write_text("x" * 5000 + "end")
    os.mkfifo(work / "pipe")
    found = looked(world, either, Subject.FILE, of, word, value)
    assert found.holds is holds
    assert found.trouble == ""
    assert found.found


@pytest.mark.parametrize(
    ("script", "word", "value", "holds"),
    [
        ("exit 3", Word.EXIT, 3, True),
        ("exit 3", Word.EXIT, 0, False),
        ("echo one; echo two", Word.LINES, 2, True),
        ("printf 'one\\ntwo'", Word.LINES, 2, True),
        ("true", Word.LINES, 0, True),
        ("echo one", Word.IS, "one", True),
        ("echo one; echo", Word.IS, "one", False),
        ("echo one >&2", Word.IS, "", True),
        ("(echo one >&2) 2>&1", Word.HAS, "one", True),
        ("no-such-command", Word.EXIT, 127, True),
    ],
)
def test_a_command_is_looked_at(
    world: World, either: Box, script: str, word: Word, value: str | int, holds: bool
) -> None:
    assert looked(world, either, Subject.RUN, script, word, value).holds is holds


def test_what_is_there_instead_is_told(world: World, either: Box) -> None:
    assert looked(world, either, Subject.RUN, "echo one", Word.IS, "two").found == "it is 'one'"
    assert looked(world, either, Subject.RUN, "echo one", Word.LINES, 2).found == "it has 1 line"
    assert looked(world, either, Subject.RUN, "exit 3", Word.EXIT, 0).found == "it ended with status 3"
    assert looked(world, either, Subject.FILE, "a", Word.HAS, "x").found == "there is no such file"


def test_a_check_that_is_stopped_does_not_hold(world: World, either: Box) -> None:
    check = Check(subject=Subject.RUN, of="sleep 600", word=Word.EXIT, value=137)
    found = look(world, either, check, Limits(seconds=0.2))
    assert not found.holds
    assert found.trouble.startswith("sleep 600: it did not end within 0.2 seconds")


def test_nothing_holds_where_the_folder_is_gone(world: World, either: Box) -> None:
    os.rmdir(world.work)
    check = Check(subject=Subject.FILE, of="a", word=Word.EXISTS, value=False)
    assert look(world, either, check, LIMITS) == Looked(check, False, "", "the working folder is gone")
