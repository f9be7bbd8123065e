"""What Progress says: how much is known, how much of it is kept, what comes when, how long it took."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from tutor.learning.memory import curve
from tutor.model.knowledge import DayTotals, Memory

ENOUGH_REVIEWS = 20  # below, a share says more about chance than about memory
_Z = 1.959964  # standard normal quantile for 95 %


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of the questions answered so far stand where; each counts once. `expected` of them all are known now."""

    known: int  # right when last answered
    learning: int  # missed when last answered
    resting: int  # leeches
    suspended: int
    expected: float  # the sum of their retrievabilities


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `of`, and the 95 % interval (0..1) in which the true share lies."""

    right: int
    of: int
    low: float
    high: float

    @property
    def enough(self) -> bool:
        """Whether there is enough behind it to be shown; else "not enough yet" is the answer."""
        return self.of >= ENOUGH_REVIEWS

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0


def standing(memories: Iterable[Memory], day: int, parameters: tuple[float, ...] | None = None) -> Standing:
    """Counts what was ever answered, as it stands on study day `day`."""
    at = curve(parameters)
    known = learning = resting = suspended = 0
    expected = 0.0
    for memory in memories:
        if memory.last is None:
            continue
        expected += at(memory.stability, day - memory.last)
        if memory.suspended:
            suspended += 1
        elif memory.resting:
            resting += 1
        elif memory.missed:
            learning += 1
        else:
            known += 1
    return Standing(known, learning, resting, suspended, expected)


def wilson(right: int, of: int) -> Share:
    """A share with its Wilson score interval, which holds for small numbers and near 0 and 1 too.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    """
    if of == 0:
        return Share(0, 0, 0.0, 1.0)
    share, weight = right / of, _Z * _Z / of
    middle = share + weight / 2
    reach = sqrt(weight * (share * (1 - share) + weight / 4))
    return Share(right, of, max((middle - reach) / (1 + weight), 0.0), min((middle + reach) / (1 + weight), 1.0))


def kept(days: Iterable[DayTotals]) -> Share:
    """The share of reviews that were right: first and same-day answers say nothing about what was kept."""
    totals = list(days)
    return wilson(sum(total.reviews_right for total in totals), sum(total.reviews for total in totals))


def by_day(counts: Mapping[int, int], first: int, last: int) -> tuple[tuple[int, int], ...]:
    """(study day, how many fall due) for every day of first..last; what is overdue counts for the first."""
    late = sum(count for day, count in counts.items() if day < first)
    return tuple((day, counts.get(day, 0) + (late if day == first else 0)) for day in range(first, last + 1))


def minutes_by_day(days: Mapping[int, DayTotals], first: int, last: int) -> tuple[tuple[int, float], ...]:
    """(study day, minutes of lessons, questions and extra practice) for every day of first..last."""
    nothing = DayTotals()
    return tuple(
        (day, (days.get(day, nothing).seconds + days.get(day, nothing).practice_seconds) / 60)
        for day in range(first, last + 1)
    )
