"""A shell in a world: the learner's own, on a terminal behind theirs, which is theirs again afterwards."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from select import select
from time import monotonic

import pytest
from e2e.terminal import Terminal

from tutor.sandbox.boxes import Box, Unboxed
from tutor.sandbox.shells import own_shell, typed_in
from tutor.sandbox.world import World

OPEN = """
import sys
from tutor.sandbox.boxes import Unboxed, find_box
from tutor.sandbox.environment import shell_environment
from tutor.sandbox.limits import Limits
from tutor.sandbox.shells import own_shell, shell_command
from tutor.sandbox.terminal import open_shell
from tutor.sandbox.world import World
world, box = World(sys.argv[1]), Unboxed() if sys.argv[2] == "unboxed" else find_box()
command, more = shell_command(world, own_shell(box), "undo")
ended = open_shell(world, box, command, {**shell_environment(world, box), **more}, Limits(seconds=None, processes=90))
print(f"ended {ended.exit} {ended.stop or 'by itself'}")
print("said", input("say: "))
"""

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., Terminal]


@pytest.fixture
def opened(world: World) -> Open:
    def open_one(box: Box, shell: str = "/bin/bash") -> Terminal:
        how = "unboxed" if isinstance(box, Unboxed) else "boxed"
        return Terminal([sys.executable, "-c", OPEN, world.root, how], env={"SHELL": shell}, cwd=ROOT)

    return open_one


def test_the_shell_stands_in_the_world_and_gives_the_terminal_back(opened: Open, world: World, either: Box) -> None:
    with opened(either) as terminal:
        terminal.wait_for("(undo) ~/work$")
        terminal.press("pwd; tty; echo $((6 * 7)); exit 3", "enter")
        terminal.wait_for("ended 3 by itself")
        terminal.press("still here", "enter")
        terminal.wait_for("said still here")
        assert terminal.wait_exit() == 0
        assert terminal.is_sane()
        assert b"\r\n42\r\n" in terminal.output
    assert typed_in(world) == ("pwd; tty; echo $((6 * 7)); exit 3",)


def test_ctrl_c_ends_what_runs_in_the_shell_and_nothing_else(opened: Open, either: Box) -> None:
    with opened(either) as terminal:
        terminal.wait_for("~/work$")
        terminal.press("sh -c 'echo begun; exec sleep 600'", "enter")  # told by the job itself
        terminal.wait_until(lambda screen: screen.count("begun") == 2, "the command to run")
        terminal.press("ctrl+c")
        terminal.press("echo $((6 * 7))", "enter")
        terminal.wait_for("42")
        terminal.press("sh -c 'echo asleep; exec sleep 600'", "enter")
        terminal.wait_until(lambda screen: screen.count("asleep") == 2, "the command to run")
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped")
        terminal.press("kill -9 %1; fg; exit 0", "enter")
        terminal.wait_for("ended 0")


def test_the_shell_learns_of_another_size(opened: Open, box: Box) -> None:
    with opened(box) as terminal:
        terminal.wait_for("~/work$")
        terminal.resize(100, 30)
        terminal.press("while [ $COLUMNS != 100 ]; do sleep 0.05; done; echo $((LINES * 10))", "enter")
        terminal.wait_for("300")


@pytest.mark.parametrize("shell", ["zsh", "fish", "dash"])
def test_other_shells_are_at_home_too(opened: Open, world: World, box: Box, shell: str) -> None:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not here")
    with opened(box, path) as terminal:
        terminal.wait_for("(undo)")
        terminal.press("echo at $HOME; git init -q; exit", "enter")
        terminal.wait_for("ended 0")
        assert f"at {world.home}".encode() in terminal.output.replace(b"\r\n", b"")
    assert os.path.isdir(f"{world.work}/.git")
    if shell == "zsh":
        assert typed_in(world) == ("echo at $HOME; git init -q; exit",)


@pytest.mark.parametrize("shell", ["", "/no/such/shell", "/etc/passwd", "/usr"])
def test_a_shell_that_is_none_gives_way_to_sh(box: Box, monkeypatch: pytest.MonkeyPatch, shell: str) -> None:
    monkeypatch.setenv("SHELL", shell)
    assert own_shell(box) == own_shell(Unboxed()) == "/bin/sh"


def test_a_shell_that_the_sandbox_cannot_see_gives_way_to_sh(
    box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = tmp_path / "bash"
    shutil.copy("/bin/sh", shell)
    monkeypatch.setenv("SHELL", str(shell))
    assert own_shell(box) == "/bin/sh"
    assert own_shell(Unboxed()) == str(shell)


def test_a_shell_that_dies_is_told(opened: Open, either: Box) -> None:
    with opened(either) as terminal:
        terminal.wait_for("~/work$")
        terminal.press("kill -9 $$", "enter")
        terminal.wait_until(lambda screen: "ended 137" in screen or "ended -9" in screen, "the end")
        terminal.press("on", "enter")
        assert terminal.wait_exit() == 0


def test_a_fork_bomb_in_the_shell_is_stopped(opened: Open, box: Box) -> None:
    with opened(box) as terminal:
        terminal.wait_for("~/work$")
        terminal.press("(while :; do sleep 60 & done)", "enter")
        terminal.wait_for("processes")
        assert "ended" in terminal.screen_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_ended_puts_the_terminal_back(opened: Open, either: Box, number: signal.Signals) -> None:
    with opened(either) as terminal:
        terminal.wait_for("~/work$")
        terminal.kill(number)
        assert terminal.wait_exit() == 128 + number
        assert terminal.is_sane()


def test_nothing_inside_can_type_into_the_learners_terminal(opened: Open, box: Box) -> None:
    inject = "import fcntl, termios; [fcntl.ioctl(0, termios.TIOCSTI, bytes([c])) for c in b'INJECTED']"
    with opened(box) as terminal:
        terminal.wait_for("~/work$")
        terminal.press(f'/usr/bin/python3 -c "{inject}" 2>&1 | tail -n 1; exit', "enter")
        terminal.wait_for("say:")
        terminal.press("mine", "enter")
        terminal.wait_for("said mine")


def test_kill_9_leaves_no_process_behind_in_a_sandbox(opened: Open, world: World, box: Box) -> None:
    with opened(box) as terminal:
        terminal.wait_for("~/work$")
        terminal.press("setsid sleep 600 & echo begun", "enter")
        terminal.wait_until(lambda screen: screen.count("begun") == 2, "the command to run")
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    deadline = monotonic() + 20  # the kernel takes them down, in its own time
    while (left := marked(world)) and monotonic() < deadline:
        select([], [], [], 0.02)
    assert left == []


def marked(world: World) -> list[Path]:
    """The processes whose environment names this world."""
    return [one for one in Path("/proc").glob("[0-9]*/environ") if world.root.encode() in contents(one)]


def contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
