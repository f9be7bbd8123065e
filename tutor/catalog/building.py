"""Writing the catalog: whole into a new file that takes the old one's place, or what changed in one transaction.

Builders take turns over all processes. Readers never wait: until the turn is over they see the old state, and then the
new one.
"""

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from typing import NamedTuple

from tutor.catalog.bodies import body_of, questions_of
from tutor.catalog.index import AidRows, Index, aid_rows
from tutor.catalog.scanning import PACK_FILE, Seen, Stamp, troubles_text
from tutor.catalog.schema import PATIENCE, Unusable, check_version, create, damaged, is_damage, program, uri
from tutor.model.claims import Claim
from tutor.model.codec import dumps
from tutor.model.drills import Drill
from tutor.model.ids import full_name
from tutor.model.items import Aid, Item, Lesson, Pack, kind_of
from tutor.model.layout import plain_runs
from tutor.model.problems import Problem

KEPT_DAYS = 90

program()  # which program writes is settled now: what is loaded does not change with the files

Write = Callable[[sqlite3.Connection], None]


@contextmanager
def turn(path: str) -> Iterator[None]:
    """The turn to build the catalog at `path`; it ends with the process at the latest. Makes the folder.

    Raises OSError when the folder cannot be written or another process keeps the turn for longer than PATIENCE.
    """
    import fcntl

    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(f"{path}.lock", "ab") as lock:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise OSError(errno.ETIMEDOUT, "another tutor is building it") from None
                time.sleep(0.02)
        yield


def build_new(path: str, write: Write) -> None:
    """Write a catalog from nothing and put it in the place of what is at `path`. Raises sqlite3.Error and OSError."""
    fresh = f"{path}.new"
    try:
        for leftover in (fresh, f"{fresh}-wal", f"{fresh}-shm"):
            with suppress(FileNotFoundError):
                os.unlink(leftover)
        with closing(sqlite3.connect(uri(fresh, "mode=rwc"), uri=True, isolation_level=None)) as db:
            # Nobody reads the file yet, and one that a power cut leaves half written is built again.
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            build_in(db, write)
            db.execute("PRAGMA journal_mode = WAL")
        for leftover in (f"{path}-wal", f"{path}-shm"):
            with suppress(FileNotFoundError):
                os.unlink(leftover)
        os.replace(fresh, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(fresh)
        raise


def sweep(path: str) -> None:
    """Delete the catalogs beside `path` that were made for a working folder and not written for KEPT_DAYS."""
    stem = os.path.splitext(os.path.basename(path))[0].partition("-")[0]
    oldest = time.time() - KEPT_DAYS * 86400
    with suppress(OSError), os.scandir(os.path.dirname(path)) as entries:
        for entry in entries:
            if entry.name.startswith(f"{stem}-") and entry.stat().st_mtime < oldest:
                os.unlink(entry.path)


def build_in(db: sqlite3.Connection, write: Write) -> None:
    """Write a catalog from nothing into an empty database."""
    create(db)
    _transaction(db, write)


def update(path: str, write: Write) -> None:
    """Write what changed into the catalog at `path`. Raises Unusable when it must be built anew, else sqlite3.Error."""
    if not os.path.exists(path):
        raise Unusable("there is no catalog yet", where=path)
    db = sqlite3.connect(uri(path, "mode=rw"), uri=True, isolation_level=None, timeout=PATIENCE)
    with closing(db):
        check_version(db, path)
        db.execute("PRAGMA synchronous = NORMAL")
        try:
            _transaction(db, write)
        except sqlite3.Error as error:
            if is_damage(error):
                raise damaged(path) from error
            raise


def _transaction(db: sqlite3.Connection, write: Write) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("BEGIN IMMEDIATE")
    try:
        write(db)
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


class Prepared(NamedTuple):
    """A file as rows, ready to be written once the whole pack is known. `item` is None where nothing is usable."""

    item: tuple[str | int, ...] | None
    id: str
    teaches: tuple[str, ...]
    questions: Sequence[tuple[str, tuple[str | int, ...], str]]  # (id, its row, its body)
    problems: tuple[Problem, ...]
    facts: str  # JSON
    aid: AidRows | None = None
    claims: Sequence[tuple[str, tuple[str, ...]]] = ()  # (id, its row)
    digest: str = ""  # of the file's text


class Stored(NamedTuple):
    """A file as the catalog has it."""

    id: int
    stamp: Stamp
    facts: str
    dropped: frozenset[str]


def prepare(
    item: Item | None,
    problems: tuple[Problem, ...],
    facts: str,
    claims: Sequence[Claim] = (),
    digest: str = "",
) -> Prepared:
    """Turn what was read from a file into rows, so that the objects need not be kept while the rest is read."""
    if item is None:
        return Prepared(None, "", (), [], problems, facts, None, [_claim_row(claim) for claim in claims], digest)
    lesson = item if isinstance(item, Lesson) else None
    row = (
        item.pack,
        item.name,
        kind_of(item).value,
        item.title,
        item.minutes if isinstance(item, Lesson | Drill) else 0,
        item.aid_kind if isinstance(item, Aid) else "",
        _names(item.pack, lesson.after) if lesson else "",
        body_of(item),
    )
    questions = [
        (
            question.id,
            (
                question.name,
                question.kind,
                position,
                int(question.guess),
                question.siblings,
                _names(question.pack, question.confuses),
                question.answer_hash,
            ),
            dumps(question),
        )
        for position, question in enumerate(questions_of(item))
    ]
    aid = aid_rows(item) if isinstance(item, Aid) else None
    teaches = tuple(dict.fromkeys(item.teaches))
    return Prepared(row, item.id, teaches, questions, problems, facts, aid, (), digest)


def _claim_row(claim: Claim) -> tuple[str, tuple[str, ...]]:
    backs = " ".join(claim.backs)
    return claim.id, (claim.pack, claim.name, plain_runs(claim.says), claim.digest, backs, dumps(claim))


def _names(pack: str, ids: Sequence[str]) -> str:
    return " ".join(full_name(pack, local) for local in ids)


class Building:
    """What is written in one turn, inside a transaction that the caller opens and closes."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._index = Index(db)
        self._next_question = self._one("SELECT coalesce(max(id), 0) + 1 FROM question")

    def _one(self, sql: str, *args: str | int) -> int:
        return int(self._db.execute(sql, args).fetchone()[0])

    def forget(self, folders: Iterable[str]) -> None:
        """Leave out all that came from these folders."""
        gone = [(folder,) for folder in folders]
        self._index.leaving("folder.folder = ?", gone)
        self._db.executemany("DELETE FROM folder WHERE folder = ?", gone)
        self._index.settle()

    def place(self, seen: Seen, position: int, pack: str, winner: str) -> int:
        """Note a folder: its place in the order of precedence, and the pack it holds. Returns its number."""
        self._db.execute(
            "INSERT INTO folder (folder, label, position, troubles, pack, winner) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (folder) DO UPDATE SET label = excluded.label, position = excluded.position,"
            " troubles = excluded.troubles, pack = excluded.pack, winner = excluded.winner",
            (seen.folder, seen.label, position, troubles_text(seen), pack, winner),
        )
        return self._one("SELECT id FROM folder WHERE folder = ?", seen.folder)

    def stored(self, folder: int) -> dict[str, Stored]:
        """The files of a folder as they were written before, by path, pack.yaml left aside."""
        rows = self._db.execute(
            "SELECT path, id, size, mtime, ctime, inode, facts, dropped FROM file WHERE folder = ? AND path <> ?",
            (folder, PACK_FILE),
        )
        return {
            path: Stored(number, (size, mtime, ctime, inode), facts, frozenset(dropped.split()))
            for path, number, size, mtime, ctime, inode, facts, dropped in rows
        }

    def remove(self, files: Iterable[int]) -> None:
        """Leave out what came from these files."""
        gone = [(file,) for file in files]
        self._index.leaving("file.id = ?", gone)
        self._db.executemany("DELETE FROM file WHERE id = ?", gone)

    def add(self, folder: int, path: str, stamp: Stamp, read: Prepared, dropped: frozenset[str]) -> None:
        """Write a file's rows; `dropped` are the ids in it that the whole-pack check left out."""
        file = self._file(folder, path, stamp, read.facts, " ".join(sorted(dropped)), read.digest)
        self._problems(folder, file, read.problems)
        self._claims(file, [row for id, row in read.claims if id not in dropped])
        if read.item is None or read.id in dropped:
            return
        kept = [question for question in read.questions if question[0] not in dropped]
        item = self._db.execute(
            "INSERT INTO item (file, questions, position, pack, name, kind, title, minutes, aid_kind, after, body)"
            " VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)",
            (file, len(kept), *read.item),
        ).lastrowid
        if read.aid is not None and item is not None:
            self._index.add(item, read.aid)
        self._db.executemany(
            "INSERT INTO teaches VALUES (?, ?, ?)", [(item, *numbered) for numbered in enumerate(read.teaches)]
        )
        first = self._next_question
        self._next_question += len(kept)
        self._db.executemany(
            "INSERT INTO question VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(number, item, *row) for number, (_, row, _) in enumerate(kept, first)],
        )
        self._db.executemany(
            "INSERT INTO question_body VALUES (?, ?)",
            [(number, body) for number, (_, _, body) in enumerate(kept, first)],
        )

    def settle(
        self, folder: int, stamp: Stamp | None, pack: Pack | None, order: Sequence[str], problems: Sequence[Problem]
    ) -> None:
        """Write what belongs to a folder as a whole: its pack.yaml, the order of its items, problems of no one file."""
        self._index.settle()
        self._db.execute("DELETE FROM file WHERE folder = ? AND path = ?", (folder, PACK_FILE))
        if stamp is not None:
            self._file(folder, PACK_FILE, stamp, "", "", "")
        self._db.execute("DELETE FROM problem WHERE folder = ? AND file IS NULL", (folder,))
        self._problems(folder, None, problems)
        self._db.execute("DELETE FROM pack WHERE folder = ?", (folder,))
        if pack is None:
            return
        self._db.execute(
            "INSERT INTO pack VALUES (?, ?, ?, ?, ?, ?, ?)",
            (pack.id, folder, pack.title, pack.about, pack.audience, pack.version, dumps(pack)),
        )
        self._db.executemany("INSERT INTO renamed VALUES (?, ?, ?)", [(pack.id, *pair) for pair in pack.renamed])
        self._index.synonyms(pack)
        self._db.executemany(
            "UPDATE item SET position = ? WHERE name = ?",
            [(position, full_name(pack.id, local)) for position, local in enumerate(order)],
        )

    def _claims(self, file: int, rows: Sequence[tuple[str, ...]]) -> None:
        for row in rows:
            claim = self._db.execute(
                "INSERT INTO claim (file, pack, name, says, digest, backs, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (file, *row),
            ).lastrowid
            backs = row[4].split()
            self._db.executemany("INSERT INTO backing VALUES (?, ?)", [(claim, target) for target in backs])

    def _file(self, folder: int, path: str, stamp: Stamp, facts: str, dropped: str, digest: str) -> int:
        cursor = self._db.execute(
            "INSERT INTO file (folder, path, size, mtime, ctime, inode, facts, dropped, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (folder, path, *stamp, facts, dropped, digest),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _problems(self, folder: int, file: int | None, problems: Iterable[Problem]) -> None:
        rows = [
            (folder, file, place.path, place.line, place.column, found.code, found.message, found.hint)
            for found, place in ((found, found.place) for found in problems)
        ]
        self._db.executemany("INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def left_out(dropped: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """The ids that the whole-pack check leaves out, by the path of their file."""
    by_path: dict[str, set[str]] = {}
    for path, local in dropped:
        by_path.setdefault(path, set()).add(local)
    return {path: frozenset(ids) for path, ids in by_path.items()}
