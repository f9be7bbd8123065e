"""`tutor due` as a shell prompt asks it: the whole process, beside a Python that does nothing."""

from collections.abc import Iterator

from benches.figures import Figure, Outcome, Trial, alternating, median
from benches.programs import NOTHING, TUTOR, environment, milliseconds
from benches.small import learnt, tutor
from benches.writing import KINDS

ABOUT = "`tutor due`, the whole process, beside `python -c pass`, a few hundred questions learnt"
RUNS = 41


def run(trial: Trial) -> Iterator[Outcome]:
    home = learnt(trial, KINDS, "learnt")
    env = environment(home)
    nothing, ours = alternating(
        trial,
        RUNS,
        lambda: milliseconds(NOTHING, env, home),
        lambda: milliseconds((*TUTOR, "due"), env, home),
    )
    said = tutor(home, "due").splitlines()[0].rstrip(":")
    how = f"median of {len(ours)}, alternating, least {min(ours):.0f} beside {min(nothing):.0f}"
    yield Figure("due", f"tutor due ({said})", median(ours), "ms", how, "python -c pass", median(nothing), at_most=6)
