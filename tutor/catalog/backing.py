"""Which claims back an item or a question, by `sqlite3` alone: screens and `tutor show` say whether they held."""

from tutor.sql import sqlite3


class Backing:
    """A claim that backs something. `backed`: what it backs in its own pack by id, each with a hash of its file."""

    __slots__ = ("backed", "digest", "folder", "name", "pack", "says")

    def __init__(self, name: str, pack: str, says: str, digest: str, folder: str, backed: dict[str, str]) -> None:
        self.name = name  # full
        self.pack = pack
        self.says = says  # plain text, code in backticks
        self.digest = digest
        self.folder = folder  # of its pack
        self.backed = backed


# What a claim may name for something to be backed by it: the item, what stands in it, and what numbered clozes share.
_TARGETS = """
SELECT :name UNION SELECT question.name FROM question JOIN item ON item.id = question.item
  WHERE item.name = :name AND NOT :alone
UNION SELECT item.pack || '/' || siblings FROM item JOIN question ON item.id = question.item
  WHERE siblings <> '' AND (item.name = :name AND NOT :alone OR question.name = :name)"""

_BACKING = f"""
SELECT DISTINCT claim.name, claim.pack, says, claim.digest, folder.folder, backs
FROM backing JOIN claim ON claim.id = backing.claim JOIN file ON file.id = claim.file
JOIN folder ON folder.id = file.folder WHERE target IN ({_TARGETS}) ORDER BY claim.id"""

_DIGEST = """
SELECT file.digest FROM file JOIN item ON item.file = file.id WHERE item.name = :name UNION ALL
SELECT file.digest FROM question JOIN item ON item.id = question.item JOIN file ON file.id = item.file
WHERE question.name = :name OR (question.name > :name || '.' AND question.name < :name || '/') LIMIT 1"""


def backing(db: sqlite3.Connection, name: str, *, alone: bool = False) -> list[Backing]:
    """The claims that back an item with all that stands in it, or a question (a full name), in the order of files.

    `alone`: of an item without what stands in it.
    """
    found = []
    for full, pack, says, digest, folder, backs in db.execute(_BACKING, {"name": name, "alone": alone}).fetchall():
        own = [target for target in backs.split() if target.startswith(f"{pack}/")]
        backed = {target.rpartition("/")[2]: digest_of(db, target) for target in own}
        found.append(Backing(full, pack, says, digest, folder, backed))
    return found


def digest_of(db: sqlite3.Connection, name: str) -> str:
    """The hash of the file that an item or question stands in, "" where there is none."""
    found = db.execute(_DIGEST, {"name": name}).fetchone()
    return str(found[0]) if found else ""
