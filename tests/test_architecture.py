"""The walls between the rooms stand: who imports whom, and what is loaded when."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TUTOR = ROOT / "tutor"

# What a room may load when it is imported; `fsrs` waits for the first answer, `platformdirs` for another system.
HEAVY = ("fsrs", "lsprotocol", "markdown_it", "mdit_py_plugins", "platformdirs", "pygls", "rich", "textual", "yaml")
PARSERS = {"yaml", "markdown_it", "mdit_py_plugins"}
MAY_LOAD: dict[str, set[str]] = {
    "model": set(),
    "packs": PARSERS,
    "catalog": set(),
    "learning": set(),
    "sandbox": set(),
    "journal": set(),
    "services": PARSERS,  # through the two modules that read packs, which wait until there is something to read
    "cli": PARSERS,
    "tui": {"textual", "rich", "platformdirs"},  # the last is Textual's own wish
    "lsp": {*PARSERS, "pygls", "lsprotocol"},
}

LOADED = """
import importlib, pkgutil, sys
room = importlib.import_module("tutor." + sys.argv[1])
names = [module.name for module in pkgutil.walk_packages(room.__path__, room.__name__ + ".")]
for name in names:
    importlib.import_module(name)
assert names, "an empty room"
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


@pytest.mark.parametrize("room", MAY_LOAD)
def test_importing_a_room_loads_nothing_slow_that_is_not_its_own(room: str) -> None:
    assert loaded_by(LOADED, room) <= MAY_LOAD[room]


SOURCES = "show git-rescue/undo-last-commit --sources"

# Runs words of the command line, then tells what was loaded.
RUN = """
import contextlib, io, sys
from tutor.cli.main import main
with contextlib.redirect_stdout(io.StringIO()):
    status = main(sys.argv[1].split())
assert status in (0, 1), status
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_showing_what_is_there_parses_nothing_and_draws_nothing() -> None:
    loaded_by(RUN, "packs")  # reads the packs, for there is no catalog yet
    for words in ("--version", "-h", "due", "packs", "today", "where", SOURCES):
        assert loaded_by(RUN, words) == set(), words


def test_every_room_has_its_rule() -> None:
    assert {path.parent.name for path in TUTOR.glob("*/__init__.py")} == set(MAY_LOAD)


def test_the_contracts_hold() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


def test_the_contracts_notice_what_they_forbid(tmp_path: Path) -> None:
    shutil.copytree(TUTOR, tmp_path / "tutor", ignore=shutil.ignore_patterns("__pycache__", "*.tcss"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for module, line in {
        "model/ids.py": "import tutor.catalog",
        "learning/days.py": "import random",
        "journal/__init__.py": "import tutor.packs",
        "catalog/__init__.py": "import yaml",
        "services/__init__.py": "import rich, fsrs, platformdirs",
        "cli/__init__.py": "import tutor.catalog, pygls",
    }.items():
        with (tmp_path / "tutor" / module).open("a") as file:
            file.write(f"\n{line}\n")
    broken = {line.split(" BROKEN")[0] for line in lint_imports(tmp_path).stdout.splitlines() if " BROKEN" in line}
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert broken == {contract["name"] for contract in contracts}


def loaded_by(code: str, word: str) -> set[str]:
    command = [sys.executable, "-c", code, word, *HEAVY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"
    return subprocess.run([sys.executable, "-c", command], cwd=folder, capture_output=True, text=True, check=False)
