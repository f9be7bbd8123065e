"""What ships, in figures: one table of all packs in content/, as it stands in docs/packs.md."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from tutor.errors import TutorError
from tutor.model.drills import Drill
from tutor.model.items import Aid, ItemKind, Lesson, Page, Quiz, kind_of
from tutor.model.layout import plain_lines
from tutor.model.questions import KINDS, Choice, Cloze, Question, Typed
from tutor.packs.folder import ReadPack, read_pack
from tutor.places import places
from tutor.services.checking import check
from tutor.services.claims import piles_at, verify
from tutor.services.verifying import Outcome, Verified

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DOCS = os.path.join(ROOT, "docs", "packs.md")
BEGIN, END = "<!-- made by scripts/packs -->\n", "<!-- end -->\n"
WORDS_A_MINUTE = 200
SECONDS_A_QUESTION = 40  # reading it, thinking, reading why
FEWEST_ASKS = 2


@dataclass(frozen=True)
class Shipped:
    """A pack in content/ and what checking it and running its claims showed; `verified` None where none were run."""

    folder: str
    read: ReadPack
    problems: int
    verified: tuple[Verified, ...] | None

    @property
    def id(self) -> str:
        assert self.read.pack is not None, self.folder
        return self.read.pack.id

    @property
    def questions(self) -> list[Question]:
        return [question for item in self.read.items if isinstance(item, Lesson | Quiz) for question in item.questions]

    @property
    def lessons(self) -> list[Lesson]:
        return [item for item in self.read.items if isinstance(item, Lesson)]


def count(kind: ItemKind, pack: Shipped) -> int:
    return sum(kind_of(item) is kind for item in pack.read.items)


def count_questions(kind: str, pack: Shipped) -> int:
    return sum(question.kind == kind for question in pack.questions)


def words_of(pack: Shipped) -> int:
    """The words of the screens of its lessons, code left aside as it is looked at rather than read."""
    return sum(_words(lesson) for lesson in pack.lessons)


def _words(lesson: Lesson) -> int:
    pages = [screen for screen in lesson.screens if isinstance(screen, Page)]
    return sum(len(line.split()) for page in pages for line in plain_lines(page.blocks, 10_000))


def minutes_of(pack: Shipped) -> int:
    """What its lessons take a reader of WORDS_A_MINUTE who thinks SECONDS_A_QUESTION about each question."""
    questions = sum(len(lesson.questions) for lesson in pack.lessons)
    return round(words_of(pack) / WORDS_A_MINUTE + questions * SECONDS_A_QUESTION / 60)


def has_whys(question: Question) -> bool | None:
    """Whether each wrong answer that it names has its why; None where it names none."""
    match question:
        case Choice(options=options):
            wrong = [option for option in options if not option.right]
        case Typed(expected_wrong=expected) | Cloze(expected_wrong=expected):
            return all(one.why for one in expected) if expected else None
        case _:
            return None
    return all(option.why for option in wrong)


def share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


def with_whys(pack: Shipped) -> str:
    told = [has for question in pack.questions if (has := has_whys(question)) is not None]
    return share(sum(told), len(told))


def produced(pack: Shipped) -> str:
    """Questions whose answer is typed, ordered or matched rather than recognised."""
    return share(sum(question.kind in ("typed", "cloze", "order", "match") for question in pack.questions),
                 len(pack.questions))  # fmt: skip


def asked_for(pack: Shipped) -> str:
    aids = [item for item in pack.read.items if isinstance(item, Aid)]
    return f"{sum(len(aid.asks) >= FEWEST_ASKS for aid in aids)} of {len(aids)}"


def endings(pack: Shipped) -> str:
    drills = [item for item in pack.read.items if isinstance(item, Drill)]
    return str(sum(bool(scene.ending) for drill in drills for scene in drill.scenes))


def claims(pack: Shipped) -> str:
    """Passed / failed / skipped, and how many controls failed as they must."""
    if pack.verified is None:
        return str(len(pack.read.claims))
    counts = [sum(one.outcome is outcome for one in pack.verified) for outcome in Outcome]
    controls = sum(one.control_failed for one in pack.verified)
    return f"{' / '.join(map(str, counts))}, {controls}"


def oldest(pack: Shipped) -> str:
    return min((item.verified for item in pack.read.items if item.verified), default="–")


def rows() -> Iterator[tuple[str, Callable[[Shipped], object]]]:
    for item in ItemKind:
        yield "quizzes" if item is ItemKind.QUIZ else f"{item.value}s", partial(count, item)
    yield "questions", lambda pack: len(pack.questions)
    for kind in KINDS:
        yield f"· {kind}", partial(count_questions, kind)
    yield "· typed, ordered or matched", produced
    yield "· guesses before the teaching", lambda pack: sum(question.guess for question in pack.questions)
    yield "· with a why for each wrong answer", with_whys
    yield "words of lessons", lambda pack: f"{words_of(pack):,}"
    yield "minutes of lessons, promised", lambda pack: sum(lesson.minutes for lesson in pack.lessons)
    yield "minutes of lessons, computed", minutes_of
    yield f"aids with {FEWEST_ASKS} `asks` or more", asked_for
    yield "endings of drills", endings
    yield "claims passed / failed / skipped, controls failed", claims
    yield "oldest `verified`", oldest
    yield "problems found by `tutor check`", lambda pack: pack.problems


def table(packs: list[Shipped]) -> str:
    """A Markdown table with a column a pack."""
    lines = [["", *(pack.id for pack in packs)], ["---", *("---:" for _ in packs)]]
    lines += [[name, *(str(told(pack)) for pack in packs)] for name, told in rows()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def shipped(*, run_claims: bool) -> list[Shipped]:
    """The packs in content/, git-rescue first since a newcomer meets it first."""
    content = os.path.join(ROOT, "content")
    folders = [entry.path for entry in os.scandir(content) if entry.is_dir()]
    folders.sort(key=lambda folder: (os.path.basename(folder) != "git-rescue", folder))
    return [
        Shipped(
            folder,
            read_pack(folder),
            len(check([folder], date.today())[0].problems),
            tuple(verify(places(), piles_at(folder), jobs=os.cpu_count() or 1).results) if run_claims else None,
        )
        for folder in folders
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/packs", description=__doc__)
    parser.add_argument("--no-claims", action="store_true", help="count the claims, do not run them")
    parser.add_argument("--write", action="store_true", help="put the table into docs/packs.md")
    options = parser.parse_args()
    try:
        packs = shipped(run_claims=not options.no_claims)
    except TutorError as error:
        print(error, file=sys.stderr)
        return 2
    made = table(packs)
    print(made, end="")
    if options.write:
        with open(DOCS, encoding="utf-8") as file:
            before, _, rest = file.read().partition(BEGIN)
        after = rest.partition(END)[2]
        with open(DOCS, "w", encoding="utf-8") as file:
            file.write(f"{before}{BEGIN}\n{made}\n{END}{after}")
    failed = sum(one.outcome is Outcome.FAILED for pack in packs for one in pack.verified or ())
    return int(bool(failed or any(pack.problems for pack in packs)))


if __name__ == "__main__":
    sys.exit(main())
