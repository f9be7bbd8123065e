"""Measure the journal: how fast a million events are rebuilt, opened and asked, and how many durable answers a second.

    scripts/bench journal [--questions 100000] [--events 1000000] [--keep FOLDER] [--json]

With `--keep` the journal stays in FOLDER, and is used again by the next run. Figures go to stdout, talk to stderr.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tutor.journal.codec import encode
from tutor.journal.doctor import rebuild
from tutor.journal.queries import EVENT_COLUMNS
from tutor.journal.store import Journal
from tutor.model.events import Answered, Confidence, Event, LessonRead, PackChanged, PackState, Verdict

PACKS = 10
LAST_DAY = 20_000  # the study day on which the generated history ends, and on which all questions of it are asked for
HISTORY_DAYS = 400
RIGHT = 0.9
MS_A_DAY = 86_400_000
SEED = 7
KINDS = ("choice", "choice", "typed", "cloze", "order", "match")


def history(questions: int, count: int) -> Iterator[tuple[int, Event]]:
    """`count` events as (UTC in ms, event), in the order of time: `questions` answered about equally often."""
    chance = random.Random(SEED)
    step = HISTORY_DAYS * MS_A_DAY // max(count, 1)
    start = (LAST_DAY - HISTORY_DAYS) * MS_A_DAY
    for number in range(count):
        at = start + number * step
        if number < PACKS:
            yield at, PackChanged(f"pack-{number}", PackState.STARTED)
        elif number % 50 == 0:
            lesson = number // 50 % (questions // 10 + 1)
            yield at, LessonRead(f"pack-{lesson % PACKS}/lesson-{lesson}", number % 7, 40.0, finished=number % 4 == 0)
        else:
            yield at, answer(chance, number % questions)


def answer(chance: random.Random, number: int) -> Answered:
    """An answer to question `number`, as a learner gives it who knows nine of ten."""
    return Answered(
        question_name(number),
        KINDS[number % len(KINDS)],
        (f"1:{chance.getrandbits(64):016x}",),
        Verdict.RIGHT if chance.random() < RIGHT else Verdict.WRONG,
        round(chance.uniform(2, 40), 2),
        chance.choice((None, Confidence.SURE, Confidence.GUESS)),
        answer_hash=f"1:{number:016x}",
    )


def question_name(number: int) -> str:
    return f"pack-{number % PACKS}/question-{number}"


def fill(journal: Journal, questions: int, count: int) -> None:
    """Insert a history's events without their projections, as another program's union would."""
    with journal.writing() as connection:
        connection.executemany(
            f"INSERT INTO event ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (at, "0badcafe", seq, at, 0, *encode(event))
                for seq, (at, event) in enumerate(history(questions, count), start=1)
            ),
        )


def made(folder: str, questions: int, count: int) -> tuple[str, dict[str, float]]:
    """A journal with a rebuilt history in `folder`, and what the rebuild took; {} where it was there already."""
    path = os.path.join(folder, f"journal-{questions}-{count}.sqlite")
    if os.path.exists(path):
        return path, {}
    journal = Journal.open(path, copies=os.path.join(folder, "copies"))
    print(f"writing {count:,} events", file=sys.stderr)
    fill(journal, questions, count)
    start, busy = time.perf_counter(), time.process_time()
    rebuilt = rebuild(journal, _progress)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    again = time.perf_counter()
    equal = rebuild(journal).equal
    print(file=sys.stderr)
    if not equal:
        raise SystemExit("a second rebuild came to other values")
    figures = {
        "rebuild_s": seconds,
        "rebuild_cpu_s": busy,
        "rebuild_events_per_s": rebuilt.events / seconds,
        "rebuild_again_s": time.perf_counter() - again,
    }
    journal.close()
    return path, figures


def _progress(done: int, total: int) -> None:
    print(f"\rrebuilding {done:,} of {total:,}", end="", file=sys.stderr)


def measured(path: str, answers: int) -> dict[str, float]:
    """Opening, asking and answering, in ms: medians of several runs."""
    packs = [f"pack-{number}" for number in range(PACKS)]
    folder = os.path.dirname(path)

    def opened() -> None:
        Journal.open(path, copies=os.path.join(folder, "copies")).close()

    journal = Journal.open(path, copies=os.path.join(folder, "copies"))
    figures = {
        "file_mb": os.path.getsize(path) / 1e6,
        "open_ms": _median(opened),
        "due": len(journal.due(_half_due(journal, packs), packs)),
        "due_ms": _median(lambda: journal.due(_half_due(journal, packs), packs)),
        "due_count_ms": _median(lambda: journal.due_count(LAST_DAY, packs)),
        "pace_ms": _median(journal.pace),
        "settings_ms": _median(journal.settings),
    }
    chance = random.Random(SEED)
    times = []
    for _ in range(answers):
        event = answer(chance, chance.randrange(10_000))
        start = time.perf_counter()
        journal.record(event)
        times.append((time.perf_counter() - start) * 1e3)
    figures |= {
        "answer_ms": statistics.median(times),
        "answer_p95_ms": sorted(times)[int(len(times) * 0.95)],
        "answers_per_s": 1e3 * len(times) / sum(times),
        "undo_ms": _median(journal.undo),
    }
    journal._connection.execute("PRAGMA synchronous = OFF")
    figures["answer_without_sync_ms"] = _median(lambda: journal.record(answer(chance, chance.randrange(10_000))), 200)
    journal.close()
    return figures


_found: dict[str, int] = {}


def _half_due(journal: Journal, packs: list[str]) -> int:
    """The study day by which half of all questions are due."""
    if not _found:
        total = journal.due_count(10**6, packs)
        _found["day"] = next(day for day in range(LAST_DAY - 500, 10**6) if journal.due_count(day, packs) >= total / 2)
    return _found["day"]


def _median(work: Callable[[], Any], runs: int = 15) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="scripts/bench journal", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--answers", type=int, default=500)
    parser.add_argument("--keep", default="", help="keep the journal in this folder, and use it again")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as scratch:
        folder = wanted.keep or scratch
        path, figures = made(folder, wanted.questions, wanted.events)
        figures |= measured(path, wanted.answers)
    if wanted.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:24} {value:12,.2f}")
    return 0
