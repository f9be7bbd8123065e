"""The installed packs on disk: their versions, which one is in use, and changing that at once."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256

from tutor.errors import PackError
from tutor.packs.installing.records import Record, read_record
from tutor.packs.installing.syncing import sync, sync_all

PATIENCE = 15.0  # seconds to wait for another tutor that changes packs
_KEPT = ".kept"
_LOCK = ".lock"
_STAGE = ".new-"
INSIDE = "pack"
# As packs/reading.py has them, which would import the parsers; a test holds both to one answer.
_FOLDERS = frozenset({"lessons", "quizzes", "aids", "paths", "drills", "labs", "claims"})


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an installed pack. `folder` holds its files; `record` is None where it was damaged."""

    number: int
    folder: str
    record: Record | None


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that was installed: `link` is the folder that the library reads, `before` what a rollback goes back to."""

    pack: str
    link: str
    current: Version
    before: Version | None


class Store:
    """The folder of installed packs. It is made by the first change, never by a look."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._kept = os.path.join(folder, _KEPT)

    def all(self) -> list[Installed]:
        """Every pack that was installed, by id. Folders that somebody put there by hand are not among them."""
        with suppress(OSError):
            return [found for pack in sorted(os.listdir(self._kept)) if (found := self.find(pack)) is not None]
        return []

    def find(self, pack: str) -> Installed | None:
        """An installed pack by its id."""
        number = self._number(pack)
        if not number:
            return None
        lower = [other for other in self._numbers(pack) if other < number]
        before = self._version(pack, max(lower)) if lower else None
        return Installed(pack, self._link(pack), self._version(pack, number), before)

    def at(self, folder: str) -> Installed | None:
        """The installed pack that the library reads from this folder."""
        if os.path.dirname(os.path.abspath(folder)) != os.path.abspath(self.folder):
            return None
        return self.find(os.path.basename(folder).partition(".")[0])

    @contextmanager
    def stage(self) -> Iterator[str]:
        """An empty folder for a version that is to be placed; what is not placed is gone at the end.

        Raises PackError where it cannot be made. Whoever is killed meanwhile leaves it to the next change.
        """
        with self._turn():
            folder = tempfile.mkdtemp(prefix=_STAGE, dir=self._kept)
            handle = os.open(folder, os.O_RDONLY)
            _locked(handle)  # it ends with this process at the latest, and tells that the folder is in use
        try:
            with _written(self.folder):
                os.mkdir(os.path.join(folder, INSIDE))
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(handle)

    def place(self, stage: str, pack: str, expected: int) -> Installed:
        """Make a staged version the one in use. `expected` is the number that was in use when it was prepared, or 0.

        The version that was in use is kept, older ones are not. Raises PackError when another tutor was quicker.
        """
        with self._turn():
            if self._number(pack) != expected:
                raise PackError(f"another tutor has changed {pack} meanwhile", hint="Look again: tutor pack info")
            if not expected and os.path.lexists(self._link(pack)):
                raise PackError("something is there already", where=self._link(pack), hint="Move it away first.")
            numbers = self._numbers(pack)
            number = max(numbers, default=0) + 1
            sync_all(stage)
            os.makedirs(os.path.join(self._kept, pack), exist_ok=True)
            os.rename(stage, os.path.join(self._kept, pack, str(number)))
            sync(os.path.join(self._kept, pack))
            self._point(pack, number)
            for other in numbers:
                if other != expected:
                    shutil.rmtree(os.path.join(self._kept, pack, str(other)), ignore_errors=True)
        found = self.find(pack)
        assert found is not None
        return found

    def roll_back(self, pack: str) -> Installed:
        """Go back to the version before. Raises PackError where there is none."""
        with self._turn():
            found = self.find(pack)
            if found is None or found.before is None:
                raise PackError(f"no earlier version of {pack} is kept")
            self._point(pack, found.before.number)
            now = self.find(pack)
        assert now is not None
        return now

    def remove(self, pack: str) -> None:
        """Take a pack away, all its versions. Raises PackError."""
        with self._turn():
            if not self._number(pack):
                raise PackError(f"{pack} is not installed any more")
            os.unlink(self._link(pack))
            sync(self.folder)
            shutil.rmtree(os.path.join(self._kept, pack), ignore_errors=True)

    def _link(self, pack: str) -> str:
        """The library takes a folder that holds one called as a kind of item for a pack itself: hence the ending."""
        return os.path.join(self.folder, f"{pack}.pack" if pack in _FOLDERS else pack)

    def _number(self, pack: str) -> int:
        """The version in use, 0 where there is none that the store knows."""
        try:
            head, inside = os.path.split(os.readlink(self._link(pack)))
        except OSError:
            return 0
        kept, number = os.path.split(head)
        known = kept == os.path.join(_KEPT, pack) and inside == INSIDE and number.isdecimal()
        return int(number) if known and os.path.isdir(os.path.join(self.folder, head, inside)) else 0

    def _numbers(self, pack: str) -> list[int]:
        try:
            return sorted(int(name) for name in os.listdir(os.path.join(self._kept, pack)) if name.isdecimal())
        except OSError:
            return []

    def _version(self, pack: str, number: int) -> Version:
        folder = os.path.join(self._kept, pack, str(number))
        return Version(number, os.path.join(folder, INSIDE), read_record(folder))

    def _point(self, pack: str, number: int) -> None:
        """The one moment in which a version becomes the pack."""
        beside = os.path.join(self._kept, f"{pack}.link")
        with suppress(FileNotFoundError):
            os.unlink(beside)
        os.symlink(os.path.join(_KEPT, pack, str(number), INSIDE), beside)
        sync(self._kept)  # the version that the link leads to
        os.rename(beside, self._link(pack))
        sync(self.folder)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """The turn to change packs; what an interrupted change left is swept away first. Raises PackError."""
        with _written(self.folder):
            os.makedirs(self._kept, exist_ok=True)
            handle = os.open(os.path.join(self.folder, _LOCK), os.O_RDWR | os.O_CREAT, 0o644)
            try:
                deadline = time.monotonic() + PATIENCE
                while not _locked(handle):
                    if time.monotonic() > deadline:
                        raise PackError("another tutor is changing packs", where=self.folder, hint="Try again.")
                    time.sleep(0.02)
                self._sweep()
                yield
            finally:
                os.close(handle)

    def _sweep(self) -> None:
        for name in os.listdir(self._kept):
            path = os.path.join(self._kept, name)
            if name.startswith(_STAGE):
                with suppress(OSError):
                    handle = os.open(path, os.O_RDONLY)
                    if _locked(handle):
                        shutil.rmtree(path, ignore_errors=True)
                    os.close(handle)
            elif not os.path.lexists(self._link(name)) and os.path.isdir(path):
                shutil.rmtree(path, ignore_errors=True)


def altered(version: Version) -> list[str]:
    """The files of a version that are not as they were installed: changed, gone or added. Raises OSError."""
    if version.record is None:
        return []
    there = {
        os.path.relpath(os.path.join(below, name), version.folder).replace(os.sep, "/")
        for below, _, names in os.walk(version.folder)
        for name in names
    }
    promised = version.record.hashes
    changed = {path for path in there & promised.keys() if _hash(os.path.join(version.folder, path)) != promised[path]}
    return sorted(changed | (there ^ promised.keys()))


def _hash(path: str) -> str:
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()


def _locked(handle: int) -> bool:
    """Whether the lock could be had."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _written(folder: str) -> Iterator[None]:
    """Turns what the system refuses into words. What was there before is whole."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "unknown").lower()
        raise PackError(
            f"this cannot be written: {reason}", where=folder, hint="Nothing was changed: what was installed still is."
        ) from error
