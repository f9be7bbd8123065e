"""Makes the environment `.venv` that the scripts run in: what a lock file pins, and a way to this checkout's `tutor`.

Called by `scripts/_setup` when the stamp does not match, with the checkout and the name of the lock file. One lock file
may be installed over the other: the larger one pins the same versions. Uses the standard library alone.
"""

import compileall
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

UNFINISHED = "unfinished"  # stands in the environment while it is being changed
TAIL = 6  # lines of a tool's complaint that are worth showing

LAUNCHER = """\
import sys

from tutor.cli.main import start

sys.exit(start())
"""


class SetupError(Exception):
    """Setting up failed; the text says how, in lines for the person who waits."""


def main(root: Path, lock: str) -> int:
    """Brings `.venv` up to `lock`. A second process waits for the first, and finds its work done."""
    try:
        with (root / ".venv.lock").open("w") as turn:  # let go of by the system, whatever becomes of this process
            _wait_for(turn.fileno())
            _bring_up_to(root, lock)
    except SetupError as error:
        say(str(error))
        return 2
    except OSError as error:
        say(f"cannot set up in {root}: {error.strerror or error}")
        return 2
    except KeyboardInterrupt:
        say("setting up was interrupted; the next start does it anew")
        return 130
    return 0


def _wait_for(turn: int) -> None:
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("another start is setting up; waiting for it …")
        fcntl.flock(turn, fcntl.LOCK_EX)


def _bring_up_to(root: Path, lock: str) -> None:
    folder = root / ".venv"
    stamp = folder / f"{lock}.stamp"
    made_from = (root / lock).read_bytes() + Path(__file__).read_bytes()
    usable = _usable(folder)
    if usable and stamp.is_file() and stamp.read_bytes() == made_from:
        return
    if usable:
        say(f"bringing .venv up to {lock} …")
    else:
        say(f"setting up .venv with Python {sys.version.split()[0]} and {lock} (once; about half a minute) …")
        _make_environment(folder)
    (folder / UNFINISHED).touch()
    _install(root, folder, lock)
    compileall.compile_dir(root / "tutor", quiet=1)
    stamp.write_bytes(made_from)
    (folder / UNFINISHED).unlink()
    say("set up.")


def _usable(folder: Path) -> bool:
    """Whether the environment is whole and its Python still there (a system upgrade may have removed it)."""
    python = folder / "bin" / "python"
    if (folder / UNFINISHED).exists() or not os.access(python, os.X_OK):
        return False
    return subprocess.run([python, "-I", "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _make_environment(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    (folder / UNFINISHED).touch()
    # Under its full name (python3.11), so that after an upgrade the link leads nowhere instead of to another Python.
    _run("making .venv failed", [os.path.realpath(sys.executable), "-I", "-m", "venv", folder])


def _install(root: Path, folder: Path, lock: str) -> None:
    pip: list[str | Path] = [
        folder / "bin" / "python",
        "-I",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
    ]
    _run(
        "installing failed (packages come from PyPI, so the network is needed this once)",
        [*pip, "install", "--compile", "--retries", "2", "--no-deps", "--require-hashes", "-r", root / lock],
    )
    packages = next(folder.glob("lib/python3.*/site-packages"))
    if (packages / "setuptools").is_dir():
        # Brought along by Python 3.11, it hooks into every start of the interpreter, and nothing needs it.
        _run("removing setuptools failed", [*pip, "uninstall", "--yes", "setuptools"])
    # The way to the checkout is relative, so that checkout and environment may be moved or copied together.
    (packages / "tutor-checkout.pth").write_text(os.path.relpath(root, packages) + "\n")
    (folder / "bin" / "tutor").write_text(LAUNCHER)


def _run(failure: str, command: Sequence[str | Path]) -> None:
    # Wishes about where packages go are meant for other environments than this one.
    env = {name: value for name, value in os.environ.items() if name not in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX")}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, env=env)
    if done.returncode:
        complaint = [f"  {line}" for line in done.stdout.splitlines() if line.strip()]
        raise SetupError("\n".join((f"{failure}:", *complaint[-TAIL:])))


def say(words: str) -> None:
    print(f"tutor: {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
