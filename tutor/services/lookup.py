"""Looking something up: a question in a person's words, the job aids that answer it, and what became of it.

This module and what it imports at once stay lean (no typing, dataclasses, enum, re, json): the shell face prints an
answer in about twice the time that Python takes to start. A test on `sys.modules` holds it.
"""

from tutor.catalog.aids import aid_named, all_aids, file_of, has_pack, is_taught, printed
from tutor.catalog.freshness import is_fresh
from tutor.catalog.schema import open_read_only
from tutor.catalog.search import Found as Found, Hit as Hit, left_out as _left_out, search as _search
from tutor.errors import CatalogError, NotFound
from tutor.places import catalog_of, pack_sources, team_notes
from tutor.sql import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from tutor.catalog.reading import Catalog
    from tutor.places import Places
    from tutor.services.opening import Tutor

    T = TypeVar("T")

ALTERNATIVES = 5  # shown after the best aid


# -- for the screens


def search(tutor: "Tutor", words: str, limit: int = 200, *, pack: str = "", typing: bool = False) -> Found:
    """The job aids that answer `words`, best first, at most `limit`; of one pack where it is given.

    `typing`: the last word may be unfinished. Raises CatalogError.
    """
    return tutor.catalog.search(words, limit, pack=pack, typing=typing)


def settled(words: str) -> str:
    """What of a question that is being typed is worth asking: one letter that begins a word says nothing yet."""
    before, _, last = words.rpartition(" ")
    return before if len(last) == 1 and last.isascii() and last.isalpha() else words


def teaches_something(tutor: "Tutor", aid: str) -> bool:
    """Whether there are questions about an aid (a full name), so that it can be learnt."""
    return tutor.catalog.read(lambda db: is_taught(db, aid))


def left_out(tutor: "Tutor") -> list[str]:
    """A line for each pack that somebody writes here and of which errors keep something out of the answers."""
    return _words_of(tutor.catalog.read(_left_out))


def _words_of(left_out: list[tuple[str, str, int]]) -> list[str]:
    lines = []
    for pack, folder, files in left_out:
        from shlex import quote

        what = f"{files} item{'' if files == 1 else 's'} with errors" if pack else "all of it"
        lines.append(f"{pack or folder}: left out: {what}; tutor check {quote(folder)}")
    return lines


# -- for the shell


class Aids:
    """The job aids that are seen from a working folder, as a command reads them.

    The catalog is taken as it is while nothing tells that packs have changed. Where it is missing, damaged, stale or of
    another version the library brings it up to date, which costs more to import.
    """

    __slots__ = ("_catalog", "_db", "_here", "where")

    def __init__(self, where: "Places", here: str) -> None:
        self.where = where
        self._here = here
        self._catalog: Catalog | None = None
        self._db: sqlite3.Connection | None = None
        sources = pack_sources(where, here)
        try:
            self._db = open_read_only(catalog_of(where, sources), release=True)
            if not is_fresh(self._db, sources):
                self._refresh()
        except (CatalogError, sqlite3.Error):
            self._refresh()

    @property
    def notes(self) -> tuple[str, ...]:
        """Lines for a person about how the catalog was opened, what befell it since, and what it could not take in."""
        opened = self._catalog.notes if self._catalog else team_notes()
        return (*opened, *_words_of(self.read(_left_out)))

    def read(self, ask: "Callable[[sqlite3.Connection], T]") -> "T":
        """What `ask` finds; damage that it meets is mended first. Raises CatalogError."""
        if self._db is not None:
            try:
                return ask(self._db)
            except sqlite3.Error:
                self._refresh()
        assert self._catalog is not None
        return self._catalog.read(ask)

    def search(self, question: str, limit: int, *, pack: str = "", exact: bool = False) -> Found:
        """The aids that answer a question, best first."""
        return self.read(lambda db: _search(db, question, limit, pack=pack, exact=exact))

    def printed(self, id: int) -> tuple[str, str, str]:
        """An aid by its row as it is kept for printing: wide, narrow ("" where it is the same), its commands."""
        return self.read(lambda db: printed(db, id))

    def commands(self, id: int) -> dict[int, str]:
        """The commands of an aid by the number of their step or line; where it has none, counted."""
        found: dict[int, str] = {}
        for one in filter(None, self.printed(id)[2].split("\x1e")):
            number, _, text = one.partition("\x1f")
            found[int(number)] = "\n".join(filter(None, (found.get(int(number)), text)))
        return found

    def file_of(self, id: int) -> str:
        """The path of an aid's file."""
        return self.read(lambda db: file_of(db, id))

    def is_taught(self, aid: str) -> bool:
        """Whether there are questions about an aid (a full name), so that it can be learnt."""
        return self.read(lambda db: is_taught(db, aid))

    def has_pack(self, pack: str) -> bool:
        return self.read(lambda db: has_pack(db, pack))

    def all(self, pack: str = "") -> list[Hit]:
        """Every aid, of one pack or of all, in their order."""
        return self.read(lambda db: all_aids(db, pack))

    def close(self) -> None:
        for opened in (self._db, self._catalog):
            if opened is not None:
                opened.close()

    def _refresh(self) -> None:
        from tutor.services.library import refresh_stamps

        if self._db is not None:
            self._db.close()
            self._db = None
        self._catalog = refresh_stamps(self.where, self._here)


def one_aid(aids: Aids, word: str) -> Hit:
    """The aid that `word`, an id or a full name, is the name of. Raises NotFound, with what could be meant."""
    found = aids.read(lambda db: aid_named(db, word))
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"{word!r} is the id of several aids", hint="Say which: " + ", ".join(hit.name for hit in found))
    raise NotFound(f"no job aid is called {word!r}", hint="tutor list names them all")


# -- what became of it


def note_look_up(
    where: "Places",
    question: str,
    aid: str,
    rank: int,
    ms: int,
    *,
    teachable: bool = True,
    keep: "list[object] | None" = None,
) -> bool:
    """Record that `aid` (a full name) was opened as answer number `rank` (from 1), `ms` after the question was asked.

    Nothing found: "" and 0, and the question is a wish. `teachable`: there are questions about the aid. True: it was
    the third time within 14 days, so offer to learn it; that it is offered is recorded too, and never happens again. A
    journal that cannot be written: False. `keep`: as in journal/lookups.py.
    """
    from tutor.journal.lookups import record_look_up

    return record_look_up(where.journal, where.copies, question, aid, rank, ms, teachable=teachable, keep=keep)


def note_wish(where: "Places", question: str, keep: "list[object] | None" = None) -> bool:
    """Record that nothing was found for a question. False: the journal cannot be written. `keep`: as above."""
    from tutor.journal.lookups import record_wish

    return record_wish(where.journal, where.copies, question, keep)


def note_outcome(where: "Places", question: str, aid: str, worked: bool, seconds: float) -> bool:
    """Record that an aid worked, or did not, `seconds` after the question. False: the journal cannot be written."""
    from tutor.journal.lookups import record_outcome

    return record_outcome(where.journal, where.copies, question, aid, worked, seconds)


def wishes(where: "Places") -> list[tuple[str, int, int]]:
    """What nothing was found for: (question, how often, last asked in UTC ms), the newest first. JournalError."""
    from tutor.journal.lookups import wishes

    return wishes(where.journal)
