"""What an answer does to the memory of a question: FSRS-6 through the `fsrs` library, counted in study days.

py-fsrs floors the elapsed time to 24 hours; here it is given a synthetic midnight for each study day instead, so that
yesterday evening to this morning is one day, and two answers on one study day are none apart. It has no learning steps
and no fuzz here: misses return within the session, and the fuzz is our own, seeded. See docs/memory.md for sources and
measurements. `fsrs` costs 38 ms to import and is imported with the first answer, never to show what is due.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Any

from tutor.model.events import Answered, Confidence, Grade, Mark, Verdict
from tutor.model.knowledge import Memory
from tutor.settings import LEECH_LAPSES

DEFAULT_DECAY = 0.1542  # the last of FSRS-6's 21 default parameters
MAXIMUM_INTERVAL = 36_500  # days

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
_RATING_OF_GRADE = {Grade.AGAIN: AGAIN, Grade.HARD: HARD, Grade.GOOD: GOOD, Grade.EASY: EASY}

# (from, to, share): the fuzz reaches 1 day plus these shares of the interval's parts, as in Anki
# (rslib/src/scheduler/states/fuzz.rs) and py-fsrs (FUZZ_RANGES).
_FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))


def rating_of(event: Answered) -> int:
    """The FSRS rating of an answer, 1..4: a recall's own grade; else wrong is Again, a right guess Hard, right Good."""
    if event.grade is not None:
        return _RATING_OF_GRADE[event.grade]
    if event.verdict is Verdict.WRONG:
        return AGAIN
    return HARD if event.confidence is Confidence.GUESS else GOOD


def _decay_and_factor(parameters: tuple[float, ...] | None) -> tuple[float, float]:
    decay = -(parameters[20] if parameters else DEFAULT_DECAY)
    return decay, 0.9 ** (1 / decay) - 1


def curve(parameters: tuple[float, ...] | None = None) -> Callable[[float, float], float]:
    """The forgetting curve: a function of stability and elapsed time, both in days, to retrievability, 0..1.

    FSRS-6: R = (1 + F t / S) ** -w20, with F such that R is 0.9 at t = S
    (https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm). What was never answered (S = 0) has 0;
    negative time counts as none.
    """
    decay, factor = _decay_and_factor(parameters)

    def retrievability_of(stability: float, elapsed: float) -> float:
        if stability <= 0:
            return 0.0
        return float((1 + factor * elapsed / stability) ** decay) if elapsed > 0 else 1.0

    return retrievability_of


def retrievability(stability: float, elapsed: float, parameters: tuple[float, ...] | None = None) -> float:
    """The probability, 0..1, that a question is known `elapsed` days after its last rated answer. For many: `curve`."""
    return curve(parameters)(stability, elapsed)


def gains(rows: Iterable[tuple[float, int]], day: int, parameters: tuple[float, ...] | None = None) -> list[float]:
    """What a review on `day` saves: retrievability that day less that one day later, one value a row.

    A row is (stability in days, study day of the last rated answer). Planning asks this of every due question at once,
    so the curve is written out: half the time of calling it.
    """
    decay, factor = _decay_and_factor(parameters)
    return [
        (1 + (slope := factor / stability) * (day - last)) ** decay - (1 + slope * (day + 1 - last)) ** decay
        if stability > 0 and last <= day
        else 0.0
        for stability, last in rows
    ]


@lru_cache(maxsize=4096)  # a rebuild asks a million times for a few hundred intervals
def fuzz_range(interval: int) -> tuple[int, int]:
    """The shortest and the longest interval, in days, that may stand for `interval`; never below 1."""
    if interval < 2.5:
        return max(interval, 1), max(interval, 1)
    reach = 1.0 + sum(share * max(min(interval, end) - start, 0.0) for start, end, share in _FUZZ_RANGES)
    longest = min(round(interval + reach), MAXIMUM_INTERVAL)
    return min(max(2, round(interval - reach)), longest), longest


def fuzzed(interval: int, seed: int, question: str, reps: int) -> int:
    """`interval` moved a little, so that what was learned together comes back apart.

    The seed, the question's name and its number of rated answers decide, so that a replay comes to the same day. The
    four ratings of one answer are moved alike: their order stays.
    """
    shortest, longest = fuzz_range(interval)
    draw = int.from_bytes(blake2b(f"{seed}\0{question}\0{reps}".encode(), digest_size=8).digest(), "big")
    return shortest + (draw * (longest - shortest + 1) >> 64)


@dataclass(frozen=True)
class Scheduler:
    """FSRS-6 with a target `retention` (0..1), 21 `parameters` (None: the defaults) and the `seed` of its fuzz.

    A question whose lapses reach `leech` rests, and again after each further half of it, as in Anki. Parameters out of
    FSRS's bounds raise ValueError with the first review.
    """

    retention: float = 0.9
    parameters: tuple[float, ...] | None = None
    seed: int = 0
    leech: int = LEECH_LAPSES

    def review(self, memory: Memory, event: Answered, day: int) -> Memory:
        """What is known after a rated answer on study day `day`.

        Wrong: missed, and due the same day until it is right. Right: due a day later at the earliest. Further answers
        on one study day change the stability by FSRS's same-day rule. A miss is a lapse where the question was known,
        or where an earlier study day ended without success; further misses of a day are not. A day before the last one
        (a clock set back) counts as the same day. Guesses before the teaching and practice leave the schedule alone:
        they raise ValueError.
        """
        if event.mark is not Mark.NONE:
            raise ValueError(f"an answer marked {event.mark.value} is not rated")
        rating = rating_of(event)
        right = rating != AGAIN
        reps = memory.reps + 1
        elapsed = None if memory.last is None else max(day - memory.last, 0)
        stability, difficulty, interval = self._fsrs(memory.stability, memory.difficulty, elapsed, rating)
        lapse = not right and ((elapsed or 0) > 0 if memory.missed else memory.known)
        lapses = memory.lapses + lapse
        return Memory(  # spelt out: `replace` would take a fifth of a rebuild
            question=memory.question,
            kind=event.kind,
            stability=stability,
            difficulty=difficulty,
            due=day + fuzzed(interval, self.seed, memory.question, reps) if right else day,
            last=day,
            first=day if memory.first is None else memory.first,
            reps=reps,
            lapses=lapses,
            known=memory.known or right,
            missed=not right,
            resting=memory.resting or (lapse and self._is_leech(lapses)),
            suspended=memory.suspended,
            buried_until=memory.buried_until,
            answer_hash=event.answer_hash,
        )

    def _is_leech(self, lapses: int) -> bool:
        return lapses >= self.leech and (lapses - self.leech) % max(self.leech // 2, 1) == 0

    @cached_property
    def _fsrs(self) -> Callable[[float, float, int | None, int], tuple[float, float, int]]:
        """FSRS as a function of stability, difficulty, elapsed study days (None: never answered) and rating."""
        from datetime import UTC, datetime, timedelta

        from fsrs import Card, Rating, Scheduler, State

        options: dict[str, Any] = {"parameters": self.parameters} if self.parameters else {}
        scheduler = Scheduler(
            desired_retention=self.retention,
            learning_steps=(),
            relearning_steps=(),
            maximum_interval=MAXIMUM_INTERVAL,
            enable_fuzzing=False,
            **options,
        )
        ratings = dict(enumerate(Rating, start=AGAIN))
        epoch = datetime(1970, 1, 1, tzinfo=UTC)

        class OneCard(Card):
            """The one card that all reviews are worked out on: fsrs copies what it is given, and this needs none."""

            def __copy__(self) -> "OneCard":
                return self

        card = OneCard(card_id=0, due=epoch)  # without an id Card sleeps for one, without a due date it asks the clock

        def step(stability: float, difficulty: float, elapsed: int | None, rating: int) -> tuple[float, float, int]:
            if elapsed is None:
                card.state, card.step, card.last_review = State.Learning, 0, None
                card.stability = card.difficulty = None
            else:
                card.state, card.step, card.last_review = State.Review, None, epoch
                card.stability, card.difficulty = stability, difficulty
            now = epoch + timedelta(days=elapsed or 0)
            scheduler.review_card(card, ratings[rating], now)
            assert card.stability is not None  # every review sets both
            assert card.difficulty is not None
            return card.stability, card.difficulty, (card.due - now).days

        return step
