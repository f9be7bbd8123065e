"""What `verified.lock` tells the author of a pack: claims to be run again, and those that did not hold."""

from collections.abc import Iterable, Sequence

from tutor.model.ids import local_of, pack_of
from tutor.model.problems import Place, Problem
from tutor.packs.codes import problem
from tutor.packs.reading import Facts
from tutor.services.verified import PASSED, is_long_ago
from tutor.services.verified_lock import LOCK, read_lock

RUN_AGAIN = ("W861", "W863")  # of all claims of a pack together
_MOST_IDS = 5  # named in one line


def digests_of(files: Iterable[Facts]) -> dict[str, str]:
    """The hash of the file that each item and question of a pack stands in, by its id."""
    return {id: facts.digest for facts in files for id, *_ in facts.ids}


def backed_by(pack: str, backs: Iterable[str], digests: dict[str, str]) -> dict[str, str]:
    """What a claim backs in its own pack, by id, each with the hash of its file."""
    return {local_of(name): digests.get(local_of(name), "") for name in backs if pack_of(name) == pack}


def lock_problems(path: str, pack: str, files: Sequence[Facts], today: str) -> list[Problem]:
    """What the lock at `path` says of the claims of the pack with the id `pack` that an author should know.

    `today` is an ISO date.
    """
    lock = read_lock(path)
    digests = digests_of(files)
    stale: list[tuple[str, Place]] = []
    old: list[tuple[str, Place]] = []
    found: list[Problem] = []
    claims = [(facts.path, *claim) for facts in files for claim in facts.claims if claim[3]]
    for file, id, line, column, digest, backs in claims:
        place = Place(file, line, column)
        entry = lock.get(id)
        if entry is None or not entry.fits(digest, backed_by(pack, backs.split(), digests)):
            stale.append((id, place))
        elif entry.result != PASSED:
            found.append(problem("W862", place, "mend it, or what it backs, and run tutor verify", date=entry.date))
        elif is_long_ago(entry.date, today):
            old.append((id, place))
    for code, those in zip(RUN_AGAIN, (stale, old), strict=True):
        if those:
            ids = ", ".join(id for id, _ in those[:_MOST_IDS]) + (" …" if len(those) > _MOST_IDS else "")
            hint = f"run tutor verify, which writes {LOCK}"
            found.append(problem(code, those[0][1], hint, count=len(those), all=len(claims), ids=ids))
    return found
