"""However it ends, the terminal is left sane and every answer is kept."""

import signal
from collections.abc import Callable

import pytest
from e2e.terminal import Terminal


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_in_order(tutor: Callable[..., Terminal], number: signal.Signals, status: int) -> None:
    with tutor() as terminal:
        terminal.wait_for("Tea kit")
        terminal.kill(number)
        assert terminal.wait_exit() == status
        assert terminal.is_sane()


def test_ctrl_c_leaves_with_130(tutor: Callable[..., Terminal]) -> None:
    with tutor() as terminal:
        terminal.wait_for("Tea kit")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130
        assert terminal.is_sane()


def test_ctrl_c_ends_a_plain_session_with_130(tutor: Callable[..., Terminal]) -> None:
    with tutor("start", "git-rescue") as terminal:
        assert terminal.wait_exit() == 0
    with tutor("spare", "2m", "--plain") as terminal:
        terminal.wait_for("(enter)")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130


def test_kill_9_right_after_a_verdict_keeps_the_answer(tutor: Callable[..., Terminal]) -> None:
    with tutor() as terminal:
        terminal.wait_for("Tea kit")
        terminal.press("enter")
        terminal.wait_for("Bitter tea")
        terminal.press("enter")
        terminal.wait_for("Let the kettle")
        terminal.press("enter")
        terminal.wait_for("How hot")
        terminal.press("b")
        terminal.wait_for("✓ Right")
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
    with tutor("undo") as terminal:
        terminal.wait_for("Taken back: git-rescue/hot")
        assert terminal.wait_exit() == 0


def test_two_at_once_both_work(tutor: Callable[..., Terminal]) -> None:
    with tutor() as one, tutor() as other:
        for terminal in (one, other):
            terminal.wait_for("Tea kit")
            terminal.press("enter")
            terminal.wait_for("Bitter tea")
        for terminal in (one, other):
            terminal.press("enter")
            terminal.wait_for("Let the kettle")
            terminal.press("enter")
            terminal.wait_for("How hot")
        for terminal in (one, other):
            terminal.press("b")
            terminal.wait_for("✓ Right")
    with tutor("doctor") as terminal:
        terminal.wait_for("equal to what")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60)])
def test_any_size_of_window_works(tutor: Callable[..., Terminal], size: tuple[int, int]) -> None:
    with tutor(size=size) as terminal:
        terminal.wait_until(lambda text: "Tea" in text or "Learn" in text, "something to read")
        terminal.press("enter")
        terminal.wait_for("Tea without regret"[:12])
        terminal.resize(80, 24)
        terminal.wait_for("Bitter tea is a morning gone wrong.")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_on_a_narrow_terminal_no_word_of_a_plain_session_is_broken(tutor: Callable[..., Terminal]) -> None:
    with tutor("start", "git-rescue") as terminal:
        assert terminal.wait_exit() == 0
    with tutor("spare", "2m", "--plain", size=(30, 12)) as terminal:
        terminal.wait_for("Bitter tea is a morning gone")
        terminal.press("enter")
        terminal.wait_for("Green leaves are not roasted.")
        terminal.wait_for("Boiling water burns them.")
