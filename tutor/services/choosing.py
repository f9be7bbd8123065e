"""What could fill a session: due reviews, waiting new questions and lessons, gathered from both stores for the plan."""

from collections.abc import Iterator, Sequence
from itertools import islice

from tutor.catalog.reading import QuestionRow
from tutor.learning.memory import curve
from tutor.learning.planning import (
    Candidate,
    Due,
    LessonCandidate,
    Plan,
    fill,
    most_worth_first,
    next_lessons,
    seconds_for,
)
from tutor.model.ids import pack_of
from tutor.services.opening import Tutor
from tutor.services.packs import drawn_from
from tutor.services.reviews import due_count

CHUNK = 64


class Choosing:
    """One look at both stores: what is due, what is new and what may be read, for a plan of any length.

    `pack` narrows everything to one pack, whatever its state, since the learner asked for it by name.
    """

    def __init__(self, tutor: Tutor, pack: str = "") -> None:
        self.tutor = tutor
        self.day = tutor.today
        self.pace = tutor.journal.pace()
        fresh, reviewed, added = drawn_from(tutor)
        self.fresh = {pack} if pack else fresh
        self.reviewed = {pack} if pack else reviewed
        self.added = [name for name in added if not pack or name.startswith(pack + "/")]
        self._due = tutor.journal.due(self.day, self.reviewed, self.added)
        self._started = {name: progress.since for name, progress in tutor.journal.packs().items()}

    @property
    def cap(self) -> int:
        """New questions that are left for this study day."""
        return max(0, int(self.tutor.number("new-a-day")) - self.tutor.journal.day(self.day).new)

    @property
    def due(self) -> int:
        """How many reviews are due, whether they fit or not."""
        if not self._due:
            return 0
        gone = self.tutor.gone
        return len(self._due) - (sum(row.question in gone for row in self._due) if gone else 0)

    @property
    def tomorrow(self) -> int:
        """How many more will be due on the next study day."""
        return due_count(self.tutor, self.day + 1, self.reviewed, self.added) - self.due

    def plan(self, minutes: float) -> Plan:
        """Fill the minutes. Same stores, same day, same plan."""
        return fill(
            minutes * 60,
            reviews=self.reviews(),
            partners=self.partner,
            new=self.new(),
            lessons=self.lessons(),
            cap=self.cap,
        )

    def reviews(self) -> Iterator[Candidate]:
        """Due questions that their pack still has, most worth first."""
        ranked = most_worth_first(self._due, self.day, self.pace, self.tutor.parameters)
        while chunk := list(islice(ranked, CHUNK)):
            rows = self.tutor.catalog.question_rows([row.question for row in chunk])
            for due in chunk:
                row = rows.get(due.question)
                if row is not None:
                    yield self._candidate(row, missed=due.missed)

    def partner(self, name: str) -> Candidate | None:
        """The review of a question that was learnt before today and may be asked."""
        memory = self.tutor.journal.memory(name)
        row = self.tutor.catalog.question_row(name)
        if row is None or memory is None or not memory.reps or memory.last is None or memory.last >= self.day:
            return None
        hidden = memory.suspended or memory.resting or (memory.buried_until or 0) > self.day
        return None if hidden else self._candidate(row, missed=memory.missed)

    def new(self) -> Iterator[Candidate]:
        """Questions never answered that wait, where the day's cap leaves room for any."""
        if self.cap:
            yield from self.waiting()

    def waiting(self) -> Iterator[Candidate]:
        """Questions never answered that wait: of finished lessons, of quizzes whose turn has come, and those added."""
        for pack in self._packs_in_turn():
            yield from self._unanswered(self._open_questions(pack))
        yield from self._unanswered(list(self.tutor.catalog.question_rows(self.added).values()))

    def lessons(self) -> Iterator[LessonCandidate]:
        """The next lessons, one pack after the other in turn."""
        waiting = [iter(self._lessons_of(pack)) for pack in self._packs_in_turn()]
        while waiting:
            still = []
            for lessons in waiting:
                lesson = next(lessons, None)
                if lesson is not None:
                    yield lesson
                    still.append(lessons)
            waiting = still

    def lesson(self, name: str) -> LessonCandidate:
        """One lesson by name, for a learner who chose it."""
        pack = pack_of(name)
        row = next(row for row in self.tutor.catalog.lesson_order(pack) if row.name == name)
        questions = self.tutor.catalog.questions_at({name})
        return LessonCandidate(name, row.minutes * 60.0, tuple(c.question for c in self._unanswered(questions)))

    def _candidate(self, row: QuestionRow, missed: bool = False) -> Candidate:
        siblings = f"{row.pack}/{row.siblings}" if row.siblings else ""
        return Candidate(row.name, seconds_for(row.kind, self.pace), siblings, row.confuses, missed)

    def _packs_in_turn(self) -> list[str]:
        """Started packs, the one whose last lesson was finished longest ago first."""
        last: dict[str, int] = {}
        for name, progress in self.tutor.journal.lessons().items():
            pack = pack_of(name)
            if progress.finished is not None:
                last[pack] = max(last.get(pack, 0), progress.finished)
        return sorted(self.fresh, key=lambda pack: (last.get(pack, 0), self._started.get(pack, 0), pack))

    def _finished(self) -> frozenset[str]:
        return frozenset(n for n, progress in self.tutor.journal.lessons().items() if progress.finished is not None)

    def _lessons_of(self, pack: str) -> Iterator[LessonCandidate]:
        rows = {row.name: row for row in self.tutor.catalog.lesson_order(pack)}
        order = [(row.name, row.after) for row in rows.values()]
        for name in next_lessons(order, self._finished()):
            yield self.lesson(name)

    def _open_questions(self, pack: str) -> list[QuestionRow]:
        """Questions whose time has come, in the pack's order.

        A lesson's: when it is finished. A quiz's: when a lesson that it teaches is finished; a quiz that teaches no
        lesson enters at its place in the order, when every lesson before it is finished.
        """
        finished = self._finished()
        lessons = {row.name for row in self.tutor.catalog.lesson_order(pack)}
        homes: list[str] = []
        behind = True  # every lesson so far is finished
        for item in self.tutor.catalog.items(pack):
            if item.kind == "lesson":
                behind = behind and item.name in finished
                ready = item.name in finished
            elif item.kind == "quiz":
                taught = lessons.intersection(self.tutor.catalog.teaches(item.name))
                ready = bool(taught & finished) if taught else behind
            else:
                continue
            if ready:
                homes.append(item.name)
        rank = {home: position for position, home in enumerate(homes)}
        rows = self.tutor.catalog.questions_at(set(homes))
        return sorted(rows, key=lambda row: (rank[row.home], row.position))

    def _unanswered(self, rows: Sequence[QuestionRow]) -> list[Candidate]:
        memories = self.tutor.journal.memories([row.name for row in rows])
        result = []
        for row in rows:
            memory = memories.get(row.name)
            if memory is not None and (memory.reps or memory.suspended or (memory.buried_until or 0) > self.day):
                continue
            result.append(self._candidate(row))
        return result

    def questions_of(self, item: str) -> Plan:
        """The questions that stand in one lesson or quiz, in its order; one of each group of siblings."""
        rows = self.tutor.catalog.questions_at({item})
        return fill(float("inf"), reviews=iter([self._candidate(row) for row in rows]))

    def practice(self, minutes: float) -> Plan:
        """What is weakest among all that was learnt, due or not."""
        rows = [
            Due(m.question, m.kind, m.stability, m.last or 0, m.due or 0, m.missed)
            for m in self.tutor.journal.all_memories()
            if m.reps
            and not m.suspended
            and m.question not in self.tutor.gone
            and (m.question.partition("/")[0] in self.reviewed or m.question in self.added)
        ]
        forget = curve(self.tutor.parameters)
        rows.sort(key=lambda row: (forget(row.stability, max(0, self.day - row.last)), row.question))
        known = self.tutor.catalog.question_rows([row.question for row in rows[:1000]])
        weakest = (self._candidate(known[row.question]) for row in rows if row.question in known)
        return fill(minutes * 60, reviews=weakest)
