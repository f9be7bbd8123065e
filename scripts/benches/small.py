"""Small homes: a newcomer's, one where the first pack is begun, and one where some hundred questions were learnt."""

import os

from benches.figures import Trial
from benches.homes import kept_history, kept_packs
from benches.programs import TUTOR, environment, run
from tutor.settings import NEWCOMER_PACK


def primed_home(trial: Trial) -> str:
    """A newcomer's home after one look at what there is: nothing is started, the packs were read."""
    home = os.path.join(trial.data, "newcomer")
    os.makedirs(home, exist_ok=True)
    tutor(home, "packs")
    return home


def begun_home(trial: Trial) -> str:
    """A home in which the shipped pack is started."""
    home = os.path.join(trial.data, "begun")
    os.makedirs(home, exist_ok=True)
    tutor(home, "start", NEWCOMER_PACK)
    return home


def learnt(trial: Trial, kinds: tuple[str, ...], name: str) -> str:
    """A home with a few hundred questions of these kinds learnt, most of them due on the day it is made and later."""
    home = os.path.join(trial.data, f"{name}-{trial.size(400, 40)}")
    packs = kept_packs(home, 2, trial.size(10, 2), trial.size(20, 10), kinds)
    kept_history(home, packs, due=0.9)
    tutor(home, "packs")
    return home


def tutor(home: str, *words: str) -> str:
    """What the tutor prints in that home."""
    return run([*TUTOR, *words], environment(home), home)[0]
