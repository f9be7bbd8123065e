"""One file of a pack, read for its author: what is wrong with it, and what the checks of the whole pack need of it.

What comes out is plain values, so that it can be kept as JSON and sent from one process to another.
"""

import os
import time
from collections.abc import Iterable
from dataclasses import fields
from hashlib import sha256
from typing import Any, NamedTuple

from tutor.catalog.scanning import Stamp, settled
from tutor.model.drills import Drill
from tutor.model.problems import Place, Problem
from tutor.packs.folder import read_bytes
from tutor.packs.reading import Facts, read_file
from tutor.packs.source import Evidence
from tutor.services.proving import proof_of

Row = tuple[int, int, str, str, str]  # line, column, code, message, hint


class Found(NamedTuple):
    """What one file comes to.

    `stamp` is the file's when it was read, () where it could not be read: nothing is kept of that. `digest` is a hash
    of its bytes. `item` is the id of the item it holds, "" where none is usable. `facts` are the fields of its Facts.
    `proof` is what the proof of its drill found, `evidence` the fields of its Evidence, if it has any.
    """

    stamp: tuple[int, ...]
    digest: str
    item: str
    facts: tuple[Any, ...]
    problems: tuple[Row, ...]
    proof: tuple[Row, ...]
    evidence: tuple[Any, ...]


class Job(NamedTuple):
    """A file to read, at `path` in `folder`, which is a pack with the id `pack`."""

    pack: str
    folder: str
    path: str


def read_for_author(job: Job) -> Found:
    """Read and look at one file. Run in other processes too."""
    at = time.time_ns()
    stamp = stamp_of(os.path.join(job.folder, job.path), at)
    problems: list[Problem] = []
    data = read_bytes(job.folder, job.path, problems)
    if data is None:
        return Found((), "", "", _fields(Facts((), (), job.path)), _rows(problems), (), ())
    return found_in(job.pack, job.path, data, stamp)


def found_in(pack: str, path: str, data: bytes, stamp: Stamp | None = None) -> Found:
    """What the bytes of a file come to; without a `stamp` they are no file's, and nothing is kept of them."""
    read = read_file(pack, path, data, for_author=True)
    proof = proof_of(read.item) if isinstance(read.item, Drill) else []
    return Found(
        stamp or (),
        digest_of(data),
        read.item.id if read.item else "",
        _fields(read.facts),
        _rows(read.problems),
        _rows(proof),
        _fields(read.evidence) if read.evidence else (),
    )


def stamp_of(path: str, at: int) -> Stamp | None:
    """The stamp of a file looked at `at` (ns), or None; one that matches nothing where the file was too fresh."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return settled((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino), at)


def digest_of(data: bytes) -> str:
    """A hash by which two contents can be told apart."""
    return sha256(data).hexdigest()


def facts_of(found: Found) -> Facts:
    """The facts as the checks of the whole pack take them."""
    values: list[Any] = [value if isinstance(value, str) else tuple(map(tuple, value)) for value in found.facts]
    return Facts(*values)


def evidence_of(found: Found) -> Evidence | None:
    """What the item says of where its facts come from."""
    return Evidence(*found.evidence) if found.evidence else None


def problems_at(path: str, rows: Iterable[Row]) -> list[Problem]:
    """Rows as problems of the file at `path`."""
    return [Problem(Place(path, line, column), code, message, hint) for line, column, code, message, hint in rows]


def _fields(value: Facts | Evidence) -> tuple[Any, ...]:
    return tuple(getattr(value, field.name) for field in fields(value))


def _rows(problems: Iterable[Problem]) -> tuple[Row, ...]:
    return tuple((one.place.line, one.place.column, one.code, one.message, one.hint) for one in problems)
