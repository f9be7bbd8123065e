"""Whether packs have changed since the catalog was built, told cheaply: what a look-up can afford.

Of packs that somebody writes (here, team, own) every file is looked at; of installed and shipped ones the folders and
pack.yaml alone, which tell of files that come, go or are replaced. What this passes over, the next start of anything
else finds (scanning.py).
"""

import os
import time

from tutor.sql import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tutor.catalog.scanning import Seen
    from tutor.places import PackSource

_WRITTEN_HERE = ("here", "team", "own")
_SOURCES = "sources"  # the key in `meta`


def is_fresh(db: sqlite3.Connection, sources: "Sequence[PackSource]") -> bool:
    """Whether the catalog was built from these sources, and nothing tells that they have changed since."""
    built_from = db.execute("SELECT value FROM meta WHERE key = ?", (_SOURCES,)).fetchone()
    if built_from != (_text(sources),):
        return False
    return all(_stamp(path) == stamp for path, stamp in db.execute("SELECT path, stamp FROM looked"))


def keep_stamps(db: sqlite3.Connection, sources: "Sequence[PackSource]", seen: "Iterable[Seen]", at: int) -> None:
    """Note what to look at, inside the transaction that is open; `at` is when looking began, in ns since 1970."""
    paths = {os.path.abspath(source.folder) for source in sources}
    for one in seen:
        paths.update(_paths(one))
    db.execute("DELETE FROM looked")
    rows = [(path, _settled(path, at)) for path in sorted(paths) if path.isprintable()]
    db.executemany("INSERT INTO looked VALUES (?, ?)", rows)
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SOURCES, _text(sources)))


def _text(sources: "Sequence[PackSource]") -> str:
    return "\n".join([f"{source.label} {os.path.abspath(source.folder)}" for source in sources])


def _paths(seen: "Seen") -> "Iterator[str]":
    from tutor.catalog.scanning import KIND_FOLDERS, PACK_FILE

    yield seen.folder
    yield os.path.join(seen.folder, PACK_FILE)
    for kind in KIND_FOLDERS:
        yield os.path.join(seen.folder, kind)
    if seen.label in _WRITTEN_HERE:
        for path in seen.files:
            yield os.path.join(seen.folder, path)


def _stamp(path: str) -> str:
    """What changes with a file or a folder; "" where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"


def _settled(path: str, at: int) -> str:
    """The stamp to keep: one that matches nothing where the path may have changed while it was read."""
    from tutor.catalog.scanning import TICK_NS

    stamp = _stamp(path)
    changed = int(stamp.split()[1]) if stamp else 0
    return "unsettled" if at - TICK_NS < changed < time.time_ns() + TICK_NS else stamp
