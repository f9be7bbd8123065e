"""How many reviews are due, by pack, with as little opened as can be: no packs are read, no memory is worked out."""

import os
from typing import TYPE_CHECKING

from tutor.errors import CatalogError
from tutor.journal.clock import system_clock
from tutor.journal.due import due_questions
from tutor.places import Places, catalog_of, pack_sources, places
from tutor.settings import SETTINGS

if TYPE_CHECKING:
    from tutor.catalog.reading import Catalog


def due_now() -> dict[str, int] | None:
    """Reviews due now by pack, of started and paused packs and of what was added; {} before anything was learnt.

    None: the journal must be brought forward first, or is gone while copies of it are there, or an item was added and
    there is no catalog: opening the house tells, and `due_by_pack`.

    What its pack has no longer, by the catalog as it is, is left out; without a catalog all that was learnt counts.
    """
    where = places()
    if not os.path.exists(where.journal) and os.path.exists(where.copies):
        return None
    try:
        names = due_questions(
            where.journal, system_clock(), int(SETTINGS["rollover"].default), lambda items: _questions_of(where, items)
        )
    except CatalogError:
        return None
    if names is None:
        return None
    existing = _existing(where, names) if names else ()
    counts: dict[str, int] = {}
    for name in names:
        if name in existing:
            pack = name.partition("/")[0]
            counts[pack] = counts.get(pack, 0) + 1
    return counts


def _existing(where: Places, names: list[str]) -> set[str]:
    try:
        catalog = _catalog(where)
    except CatalogError:
        return set(names)
    try:
        return catalog.existing(names)
    finally:
        catalog.close()


def _questions_of(where: Places, items: list[str]) -> set[str]:
    """The questions of items that were added."""
    catalog = _catalog(where)
    try:
        homes = {home for item in items for home in (item, *catalog.taught_by(item))}
        return {row.name for row in catalog.questions_at(homes)}.union(items)
    finally:
        catalog.close()


def _catalog(where: Places) -> "Catalog":
    """The catalog of the packs that are seen from here, as it was left. Raises CatalogError where there is none."""
    from tutor.catalog.reading import Catalog

    return Catalog.open(catalog_of(where, pack_sources(where, os.getcwd())))
