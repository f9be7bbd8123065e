"""`tutor preview --plain`: a pack, or one item whole, for a reader of lines."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import Run
from drill_values import DISK

WritePack = Callable[..., Path]
LESSON = """\
---
title: Undo a commit
why: It saves you.
essence: Undo it.
minutes: 3
use_today: Undo one.
objections:
  No time.: It takes a minute.
---
The first page.

## What is undone? {#what-undone}
- [x] All
- [ ] Nothing
  > Not at all.
> All of it.
"""
QUIZ = """\
---
title: Quiz
teaches: [undo]
---
## Which command? {#which}
- = `git reset`
- ~ git rm
  > That removes.

## The tree is ==HEAD==. {#tree}

## In order? {#order .order}
1. First
2. Second

## Match? {#match .match}
- one => eins
- two => zwei

## Why? {#why}
> Because.
"""
LAB = """\
---
title: A note
needs: [sh]
setup: echo a > note
checks:
  - {file: note, has: b, else: No b in it.}
hints: [Write.]
solution: echo b > note
---
Write b.
"""
CLAIMS = (
    "- id: it-is\n  says: It is `so`\n  backs: [look]\n  run: true\n  expect: [{exit: 0}]\n  control: {run: false}\n"
)
FILES = {
    "pack.yaml": "format: 1\npack: kit\ntitle: A kit\nabout: To try on.\nfor: Authors\nversion: 1.2.0\n",
    "lessons/undo.md": LESSON,
    "quizzes/quiz.md": QUIZ,
    "aids/look.md": "---\ntitle: Look\naid: procedure\nasks: [look]\n---\n1. Look twice.\n",
    "drills/disk.md": DISK,
    "labs/note.md": LAB,
    "paths/way.md": "---\ntitle: The way\nwhy: So.\n---\n## First\n- [[undo]] at once\n",
    "claims/so.yaml": CLAIMS,
}


@pytest.fixture
def kit(tmp_path: Path, write_pack: WritePack) -> Path:
    return write_pack(tmp_path / "kit", FILES)


def test_a_pack_is_its_files_with_what_is_wrong(run: Run, kit: Path) -> None:
    (kit / "paths" / "way.md").write_text("---\ntitle: 1\n---\n")
    ran = run("preview", "kit", "--plain")
    assert ran.code == 0
    assert ran.out.startswith(
        "A kit\nkit, version 1.2.0\nTo try on.\nFor: Authors\n\nlesson:\n  Undo a commit: lessons/"
    )
    assert "\npath:\n  nothing can be shown: paths/way.md (" in ran.out
    assert "error" in ran.out
    assert "\npaths/way.md:" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "lessons/undo.md",
            [
                "Undo a commit\nWhy: It saves you.\n3 minutes\n",
                "Page 1 of 1\nThe first page.\n",
                "Question what-undone (choice)\nWhat is undone?",
                "  [x] All\n  [ ] Nothing\n      > Not at all.\n  > All of it.\n",
                "To keep: Undo it.\nUse it today: Undo one.\nObjection: No time.\n  Answer: It takes a minute.\n",
            ],
        ),
        (
            "quizzes/quiz.md",
            [
                "  = git reset\n  ~ git rm\n    > That removes.\n",
                "  1 = HEAD\n",
                "  1. First\n  2. Second\n",
                "one => eins",
            ],
        ),
        ("aids/look.md", ["Look\n", "1. Look twice."]),
        (
            "drills/disk.md",
            [
                "At stake: The first ten minutes",
                "State: minutes 0, looked no\nFails: out of time: minutes >= 30\n",
                "The cause (#cause, checkpoint)\n",
                "     -> saved, if looked, minutes +10, sound\n",
                "Saved (#saved, a good ending)\n",
            ],
        ),
        (
            "labs/note.md",
            [
                "Needs: sh\n",
                "Setup:\n    echo a > note\n",
                "else: No b in it.",
                "Hint 1: Write.\n",
                "Solution:\n    echo b",
            ],
        ),
        ("paths/way.md", ["The way\nWhy: So.\n", "First\n  - Undo a commit (kit/undo): at once\n"]),
        ("claims/so.yaml", ["- It is `so`\n"]),
        ("pack.yaml", ["A kit\nkit, version 1.2.0\n"]),
    ],
)
def test_a_file_is_its_item_whole(run: Run, kit: Path, path: str, words: list[str]) -> None:
    ran = run("preview", f"kit/{path}", "--plain")
    assert ran.code == 0, ran.err
    for some in words:
        assert some in ran.out


def test_a_mistake_stands_above_and_in_place_of_what_it_costs(run: Run, kit: Path) -> None:
    (kit / "lessons" / "undo.md").write_text(LESSON.replace("minutes: 3", "minutes: many"))
    ran = run("preview", "kit/lessons/undo.md")  # without a terminal, as with --plain
    assert ran.code == 1
    assert "lessons/undo.md:5:10: E016 minutes is a whole number from 1 to 60\n    minutes: many\n" in ran.out
    assert "Nothing of lessons/undo.md can be shown." in ran.err


def test_here_is_the_pack_around_and_what_is_none_is_said(
    run: Run, kit: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(kit)
    assert run("preview").out.startswith("A kit\n")
    assert run("preview", "nothing").code == 2
    (kit / "README.md").write_text("Read me.\n")
    ran = run("preview", "README.md")
    assert ran.code == 2
    assert "no part of the pack" in ran.err
    (tmp_path / "void").mkdir()
    ran = run("preview", str(tmp_path / "void"))
    assert ran.code == 2
    assert "there is no pack here" in ran.err


def test_control_characters_of_a_pack_are_shown_and_not_obeyed(run: Run, kit: Path) -> None:
    (kit / "aids" / "look.md").write_text(
        '---\ntitle: "Lo\\eok"\naid: procedure\nasks: [look]\n---\n1. \x1b[31mLook.\n'
    )
    assert "\x1b" not in run("preview", "kit/aids/look.md").out
    assert "\x1b" not in run("preview", "kit").out
