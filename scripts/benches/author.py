"""How long `tutor check` takes as a command: a large pack for the first time, and again after one file was saved."""

import os
import shutil
import sys
from collections.abc import Iterator

from benches.build import markdown_alone, texts_in
from benches.figures import Figure, Outcome, Trial, alternating, median
from benches.programs import environment, run as program
from benches.writing import Author

ABOUT = "tutor check of 10,000 questions in 200 files: cold, and when one file changed; beside markdown-it alone"
RUNS = 5
SEED = 20_261_122
COLD, CHANGED = 4.0, 0.5  # s


def run(trial: Trial) -> Iterator[Outcome]:
    files, questions = trial.size(200, 10), trial.size(50, 8)
    home = os.path.join(trial.data, f"author-{files * questions}")
    pack = os.path.join(home, "packs", "large")
    if not os.path.exists(os.path.join(pack, "pack.yaml")):
        Author(SEED).pack(pack, files, questions)
    texts = list(texts_in(pack))
    cold, alone, changed = alternating(
        trial, RUNS, lambda: _cold(home, pack), lambda: markdown_alone(texts) / 1e3, lambda: _changed(home, pack)
    )
    what = f"{files * questions:,} questions, {files} files, {sum(map(len, texts)) / 1e6:.1f} MB"
    how = f"median of {len(cold)}, alternating; the peer only parses"
    yield Figure("author", f"cold: {what}", median(cold), "s", how, peer="markdown-it", peer_value=median(alone))
    yield Figure("author", "cold, as it is felt", median(cold), "s", f"median of {len(cold)}", at_most=COLD)
    yield Figure("author", "one file changed", median(changed), "s", f"median of {len(changed)}", at_most=CHANGED)


def _cold(home: str, pack: str) -> float:
    shutil.rmtree(os.path.join(home, "cache"), ignore_errors=True)
    return _check(home, pack)


def _changed(home: str, pack: str) -> float:
    """Right after a cold check: a sentence more in a quiz, taken out again afterwards."""
    path = os.path.join(pack, "quizzes", "quiz-1.md")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        with open(path, "a", encoding="utf-8") as file:
            file.write("> One more.\n")
        return _check(home, pack)
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def _check(home: str, pack: str) -> float:
    """Seconds of the whole command."""
    said, passed = program([sys.executable, "-m", "tutor", "check", pack, "--json"], environment(home), home)
    if not said.startswith("["):
        raise RuntimeError("tutor check said nothing")
    return passed / 1e3
