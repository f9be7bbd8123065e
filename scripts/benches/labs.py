"""How long a lab takes from the command to its prompt, and how long it takes to run every lab that ships."""

import glob
import os
import shutil
import time
from collections.abc import Iterator

from benches.figures import Figure, Outcome, Skipped, Trial, median
from benches.homes import places_in
from benches.programs import ROOT, TUTOR, environment, run as run_program
from benches.terminal import Terminal

ABOUT = "from `tutor lab ID` to the prompt of a shell in its world; `tutor check --labs` on every lab that ships"
RUNS = 5
_PROMPT = "~/work$"


def run(trial: Trial) -> Iterator[Outcome]:
    from tutor.services.lab_worlds import no_sandbox

    if why := no_sandbox():
        yield Skipped("labs", why)
        return
    home = os.path.join(trial.data, "labs")
    shutil.rmtree(home, ignore_errors=True)
    env = environment(home, {"SHELL": "/bin/bash"})
    os.makedirs(home)
    run_program([*TUTOR, "packs"], env, home)  # the catalog is there, as with everybody
    labs = sorted(glob.glob(os.path.join(ROOT, "content", "*", "labs", "*.md")))
    with_git = [path for path in labs if f"{os.sep}git-rescue{os.sep}" in path]
    names = [os.path.basename(path).removesuffix(".md") for path in with_git][: trial.size(len(with_git), 1)]
    slowest = max((median([_to_prompt(home, env, name) for _ in range(trial.times(RUNS))]), name) for name in names)
    what = f"`tutor lab` to its prompt, the slowest of {len(names)} with git"
    yield Figure("labs", what, slowest[0], "ms", f"median of {trial.times(RUNS)}: {slowest[1]}", at_most=1000)
    if trial.small:
        labs = labs[-1:]
    folders = sorted({os.path.dirname(os.path.dirname(path)) for path in labs})
    times = [run_program([*TUTOR, "check", "--labs", *folders], env, home)[1] for _ in range(trial.times(3))]
    what = f"`tutor check --labs`, {len(labs)} labs"
    yield Figure("labs", what, median(times) / 1e3, "s", f"median of {len(times)}", at_most=30)


def _to_prompt(home: str, env: dict[str, str], name: str) -> float:
    """The milliseconds from the start of the program until its shell waits for a word, in a new world."""
    shutil.rmtree(places_in(home).worlds, ignore_errors=True)
    since = time.perf_counter()
    with Terminal((*TUTOR, "lab", name, "--afresh"), env, home) as terminal:
        return terminal.wait_for(_PROMPT, since=since)
