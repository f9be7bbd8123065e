"""Opening the house: the catalog of all packs and the learner's journal, held together while the program runs."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from tutor.catalog.reading import Catalog as Catalog
from tutor.catalog.scanning import is_current, known_folders, scan, taken_as_settled
from tutor.errors import CatalogError, JournalError, JournalUnwritable, NotFound, TutorError
from tutor.journal.queries import Clock
from tutor.journal.store import Journal, system_clock
from tutor.places import Places, catalog_of, pack_sources, places
from tutor.services.library import refresh

Progress = Callable[[int, int], None]  # done, of all


@dataclass(slots=True)
class Tutor:
    """The open house. Both faces hold one; close it when done."""

    where: Places
    catalog: Catalog
    journal: Journal
    _gone: frozenset[str] | None = None

    @property
    def gone(self) -> frozenset[str]:
        """Questions that were learnt and that no pack has any more: their history stays, nobody asks or counts them.

        Worked out when first needed, which is never before the first question: with 100,000 learnt it takes a moment.
        """
        if self._gone is None:
            learnt = self.journal.learnt()
            self._gone = frozenset(learnt).difference(self.catalog.existing(learnt))
        return self._gone

    def forget_gone(self) -> None:
        """Packs have changed: which questions are gone is worked out again."""
        self._gone = None

    @property
    def today(self) -> int:
        """The study day now."""
        return self.journal.today()

    def setting(self, key: str) -> str | int | float | bool:
        return self.journal.settings()[key]

    def number(self, key: str) -> float:
        """A setting that is a number."""
        return float(self.journal.settings()[key])

    @property
    def parameters(self) -> tuple[float, ...] | None:
        """The learner's own FSRS parameters; None: the defaults."""
        text = str(self.setting("parameters"))
        return tuple(map(float, text.split())) if text else None

    def close(self) -> None:
        self.journal.close()
        self.catalog.close()


def open_tutor(
    *,
    where: Places | None = None,
    here: str | None = None,
    clock: Clock = system_clock,
    progress: Progress | None = None,
) -> Tutor:
    """Open catalog and journal, making both when they are missing, and let history follow ids that were renamed.

    A catalog that cannot be written is built for this run alone, and a journal that cannot be written is read: then its
    `unwritable` says why, and to record anything is an error. Raises JournalError where it cannot be read.
    """
    where = where or places()
    catalog = refresh(where, here or os.getcwd(), progress)
    try:
        journal = _journal(where, clock, progress)
    except TutorError:
        catalog.close()
        raise
    tutor = Tutor(where, catalog, journal)
    _follow_renames(tutor)
    return tutor


def _journal(where: Places, clock: Clock, progress: Progress | None) -> Journal:
    try:
        return Journal.open(where.journal, copies=where.copies, clock=clock, progress=progress)
    except JournalUnwritable as error:
        from tutor.journal.reading import open_to_read

        return open_to_read(where.journal, error, clock=clock, progress=progress)


def packs_changed(where: Places, here: str | None = None) -> bool:
    """Whether any file of any pack is another one than the catalog holds; from any thread. It looks at every file."""
    sources = pack_sources(where, here or os.getcwd())
    try:
        catalog = Catalog.open(catalog_of(where, sources))
    except CatalogError:
        return False  # it was built for this run alone
    try:
        known, seen = catalog.read(known_folders), scan(sources)
    except CatalogError:
        return False  # whoever reads next mends it
    finally:
        catalog.close()
    return not is_current(taken_as_settled(known, seen), seen)


def packs_again(where: Places, here: str | None = None) -> Catalog:
    """The catalog after what changed in packs was read; from any thread. Raises CatalogError."""
    return refresh(where, here or os.getcwd())


def take_packs(tutor: Tutor, catalog: Catalog) -> None:
    """Go on with another catalog, as `packs_again` gives it."""
    old, tutor.catalog = tutor.catalog, catalog
    tutor.forget_gone()
    old.close()
    _follow_renames(tutor)


def keep_copy(where: Places, day: int) -> None:
    """Copy the journal once a study day, from any thread. One that fails is no reason to stop: doctor counts them."""
    from tutor.journal.copies import daily_copy

    with suppress(JournalError):
        daily_copy(where.journal, where.copies, day)


def _follow_renames(tutor: Tutor) -> None:
    renamed = tutor.catalog.renamed()
    known = tutor.journal.names_with_history(old for old, _ in renamed) if renamed else set()
    if known:
        from tutor.learning.renames import followed
        from tutor.model.events import Renamed

        obeyed = followed(renamed, lambda name: bool(tutor.catalog.find(name)))
        with suppress(JournalUnwritable):  # the next start will do it
            tutor.journal.record(*(Renamed(old, new) for old, new in obeyed if old in known))


def resolve(tutor: Tutor, word: str) -> str:
    """The full name of the one item or question that `word` (an id or a full name) names.

    Raises NotFound when there is none, or several, with what could be meant in the hint.
    """
    names = tutor.catalog.find(word)
    if len(names) == 1:
        return names[0]
    if names:
        raise NotFound(f"{word!r} is the id of several items", hint="Say which: " + ", ".join(names))
    raise NotFound(f"no item or question is called {word!r}", hint="tutor packs lists what there is")
