"""What a journal answers. Rows that come by the ten thousand are tuples, one at a time they are the model's values."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import repeat
from typing import Any

from tutor.journal.codec import decode
from tutor.journal.database import Guard
from tutor.journal.rows import (
    DAY_COLUMNS,
    DRILL_COLUMNS,
    LAB_COLUMNS,
    MEMORY_COLUMNS,
    drill_of,
    lab_of,
    lesson_of,
    memory_of,
    pack_progress_of,
    setting_of,
)
from tutor.learning.days import study_day
from tutor.learning.planning import Due
from tutor.learning.replay import linked
from tutor.learning.rules import Rules
from tutor.model.events import Answered, LogNamed, Mark, Recorded, Renamed
from tutor.model.knowledge import DayTotals, DrillProgress, LabProgress, LessonProgress, Memory, PackProgress
from tutor.settings import SettingValue

Clock = Callable[[], tuple[int, int]]  # UTC in ms since 1970, and how many seconds local time is ahead of it

EVENT_COLUMNS = "time, device, seq, utc, offset, kind, subject, body"

STANDS = "NOT EXISTS (SELECT 1 FROM undone WHERE undone.device = event.device AND undone.seq = event.seq)"
_NAMED = "(SELECT value FROM json_each(?))"
_OF_PACK = "subject >= ? AND subject < ?"
_ASKED = "due IS NOT NULL AND suspended = 0 AND resting = 0"
_PACE_ANSWERS = 500
_PACE_LEAST = 5


class Queries:
    """The read side of an open journal. Every method raises JournalError when the file cannot be read."""

    _connection: sqlite3.Connection
    _guard: Guard
    _clock: Clock

    def __init__(self, connection: sqlite3.Connection, guard: Guard, clock: Clock) -> None:
        self._connection, self._guard, self._clock = connection, guard, clock
        self._rules: Rules | None = None
        self._seen = -1  # the state of the database that `_rules` belongs to

    def _rows(self, statement: str, values: Collection[Any] = ()) -> list[Any]:
        with self._guard:
            return self._connection.execute(statement, tuple(values)).fetchall()

    @property
    def rules(self) -> Rules:
        """The settings in force, read again when another program has written."""
        with self._guard:
            seen = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if self._rules is None or seen != self._seen:
                stored = self._connection.execute("SELECT key, value FROM setting").fetchall()
                self._rules, self._seen = Rules({key: setting_of(value) for key, value in stored}), seen
        return self._rules

    def settings(self) -> dict[str, SettingValue]:
        """Every setting, defaults filled in."""
        return dict(self.rules.settings)

    def today(self) -> int:
        """The study day now."""
        utc, offset = self._clock()
        return study_day(utc, offset, int(self.rules.settings["rollover"]))

    def memory(self, question: str) -> Memory | None:
        rows = self._rows(f"SELECT {MEMORY_COLUMNS} FROM memory WHERE question = ?", (question,))
        return memory_of(rows[0]) if rows else None

    def memories(self, questions: Iterable[str]) -> dict[str, Memory]:
        """What is known of these questions; the unknown ones are left out."""
        rows = self._rows(f"SELECT {MEMORY_COLUMNS} FROM memory WHERE question IN {_NAMED}", (_names(questions),))
        return {row[0]: memory_of(row) for row in rows}

    def all_memories(self, pack: str = "") -> Iterator[Memory]:
        """All that is known of questions, by name; of one pack where it is given."""
        where = "WHERE pack = ?" if pack else ""
        rows = self._rows(f"SELECT {MEMORY_COLUMNS} FROM memory {where} ORDER BY question", (pack,) if pack else ())
        return map(memory_of, rows)

    def due(self, day: int, packs: Collection[str], also: Collection[str] = ()) -> list[Due]:
        """What is due on study day `day` of these packs, and of the questions in `also`; in no promised order.

        Left out is what is suspended, resting or buried beyond that day.
        """
        columns = f"SELECT {', '.join(Due._fields)} FROM memory"
        rows = self._asked(columns, "due <= ?", (day,), day, packs, also)
        return list(map(tuple.__new__, repeat(Due), rows))  # what Due._make does, in half the time: 50,000 rows

    def due_count(self, day: int, packs: Collection[str], also: Collection[str] = ()) -> int:
        """How many `due` would give."""
        return sum(row[0] for row in self._asked("SELECT count(*) FROM memory", "due <= ?", (day,), day, packs, also))

    def forecast(self, first: int, last: int, packs: Collection[str], also: Collection[str] = ()) -> dict[int, int]:
        """How many fall due on each study day from `first` to `last`; days without any are left out."""
        rows = self._asked(
            "SELECT due, count(*) FROM memory", "due BETWEEN ? AND ?", (first, last), last, packs, also, "GROUP BY due"
        )
        found: dict[int, int] = {}
        for day, count in rows:
            found[day] = found.get(day, 0) + count
        return found

    def _asked(
        self,
        columns: str,
        when: str,
        days: tuple[int, ...],
        day: int,
        packs: Collection[str],
        also: Collection[str],
        group: str = "",
    ) -> list[Any]:
        """Rows about what may be asked by `day`: those of `packs`, then those of `also` that are of other packs."""
        where = f"WHERE {_ASKED} AND {when} AND (buried_until IS NULL OR buried_until <= ?)"
        marks = ", ".join("?" * len(packs))
        rows = self._rows(f"{columns} {where} AND pack IN ({marks}) {group}", (*days, day, *packs)) if packs else []
        if also:
            others = f"{columns} {where} AND question IN {_NAMED} AND pack NOT IN ({marks}) {group}"
            rows += self._rows(others, (*days, day, _names(also), *packs))
        return rows

    def answered(self, questions: Iterable[str]) -> set[str]:
        """Those that had a rated answer since the last fresh start."""
        rows = self._rows(f"SELECT question FROM memory WHERE reps > 0 AND question IN {_NAMED}", (_names(questions),))
        return {name for (name,) in rows}

    def learnt(self) -> list[str]:
        """Every question that had a rated answer, by name."""
        return [name for (name,) in self._rows("SELECT question FROM memory WHERE reps > 0 ORDER BY question")]

    def learnt_by_pack(self) -> dict[str, int]:
        """How many questions of each pack had a rated answer."""
        return dict(self._rows("SELECT pack, count(*) FROM memory WHERE reps > 0 GROUP BY pack"))

    def names_with_history(self, names: Iterable[str]) -> set[str]:
        """Those questions and items that something is known of: what a rename would move."""
        given = _names(names)
        rows = self._rows(
            f"SELECT question FROM memory WHERE question IN {_NAMED} UNION SELECT lesson FROM lesson WHERE lesson IN"
            f" {_NAMED} UNION SELECT item FROM added WHERE item IN {_NAMED}"
            f" UNION SELECT drill FROM drill WHERE drill IN {_NAMED}"
            f" UNION SELECT lab FROM lab WHERE lab IN {_NAMED}",
            (given, given, given, given, given),
        )
        return {name for (name,) in rows}

    def day(self, day: int) -> DayTotals:
        """What happened on a study day."""
        return self.days(day, day).get(day, DayTotals())

    def days(self, first: int, last: int) -> dict[int, DayTotals]:
        """What happened on the study days from `first` to `last`; days without anything are left out."""
        rows = self._rows(f"SELECT day, {DAY_COLUMNS} FROM day WHERE day BETWEEN ? AND ? ORDER BY day", (first, last))
        return {row[0]: DayTotals(*row[1:]) for row in rows}

    def lesson(self, lesson: str) -> LessonProgress | None:
        rows = self._rows("SELECT lesson, screen, finished, seconds FROM lesson WHERE lesson = ?", (lesson,))
        return lesson_of(rows[0]) if rows else None

    def lessons(self) -> dict[str, LessonProgress]:
        rows = self._rows("SELECT lesson, screen, finished, seconds FROM lesson")
        return {row[0]: lesson_of(row) for row in rows}

    def drill(self, drill: str) -> DrillProgress | None:
        rows = self._rows(f"SELECT {DRILL_COLUMNS} FROM drill WHERE drill = ?", (drill,))
        return drill_of(rows[0]) if rows else None

    def drills(self) -> dict[str, DrillProgress]:
        """The drills that were ever played."""
        return {row[0]: drill_of(row) for row in self._rows(f"SELECT {DRILL_COLUMNS} FROM drill")}

    def drill_events(self, drill: str) -> Iterator[Recorded]:
        """All that was done in a drill, in order, under older names too."""
        renames = [recorded.event for recorded in self._events("kind = 'renamed'")]
        names = linked({drill}, (event for event in renames if isinstance(event, Renamed)))
        marks = ", ".join("?" * len(names))
        return self._events(f"subject IN ({marks}) AND kind LIKE 'drill-%'", names)

    def lab(self, lab: str) -> LabProgress | None:
        rows = self._rows(f"SELECT {LAB_COLUMNS} FROM lab WHERE lab = ?", (lab,))
        return lab_of(rows[0]) if rows else None

    def labs(self) -> dict[str, LabProgress]:
        """The labs that were ever begun."""
        return {row[0]: lab_of(row) for row in self._rows(f"SELECT {LAB_COLUMNS} FROM lab")}

    def packs(self) -> dict[str, PackProgress]:
        """The packs that were ever started, paused or stopped."""
        return {row[0]: pack_progress_of(row) for row in self._rows("SELECT pack, state, since FROM pack")}

    def pack(self, pack: str) -> PackProgress | None:
        """One pack, None where it was never started."""
        rows = self._rows("SELECT pack, state, since FROM pack WHERE pack = ?", (pack,))
        return pack_progress_of(rows[0]) if rows else None

    def added(self) -> set[str]:
        """Full names of the items that joined the queue by themselves."""
        return {item for (item,) in self._rows("SELECT item FROM added")}

    def is_added(self, item: str) -> bool:
        return bool(self._rows("SELECT 1 FROM added WHERE item = ?", (item,)))

    def declined(self) -> dict[str, int | None]:
        """Suggestions that were declined: until which study day, None for ever."""
        return dict(self._rows("SELECT suggestion, until FROM declined"))

    def pace(self) -> dict[str, float]:
        """The learner's own median seconds for each kind of question, over the newest few hundred rated answers.

        Kinds with fewer than five are left out.
        """
        newest = f"WHERE kind = 'answered' AND {STANDS} ORDER BY time DESC, device DESC, seq DESC LIMIT {_PACE_ANSWERS}"
        seconds: dict[str, list[float]] = {}
        for recorded in map(decode, self._rows(f"SELECT {EVENT_COLUMNS} FROM event {newest}")):
            if recorded and isinstance(recorded.event, Answered) and recorded.event.mark is Mark.NONE:
                seconds.setdefault(recorded.event.kind, []).append(recorded.event.seconds)
        return {kind: _median(times) for kind, times in seconds.items() if len(times) >= _PACE_LEAST}

    def answers_to(self, pack: str) -> Iterator[tuple[str, Answered]]:
        """The answers to questions of a pack that still stand, in order, each with the name that its question has now.

        Guesses before the teaching and practice are among them.
        """
        now = self._names_now()
        for recorded in self._events(f"kind = 'answered' AND {_OF_PACK} AND {STANDS}", _bounds(pack)):
            if isinstance(recorded.event, Answered):
                yield now.get(recorded.event.question, recorded.event.question), recorded.event

    def replies(self, pack: str = "") -> Iterator[Recorded]:
        """Replies to authors, of one pack or of all, and that they were handed on; in order."""
        kinds = "kind IN ('replied', 'reply-sent')"
        return self._events(f"{kinds} AND {_OF_PACK}", _bounds(pack)) if pack else self._events(kinds)

    def log_name(self, pack: str) -> str:
        """The name that logs of a pack's answers go by; "" where none was drawn yet."""
        named = (recorded.event for recorded in self._events("kind = 'log-named' AND subject = ?", (pack,)))
        return next((event.name for event in named if isinstance(event, LogNamed)), "")

    def _names_now(self) -> dict[str, str]:
        """Every name that was ever renamed, with the one that its history has now."""
        now: dict[str, str] = {}
        for recorded in self._events("kind = 'renamed'"):
            if isinstance(recorded.event, Renamed):
                old, new = recorded.event.old, recorded.event.new
                now = {name: new if latest == old else latest for name, latest in now.items()} | {old: new}
                now.pop(new, None)
        return now

    def events(self, subject: str | None = None) -> Iterator[Recorded]:
        """All events in order, undone ones included, or those about one subject ("" for settings).

        What this program cannot read is passed over.
        """
        where, values = ("TRUE", ()) if subject is None else ("subject = ?", (subject,))
        return self._events(where, values)

    def _events(self, where: str, values: Collection[str] = ()) -> Iterator[Recorded]:
        with self._guard:
            statement = f"SELECT {EVENT_COLUMNS} FROM event WHERE {where} ORDER BY time, device, seq"
            for row in self._connection.execute(statement, tuple(values)):
                recorded = decode(row)
                if recorded is not None:
                    yield recorded


def _median(values: list[float]) -> float:
    """The middle value, of an even number the mean of two; `statistics` costs 10 ms to import."""
    values.sort()
    half = len(values) // 2
    return (values[half] + values[-half - 1]) / 2


def _bounds(pack: str) -> tuple[str, str]:
    """Between the two lie the full names of a pack: `0` is the sign after `/`."""
    return f"{pack}/", f"{pack}0"


def _names(names: Iterable[str]) -> str:
    return json.dumps(list(names))
