"""Finding the job aid that answers a question, by `sqlite3` alone.

First the whole question, as an id, a title or one of the `asks`. Then two looks. The first is the full-text index:
aids with all the words, filled up by aids with any of the rarer ones. The second weighs what was found: bm25, how much
of the question an aid covers anywhere, and how much of it one line of it covers, for a person asks about one thing.
A word is worth what it tells: log(1 + aids / aids with it). Weights were measured with scripts/rank_adapter.py.
"""

import sqlite3

from tutor.catalog.words import STOP, content_words, gaps_of, may_be_typo, stem_of, words_of

LONGEST = 2_000  # letters of a question that are looked at
MOST_WORDS = 24

_ROWS = 2_500  # at most so many aids are weighed for words that any of the aids may have
_KEPT = 80  # aids that get a second look
_LINE_COST = 0.01  # a word in the line
_SHORTEST_REPAIRED = 4  # letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    Weighed = tuple[float, int]


class Hit:
    """An aid that was found. `label` is where its pack comes from ("here", "team", "own", "installed", "shipped")."""

    __slots__ = ("id", "kind", "label", "name", "pack", "title")

    def __init__(self, id: int, name: str, title: str, kind: str, pack: str, label: str) -> None:
        self.id = id  # of its row, for what reads more of it from the same catalog
        self.name = name
        self.title = title
        self.kind = kind  # "checklist", "procedure", …
        self.pack = pack
        self.label = label


class Found:
    """What a search came to. `near` are words of the aids that come near to those nothing has."""

    __slots__ = ("corrected", "hits", "near")

    def __init__(self, hits: list[Hit], corrected: list[tuple[str, str]], near: list[str]) -> None:
        self.hits = hits
        self.corrected = corrected  # (as typed, as taken)
        self.near = near
