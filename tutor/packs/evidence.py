"""Where the facts of an item come from, and when they were last checked: the only check that needs a calendar."""

from datetime import date

from tutor.model.problems import Place, Problem
from tutor.packs.codes import problem
from tutor.packs.source import Evidence

_STALE = 366  # days
_STATES_FACTS = ("lessons", "aids")


def check_evidence(path: str, evidence: Evidence, today: date) -> list[Problem]:
    """What is missing, or too old on the day `today`, in the item at `path`. Only lessons and aids need sources."""
    place = Place(path, evidence.line, evidence.column)
    if not evidence.has_sources:
        if path.partition("/")[0] in _STATES_FACTS:
            return [problem("W010", place, 'write sources: ["where it can be looked up"]')]
        return []
    if not evidence.verified:
        return [problem("W011", place, f"write verified: {today}", when="no `verified`")]
    if (today - date.fromisoformat(evidence.verified)).days > _STALE:
        when = f"verified {evidence.verified}"
        return [problem("W011", place, f"look them up, then write verified: {today}", when=when)]
    return []
