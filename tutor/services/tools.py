"""Whether the tools that an aid requires are here, in a version that will do.

Only tools of the list below are ever run, and only to ask for their version; any other tool is named and no more. What
a tool said is remembered in the state folder by its path, size and time stamp.
"""

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from tutor.places import Places

# Tool: how its version is asked. None of these reads a file, writes one or waits for anybody.
ASKED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "bash", "cargo", "cmake", "cmp", "curl", "docker", "du", "env", "find", "fish", "fzf", "gcc", "getent",
            "gh", "git", "gpg", "grep", "gzip", "jq", "less", "make", "namei", "nano", "node", "npm", "pip", "podman",
            "prlimit", "ps", "psql", "python", "python3", "rg", "rsync", "ruby", "rustc", "sed", "sha256sum", "sleep",
            "sort", "sqlite3", "stat", "sudo", "systemctl", "tar", "timeout", "truncate", "vim", "wget", "xargs", "zsh",
        ),
        ("--version",),
    ),
    "awk": ("-W", "version"),  # mawk and gawk; any other takes it for a program that prints nothing
    "go": ("version",),
    "lsof": ("-v",),
    "openssl": ("version",),
    "ss": ("-V",),
    "ssh": ("-V",),
    "tmux": ("-V",),
}  # fmt: skip
SECONDS = 2.0
_LETTERS = 2000  # of an answer that are looked at

_VERSION = re.compile(r"\d+(?:\.\d+)+")
_WANTED = re.compile(r"\s*(>=|<=|==|!=|~=|>|<)?\s*(\d+(?:\.\d+)*)\s*")

Version = tuple[int, ...]


class Fit(StrEnum):
    """What was found out about a tool."""

    FITS = "fits"
    OTHER = "other"  # another version than is required
    MISSING = "missing"  # not on PATH
    UNKNOWN = "unknown"  # it did not say its version
    UNASKED = "unasked"  # not on the list: never run


@dataclass(frozen=True, slots=True)
class Tool:
    """A required tool; `version` is the one that is here, "" where that is not known."""

    name: str
    wanted: str
    fit: Fit
    version: str = ""


def check_tools(where: Places, requires: Iterable[tuple[str, str]], path: str | None = None) -> list[Tool]:
    """What is known of each required tool. It may run programs of the list, each for SECONDS at most.

    `path` takes the place of PATH.
    """
    return [_checked(where, name, wanted, path) for name, wanted in requires]


def _checked(where: Places, name: str, wanted: str, path: str | None) -> Tool:
    if name not in ASKED:
        return Tool(name, wanted, Fit.UNASKED)
    found = shutil.which(name, path=path)
    if found is None or not os.path.isabs(found):  # never something in the working folder
        return Tool(name, wanted, Fit.MISSING)
    version = _version(where, name, os.path.realpath(found), found)
    if not version:
        return Tool(name, wanted, Fit.UNKNOWN)
    return Tool(name, wanted, Fit.FITS if will_do(version, wanted) else Fit.OTHER, version)


def will_do(version: str, wanted: str) -> bool:
    """Whether a version, say "2.39.5", is one of those wanted, say ">=2.23, <3". What cannot be read wants nothing."""
    here = _numbers(version)
    return all(_holds(here, *match.groups()) for part in wanted.split(",") if (match := _WANTED.fullmatch(part)))


def _holds(here: Version, sign: str | None, text: str) -> bool:
    wanted = _numbers(text)
    length = max(len(here), len(wanted))
    mine, its = _padded(here, length), _padded(wanted, length)
    match sign:
        case "<":
            return mine < its
        case "<=":
            return mine <= its
        case ">":
            return mine > its
        case "==":
            return mine == its
        case "!=":
            return mine != its
        case "~=":  # this one or a later one of the same series
            return mine >= its and here[: len(wanted) - 1] == wanted[:-1]
        case _:
            return mine >= its


def _numbers(text: str) -> Version:
    return tuple(int(part) for part in text.split("."))


def _padded(version: Version, length: int) -> Version:
    return version + (0,) * (length - len(version))


# -- asking and remembering


def _version(where: Places, name: str, program: str, found: str) -> str:
    """The version that `program` says, "" where it says none; it is run by the path it was `found` by."""
    try:
        status = os.stat(program)
    except OSError:
        return ""
    stamp = [status.st_mtime_ns, status.st_size]
    known = _remembered(where)
    before = known.get(found)
    if isinstance(before, list) and before[:-1] == stamp and isinstance(before[-1], str):
        return before[-1]
    version = _asked([found, *ASKED[name]])
    if version:
        _remember(where, {**known, found: [*stamp, version]})
    return version


def _asked(command: Sequence[str]) -> str:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={**os.environ, "LC_ALL": "C"},
            start_new_session=True,  # it gets nothing of the terminal that the screens are on
        )
    except OSError:
        return ""
    with process:
        try:
            said, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # what it has started holds the pipe open as well
            return ""
    match = _VERSION.search(said[:_LETTERS].decode("utf-8", "replace"))
    return match[0] if match else ""


def _remembered(where: Places) -> dict[str, object]:
    try:
        with open(where.tools, encoding="utf-8") as file:
            known = json.load(file)
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(where: Places, known: dict[str, object]) -> None:
    with suppress(OSError):  # then it is asked again
        os.makedirs(where.state, exist_ok=True)
        with open(f"{where.tools}.new", "w", encoding="utf-8") as file:
            json.dump(known, file)
        os.replace(f"{where.tools}.new", where.tools)
