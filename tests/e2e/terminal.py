"""A real terminal to try the real program in: a pseudo-terminal that answers as one does, and a model of its screen.

Tests wait for what they expect to see, never for time:

    with Terminal(["tutor"]) as terminal:
        terminal.wait_for("I have")
        terminal.press("enter")
        terminal.wait_for("1 of 6")
        terminal.press("q")
        assert terminal.wait_exit() == 0
"""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from e2e.screen import MODES_AT_FIRST, Screen

TIMEOUT = 60.0  # seconds; long, because only a failing test waits for its end

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "ctrl+c": "\x03",
    "ctrl+d": "\x04",
    "ctrl+z": "\x1a",
}

# The terminal becomes the one that controls the program, so that ctrl+c and the hang-up arrive.
_TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""

_PATIENCE = 0.1  # seconds of silence before looking whether time is over


class Terminal:
    """Runs `argv` in a pseudo-terminal of `size` (columns, lines). Leaving the `with` ends it, whatever it does.

    `env` adds to this process's variables (None as a value takes one away). `output` is every byte the program wrote.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        cwd: str | os.PathLike[str] | None = None,
    ) -> None:
        self.output = b""
        self.screen = Screen(*size)
        self._closed = False
        self._master, slave = pty.openpty()
        self._set_size(*size)
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-IS", "-c", _TAKE_TERMINAL, *argv],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env=_environment(env or {}),
                cwd=cwd,
                start_new_session=True,
            )
        except BaseException:
            os.close(self._master)
            raise
        finally:
            os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # what it started, too
        self.process.wait()
        os.close(self._master)

    # What a person does

    def press(self, *keys: str) -> None:
        """Presses keys by their names (`enter`, `esc`, `down`, …); anything else is typed as it stands."""
        for key in keys:
            self.send(KEYS.get(key, key).encode())

    def send(self, data: bytes) -> None:
        """Writes bytes as if they were typed."""
        while data:
            data = data[os.write(self._master, data) :]

    def resize(self, columns: int, lines: int) -> None:
        """Makes the window larger or smaller, as a person does by dragging its corner."""
        self.screen.resize(columns, lines)
        self._set_size(columns, lines)

    def kill(self, number: signal.Signals) -> None:
        """Sends a signal to the program."""
        self.process.send_signal(number)

    # What a person sees

    def screen_text(self) -> str:
        """What stands on the screen, line by line, without trailing blanks."""
        return self.screen.text()

    def is_sane(self) -> bool:
        """Whether the terminal is as it was found: normal screen, cursor shown, nothing reported, keys echoed."""
        flags = termios.tcgetattr(self._master)[3]
        return self.screen.modes == MODES_AT_FIRST and bool(flags & termios.ECHO) and bool(flags & termios.ICANON)

    # Waiting

    def wait_for(self, text: str, timeout: float = TIMEOUT) -> str:
        """Waits until `text` stands on the screen (within one line); returns the screen."""
        return self.wait_until(lambda screen: text in screen, f"{text!r} to be shown", timeout)

    def wait_gone(self, text: str, timeout: float = TIMEOUT) -> str:
        """Waits until `text` no longer stands on the screen; returns the screen."""
        return self.wait_until(lambda screen: text not in screen, f"{text!r} to go", timeout)

    def wait_until(self, holds: Callable[[str], bool], what: str, timeout: float = TIMEOUT) -> str:
        """Waits until `holds(screen_text)`; fails with the screen when time is over or the program has ended."""
        deadline = time.monotonic() + timeout
        while not holds(self.screen_text()):
            if self._read(_PATIENCE):
                continue
            if self._closed or time.monotonic() >= deadline:
                why = "the program ended" if self._closed else f"{timeout:g} s passed"
                raise AssertionError(f"{why} while waiting for {what}; the screen:\n{self.screen_text()}")
        return self.screen_text()

    def wait_quiet(self, seconds: float = 0.5) -> str:
        """Waits until nothing was painted for `seconds`: for a picture. A test waits for what it expects instead."""
        while self._read(seconds):
            pass
        return self.screen_text()

    def wait_exit(self, timeout: float = TIMEOUT) -> int:
        """Waits until the program ends; its exit status, or minus the number of the signal that ended it."""
        deadline = time.monotonic() + timeout
        while self.process.poll() is None:
            if time.monotonic() >= deadline:
                raise AssertionError(f"still running after {timeout:g} s; the screen:\n{self.screen_text()}")
            if self._closed:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(_PATIENCE)
            self._read(_PATIENCE)
        while self._read(0):
            pass
        return self.process.wait()

    def _read(self, patience: float) -> bool:
        """Takes in what the program wrote, waiting up to `patience` seconds for it; False when there was nothing."""
        if self._closed or not select.select([self._master], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # how Linux tells that the last program has let go of the terminal
            data = b""
        if not data:
            self._closed = True
            return False
        self.output += data
        self.send(self.screen.feed(data))
        return True

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    said = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    env: dict[str, str | None] = {**os.environ, **said, **changes}
    return {name: value for name, value in env.items() if value is not None}
