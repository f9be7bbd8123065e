"""Zips: a stranger's is read with suspicion, ours is written so that the same files give the same bytes."""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from tutor.errors import PackError
from tutor.packs.installing.listing import SUMS_FILE, Entry, EntryKind, check_names
from tutor.packs.installing.manifest import sums_text
from tutor.packs.installing.syncing import sync
from tutor.settings import PACK_BYTES, PACK_FILES, PACK_RATIO

_END = b"PK\x05\x06"
_END_SIZE = 22  # bytes, without the comment
_LOCAL_SIZE = 30  # bytes in front of the name of a file
_END64 = b"PK\x06\x07"
_LARGEST_DIRECTORY = 4 << 20  # bytes; Python reads all of it into memory when it opens a zip
_SLACK = 1 << 20  # bytes that come out of any zip before the ratio counts
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # zips know no earlier one
_MODE = (stat.S_IFREG | 0o644) << 16
_UNIX = 3
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

# All that Python raises for bytes that are no zip, or one that was cut or altered (tests/packs throw many at it).
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, RuntimeError, ValueError)


def is_zip(path: str) -> bool:
    """Whether a file begins as zips do."""
    with open(path, "rb") as file:
        return file.read(2) == b"PK"


class ZipSource:
    """A pack in a zip. Hold it in a `with`. Raises PackError for whatever is wrong with it."""

    sealed = True

    def __init__(self, path: str) -> None:
        self._path = path
        try:
            size = os.path.getsize(path)
            if size > PACK_BYTES:
                raise self._refused(f"it is larger than {PACK_BYTES >> 20} MB")
            self._check_directory(size)
            self._zip = zipfile.ZipFile(path)
        except _DAMAGE as error:
            raise self._damaged() from error
        except OSError as error:
            raise self._refused(f"it cannot be read: {(error.strerror or 'unknown').lower()}") from error
        self.most_bytes = size * PACK_RATIO + _SLACK

    def __enter__(self) -> "ZipSource":
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def entries(self) -> Sequence[Entry]:
        """What is in it; one entry that is no plain file or folder, or has an odd name, and nothing of it is taken."""
        infos = self._zip.infolist()
        if len(infos) > PACK_FILES:
            raise self._refused(f"it has {len(infos):,} files; at most {PACK_FILES:,} are taken")
        found = [self._entry(info) for info in infos]
        check_names(found)
        return found

    def read(self, path: str, size: int) -> Iterator[bytes]:
        """A file's bytes as they come out. The sizes that the zip claims are not believed."""
        try:
            with self._zip.open(path) as file:
                while piece := file.read(size):
                    yield piece
        except _DAMAGE as error:
            raise self._damaged() from error
        except OSError as error:
            raise self._refused(f"it cannot be read: {(error.strerror or 'unknown').lower()}") from error

    def _entry(self, info: zipfile.ZipInfo) -> Entry:
        # Python cuts a name at its first NUL; the name before that is the one to judge.
        name = info.orig_filename if "\0" in info.orig_filename else info.filename
        mode = info.external_attr >> 16 if info.create_system == _UNIX else 0
        kind = stat.S_IFMT(mode)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            words = EntryKind.LINK.value if kind == stat.S_IFLNK else EntryKind.OTHER.value
            raise self._refused(f"{name!a} is {words}")
        if info.flag_bits & _ENCRYPTED:
            raise self._refused(f"{name!a} is encrypted")
        if info.compress_type not in _METHODS:
            raise self._refused(f"{name!a} is packed in a way that only some programs know")
        is_folder = name.endswith("/")
        return Entry(name.removesuffix("/") if name != "/" else name, EntryKind.FOLDER if is_folder else EntryKind.FILE)

    def _check_directory(self, size: int) -> None:
        """Raises PackError where the list of files is so long that opening the zip would fill the memory."""
        with open(self._path, "rb") as file:
            file.seek(max(0, size - _END_SIZE - 0xFFFF))
            tail = file.read(_END_SIZE + 0xFFFF)
        start = tail.rfind(_END)
        if start < 0 or len(tail) - start < _END_SIZE:
            raise self._damaged()
        length, _, comment = struct.unpack_from("<LLH", tail, start + 12)
        if start + _END_SIZE + comment != len(tail):
            raise self._damaged()
        if length > _LARGEST_DIRECTORY or tail[max(0, start - 20) : start].startswith(_END64):
            raise self._refused("it has too many files")

    def _refused(self, message: str) -> PackError:
        return PackError(message, where=self._path, hint="Nothing was installed.")

    def _damaged(self) -> PackError:
        return PackError(
            "this zip is damaged, or none", where=self._path, hint="Nothing was installed. Get it once more."
        )


def write_zip(path: str, top: str, folder: str, hashes: Mapping[str, str]) -> str:
    """Write a pack's files and their hashes into a zip, below a folder `top`; the zip's own SHA-256.

    Files stand in the order of their paths, at the first day that a zip knows, and stored: what compressing comes to
    differs from one zlib to the next. Raises PackError where a file is no longer the one that was hashed, and OSError.
    """
    beside = f"{path}.{os.getpid()}"
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED, allowZip64=False) as made:
            made.writestr(_info(f"{top}/{SUMS_FILE}"), sums_text(hashes))
            for name in sorted(hashes):
                with open(os.path.join(folder, name), "rb") as file:
                    data = file.read()
                if sha256(data).hexdigest() != hashes[name]:
                    raise PackError("it changed meanwhile", where=os.path.join(folder, name), hint="Build once more.")
                made.writestr(_info(f"{top}/{name}"), data)
        with open(beside, "rb") as file:
            digest = sha256(file.read()).hexdigest()
        sync(beside)
        os.replace(beside, path)
    finally:
        if os.path.exists(beside):
            os.unlink(beside)
    return digest


def is_built_zip(path: str, top: str) -> bool:
    """Whether a file begins as `write_zip` has it for that pack: whatever cannot be read does not."""
    first = f"{top}/{SUMS_FILE}".encode()
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
            head = file.read(_LOCAL_SIZE + len(first))
    except OSError:
        return False
    return head.startswith(b"PK\x03\x04") and head[_LOCAL_SIZE:] == first


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.create_system = _UNIX
    info.external_attr = _MODE
    return info
