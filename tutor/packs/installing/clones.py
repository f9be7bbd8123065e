"""Packs in git repositories, by the ordinary git client. Nothing is ever checked out.

Files are read from the repository's objects: no hook runs, no filter or attribute of the repository has a say, links
and submodules are entries in a list and lead nowhere.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from tempfile import TemporaryFile
from typing import IO

from tutor.errors import PackError
from tutor.packs.installing.addresses import PROTOCOLS
from tutor.packs.installing.listing import Entry, EntryKind, belongs, fault_of
from tutor.settings import CLONE_BYTES, CLONE_SECONDS, PACK_BYTES

_KINDS = {"100644": EntryKind.FILE, "100755": EntryKind.FILE, "120000": EntryKind.LINK, "040000": EntryKind.FOLDER}
_LOOKED = 0.05  # seconds between two looks at how large a clone has become
_MOST_WORDS = 2000  # bytes of what git says that are shown

# No hooks, none of the user's templates with hooks, nothing that git would start besides.
_CONFIG = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "fetch.recurseSubmodules": "false",
    "submodule.recurse": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
}
# What git sets for programs that it starts: they would have it work in another repository. (git rev-parse
# --local-env-vars)
_FOREIGN = frozenset(
    (
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_CONFIG",
        "GIT_OBJECT_DIRECTORY",
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_REPLACE_REF_BASE",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_COMMON_DIR",
        "GIT_NAMESPACE",
        "GIT_TEMPLATE_DIR",
    )
)


def is_repository(folder: str) -> bool:
    """Whether a folder is a git repository, with files beside it or bare."""
    inside = os.path.join(folder, ".git")
    base = inside if os.path.exists(inside) else folder
    return os.path.isfile(base) or all(os.path.exists(os.path.join(base, name)) for name in ("HEAD", "objects", "refs"))


def newest(address: str) -> str:
    """The commit that the default branch is at. Raises PackError."""
    done = _git(["ls-remote", "--quiet", "--", address, "HEAD"], address)
    commit, _, _ = done.partition("\t")
    if not commit:
        raise PackError("this repository is empty", where=address)
    return commit


class GitSource:
    """A pack in the newest commit of a repository's default branch, cloned bare into the empty `folder`.

    `address` was checked (addresses.py), or is the path of a local repository. Hold it in a `with`.
    """

    most_bytes = PACK_BYTES
    sealed = False

    def __init__(self, address: str, folder: str) -> None:
        options = ["--quiet", "--bare", "--depth=1", "--single-branch", "--no-tags", "--template=", "--no-local"]
        self._address = address
        self._folder = folder
        self._leaving = ExitStack()
        self._blobs: dict[str, str] = {}  # by path
        _git(["clone", *options, "--no-recurse-submodules", "--", address, folder], address, folder)
        self.commit = _git(
            ["--git-dir", folder, "rev-parse", "--verify", "--quiet", "HEAD"], address, empty=True
        ).strip()
        if not self.commit:
            raise PackError("this repository is empty", where=address)
        self._pipes = self._cat_file()

    def __enter__(self) -> "GitSource":
        return self

    def __exit__(self, *error: object) -> None:
        self._leaving.close()

    def entries(self) -> Sequence[Entry]:
        """What the commit holds, as far as it can be part of a pack."""
        listed = _git(["--git-dir", self._folder, "ls-tree", "-r", "-t", "-z", "--full-tree", "HEAD"], self._address)
        found = []
        for line in listed.split("\0")[:-1]:
            about, _, path = line.partition("\t")
            mode, _, blob = about.split(" ")
            if path.count("/") < 3 and (not fault_of(path) or belongs(path) or belongs(path.partition("/")[2])):
                found.append(Entry(path, _KINDS.get(mode, EntryKind.OTHER)))
                self._blobs[path] = blob
        return found

    def read(self, path: str, size: int) -> Iterator[bytes]:
        """A file's bytes as they were committed."""
        ask, answer = self._pipes
        try:
            ask.write(f"{self._blobs[path]}\n".encode())
            ask.flush()
            about = answer.readline().split()
            left = int(about[2]) if len(about) == 3 else -1
            while left > 0 and (piece := answer.read(min(size, left))):
                left -= len(piece)
                yield piece
            if left or answer.read(1) != b"\n":
                raise PackError(f"{path!a} cannot be read from it", where=self._address)
        except OSError as error:
            raise PackError(f"{path!a} cannot be read from it", where=self._address) from error

    def _cat_file(self) -> tuple[IO[bytes], IO[bytes]]:
        """A git that gives the content of each object that it is asked for."""
        process = subprocess.Popen(
            [*_command(), "--git-dir", self._folder, "cat-file", "--batch"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._leaving.enter_context(process)
        self._leaving.callback(process.kill)  # a file may have been left half read
        assert process.stdin is not None and process.stdout is not None
        return process.stdin, process.stdout


def _command() -> list[str]:
    return [
        "git",
        "--no-replace-objects",
        *(word for key, value in _CONFIG.items() for word in ("-c", f"{key}={value}")),
    ]


def _environment(address: str = "") -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    # To git a path is the protocol "file". An address that was looked at is none, and must not lead to one either.
    return env | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "file" if os.path.isabs(address) else ":".join(PROTOCOLS),
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
    }


def _git(words: list[str], address: str, grows: str = "", *, empty: bool = False) -> str:
    """What git printed. `grows`: a folder that may not become too large. `empty`: that it failed reads as ""."""
    with ExitStack() as leaving:
        complaints = leaving.enter_context(TemporaryFile())
        try:
            process = subprocess.Popen(
                [*_command(), *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=_environment(address),
                start_new_session=True,  # no terminal to ask a password on, and one group to end
            )
        except OSError as error:
            raise PackError("git cannot be started; packs in repositories need it", hint=str(error)) from error
        leaving.enter_context(process)
        leaving.callback(_end, process)
        said = _patiently(process, address, grows).decode("utf-8", "surrogateescape")
        if process.returncode and not empty:
            complaints.seek(0)
            words_of_git = complaints.read(_MOST_WORDS).decode("utf-8", "replace").strip()
            raise PackError("git could not get it", where=address, hint=words_of_git)
        return "" if process.returncode else said


def _patiently(process: "subprocess.Popen[bytes]", address: str, grows: str) -> bytes:
    """What the process printed by its end, which is near when it takes too long or too much."""
    deadline = time.monotonic() + CLONE_SECONDS
    while True:
        try:
            return process.communicate(timeout=_LOOKED if grows else CLONE_SECONDS)[0]
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline or (grows and _bytes_in(grows) > CLONE_BYTES):
                raise PackError("this repository is too large, or too slow", where=address) from None


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End git and what it started, unless it has ended."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _bytes_in(folder: str) -> int:
    total = 0
    for below, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(below, name)).st_size
            except OSError:
                continue  # gone again: git works there
    return total
