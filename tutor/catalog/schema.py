"""The tables of the catalog, how a connection to them is opened, and when a file is thrown away."""

import os

from tutor import __version__
from tutor.errors import CatalogError
from tutor.sql import sqlite3

APPLICATION = 0x7475746F  # "tuto", in the header of the file
VERSION = 3
PATIENCE = 15.0  # seconds to wait for another process

# Names are full names (pack/id) unless a comment says otherwise. Lists of names are texts separated by blanks: names
# have none, and reading them needs no JSON.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE folder (           -- every folder that was looked into, packs or not
  id INTEGER PRIMARY KEY,
  folder TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  position INTEGER NOT NULL,    -- order of precedence
  troubles TEXT NOT NULL,       -- what could not be looked at, as scanning found it
  pack TEXT NOT NULL,           -- the id of the pack, '' when it cannot be used
  winner TEXT NOT NULL          -- the folder that is used in its place, ''
) STRICT;

CREATE TABLE pack (
  id TEXT PRIMARY KEY,
  folder INTEGER NOT NULL UNIQUE REFERENCES folder(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  about TEXT NOT NULL,
  audience TEXT NOT NULL,
  version TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE renamed (
  pack TEXT NOT NULL REFERENCES pack(id) ON DELETE CASCADE,
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  PRIMARY KEY (pack, old)
) STRICT, WITHOUT ROWID;

CREATE TABLE file (             -- stamps, and what the whole-pack check needs without reading the file again
  id INTEGER PRIMARY KEY,
  folder INTEGER NOT NULL REFERENCES folder(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  mtime INTEGER NOT NULL,       -- ns
  ctime INTEGER NOT NULL,       -- ns
  inode INTEGER NOT NULL,       -- -1: matches nothing, read again
  facts TEXT NOT NULL,          -- JSON, '' for pack.yaml
  dropped TEXT NOT NULL,        -- ids that the whole-pack check left out
  digest TEXT NOT NULL,         -- a hash of its text, '' for pack.yaml
  UNIQUE (folder, path)
) STRICT;

CREATE TABLE item (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL UNIQUE REFERENCES file(id) ON DELETE CASCADE,
  pack TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  position INTEGER NOT NULL,    -- in the pack, from 0
  minutes INTEGER NOT NULL,     -- lessons, and drills about; else 0
  questions INTEGER NOT NULL,
  aid_kind TEXT NOT NULL,       -- aids, else ''
  after TEXT NOT NULL,
  body TEXT NOT NULL            -- without its questions
) STRICT;
CREATE INDEX item_pack ON item(pack, position);

CREATE TABLE teaches (
  item INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (item, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX teaches_target ON teaches(target);

CREATE TABLE question (         -- narrow, so that walking over a pack's questions touches few pages
  id INTEGER PRIMARY KEY,
  item INTEGER NOT NULL REFERENCES item(id) ON DELETE CASCADE,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,    -- among the questions of its item, from 0
  guess INTEGER NOT NULL,
  siblings TEXT NOT NULL,       -- an id
  confuses TEXT NOT NULL,
  answer_hash TEXT NOT NULL
) STRICT;
CREATE INDEX question_item ON question(item, position);

CREATE TABLE question_body (
  question INTEGER PRIMARY KEY REFERENCES question(id) ON DELETE CASCADE,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file(id) ON DELETE CASCADE,
  pack TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE,    -- in a namespace of its own
  says TEXT NOT NULL,           -- plain text, code in backticks
  digest TEXT NOT NULL,
  backs TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX claim_file ON claim(file);
CREATE INDEX claim_pack ON claim(pack);

CREATE TABLE backing (
  claim INTEGER NOT NULL REFERENCES claim(id) ON DELETE CASCADE,
  target TEXT NOT NULL,
  PRIMARY KEY (target, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX backing_claim ON backing(claim);

CREATE TABLE problem (
  folder INTEGER NOT NULL REFERENCES folder(id) ON DELETE CASCADE,
  file INTEGER REFERENCES file(id) ON DELETE CASCADE,  -- null: found in the pack as a whole
  path TEXT NOT NULL,
  line INTEGER NOT NULL,
  column INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  hint TEXT NOT NULL
) STRICT;
CREATE INDEX problem_folder ON problem(folder, path);
CREATE INDEX problem_file ON problem(file);

CREATE TABLE looked (           -- folders and files that tell cheaply whether packs changed (freshness.py)
  path TEXT PRIMARY KEY,
  stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Look-up. Texts are folded words, a line for each line; a stem is one of words.py, not of the full-text index.

CREATE TABLE aid (
  id INTEGER PRIMARY KEY REFERENCES item(id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  tags TEXT NOT NULL,
  asks TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE aid_text USING fts5 (
  title, tags, asks, body, content = 'aid', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO aid_text (aid_text, rank) VALUES ('rank', 'bm25(2.0, 2.0, 2.0, 1.0)');
CREATE TRIGGER aid_gone AFTER DELETE ON aid BEGIN
  INSERT INTO aid_text (aid_text, rowid, title, tags, asks, body)
  VALUES ('delete', old.id, old.title, old.tags, old.asks, old.body);
END;

CREATE TABLE printed (          -- as model/printed.py fits it to a screen
  aid INTEGER PRIMARY KEY REFERENCES aid(id) ON DELETE CASCADE,
  wide TEXT NOT NULL,
  narrow TEXT NOT NULL,         -- '' where it is the same
  commands TEXT NOT NULL        -- separated by \\x1e; each a step's number, \\x1f, the text
) STRICT;

CREATE TABLE phrase (           -- what names an aid: its id, its title, its asks; after "~ " without small words
  phrase TEXT NOT NULL,
  aid INTEGER NOT NULL REFERENCES aid(id) ON DELETE CASCADE,
  PRIMARY KEY (phrase, aid)
) STRICT, WITHOUT ROWID;
CREATE INDEX phrase_aid ON phrase(aid);

CREATE TABLE word (word TEXT PRIMARY KEY, aids INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE stem (stem TEXT PRIMARY KEY, aids INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE gap (              -- a word, and the word without any one of its letters
  gap TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (gap, word)
) STRICT, WITHOUT ROWID;

CREATE TABLE synonym (
  stem TEXT NOT NULL,
  other TEXT NOT NULL,
  pack TEXT REFERENCES pack(id) ON DELETE CASCADE  -- null: ships with the program
) STRICT;
CREATE INDEX synonym_stem ON synonym(stem);
CREATE INDEX synonym_pack ON synonym(pack);
"""

# Errors of SQLite that say nothing about the file's contents, by primary code: PERM, BUSY, LOCKED, NOMEM, READONLY,
# INTERRUPT, IOERR, FULL, CANTOPEN.
_INNOCENT = frozenset({3, 5, 6, 7, 8, 9, 10, 13, 14})
_UNREACHABLE = frozenset({3, 8, 14})


class Unusable(CatalogError):
    """The file is missing, damaged or from another version: it is built anew. `note` says so to a person, or is ""."""

    def __init__(self, message: str, *, where: str, note: str = "") -> None:
        super().__init__(message, where=where)
        self.note = note


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error means that the file itself is broken, and not that it is busy or cannot be reached."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.DatabaseError) and (code is None or code & 0xFF not in _INNOCENT)


def damaged(path: str) -> Unusable:
    """What is raised for a file that is broken."""
    return Unusable("the catalog is damaged", where=path, note="The catalog was damaged and has been built anew.")


def uri(path: str, query: str) -> str:
    """A SQLite address for a path that may hold any character."""
    quoted = os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{quoted}?{query}"


def open_read_only(path: str, *, release: bool = False) -> sqlite3.Connection:
    """A reading connection to a catalog that this very program wrote. Raises Unusable, or CatalogError.

    `release`: that this release wrote it is enough, as it is for who has no time to look at the program's sources.
    """
    try:
        return _checked(path, "mode=ro", release)
    except sqlite3.OperationalError as error:
        if not os.path.exists(path):
            raise Unusable("there is no catalog yet", where=path) from None
        if error.sqlite_errorcode & 0xFF not in _UNREACHABLE:
            raise CatalogError(f"the catalog cannot be read: {error}", where=path) from error
        try:
            # In a folder that cannot be written SQLite cannot make its shared memory file; nobody else writes either.
            return _checked(path, "mode=ro&immutable=1", release)
        except sqlite3.Error:
            raise CatalogError(f"the catalog cannot be read: {error}", where=path) from error


def _checked(path: str, query: str, release: bool) -> sqlite3.Connection:
    db = sqlite3.connect(uri(path, query), uri=True, isolation_level=None, timeout=PATIENCE, check_same_thread=False)
    try:
        check_version(db, path, release=release)
    except BaseException:
        db.close()
        raise
    return db


def check_version(db: sqlite3.Connection, path: str, *, release: bool = False) -> None:
    """Raises Unusable unless this very program, or this `release`, wrote the file; other sqlite3 errors as they are."""
    try:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        written = db.execute("SELECT value FROM meta WHERE key = 'program'").fetchone() if version == VERSION else None
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise damaged(path) from error
        raise
    if application != APPLICATION:
        raise damaged(path)
    same_release = written is not None and written[0].split(" ")[0] == __version__
    if same_release and (release or written == (program(),)):
        return
    other = "tutor as it was before a change" if same_release else "another version of tutor"
    raise Unusable(
        f"{other} wrote the catalog",
        where=path,
        note=f"{other[0].upper()}{other[1:]} wrote the catalog; it has been built anew.",
    )


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty database."""
    db.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; BEGIN; {TABLES} COMMIT")
    db.execute("INSERT INTO meta VALUES ('program', ?)", (program(),))


def program() -> str:
    """Which program writes: its version, and the newest of the sources that decide what a pack's text comes to.

    The sources are there for whoever works on them: a parser that was changed must not be answered from an old catalog.
    Found out once, since what is loaded does not change with the files.
    """
    if not _PROGRAM:
        _PROGRAM.append(f"{__version__} {_newest_source()}")
    return _PROGRAM[0]


def _newest_source() -> int:
    newest = 0
    base = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for room in ("model", "packs", "catalog"):
        try:
            with os.scandir(os.path.join(base, room)) as entries:
                newest = max([newest, *(entry.stat().st_mtime_ns for entry in entries if entry.name.endswith(".py"))])
        except OSError:
            pass  # packed in an archive: the version says it all
    return newest


_PROGRAM: list[str] = []
