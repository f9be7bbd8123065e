"""What is kept about an installed version: where it came from, when, and a hash of every file."""

import json
import os
from dataclasses import asdict, dataclass
from enum import StrEnum

from tutor.packs.installing.manifest import Hashes, fingerprint

RECORD_FILE = "record.json"


class Origin(StrEnum):
    """What a pack was taken from."""

    FOLDER = "folder"
    ZIP = "zip"
    GIT = "git"


@dataclass(frozen=True, slots=True)
class Record:
    """`address` is an absolute path, or where git cloned it; `commit` is of git alone, else ""; `at` is local time."""

    pack: str
    version: str
    origin: Origin
    address: str
    commit: str
    at: str  # ISO 8601 with the offset, to the second
    hashes: Hashes

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.hashes)

    @property
    def day(self) -> str:
        """The day it was installed: 2026-11-22."""
        return self.at[:10]

    def is_from(self, origin: Origin, address: str) -> bool:
        """Whether it came from there."""
        return (self.origin, self.address) == (origin, address)

    def is_zip_beside(self, other: "Record") -> bool:
        """Whether both were zips in one folder, each called after its pack and version, as they are built."""
        return self.pack == other.pack and all(
            record.origin is Origin.ZIP
            and os.path.dirname(record.address) == os.path.dirname(self.address)
            and os.path.basename(record.address) == f"{record.pack}-{record.version}.zip"
            for record in (self, other)
        )


def write_record(folder: str, record: Record) -> None:
    """Keep a record in a version's folder. Raises OSError."""
    with open(os.path.join(folder, RECORD_FILE), "w", encoding="utf-8") as file:
        json.dump(asdict(record), file, ensure_ascii=False, indent=1)


def read_record(folder: str) -> Record | None:
    """The record of a version; None where it is missing or damaged."""
    try:
        with open(os.path.join(folder, RECORD_FILE), encoding="utf-8") as file:
            found = json.load(file)
        texts = [str(found[name]) for name in ("pack", "version", "address", "commit", "at")]
        hashes = {str(path): str(digest) for path, digest in found["hashes"].items()}
        pack, version, address, commit, at = texts
        return Record(pack, version, Origin(found["origin"]), address, commit, at, hashes)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
