"""Labs as text: what is read, and every problem at its place."""

import re
from pathlib import Path

import pytest

from tutor.model.checks import Subject, Word
from tutor.model.labs import Lab
from tutor.model.text import Paragraph, plain
from tutor.packs.checks import is_inside
from tutor.packs.codes import MESSAGES
from tutor.packs.reading import read_file

ROOT = Path(__file__).parents[2]

LAB = """\
---
title: Undo the commit, keep the edit staged
needs: [git]
teaches: [undo-commit]
setup: |
  git init -q .
  echo oops > notes.txt
checks:
  - {file: notes.txt, has: oops, else: "The edit is gone. `--hard` throws files away."}
  - {run: git log --oneline, lines: 1, else: "The commit is still there."}
  - {run: git diff --cached --name-only, is: "", else: "Something is staged."}
  - {file: new/notes.txt, exists: false, else: It is there.}
hints: ["Which of the three trees should change?", "Look at `--soft`."]
solution: git reset --soft HEAD~1
---
The last commit was a mistake. Type `exit` when you are done.
"""
CHECKS_AT = 9


def lab_of(text: str) -> Lab:
    read = read_file("kit", "labs/undo.md", text.encode())
    assert read.problems == ()
    assert isinstance(read.item, Lab)
    return read.item


def with_check(check: str) -> str:
    """The lab with another first check."""
    lines = LAB.split("\n")
    lines[CHECKS_AT - 1] = f"  - {check}"
    return "\n".join(lines)


def test_a_lab_is_read_as_it_is_written() -> None:
    lab = lab_of(LAB)
    assert lab.name == "kit/undo"
    assert lab.needs == ("git",)
    assert lab.teaches == ("kit/undo-commit",)
    assert lab.setup == "git init -q .\necho oops > notes.txt"
    assert lab.solution == "git reset --soft HEAD~1"
    assert [plain(hint) for hint in lab.hints] == ["Which of the three trees should change?", "Look at --soft."]
    assert isinstance(lab.blocks[0], Paragraph)


def test_checks_compare_in_the_shape_of_their_word() -> None:
    checks = lab_of(LAB).checks
    assert [(check.subject, check.of, check.word, check.value) for check in checks] == [
        (Subject.FILE, "notes.txt", Word.HAS, "oops"),
        (Subject.RUN, "git log --oneline", Word.LINES, 1),
        (Subject.RUN, "git diff --cached --name-only", Word.IS, ""),
        (Subject.FILE, "new/notes.txt", Word.EXISTS, False),
    ]
    assert plain(checks[0].otherwise) == "The edit is gone. --hard throws files away."
    assert str(checks[0].place) == f"labs/undo.md:{CHECKS_AT}:5"
    assert [check.written for check in checks][1:] == [
        "git log --oneline: has 1 line",
        "git diff --cached --name-only: is ''",
        "new/notes.txt: does not exist",
    ]


def test_every_command_of_a_lab_is_listed_for_whoever_must_trust_it() -> None:
    assert lab_of(LAB).commands == (
        ("setup", "git init -q .\necho oops > notes.txt"),
        ("check", "git log --oneline"),
        ("check", "git diff --cached --name-only"),
        ("solution", "git reset --soft HEAD~1"),
    )


# code: (the file, line, column)
CASES = {
    "E701": (re.sub(r"checks:\n(  - .*\n)+", "checks: []\n", LAB), CHECKS_AT - 1, 1),
    "E702": (with_check("{has: oops, else: Gone.}"), CHECKS_AT, 5),
    "E703": (with_check("{file: notes.txt, has: oops, is: oops, else: Gone.}"), CHECKS_AT, 5),
    "E704": (with_check("{file: notes.txt, exit: 0, else: Gone.}"), CHECKS_AT, 23),
    "E705": (with_check("{file: ../notes.txt, has: oops, else: Gone.}"), CHECKS_AT, 12),
    "E706": (with_check("{file: notes.txt, lines: many, else: Gone.}"), CHECKS_AT, 30),
    "E707": (with_check("{file: notes.txt, has: oops}"), CHECKS_AT, 5),
    "E708": (LAB[: LAB.rindex("The last")], LAB.count("\n"), 1),
    "E709": (LAB.replace("[git]", "[/usr/bin/git]"), 3, 9),
}
WHEN_RUN = {"E751", "E752", "E753", "E754", "W751"}  # in tests/services/test_lab_proving.py


@pytest.mark.parametrize("code", CASES)
def test_a_code_is_reported_where_its_cause_stands(code: str) -> None:
    text, line, column = CASES[code]
    read = read_file("kit", "labs/undo.md", text.encode())
    places = [(problem.place.line, problem.place.column) for problem in read.problems if problem.code == code]
    assert places == [(line, column)], [str(problem) for problem in read.problems]
    assert read.item is None


@pytest.mark.parametrize(
    ("check", "code"),
    [
        ("{file: a, run: b, has: c, else: d}", "E702"),
        ("{run: b, exists: true, else: d}", "E704"),
        ("{run: b, exit: 256, else: d}", "E706"),
        ("{run: b, exit: -1, else: d}", "E706"),
        ("{file: a, exists: maybe, else: d}", "E706"),
        ('{file: a, has: "", else: d}', "E706"),
        ("{file: /etc/passwd, exists: true, else: d}", "E705"),
        ("{file: a, has: [b], else: d}", "E013"),
        ("notes.txt", "E015"),
    ],
)
def test_a_check_that_could_mean_anything_else_is_refused(check: str, code: str) -> None:
    read = read_file("kit", "labs/undo.md", with_check(check).encode())
    assert code in {problem.code for problem in read.problems}
    assert read.item is None


@pytest.mark.parametrize("key", ["checks", "solution", "title"])
def test_what_a_lab_cannot_do_without_is_missed(key: str) -> None:
    text = re.sub(rf"^{key}:.*\n(  .*\n)*", "", LAB, flags=re.MULTILINE)
    assert [problem.code for problem in read_file("kit", "labs/undo.md", text.encode()).problems] == ["E020"]


@pytest.mark.parametrize(
    ("path", "inside"),
    [("a", True), ("a/../b", True), ("a/b", True), ("..", False), ("a/../../b", False), ("/a", False), (".", False)],
)
def test_a_path_stays_in_the_folder(path: str, inside: bool) -> None:
    assert is_inside(path) is inside


def test_the_codes_are_the_same_here_and_in_the_program() -> None:
    ours = {code for code in MESSAGES if code[1] == "7"}
    assert CASES.keys() | WHEN_RUN == ours
    paths = [ROOT / "tutor/packs/checks.py", ROOT / "tutor/packs/labs.py", ROOT / "tutor/services/lab_proving.py"]
    sources = "".join(path.read_text() for path in paths)
    assert {code for code in re.findall(r'"([EW]\d{3})"', sources) if code[1] == "7"} == ours
