"""How programs are started: the tutor in a home of its own, and what stands beside it, with the same interpreter."""

import compileall
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHARED = os.path.join(os.path.dirname(ROOT), "shared")  # measuring scripts and data, where there is a copy

PYTHON = sys.executable
TUTOR = (PYTHON, "-c", "import sys; from tutor.cli.main import start; sys.exit(start())")
NOTHING = (PYTHON, "-c", "pass")
EMPTY_APP = (PYTHON, os.path.join(os.path.dirname(os.path.abspath(__file__)), "empty_app.py"))

_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "COLUMNS", "LINES")


def compiled() -> None:
    """Byte-compile what is measured: a learner starts it compiled."""
    for folder in ("tutor", os.path.join("scripts", "benches")):
        compileall.compile_dir(os.path.join(ROOT, folder), quiet=2)


def environment(home: str, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of a program that lives in `home`: nothing of the person who measures is read or written."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _LEFT_OUT and not name.startswith(("XDG_", "TUTOR_", "TEXTUAL"))
    }
    folders = {f"XDG_{kind.upper()}_HOME": os.path.join(home, kind) for kind in ("data", "cache", "state", "config")}
    said = {"HOME": home, "PYTHONPATH": os.pathsep.join((ROOT, os.path.join(ROOT, "scripts"))), "TZ": "UTC"}
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    return {**kept, **folders, **said, **terminal, **(extra or {})}


def run(command: Sequence[str], env: Mapping[str, str], cwd: str) -> tuple[str, float]:
    """A program's stdout, and the ms from start to end; its exit status is its own affair, a traceback is ours."""
    start = time.perf_counter()
    done = subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, check=False)
    passed = (time.perf_counter() - start) * 1e3
    if "Traceback" in done.stderr:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout, passed


def milliseconds(command: Sequence[str], env: Mapping[str, str], cwd: str) -> float:
    """The wall time of a short program, ms; nothing of it is read."""
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    here = os.getcwd()
    os.chdir(cwd)
    try:
        start = time.perf_counter()
        child = os.posix_spawn(command[0], list(command), env, file_actions=quiet)
        os.waitpid(child, 0)
        return (time.perf_counter() - start) * 1e3
    finally:
        os.chdir(here)
