"""A hundred thousand questions, a million events: the first question of a fresh process, answers a second, rebuilding.

The packs are files that the real build has read, the history is inserted in bulk and worked out by the real rebuild.
Both stay in the data folder. The peer is the Anki library (`anki_bench.py` of the shared measuring scripts) on 100,000
notes, half of them due; ANKI_PYTHON names a Python in whose environment pip has installed `anki`.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

from benches.figures import Figure, Outcome, Skipped, Trial, median
from benches.homes import kept_history, kept_packs, places_in
from benches.programs import PYTHON, SHARED, environment

ABOUT = {
    "big": "100,000 questions, half of them due, 1,000,000 events: import, open, first question, beside Anki",
    "answers": "durable answers a second on that store, the next question included, beside Anki",
    "rebuild": "working out all that is known from 1,000,000 events",
}
PACKS = 20
RUNS = 5
ANSWERS = 1000
NOTES = 100_000
SCRIPT = os.path.join(SHARED, "bench", "anki_bench.py")

Values = dict[str, float]


def big(trial: Trial) -> Iterator[Outcome]:
    home = store(trial)
    peer = Anki.found(trial)
    ours: list[Values] = []
    theirs: list[Values] = []
    _inside("first", home)  # does not count: the copy of the journal is taken into use
    for _ in range(trial.times(RUNS)):
        ours.append(_inside("first", home))
        if isinstance(peer, Anki):
            theirs.append(peer.measured())
    parts = ("import_ms", "open_ms", "first_ms")
    split = " + ".join(f"{median([one[part] for one in ours]):.0f}" for part in parts)
    yield from _beside(
        "big",
        "import + open + first question",
        [sum(one[part] for part in parts) for one in ours],
        "ms",
        f"{split}; {median([one['cpu_ms'] for one in ours]):.0f} ms of CPU, interpreter included; "
        f"{ours[0]['due']:,.0f} due; {median([one['memory_mib'] for one in ours]):.0f} MiB",
        peer,
        [one["import_ms"] + one["open_ms"] + one["queue_first_ms"] for one in theirs],
        more_is_better=False,
    )


def answers(trial: Trial) -> Iterator[Outcome]:
    home = store(trial)
    peer = Anki.found(trial)
    count = trial.size(ANSWERS, 20)
    ours: list[Values] = []
    theirs: list[Values] = []
    for _ in range(trial.times(RUNS)):
        ours.append(_afresh(home, "answers", str(count)))
        if isinstance(peer, Anki):
            theirs.append(peer.measured())
    typical = median([one["typical_ms"] for one in ours])
    yield from _beside(
        "answers",
        f"{count:,} answers, each durable, next question shown",
        [one["answers_per_s"] for one in ours],
        "/s",
        f"the median one {typical:.1f} ms",
        peer,
        [one["answers_per_s"] for one in theirs],
        more_is_better=True,
    )


def rebuild(trial: Trial) -> Iterator[Outcome]:
    home = store(trial)
    found = [_afresh(home, "rebuild") for _ in range(trial.times(1))]
    events, equal = found[0]["events"], all(one["equal"] for one in found)
    seconds = median([one["seconds"] for one in found])
    busy = median([one["cpu_seconds"] for one in found])
    how = (
        f"{events / seconds:,.0f} events/s, {busy:.1f} s of CPU, {found[0]['memory_mib']:.0f} MiB, {len(found)} run(s)"
    )
    yield Figure(
        "rebuild", f"{events:,.0f} events", seconds, "s", how + ("" if equal else "; NOT EQUAL to the answers")
    )


def _beside(
    row: str,
    what: str,
    ours: list[float],
    unit: str,
    note: str,
    peer: "Anki | Skipped",
    theirs: list[float],
    *,
    more_is_better: bool,
) -> Iterator[Outcome]:
    how = f"median of {len(ours)}{', alternating' if theirs else ''}; {note}"
    if not theirs:
        yield Figure(row, what, median(ours), unit, how)
        assert isinstance(peer, Skipped)
        yield Skipped(row, f"the peer: {peer.why}")
        return
    bound = {"at_least": 1.0} if more_is_better else {"at_most": 1.0}
    yield Figure(row, what, median(ours), unit, how, "Anki", median(theirs), **bound)


class Anki:
    """The peer: its own script, run in its own environment, on a collection that is made once."""

    def __init__(self, python: str, folder: str, notes: int) -> None:
        self._python, self._folder, self._notes = python, folder, notes

    @classmethod
    def found(cls, trial: Trial) -> "Anki | Skipped":
        """Anki with its collection made, or why there is none."""
        python = os.environ.get("ANKI_PYTHON", "")
        if trial.small:
            return Skipped("anki", "left out of a small trial")
        if not os.path.exists(SCRIPT):
            return Skipped("anki", "the shared measuring scripts are not here")
        if not python:
            return Skipped("anki", "ANKI_PYTHON names no Python with pip's anki")
        anki = cls(python, os.path.join(trial.data, "anki"), NOTES)
        if not os.path.exists(os.path.join(anki._folder, f"col-{NOTES}.anki2")):
            say(f"making a collection of {NOTES:,} notes for the peer (once)")
            anki._run("build")
        return anki

    def measured(self) -> Values:
        """One run in a fresh process: what `anki_bench.py run` prints."""
        found: Values = json.loads(self._run("run"))
        return found

    def _run(self, command: str) -> str:
        words = [self._python, SCRIPT, command, self._folder, str(self._notes)]
        env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
        return subprocess.run(words, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout


def store(trial: Trial) -> str:
    """The home with the large store, its journal as it was made; making it takes minutes, once."""
    files, questions = trial.size(100, 2), trial.size(50, 5)
    home = os.path.join(trial.data, f"big-{PACKS * files * questions}")
    if not os.path.exists(home):
        say(f"writing {PACKS * files * questions:,} questions, and ten answers to each (once; takes minutes)")
    packs = kept_packs(home, PACKS, files, questions)
    kept_history(home, packs, due=0.5, ready=lambda: os.replace(places_in(home).journal, _pristine(home)))
    _take_pristine(home)
    return home


def _today(home: str) -> int:
    """The study day on which half of the questions is due."""
    with open(os.path.join(home, "history.json"), encoding="utf-8") as file:
        return int(json.load(file)["today"])


def _pristine(home: str) -> str:
    return os.path.join(home, "journal.sqlite")


def _take_pristine(home: str) -> None:
    """Give the home its journal as it was made: runs that answer must not see each other's answers."""
    journal = places_in(home).journal
    for leftover in (f"{journal}-wal", f"{journal}-shm"):
        if os.path.exists(leftover):
            os.remove(leftover)
    shutil.copy(_pristine(home), journal)
    os.sync()


def _afresh(home: str, what: str, *words: str) -> Values:
    """`_inside` on the journal as it was made."""
    _take_pristine(home)
    return _inside(what, home, *words)


def _inside(what: str, home: str, *words: str) -> Values:
    """What benches/inside.py measures in a fresh process for which it is noon of the day on which `home` was made.

    So half of the questions stays due, whenever it is measured.
    """
    ahead = int(_today(home) * 86_400 + 43_200 - time.time())
    env = environment(home, {"TUTOR_CLOCK_AHEAD": str(ahead)})
    command = [PYTHON, "-m", "benches.inside", what, *words]
    done = subprocess.run(command, env=env, cwd=home, stdout=subprocess.PIPE, text=True, check=True)
    found: Values = json.loads(done.stdout)
    return found


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
