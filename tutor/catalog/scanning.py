"""What lies in the pack folders right now: names and stamps, nothing is opened.

It runs before every screen and every answer, so it costs one `scandir` a folder and one `stat` a file, and imports
nothing. Which files belong to a pack is the format's rule; a test holds this and `packs/folder.py` to one answer.
"""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3

    from tutor.places import PackSource

PACK_FILE = "pack.yaml"
KIND_FOLDERS = frozenset({"lessons", "quizzes", "aids", "paths", "drills", "labs", "claims"})
_YAML = ("drills/", "claims/")
# A file changed this shortly before the look may change again without a new time stamp: kernels stamp by the tick.
TICK_NS = 50_000_000
TOO_FRESH = -1  # stands for the inode in the stamp of such a file

_ODD_NAME = "its name has characters that cannot be shown"

Stamp = tuple[int, int, int, int]  # size in bytes, mtime and ctime in ns, inode
Trouble = tuple[str, str, str]


class Seen(NamedTuple):
    """A folder that is a pack or should be one. `troubles`: (path in it, code of the problem, why it is left out)."""

    label: str
    folder: str  # absolute
    files: dict[str, Stamp]  # by path relative to the folder, posix, sorted
    troubles: tuple[Trouble, ...]


def scan(sources: "Iterable[PackSource]") -> list[Seen]:
    """Every pack folder of the sources, in their order of precedence. A source is a pack or a folder of packs."""
    found: dict[str, Seen] = {}
    for source in sources:
        folder = os.path.abspath(source.folder)
        for candidate in _candidates(folder):
            if _is_odd(candidate):
                found[ascii(candidate)] = Seen(source.label, ascii(candidate), {}, ((".", "W003", _ODD_NAME),))
            elif candidate not in found:
                found[candidate] = look(source.label, candidate)
    return list(found.values())


def settled(stamp: Stamp, at: int) -> Stamp:
    """The stamp to keep of a file that was looked at `at` (ns): one that matches nothing where it was too fresh."""
    size, mtime, ctime, inode = stamp
    return (size, mtime, ctime, TOO_FRESH if abs(at - ctime) < TICK_NS else inode)


def taken_as_settled(known: "dict[str, Known]", seen: "list[Seen]") -> "dict[str, Known]":
    """What is known, files that were too fresh to be sure of taken for those seen now: nobody must be told of them."""
    files = {one.folder: one.files for one in seen}

    def taken(folder: str, path: str, stamp: Stamp) -> Stamp:
        now = files.get(folder, {}).get(path, stamp)
        return now if stamp[3] == -1 and stamp[:3] == now[:3] else stamp

    return {
        folder: one._replace(files={path: taken(folder, path, stamp) for path, stamp in one.files.items()})
        for folder, one in known.items()
    }


def _candidates(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return [folder]
    if any(entry.name == PACK_FILE for entry in inside):
        return [folder]
    kinds = [entry for entry in inside if entry.name in KIND_FOLDERS]
    if kinds and not any(os.path.exists(os.path.join(entry.path, PACK_FILE)) for entry in kinds):
        return [folder]  # a pack without its pack.yaml; otherwise packs that are called as a kind of items is
    return [entry.path for entry in inside if not entry.name.startswith(".") and _is_folder(entry)]


def _is_odd(folder: str) -> bool:
    """Whether a pack's folder has a name that cannot be shown, or lies where no text can tell."""
    return not os.path.basename(folder).isprintable() or any("\ud800" <= letter <= "\udfff" for letter in folder)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return True  # it exists and cannot be looked at: said when it is


def look(label: str, folder: str) -> Seen:
    """The files of one pack folder, pack.yaml first. What cannot be read is among its troubles, never an OSError."""
    files: dict[str, Stamp] = {}
    troubles: list[Trouble] = []
    for entry in _entries(folder, "", troubles):
        if entry.name == PACK_FILE:
            _stamp(entry, folder, PACK_FILE, files, troubles)
        elif entry.name in KIND_FOLDERS:
            if _leads_out(entry, folder):
                troubles.append((entry.name, "W003", "it leads out of the pack"))
                continue
            below = entry.name + "/"
            for inner in _entries(entry.path, entry.name, troubles):
                name = inner.name
                is_text = (name.endswith(".yaml") and below in _YAML) or (name.endswith(".md") and below != "claims/")
                if is_text and not name.startswith("."):
                    _stamp(inner, folder, below + name, files, troubles)
    ordered = sorted(files.items(), key=lambda file: (file[0] != PACK_FILE, file[0]))
    return Seen(label, folder, dict(ordered), tuple(sorted(troubles)))


def _entries(path: str, relative: str, troubles: list[Trouble]) -> "list[os.DirEntry[str]]":
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError as error:
        if not relative or not isinstance(error, NotADirectoryError):
            troubles.append((relative or ".", "E004", reason(error)))
        return []


def _stamp(entry: "os.DirEntry[str]", folder: str, path: str, files: dict[str, Stamp], troubles: list[Trouble]) -> None:
    try:
        if not path.isprintable():
            troubles.append((ascii(path), "W003", _ODD_NAME))
        elif not entry.is_file(follow_symlinks=False) and _leads_out(entry, folder):
            troubles.append((path, "W003", "it leads out of the pack"))
        elif not entry.is_file():
            troubles.append((path, "W003", "it is no file"))
        else:
            status = entry.stat()
            files[path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    except OSError as error:
        troubles.append((path, "E004", reason(error)))


def _leads_out(entry: "os.DirEntry[str]", folder: str) -> bool:
    return entry.is_symlink() and not os.path.realpath(entry.path).startswith(os.path.realpath(folder) + os.sep)


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return (error.strerror or "it cannot be read").lower()


def troubles_text(seen: Seen) -> str:
    """A folder's troubles as one text, to be compared."""
    return "\n".join("\t".join(trouble) for trouble in seen.troubles)


class Known(NamedTuple):
    """A folder as the catalog has it. Of one that is not in use only the stamp of its pack.yaml is kept."""

    label: str
    troubles: str
    pack: str
    winner: str
    files: dict[str, Stamp]

    @property
    def used(self) -> bool:
        return bool(self.pack) and not self.winner

    def matches(self, seen: Seen) -> bool:
        """Whether nothing in the folder has changed since."""
        if self.label != seen.label or self.troubles != troubles_text(seen):
            return False
        if self.used:
            return self.files == seen.files
        return self.files.get(PACK_FILE) == seen.files.get(PACK_FILE)


def known_folders(db: "sqlite3.Connection") -> dict[str, Known]:
    """The folders that a catalog was built from, in their order of precedence."""
    known: dict[str, Known] = {}
    files: dict[int, dict[str, Stamp]] = {}
    for number, folder, label, troubles, pack, winner in db.execute(
        "SELECT id, folder, label, troubles, pack, winner FROM folder ORDER BY position"
    ):
        files[number] = {}
        known[folder] = Known(label, troubles, pack, winner, files[number])
    for number, path, *stamp in db.execute("SELECT folder, path, size, mtime, ctime, inode FROM file"):
        files[number][path] = (stamp[0], stamp[1], stamp[2], stamp[3])
    return known


def is_current(known: dict[str, Known], seen: list[Seen]) -> bool:
    """Whether the catalog holds what the folders hold, in the same order of precedence."""
    return list(known) == [one.folder for one in seen] and all(known[one.folder].matches(one) for one in seen)
