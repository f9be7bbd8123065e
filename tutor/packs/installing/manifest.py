"""The hash of every file of a pack, in the form that `sha256sum --check` reads."""

import re
from collections.abc import Mapping
from hashlib import sha256

from tutor.errors import PackError

Hashes = Mapping[str, str]  # SHA-256 in hex by path, "/" between its parts

LARGEST_SUMS = 4 << 20  # bytes
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def sums_text(hashes: Hashes) -> str:
    """A line a file, sorted by path, so that the same files give the same text."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def read_sums(data: bytes) -> dict[str, str]:
    """The hashes in a SHA256SUMS. Raises PackError where it is none."""
    hashes: dict[str, str] = {}
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        lines = [""]
    for line in lines[:-1] if lines[-1] == "" and len(lines) > 1 else lines:
        found = _LINE.fullmatch(line)
        if found is None or found[2] in hashes:
            raise PackError("its SHA256SUMS is damaged", hint="Nothing was installed. Get the pack once more.")
        hashes[found[2]] = found[1]
    return hashes


def fingerprint(hashes: Hashes) -> str:
    """One hash for all: two packs with the same fingerprint hold the same files."""
    return sha256(sums_text(hashes).encode()).hexdigest()


def compare(promised: Hashes, found: Hashes) -> None:
    """Raises PackError where files are not those that were promised."""
    for path in sorted({*promised, *found}):
        if promised.get(path) != found.get(path):
            words = "is missing" if path not in found else "is not in it" if path not in promised else "differs from it"
            raise PackError(
                f"{ascii(path)[1:-1]} {words}: the pack does not match its SHA256SUMS",
                hint="It was damaged or changed on the way. Nothing was installed. Get it once more.",
            )
