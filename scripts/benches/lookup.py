"""Looking up: the whole process beside a Python that does nothing and the tldr client; how it grows; what it finds."""

import compileall
import gc
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from benches import aids
from benches.aids import DATA, pages, tldr_page, write_aids
from benches.figures import Figure, Outcome, Skipped, Trial, alternating, median
from benches.homes import kept, places_in, source_of
from benches.programs import PYTHON, ROOT, SHARED, environment, milliseconds, run as ran
from tutor.catalog import index as catalog_index
from tutor.catalog.schema import TABLES

ABOUT = {
    "lookup": "`tutor how`, the whole process, with 1,000, 10,000 and 100,000 aids; TLDR_COMMAND names a tldr client",
    "index": "the index of 1,000 files, built from nothing",
    "found": "how often the right aid is among the first five, as typed and with one slip a question",
}
RUNS = 41
SIZES = (1_000, 10_000, 100_000)
ASKED = ("create branch", "how to list files in a directory recursively", "craete branch")
_SLIPS = "abcdefghijklmnopqrstuvwxyz"


def lookup(trial: Trial) -> Iterator[Outcome]:
    if not os.path.isdir(DATA):
        yield Skipped("lookup", f"the pages are not in {DATA}")
        return
    python, tutor = installed(trial)
    homes = [home_of(trial, size) for size in (SIZES if not trial.small else (20, 40, 80))]
    tldr = tldr_command(homes[0])
    measures: list[Callable[[], float]] = [_process((python, "-c", "pass"), homes[0])]
    for home in homes:
        ran((tutor, "how", "branch"), environment(home, _PLAIN), home)  # makes the journal
        measures += [_process((tutor, "how", *asked.split()), home) for asked in ASKED]
    if tldr:
        measures.append(_process((*tldr, "git", "branch"), homes[0], _tldr_environment(homes[0])))
    nothing, *rest = alternating(trial, RUNS, *measures)
    how = f"median of {len(nothing)}, alternating, least {min(rest[0]):.0f} beside {min(nothing):.0f}"
    first = median(rest[0])
    yield Figure(
        "lookup", f"how {ASKED[0]}, 1,000 aids", first, "ms", how, "python -c pass", median(nothing), at_most=2.5
    )
    if tldr:
        yield Figure("lookup", "the same", first, "ms", "the same runs", "tldr client", median(rest[-1]), at_most=0.5)
    else:
        yield Skipped("lookup", "beside the tldr client: TLDR_COMMAND names none")
    for place, size in enumerate(SIZES):
        for number, asked in enumerate(ASKED):
            if place or number:
                values = rest[place * len(ASKED) + number]
                bound = (None, 1.4, 4)[place]
                what = f"{_short(asked)}, {size:,} aids"
                yield Figure("lookup", what, median(values), "ms", "the same runs", "1,000 aids", first, at_most=bound)


def index(trial: Trial) -> Iterator[Outcome]:
    if not os.path.isdir(DATA):
        yield Skipped("index", f"the pages are not in {DATA}")
        return
    from tutor.services.library import refresh

    home = home_of(trial, trial.size(SIZES[0], 20))
    where = places_in(home, shipped=os.path.join(home, "nothing"))
    where.cache = os.path.join(home, "another cache")

    def build() -> float:
        shutil.rmtree(where.cache, ignore_errors=True)
        gc.collect()
        start = time.perf_counter()
        catalog = refresh(where, home)
        passed = (time.perf_counter() - start) * 1e3
        catalog.close()
        return passed

    (values,) = alternating(trial, 5, build)
    yield Figure("index", "1,000 files", median(values), "ms", f"median of {len(values)}", at_most=1_000)


def found(trial: Trial) -> Iterator[Outcome]:
    if not os.path.isdir(DATA):
        yield Skipped("found", f"the pages are not in {DATA}")
        return
    sys.path[:0] = [os.path.join(ROOT, "scripts"), os.path.join(SHARED, "bench")]
    queries = import_module("rank_eval").json.loads
    with open(os.path.join(DATA, "queries.jsonl"), encoding="utf-8") as file:
        asked = [queries(line) for line in file][: trial.size(100_000, 40)]
    search = import_module("rank_adapter").factory(pages())
    clean, empty = _success(search, asked)
    slipped, _ = _success(search, _with_slips(asked))
    how = f"{len(asked):,} questions"
    yield Figure("found", "the right one among the first five", 100 * clean, "%", how, at_least=35.5)
    yield Figure("found", "questions without any answer", 100 * empty, "%", how, at_most=1)
    yield Figure("found", "points lost by one slip a question", 100 * (clean - slipped), "", "seeded", at_most=3)


_PLAIN = {"TERM": "dumb", "PYTHONPATH": ""}


def installed(trial: Trial) -> tuple[str, str]:
    """A Python and a `tutor` as a wheel installs them, compiled; of this checkout as it is, without its packs."""
    folder = os.path.join(trial.data, "installed")
    python, program = os.path.join(folder, "bin", "python"), os.path.join(folder, "bin", "tutor")
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([os.path.realpath(PYTHON), "-m", "venv", "--without-pip", folder], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = os.path.join(folder, "lib", version, "site-packages")
    shutil.copytree(os.path.join(ROOT, "tutor"), os.path.join(packages, "tutor"))
    own = os.path.join(os.path.dirname(os.path.dirname(PYTHON)), "lib", version, "site-packages")
    for name in os.listdir(own):  # what the catalog is built with
        if name != "tutor-checkout.pth" and not os.path.exists(os.path.join(packages, name)):
            os.symlink(os.path.join(own, name), os.path.join(packages, name))
    compileall.compile_dir(os.path.join(packages, "tutor"), quiet=2)
    with open(program, "w", encoding="utf-8") as file:
        file.write(f"#!{python}\nimport sys\n\nfrom tutor.cli.main import start\n\nsys.exit(start())\n")
    os.chmod(program, 0o755)
    return python, program


def home_of(trial: Trial, aids_there: int) -> str:
    """A home with so many aids in installed packs, and a catalog of them; made anew when what is written changes."""
    from tutor.services.library import refresh_stamps

    home = os.path.join(trial.data, f"aids-{aids_there}")
    where = places_in(home, shipped=os.path.join(home, "nothing"))

    def make() -> dict[str, float]:
        shutil.rmtree(home, ignore_errors=True)
        os.makedirs(home)
        write_aids(where.installed, aids_there)
        refresh_stamps(where, home).close()
        refresh_stamps(where, home).close()  # now that the files have settled
        return {"aids": aids_there}

    kept(home, "aids", f"{source_of(aids)}{source_of(catalog_index)}{TABLES}{aids_there}", make)
    return home


def tldr_command(home: str) -> list[str]:
    """The client that TLDR_COMMAND names, its cache filled with the pages; [] without one."""
    command = os.environ.get("TLDR_COMMAND", "").split()
    if command:
        for page in pages():
            platform, _, name = page["id"].partition("/")
            path = os.path.join(home, "tldr", "tldr", "pages", platform, f"{name}.md")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(tldr_page(page))
        said, _ = ran([*command, "git", "branch"], _tldr_environment(home), home)
        if "branch" not in said:
            raise RuntimeError(f"the tldr client does not find its pages: {said}")
    return command


def _tldr_environment(home: str) -> dict[str, str]:
    extra = {"XDG_CACHE_HOME": os.path.join(home, "tldr"), "TLDR_NETWORK_ENABLED": "0", "PYTHONPATH": ""}
    return environment(home, extra)


def _process(command: tuple[str, ...], home: str, env: dict[str, str] | None = None) -> Callable[[], float]:
    env = env or environment(home, _PLAIN)
    return lambda: milliseconds(command, env, home)


def _short(asked: str) -> str:
    words = asked.split()
    return asked if len(words) < 4 else f"{len(words)} words"


def _success(search: Callable[[str, int], list[str]], asked: list[dict[str, Any]]) -> tuple[float, float]:
    """The share of questions with a right answer among the first five, and of those without any answer."""
    answers = [search(one["query"], 5) for one in asked]
    right = sum(bool(set(one["relevant"]).intersection(ids)) for one, ids in zip(asked, answers, strict=True))
    return right / len(asked), sum(not ids for ids in answers) / len(asked)


def _with_slips(asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    chance = random.Random(7)
    return [{**one, "query": slip(one["query"], chance)} for one in asked]


def slip(text: str, chance: random.Random) -> str:
    """The text with one slip in one of its words of four letters and more: left out, doubled, replaced or swapped."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    if not long:
        return text
    place = chance.choice(long)
    word = words[place]
    at = chance.randrange(len(word) - 1)
    other = chance.choice(_SLIPS)
    words[place] = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + other + word[at:],
            word[:at] + other + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return " ".join(words)
