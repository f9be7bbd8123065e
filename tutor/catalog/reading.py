"""The catalog's read side: rows for lists, whole items and questions for what is shown.

Importing this loads `sqlite3` and no model: rows are named tuples, and what decodes an item is imported when one is
asked for. Lists come in the packs' order of precedence, inside a pack in the pack's own order.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from tutor.catalog.scanning import Seen, is_current, known_folders
from tutor.catalog.schema import Unusable, damaged, is_damage, open_read_only
from tutor.errors import CatalogError, NotFound

if TYPE_CHECKING:
    from tutor.catalog.search import Found
    from tutor.model.claims import Claim
    from tutor.model.items import Item, Pack
    from tutor.model.problems import Problem
    from tutor.model.questions import Question

_T = TypeVar("_T")
_CHUNK = 500  # names a statement; SQLite's own limit is higher everywhere


class PackRow(NamedTuple):
    """`minutes` is the sum over its lessons; `problems` counts errors, so what was left out."""

    id: str
    title: str
    about: str
    audience: str
    version: str
    label: str
    folder: str
    lessons: int
    questions: int
    aids: int
    minutes: int
    problems: int


class ItemRow(NamedTuple):
    """`position` in the pack from 0; `minutes` of a lesson, of a drill about, else 0; `aid_kind` of an aid, else ""."""

    name: str
    pack: str
    kind: str
    title: str
    position: int
    minutes: int
    questions: int
    aid_kind: str


class LessonRow(NamedTuple):
    """A lesson in its pack's order; `after` are full names, `questions` how many stand in it."""

    name: str
    pack: str
    title: str
    position: int
    minutes: int
    after: tuple[str, ...]
    questions: int


class QuestionRow(NamedTuple):
    """`home` is a lesson's or quiz's full name, `position` counts there from 0; `siblings` is an id in its pack."""

    name: str
    pack: str
    home: str
    home_kind: str
    kind: str
    position: int
    guess: bool
    siblings: str
    confuses: tuple[str, ...]
    answer_hash: str


_PACKS = """
SELECT pack.id, pack.title, about, audience, version, folder.label, folder.folder, coalesce(lessons, 0),
       coalesce(sums.questions, 0), coalesce(aids, 0), coalesce(sums.minutes, 0),
       (SELECT count(*) FROM problem WHERE problem.folder = folder.id AND code LIKE 'E%')
FROM pack JOIN folder ON folder.id = pack.folder LEFT JOIN (
  SELECT pack, sum(kind = 'lesson') lessons, sum(questions) questions, sum(kind = 'aid') aids,
         sum(iif(kind = 'lesson', minutes, 0)) minutes
  FROM item GROUP BY pack) sums ON sums.pack = pack.id
ORDER BY folder.position"""

_BY_PACK = "JOIN pack ON pack.id = item.pack JOIN folder ON folder.id = pack.folder"
_IN_ORDER = "ORDER BY folder.position, item.position"

_QUESTION = """
SELECT question.name, item.pack, item.name, item.kind, question.kind, question.position, guess, siblings, confuses,
       answer_hash
FROM question JOIN item ON item.id = question.item"""

# One statement, so that a build in between cannot part an item from its questions.
_ITEM = """
SELECT -1, body FROM item WHERE name = ? UNION ALL
SELECT question.position, question_body.body
FROM item JOIN question ON question.item = item.id JOIN question_body ON question = question.id WHERE item.name = ?"""


class Catalog:
    """One open connection, read-only. A build by another process shows whole, between two calls, never in halves.

    `notes` are lines for a person about how it was opened. Every method raises CatalogError when the file cannot be
    read; when it is found to be damaged, only after mending has failed.
    """

    def __init__(self, db: sqlite3.Connection, path: str, notes: tuple[str, ...] = ()) -> None:
        self.path = path  # "" when it is in memory alone
        self.notes = notes
        self._db = db
        self._mend: Callable[[], Catalog] | None = None

    @classmethod
    def open(cls, path: str) -> "Catalog":
        """Open what was built before. Raises CatalogError when it is missing, damaged or of another version."""
        return cls(open_read_only(path), path)

    def mend_with(self, build: "Callable[[], Catalog]") -> None:
        """What to do when a read finds damage: `build` a sound catalog, which this one then reads from."""
        self._mend = build

    def close(self) -> None:
        self._db.close()

    def is_current(self, seen: list[Seen]) -> bool:
        """Whether it holds what `scanning.scan` has seen."""
        try:
            return is_current(known_folders(self._db), seen)
        except sqlite3.Error as error:
            raise self._error(error) from error

    # -- packs

    def packs(self) -> list[PackRow]:
        """Every pack in use."""
        return [PackRow(*row) for row in self._rows(_PACKS)]

    def pack(self, pack: str) -> "Pack":
        """What its pack.yaml says. Raises NotFound."""
        found: Pack = self._value(f"there is no pack {pack!r}", "SELECT body FROM pack WHERE id = ?", pack)
        return found

    def shadowed(self) -> list[tuple[str, str, str]]:
        """Packs that are passed over: (pack id, their folder, the folder of the same id that is used)."""
        return self._rows("SELECT pack, folder, winner FROM folder WHERE winner <> '' ORDER BY position")

    def renamed(self) -> list[tuple[str, str]]:
        """(old, new) full names, of items and questions alike."""
        return self._rows("SELECT pack || '/' || old, pack || '/' || new FROM renamed ORDER BY pack, old")

    def problems(self, pack: str = "") -> list[tuple[str, "Problem"]]:
        """What is wrong with one pack, or with all: (pack id, or the folder where there is no usable pack, problem)."""
        from tutor.model.problems import Place, Problem

        rows = self._rows(
            "SELECT iif(folder.pack = '' OR winner <> '', folder.folder, folder.pack), path, line, column, code,"
            " message, hint FROM problem JOIN folder ON folder.id = problem.folder"
            " WHERE ? IN ('', folder.pack, folder.folder)"
            " ORDER BY folder.position, path, line, column, code",
            (pack,),
        )
        return [(row[0], Problem(Place(row[1], row[2], row[3]), row[4], row[5], row[6])) for row in rows]

    # -- items

    def items(self, pack: str = "", kind: str = "") -> list[ItemRow]:
        """The items of one pack or of all, of one kind or of all."""
        clauses = [clause for clause, value in (("item.pack = :pack", pack), ("kind = :kind", kind)) if value]
        rows = self._rows(
            "SELECT name, item.pack, kind, item.title, item.position, minutes, questions, aid_kind"
            f" FROM item {_BY_PACK} WHERE {' AND '.join(clauses) or 'true'} {_IN_ORDER}",
            {"pack": pack, "kind": kind},
        )
        return [ItemRow(*row) for row in rows]

    def lesson_order(self, pack: str) -> list[LessonRow]:
        """The lessons of a pack in its order."""
        rows = self._rows(
            "SELECT name, pack, title, position, minutes, after, questions FROM item"
            " WHERE pack = ? AND kind = 'lesson' ORDER BY position",
            (pack,),
        )
        return [LessonRow(row[0], row[1], row[2], row[3], row[4], tuple(row[5].split()), row[6]) for row in rows]

    def item(self, name: str) -> "Item":
        """A whole item with its questions. Raises NotFound."""
        return self._sound(lambda: self._item(name))

    def teaches(self, name: str) -> list[str]:
        """The aids and lessons that this item practises, as far as they are there."""
        return self._column(
            "SELECT target FROM teaches JOIN item ON item.id = teaches.item JOIN item AS taught ON taught.name = target"
            " WHERE item.name = ? ORDER BY teaches.position",
            name,
        )

    def taught_by(self, name: str) -> list[str]:
        """The lessons and quizzes that practise this item."""
        return self._column(
            f"SELECT item.name FROM teaches JOIN item ON item.id = teaches.item {_BY_PACK}"
            f" WHERE target = ? {_IN_ORDER}",
            name,
        )

    def find(self, word: str) -> list[str]:
        """The items and questions that `word`, an id or a full name, is the name of."""
        packs = self._column("SELECT pack.id FROM pack JOIN folder ON folder.id = pack.folder ORDER BY folder.position")
        names = [word] if "/" in word else [f"{pack}/{word}" for pack in packs]
        known = "SELECT name FROM item WHERE name = ? UNION ALL SELECT name FROM question WHERE name = ?"
        return [found for name in names for found in self._column(known, name, name)]

    def search(self, question: str, limit: int, *, pack: str = "", typing: bool = False) -> "Found":
        """The job aids that answer a question, best first, as `search.search` finds them."""
        from tutor.catalog.search import search

        return self.read(lambda db: search(db, question, limit, pack=pack, typing=typing))

    # -- claims

    def claims(self, pack: str) -> "list[Claim]":
        """The claims of a pack, whole, in the order of its files."""
        from tutor.model.codec import loads

        sql = "SELECT body FROM claim JOIN file ON file.id = claim.file WHERE pack = ? ORDER BY path, claim.id"
        return self._sound(lambda: [self._decoded(loads, row[0]) for row in self._fetched(sql, (pack,))])

    # -- questions

    def question(self, name: str) -> "Question":
        """A whole question. Raises NotFound."""
        sql = "SELECT body FROM question JOIN question_body ON question = id WHERE name = ?"
        found: Question = self._value(f"there is no question {name!r}", sql, name)
        return found

    def questions(self, pack: str = "") -> list[QuestionRow]:
        """The questions of one pack, or of all."""
        if pack:
            return self._question_rows(
                f"{_QUESTION} WHERE item.pack = ? ORDER BY item.position, question.position", (pack,)
            )
        return self._question_rows(f"{_QUESTION} {_BY_PACK} {_IN_ORDER}, question.position")

    def questions_at(self, homes: Collection[str]) -> list[QuestionRow]:
        """The questions that stand in these lessons and quizzes (full names)."""
        found = self._named(f"{_QUESTION} {_BY_PACK} WHERE item.name IN ({{}}) {_IN_ORDER}, question.position", homes)
        if len(homes) <= _CHUNK:
            return found
        rank = {item.name: rank for rank, item in enumerate(self.items())}
        return sorted(found, key=lambda row: (rank[row.home], row.position))

    def question_row(self, name: str) -> QuestionRow | None:
        """The row of one question, None when no pack has it (any more)."""
        return next(iter(self._question_rows(f"{_QUESTION} WHERE question.name = ?", (name,))), None)

    def question_rows(self, names: Sequence[str]) -> dict[str, QuestionRow]:
        """The rows of these questions by full name, in the order asked; those that no pack has are absent."""
        found = {row.name: row for row in self._named(f"{_QUESTION} WHERE question.name IN ({{}})", names)}
        return {name: found[name] for name in names if name in found}

    def existing(self, names: Collection[str]) -> set[str]:
        """Those of these questions that a pack in use has. Names by the ten thousand are looked up in one statement."""
        import json

        gone = "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT name FROM question)"
        return set(names).difference(self._column(gone, json.dumps(list(names))))

    # -- reading

    def read(self, ask: Callable[[sqlite3.Connection], _T]) -> _T:
        """What `ask` finds by statements of its own, for the modules that read by rows alone (search.py)."""

        def read() -> _T:
            try:
                return ask(self._db)
            except sqlite3.Error as error:
                raise self._error(error) from error

        return self._sound(read)

    def _question_rows(self, sql: str, args: Sequence[Any] = ()) -> list[QuestionRow]:
        return [
            QuestionRow._make((*row[:6], row[6] == 1, row[7], tuple(row[8].split()) if row[8] else (), row[9]))
            for row in self._rows(sql, args)
        ]

    def _named(self, sql: str, names: Iterable[str]) -> list[QuestionRow]:
        wanted = list(dict.fromkeys(names))
        rows: list[QuestionRow] = []
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows += self._question_rows(sql.format(",".join("?" * len(chunk))), chunk)
        return rows

    def _value(self, missing: str, sql: str, name: str) -> Any:
        from tutor.model.codec import loads

        def read() -> Any:
            rows = self._fetched(sql, (name,))
            return self._decoded(loads, self._titled(rows[0][0])) if rows else None

        value = self._sound(read)
        if value is None:
            raise NotFound(missing)
        return value

    def _item(self, name: str) -> "Item":
        from tutor.catalog.bodies import item_of

        bodies = {place: self._titled(body) for place, body in self._fetched(_ITEM, (name, name))}
        if -1 not in bodies:
            raise NotFound(f"there is no item {name!r}")
        found: Item = self._decoded(lambda body: item_of(body, bodies), bodies.pop(-1))
        return found

    def _titled(self, body: str) -> str:
        """A body whose links say what they lead to."""
        from tutor.catalog.links import with_titles

        def title_of(name: str) -> str:
            rows = self._fetched("SELECT title FROM item WHERE name = ?", (name,))
            return str(rows[0][0]) if rows else ""

        return with_titles(body, title_of)

    def _column(self, sql: str, *args: str) -> list[str]:
        return [row[0] for row in self._rows(sql, args)]

    def _rows(self, sql: str, args: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        return self._sound(lambda: self._fetched(sql, args))

    def _fetched(self, sql: str, args: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        try:
            return self._db.execute(sql, args).fetchall()
        except sqlite3.Error as error:
            raise self._error(error) from error

    def _error(self, error: sqlite3.Error) -> CatalogError:
        return (
            damaged(self.path)
            if is_damage(error)
            else CatalogError(f"the catalog cannot be read: {error}", where=self.path)
        )

    def _decoded(self, decode: "Callable[[str], Any]", body: str) -> Any:
        try:
            return decode(body)
        except (LookupError, TypeError, ValueError) as error:  # overwritten on the disk
            raise damaged(self.path) from error

    def _sound(self, read: Callable[[], _T]) -> _T:
        """What `read` finds; when it finds damage, what it finds after the catalog was mended."""
        try:
            return read()
        except Unusable:
            if self._mend is None:
                raise
            mended, self._mend = self._mend(), None
            self._db.close()
            self._db, self.path, self.notes = mended._db, mended.path, self.notes + mended.notes
            return read()
