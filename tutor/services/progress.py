"""Progress, the plain form: what is known, what comes by day, minutes by day."""

from dataclasses import dataclass
from datetime import date

from tutor.learning.days import local_date
from tutor.services.opening import Tutor
from tutor.services.packs import drawn_from


@dataclass(frozen=True, slots=True)
class PackKnown:
    """`known` is the number of questions you would get right if asked now, the sum of their retrievability."""

    pack: str
    title: str
    questions: int
    learnt: int
    known: float
    resting: int


@dataclass(frozen=True, slots=True)
class Progress:
    """What stayed. `kept` is the share of reviews that were right with its 95 % interval; None: not enough yet."""

    packs: tuple[PackKnown, ...]
    ahead: tuple[tuple[date, int], ...]  # today first; today holds all that is overdue
    minutes: tuple[tuple[date, float], ...]  # today last
    reviews: int
    kept: tuple[float, float, float] | None  # share, low, high
    practice: int
    practice_right: int


def progress(tutor: Tutor, days: int = 14) -> Progress:
    """Progress over the last `days` study days and the next ones."""
    from tutor.learning.memory import curve
    from tutor.learning.statistics import kept

    today = tutor.today
    forget = curve(str(tutor.setting("parameters")))
    known: dict[str, list[float]] = {}
    resting: dict[str, int] = {}
    for memory in tutor.journal.all_memories():
        pack = memory.question.partition("/")[0]
        if memory.reps and memory.last is not None:
            known.setdefault(pack, []).append(forget(memory.stability, max(0, today - memory.last)))
            resting[pack] = resting.get(pack, 0) + memory.resting
    _, reviewed, added = drawn_from(tutor)
    ahead = tutor.journal.forecast(today, today + days - 1, reviewed, added)
    ahead[today] = tutor.journal.due_count(today, reviewed, added)
    totals = tutor.journal.days(today - 29, today)
    reviews = sum(day.reviews for day in totals.values())
    return Progress(
        packs=tuple(
            PackKnown(row.id, row.title, row.questions, len(known[row.id]), sum(known[row.id]), resting[row.id])
            for row in tutor.catalog.packs()
            if row.id in known
        ),
        ahead=tuple((local_date(day), ahead.get(day, 0)) for day in range(today, today + days)),
        minutes=tuple(
            (local_date(day), totals[day].seconds / 60 if day in totals else 0.0)
            for day in range(today - days + 1, today + 1)
        ),
        reviews=reviews,
        kept=kept(sum(day.reviews_right for day in totals.values()), reviews),
        practice=sum(day.practice for day in totals.values()),
        practice_right=sum(day.practice_right for day in totals.values()),
    )
