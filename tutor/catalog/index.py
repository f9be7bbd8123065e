"""What look-up needs of the job aids, written in the same transaction as the rest of the catalog.

Of every aid its folded words, line by line, under a full-text index; its phrases; how it is printed. Of all aids the
words with their number of aids, each word once more without any one of its letters (so that a slip is found by a plain
look into an index), and the synonyms.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tutor.catalog.search import loose_key
from tutor.catalog.synonyms import SYNONYMS
from tutor.catalog.words import folded, gaps_of, stem_of, words_of
from tutor.model.aid_layout import aid_lines, commands_of, has_table
from tutor.model.items import Aid, Pack
from tutor.model.printed import plain

_REPAIRABLE = range(3, 25)  # letters
_NARROW = 40  # columns that tables are laid out for a second time

Texts = tuple[str, str, str, str]  # title, tags, asks, body: folded words, a line where the aid has one


class AidRows(NamedTuple):
    """An aid as look-up keeps it."""

    texts: Texts
    phrases: tuple[str, ...]
    printed: str
    narrow: str  # "" where it is printed as on a wide screen
    commands: str


def aid_rows(aid: Aid) -> AidRows:
    """An aid as it will be written."""
    wide = aid_lines(aid)
    narrow = aid_lines(aid, _NARROW) if has_table(wide) else wide
    title, _, body = plain(wide).partition("\n")
    phrases = [words_of(phrase) for phrase in (aid.id, aid.name, aid.title, *aid.asks)]
    return AidRows(
        texts_of(title, aid.tags, aid.asks, body),
        phrase_keys(phrases),
        wide,
        narrow if narrow != wide else "",
        "\x1e".join(f"{step}\x1f{text}" for step, text in commands_of(aid)),
    )


def texts_of(title: str, tags: Iterable[str], asks: Iterable[str], body: str) -> Texts:
    """The four indexed texts, folded."""
    return folded(title), folded(" ".join(tags)), folded("\n".join(asks)), folded(body)


def phrase_keys(phrases: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """What a question may be that names an aid: each phrase, and what is left of it without small words."""
    keys = [key for words in phrases for key in (" ".join(words), loose_key(list(words)))]
    return tuple(dict.fromkeys(filter(None, keys)))


class Index:
    """The index in a catalog that is being written. `settle` ends what was begun."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._words: Counter[str] = Counter()
        self._stems: Counter[str] = Counter()
        self._stem_of: dict[str, str] = {}  # the same words come again and again

    def add(self, item: int, rows: AidRows) -> None:
        """Write the aid that stands in row `item`."""
        self._db.execute("INSERT INTO aid VALUES (?, ?, ?, ?, ?)", (item, *rows.texts))
        self._db.execute(
            "INSERT INTO aid_text (rowid, title, tags, asks, body) VALUES (?, ?, ?, ?, ?)", (item, *rows.texts)
        )
        self._db.executemany("INSERT OR IGNORE INTO phrase VALUES (?, ?)", [(phrase, item) for phrase in rows.phrases])
        self._db.execute("INSERT INTO printed VALUES (?, ?, ?, ?)", (item, rows.printed, rows.narrow, rows.commands))
        self._count(rows.texts, 1)

    def leaving(self, condition: str, values: Iterable[tuple[str | int]]) -> None:
        """Count no longer what is about to be deleted: aids of the files or folders that fit `condition`."""
        for value in values:
            rows = self._db.execute(
                "SELECT aid.title, tags, asks, aid.body FROM aid JOIN item ON item.id = aid.id"
                f" JOIN file ON file.id = item.file JOIN folder ON folder.id = file.folder WHERE {condition}",
                value,
            )
            for texts in rows.fetchall():
                self._count(texts, -1)

    def _count(self, texts: Texts, change: int) -> None:
        words = set(" ".join(texts).split())
        known = self._stem_of
        for word in words:
            if word not in known:
                known[word] = stem_of(word)
            self._words[word] += change
        for stem in {known[word] for word in words}:
            self._stems[stem] += change

    def synonyms(self, pack: Pack) -> None:
        """Write a pack's own synonyms."""
        self._put_synonyms(pack.id, pack.synonyms)

    def _put_synonyms(self, pack: str | None, synonyms: Iterable[tuple[str, Iterable[str]]]) -> None:
        rows = [
            (stem_of(word), " ".join(words_of(other)), pack)
            for said, others in synonyms
            for word in (" ".join(words_of(said)),)
            if word and " " not in word
            for other in others
        ]
        self._db.executemany("INSERT INTO synonym VALUES (?, ?, ?)", [row for row in rows if row[1]])

    def settle(self) -> None:
        """Bring what is counted over all aids up to what was written."""
        for table, counted in (("word", self._words), ("stem", self._stems)):
            rows = sorted((key, change) for key, change in counted.items() if change)
            self._db.executemany(
                f"INSERT INTO {table} VALUES (?, ?) ON CONFLICT DO UPDATE SET aids = aids + excluded.aids", rows
            )
            if any(change < 0 for _, change in rows):
                self._db.execute(f"DELETE FROM {table} WHERE aids <= 0")
        new = [
            word for word, change in self._words.items() if change > 0 and len(word) in _REPAIRABLE and word.isalpha()
        ]
        gaps = sorted((gap, word) for word in new for gap in gaps_of(word))
        self._db.executemany("INSERT OR IGNORE INTO gap VALUES (?, ?)", gaps)
        self._words.clear()
        self._stems.clear()
        self._db.execute("INSERT OR REPLACE INTO meta SELECT 'aids', count(*) FROM aid")
        if not self._db.execute("SELECT 1 FROM synonym WHERE pack IS NULL LIMIT 1").fetchone():
            self._put_synonyms(None, SYNONYMS)
