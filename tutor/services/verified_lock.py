"""`verified.lock`: what came out when claims were run. Lean, for it is read on the way to what a learner looks at.

A line a claim: `claim ID RESULT DATE HASH TOOLS BACKED`; tools are `git=2.39.5`, what it backs is `ID=HASH` of the file
that it stands in, each joined by commas, `-` for none. None of these can hold a blank. What cannot be read is passed
over.
"""

import os

LOCK = "verified.lock"
_HEAD = "# What tutor verify found. Hashes tell whether claims, or the files that they back, have changed since.\n"
_FIELDS = 7
_NONE = "-"


class Entry:
    """What is kept of a claim. `result` is "passed" or "failed", `date` an ISO date; `tools` and `backed` are pairs."""

    __slots__ = ("backed", "date", "digest", "id", "result", "tools")

    def __init__(
        self, id: str, result: str, date: str, digest: str, tools: dict[str, str], backed: dict[str, str]
    ) -> None:
        self.id = id
        self.result = result
        self.date = date
        self.digest = digest
        self.tools = tools  # name: version
        self.backed = backed  # id: hash of its file

    def fits(self, digest: str, backed: dict[str, str]) -> bool:
        """Whether neither the claim nor what it backs has changed since."""
        return self.digest == digest and self.backed == backed


def lock_in(folder: str) -> str:
    """The lock of a pack's folder."""
    return os.path.join(folder, LOCK)


def lock_beside(verified: str, pack: str) -> str:
    """The lock of a pack that is not the learner's to write, in the folder `verified` of theirs."""
    return os.path.join(verified, f"{pack}.lock")


def read_lock(path: str) -> dict[str, Entry]:
    """The entries by the ids of their claims; none where there is no such file."""
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read(1 << 22).split("\n")
    except (OSError, ValueError):
        return {}
    found = {}
    for line in lines:
        fields = line.split(" ")
        if len(fields) == _FIELDS and fields[0] == "claim" and fields[2] in ("passed", "failed"):
            _, id, result, date, digest, tools, backed = fields
            found[id] = Entry(id, result, date, digest, _pairs(tools), _pairs(backed))
    return found


def write_lock(path: str, entries: dict[str, Entry]) -> None:
    """Put a lock in its place, whole or not at all. Raises OSError."""
    lines = [
        f"claim {one.id} {one.result} {one.date} {one.digest} {_joined(one.tools)} {_joined(one.backed)}\n"
        for _, one in sorted(entries.items())
    ]
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    beside = f"{path}.{os.getpid()}"
    try:
        with open(beside, "w", encoding="utf-8") as file:
            file.write(_HEAD + "".join(lines))
            file.flush()
            os.fsync(file.fileno())  # before it takes the place of the one that is there
        os.replace(beside, path)
    except OSError:
        if os.path.exists(beside):
            os.unlink(beside)
        raise


def _pairs(text: str) -> dict[str, str]:
    pairs = [one.partition("=") for one in text.split(",") if text != _NONE]
    return {name: value for name, _, value in pairs}


def _joined(pairs: dict[str, str]) -> str:
    return ",".join([f"{name}={value}" for name, value in sorted(pairs.items())]) or _NONE
