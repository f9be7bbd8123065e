"""A question in a real terminal: how soon a key shows, and how soon the verdict is there, the answer being on disk."""

import os
import shutil
import time
from collections.abc import Iterator

from benches.figures import Figure, Outcome, Trial, median, p95
from benches.programs import TUTOR, environment
from benches.small import learnt, tutor
from benches.terminal import Terminal

ABOUT = {
    "keys": "moving the highlight among options: key to first byte",
    "verdict": "answer to verdict on screen, the answer synced to disk before",
}
DOWN, UP = b"\x1b[B", b"\x1b[A"
OPTIONS = 4
MOVES = 90
ANSWERS = 60
MINUTES = 60  # enough for them
ASKING, VERDICT = "How sure?", ("Right", "Not yet")


def keys(trial: Trial) -> Iterator[Outcome]:
    found: list[float] = []
    with _studying(trial) as terminal:
        terminal.press(DOWN)  # the first one puts the highlight on the first option
        terminal.settle()
        moves = [DOWN] * (OPTIONS - 1) + [UP] * (OPTIONS - 1)
        for number in range(trial.times(MOVES)):
            found.append(terminal.first_byte(terminal.press(moves[number % len(moves)])))
            terminal.settle(0.1)
    how = f"p95 of {len(found)} keys; {_spread(found)}"
    yield Figure("keys", "key to first byte", p95(found), "ms", how, at_most=25)


def verdict(trial: Trial) -> Iterator[Outcome]:
    found: list[float] = []
    with _studying(trial) as terminal:
        for number in range(trial.times(ANSWERS)):
            found.append(terminal.wait_for(*VERDICT, since=terminal.press(b"abcd"[number % OPTIONS :][:1])))
            terminal.settle(0.1)
            terminal.press(b"\r")
            terminal.wait_for(ASKING)
            terminal.settle(0.1)
    how = f"p95 of {len(found)} answers; {_spread(found)}; an fsync alone {_fsync(trial):.1f} ms"
    yield Figure("verdict", "answer to verdict, its fsync included", p95(found), "ms", how, at_most=60)


def _studying(trial: Trial) -> Terminal:
    """The program with a question on screen, and some hundred more to come."""
    made = learnt(trial, ("choice",), "choices")
    home = f"{made}.open"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(made, home)
    tutor(home, "settings", "minutes", str(MINUTES))  # reads the packs, too: in a copy they are others
    terminal = Terminal(TUTOR, environment(home), home)
    terminal.first_text()
    terminal.settle(0.5)
    terminal.press(b"\r")
    terminal.wait_for(ASKING)
    terminal.settle(0.5)
    return terminal


def _spread(found: list[float]) -> str:
    return f"median {median(found):.1f} ms, least {min(found):.1f} ms"


def _fsync(trial: Trial) -> float:
    """What the disk takes for the least that is durable: milliseconds for 4 KiB appended and synced."""
    path = os.path.join(trial.data, "fsync")
    passed = []
    with open(path, "wb", buffering=0) as file:
        for _ in range(50):
            start = time.perf_counter()
            file.write(b"\0" * 4096)
            os.fsync(file.fileno())
            passed.append((time.perf_counter() - start) * 1e3)
    os.remove(path)
    return median(passed)
