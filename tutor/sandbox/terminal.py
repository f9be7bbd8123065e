"""A shell on the learner's terminal, in a terminal of its own behind it.

All that passes is copied between the two. So nothing inside can type into the learner's terminal (TIOCSTI), take it
over, or leave it in the hands of a process group that is gone: a shell in its own process namespace would otherwise do
the last at every exit, and whoever comes back would hang.
"""

import fcntl
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
import tty
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Any

from tutor.sandbox.boxes import Box, Bubblewrap
from tutor.sandbox.limits import Limits, Stop
from tutor.sandbox.running import bounded
from tutor.sandbox.watch import TICK, Watch, end_leftovers
from tutor.sandbox.world import World

_CHUNK = 65_536
_KILLED = 128  # a shell's status from here on: a signal ended it
_LAST_WORDS = 2.0  # seconds between closing the terminal and the end
# Opening a terminal makes it the session's own; then the command takes the place of this shell.
_TAKE_TERMINAL = 'exec "$@" <>"$0" >&0 2>&1'
# What programs may have left switched on: the other screen, pasting in brackets, reports of the mouse, no cursor.
_AS_FOUND = b"\x1b[?1047l\x1b[?2004l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1l\x1b>\x1b[?25h\x1b[0m"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a shell ended: its status (negative after a signal), after how many seconds, and what it was stopped by.

    `typed`: whether anything was typed in it.
    """

    exit: int
    seconds: float
    typed: bool
    stop: Stop = Stop.NONE


def has_terminal() -> bool:
    """Whether there is a terminal to open a shell on."""
    try:
        return os.isatty(sys.__stdin__.fileno()) and os.isatty(sys.__stdout__.fileno())  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        return False


def open_shell(world: World, box: Box, command: Sequence[str], env: Mapping[str, str], limits: Limits) -> Ended:
    """Run an interactive command on the terminal of this process until it ends; the terminal is then as it was."""
    began = time.monotonic()
    with _raw(0) as settings, _started(world, box, bounded(limits, command), env, settings) as (process, master, told):
        try:
            stop, typed = _copy(process, master, Watch(world, limits, told))
            status = _end(process)
        except BaseException:
            _as_found()
            raise
        if stop or not 0 <= status < _KILLED:
            _as_found()
    return Ended(status, time.monotonic() - began, typed, stop)


@contextmanager
def _started(
    world: World, box: Box, command: Sequence[str], env: Mapping[str, str], settings: list[Any]
) -> Iterator[tuple["subprocess.Popen[bytes]", int, int | None]]:
    """The command on a new terminal: its process, the near end, and where Bubblewrap tells its first process.

    All that it started has ended when the block does.
    """
    told, telling = os.pipe() if isinstance(box, Bubblewrap) else (None, None)
    master, slave = os.openpty()
    process: subprocess.Popen[bytes] | None = None
    try:
        termios.tcsetattr(slave, termios.TCSANOW, settings)
        _copy_size(master)
        if isinstance(box, Bubblewrap):
            # Its leader must be inside, or shells that put the foreground back as they found it fail at that.
            setsid = shutil.which("setsid", path=box.path)
            words = box.command(world, [setsid, "-c", *command] if setsid else command, telling)
        else:
            words = ["/bin/sh", "-c", _TAKE_TERMINAL, os.ttyname(slave), *command]
        try:
            process = subprocess.Popen(
                words,
                stdin=slave,
                stdout=slave,
                stderr=slave,
                env=dict(env),
                cwd="/" if isinstance(box, Bubblewrap) else world.work,
                start_new_session=True,
                pass_fds=() if telling is None else (telling,),
            )
        finally:
            os.close(slave)
        if told is not None:
            os.set_blocking(told, False)
        yield process, master, told
    finally:
        if process is not None:
            _end(process)
        for handle in (master, told, telling):
            if handle is not None:
                os.close(handle)
        if not isinstance(box, Bubblewrap):
            end_leftovers(world)


def _as_found() -> None:
    """Switch off what programs that were ended in the middle left switched on."""
    with suppress(OSError):
        _write_all(_AS_FOUND)


def _end(process: "subprocess.Popen[bytes]") -> int:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _copy(process: "subprocess.Popen[bytes]", master: int, watch: Watch) -> tuple[Stop, bool]:
    """Copy what is typed in and what is written out until the shell has ended, or passes a limit.

    Gives what it was stopped by, and whether anything was typed.
    """
    waiting = b""  # typed, and not yet taken by the shell
    open_in = True
    any_typed = False
    while True:
        ready, writable, _ = select.select([master, *([0] if open_in else [])], [master] if waiting else [], [], TICK)
        if master in ready:
            data = _read(master)
            if not data:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_LAST_WORDS)
                return Stop.NONE, any_typed
            _write_all(data)
        if writable:
            waiting = waiting[os.write(master, waiting[:1024]) :]
        if 0 in ready:
            typed = _read(0)
            open_in = bool(typed)
            any_typed = any_typed or open_in
            waiting += typed
        if not ready:
            if process.poll() is not None or not open_in:
                return Stop.NONE, any_typed
            _copy_size(master)
        if stop := watch.look():
            return stop, any_typed


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, _CHUNK)
    except OSError:  # Linux says EIO when the other end of a terminal is closed
        return b""


def _write_all(data: bytes) -> None:
    while data:
        data = data[os.write(1, data) :]


def _copy_size(master: int) -> None:
    """Give the inner terminal the size of the outer one; its programs are told when that changes."""
    with suppress(OSError):
        columns, lines = os.get_terminal_size(1)
        size = struct.pack("HHHH", lines, columns, 0, 0)
        if fcntl.ioctl(master, termios.TIOCGWINSZ, b"\0" * 8) != size:
            fcntl.ioctl(master, termios.TIOCSWINSZ, size)


@contextmanager
def _raw(handle: int) -> Iterator[list[Any]]:
    """The terminal without a mind of its own, and afterwards as it was; gives its settings from before."""
    settings = termios.tcgetattr(handle)
    with _leaving_properly():
        try:
            tty.setraw(handle, termios.TCSADRAIN)
            yield settings
        finally:
            termios.tcsetattr(handle, termios.TCSADRAIN, settings)


@contextmanager
def _leaving_properly() -> Iterator[None]:
    """SIGTERM and SIGHUP pass through `finally`, so that the terminal is put back. Signals are the main thread's."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
