"""Filling the minutes a learner has: what is about to be forgotten first, then new questions, then the next lesson.

A plan is a pure function of what it is given: same inputs, same plan.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop
from operator import itemgetter
from typing import NamedTuple, TypeVar

from tutor.learning.memory import gains

Value = TypeVar("Value")

# Seconds an answer takes before the learner's own median is known: our estimate, replaced after five answers of a kind.
USUAL_SECONDS: dict[str, float] = {
    "choice": 15.0,
    "typed": 20.0,
    "cloze": 25.0,
    "order": 30.0,
    "match": 30.0,
    "recall": 25.0,
}


class Due(NamedTuple):
    """A question that is due: the part of its memory that decides how much a review is worth now."""

    question: str
    kind: str
    stability: float  # days
    last: int  # study day
    due: int  # study day
    missed: bool  # or 0 and 1, as a database has it


class Candidate(NamedTuple):
    """A question that may be asked. `confuses` are the full names of those it is mixed up with."""

    question: str
    seconds: float
    siblings: str = ""  # unique over all packs, "" for none
    confuses: tuple[str, ...] = ()
    missed: bool = False


class LessonCandidate(NamedTuple):
    """A lesson that may be read. `new` are its questions never answered yet, in its order; `seconds` covers all."""

    lesson: str
    seconds: float
    new: tuple[str, ...] = ()


class Review(NamedTuple):
    question: str
    seconds: float
    missed: bool = False  # left open last time
    beside: str = ""  # the question it is mixed up with, asked just before


class New(NamedTuple):
    question: str
    seconds: float


class Read(NamedTuple):
    """A lesson with those of its questions that the cap on new questions leaves room for."""

    lesson: str
    seconds: float
    new: tuple[str, ...]


Step = Review | New | Read


class Plan(NamedTuple):
    """What fills the time box. The seconds before the last step are always fewer than the box's."""

    steps: tuple[Step, ...]

    @property
    def seconds(self) -> float:
        return sum(step.seconds for step in self.steps)

    @property
    def reviews(self) -> tuple[Review, ...]:
        return tuple(step for step in self.steps if isinstance(step, Review))


_kind = itemgetter(Due._fields.index("kind"))
_stability_and_last = itemgetter(Due._fields.index("stability"), Due._fields.index("last"))


def seconds_for(kind: str, pace: Mapping[str, float]) -> float:
    """How long an answer of this kind takes: the learner's own median, else the usual."""
    return max(1.0, pace.get(kind) or USUAL_SECONDS.get(kind, 20.0))


def most_worth_first(
    rows: Sequence[Due], day: int, pace: Mapping[str, float], parameters: tuple[float, ...] | None = None
) -> Iterator[Due]:
    """Due questions by what a second spent on them keeps: (recall now - recall one study day later) / seconds.

    A miss left open comes before all. Ties go by name. Lazy: a plan takes a handful, and fifty thousand may be due.
    """
    seconds = {kind: seconds_for(kind, pace) for kind in set(map(_kind, rows))}
    gained = gains(map(_stability_and_last, rows), day, parameters)
    heap = [
        (-1.0 if row.missed else -gain / seconds[row.kind], row.question, row)
        for row, gain in zip(rows, gained, strict=True)
    ]
    heapify(heap)
    while heap:
        yield heappop(heap)[2]


def fill(
    box: float,
    *,
    reviews: Iterable[Candidate] = (),
    partners: Callable[[str], Candidate | None] = lambda question: None,
    new: Iterable[Candidate] = (),
    lessons: Iterable[LessonCandidate] = (),
    cap: int = 0,
) -> Plan:
    """Fill `box` seconds; every step starts inside the box. `cap` is how many new questions are left for the study day.

    `reviews` come in their order of worth, `partners` yields the review of a question that a due one is mixed up with,
    if it was ever learnt; the two then stand side by side.
    """
    basket = _Basket(box, cap)
    for candidate in _while(lambda: not basket.full, reviews):
        if basket.add_review(candidate):
            for name in candidate.confuses:
                partner = partners(name)
                if partner is not None and not basket.full:
                    basket.add_review(partner, beside=candidate.question)
    for candidate in _while(lambda: basket.cap > 0 and not basket.full, new):
        basket.add_new(candidate)
    for lesson in _while(lambda: not basket.full, lessons):
        # A lesson that would mostly run over waits, unless there is nothing else to do.
        if basket.steps and basket.left < lesson.seconds / 2:
            break
        basket.add_lesson(lesson)
    return Plan(tuple(basket.steps))


def _while(room: Callable[[], bool], candidates: Iterable[Value]) -> Iterator[Value]:
    """Candidates as long as there is room. Without room none is asked for: to find one may be a walk over all packs."""
    source = iter(candidates)
    while room() and (candidate := next(source, None)) is not None:
        yield candidate


class _Basket:
    """Steps gathered so far, and what they rule out: a question twice, or two clozes of one sentence."""

    def __init__(self, box: float, cap: int) -> None:
        self.left = box
        self.cap = cap  # new questions that there is room for
        self.steps: list[Step] = []
        self._taken: set[str] = set()
        self._siblings: set[str] = set()

    @property
    def full(self) -> bool:
        return self.left <= 0

    def _admit(self, candidate: Candidate) -> bool:
        if candidate.question in self._taken or (candidate.siblings and candidate.siblings in self._siblings):
            return False
        self._taken.add(candidate.question)
        self._siblings.add(candidate.siblings)
        self.left -= candidate.seconds
        return True

    def add_review(self, candidate: Candidate, beside: str = "") -> bool:
        admitted = self._admit(candidate)
        if admitted:
            self.steps.append(Review(candidate.question, candidate.seconds, candidate.missed, beside))
        return admitted

    def add_new(self, candidate: Candidate) -> None:
        if self._admit(candidate):
            self.cap -= 1
            self.steps.append(New(candidate.question, candidate.seconds))

    def add_lesson(self, lesson: LessonCandidate) -> None:
        chosen = lesson.new[: max(0, self.cap)]
        self.cap -= len(chosen)
        self.steps.append(Read(lesson.lesson, lesson.seconds, chosen))
        self.left -= lesson.seconds


def next_lessons(order: Sequence[tuple[str, tuple[str, ...]]], finished: frozenset[str]) -> list[str]:
    """The unfinished lessons of one pack in the order to read them: (lesson, its `after`) pairs in, names out.

    A lesson whose `after` is not read yet lets the next one pass. `after` advises, never locks: when every lesson
    left waits for another, the first goes.
    """
    left = [(lesson, set(after)) for lesson, after in order if lesson not in finished]
    known = {lesson for lesson, _ in left}
    result: list[str] = []
    while left:
        done = finished.union(result)
        index = next((i for i, (_, after) in enumerate(left) if not (after & known) - done), 0)
        result.append(left.pop(index)[0])
    return result
