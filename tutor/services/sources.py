"""What backs an item or a question: its sources, when its author looked at them, and the claims that were run."""

from dataclasses import dataclass

from tutor.services.opening import Tutor
from tutor.services.verified import Proof, proof_line, proofs


@dataclass(frozen=True, slots=True)
class Backed:
    """`verified` is the day that its author gives, "" for none; `title` is that of the item a question stands in."""

    name: str
    title: str
    sources: tuple[str, ...]
    verified: str
    proofs: tuple[Proof, ...]


def sources_of(tutor: Tutor, name: str) -> Backed:
    """What backs an item or a question by its full name. Raises NotFound where no pack has it."""
    row = tutor.catalog.question_row(name)
    item = tutor.catalog.item(row.home if row else name)
    return Backed(name, item.title, item.sources, item.verified, tuple(_proofs(tutor, name)))


def verified_line(tutor: Tutor, name: str) -> str:
    """What to say at an item or a question in one quiet line: "verified 2026-11 with git 2.39"; "" for nothing."""
    return proof_line(_proofs(tutor, name))


def _proofs(tutor: Tutor, name: str) -> list[Proof]:
    """The claims that back it; for a question those that name it, then those that name its item."""
    found = tutor.catalog.read(lambda db: proofs(db, tutor.where, name))
    row = tutor.catalog.question_row(name)
    if row is None:
        return found
    own = {proof.id for proof in found}
    more = tutor.catalog.read(lambda db: proofs(db, tutor.where, row.home, alone=True))
    return [*found, *(proof for proof in more if proof.id not in own)]
