"""A pack's files copied out of wherever it comes from, within limits, each hashed on its way."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from tutor.errors import PackError
from tutor.packs.folder import LARGEST
from tutor.packs.installing.listing import SUMS_FILE, Entry, EntryKind, belongs, check_names, fault_of, top_of
from tutor.packs.installing.manifest import LARGEST_SUMS, Hashes, compare, read_sums
from tutor.packs.pack import PACK_FILE
from tutor.packs.reading import FOLDERS
from tutor.settings import PACK_BYTES, PACK_FILES

_CHUNK = 1 << 16  # bytes


class Source(Protocol):
    """What a pack is taken from. `most_bytes` is all that may come out of it; a `sealed` one must match its hashes."""

    most_bytes: int
    sealed: bool

    def entries(self) -> Sequence[Entry]:
        """All that lies in it."""

    def read(self, path: str, size: int) -> Iterator[bytes]:
        """A file in pieces of about `size` bytes. Raises PackError where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A pack's files as they were copied. `left_out` are links and other things that stand where files should."""

    hashes: Hashes
    size: int  # bytes
    left_out: tuple[str, ...]
    checked: bool  # against hashes that came with it


def take(source: Source, folder: str) -> Taken:
    """Copy the pack in `source` into the empty `folder`. Raises PackError; what was copied by then is of no use."""
    entries = source.entries()
    top = top_of(entries)
    inside = [Entry(path.removeprefix(top), kind) for path, kind in entries if path.startswith(top) and path != top]
    wanted = [path for path, kind in inside if kind is EntryKind.FILE and belongs(path)]
    odd = (EntryKind.LINK, EntryKind.OTHER)
    left_out = tuple(
        f"{ascii(path)[1:-1]}: it is {kind.value}"
        for path, kind in inside
        if kind in odd and (belongs(path) or path in FOLDERS) and path != PACK_FILE
    )
    if PACK_FILE not in wanted:
        raise PackError(f"its {PACK_FILE} is no plain file")
    if len(wanted) > PACK_FILES:
        raise PackError(f"it has {len(wanted):,} files; at most {PACK_FILES:,} are taken", hint="Divide the pack.")
    check_names(Entry(path) for path in wanted)
    hashes, size = _copy(source, top, wanted, folder)
    sums = top + SUMS_FILE
    checked = source.sealed and Entry(sums) in entries
    if checked:
        compare(read_sums(_whole(source, sums)), hashes)
    return Taken(hashes, size, left_out, checked)


def _copy(source: Source, top: str, paths: Sequence[str], folder: str) -> tuple[dict[str, str], int]:
    hashes: dict[str, str] = {}
    size = 0
    most = min(PACK_BYTES, source.most_bytes)
    for below in sorted({path.rpartition("/")[0] for path in paths} - {""}):
        os.mkdir(os.path.join(folder, below))
    for path in sorted(paths):
        digest = sha256()
        length = 0
        with ExitStack() as leaving:
            # Read-only: whoever would change the pack has its source to change, and an update to bring that here.
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            handle = os.open(os.path.join(folder, path), flags, 0o444)
            leaving.callback(os.close, handle)
            for piece in source.read(top + path, _CHUNK):
                length += len(piece)
                if length > LARGEST:
                    raise PackError(f"{ascii(path)[1:-1]} is larger than {LARGEST >> 20} MB", hint="Divide it.")
                if size + length > most:
                    raise PackError(
                        "more comes out of it than can be meant",
                        hint=f"At most {PACK_BYTES >> 20} MB are taken, of a zip less if it is small.",
                    )
                digest.update(piece)
                _write(handle, piece)
        hashes[path] = digest.hexdigest()
        size += length
    return hashes, size


def _write(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _whole(source: Source, path: str) -> bytes:
    data = b""
    for piece in source.read(path, _CHUNK):
        data += piece
        if len(data) > LARGEST_SUMS:
            raise PackError(f"its {SUMS_FILE} is too large")
    return data


class FolderSource:
    """A pack in a folder, or in the one folder below it that holds a pack. Only what can belong to it is looked at."""

    most_bytes = PACK_BYTES
    sealed = False

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def has_pack(self) -> bool:
        """Whether there is a pack, at the top or below it."""
        return self._is_pack("") or bool(self._packs_below(self._entries("")))

    def entries(self) -> Sequence[Entry]:
        """The names at the top and in the folders of items. Raises PackError."""
        found = self._entries("")
        if self._is_pack(""):
            return [*found, *self._items("")]
        packs = self._packs_below(found)
        for pack in packs:
            found += self._entries(pack + "/", pack + "/")
        if len(packs) == 1:
            found += self._items(packs[0] + "/")
        return found

    def read(self, path: str, size: int) -> Iterator[bytes]:
        """The file's bytes; it is opened as a plain file or not at all, whatever it has become meanwhile."""
        try:
            handle = os.open(os.path.join(self._folder, path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(handle, "rb") as file:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise PackError("it is no file any more", where=os.path.join(self._folder, path))
                while piece := file.read(size):
                    yield piece
        except OSError as error:
            raise self._unreadable(path, error) from error

    def _items(self, top: str) -> list[Entry]:
        there = {path for path, kind in self._entries(top, top) if kind is EntryKind.FOLDER}
        names = [name for name in sorted(FOLDERS) if top + name in there]
        return [entry for name in names for entry in self._entries(f"{top}{name}/", top)]

    def _packs_below(self, top: Sequence[Entry]) -> list[str]:
        return [path for path, kind in top if kind is EntryKind.FOLDER and self._is_pack(path)]

    def _is_pack(self, path: str) -> bool:
        return not path.startswith(".") and os.path.lexists(os.path.join(self._folder, path, PACK_FILE))

    def _entries(self, below: str, top: str = "") -> list[Entry]:
        """What lies in the folder `below`, where the pack is at `top`: both end with "/", or are ""."""
        try:
            with os.scandir(os.path.join(self._folder, below)) as inside:
                found = [Entry(below + entry.name, _kind(entry)) for entry in inside]
        except OSError as error:
            raise self._unreadable(below, error) from error
        # What could not be taken and is no part of a pack lies there for its owner's reasons.
        return sorted(entry for entry in found if belongs(entry.path.removeprefix(top)) or not fault_of(entry.path))

    def _unreadable(self, path: str, error: OSError) -> PackError:
        reason = (error.strerror or "unknown").lower()
        return PackError(f"it cannot be read: {reason}", where=os.path.join(self._folder, path))


def _kind(entry: "os.DirEntry[str]") -> EntryKind:
    if entry.is_symlink():
        return EntryKind.LINK
    if entry.is_dir(follow_symlinks=False):
        return EntryKind.FOLDER
    return EntryKind.FILE if entry.is_file(follow_symlinks=False) else EntryKind.OTHER
