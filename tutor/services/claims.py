"""Verifying packs: which claims are meant, whether they may be run, and what is kept of what came out."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tutor.errors import NotFound, TutorError
from tutor.model.claims import Claim
from tutor.model.problems import Problem
from tutor.packs.folder import ReadPack, read_pack
from tutor.packs.reading import CLAIMS
from tutor.places import Places
from tutor.services.lab_worlds import box_for
from tutor.services.opening import Tutor
from tutor.services.pack_folders import packs_at
from tutor.services.stale_claims import backed_by, digests_of, lock_problems
from tutor.services.tools import check_tools
from tutor.services.trust import trust_in
from tutor.services.verified_lock import Entry, lock_beside, lock_in, read_lock, write_lock
from tutor.services.verifying import Outcome, Verified, verify_claims


@dataclass(frozen=True, slots=True)
class Pile:
    """Claims of one pack that are to be run, in the order of its files. `as_author`: it was named by where it lies."""

    folder: str
    read: ReadPack
    claims: tuple[Claim, ...]
    as_author: bool = True

    @property
    def pack(self) -> str:
        assert self.read.pack is not None
        return self.read.pack.id

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What is wrong with the text of its claims, so that some were left out."""
        return tuple(one for one in self.read.problems if one.is_error and one.place.path.startswith(f"{CLAIMS}/"))


def piles_at(path: str) -> list[Pile]:
    """The claims of the packs at a path; of a file in `claims/` its own alone. Raises NotFound."""
    piles = [_pile(folder) for folder in packs_at(path)]
    inside = os.path.relpath(path, piles[0].folder).replace(os.sep, "/") if os.path.isfile(path) else ""
    if not inside.startswith(f"{CLAIMS}/"):
        return piles
    pile = piles[0]
    return [replace(pile, claims=tuple(claim for claim in pile.claims if claim.place.path == inside))]


def pile_of(tutor: Tutor, pack: str) -> Pile:
    """The claims of a pack in the library. Raises NotFound."""
    row = next((row for row in tutor.catalog.packs() if row.id == pack), None)
    if row is None:
        raise NotFound(f"there is no pack {pack!r}, and no such file or folder", hint="tutor packs lists them")
    return replace(_pile(row.folder), as_author=row.label not in ("installed", "shipped"))


def _pile(folder: str) -> Pile:
    read = read_pack(folder)
    if read.pack is None:
        raise NotFound("there is no pack that can be read", where=folder, hint=f"tutor check {folder} says why")
    return Pile(folder, read, read.claims)


@dataclass(frozen=True, slots=True)
class Verification:
    """What running piles showed: the claims of each in order, and the versions of the tools that they need ("" where
    one did not say).
    """

    piles: tuple[tuple[Pile, tuple[Verified, ...]], ...]
    versions: dict[str, str]

    @property
    def results(self) -> list[Verified]:
        return [one for _, found in self.piles for one in found]


def require_trust(where: Places, piles: Sequence[Pile]) -> None:
    """Raises NotTrusted where the commands of one of these packs may not be run."""
    for pile in piles:
        trust_in(where, pile.pack, pile.folder, (*pile.read.items, *pile.read.claims)).require(pile.folder)


def verify(
    where: Places,
    piles: Sequence[Pile],
    *,
    jobs: int = 1,
    unboxed: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Verification:
    """Run the claims of these piles, `jobs` at a time. Before any runs: NotTrusted where the commands of one may not be
    run, and SandboxError where there is no sandbox and `unboxed` does not say that this is agreed to.
    """
    require_trust(where, piles)
    total = sum(len(pile.claims) for pile in piles)
    if not total:
        return Verification(tuple((pile, ()) for pile in piles), {})
    box = box_for(unboxed=unboxed)
    done = 0
    found = []
    for pile in piles:
        shown: dict[str, Verified] = {}
        for one in verify_claims(where, pile.claims, box, jobs):
            shown[one.claim.id] = one
            done += 1
            if progress is not None:
                progress(done, total)
        found.append((pile, tuple(shown[claim.id] for claim in pile.claims)))
    needed = dict.fromkeys(tool for pile in piles for claim in pile.claims for tool in claim.needs)
    tools = check_tools(where, [(tool, "") for tool in needed], box.path)
    return Verification(tuple(found), {tool.name: tool.version for tool in tools})


def keep(where: Places, verification: Verification, today: str) -> list[str]:
    """Write what came out on the day `today` (ISO) into the locks of the packs; returns their paths.

    A lock lies in the pack's folder; of a pack that is installed, came with the program or cannot be written to, in the
    data folder. What was skipped stays as it was. Raises TutorError where a lock cannot be written.
    """
    return [
        _keep(where, pile, ran, verification.versions, today)
        for pile, found in verification.piles
        if (ran := [one for one in found if one.outcome is not Outcome.SKIPPED])
    ]


def still_stale(where: Places, pile: Pile, today: str) -> list[Problem]:
    """Claims of a pack that its lock tells to run again, by the day `today` (ISO)."""
    found = lock_problems(_lock_of(where, pile), pile.pack, pile.read.files, today)
    return [one for one in found if one.code != "W862"]


def _keep(where: Places, pile: Pile, ran: Sequence[Verified], versions: dict[str, str], today: str) -> str:
    path = _lock_of(where, pile)
    known = {claim.id for claim in pile.read.claims}
    entries = {id: entry for id, entry in read_lock(path).items() if id in known}
    digests = digests_of(pile.read.files)
    for one in ran:
        claim = one.claim
        tools = {tool: versions.get(tool, "") for tool in claim.needs}
        entries[claim.id] = Entry(
            claim.id, one.outcome.value, today, claim.digest, tools, backed_by(pile.pack, claim.backs, digests)
        )
    try:
        write_lock(path, entries)
    except OSError as error:
        raise TutorError(f"this cannot be kept: {(error.strerror or 'unknown').lower()}", where=path) from error
    return path


def _lock_of(where: Places, pile: Pile) -> str:
    """Where the lock of a pack is written."""
    folder = os.path.realpath(pile.folder)
    is_installed = folder.startswith(os.path.realpath(where.installed) + os.sep)
    if is_installed or not pile.as_author or not os.access(folder, os.W_OK):
        return lock_beside(where.verified, pile.pack)
    return lock_in(pile.folder)
