"""Progress, the plain form: what is known, what comes by day, minutes by day."""

from dataclasses import dataclass
from datetime import date

from tutor.learning.days import local_date
from tutor.learning.statistics import Share, Standing, by_day, kept, minutes_by_day, standing
from tutor.model.ids import pack_of
from tutor.model.knowledge import Memory
from tutor.services.opening import Tutor
from tutor.services.packs import drawn_from
from tutor.services.reviews import due_count, forecast

KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class PackKnown:
    """How much of a pack is known. Only packs of which something was answered are listed."""

    pack: str
    title: str
    questions: int
    standing: Standing

    @property
    def learnt(self) -> int:
        """Questions answered at least once."""
        return self.standing.known + self.standing.learning + self.standing.resting + self.standing.suspended


@dataclass(frozen=True, slots=True)
class Progress:
    """What stayed. `kept` is the share of reviews that were right over the last 30 study days."""

    packs: tuple[PackKnown, ...]
    ahead: tuple[tuple[date, int], ...]  # reviews by day; today first, with all that is overdue
    minutes: tuple[tuple[date, float], ...]  # today last
    kept: Share
    practice: int
    practice_right: int


def progress(tutor: Tutor, days: int = 14) -> Progress:
    """Progress over the last `days` study days and the next ones."""
    today = tutor.today
    memories: dict[str, list[Memory]] = {}
    for memory in tutor.journal.all_memories():
        if memory.reps and memory.question not in tutor.gone:
            memories.setdefault(pack_of(memory.question), []).append(memory)
    _, reviewed, added = drawn_from(tutor)
    ahead = forecast(tutor, today + 1, today + days - 1, reviewed, added)
    ahead[today] = due_count(tutor, today, reviewed, added)
    totals = tutor.journal.days(today - max(KEPT_DAYS, days) + 1, today)
    recent = [totals[day] for day in range(today - KEPT_DAYS + 1, today + 1) if day in totals]
    return Progress(
        packs=tuple(
            PackKnown(row.id, row.title, row.questions, standing(memories[row.id], today, tutor.parameters))
            for row in tutor.catalog.packs()
            if row.id in memories
        ),
        ahead=tuple((local_date(day), due) for day, due in by_day(ahead, today, today + days - 1)),
        minutes=tuple((local_date(day), spent) for day, spent in minutes_by_day(totals, today - days + 1, today)),
        kept=kept(recent),
        practice=sum(day.practice for day in recent),
        practice_right=sum(day.practice_right for day in recent),
    )
