"""How many reviews are due, by pack, with as little opened as can be: no packs are read, no memory is worked out."""

from tutor.journal.due import due_by_pack
from tutor.places import places


def due_now() -> dict[str, int]:
    """Reviews due now by pack, of started and paused packs and of what was added; {} before anything was learnt."""
    where = places()
    return due_by_pack(where.journal, where.catalog)
