"""What was found in the files of a pack when they were last checked, so that only those that changed are read again.

A file a pack in the cache folder. One that cannot be read, is damaged, or was written by another version of the program
is as none: checking is slower then, and finds the same.
"""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any

import tutor
from tutor.places import Places
from tutor.services.author_reading import Found

# The parts of the program on which depends what is found in a file.
_FOLDERS = ("model", "packs", "learning")
_FILES = ("services/author_reading.py", "services/proving.py")


class CheckCache:
    """What is kept of one pack's folder. `program` tells versions of the program apart (see `program_stamp`)."""

    def __init__(self, where: Places, folder: str, program: str) -> None:
        name = sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:24]
        self._path = os.path.join(where.checks, f"{name}.json")
        self._program = program

    def load(self, pack: str) -> dict[str, Found]:
        """What is known of each file, by its path, when it was read under the id `pack`."""
        try:
            with open(self._path, "rb") as file:
                digest, _, body = file.read().partition(b"\n")
        except OSError:
            return {}
        if sha256(body).hexdigest().encode() != digest:
            return {}
        program, of, files = json.loads(body)
        if (program, of) != (self._program, pack):
            return {}
        return {path: Found(*map(_frozen, values)) for path, values in files.items()}

    def save(self, pack: str, files: Mapping[str, Found]) -> None:
        """Keep what is known, if the cache folder can be written."""
        body = json.dumps([self._program, pack, files], separators=(",", ":")).encode()
        folder, name = os.path.split(self._path)
        with suppress(OSError):
            os.makedirs(folder, exist_ok=True)
            handle, draft = tempfile.mkstemp(prefix=name, dir=folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sha256(body).hexdigest().encode() + b"\n" + body)
                os.replace(draft, self._path)
            except OSError:
                with suppress(OSError):
                    os.unlink(draft)


def _frozen(value: Any) -> Any:
    """A value from JSON with tuples for its lists, two levels deep."""
    if not isinstance(value, list):
        return value
    return tuple(tuple(each) if isinstance(each, list) else each for each in value)


def program_stamp() -> str:
    """What differs between two programs that may find different things: an edit to the program is enough."""
    root = os.path.dirname(os.path.abspath(tutor.__file__))
    files = [os.path.join(root, file) for file in _FILES]
    for part in _FOLDERS:
        for folder, _, names in os.walk(os.path.join(root, part)):
            files += [os.path.join(folder, name) for name in names if name.endswith(".py")]
    stamps = [(path, status.st_mtime_ns, status.st_size) for path in sorted(files) if (status := os.stat(path))]
    return sha256(repr((tutor.__version__, sys.version, stamps)).encode()).hexdigest()
