"""Homes to measure in: folders with packs and with a journal, made by the program's own means."""

import inspect
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from glob import escape as glob_escape, glob
from types import ModuleType
from typing import NamedTuple
from zlib import crc32

from benches import writing
from benches.programs import ROOT
from benches.writing import KINDS, Author
from tutor.catalog.reading import Catalog, QuestionRow
from tutor.journal.codec import encode
from tutor.journal.doctor import rebuild
from tutor.journal.projecting import Rebuilt
from tutor.journal.queries import EVENT_COLUMNS
from tutor.journal.schema import EVENT, META, PROJECTIONS, RULES, VERSION
from tutor.journal.store import Journal
from tutor.learning.memory import Scheduler
from tutor.model.events import Answered, Confidence, Event, Grade, LessonRead, PackChanged, PackState, Verdict
from tutor.model.knowledge import Memory
from tutor.places import Places
from tutor.services.library import refresh

ANSWERS = 10  # a question
TWO_YEARS = 730  # days
SEED = 7

_DEVICE = "0badcafe"
_PATTERNS = 300
_RIGHT = 0.86
_OPENS, _HOURS = 8, 13  # answers are given from 8:00 to 21:00
_DAY_MS = 86_400_000
_HOUR_MS = 3_600_000


class Pattern(NamedTuple):
    """How a question was learnt: (days from its first answer, whether it was right), and the days it then waits."""

    answers: tuple[tuple[int, bool], ...]
    interval: int


def places_in(home: str, shipped: str = "") -> Places:
    """The places of the program that `programs.environment(home)` starts; `shipped` "": the packs that ship."""
    data, cache, state = (os.path.join(home, kind, "tutor") for kind in ("data", "cache", "state"))
    return Places(data, cache, state, shipped or os.path.join(ROOT, "content"))


def write_packs(home: str, packs: int, files: int, questions: int, kinds: tuple[str, ...] = KINDS) -> list[str]:
    """Write generated packs where installed ones are; their ids."""
    author = Author(SEED)
    names = [f"pack-{number}" for number in range(packs)]
    for name in names:
        author.pack(os.path.join(places_in(home).installed, name), files, questions, kinds)
    return names


def learnt_home(home: str, packs: list[str], today: int, due: float) -> Rebuilt:
    """Give the packs in `home` a history of ten answers a question, a share `due` of them due on study day `today`.

    The events are inserted in bulk and their projections worked out by a rebuild, as `doctor` does it.
    """
    where = places_in(home)
    catalog = refresh(where, home)
    journal = Journal.open(where.journal, copies=where.copies)
    events = history(catalog, packs, today, due)
    with journal.writing() as connection:
        connection.executemany(
            f"INSERT INTO event ({EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((at, _DEVICE, seq, at, 0, *encode(event)) for seq, (at, event) in enumerate(events, 1)),
        )
    rebuilt = rebuild(journal)
    journal.close()
    catalog.close()
    return rebuilt


def history(catalog: Catalog, packs: Sequence[str], today: int, due: float) -> Iterator[tuple[int, Event]]:
    """A history of these packs as (UTC in ms, event), in the order of time: read, then answered over two years."""
    chance = random.Random(SEED)
    began = (today - TWO_YEARS - 2) * _DAY_MS + _OPENS * _HOUR_MS
    for pack in packs:
        yield began, PackChanged(pack, PackState.STARTED)
        for lesson in catalog.lesson_order(pack):
            yield began, LessonRead(lesson.name, 0, 60.0, finished=True)
    questions = [row for pack in packs for row in catalog.questions(pack)]
    patterns = [pattern(chance) for _ in range(min(_PATTERNS, len(questions)))]
    answers: list[tuple[int, int, bool]] = []  # (UTC in ms, place of the question, right)
    for place in range(len(questions)):
        chosen = patterns[int(chance.random() * len(patterns))]
        first = _first_day(chance, chosen, today, chance.random() < due)
        previous = -1
        for day, right in chosen.answers:
            hour = chance.random() * _HOURS if day != previous else 0.0
            at = (first + day) * _DAY_MS + int((_OPENS + hour) * _HOUR_MS)
            if day == previous:
                at = answers[-1][0] + 60_000  # a miss returns in the same session
            answers.append((at, place, right))
            previous = day
    answers.sort()
    for at, place, right in answers:
        yield at, _answer(chance, questions[place], right)


def pattern(chance: random.Random) -> Pattern:
    """Ten answers within two years, each when it is due or a little later; the last one right."""
    scheduler = Scheduler()
    while True:
        memory, day, answers = Memory("any"), 0, []
        for number in range(ANSWERS):
            right = memory.missed or number == ANSWERS - 1 or chance.random() < _RIGHT
            verdict = Verdict.RIGHT if right else Verdict.WRONG
            answers.append((day, right))
            memory = scheduler.review(memory, Answered("any", "choice", (), verdict, 0.0), day)
            assert memory.due is not None
            interval = memory.due - day
            day = memory.due + (chance.choice((0, 0, 1, 3)) if right else 0)
        if answers[-1][0] <= TWO_YEARS - 300 and 6 <= interval <= 250:
            return Pattern(tuple(answers), interval)


def _first_day(chance: random.Random, chosen: Pattern, today: int, due: bool) -> int:
    """The study day of the first answer, such that the question is due today or later, whatever the fuzz."""
    fuzz = 2 + chosen.interval // 8
    since = chosen.interval + fuzz + chance.randrange(30) if due else chance.randrange(chosen.interval - fuzz)
    return today - since - chosen.answers[-1][0]


def _answer(chance: random.Random, row: QuestionRow, right: bool) -> Answered:
    parts = {"order": 4, "match": 4, "recall": 0, "cloze": 2}.get(row.kind, 1)
    grade = (Grade.GOOD if right else Grade.AGAIN) if row.kind == "recall" else None
    return Answered(
        row.name,
        row.kind,
        tuple(f"1:{chance.getrandbits(64):016x}" for _ in range(parts)),
        Verdict.RIGHT if right else Verdict.WRONG,
        round(3 + chance.expovariate(0.1), 2),
        None if grade else (None, Confidence.FAIRLY, Confidence.SURE)[int(chance.random() * 3)],
        grade,
        row.answer_hash,
    )


def kept(home: str, part: str, made_from: str, make: Callable[[], dict[str, float]]) -> dict[str, float]:
    """What `make` noted of the `part` of a home that it makes. Made once for each `made_from`, a text of any length.

    What was interrupted, or was made from something else, is made anew.
    """
    note = os.path.join(home, f"{part}.json")
    stamp = crc32(made_from.encode())
    if os.path.exists(note):
        with open(note, encoding="utf-8") as file:
            found: dict[str, float] = json.load(file)
        if found["made_from"] == stamp:
            return found
        os.remove(note)
    os.makedirs(home, exist_ok=True)
    made: dict[str, float] = {**make(), "made_from": stamp}
    with open(note, "w", encoding="utf-8") as file:
        json.dump(made, file)
    return made


def source_of(module: ModuleType) -> str:
    """The text of a module: what was made by it is made anew when it changes."""
    return inspect.getsource(module)


def kept_packs(home: str, packs: int, files: int, questions: int, kinds: tuple[str, ...] = KINDS) -> list[str]:
    """Generated packs in the home, written once."""
    names = [f"pack-{number}" for number in range(packs)]

    def make() -> dict[str, float]:
        shutil.rmtree(places_in(home).installed, ignore_errors=True)
        write_packs(home, packs, files, questions, kinds)
        return {"packs": packs, "files": files, "questions": questions}

    kept(home, "packs", f"{source_of(writing)}{packs} {files} {questions} {kinds}", make)
    return names


def kept_history(home: str, packs: list[str], due: float, ready: Callable[[], None] = lambda: None) -> dict[str, float]:
    """A history in the home, made once: `today` is the study day on which a share `due` is due, `events` how many.

    `ready` is called when it is there, before that is noted.
    """
    today = int(time.time()) // 86_400

    def make() -> dict[str, float]:
        shutil.rmtree(places_in(home).copies, ignore_errors=True)
        for leftover in glob(f"{glob_escape(places_in(home).journal)}*"):
            os.remove(leftover)
        events = learnt_home(home, packs, today, due).events
        ready()
        return {"today": today, "events": events}

    sources = f"{source_of(sys.modules[__name__])}{source_of(writing)}"
    made_from = f"{sources}{EVENT}{PROJECTIONS}{META}{VERSION}{RULES}{packs}{due}"
    return kept(home, "history", made_from, make)
