"""How well is recall predicted? Replays a real review log and prints log loss, RMSE(bins) and AUC.

The app's memory (study days) stands beside py-fsrs used naively (its default steps, its floor to 24 hours) and beside a
constant, the running average; all three are asked before each review, and none sees what comes later. Counted alike for
all: reviews of a card on a later study day than the one before, so neither first reviews nor repeats on one day. Both
models use FSRS-6's default parameters.

    scripts/bench memory [PATH [ROLLOVER]]

PATH: a folder of CSV files with card_id, review_rating (1..4) and review_time (ISO 8601, UTC); ../shared/data/reviews
beside the checkout unless given. ROLLOVER: the hour, in UTC, at which a study day begins; 4 unless given.
"""

import csv
import math
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import fsrs

from benches.programs import SHARED
from tutor.learning.days import study_day
from tutor.learning.memory import Scheduler, retrievability
from tutor.model.events import Answered, Grade, Verdict
from tutor.model.knowledge import Memory
from tutor.settings import SETTINGS

DATA = Path(SHARED) / "data" / "reviews"
SURE = 1e-4  # predictions are cut to SURE..1-SURE: log loss has no value for a certainty that fails
APP, NAIVE, AVERAGE = "the app, study days", "py-fsrs, 24-hour floor", "running average"
GRADES = dict(enumerate(Grade, start=1))


@dataclass(frozen=True)
class Review:
    card: str
    rating: int  # 1..4
    time: datetime


@dataclass(frozen=True)
class Prediction:
    """A counted review: what each model foretold (0..1), whether it was right, and the bin it falls into."""

    right: bool
    bin: tuple[float, float, float]
    foretold: dict[str, float]


def read(folder: Path) -> list[Review]:
    """Every review in the folder, in the order of time."""
    reviews = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                card = f"{path.stem}/{row['card_id']}"
                reviews.append(Review(card, int(row["review_rating"]), datetime.fromisoformat(row["review_time"])))
    return sorted(reviews, key=lambda review: (review.time, review.card))


def replay(reviews: Iterable[Review], rollover: int) -> list[Prediction]:
    """Foretells each review from those before it."""
    app, naive = Scheduler(), fsrs.Scheduler()
    memories: dict[str, Memory] = {}
    cards: dict[str, fsrs.Card] = {}
    later: defaultdict[str, int] = defaultdict(int)  # reviews on a later study day, by card
    lapses: defaultdict[str, int] = defaultdict(int)  # those of them that were wrong
    right_so_far = 0
    predictions: list[Prediction] = []
    for number, review in enumerate(reviews):
        name, right = review.card, review.rating > 1
        memory = memories.get(name, Memory(name))
        card = cards.get(name) or fsrs.Card(card_id=number)
        day = study_day(int(review.time.timestamp() * 1000), 0, rollover)
        if memory.last is not None and day > memory.last:
            later[name] += 1
            predictions.append(
                Prediction(
                    right,
                    bin_of(day - memory.last, later[name] + 1, lapses[name]),
                    {
                        APP: retrievability(memory.stability, day - memory.last),
                        NAIVE: naive.get_card_retrievability(card, review.time),
                        AVERAGE: (right_so_far + 1) / (len(predictions) + 2),
                    },
                )
            )
            right_so_far += right
            lapses[name] += not right
        verdict = Verdict.RIGHT if right else Verdict.WRONG
        event = Answered(name, "recall", (), verdict, 0.0, grade=GRADES[review.rating])
        memories[name] = app.review(memory, event, day)
        cards[name], _ = naive.review_card(card, fsrs.Rating(review.rating), review.time)
    return predictions


def bin_of(days: int, review: int, lapses: int) -> tuple[float, float, float]:
    """The bin of the srs-benchmark: by elapsed days, number of the review and lapses before it, each on a log scale.

    https://github.com/open-spaced-repetition/srs-benchmark (`rmse_matrix`) and
    https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Metric
    """

    def step(value: int, factor: float, base: float, digits: int) -> float:
        return round(factor * base ** math.floor(math.log(value) / math.log(base)), digits) if value else 0.0

    return step(days, 2.48, 3.62, 2), step(review, 1.99, 1.89, 0), step(lapses, 1.65, 1.73, 0)


def log_loss(predictions: Sequence[Prediction], model: str) -> float:
    """The mean of -ln of what was given to what happened."""
    total = 0.0
    for prediction in predictions:
        share = min(max(prediction.foretold[model], SURE), 1 - SURE)
        total -= math.log(share if prediction.right else 1 - share)
    return total / len(predictions)


def rmse_bins(predictions: Sequence[Prediction], model: str) -> float:
    """The root of the mean squared distance between foretold and true share of a bin, weighted by its reviews."""
    bins: defaultdict[tuple[float, float, float], list[float]] = defaultdict(list)
    for prediction in predictions:
        bins[prediction.bin].append(prediction.foretold[model] - prediction.right)
    return math.sqrt(sum(sum(errors) ** 2 / len(errors) for errors in bins.values()) / len(predictions))


def auc(predictions: Sequence[Prediction], model: str) -> float:
    """The chance that a right answer was foretold more than a wrong one; ties count half (Mann-Whitney)."""
    groups: defaultdict[float, list[int]] = defaultdict(lambda: [0, 0])
    for prediction in predictions:
        groups[prediction.foretold[model]][prediction.right] += 1
    wins = 0.0
    wrong_below = right_all = 0
    for _, (wrong, right) in sorted(groups.items()):
        wins += right * (wrong_below + wrong / 2)
        wrong_below += wrong
        right_all += right
    return wins / (wrong_below * right_all) if wrong_below and right_all else math.nan


MEASURES: dict[str, Callable[[Sequence[Prediction], str], float]] = {
    "log loss": log_loss,
    "RMSE(bins)": rmse_bins,
    "AUC": auc,
}


def main(words: Sequence[str]) -> int:
    folder = Path(words[0]) if words else DATA
    rollover = int(words[1]) if len(words) > 1 else int(SETTINGS["rollover"].default)
    reviews = read(folder)
    if not reviews:
        print(f"no review log in {folder}: nothing measured", file=sys.stderr)
        return 1
    started = time.perf_counter()
    predictions = replay(reviews, rollover)
    if not predictions:
        print(f"no card in {folder} was reviewed on two study days: nothing measured", file=sys.stderr)
        return 1
    seconds = time.perf_counter() - started
    print(f"{len(reviews):,} reviews replayed in {seconds:.1f} s; study days begin at {rollover}:00 UTC")
    show("all that count", predictions)
    unsure = [prediction for prediction in predictions if prediction.foretold[NAIVE] < 1]
    if 0 < len(unsure) < len(predictions):
        show("without those that py-fsrs calls certain: less than 24 hours ago", unsure)
    print(f"log loss and RMSE: less is better; AUC: more is. For log loss 0 and 1 stand as {SURE:g} and {1 - SURE:g}.")
    return 0


def show(title: str, predictions: Sequence[Prediction]) -> None:
    """Prints a line a model."""
    right = sum(prediction.right for prediction in predictions) / len(predictions)
    print(f"\n{title} (n = {len(predictions):,}, {right:.1%} right)")
    print(f"{'':<24}" + "".join(f"{name:>12}" for name in MEASURES))
    for model in (APP, NAIVE, AVERAGE):
        print(f"{model:<24}" + "".join(f"{measure(predictions, model):>12.4f}" for measure in MEASURES.values()))
