"""The pseudo-terminal of the story tests, tried on programs whose behaviour is known."""

import os
import select
import signal
import sys

import pytest
from e2e.screen import Screen
from e2e.terminal import Terminal
from hypothesis import given, strategies as st


def python(code: str) -> list[str]:
    return [sys.executable, "-c", "import os, signal, sys, time\n" + code]


# Writes a question in raw mode and shows the answer it gets.
ASK = """
import termios, tty
tty.setraw(0)
os.write(1, sys.argv[1].encode())
answer = b""
while not answer.endswith(sys.argv[2].encode()):
    answer += os.read(0, 100)
print("answer", ascii(answer), end="\\r\\n")
"""


def test_what_is_typed_is_shown() -> None:
    with Terminal(["cat"]) as terminal:
        terminal.press("h", "i", "enter")
        assert terminal.wait_until(lambda screen: screen.count("hi") == 2, "the echo and the answer") == "hi\nhi"


def test_exit_status_is_told() -> None:
    with Terminal(python("print('bye'); sys.exit(3)")) as terminal:
        assert terminal.wait_exit() == 3
        assert terminal.screen_text() == "bye"


def test_signal_arrives_and_is_told() -> None:
    with Terminal(["cat"]) as terminal:
        terminal.press("x")
        terminal.wait_for("x")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == -signal.SIGTERM


def test_ctrl_c_interrupts() -> None:
    with Terminal(python("print('ready', flush=True); time.sleep(60)")) as terminal:
        terminal.wait_for("ready")
        terminal.press("ctrl+c")
        terminal.wait_for("KeyboardInterrupt")
        assert terminal.wait_exit() == -signal.SIGINT


def test_program_sees_a_terminal_of_that_size() -> None:
    code = "print(*os.get_terminal_size(), os.isatty(0), os.environ['TERM'], os.environ.get('GONE'), os.getcwd())"
    with Terminal(python(code), size=(40, 12), env={"TERM": "dumb", "GONE": None}, cwd="/") as terminal:
        terminal.wait_for("40 12 True dumb None /")


def test_resize_is_noticed() -> None:
    code = """
signal.signal(signal.SIGWINCH, lambda *_: print(*os.get_terminal_size(), flush=True))
print("ready", flush=True)
while True: signal.pause()
"""
    with Terminal(python(code)) as terminal:
        terminal.wait_for("ready")
        terminal.resize(100, 30)
        terminal.wait_for("100 30")


@pytest.mark.parametrize(
    ("question", "end", "answer"),
    [
        (r"\x1b[c", "c", r"\x1b[?62;22c"),
        (r"\x1b[?2026$p", "y", r"\x1b[?2026;2$y"),
        (r"\x1b[?2048$p", "y", r"\x1b[?2048;0$y"),
        (r"\x1b[?u", "u", r"\x1b[?0u"),
        (r"\x1b[5;7H\x1b[6n", "R", r"\x1b[5;7R"),
    ],
)
def test_answers_as_a_terminal(question: str, end: str, answer: str) -> None:
    asked = question.encode().decode("unicode_escape")
    with Terminal([*python(ASK), asked, end]) as terminal:
        terminal.wait_for(f"answer b'{answer}'")


@given(st.lists(st.integers(1, 8)))
def test_sequences_show_nothing_in_pieces_of_any_size(sizes: list[int]) -> None:
    screen = Screen(80, 24)
    rest = "a\x1b[1;31mb\x1b]0;title\x07c\x1b[>4;1md\x1b[4:3me\x1b[?2026hf\x1b(Bg\x1bP+q\x1b\\\xe9\x1b[2Ch".encode()
    for size in sizes:
        screen.feed(rest[:size])
        rest = rest[size:]
    screen.feed(rest)
    assert screen.text() == "abcdefg\xe9  h"


def test_alternate_screen_comes_and_goes() -> None:
    code = r"print('below'); print('\x1b[?1049h\x1b[Habove', flush=True); input(); print('\x1b[?1049l', end='after')"
    with Terminal(python(code)) as terminal:
        assert "below" not in terminal.wait_for("above")
        assert not terminal.is_sane()
        terminal.press("enter")
        terminal.wait_exit()
        assert terminal.screen_text() == "below\nafter"
        assert terminal.is_sane()


@pytest.mark.parametrize(
    "mess", [r"os.write(1, b'\x1b[?25l')", r"os.write(1, b'\x1b[?1003h')", r"os.write(1, b'\x1b[>1u')", "tty.setraw(0)"]
)
def test_a_terminal_left_in_disorder_is_noticed(mess: str) -> None:
    with Terminal(python("import tty\n" + mess)) as terminal:
        terminal.wait_exit()
        assert not terminal.is_sane()


def test_waiting_in_vain_shows_the_screen() -> None:
    with Terminal(python("print('something else', flush=True); input()")) as terminal:
        terminal.wait_for("something else")
        with pytest.raises(AssertionError, match=r"(?s)'never' to be shown.*something else"):
            terminal.wait_for("never", timeout=0.2)
        with pytest.raises(AssertionError, match="still running"):
            terminal.wait_exit(timeout=0.2)


def test_waiting_ends_with_the_program() -> None:
    with Terminal(python("print('last words')")) as terminal, pytest.raises(AssertionError, match="program ended"):
        terminal.wait_for("never")


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waiting for another's child needs Linux")
def test_leaving_ends_the_program_and_its_children() -> None:
    code = "import subprocess\nprint('child', subprocess.Popen(['sleep', '600']).pid, '.', flush=True)\ntime.sleep(600)"
    with Terminal(python(code)) as terminal:
        child = os.pidfd_open(int(terminal.wait_for(".").split()[1]))
    ended = select.select([child], [], [], 20)[0]
    os.close(child)
    assert ended
