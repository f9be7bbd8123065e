"""What there is to know of one pack: of yours, or of one that is still elsewhere."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tutor.errors import NotFound
from tutor.model.ids import is_id
from tutor.model.items import Lesson, Quiz
from tutor.packs.folder import read_pack
from tutor.packs.installing.changes import Change, changes_between
from tutor.packs.installing.store import Installed, Store
from tutor.places import Places, pack_sources
from tutor.services.installed import origin_words
from tutor.services.installing import Offer, last_changes, looked_at, packs_in


@dataclass(frozen=True, slots=True)
class Info:
    """A pack with its counts. `compared` says with which version `changes` compare it, "" with none."""

    offer: Offer
    minutes: int  # of lessons
    questions: int
    errors: int
    origin: str
    compared: str = ""
    compared_with: str | None = None  # that version
    changes: tuple[Change, ...] = ()


@contextmanager
def info_of(where: Places, here: str, word: str) -> Iterator[Info]:
    """The pack with that id, or at that path or address. Raises NotFound, PackError."""
    found = next(((label, folder) for label, id, folder in packs_in(pack_sources(where, here)) if id == word), None)
    if found is None and is_id(word) and not os.path.exists(word):
        raise NotFound(f"there is no pack {word!r}", hint="tutor packs lists yours; a path or an address may be given.")
    label, folder = found or ("", word)
    with looked_at(folder) as offer:
        read = read_pack(offer.folder)
        installed = Store(where.installed).find(offer.pack.id)
        mine = installed is not None and os.path.abspath(folder) == os.path.abspath(installed.link)
        compared, version, changes = _compared(installed, offer, mine=mine)
        taught = [item for item in read.items if isinstance(item, Lesson | Quiz)]
        yield Info(
            offer,
            sum(item.minutes for item in read.items if isinstance(item, Lesson)),
            sum(len(item.questions) for item in taught),
            sum(problem.is_error for problem in read.problems),
            _origin(installed if mine else None, label, folder, offer),
            compared,
            version,
            changes,
        )


def _origin(installed: Installed | None, label: str, folder: str, offer: Offer) -> str:
    if installed is not None:
        return f"installed {origin_words(installed.current.record)}"
    return f"{label}: {folder}" if label else f"not installed; {origin_words(offer.record)}"


def _compared(installed: Installed | None, offer: Offer, *, mine: bool) -> tuple[str, str | None, tuple[Change, ...]]:
    """With what a pack is compared, in words and as a version, and what differs."""
    if installed is None:
        return "", None, ()
    other = installed.before if mine else installed.current
    if other is None or other.record is None:
        return "", None, ()
    version = other.record.version
    if mine:
        return f"What changed since {version}:", version, last_changes(installed)
    changes = changes_between(other.folder, other.record.hashes, offer.folder, offer.record.hashes)
    return f"What differs from {version}, which is installed:", version, changes
