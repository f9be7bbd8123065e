"""How many reviews are due, by pack, with as little opened as can be: no packs are read, no memory is worked out."""

import os

from tutor.journal.clock import system_clock
from tutor.journal.due import due_by_pack
from tutor.places import Places, places
from tutor.settings import SETTINGS


def due_now() -> dict[str, int]:
    """Reviews due now by pack, of started and paused packs and of what was added; {} before anything was learnt."""
    where = places()
    counts = due_by_pack(
        where.journal,
        system_clock(),
        int(SETTINGS["rollover"].default),
        lambda items: _questions_of(where, items),
    )
    return _opened() if counts is None else counts


def _questions_of(where: Places, items: list[str]) -> set[str]:
    """The questions of items that were added, by the packs as they are."""
    from tutor.services.library import refresh

    catalog = refresh(where, os.getcwd())
    try:
        homes = {home for item in items for home in (item, *catalog.taught_by(item))}
        return {row.name for row in catalog.questions_at(homes)}.union(items)
    finally:
        catalog.close()


def _opened() -> dict[str, int]:
    """By opening everything: a journal of an older program is migrated first."""
    from tutor.services.opening import open_tutor
    from tutor.services.packs import pack_views

    tutor = open_tutor()
    try:
        return {view.row.id: view.due for view in pack_views(tutor) if view.due}
    finally:
        tutor.close()
