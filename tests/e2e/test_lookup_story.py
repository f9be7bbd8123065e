"""Something broke in the middle of a task: the answer, the fix, and whether it worked."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.terminal import Terminal

AID = """\
---
title: Undo the last commit, keep the work
aid: procedure
asks: ["how do I undo the last commit", "committed too early"]
requires: {git: ">=1.8"}
---
1. Look at what will be undone.
   ```
   git log --oneline -1
   ```
2. Take the commit back.
   ```
   git reset --soft HEAD~1
   ```
   - => the work is staged
   - !! it is pushed: [[pushed]]
"""
PUSHED = (
    "---\ntitle: Undo a pushed commit\naid: checklist\nasks: [undo a pushed commit]\n---\n- [ ] `git revert HEAD`\n"
)


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def broken(tmp_path: Path, write_pack: Callable[..., Path], read_before: Callable[[], None]) -> Path:
    """A repository whose last commit was a mistake, with a pack that takes the place of the one that ships."""
    write_pack(tmp_path / ".tutor" / "git-rescue", {"aids/undo.md": AID, "aids/pushed.md": PUSHED})
    read_before()
    git(tmp_path, "init", "-q")
    for text in ("draft", "oops"):
        (tmp_path / "notes.txt").write_text(text)
        git(tmp_path, "add", "notes.txt")
        git(tmp_path, "commit", "-q", "-m", text)
    return tmp_path


def start(folder: Path, *words: str) -> Terminal:
    return Terminal([sys.executable, "-m", "tutor", *words], cwd=folder)


def test_a_commit_is_undone_by_the_aid_that_was_found(broken: Path) -> None:
    with start(broken) as terminal:
        terminal.wait_for("/ look up")
        terminal.press("/")
        terminal.wait_for("What do you need?")
        terminal.press(*"undo last comit")
        terminal.wait_for("comit → commit")
        terminal.wait_for("▸ Undo the last")
        terminal.press("enter")
        terminal.wait_for("step 1 of 2")
        terminal.wait_for("✓ git >=1.8")
        terminal.press("n")
        terminal.wait_for("→ the work is staged")
        terminal.press("c")
        terminal.wait_for("Copied to the terminal's clipboard")
        assert b"\x1b]52;c;Z2l0IHJlc2V0IC0tc29mdCBIRUFEfjE=" in terminal.output  # git reset --soft HEAD~1

        git(broken, "reset", "--soft", "HEAD~1")  # what a person does in another window
        assert git(broken, "diff", "--cached", "--name-only") == "notes.txt\n"

        terminal.press("n")
        terminal.wait_for("Did it work?")
        terminal.press("+")
        terminal.wait_for("✓ Noted: it worked")
        terminal.press("esc")
        terminal.wait_gone("Noted")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.is_sane()


def test_ticks_survive_being_killed(broken: Path) -> None:
    with start(broken) as terminal:
        terminal.wait_for("/ look up")
        terminal.press("/", *"undo last commit", "enter")
        terminal.wait_for("step 1 of 2")
        terminal.press("n")
        terminal.wait_for("step 2 of 2")
        terminal.kill(9)
        terminal.wait_exit()
    with start(broken) as terminal:
        terminal.wait_for("/ look up")
        terminal.press("/")
        terminal.wait_for("You left unfinished")
        terminal.press("enter")
        terminal.wait_for("1 of 2 done. f starts afresh.")
        terminal.wait_for("step 2 of 2")
        terminal.press("q")
        assert terminal.wait_exit() == 0
