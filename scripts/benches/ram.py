"""How much memory the program takes with a lesson open, beside an empty Textual app."""

import os
import shutil
from collections.abc import Iterator

from benches.figures import Figure, Outcome, Skipped, Trial, median
from benches.programs import EMPTY_APP, TUTOR, environment
from benches.small import primed_home
from benches.terminal import Terminal

ABOUT = "VmRSS of the program with a lesson open, beside an empty Textual app"
RUNS = 5


def run(trial: Trial) -> Iterator[Outcome]:
    if not os.path.exists("/proc/self/status"):
        yield Skipped("ram", "this system has no /proc")
        return
    newcomer = primed_home(trial)
    ours, empty = [], []
    for _ in range(trial.times(RUNS)):
        empty.append(_empty(newcomer))
        ours.append(_lesson(newcomer))
    what = "VmRSS with a lesson open"
    yield Figure("ram", what, median(ours), "MiB", f"median of {len(ours)}, alternating", at_most=50)
    yield Figure("ram", "the same, beside the peer", median(ours), "MiB", "the same runs", "empty app", median(empty))


def _empty(home: str) -> float:
    with Terminal(EMPTY_APP, environment(home), home) as terminal:
        terminal.first_text()
        terminal.settle()
        return terminal.memory()


def _lesson(newcomer: str) -> float:
    """As a newcomer comes to it: enter starts the pack and opens its first lesson, enter again turns its page."""
    home = f"{newcomer}.lesson"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(newcomer, home)
    with Terminal(TUTOR, environment(home), home) as terminal:
        terminal.first_text()
        terminal.settle(0.5)
        for _ in range(2):
            terminal.press(b"\r")
            terminal.settle(0.5)
        return terminal.memory()
