"""What is measured inside a fresh process; prints one line of JSON. Nothing of tutor is imported before the clock runs.

python -m benches.inside first | answers N | rebuild
"""

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.model.events import Grade
    from tutor.model.questions import Question

MINUTES = 5
AGAIN_EVERY = 8  # one answer in so many is wrong, as the peer's is


def first() -> dict[str, float]:
    """Import, open, first question: what lies between `tutor` and the first thing to answer, the screen left out."""
    start = time.perf_counter()
    from tutor.services.opening import open_tutor
    from tutor.services.showing import Asking
    from tutor.services.study import begin

    imported = time.perf_counter()
    tutor = open_tutor()
    opened = time.perf_counter()
    screen = begin(tutor, MINUTES).screen
    shown = time.perf_counter()
    assert isinstance(screen, Asking), screen
    busy = time.process_time()
    from tutor.services.choosing import Choosing

    return {
        "import_ms": (imported - start) * 1e3,
        "open_ms": (opened - imported) * 1e3,
        "first_ms": (shown - opened) * 1e3,
        "cpu_ms": busy * 1e3,
        "memory_mib": memory_mib("VmHWM"),
        "due": Choosing(tutor).due,
    }


def answers(count: int) -> dict[str, float]:
    """Answer `count` questions, every eighth wrong, each time until it is on disk and the next question is there."""
    from tutor.services.opening import open_tutor
    from tutor.services.showing import Asking
    from tutor.services.study import begin

    tutor = open_tutor()
    sitting = begin(tutor, count / 5)  # at the learner's own pace enough for all of them
    screen = sitting.screen
    passed = []
    for number in range(count):
        assert isinstance(screen, Asking), screen
        given, own = answer_to(screen.question, right=number % AGAIN_EVERY != 0)
        start = time.perf_counter()
        sitting.answer(given, 5.0, own=own)
        screen = sitting.screen
        passed.append(time.perf_counter() - start)
    return {"answers_per_s": count / sum(passed), "typical_ms": sorted(passed)[count // 2] * 1e3}


def answer_to(question: "Question", *, right: bool) -> tuple[tuple[str, ...], "Grade | None"]:
    """What a learner gives, and the own grade of a recall."""
    from tutor.model.events import Grade
    from tutor.model.questions import Choice, Cloze, Match, Order, Typed

    match question:
        case Choice():
            chosen = tuple(option.hash for option in question.options if option.right is right)
            return chosen, None
        case Typed():
            return (question.accepted[0].text if right else "no such thing",), None
        case Cloze():
            return tuple(blank.accepted[0].text if right else "no such thing" for blank in question.blanks), None
        case Order():
            steps = tuple(step.hash for step in question.steps)
            return steps if right else steps[::-1], None
        case Match():
            lefts = [pair.left.hash for pair in question.pairs]
            rights = [pair.right.hash for pair in question.pairs]
            put = rights if right else rights[::-1]
            return tuple(f"{left}={one}" for left, one in zip(lefts, put, strict=True)), None
        case _:
            return (), Grade.GOOD if right else Grade.AGAIN


def rebuild() -> dict[str, float]:
    """Empty every projection and work them out again, with progress on stderr."""
    from tutor.journal.doctor import rebuild
    from tutor.journal.store import Journal
    from tutor.places import places

    where = places()
    journal = Journal.open(where.journal, copies=where.copies)
    before = knowledge(journal)
    with journal.writing() as connection:
        for table in ("memory", "day", "lesson", "pack", "added", "declined"):
            connection.execute(f"DELETE FROM {table}")
    start, busy = time.perf_counter(), time.process_time()
    rebuilt = rebuild(journal, lambda done, of: print(f"\rrebuilding: {done:,} of {of:,}", end="", file=sys.stderr))
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    print(file=sys.stderr)
    return {
        "events": rebuilt.events,
        "seconds": seconds,
        "cpu_seconds": busy,
        "equal": knowledge(journal) == before,
        "memory_mib": memory_mib("VmHWM"),
    }


def knowledge(journal: "object") -> int:
    """A number that stands for all that is known of questions."""
    from tutor.journal.store import Journal

    assert isinstance(journal, Journal)
    return hash(tuple(journal.all_memories()))


def memory_mib(key: str) -> float:
    """VmRSS or VmHWM of this process, MiB; 0 where the system does not say."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith(key))
    except OSError:
        return 0.0


def main(words: list[str]) -> None:
    found = {"first": first, "answers": lambda: answers(int(words[1])), "rebuild": rebuild}[words[0]]()
    import json

    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
