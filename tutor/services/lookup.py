"""Looking something up: a question in a person's words, the job aids that answer it, and what became of it.

This module and what it imports at once stay lean (no typing, dataclasses, enum, re, json): the shell face prints an
answer in about twice the time that Python takes to start. A test on `sys.modules` holds it.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tutor.catalog.search import Found
    from tutor.places import Places
    from tutor.services.opening import Tutor

ALTERNATIVES = 5  # shown after the best aid


def search(tutor: "Tutor", words: str, limit: int = 200, *, pack: str = "", typing: bool = False) -> "Found":
    """The job aids that answer `words`, best first, at most `limit`; of one pack where it is given.

    `typing`: the last word may be unfinished. Found (catalog/search.py) has `hits`, `corrected` and `near`. Raises
    CatalogError.
    """
    return tutor.catalog.search(words, limit, pack=pack, typing=typing)


def note_look_up(where: "Places", question: str, aid: str, rank: int, ms: int) -> bool:
    """Record that `aid` (a full name) was opened as answer number `rank` (from 1), `ms` after the question was asked.

    Nothing found: "" and 0, and the question is a wish. True: the third time within 14 days, so offer to learn it; that
    it is offered is recorded too, and it is never offered again. A journal that cannot be written says False.
    """
    from tutor.journal.lookups import record_look_up

    return record_look_up(where.journal, where.copies, question, aid, rank, ms)


def note_outcome(where: "Places", question: str, aid: str, worked: bool, seconds: float) -> bool:
    """Record that an aid worked, or did not, `seconds` after the question. False: the journal cannot be written."""
    from tutor.journal.lookups import record_outcome

    return record_outcome(where.journal, where.copies, question, aid, worked, seconds)
