"""A pack that is being written, as its learners will see it: a house of its own that lasts as long as the preview.

Importing it reads no pack: what does is imported when there is one to read.

Its catalog holds this one pack and is brought up to date after every save, one file read for one file saved. Its
journal is scratch paper: whatever is answered, played or done in a preview is gone with it.
"""

import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any

from tutor.catalog.building import build_new, update
from tutor.catalog.reading import Catalog
from tutor.catalog.scanning import PACK_FILE, known_folders, scan
from tutor.errors import CatalogError, NotFound, TutorError
from tutor.journal.queries import Clock
from tutor.journal.reading import open_to_read
from tutor.journal.store import Journal, system_clock
from tutor.model.claims import Claim
from tutor.model.codec import encode
from tutor.model.drills import Drill
from tutor.model.events import SettingChanged
from tutor.model.items import Aid, Item, Lesson, Pack, Procedure, Quiz
from tutor.model.problems import Problem
from tutor.places import PackSource, Places
from tutor.services.opening import Progress, Tutor
from tutor.services.scratch import Scratch
from tutor.settings import SETTINGS

KINDS = {  # by folder, in the order in which they are listed
    "lessons": "lesson",
    "aids": "aid",
    "drills": "drill",
    "labs": "lab",
    "quizzes": "quiz",
    "paths": "path",
    "claims": "claims",
}

_FILES = """
SELECT file.path, coalesce(item.name, ''), coalesce(item.title, '') FROM file
LEFT JOIN item ON item.file = file.id
WHERE file.path <> 'pack.yaml' ORDER BY item.position IS NULL, item.position, file.path"""


class PreviewPlaces(Places):
    """The learner's places, but that all a preview writes of learning and using goes to a scratch folder.

    What is shared is about this machine: which commands are trusted, the versions of tools, what came out when claims
    were run.
    """

    __slots__ = ("_real", "_state")

    def __init__(self, real: Places, scratch: str) -> None:
        super().__init__(os.path.join(scratch, "data"), os.path.join(scratch, "cache"), real.state, real.shipped)
        self._real = real
        self._state = os.path.join(scratch, "state")

    @property
    def worlds(self) -> str:
        return os.path.join(self._state, "labs")  # the learner's own try of this lab stays as it is

    @property
    def uses(self) -> str:
        return os.path.join(self._state, "uses")

    @property
    def look_ups(self) -> str:
        return os.path.join(self._state, "look-ups")

    @property
    def news(self) -> str:
        return os.path.join(self._state, "news.json")

    @property
    def verified(self) -> str:
        return self._real.verified


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the pack. `name` and `title` are those of its item, "" where nothing of it can be used."""

    path: str
    kind: str  # as KINDS has it
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that is another one than before.

    `at`: the first page, question, scene, or step of a procedure that differs, counted from 0; -1: none of them does,
    or there is nothing to compare.
    """

    path: str
    at: int = -1


class Preview:
    """The house of a preview. `update`, `look_over` and `problems_at` may be called from any thread."""

    def __init__(self, path: str, where: Places, clock: Clock = system_clock, progress: Progress | None = None) -> None:
        """`path`: a pack's folder, or a file of one. Raises NotFound, and TutorError where it holds several packs."""
        from tutor.services.pack_folders import packs_at

        folders = packs_at(path)
        if len(folders) > 1:
            names = ", ".join(map(os.path.basename, folders))
            raise TutorError("this folder holds several packs", where=path, hint=f"Which one? {names}")
        self.folder = os.path.abspath(folders[0])
        self._real = where
        self._scratch = Scratch("tutor-preview")
        self.where = PreviewPlaces(where, self._scratch.path)
        self._sources = (PackSource(self._label(), self.folder),)
        self._turn = Lock()
        self._found: dict[str, tuple[Problem, ...]] = {}
        self.looked_over = False  # whether `problems_at` tells all
        self._pack_file = self._pack_digest()
        try:
            self._build(progress=progress)
            self._reader = Catalog.open(self.where.catalog)
            journal = Journal.open(self.where.journal, copies=self.where.copies, clock=clock)
            self.tutor = Tutor(self.where, Catalog.open(self.where.catalog), journal)
            self._take_settings()
        except BaseException:
            self._scratch.remove()
            raise
        self._take_errors(set())

    def close(self) -> None:
        """Let go of everything; nothing of it stays."""
        self.tutor.close()
        self._reader.close()
        self._scratch.remove()

    # -- what there is

    @property
    def is_installed(self) -> bool:
        """Whether it is a pack that was installed, and so is not edited in place."""
        return self._sources[0].label == "installed"

    @property
    def pack(self) -> Pack | None:
        """The pack, None where its pack.yaml cannot be used."""
        rows = self.tutor.catalog.packs()
        return self.tutor.catalog.pack(rows[0].id) if rows else None

    def files(self) -> list[FileRow]:
        """The files of the pack by kind; of each first those with an item, in the order of the pack."""
        rows = self.tutor.catalog.read(lambda db: db.execute(_FILES).fetchall())
        if not rows:  # of a pack that cannot be used no file is kept
            rows = [(path, "", "") for seen in scan(self._sources) for path in seen.files if path != PACK_FILE]
        files = [FileRow(path, KINDS[path.partition("/")[0]], name, title) for path, name, title in rows]
        return sorted(files, key=lambda row: list(KINDS.values()).index(row.kind))

    def claims(self) -> list[Claim]:
        """The claims of the pack."""
        rows = self.tutor.catalog.packs()
        return self.tutor.catalog.claims(rows[0].id) if rows else []

    def row_at(self, path: str) -> FileRow | None:
        """The row of a file, None where the pack has none there."""
        return next((row for row in self.files() if row.path == path), None)

    def path_of(self, name: str) -> str:
        """The file of an item or a question by its full name; "" where there is none."""
        row = self.tutor.catalog.question_row(name)
        home = row.home if row else name
        return next((one.path for one in self.files() if one.name == home), "")

    def inside(self, path: str) -> str:
        """A path on disk as one relative to the pack; "" for the pack itself."""
        inside = os.path.relpath(os.path.abspath(path), self.folder).replace(os.sep, "/")
        return "" if inside == "." else inside

    def problems_at(self, path: str = "") -> tuple[Problem, ...]:
        """What is wrong with a file, or with all of the pack; errors first."""
        found = self._found
        some = found.get(path, ()) if path else tuple(one for each in found.values() for one in each)
        return tuple(sorted(some, key=lambda problem: (not problem.is_error, problem)))

    # -- what is saved

    def update(self) -> tuple[Saved, ...]:
        """Read what has changed; what that was, the latest last. Raises CatalogError."""
        with self._turn:
            before = {path: self._parts_at(path) for path in self._stale()}
            digests = self._digests()
            self._build(update)
            now = self._digests()
            changed = [path for path, digest in now.items() if digests.get(path) != digest]
            pack_file, self._pack_file = self._pack_file, self._pack_digest()
            if pack_file != self._pack_file:
                changed.append(PACK_FILE)
            gone = digests.keys() - now.keys()
            self._take_errors({*changed, *gone})
            if gone:
                changed.append(PACK_FILE)  # which shows what is left
            saved = [Saved(path, _first_difference(before.get(path), self._parts_at(path))) for path in changed]
            return tuple(sorted(saved, key=lambda one: self._saved_at(one.path)))

    def look_over(self) -> None:
        """Find all that `tutor check` finds. It takes longer than showing what was saved, and comes after it."""
        from tutor.services.checking import check, today

        try:
            checked = check([self.folder], today(), self._real)
        except NotFound:
            return  # the folder is gone; what was found last still stands
        self._found = _by_path(problem for one in checked for problem in one.problems)
        self.looked_over = True

    def _build(self, how: Any = None, progress: Progress | None = None) -> None:
        from tutor.services.reading_packs import write_packs

        os.makedirs(self.where.cache, exist_ok=True)
        try:
            (how or build_new)(self.where.catalog, lambda db: write_packs(db, self._sources, progress))
        except (OSError, sqlite3.Error) as error:
            raise CatalogError(f"the preview cannot be built: {error}", where=self.where.cache) from error

    def _label(self) -> str:
        """Where the pack lies: the learner's own may be called so, and an installed one is not edited in place."""
        real = os.path.realpath(self.folder)
        if real == os.path.realpath(self._real.own):
            return "own"
        return "installed" if real.startswith(os.path.realpath(self._real.installed) + os.sep) else "here"

    def _take_errors(self, changed: set[str]) -> None:
        """What reading found already says why an item is not there; warnings stand until all is looked over."""
        errors = _by_path(problem for _, problem in self._reader.problems() if problem.is_error)
        told = {path: tuple(one for one in self._found.get(path, ()) if not one.is_error) for path in changed}
        self._found = {**self._found, **told}
        for path, found in errors.items():
            self._found[path] = tuple({*self._found.get(path, ()), *found})

    def _take_settings(self) -> None:
        """The learner's settings, so that it looks as everything does; of their journal nothing else is read."""
        if not os.path.exists(self._real.journal):
            return
        from tutor.errors import JournalError, JournalUnwritable

        try:
            real = open_to_read(self._real.journal, JournalUnwritable("a preview only reads"))
        except JournalError:
            return
        values, usual = real.settings(), self.tutor.journal.settings()
        real.close()
        changed = [key for key, one in SETTINGS.items() if not one.internal and values[key] != usual[key]]
        if changed:
            self.tutor.journal.record(*(SettingChanged(key, values[key]) for key in changed))

    def _stale(self) -> list[str]:
        known = self._reader.read(known_folders)
        return [
            path
            for seen in scan(self._sources)
            for path, stamp in seen.files.items()
            if seen.folder in known and path != PACK_FILE and known[seen.folder].files.get(path) != stamp
        ]

    def _digests(self) -> dict[str, str]:
        sql = "SELECT path, digest FROM file WHERE path <> 'pack.yaml'"
        return dict(self._reader.read(lambda db: db.execute(sql).fetchall()))

    def _pack_digest(self) -> str:
        try:
            with open(os.path.join(self.folder, PACK_FILE), "rb") as file:
                return sha256(file.read()).hexdigest()
        except OSError:
            return ""

    def _parts_at(self, path: str) -> tuple[object, ...] | None:
        sql = "SELECT name FROM item JOIN file ON file.id = item.file WHERE path = ?"
        names = self._reader.read(lambda db: db.execute(sql, (path,)).fetchall())
        return _parts(self._reader.item(names[0][0])) if names else None

    def _saved_at(self, path: str) -> int:
        try:
            return os.stat(os.path.join(self.folder, path)).st_mtime_ns
        except OSError:
            return 0


def _by_path(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.place.path, []).append(problem)
    return {path: tuple(each) for path, each in found.items()}


def _parts(item: Item) -> tuple[object, ...]:
    """What an item is made of, one after the other."""
    match item:
        case Lesson():
            return item.screens
        case Quiz():
            return item.questions
        case Drill():
            return item.scenes
        case Aid(body=Procedure(steps=steps)):
            return steps
    return ()


def _are_alike(one: object, other: object) -> bool:
    """Whether two parts say the same, on whatever lines they stand."""
    return one == other or _without_places(encode(one)) == _without_places(encode(other))


def _without_places(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [_without_places(one) for one in value if not (isinstance(one, list) and one[:1] == ["Place"])]


def _first_difference(before: tuple[object, ...] | None, after: tuple[object, ...] | None) -> int:
    """The first part that is another one than before; where some are gone at the end, the last one left."""
    if before is None or not after:
        return -1
    for place, part in enumerate(after):
        if place >= len(before) or not _are_alike(before[place], part):
            return place
    return len(after) - 1 if len(before) > len(after) else -1
