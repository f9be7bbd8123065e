"""SQLite for what must start fast: `from tutor.sql import sqlite3`.

Half of the `sqlite3` module registers dates, which nothing here stores, and imports `datetime` for it: a fifth of what
starting Python takes. The half that is written in C has all the rest; whoever imports the whole module gets the same
classes.
"""

__all__ = ["sqlite3"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import _sqlite3 as sqlite3
    except ImportError:  # another Python keeps it elsewhere
        import sqlite3
