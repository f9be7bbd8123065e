"""The look-up as an engine for rank_eval.py, which stands in the folder `shared` beside the checkout.

PYTHONPATH=scripts python ../shared/bench/rank_eval.py --data ../shared/data/lookup --engine rank_adapter:factory
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from typing import Any

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from tutor.catalog.index import AidRows, Index, phrase_keys, texts_of
from tutor.catalog.schema import create
from tutor.catalog.search import search
from tutor.catalog.words import words_of


def factory(docs: Sequence[dict[str, Any]]) -> Callable[[str, int], list[str]]:
    """An engine over documents: {"id", "title", "tags", "aliases", "body"}; it gives the ids of the best k."""
    db = database(docs)
    names = {name: doc["id"] for name, doc in ((f"p/{number}", doc) for number, doc in enumerate(docs))}
    return lambda query, k: [names[hit.name] for hit in search(db, query, k).hits]


def database(docs: Sequence[dict[str, Any]]) -> sqlite3.Connection:
    """A catalog in memory that holds the documents as job aids of one pack."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    create(db)
    db.execute("BEGIN")
    db.execute("INSERT INTO folder VALUES (1, '/p', 'installed', 0, '', 'p', '')")
    db.execute("INSERT INTO pack VALUES ('p', 1, 'P', '', '', '', '')")
    index = Index(db)
    for number, doc in enumerate(docs):
        aliases = doc.get("aliases", [])
        db.execute(
            "INSERT INTO file (id, folder, path, size, mtime, ctime, inode, facts, dropped, digest)"
            " VALUES (?, 1, ?, 0, 0, 0, 0, '', '', '')",
            (number, str(number)),
        )
        row = (number, number, "p", f"p/{number}", "aid", doc["title"], number, 0, 0, "reference", "", "")
        db.execute("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        phrases = phrase_keys([words_of(phrase) for phrase in (doc["title"], *aliases)])
        index.add(
            number, AidRows(texts_of(doc["title"], doc.get("tags", []), aliases, doc["body"]), phrases, "", "", "")
        )
    index.settle()
    db.execute("COMMIT")
    return db
