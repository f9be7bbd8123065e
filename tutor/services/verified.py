"""Whether what an item says was verified: when, with which tools, and whether it still counts. Lean, as lookup.py."""

import time

from tutor.catalog.backing import Backing, backing
from tutor.services.verified_lock import Entry, lock_beside, lock_in, read_lock
from tutor.sql import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tutor.places import Places

PASSED = "passed"
FAILED = "failed"
CHANGED = "changed since it was verified"
NEVER = "not verified yet"
_MONTH = 7  # letters of an ISO date


class Proof:
    """A claim that backs an item, and how it stands: PASSED, FAILED, CHANGED or NEVER. `date` is "" for the last."""

    __slots__ = ("date", "id", "says", "standing", "tools")

    def __init__(self, id: str, says: str, standing: str, date: str, tools: dict[str, str]) -> None:
        self.id = id
        self.says = says  # plain text
        self.standing = standing
        self.date = date  # ISO
        self.tools = tools  # name: version, "" where it did not say

    @property
    def told(self) -> str:
        """How it stands, in a line."""
        if self.standing == NEVER:
            return NEVER
        tools = tools_text(self.tools)
        return f"{self.standing}, {self.date}" + (f" with {tools}" if tools else "")


def proofs(db: sqlite3.Connection, where: "Places", name: str, *, alone: bool = False) -> list[Proof]:
    """The claims that back an item or a question (a full name), each with how it stands.

    `alone`: of an item those that name it, without those of the questions in it.
    """
    locks: dict[str, list[dict[str, Entry]]] = {}
    found = []
    for one in backing(db, name, alone=alone):
        if one.pack not in locks:
            locks[one.pack] = [read_lock(lock_beside(where.verified, one.pack)), read_lock(lock_in(one.folder))]
        found.append(_proof(one, locks[one.pack]))
    return found


def _proof(one: Backing, locks: "Sequence[dict[str, Entry]]") -> Proof:
    id = one.name.rpartition("/")[2]
    entries = [entry for lock in locks if (entry := lock.get(id)) is not None]
    if not entries:
        return Proof(id, one.says, NEVER, "", {})
    # What still counts goes first; of that the latest, and of equals what this machine found itself.
    best = max(entries, key=lambda entry: (entry.fits(one.digest, one.backed), entry.date))
    standing = best.result if best.fits(one.digest, one.backed) else CHANGED
    return Proof(id, one.says, standing, best.date, best.tools)


def proof_line(found: "Sequence[Proof]", today: str = "") -> str:
    """What to say at an item, in one line: "verified 2026-11 with git 2.39"; "" where no claim of it was ever run.

    `today` is an ISO date. What does not count begins with "! ".
    """
    run = [one for one in found if one.standing != NEVER]
    for standing, words in ((FAILED, "! a fact here did not hold when it was run"), (CHANGED, f"! {CHANGED}")):
        dates = [one.date for one in run if one.standing == standing]
        if dates:
            return f"{words}, {max(dates)[:_MONTH]}"
    if not run:
        return ""
    oldest = min(one.date for one in run)
    tools: dict[str, str] = {}
    for one in sorted(run, key=lambda one: one.date):
        tools |= one.tools
    text = tools_text({name: ".".join(version.split(".")[:2]) for name, version in tools.items() if version})
    words = f"verified {oldest[:_MONTH]}" + (f" with {text}" if text else "")
    return f"! {words}, over a year ago" if is_long_ago(oldest, today) else words


def tools_text(tools: dict[str, str]) -> str:
    """Tools with their versions, as in "bash 5.2.15, git 2.39.5"."""
    return ", ".join([f"{name} {version or '(tells no version)'}" for name, version in sorted(tools.items())])


def is_long_ago(date: str, today: str = "") -> bool:
    """Whether an ISO date is more than a year before another, today's where none is given."""
    year, _, rest = (today or time.strftime("%Y-%m-%d")).partition("-")
    return date < f"{int(year) - 1:04}-{rest}"
