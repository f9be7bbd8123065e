"""A lab in the learner's own shell, with real git: failed, helped, and solved."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.terminal import Terminal

from tutor.errors import SandboxError
from tutor.sandbox.boxes import find_box

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _sandbox() -> None:
    try:
        find_box()
    except SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture
def program(tmp_path: Path, read_before: Callable[[], None]) -> Callable[..., Terminal]:
    """`program("lab", "lab-deleted-branch")` starts the program, with the packs that ship, in a terminal."""

    read_before()

    def start(*words: str) -> Terminal:
        env = {"PYTHONPATH": str(ROOT), "SHELL": "/bin/bash"}
        return Terminal([sys.executable, "-m", "tutor", *words], cwd=tmp_path, env=env)

    return start


def test_a_lab_is_failed_and_then_solved_with_real_git(program: Callable[..., Terminal]) -> None:
    with program("lab", "lab-deleted-branch") as terminal:
        terminal.wait_for("(lab-deleted-branch) ~/work$")
        terminal.press("git branch report; exit", "enter")  # at the wrong place
        terminal.wait_for("does not end with Second quarter")
        terminal.wait_for("q leave:")
        terminal.press("h", "enter")
        terminal.wait_for("Hint 1: A branch is a name for a commit.")
        terminal.press("enter")
        terminal.wait_until(lambda screen: screen.rstrip().endswith("~/work$"), "the shell again")
        terminal.press("git branch -f report HEAD@{2} && exit", "enter")
        terminal.wait_for("Solved: all of it holds.")
        terminal.press("s", "enter")
        terminal.wait_for('git branch report "HEAD@{2}"')
        terminal.wait_for("git branch -f report HEAD@{2} && exit")  # what was typed
        terminal.press("q", "enter")
        assert terminal.wait_exit() == 0
        assert terminal.is_sane()

    with program("lab") as terminal:
        assert terminal.wait_exit() == 0
        assert b"A branch deleted by mistake (solved, comes back" in terminal.output  # more labs than lines may follow


def test_leaving_in_the_middle_and_coming_back(program: Callable[..., Terminal]) -> None:
    with program("lab", "lab-dropped-stash") as terminal:
        terminal.wait_for("~/work$")
        terminal.press("echo mine > mine.txt; kill -9 $$", "enter")
        terminal.wait_for("of 5 hold.")
        terminal.press("q", "enter")
        assert terminal.wait_exit() == 1

    with program("lab", "lab-dropped-stash") as terminal:
        terminal.wait_for("You left this in the middle")
        terminal.wait_for("~/work$")
        terminal.press("cat mine.txt; exit", "enter")
        terminal.wait_for("of 5 hold.")
        assert "\nmine\n" in terminal.screen_text()
