"""Reading job aids by `sqlite3` alone: what the shell face shows, without a model being decoded."""

from tutor.catalog.search import Hit
from tutor.model.printed import LINK
from tutor.sql import sqlite3

_AID = (
    "SELECT item.id, name, item.title, aid_kind, item.pack, folder.label FROM item"
    " JOIN pack ON pack.id = item.pack JOIN folder ON folder.id = pack.folder WHERE kind = 'aid'"
)


def aid_named(db: sqlite3.Connection, word: str) -> list[Hit]:
    """The aids that `word`, an id or a full name, is the name of, in the packs' order of precedence."""
    full = "/" in word
    clause = "name = ?" if full else "name = item.pack || '/' || ?"
    return [Hit(*row) for row in db.execute(f"{_AID} AND {clause} ORDER BY folder.position", (word,))]


def all_aids(db: sqlite3.Connection, pack: str = "") -> list[Hit]:
    """Every aid, of one pack or of all, in their order."""
    order = "ORDER BY folder.position, item.position"
    return [Hit(*row) for row in db.execute(f"{_AID} AND ? IN ('', item.pack) {order}", (pack,))]


def printed(db: sqlite3.Connection, id: int) -> tuple[str, str, str]:
    """An aid as it is kept for printing (model/printed.py): wide, narrow ("" where it is the same), its commands."""
    wide, narrow, commands, pack = db.execute(
        "SELECT wide, narrow, commands, pack FROM printed JOIN item ON item.id = aid WHERE aid = ?", (id,)
    ).fetchone()
    return _with_titles(db, wide, pack), _with_titles(db, narrow, pack), commands


def _with_titles(db: sqlite3.Connection, stored: str, pack: str) -> str:
    """Stored lines with the title of each item that they link to before its name; what is nowhere stays a name."""
    parts = stored.split(LINK)
    for place in range(1, len(parts), 2):
        name = parts[place]
        full = name if "/" in name else f"{pack}/{name}"
        row = db.execute("SELECT title FROM item WHERE name = ?", (full,)).fetchone()
        if row is not None:
            parts[place] = f"{row[0]} ({name})"
    return "".join(parts)


def file_of(db: sqlite3.Connection, id: int) -> str:
    """The path of an aid's file."""
    statement = (
        "SELECT folder.folder || '/' || path FROM item JOIN file ON file.id = item.file"
        " JOIN folder ON folder.id = file.folder WHERE item.id = ?"
    )
    return str(db.execute(statement, (id,)).fetchone()[0])


def is_taught(db: sqlite3.Connection, name: str) -> bool:
    """Whether a lesson or quiz with questions practises the aid."""
    statement = "SELECT 1 FROM teaches JOIN item ON item.id = teaches.item WHERE target = ? AND questions > 0 LIMIT 1"
    return db.execute(statement, (name,)).fetchone() is not None


def has_pack(db: sqlite3.Connection, pack: str) -> bool:
    return db.execute("SELECT 1 FROM pack WHERE id = ?", (pack,)).fetchone() is not None
