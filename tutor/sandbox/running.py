"""Running one script of a pack: nobody to ask, no terminal, an end in sight, and nothing left behind."""

import os
import selectors
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from tutor.sandbox.boxes import Box, Bubblewrap
from tutor.sandbox.environment import environment
from tutor.sandbox.limits import Limits, Stop
from tutor.sandbox.watch import TICK, Watch, end_leftovers
from tutor.sandbox.world import World

_CHUNK = 65_536
_DRAIN_ROUNDS = 100
_INHERITED = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)  # what whoever starts us may have ignored


@dataclass(frozen=True, slots=True)
class Ran:
    """What a script came to. `out` and `err` are as far as they were read; `exit` is negative after a signal."""

    exit: int = 0
    out: str = ""
    err: str = ""
    stop: Stop = Stop.NONE


def run(world: World, box: Box, script: str, limits: Limits, *, strict: bool = False) -> Ran:
    """Run a shell script in the world's working folder; `strict` ends it at the first command that fails.

    Whatever it started has ended when this returns, or raises KeyboardInterrupt.
    """
    if not os.path.isdir(world.work):
        return Ran(exit=1, stop=Stop.GONE)
    shell = ("/bin/sh", "-ec" if strict else "-c", script)
    return _Running(world, box, limits, shell).run()


def bounded(limits: Limits, command: Sequence[str]) -> list[str]:
    """`command` with what the system itself can bound: the size of one file, and no core dumps."""
    blocks = max(1, limits.disk // 512)
    return [*_as_usual(), "/bin/sh", "-c", f'ulimit -c 0; ulimit -f {blocks}; exec "$@"', "sh", *command]


def _as_usual() -> list[str]:
    """Words before a command that give it the signals we were told to ignore, by nohup or the `&` of a script.

    A shell cannot take that back, and what a script says of signals would depend on who started the tutor.
    """
    ignored = [one for one in _INHERITED if signal.getsignal(one) is signal.SIG_IGN]
    env = _env_that_resets_signals() if ignored else ""
    return [env, f"--default-signal={','.join(one.name.removeprefix('SIG') for one in ignored)}"] if env else []


@cache
def _env_that_resets_signals() -> str:
    """Where the system's `env` is, if it can (GNU coreutils 8.31 or newer), else "". A world may lack it."""
    env = shutil.which("env")
    if env is None:
        return ""
    tried = subprocess.run([env, "--default-signal=HUP", "true"], capture_output=True, check=False)
    return "" if tried.returncode else env


class _Running:
    def __init__(self, world: World, box: Box, limits: Limits, command: Sequence[str]) -> None:
        self._world = world
        self._boxed = isinstance(box, Bubblewrap)
        self._limits = limits
        self._read: dict[int, bytearray] = {}
        told, telling = os.pipe() if self._boxed else (None, None)
        if told is not None:
            os.set_blocking(told, False)
        self._told = told
        try:
            words = bounded(limits, command)
            if isinstance(box, Bubblewrap):
                words = box.command(world, words, telling)
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(world, box),
                cwd="/" if self._boxed else world.work,
                start_new_session=True,
                pass_fds=() if telling is None else (telling,),
            )
        except BaseException:
            if told is not None:
                os.close(told)
            raise
        finally:
            if telling is not None:
                os.close(telling)

    def run(self) -> Ran:
        assert self._process.stdout and self._process.stderr
        stop = Stop.NONE
        try:
            with selectors.DefaultSelector() as selector:
                for stream in (self._process.stdout, self._process.stderr):
                    self._read[stream.fileno()] = bytearray()
                    selector.register(stream, selectors.EVENT_READ)
                stop = self._follow(selector)
                self._end()
                self._drain(selector)
        finally:
            self._end()
            with self._process:  # closes its streams
                pass
            if self._told is not None:
                os.close(self._told)
        out, err = (bytes(read[: self._limits.output]).decode(errors="replace") for read in self._read.values())
        return Ran(self._process.returncode, out, err, stop or self._world.over(self._limits))

    def _follow(self, selector: selectors.BaseSelector) -> Stop:
        """Read until the script has ended, or passes a limit."""
        watch = Watch(self._world, self._limits, self._told)
        while selector.get_map():
            self._take(selector, TICK)
            if any(len(read) > self._limits.output for read in self._read.values()):
                return Stop.OUTPUT
            if stop := watch.look():
                return stop
            if self._process.poll() is not None:
                return Stop.NONE  # a daemon may hold the streams open for ever
        while self._process.poll() is None:  # it closed its streams and goes on
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(TICK)
            if stop := watch.look():
                return stop
        return Stop.NONE

    def _take(self, selector: selectors.BaseSelector, seconds: float) -> bool:
        ready = selector.select(seconds)
        for key, _ in ready:
            data = os.read(key.fd, _CHUNK)
            self._read[key.fd] += data
            if not data:
                selector.unregister(key.fileobj)
        return bool(ready)

    def _drain(self, selector: selectors.BaseSelector) -> None:
        """Read what it wrote before it ended."""
        for _ in range(_DRAIN_ROUNDS):
            if not selector.get_map() or not self._take(selector, TICK):
                return
            if any(len(read) > self._limits.output for read in self._read.values()):
                return

    def _end(self) -> None:
        """End it with all that it started. Bubblewrap's processes die with it."""
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        if not self._boxed:
            end_leftovers(self._world)
