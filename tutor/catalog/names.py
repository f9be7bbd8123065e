"""The names of what there is, as plain lines beside the catalog: a shell completes from them."""

import os
import sqlite3
from contextlib import suppress

MOST = 10_000  # names; a shell that completes from more keeps a person waiting
ENDING = ".names"


def names_file(catalog: str) -> str:
    """The path of the names that belong to a catalog's path."""
    return os.path.splitext(catalog)[0] + ENDING


def keep_names(db: sqlite3.Connection, path: str) -> None:
    """Write a line a pack and item to `path`: kind, full name, title, separated by tabs. One that fails is left out.

    Titles cannot hold control characters other than a tab or a line end (packs/source.py).
    """
    rows = db.execute(
        "SELECT 'pack', pack.id, pack.title FROM pack"
        " UNION ALL SELECT * FROM (SELECT kind, name, title FROM item ORDER BY kind <> 'aid', name LIMIT ?)",
        (MOST,),
    )
    lines = [f"{kind}\t{name}\t{' '.join(title.split())}\n" for kind, name, title in rows]
    with suppress(OSError):
        with open(f"{path}.new", "w", encoding="utf-8") as file:
            file.writelines(lines)
        os.replace(f"{path}.new", path)
