"""The library of packs: the catalog of all pack folders, brought up to date before it is opened.

When nothing changed this costs one look at the folders; what reads packs is imported only when something did.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress

from tutor.catalog.freshness import is_fresh
from tutor.catalog.reading import Catalog
from tutor.catalog.scanning import scan
from tutor.catalog.schema import Unusable
from tutor.errors import CatalogError
from tutor.places import Places, catalog_of, pack_sources, team_notes

Progress = Callable[[int, int], None]  # files read, of all that must be
_LOST = "The catalog was not there any more and has been built anew."


def refresh(where: Places, here: str, progress: Progress | None = None) -> Catalog:
    """The catalog of all packs that are seen from the working folder `here`, up to date.

    A damaged catalog, one that is gone or of another version is built anew; one that cannot be written is built in
    memory: all are said in `notes`, and which folders of TUTOR_PATH do not exist. `progress` is called after every
    file that is read.
    Raises CatalogError only when even that fails.
    """
    catalog = _refreshed(where, here, progress)
    catalog.notes = (*team_notes(), *catalog.notes)
    return catalog


def _refreshed(where: Places, here: str, progress: Progress | None) -> Catalog:
    library = _Library(where, here, progress)
    try:
        catalog = Catalog.open(library.path)
    except CatalogError:
        return library.updated()
    try:
        if catalog.is_current(scan(library.sources)):
            catalog.mend_with(library.built_anew)
            return catalog
    except CatalogError:
        pass  # found out and said by the update
    catalog.close()
    return library.updated()


def refresh_stamps(where: Places, here: str, progress: Progress | None = None) -> Catalog:
    """As `refresh`, and the stamps that the next look-up goes by (catalog/freshness.py) are kept."""
    at = time.time_ns()
    catalog = refresh(where, here, progress)
    library = _Library(where, here, progress)
    if catalog.path and not catalog.read(lambda db: is_fresh(db, library.sources)):
        library.keep_stamps(at)
    return catalog


class _Library:
    """What a refresh is about: which sources, which file, whom to tell."""

    def __init__(self, where: Places, here: str, progress: Progress | None) -> None:
        self.sources = pack_sources(where, here)
        self.path = catalog_of(where, self.sources)
        self.progress = progress
        # Not the first use on this machine, nor just a folder that sees packs of its own for the first time.
        self._is_lost = os.path.exists(where.journal) and not os.path.exists(where.catalog)

    def updated(self) -> Catalog:
        """The catalog after what changed was read, or everything where there is nothing to go on from."""
        from tutor.catalog.building import build_new, sweep, turn, update

        note = ""
        try:
            with turn(self.path):
                try:
                    update(self.path, self._write)
                except Unusable as unusable:
                    note = unusable.note or (_LOST if self._is_lost else "")
                    build_new(self.path, self._write)
                    sweep(self.path)
                return self._opened(note)
        except (OSError, sqlite3.Error, CatalogError) as error:
            return self._in_memory(_words(error))

    def built_anew(self) -> Catalog:
        """The catalog after everything was read: a read has found damage in the old one."""
        from tutor.catalog.building import build_new, turn

        try:
            with turn(self.path):
                build_new(self.path, self._write)
                return self._opened("The catalog was damaged and has been built anew.")
        except (OSError, sqlite3.Error, CatalogError) as error:
            return self._in_memory(_words(error))

    def keep_stamps(self, at: int) -> None:
        """Note what tells of changes since `at` (ns); where that cannot be written, the next look-up looks again."""
        from tutor.catalog.building import turn, update
        from tutor.catalog.freshness import keep_stamps

        with suppress(OSError, sqlite3.Error, CatalogError), turn(self.path):
            update(self.path, lambda db: keep_stamps(db, self.sources, scan(self.sources), at))

    def _in_memory(self, why: str) -> Catalog:
        """A catalog for this run alone."""
        from tutor.catalog.building import build_in

        db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        try:
            build_in(db, self._write)
        except sqlite3.Error as error:
            raise CatalogError(f"the catalog cannot be built: {error}", where=self.path) from error
        note = f"The catalog cannot be kept in {os.path.dirname(self.path)} ({why}); it was built for this run alone."
        return Catalog(db, "", (note,))

    def _opened(self, note: str = "") -> Catalog:
        from tutor.catalog.names import keep_names, names_file

        catalog = Catalog.open(self.path)
        catalog.notes = (note,) if note else ()
        catalog.read(lambda db: keep_names(db, names_file(self.path)))
        catalog.mend_with(self.built_anew)
        return catalog

    def _write(self, db: sqlite3.Connection) -> None:
        from tutor.services.reading_packs import write_packs

        write_packs(db, self.sources, self.progress)


def _words(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
