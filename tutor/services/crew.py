"""Many small pieces of work on all processors: reading a large library takes half the time with two of them.

Not `concurrent.futures`: its processes outlive a parent that was killed, and wait for ever. Here the end of the parent
is the end of a pipe, and with it the end of its hands. Nor threads, which take turns at parsing; nor fork, since the
screens have threads.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, TypeVar

Job = TypeVar("Job")
Done = TypeVar("Done")

FEWEST = 200  # jobs; below, a hand would hardly be up before all is done
_A_CHUNK = 20  # jobs
_AHEAD = 2  # chunks that wait at each hand, so that none is idle while ours is worked on
_SERVE = "import sys; sys.path[:] = {path!r}; from tutor.services.crew import serve; serve({pipe})"


def shared_out(
    work: Callable[[Job], Done], jobs: Sequence[Job], hands: int | None = None
) -> Iterator[tuple[int, Done]]:
    """`work` done for each of `jobs`, as (its number, what came out), in no order.

    `work` is a function of a module; what goes in and out can be pickled, and it depends on nothing else in memory.
    `hands` is how many processes help: by default one for each further processor when there is enough to do. What a
    hand has not answered when it dies is done here.
    """
    chunks = [range(start, min(start + _A_CHUNK, len(jobs))) for start in reversed(range(0, len(jobs), _A_CHUNK))]
    with ExitStack() as leaving:
        crew = _hired(_spare_processors(len(jobs)) if hands is None else hands, leaving)
        while chunks or any(hand.waiting for hand in crew):
            for hand in crew:
                while chunks and hand.is_up and len(hand.waiting) < _AHEAD:
                    hand.give(work, chunks.pop(0), jobs)
            for hand in _with_answers(crew, None if not chunks else 0):
                yield from hand.answer()
                if not hand.is_up:
                    chunks += hand.waiting
                    hand.waiting.clear()
            if chunks:
                yield from [(number, work(jobs[number])) for number in chunks.pop()]


def serve(pipe: int) -> None:
    """What a hand does: the chunks that come through the pipe, until nobody is at its other end."""
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection = Connection(pipe)
        while True:
            work, chunk = connection.recv()
            connection.send([(number, work(job)) for number, job in chunk])


class _Hand:
    """A process that works on chunks. `waiting` are those that it has not answered, in the order they were given."""

    def __init__(self, pipe: "Connection[Any, Any]") -> None:
        self.pipe = pipe
        self.is_up = True
        self.waiting: list[range] = []

    def give(self, work: Callable[[Job], object], chunk: range, jobs: Sequence[Job]) -> None:
        self.waiting.append(chunk)
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: found out when it is asked
            self.pipe.send((work, [(number, jobs[number]) for number in chunk]))

    def answer(self) -> list[tuple[int, Any]]:
        """What came of the oldest chunk; nothing when the hand has died."""
        try:
            found: list[tuple[int, Any]] = self.pipe.recv()
        except (EOFError, ConnectionResetError):
            self.is_up = False
            return []
        del self.waiting[0]
        return found


def _spare_processors(jobs: int) -> int:
    if jobs < FEWEST:
        return 0
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable - 1, jobs // FEWEST)


def _hired(hands: int, leaving: ExitStack) -> list[_Hand]:
    """As many hands as can be had; they go when `leaving` is left."""
    crew = []
    for _ in range(hands):
        ours, theirs = Pipe()
        leaving.callback(ours.close)
        code = _SERVE.format(path=sys.path, pipe=theirs.fileno())
        with theirs:
            try:
                process = subprocess.Popen(
                    [sys.executable, "-I", "-c", code],
                    pass_fds=(theirs.fileno(),),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    process_group=0,  # ctrl-c is for us, who then let go of them
                )
            except OSError:  # no more processes are to be had: then there are fewer
                break
        leaving.callback(process.wait)
        leaving.callback(process.kill)
        crew.append(_Hand(ours))
    return crew


def _with_answers(crew: list[_Hand], patience: float | None) -> list[_Hand]:
    """The hands that have answered or died; None waits until one has."""
    asked = {hand.pipe: hand for hand in crew if hand.waiting}
    return [asked[pipe] for pipe in wait(list(asked), patience) if isinstance(pipe, Connection)] if asked else []
