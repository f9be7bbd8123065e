"""Today: what would fill the minutes a learner has, and why."""

import datetime
from dataclasses import dataclass

from tutor.learning.days import local_date
from tutor.learning.planning import Plan, Read, Review
from tutor.model.ids import pack_of
from tutor.services.choosing import Choosing
from tutor.services.drill_states import waiting_drill
from tutor.services.opening import Tutor
from tutor.settings import NEWCOMER_PACK


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One line of Today. `kind` is "reviews", "new", "lesson" or "drill"; `name` a lesson's or drill's, else ""."""

    kind: str
    title: str
    about: str  # packs, or what kind of thing it is
    why: str
    minutes: float
    name: str = ""
    fits: bool = True  # False: only if there is time


@dataclass(frozen=True, slots=True)
class PackOffer:
    """What a newcomer's first enter starts."""

    pack: str
    title: str
    about: str
    audience: str
    lesson: str  # title of its first lesson
    minutes: float
    name: str = ""  # full name of that lesson, "" where the pack has none


@dataclass(frozen=True, slots=True)
class Today:
    """What Today shows. `due` counts all that is due, `due_now` those that the plan holds; the rest is behind a key.

    `offer` is there for a newcomer, who has started nothing. `week` holds minutes by day, seven days, today last.
    `tomorrow` is how many reviews fall due on the next study day. `waiting` counts the new questions that the day's cap
    holds back, once it is reached; `new_a_day` is that cap.
    """

    date: datetime.date
    minutes: int
    rows: tuple[TodayRow, ...]
    due: int
    due_now: int
    days_away: int
    offer: PackOffer | None
    week: tuple[tuple[datetime.date, float], ...]
    tomorrow: int
    waiting: int = 0
    new_a_day: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.rows


def today(tutor: Tutor, minutes: int, pack: str = "") -> Today:
    """What would fill `minutes`, from started packs (or one pack) and from what was added."""
    choosing = Choosing(tutor, pack)
    plan = choosing.plan(minutes)
    day = choosing.day
    days = tutor.journal.days(day - 6, day)
    active = [d for d, totals in tutor.journal.days(0, day).items() if totals.answers or totals.screens]
    rows = _rows(tutor, choosing, plan)
    return Today(
        date=local_date(day),
        minutes=minutes,
        rows=rows,
        due=choosing.due,
        due_now=len(plan.reviews),
        days_away=day - max(active) if active else 0,
        offer=None if pack or rows or tutor.journal.packs() else _offer(tutor),
        week=tuple((local_date(d), days[d].seconds / 60 if d in days else 0.0) for d in range(day - 6, day + 1)),
        tomorrow=choosing.tomorrow,
        waiting=0 if choosing.cap else len({one.question for one in choosing.waiting()}),
        new_a_day=int(tutor.number("new-a-day")),
    )


def waiting_words(view: Today) -> str:
    """That new questions wait for the next study day, and how many; "" where none is held back."""
    if not view.waiting:
        return ""
    wait = _count(view.waiting, "new question waits", "new questions wait")
    if not view.new_a_day:
        return f"{wait} as long as the setting new-a-day is 0."
    return f"{wait} for tomorrow: {view.new_a_day} a day are enough."


def _rows(tutor: Tutor, choosing: Choosing, plan: Plan) -> tuple[TodayRow, ...]:
    titles = {row.id: row.title for row in tutor.catalog.packs()}
    rows: list[TodayRow] = []
    reviews = plan.reviews
    if reviews:
        rows.append(_reviews_row(reviews))
    fresh = [step for step in plan.steps if not isinstance(step, (Review, Read))]
    if fresh:
        rows.append(
            TodayRow(
                "new",
                _count(len(fresh), "new question"),
                _packs([step.question for step in fresh]),
                _why_new(tutor, {step.question for step in fresh}, choosing.added),
                sum(step.seconds for step in fresh) / 60,
            )
        )
    read = [step for step in plan.steps if isinstance(step, Read)]
    lessons = [step.lesson for step in read]
    for candidate in choosing.lessons():
        if candidate.lesson not in lessons:
            if not rows or len(rows) < 4:
                lessons.append(candidate.lesson)
            break
    for name in lessons:
        pack = pack_of(name)
        row = next(row for row in tutor.catalog.lesson_order(pack) if row.name == name)
        begun = tutor.journal.lessons().get(name)
        why = "you are in the middle of it" if begun and begun.screen >= 0 else f"next in {titles[pack]}"
        fits = any(step.lesson == name for step in read)
        rows.append(TodayRow("lesson", row.title, "lesson", why, row.minutes, name, fits))
    waiting = waiting_drill(tutor, choosing.fresh, choosing.reviewed)
    if waiting is not None:
        drill, state = waiting
        rows.append(TodayRow("drill", drill.title, "drill", state.value, drill.minutes, drill.name, fits=False))
    return tuple(rows)


def _why_new(tutor: Tutor, questions: set[str], added: list[str]) -> str:
    """Where new questions come from: what was read, quizzes that stand by themselves, what the learner asked for."""
    asked = questions.intersection(added)
    if asked == questions:
        return "you asked to learn them"
    lessons = tutor.journal.lessons()
    homes = {row.home for row in tutor.catalog.question_rows(sorted(questions - asked)).values()}
    read = {home for home in homes if home in lessons or not lessons.keys().isdisjoint(tutor.catalog.teaches(home))}
    sources = [
        "from lessons you have read" if read else "",
        "from quizzes" + ("" if read else " whose turn it is") if homes - read else "",
        "from what you asked to learn" if asked else "",
    ]
    return " and ".join(filter(None, sources))


def _reviews_row(reviews: tuple[Review, ...]) -> TodayRow:
    missed = sum(step.missed for step in reviews)
    why = "what you are closest to forgetting"
    if missed:
        why = f"{_count(missed, 'miss', 'misses')} from last time first"
    return TodayRow(
        "reviews",
        _count(len(reviews), "review"),
        _packs([step.question for step in reviews]),
        why,
        sum(step.seconds for step in reviews) / 60,
    )


def _packs(names: list[str]) -> str:
    return ", ".join(dict.fromkeys(pack_of(name) for name in names))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _offer(tutor: Tutor) -> PackOffer | None:
    rows = tutor.catalog.packs()
    if not rows:
        return None
    row = next((row for row in rows if row.id == NEWCOMER_PACK), rows[0])
    lessons = tutor.catalog.lesson_order(row.id)
    first = lessons[0] if lessons else None
    return PackOffer(
        row.id,
        row.title,
        row.about,
        row.audience,
        lesson=first.title if first else "",
        minutes=first.minutes if first else 0.0,
        name=first.name if first else "",
    )
