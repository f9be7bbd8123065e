"""Looking up on screen, in a real terminal: how soon every key's answers are there, and how soon an aid is open."""

import os
from collections.abc import Iterator

from benches.aids import DATA
from benches.figures import Figure, Outcome, Skipped, Trial, median, p95
from benches.homes import places_in
from benches.lookup import home_of
from benches.programs import TUTOR, environment, run as ran
from benches.terminal import Terminal

ABOUT = "`/` on screen with 10,000 and 100,000 aids: key to answers, and to an open aid of 40 lines"
SIZES = ((10_000, 60), (100_000, 120))  # aids, and the milliseconds that a key may take
TYPED = ("list files in a directory", "create branch", "comprss a folder", "restart the service", "disk usage")
QUIET = 0.15  # seconds without a byte: all is painted
OPENED = 20
LINES = 40
LONG = "the long way round"


def run(trial: Trial) -> Iterator[Outcome]:
    if not os.path.isdir(DATA):
        yield Skipped("typing", f"the pages are not in {DATA}")
        return
    for size, bound in SIZES[: trial.size(len(SIZES), 1)]:
        home = home_of(trial, trial.size(size, 40))
        _write_long(home)
        ran([*TUTOR, "packs"], environment(home), home)  # reads the packs
        with Terminal(TUTOR, environment(home), home, (120, 40)) as terminal:
            terminal.first_text()
            terminal.settle(1)
            found = [passed for words in TYPED[: trial.size(len(TYPED), 1)] for passed in _typed(terminal, words)]
            how = f"p95 of {len(found)} keys, to the last byte; the median one {median(found):.0f} ms"
            yield Figure("typing", f"key to answers, {size:,} aids", p95(found), "ms", how, at_most=bound)
            if size == SIZES[0][0]:
                opened = [_opened(terminal) for _ in range(trial.times(OPENED))]
                how = f"median of {len(opened)}, enter to the aid on screen"
                yield Figure("typing", f"opening an aid of {LINES} lines", median(opened), "ms", how, at_most=100)


def _typed(terminal: Terminal, words: str) -> Iterator[float]:
    """The milliseconds of each key, from `/` until all of the words stand there."""
    _look_up(terminal)
    for letter in words:
        yield terminal.last_byte(terminal.press(letter.encode()), QUIET)
    _leave(terminal)


def _opened(terminal: Terminal) -> float:
    _look_up(terminal)
    terminal.press(LONG.encode())
    terminal.settle(0.5)
    passed = terminal.wait_for(f"0 of {LINES}", since=terminal.press(b"\r"))
    _leave(terminal)
    return passed


def _look_up(terminal: Terminal) -> None:
    terminal.press(b"/")
    terminal.settle(0.5)


def _leave(terminal: Terminal) -> None:
    terminal.press(b"\x1b")
    terminal.settle(0.5)


def _write_long(home: str) -> None:
    """An aid of 40 lines, which the words LONG find."""
    folder = os.path.join(places_in(home).installed, "long")
    if not os.path.exists(folder):
        os.makedirs(os.path.join(folder, "aids"))
        lines = "\n".join(f"- [ ] Step {n}: `run --step {n}` and look at what it says" for n in range(LINES))
        front = f"title: {LONG.capitalize()}\naid: checklist\nasks: [{LONG}]\n"
        with open(os.path.join(folder, "pack.yaml"), "w", encoding="utf-8") as file:
            file.write("format: 1\npack: long\ntitle: Long\n")
        with open(os.path.join(folder, "aids", "long.md"), "w", encoding="utf-8") as file:
            file.write(f"---\n{front}---\n{lines}\n")
