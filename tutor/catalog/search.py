"""Finding the job aid that answers a question, by `sqlite3` alone.

First the whole question, as an id, a title or one of the `asks`. Then two looks. The first is the full-text index: aids
with all the words, filled up by aids with any of the rarer ones. The second weighs what was found: bm25, how much of
the question an aid covers anywhere, and how much of it one line covers, for a person asks about one thing at a time. A
word is worth what it tells: log(1 + aids / aids that have it). Measured with scripts/rank_adapter.py (docs/lookup.md).
"""

from math import log

from tutor.catalog.words import STOP, content_words, gaps_of, may_be_typo, stem_of, words_of
from tutor.sql import sqlite3

LONGEST = 2_000  # letters of a question that are looked at
MOST_WORDS = 24  # different ones

_ROWS = 1_500  # how many aids may be ranked for words that need not all be there, or at every key: each costs some µs
_ENOUGH = 10  # aids that have all the words: no others are looked for
_KEPT = 40  # aids that get a second look
_LINE_COST = 0.01  # a word of a line
_REPAIRED = 4  # letters that a word needs to be taken for another

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Hit:
    """An aid that was found. `label` is where its pack comes from ("here", "team", "own", "installed", "shipped")."""

    __slots__ = ("id", "kind", "label", "name", "pack", "title")

    def __init__(self, id: int, name: str, title: str, kind: str, pack: str, label: str) -> None:
        self.id = id  # of its row in the catalog it was found in
        self.name = name
        self.title = title
        self.kind = kind  # "checklist", "procedure", …
        self.pack = pack
        self.label = label


class Found:
    """What a search came to.

    `near` are words of the aids that look like those that no aid has. Not `sure`: of two words or more the best hit
    has only one, so that it came near at most; an aid that the question names is an answer always.
    """

    __slots__ = ("corrected", "hits", "near", "sure")

    def __init__(self, hits: list[Hit], corrected: list[tuple[str, str]], near: list[str], *, sure: bool) -> None:
        self.hits = hits
        self.corrected = corrected  # (as typed, as taken)
        self.near = near
        self.sure = sure


def left_out(db: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """What errors keep out of the packs that somebody writes here: (pack or "", its folder, how many files)."""
    return db.execute(
        "SELECT folder.pack, folder.folder, count(DISTINCT path) FROM problem JOIN folder ON folder.id = problem.folder"
        " WHERE label IN ('here', 'team', 'own') AND code LIKE 'E%' AND winner = ''"
        " GROUP BY folder.id ORDER BY folder.position"
    ).fetchall()


class _Term:
    """A word of the question: how the index is asked for it, how a line shows it, and what it is worth."""

    __slots__ = ("aids", "marks", "match", "worth")

    def __init__(self, match: str, marks: list[str], aids: int, worth: float) -> None:
        self.match = match
        self.marks = marks  # what a folded line has that shows it: a blank and the beginning of a word
        self.aids = aids  # about so many aids have it
        self.worth = worth


def search(
    db: sqlite3.Connection,
    question: str,
    limit: int,
    *,
    pack: str = "",
    typing: bool = False,
    exact: bool = False,
) -> Found:
    """The aids that answer `question`, best first, at most `limit`; of one pack where it is given.

    `typing`: the last word may be unfinished. `exact`: all words must be there as they are typed. Raises sqlite3.Error.
    """
    words = words_of(question[:LONGEST])
    if not words:
        return Found([], [], [], sure=False)
    content = content_words(words)[:MOST_WORDS]
    terms, corrected, near = _terms(db, content, typing=typing and words[-1] == content[-1], exact=exact)
    meant = dict(corrected)
    named = list(dict.fromkeys(_pinned(db, [meant.get(word, word) for word in words], exact)))
    ranked = list(named)
    best = 0
    if terms and not (exact and len(terms) < len(content)):
        weighed = _weighed(db, terms, _first_look(db, terms, pack, exact=exact, typing=typing))
        best = weighed[0][2] if weighed else 0
        ranked += [id for _, id, _ in weighed if id not in ranked]
    hits = _hits(db, ranked, pack, limit)
    sure = bool(hits) and (hits[0].id in named or best != 1 or len(content) == 1)
    return Found(hits, corrected, near, sure=sure)


# -- the words


def _terms(
    db: sqlite3.Connection, content: list[str], *, typing: bool, exact: bool
) -> tuple[list[_Term], list[tuple[str, str]], list[str]]:
    """The words that some aid has, as terms; what was corrected; and what looks like the words that none has."""
    aids = max(1, int((db.execute("SELECT value FROM meta WHERE key = 'aids'").fetchone() or ("1",))[0]))
    stems = [stem_of(word) for word in content]
    others = {} if exact else _synonyms(db, stems)
    known = _counts(db, "stem", {*stems, *(stem_of(other) for alike in others.values() for other in alike)})
    terms: list[_Term] = []
    corrected: list[tuple[str, str]] = []
    near: list[str] = []
    for place, word in enumerate(content):
        stem = stem_of(word)
        # A last word that nothing begins with is finished, and a slip.
        longer = _longer(db, word) if typing and place == len(content) - 1 else 0
        unfinished = longer > 0
        if stem not in known and stem not in others and not unfinished and not exact:
            meant, alike = _repaired(db, word)
            if meant:
                corrected.append((word, meant))
                word, stem = meant, stem_of(meant)
                known.update(_counts(db, "stem", {stem}))
            else:
                near += alike
        if stem in known or stem in others or unfinished or (not exact and len(word) > 2 and _longer(db, word)):
            terms.append(_term(word, stem, known, aids, longer, others.get(stem, ())))
    return terms, corrected, near


def _term(word: str, stem: str, known: dict[str, int], aids: int, longer: int, others: "Sequence[str]") -> _Term:
    """`longer`: of a word that may be unfinished, how often an aid has a longer one."""
    has = known.get(stem, 0)
    with_others = has + longer + sum(known.get(stem_of(other), 0) for other in others)
    match = f'"{word}"' if has else f'"{word}"*'
    if longer and has:
        match = f'("{word}" OR "{word}"*)'
    if others:
        match = "(" + " OR ".join((match, *(f'"{other}"' for other in others))) + ")"
    marks = [f" {stem if has else word}", *(f" {stem_of(other)}" for other in others)]
    return _Term(match, marks, with_others or 1, log(1 + aids / (1 + (has or with_others))))


def _counts(db: sqlite3.Connection, table: str, words: set[str]) -> dict[str, int]:
    holes = ",".join("?" * len(words))
    return dict(db.execute(f"SELECT {table}, aids FROM {table} WHERE {table} IN ({holes})", list(words)).fetchall())


def _synonyms(db: sqlite3.Connection, stems: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    holes = ",".join("?" * len(stems))
    for stem, other in db.execute(f"SELECT DISTINCT stem, other FROM synonym WHERE stem IN ({holes})", stems):
        found.setdefault(stem, []).append(other)
    return found


def _repaired(db: sqlite3.Connection, word: str) -> tuple[str, list[str]]:
    """The most frequent word that `word` is one slip away from, or ""; then what looks like it."""
    if len(word) < _REPAIRED or not word.isalpha():
        return "", []
    gaps = list(gaps_of(word))
    rows = db.execute(
        "SELECT DISTINCT word.word, aids FROM gap JOIN word ON word.word = gap.word"
        f" WHERE gap IN ({','.join('?' * len(gaps))}) ORDER BY aids DESC, word.word",
        gaps,
    ).fetchall()
    for meant, _ in rows:
        if may_be_typo(word, meant):
            return meant, []
    if rows and len(word) > 5:
        return rows[0][0], []
    begins = word[:3]
    alike = "SELECT word FROM word WHERE word >= ? AND word < ? ORDER BY aids DESC, word LIMIT 3"
    return "", [meant for meant, _ in rows] or [row[0] for row in db.execute(alike, (begins, begins + "\U0010ffff"))]


def _longer(db: sqlite3.Connection, word: str) -> int:
    """How often an aid has a word that begins with this one and is longer."""
    begun = db.execute("SELECT sum(aids) FROM word WHERE word > ? AND word < ?", (word, word + "\U0010ffff"))
    return begun.fetchone()[0] or 0


# -- the looks


def _pinned(db: sqlite3.Connection, words: list[str], exact: bool) -> list[int]:
    """Aids that the question names: by id, title or an ask; then those it names but for small words and endings."""
    keys = [" ".join(words)] if exact else [" ".join(words), loose_key(words)]
    return [
        id
        for key in keys
        for (id,) in db.execute(
            "SELECT aid FROM phrase JOIN item ON item.id = aid JOIN pack ON pack.id = item.pack"
            " JOIN folder ON folder.id = pack.folder WHERE phrase = ? ORDER BY folder.position, item.position",
            (key,),
        )
    ]


def loose_key(words: list[str]) -> str:
    """A phrase without small words and endings; never taken for a whole phrase, "" where a single word is left."""
    stems = [stem_of(word) for word in words if word not in STOP]
    return "~ " + " ".join(stems) if len(stems) > 1 else ""


def _first_look(
    db: sqlite3.Connection, terms: list[_Term], pack: str, *, exact: bool, typing: bool
) -> dict[int, float]:
    """Aids worth a second look, with bm25 as a share of the best: with all the terms, then with any of the rarer.

    A key while `typing` cannot wait until all aids are ranked that have a beginning of two letters: then those come
    first that are called so, and of the others no more are ranked than fit between two keys.
    """
    every = " AND ".join(term.match for term in terms)
    rarest = sorted(terms, key=lambda term: term.aids)
    found: dict[int, float] = {}
    common = rarest[0].aids > _ROWS  # so many aids have it that titles, tags and asks come first
    most = _ROWS if common and typing else -1
    if common:
        _add(db, f"{{{'title' if typing else 'title tags asks'}}} : ({every})", pack, found)
    if len(found) < _KEPT:
        _add(db, every, pack, found, most)
    if exact or len(terms) == 1 or len(found) >= _ENOUGH:
        return found
    some = [term.match for place, term in enumerate(rarest) if sum(one.aids for one in rarest[: place + 1]) <= _ROWS]
    _add(db, " OR ".join(some or [rarest[0].match]), pack, found, most)
    return found


def _add(db: sqlite3.Connection, match: str, pack: str, found: dict[int, float], most: int = -1) -> None:
    """Put the best of what matches into `found`; of the first `most` where that is not -1."""
    inside = " AND +rowid IN (SELECT id FROM item WHERE pack = ?)" if pack else ""
    matching = f"SELECT rowid, rank FROM aid_text WHERE aid_text MATCH ?{inside}"
    if most >= 0:
        matching = f"SELECT rowid, rank FROM ({matching} LIMIT {most})"
    rows = db.execute(f"{matching} ORDER BY rank LIMIT {_KEPT}", (match, pack) if pack else (match,)).fetchall()
    top = rows[0][1] if rows else -1.0
    for id, rank in rows:
        found[id] = max(found.get(id, 0.0), rank / top if top else 1.0)


def _weighed(db: sqlite3.Connection, terms: list[_Term], found: dict[int, float]) -> list[tuple[float, int, int]]:
    """The second look: (weight, id, how many of the terms it has), the heaviest first."""
    whole = sum(term.worth for term in terms)
    weighed = []
    ids = ",".join(map(str, found))
    for id, *texts in db.execute(f"SELECT id, title, tags, asks, body FROM aid WHERE id IN ({ids})"):
        text = " " + "\n".join(texts).replace("\n", "\n ")
        here = [term for term in terms if _shows(term, text)]
        covered = sum(term.worth for term in here) / whole
        weighed.append((found[id] + covered + _best_line(text, here, whole), id, len(here)))
    weighed.sort(key=lambda one: (-one[0], one[1]))
    return weighed


def _shows(term: _Term, text: str) -> bool:
    return any(mark in text for mark in term.marks)


def _best_line(text: str, terms: list[_Term], whole: float) -> float:
    """How much of the question the line says that says the most of it, a little less where it says much besides."""
    best = 0.0
    for line in text.split("\n"):
        covered = sum(term.worth for term in terms if _shows(term, line))
        if covered:
            best = max(best, covered / whole - _LINE_COST * line.count(" "))
    return best


def _hits(db: sqlite3.Connection, ranked: list[int], pack: str, limit: int) -> list[Hit]:
    holes = ",".join(map(str, ranked))
    rows = db.execute(
        "SELECT item.id, name, item.title, aid_kind, item.pack, folder.label FROM item"
        " JOIN pack ON pack.id = item.pack JOIN folder ON folder.id = pack.folder"
        f" WHERE item.id IN ({holes}) AND ? IN ('', item.pack)",
        (pack,),
    )
    hits = {row[0]: Hit(*row) for row in rows}
    return [hits[id] for id in ranked if id in hits][:limit]
