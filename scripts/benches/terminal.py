"""A pseudo-terminal that answers as a terminal does and notes when bytes arrive; what they draw is not worked out.

The same principle as `pty_first_frame.py` and `pty_key_latency.py` of the shared measuring scripts.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

FIRST_TEXT = 40  # printable characters that count as a first frame
PATIENCE = 30.0  # seconds until a program that shows nothing is given up

_SEQUENCE = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|P.*?\x1b\\|[()][A-Z0-9]|[=>78cM])", re.S)
_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b[?u", b"\x1b[?0u"),
)


class Silence(Exception):
    """The program did not show what was waited for."""


class Terminal:
    """Runs a program in a pseudo-terminal; leaving the `with` kills it."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], cwd: str, size: tuple[int, int] = (80, 24)
    ) -> None:
        self._output = b""
        self._answered: set[bytes] = set()
        self._started = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            os.execve(command[0], list(command), dict(env))
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._handle)

    def first_text(self) -> float:
        """Milliseconds from the start of the program to its first frame with text."""
        while len(re.sub(r"\s", "", self.text())) < FIRST_TEXT:
            self._read_on("a first frame")
        return (time.perf_counter() - self._started) * 1e3

    def press(self, keys: bytes) -> float:
        """Send keys, forget what was shown before; the moment, for `since`."""
        self._output = b""
        moment = time.perf_counter()
        os.write(self._handle, keys)
        return moment

    def first_byte(self, since: float) -> float:
        """Milliseconds from `since` to the first byte that the program sends."""
        while not self._output:
            self._read_on("a repaint")
        return (time.perf_counter() - since) * 1e3

    def last_byte(self, since: float, quiet: float) -> float:
        """Milliseconds from `since` to the last byte before `quiet` seconds of silence."""
        self.first_byte(since)
        passed = time.perf_counter() - since
        while self._read(quiet):
            passed = time.perf_counter() - since
        return passed * 1e3

    def wait_for(self, *texts: str, since: float = 0.0) -> float:
        """Wait until one of `texts` was sent after the last key; milliseconds from `since`."""
        while not any(text in self.text() for text in texts):
            self._read_on(" or ".join(map(repr, texts)))
        return (time.perf_counter() - since) * 1e3

    def settle(self, quiet: float = 0.15) -> None:
        """Read until nothing came for `quiet` seconds."""
        while self._read(quiet):
            pass

    def text(self) -> str:
        """What was sent since the last key, escape sequences left out."""
        return _SEQUENCE.sub(b"", self._output).decode("utf-8", "ignore")

    def memory(self) -> float:
        """VmRSS of the program, MiB."""
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

    def busy(self) -> float:
        """CPU that the program has used so far, milliseconds, as fine as the system counts it."""
        with open(f"/proc/{self.pid}/stat") as stat:
            user, system = stat.read().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) * 1e3 / os.sysconf("SC_CLK_TCK")

    def _read_on(self, what: str) -> None:
        if not self._read(PATIENCE):
            raise Silence(f"waited for {what}; shown was: {self.text()[-2000:]!r}")

    def _read(self, patience: float) -> bool:
        if not select.select([self._handle], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._handle, 65536)
        except OSError:  # the program has ended
            data = b""
        if not data:
            raise Silence(f"the program ended; shown was: {self.text()[-2000:]!r}")
        self._output += data
        for question, answer in _ANSWERS:
            if question in data and question not in self._answered:
                self._answered.add(question)
                os.write(self._handle, answer)
        return True
