"""How it stands with each drill, from what lists of rows hold: Today asks this before its first frame."""

from collections.abc import Collection
from enum import StrEnum

from tutor.catalog.reading import ItemRow
from tutor.model.ids import pack_of
from tutor.model.knowledge import DrillProgress
from tutor.services.opening import Tutor


class DrillState(StrEnum):
    """What a list says of a drill."""

    NEW = "not tried yet"
    OPEN = "left in the middle"
    DUE = "due again"
    DONE = "done"


def drill_state(progress: DrillProgress | None, today: int) -> DrillState:
    """The state of a drill on study day `today`; `progress` None: it was never begun."""
    if progress is None or not progress.tries:
        return DrillState.NEW
    if progress.play:
        return DrillState.OPEN
    if progress.due is not None and progress.due <= today:
        return DrillState.DUE
    return DrillState.DONE


def waiting_drill(tutor: Tutor, fresh: Collection[str], known: Collection[str]) -> tuple[ItemRow, DrillState] | None:
    """The drill that is most worth a learner's spare minutes: one that is due, one that was left, one never tried.

    What was begun comes from the packs in `known`. A new one comes from those in `fresh` of which a lesson was read to
    its end, or which have none: who has just arrived is not put to the test.
    """
    rows = [row for row in tutor.catalog.items(kind="drill") if row.pack in known]
    if not rows:
        return None
    progress, today = tutor.journal.drills(), tutor.today
    waiting: dict[DrillState, ItemRow] = {}
    for row in rows:
        waiting.setdefault(drill_state(progress.get(row.name), today), row)
    for state in (DrillState.DUE, DrillState.OPEN):
        if state in waiting:
            return waiting[state], state
    begun = _begun_packs(tutor)
    for row in rows:
        if row.pack in fresh and row.name not in progress and (row.pack in begun or not _lessons(tutor, row.pack)):
            return row, DrillState.NEW
    return None


def _begun_packs(tutor: Tutor) -> set[str]:
    return {pack_of(name) for name, read in tutor.journal.lessons().items() if read.finished is not None}


def _lessons(tutor: Tutor, pack: str) -> int:
    return len(tutor.catalog.lesson_order(pack))
