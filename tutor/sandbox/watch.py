"""Looking after a command while it runs: what it takes of disk and processes; ending it with all that it started."""

import json
import os
import signal
import time

from tutor.sandbox.limits import Limits, Stop
from tutor.sandbox.world import MARK, World

TICK = 0.05  # seconds between two looks, at least
_SHARE = 5  # a look that takes long is followed by a pause so many times as long
_ROUNDS = 20


class Watch:
    """Looks at a world's disk and processes every so often. `told`: where Bubblewrap tells its first process."""

    def __init__(self, world: World, limits: Limits, told: int | None) -> None:
        self._world = world
        self._limits = limits
        self._told = told
        self._first = 0
        self._began = time.monotonic()
        self._next = self._began + TICK

    def look(self) -> Stop:
        """Which limit is passed. Cheap when it is called too soon."""
        if self._limits.off.is_set():
            return Stop.OFF
        now = time.monotonic()
        if self._limits.seconds is not None and now - self._began > self._limits.seconds:
            return Stop.TIME
        if now < self._next:
            return Stop.NONE
        stop = Stop.PROCESSES if self._processes() > self._limits.processes else self._world.over(self._limits)
        after = time.monotonic()
        self._next = after + max(TICK, _SHARE * (after - now))
        return stop

    def _processes(self) -> int:
        """How many processes the box holds, by its own /proc; 0 where that cannot be seen."""
        if self._told is None:
            return 0
        try:
            if not self._first:
                self._first = int(json.loads(os.read(self._told, 4096))["child-pid"])
            root = f"/proc/{self._first}/root"
            if os.path.samefile(root, "/"):
                return 0  # its walls do not stand yet
            return sum(name.isdigit() for name in os.listdir(f"{root}/proc"))
        except (OSError, ValueError, LookupError, TypeError):
            return 0


def end_leftovers(world: World) -> None:
    """End whatever still runs for this world: daemons, and what outlived a program that was killed.

    They are known by a variable in their environment; on systems without /proc none is found.
    """
    mark = f"{MARK}={world.root}".encode()
    for _ in range(_ROUNDS):  # one may start another meanwhile
        found = [process for process in _processes() if mark in _environment(process)]
        if not found:
            return
        for process in found:
            try:
                os.kill(process, signal.SIGKILL)
            except OSError:
                continue
        time.sleep(0.01)


def _processes() -> list[int]:
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
    except OSError:
        return []


def _environment(process: int) -> list[bytes]:
    try:
        with open(f"/proc/{process}/environ", "rb") as file:
            return file.read().split(b"\0")
    except OSError:
        return []  # of somebody else, or gone; of a zombie it is empty
