"""A new pack on disk: its files, its repository, and the first run of its claim."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date

from tutor.errors import SandboxError, TutorError
from tutor.places import Places
from tutor.services.claims import keep, piles_at, verify
from tutor.services.making import NewFile, empty_folder, write_files
from tutor.services.trust import agree, trust_at

_SECONDS = 10


@dataclass(frozen=True, slots=True)
class MadePack:
    """`notes` say what was done beside the files, or could not be."""

    folder: str
    paths: tuple[str, ...]
    notes: tuple[str, ...]


def make_pack(where: Places, folder: str, files: list[NewFile], today: date, *, git: bool = True) -> MadePack:
    """Write a new pack into a folder that is empty or not there yet. Raises TutorError."""
    empty_folder(folder)
    write_files(folder, files)
    notes = [_repository(folder)] if git else []
    if any(file.path.startswith("claims/") for file in files):
        notes.append(_verified(where, folder, today))
    return MadePack(folder, tuple(os.path.join(folder, file.path) for file in files), tuple(filter(None, notes)))


def author_name() -> str:
    """Who writes: the name that git knows, else the name of the account."""
    name = _git(os.getcwd(), "config", "user.name") or os.environ.get("USER", "") or os.environ.get("LOGNAME", "")
    return name or "the author"


def _verified(where: Places, folder: str, today: date) -> str:
    """Run the claim that a new pack with examples has, so that it begins with a lock.

    Its commands came with the program, word for word, and so the author is not asked whether they may be run.
    """
    try:
        agree(where, trust_at(where, folder), asked=False)
        found = verify(where, piles_at(folder))
        keep(where, found, today.isoformat())
    except SandboxError as error:
        return f"its claim was not run: {error.message}; tutor verify does it where there is a sandbox"
    except TutorError as error:
        return f"its claim was not run: {error.message}; tutor verify {folder} tells more"
    return "ran its claim, see verified.lock"


def _repository(folder: str) -> str:
    """Make the folder a git repository, unless it lies in one. Nothing is committed: that is the author's to do."""
    if shutil.which("git") is None:
        return "git is not here, so there is no repository"
    if _git(folder, "rev-parse", "--is-inside-work-tree") == "true":
        return "it lies in a git repository already"
    _git(folder, "init", "-q")
    return "made a git repository; nothing is committed yet"


def _git(folder: str, *words: str) -> str:
    """What git says, "" where it fails or is missing."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "-C", folder, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""
