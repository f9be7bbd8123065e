"""How long the catalog takes to be built from nothing, beside markdown-it parsing the same texts."""

import gc
import os
import shutil
import time
from collections.abc import Iterator

from benches.figures import Figure, Outcome, Trial, alternating, median
from benches.homes import kept_packs, places_in

ABOUT = "cold build of 10,000 questions in 200 files, beside markdown-it alone on the same files"
RUNS = 5
PACKS = 4


def run(trial: Trial) -> Iterator[Outcome]:
    files, questions = trial.size(50, 2), trial.size(50, 8)
    home = os.path.join(trial.data, f"build-{PACKS * files * questions}")
    kept_packs(home, PACKS, files, questions)
    texts = list(texts_in(places_in(home).installed))
    ours, theirs = alternating(trial, RUNS, lambda: _cold_build(home), lambda: markdown_alone(texts))
    asked = PACKS * files * questions
    size = sum(map(len, texts)) / 1e6
    yield Figure(
        "build",
        f"{asked:,} questions, {len(texts)} files, {size:.1f} MB",
        median(ours),
        "ms",
        f"median of {len(ours)}, alternating",
        peer="markdown-it",
        peer_value=median(theirs),
        at_most=2.5,
    )


def _cold_build(home: str) -> float:
    from tutor.services.library import refresh

    where = places_in(home, shipped=os.path.join(home, "nothing"))
    shutil.rmtree(where.cache, ignore_errors=True)
    gc.collect()
    start = time.perf_counter()
    catalog = refresh(where, home)
    passed = (time.perf_counter() - start) * 1e3
    catalog.close()
    return passed


def markdown_alone(texts: list[str]) -> float:
    """Milliseconds that markdown-it takes to parse these texts."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    gc.collect()
    start = time.perf_counter()
    for text in texts:
        parser.parse(text)
    return (time.perf_counter() - start) * 1e3


def texts_in(folder: str) -> Iterator[str]:
    """The texts of all Markdown files in a folder and below it."""
    for path, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(".md"):
                with open(os.path.join(path, name), encoding="utf-8") as file:
                    yield file.read()
