"""Safe failure in a real terminal: a drill lost and won, a lab with real git failed and solved."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from drill_values import DISK
from e2e.terminal import Terminal

from tutor.errors import SandboxError
from tutor.sandbox.boxes import find_box

LAB = """\
---
title: Undo the commit, keep the edit staged
needs: [git]
setup: |
  git init -q . && echo draft > notes.txt && git add . && git commit -qm first
  echo oops >> notes.txt && git commit -qam oops
checks:
  - {file: notes.txt, has: oops, else: "The edit is gone."}
  - {run: git log --oneline, lines: 1, else: "The commit is still there."}
  - {run: git diff --cached --name-only, is: notes.txt, else: "Nothing is staged."}
hints: ["Which of the three trees should change?", "Look at `--soft`."]
solution: git reset --soft HEAD~1
---
The last commit was a mistake. Undo it, but keep the edit staged.
"""

THROUGH = """\
---
title: A commit too early
why: It happens to everyone.
goal: Undo it
---
## The commit {#commit}
It was made too early.

- [x] Undo it by hand -> lab/undo then done else commit
  You take the keyboard.
- [ ] Leave it -> lost
  It is pushed at noon.

## Undone {#done .pass}
Nobody noticed.

## Pushed {#lost .fail}
Everybody noticed.
"""


@pytest.fixture
def start(tmp_path: Path, write_pack: Callable[..., Path], read_before: Callable[[], None]) -> Callable[..., Terminal]:
    """`start("drill")` opens the program in a folder whose own pack holds the drill and the lab."""
    pack = "format: 1\npack: kit\ntitle: Zero risk kit\n"  # the last one in the library
    write_pack(
        tmp_path / ".tutor" / "kit",
        {"pack.yaml": pack, "drills/disk.md": DISK, "drills/early.md": THROUGH, "labs/undo.md": LAB},
    )
    read_before()

    def in_terminal(*words: str) -> Terminal:
        return Terminal([sys.executable, "-m", "tutor", *words], cwd=tmp_path, env={"SHELL": shutil.which("bash")})

    return in_terminal


def choose(terminal: Terminal, words: str) -> None:
    """Press the number of the choice that begins with these words."""
    screen = terminal.wait_for(f"  {words}")
    line = next(line for line in screen.splitlines() if line.strip()[1:].strip().startswith(words))
    terminal.press(line.strip()[0])


def test_a_drill_to_a_bad_end_back_and_to_a_good_one(start: Callable[..., Terminal]) -> None:
    with start() as terminal:
        terminal.wait_for("? keys")
        terminal.press("D")
        terminal.wait_for("Disk almost full at 03:12")
        terminal.press("home", "enter")
        terminal.wait_for("it costs nothing")
        terminal.press("enter")
        terminal.wait_for("db-1 is 96% full.")
        choose(terminal, "Restart what the runbook names")
        terminal.wait_for("the graph climbs exactly as before")
        choose(terminal, "Restart the database")
        terminal.wait_for("✗ Evidence gone")
        terminal.press("enter")
        screen = terminal.wait_for("Best from here")
        assert "See what is growing" in screen
        assert "The runbook guesses" in screen

        terminal.press("b")
        terminal.wait_for("Back to which decision?")
        terminal.press("up", "enter")
        choose(terminal, "See what is growing")
        terminal.wait_for("+40 GB in one hour")
        terminal.press("q")  # left in the middle
        assert terminal.wait_exit() == 0
        assert terminal.is_sane()

    with start() as terminal:
        terminal.wait_for("? keys")
        terminal.press("D")
        terminal.wait_for("left in the middle")
        terminal.press("home", "enter")
        terminal.wait_for("it goes on where you left it")
        terminal.press("enter")
        choose(terminal, "Restart the replica")
        terminal.wait_for("✓ Saved")
        terminal.press("enter")
        terminal.wait_for("no way was better")
        terminal.press("N")
        terminal.wait_for("keep it")
        terminal.press("Look first", "enter")
        terminal.wait_for("Kept: Look first")
        terminal.press("enter")
        terminal.wait_for("2 of 3 endings found")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_drill_by_its_name_opens_its_screen_and_line_by_line_where_that_is_asked(
    start: Callable[..., Terminal],
) -> None:
    with start("drill", "disk") as terminal:
        terminal.wait_for("↵ begin")
        terminal.press("enter")
        choose(terminal, "See what is growing")
        terminal.wait_for("+40 GB in one hour")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.is_sane()

    with start("drill", "disk", "--afresh") as terminal:
        screen = terminal.wait_for("↵ begin")
        assert "where you left it" not in screen
        terminal.press("enter")
        terminal.wait_for("db-1 is 96% full.")
        terminal.press("q")
        assert terminal.wait_exit() == 0

    with start("drill", "disk", "--plain") as terminal:
        terminal.wait_for("? lists the keys.")
        terminal.press("q", "enter")
        assert terminal.wait_exit() == 0


@pytest.mark.skipif(shutil.which("git") is None or shutil.which("bash") is None, reason="needs git and bash")
def test_a_lab_failed_and_then_solved_with_real_git(start: Callable[..., Terminal]) -> None:
    try:
        find_box()
    except SandboxError as error:
        pytest.skip(str(error))
    with start() as terminal:
        terminal.wait_for("? keys")
        terminal.press("l")
        terminal.wait_for("s start")
        terminal.press("end")
        terminal.wait_for("▸ Zero risk kit")
        terminal.press("enter")
        terminal.wait_for("Undo the commit, keep the edit staged")
        terminal.press("end", "enter")
        terminal.wait_for("This pack runs commands")
        terminal.press("y")
        terminal.wait_for("The last commit was a mistake.")

        terminal.press("enter")
        terminal.wait_for("(undo) ~/work$")
        terminal.press("git reset -q --hard HEAD~1; exit", "enter")
        terminal.wait_for("✗ The edit is gone.")
        terminal.press("h")
        terminal.wait_for("Which of the three trees should change?")

        terminal.press("r")
        terminal.wait_for("r again builds the folder anew")
        terminal.press("r")
        terminal.wait_for("It begins afresh.")
        terminal.press("enter")
        terminal.wait_for("(undo) ~/work$")
        terminal.press("git reset --soft HEAD~1; git status -s", "enter")
        terminal.wait_for("M  notes.txt")
        terminal.press("exit", "enter")
        terminal.wait_for("✓ Solved.")
        terminal.press("s")
        terminal.wait_for("What you typed")
        terminal.wait_for("git reset --soft HEAD~1;")  # the solution has no semicolon
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.is_sane()


@pytest.mark.skipif(shutil.which("git") is None or shutil.which("bash") is None, reason="needs git and bash")
def test_line_by_line_a_drill_opens_the_lab_that_it_leads_through(start: Callable[..., Terminal]) -> None:
    try:
        find_box()
    except SandboxError as error:
        pytest.skip(str(error))
    with start("drill", "early", "--plain") as terminal:
        terminal.wait_for("Undo it by hand")
        choose(terminal, "Undo it by hand")
        terminal.press("enter")
        terminal.wait_for("Open it now? y or n:")
        terminal.press("y", "enter")
        terminal.wait_for("May they be run on this machine?")
        terminal.press("n", "enter")
        terminal.wait_for("The labs of kit run commands")
        terminal.wait_for("Go on without having solved it?")
        terminal.press("n", "enter")  # choose again
        terminal.wait_until(lambda screen: screen.rstrip().endswith("\n>"), "the scene once more")
        choose(terminal, "Undo it by hand")
        terminal.press("enter")
        terminal.wait_until(lambda screen: screen.rstrip().endswith("Open it now? y or n:"), "the offer")
        terminal.press("y", "enter")
        terminal.wait_until(lambda screen: screen.rstrip().endswith("first:"), "the question of trust")
        terminal.press("y", "enter")
        terminal.wait_until(lambda screen: screen.rstrip().endswith("~/work$"), "the learner's own shell")
        terminal.press("git reset --soft HEAD~1; exit", "enter")
        terminal.wait_for("Solved: all of it holds.")
        terminal.press("q", "enter")
        terminal.wait_for("A good ending: Undone")
        terminal.press("enter", "q", "enter")
        assert terminal.wait_exit() == 0
        assert terminal.is_sane()
