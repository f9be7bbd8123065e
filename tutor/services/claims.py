"""Verifying packs: which claims are meant, whether they may be run, and what is kept of what came out."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tutor.errors import NotFound
from tutor.model.claims import Claim
from tutor.model.problems import Problem
from tutor.packs.folder import ReadPack, read_pack
from tutor.packs.reading import CLAIMS
from tutor.places import Places
from tutor.services.lab_worlds import box_for
from tutor.services.opening import Tutor
from tutor.services.pack_folders import packs_at
from tutor.services.trust import trust_in
from tutor.services.verifying import Verified, verify_claims


@dataclass(frozen=True, slots=True)
class Pile:
    """Claims of one pack that are to be run, in the order of its files."""

    folder: str
    read: ReadPack
    claims: tuple[Claim, ...]

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
    return [Pile(pile.folder, pile.read, tuple(claim for claim in pile.claims if claim.place.path == inside))]


def pile_of(tutor: Tutor, pack: str) -> Pile:
    """The claims of a pack in the library. Raises NotFound."""
    row = next((row for row in tutor.catalog.packs() if row.id == pack), None)
    if row is None:
        raise NotFound(f"there is no pack {pack!r}, and no such file or folder", hint="tutor packs lists them")
    return _pile(row.folder)


def _pile(folder: str) -> Pile:
    read = read_pack(folder)
    if read.pack is None:
        raise NotFound("there is no pack that can be read", where=folder, hint=f"tutor check {folder} says why")
    return Pile(folder, read, read.claims)


def verify(
    where: Places,
    piles: Sequence[Pile],
    *,
    jobs: int = 1,
    unboxed: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> list[tuple[Pile, Verified]]:
    """Run the claims of these piles, `jobs` at a time. Before any runs: NotTrusted where the commands of one may not be
    run, and SandboxError where there is no sandbox and `unboxed` does not say that this is agreed to.
    """
    for pile in piles:
        assert pile.read.pack is not None
        trust_in(where, pile.read.pack.id, pile.folder, (*pile.read.items, *pile.read.claims)).require(pile.folder)
    total = sum(len(pile.claims) for pile in piles)
    if not total:
        return []
    box = box_for(unboxed=unboxed)
    found: list[tuple[Pile, Verified]] = []
    for pile in piles:
        rank = {claim.id: number for number, claim in enumerate(pile.claims)}
        shown: list[Verified] = []
        for one in verify_claims(where, pile.claims, box, jobs):
            shown.append(one)
            if progress is not None:
                progress(len(found) + len(shown), total)
        found += [(pile, one) for one in sorted(shown, key=lambda one: rank[one.claim.id])]
    return found
