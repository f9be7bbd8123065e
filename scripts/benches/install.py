"""How long a large pack takes to be built, installed and updated, from the command to its end."""

import os
import shutil
from collections.abc import Iterator

from benches.figures import Figure, Outcome, Trial, median
from benches.homes import SEED, places_in
from benches.programs import PYTHON, TUTOR, environment, run as run_program
from benches.writing import Author

ABOUT = "`tutor pack install` of a pack with 1,000 files: from a zip, a folder, a repository; an update; the build"
RUNS = 5
QUESTIONS = 3  # a file


def run(trial: Trial) -> Iterator[Outcome]:
    files = trial.size(1000, 5)
    home = os.path.join(trial.data, "install")
    shutil.rmtree(home, ignore_errors=True)
    env = environment(home)
    folder = os.path.join(home, "large")
    Author(SEED).pack(folder, files, QUESTIONS)
    pack_zip = os.path.join(home, "large.zip")

    def tutor(*words: str) -> float:
        return run_program([*TUTOR, "pack", *words], env, home)[1] / 1e3

    def fresh(source: str) -> float:
        shutil.rmtree(places_in(home).installed, ignore_errors=True)
        passed = tutor("install", source, "--yes")
        assert os.path.exists(os.path.join(places_in(home).installed, "large", "pack.yaml"))
        return passed

    def updated(number: int) -> float:
        with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as file:
            file.write(f"{number}\n")
        return tutor("update", "--yes")

    def copied() -> float:
        shutil.rmtree(os.path.join(home, "copy"), ignore_errors=True)
        return run_program(["cp", "-r", folder, os.path.join(home, "copy")], env, home)[1] / 1e3

    times = trial.times(RUNS)
    how = f"median of {times}"
    building = tutor("build", folder, "-o", pack_zip)
    rows: list[tuple[str, list[float]]] = [("from a zip with hashes", [fresh(pack_zip) for _ in range(times)])]
    if shutil.which("git"):
        repository = _repository(folder, os.path.join(home, "large.git"), env)
        rows.append(("from a git repository", [fresh(repository) for _ in range(times)]))
    rows.append(("from a folder", [fresh(folder) for _ in range(times)]))
    rows.append(("update from a folder", [updated(number) for number in range(times)]))
    size = f"{files:,} files"
    for what, found in rows:
        yield Figure("install", f"{size} {what}", median(found), "s", how, at_most=2)
    yield Figure("install", f"{size}, tutor pack build: checks all of it", building, "s", "once, nothing cached")
    yield Figure("install", f"{size}, cp -r", median([copied() for _ in range(times)]), "s", how)
    nothing = run_program([PYTHON, "-c", "import tutor.cli.pack"], env, home)[1] / 1e3
    yield Figure("install", "of which starting, and importing what reads packs", nothing, "s", "once")


def _repository(folder: str, path: str, env: dict[str, str]) -> str:
    """A bare repository with the pack in its only commit."""
    work = f"{path}.work"
    shutil.copytree(folder, work)
    identity = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "all"), ("clone", "-q", "--bare", ".", path)):
        run_program(["git", *identity, *words], env, work)
    return path
