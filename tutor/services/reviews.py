"""How many reviews are due and come: what the journal counts, without the questions that no pack has any more."""

from collections.abc import Collection

from tutor.model.ids import pack_of
from tutor.services.opening import Tutor


def due_count(tutor: Tutor, day: int, packs: Collection[str], also: Collection[str] = ()) -> int:
    """How many reviews are due on study day `day`: of these packs, and of the questions in `also`."""
    count = tutor.journal.due_count(day, packs, also)
    return count - tutor.journal.due_count(day, (), gone_of(tutor, packs))


def forecast(tutor: Tutor, first: int, last: int, packs: Collection[str], also: Collection[str] = ()) -> dict[int, int]:
    """How many fall due on each study day from `first` to `last`; days without any may be left out."""
    ahead = tutor.journal.forecast(first, last, packs, also)
    for day, count in tutor.journal.forecast(first, last, (), gone_of(tutor, packs)).items():
        ahead[day] -= count
    return ahead


def gone_of(tutor: Tutor, packs: Collection[str]) -> list[str]:
    """The questions of these packs that were learnt and that no pack has any more."""
    return [name for name in tutor.gone if pack_of(name) in packs]
