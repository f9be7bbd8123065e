"""From starting `tutor` in a real terminal to its first text, beside an empty Textual app."""

import os
import shutil
from collections.abc import Iterator

from benches.figures import Figure, Outcome, Trial, alternating, median
from benches.programs import EMPTY_APP, ROOT, TUTOR, environment
from benches.small import begun_home, primed_home
from benches.terminal import Terminal

ABOUT = "`tutor` to first text in a real terminal, all shipped packs installed, beside an empty Textual app"
RUNS = 15


def run(trial: Trial) -> Iterator[Outcome]:
    begun = begun_home(trial)
    newcomer = primed_home(trial)
    bare = os.path.join(trial.data, "bare")

    def very_first() -> float:
        shutil.rmtree(bare, ignore_errors=True)
        os.makedirs(bare)
        return first_text(TUTOR, bare)

    empty, ours, new, first = alternating(
        trial,
        RUNS,
        lambda: first_text(EMPTY_APP, begun),
        lambda: first_text(TUTOR, begun),
        lambda: first_text(TUTOR, newcomer),
        very_first,
    )
    how = f"median of {len(ours)}, alternating, least {min(ours):.0f} beside {min(empty):.0f}"
    for what, values, bound in (
        ("first text, a learner's home", ours, 1.5),
        ("first text, a newcomer's home", new, 1.5),
        ("first text, the very first start: reads packs", first, None),
    ):
        yield Figure("start", what, median(values), "ms", how, "empty app", median(empty), at_most=bound)
        how = "the same runs"


def first_text(command: tuple[str, ...], home: str) -> float:
    with Terminal(command, environment(home), home if command is not EMPTY_APP else ROOT) as terminal:
        return terminal.first_text()
