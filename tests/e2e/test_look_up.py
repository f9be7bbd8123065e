"""Looking up in a real terminal and in pipes, by the program that a shell starts."""

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.terminal import Terminal

STEPS = "".join(f"{number}. Step number {number} of the rescue.\n" for number in range(1, 41))
LONG = f"---\ntitle: A long rescue\naid: procedure\nasks: [rescue everything]\n---\n{STEPS}"
EVIL = (
    "---\ntitle: Evil \u202etitle\naid: checklist\nasks: [evil thing]\n---\n- [ ] before\x1b[2J\x1b]0;owned\x07after\n"
)
SHORT = """\
---
title: Undo it
aid: procedure
asks: [undo it]
---
1. Take it back.
   ```
   git reset --soft HEAD~1
   ```
"""


@pytest.fixture
def kit(tmp_path: Path, write_pack: Callable[..., Path], read_before: Callable[[], None]) -> Path:
    write_pack(
        tmp_path / ".tutor" / "kit",
        {"aids/long.md": LONG, "aids/evil.md": EVIL, "aids/short.md": SHORT},
    )
    read_before()
    return tmp_path


Start = Callable[..., Terminal]


@pytest.fixture
def tutor(kit: Path) -> Start:
    def start(*words: str, size: tuple[int, int] = (80, 24), **env: str) -> Terminal:
        return Terminal([sys.executable, "-m", "tutor", *words], size=size, cwd=kit, env=env)

    return start


def shell(kit: Path, line: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "TUTOR": f"{sys.executable} -m tutor", "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(["sh", "-c", line], cwd=kit, env=env, capture_output=True, text=True, check=False)


def test_the_first_screen_fits_and_names_the_rest(tutor: Start) -> None:
    with tutor("how", "rescue", "everything") as terminal:
        assert terminal.wait_exit() == 0
        shown = terminal.screen_text()
    assert "A long rescue" in shown
    assert "more lines: tutor how 1" in shown
    assert "tutor how +" in shown


def test_it_is_coloured_on_a_terminal_and_not_where_nobody_wants_it(tutor: Start) -> None:
    with tutor("how", "undo", "it") as terminal:
        terminal.wait_exit()
        assert b"\x1b[1mUndo it\x1b[0m" in terminal.output
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        with tutor("how", "undo", "it", **env) as terminal:
            terminal.wait_exit()
            assert b"\x1b" not in terminal.output


def test_nothing_of_a_pack_reaches_the_terminal_as_a_command(tutor: Start) -> None:
    for words in (("how", "evil", "thing"), ("how", "evil", "thing", "--raw"), ("list",), ("how", "evil", "--list")):
        with tutor(*words, NO_COLOR="1", PAGER="cat") as terminal:
            terminal.wait_exit()
            assert b"\x1b" not in terminal.output
            assert b"\x07" not in terminal.output
            assert "\u202e".encode() not in terminal.output


def test_the_pager_comes_only_for_what_is_taller_than_the_screen(tutor: Start, kit: Path) -> None:
    pager = kit / "pager"
    pager.write_text("#!/bin/sh\necho PAGED; cat\n")
    pager.chmod(0o755)
    for words, paged in (
        (("show", "long"), True),
        (("show", "short"), False),
        (("show", "long", "--no-pager"), False),
        (("how", "rescue", "everything", "--raw"), True),
    ):
        with tutor(*words, PAGER=str(pager)) as terminal:
            terminal.wait_exit()
            assert (b"PAGED" in terminal.output) is paged, words
    with tutor("show", "long", PAGER="/nowhere/pager") as terminal:
        assert terminal.wait_exit() == 0
        assert b"Step number 40" in terminal.output


def test_forty_columns_are_enough(tutor: Start) -> None:
    with tutor("how", "undo", "it", size=(40, 20)) as terminal:
        assert terminal.wait_exit() == 0
        shown = terminal.screen_text()
    assert "git reset --soft HEAD~1" in shown
    assert "tutor how +" in shown


def test_a_small_screen_shows_the_answer_rather_than_what_else_there_is(tutor: Start, kit: Path) -> None:
    conditions = "when: It has to be undone in a hurry.\nnot_when: Somebody else is at it, and may be done first.\n"
    short = kit / ".tutor" / "kit" / "aids" / "short.md"
    short.write_text(SHORT.replace("asks:", f"{conditions}asks:") + STEPS.replace("1. ", "2. ", 1))
    with tutor("how", "undo", "it", size=(40, 12)) as terminal:
        assert terminal.wait_exit() == 0
        shown = terminal.screen_text()
    assert "Undo it" in shown.splitlines()[0]
    assert "git reset --soft HEAD~1" in shown
    assert "more lines: tutor how 1" in shown
    assert "Others: tutor how 2 to 6." in shown
    assert "tutor how +" in shown


def test_a_number_and_an_outcome_go_with_the_terminal(kit: Path) -> None:
    first = shell(kit, "$TUTOR how undo it >/dev/null && $TUTOR how 1 | head -1 && $TUTOR how +")
    assert first.stdout.splitlines() == ["Undo it kit/short (here)", "Noted: kit/short worked."]
    other = subprocess.run(
        [sys.executable, "-m", "tutor", "how", "+"],
        cwd=kit,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert (other.returncode, other.stdout) == (1, "")


def test_a_pipe_that_is_closed_early_is_no_error(kit: Path) -> None:
    shell(kit, "$TUTOR index")
    for words in ("how rescue everything", "show long", "list", "how rescue --json"):
        done = shell(kit, f"($TUTOR {words}; echo left $? >&2) | head -1 | cut -c 1-5 >/dev/null")
        assert done.stderr == "left 0\n", words
        done = shell(kit, f"($TUTOR {words}; echo left $? >&2) | true")
        assert done.stderr == "left 0\n", words


def test_copy_goes_to_the_terminal(tutor: Start) -> None:
    with tutor("copy", "short", TMUX="") as terminal:
        assert terminal.wait_exit() == 0
        assert b"\x1b]52;c;" + base64.b64encode(b"git reset --soft HEAD~1") + b"\x07" in terminal.output
        assert "OSC 52" in terminal.screen_text()


def test_copy_goes_to_tmux_where_there_is_no_terminal(kit: Path) -> None:
    (kit / "tmux").write_text(f"#!/bin/sh\ncat > {kit}/buffer\n")
    (kit / "tmux").chmod(0o755)
    done = shell(kit, f"PATH={kit}:$PATH TMUX=x,1,2 $TUTOR copy short")
    assert done.stdout.splitlines()[0] == "Copied to tmux's buffer:"
    assert (kit / "buffer").read_text() == "git reset --soft HEAD~1"


def test_a_read_only_cache_works_and_is_said_in_one_line(kit: Path) -> None:
    cache = Path(os.environ["XDG_CACHE_HOME"])
    shutil.rmtree(cache)
    cache.mkdir()
    (cache / "tutor").write_text("in the way")
    done = shell(kit, "$TUTOR how undo it")
    assert done.stdout.startswith("Undo it")
    assert len(done.stderr.splitlines()) == 1
