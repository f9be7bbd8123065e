"""What a folder, zip or repository lists: which names are refused, where the pack lies in it, what belongs to it."""

import unicodedata
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from tutor.errors import PackError
from tutor.packs.pack import PACK_FILE
from tutor.packs.reading import FOLDERS, is_read

SUMS_FILE = "SHA256SUMS"
LOCK_FILE = "verified.lock"
LONGEST_PATH = 200  # bytes; Windows takes 260 characters with the folder in front
LONGEST_NAME = 120  # bytes

# Files at the top of a pack that go with it although nothing reads them: whoever has the pack should have these.
_PAPERS = ("AUTHORS", "CHANGELOG", "COPYING", "LICENCE", "LICENSE", "NOTICE", "README")
_PAPER_ENDINGS = ("", ".md", ".txt")

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
_NOT_IN_NAMES = frozenset('<>:"|?*\\')


class EntryKind(Enum):
    """`OTHER` is what no pack can hold: a device, a pipe, a submodule."""

    FILE = "a file"
    FOLDER = "a folder"
    LINK = "a link"
    OTHER = "no plain file"


class Entry(NamedTuple):
    """One thing that a source lists, by its path from the top, with "/" and no "/" at its end."""

    path: str
    kind: EntryKind = EntryKind.FILE


def check_names(entries: Iterable[Entry]) -> None:
    """Raises PackError for a path that leads out, cannot lie on every system, or is there twice in any spelling."""
    spelt: dict[str, tuple[str, bool]] = {}  # by what systems compare: (the name as written, whether it is a folder)
    files: set[str] = set()
    for path, kind in entries:
        fault = fault_of(path)
        if fault:
            raise _refused(f"the name {path!a} is refused: {fault}")
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            is_folder = depth < len(parts) or kind is EntryKind.FOLDER
            other, was_folder = spelt.setdefault(_compared(name), (name, is_folder))
            if other != name:
                raise _refused(f"{other!a} and {name!a} are one name on some systems")
            if was_folder is not is_folder:
                raise _refused(f"{name!a} is both a file and a folder")
        if kind is not EntryKind.FOLDER:
            if path in files:
                raise _refused(f"{path!a} is in it twice")
            files.add(path)


def _refused(message: str) -> PackError:
    return PackError(message, hint="Nothing was installed.")


def fault_of(path: str) -> str:
    """Why a path cannot be taken, or ""."""
    if not path or path.startswith("/"):
        return "it is absolute" if path else "it is empty"
    if not path.isprintable():
        return "it has characters that cannot be shown"
    parts = path.split("/")
    if ".." in parts or "." in parts or "" in parts:
        return "it leads out of the pack" if ".." in parts else "it goes a roundabout way"
    if any(letter in _NOT_IN_NAMES for letter in path):
        return 'it has one of <>:"|?*\\, which not every system takes'
    if len(path.encode()) > LONGEST_PATH or any(len(part.encode()) > LONGEST_NAME for part in parts):
        return f"it is longer than {LONGEST_PATH} bytes, or a part of it than {LONGEST_NAME}"
    if any(part.endswith((".", " ")) for part in parts):
        return "a part of it ends with a dot or a blank, which Windows takes away"
    if any(part.partition(".")[0].rstrip().casefold() in _RESERVED for part in parts):
        return "Windows keeps that name for a device"
    return ""


def _compared(name: str) -> str:
    """What two names have in common that are one to a system that ignores case or how accents are written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def top_of(entries: Iterable[Entry]) -> str:
    """Where the pack lies among the entries: "", or one folder below as "name/". Raises PackError."""
    tops = {path.removesuffix(PACK_FILE) for path, _ in entries if path.rpartition("/")[2] == PACK_FILE}
    if "" in tops:
        return ""
    near = sorted(top for top in tops if top.count("/") == 1)
    if len(near) > 1:
        names = ", ".join(top[:-1] for top in near[:5])
        raise PackError(f"there are several packs in it: {names}", hint="Install them one by one, from their folders.")
    if not near:
        raise PackError("there is no pack in it", hint=f"A pack has a {PACK_FILE} at its top.")
    return near[0]


def belongs(path: str) -> bool:
    """Whether a file at that path of a pack is part of it: what is read, and papers such as a licence."""
    folder, _, name = path.rpartition("/")
    if folder:
        return folder in FOLDERS and is_read(folder, name) and not name.startswith(".")
    stem, dot, ending = name.partition(".")
    return name in (PACK_FILE, LOCK_FILE) or (stem in _PAPERS and dot + ending in _PAPER_ENDINGS)
