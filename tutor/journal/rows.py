"""Projections to rows and back: the one place that knows their columns."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tutor.learning.apply import NO_TOTALS, Changes
from tutor.learning.replay import Knowledge, plus
from tutor.model.events import PackState
from tutor.model.ids import pack_of
from tutor.model.knowledge import DayTotals, DrillProgress, LabProgress, LessonProgress, Memory, PackProgress

Row = tuple[Any, ...]

MEMORY_COLUMNS = ", ".join(Memory.__dataclass_fields__)
DAY_COLUMNS = ", ".join(DayTotals._fields)
DRILL_COLUMNS = ", ".join(DrillProgress.__dataclass_fields__)
LAB_COLUMNS = ", ".join(LabProgress.__dataclass_fields__)

_COLUMNS = {
    "memory": f"{MEMORY_COLUMNS}, pack",
    "day": f"day, {DAY_COLUMNS}",
    "lesson": "lesson, screen, finished, seconds",
    "drill": DRILL_COLUMNS,
    "lab": LAB_COLUMNS,
    "pack": "pack, state, since",
    "added": "item",
    "setting": "key, value",
    "declined": "suggestion, until",
    "undone": "device, seq",
}
_PUT = {
    table: f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({', '.join('?' * len(columns.split(',')))})"
    for table, columns in _COLUMNS.items()
}


def memory_of(row: Sequence[Any]) -> Memory:
    """A memory from MEMORY_COLUMNS."""
    return Memory(*row[:9], *map(bool, row[9:13]), *row[13:15])


def _memory_row(memory: Memory) -> Row:
    return (
        memory.question,
        memory.kind,
        memory.stability,
        memory.difficulty,
        memory.due,
        memory.last,
        memory.first,
        memory.reps,
        memory.lapses,
        memory.known,
        memory.missed,
        memory.resting,
        memory.suspended,
        memory.buried_until,
        memory.answer_hash,
        pack_of(memory.question),
    )


def _day_row(day: int, totals: DayTotals) -> Row:
    return (day, *totals)


def lesson_of(row: Sequence[Any]) -> LessonProgress:
    return LessonProgress(*row)


def _lesson_row(progress: LessonProgress) -> Row:
    return (progress.lesson, progress.screen, progress.finished, progress.seconds)


def drill_of(row: Sequence[Any]) -> DrillProgress:
    """A drill's progress from DRILL_COLUMNS."""
    tries = tuple((variant, passed) for variant, passed in json.loads(row[4]))
    drill, begun, ended, passed = row[:4]
    return DrillProgress(drill, begun, ended, passed, tries, tuple(json.loads(row[5])), *row[6:11])


def _drill_row(progress: DrillProgress) -> Row:
    return (
        progress.drill,
        progress.tries,
        progress.ended,
        progress.passed,
        json.dumps(progress.first_tries),
        json.dumps(progress.endings),
        progress.interval,
        progress.due,
        progress.last,
        progress.play,
        progress.note,
    )


def lab_of(row: Sequence[Any]) -> LabProgress:
    """A lab's progress from LAB_COLUMNS."""
    progress = LabProgress(*row)
    return replace(progress, going=bool(progress.going), shown=bool(progress.shown))


def _lab_row(progress: LabProgress) -> Row:
    return tuple(getattr(progress, name) for name in LabProgress.__dataclass_fields__)


def pack_progress_of(row: Sequence[Any]) -> PackProgress:
    return PackProgress(row[0], PackState(row[1]), row[2])


def _pack_row(progress: PackProgress) -> Row:
    return (progress.pack, progress.state.value, progress.since)


def setting_of(value: str) -> Any:
    """A stored value; what is no JSON counts as not set."""
    try:
        return json.loads(value)
    except ValueError:
        return None


def write(connection: sqlite3.Connection, changes: Changes) -> None:
    """Write what an event changed, inside the transaction that is open."""
    execute = connection.execute
    for question, memory in changes.memories:
        if memory is None:
            execute("DELETE FROM memory WHERE question = ?", (question,))
        else:
            execute(_PUT["memory"], _memory_row(memory))
    for day, more in changes.days:
        found = execute(f"SELECT {DAY_COLUMNS} FROM day WHERE day = ?", (day,)).fetchone()
        totals = plus(DayTotals(*found), more) if found else more
        if totals == NO_TOTALS:
            execute("DELETE FROM day WHERE day = ?", (day,))
        else:
            execute(_PUT["day"], _day_row(day, totals))
    for lesson, progress in changes.lessons:
        if progress is None:
            execute("DELETE FROM lesson WHERE lesson = ?", (lesson,))
        else:
            execute(_PUT["lesson"], _lesson_row(progress))
    for drill, played in changes.drills:
        if played is None:
            execute("DELETE FROM drill WHERE drill = ?", (drill,))
        else:
            execute(_PUT["drill"], _drill_row(played))
    for lab, tried in changes.labs:
        if tried is None:
            execute("DELETE FROM lab WHERE lab = ?", (lab,))
        else:
            execute(_PUT["lab"], _lab_row(tried))
    for _, state in changes.packs:
        execute(_PUT["pack"], _pack_row(state))
    for item, is_added in changes.added:
        execute(_PUT["added"] if is_added else "DELETE FROM added WHERE item = ?", (item,))
    for key, value in changes.settings:
        if value is None:
            execute("DELETE FROM setting WHERE key = ?", (key,))
        else:
            execute(_PUT["setting"], (key, json.dumps(value)))
    for suggestion, until in changes.declined:
        execute(_PUT["declined"], (suggestion, until))


def mark_undone(connection: sqlite3.Connection, device: str, seq: int) -> None:
    """Keep that an answer was taken back."""
    connection.execute(_PUT["undone"], (device, seq))


def stored(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    """The rows of a projection as they stand, ordered by their key."""
    key = "device, seq" if table == "undone" else "1"
    return connection.execute(f"SELECT {_COLUMNS[table]} FROM {table} ORDER BY {key}")


def wanted(knowledge: Knowledge, undone: Iterable[tuple[str, int]]) -> dict[str, list[Row]]:
    """The rows of every projection as a replay finds them, ordered as `stored` does."""
    return {
        "memory": [_memory_row(knowledge.memories[name]) for name in sorted(knowledge.memories)],
        "day": [_day_row(day, knowledge.days[day]) for day in sorted(knowledge.days)],
        "lesson": [_lesson_row(knowledge.lessons[name]) for name in sorted(knowledge.lessons)],
        "drill": [_drill_row(knowledge.drills[name]) for name in sorted(knowledge.drills)],
        "lab": [_lab_row(knowledge.labs[name]) for name in sorted(knowledge.labs)],
        "pack": [_pack_row(knowledge.packs[name]) for name in sorted(knowledge.packs)],
        "added": [(item,) for item in sorted(knowledge.added)],
        "setting": [(key, json.dumps(knowledge.settings[key])) for key in sorted(knowledge.settings)],
        "declined": sorted(knowledge.declined.items()),
        "undone": sorted(undone),
    }


def replace_all(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Put `rows` in place of a projection's, inside the transaction that is open."""
    connection.execute(f"DELETE FROM {table}")
    connection.executemany(_PUT[table], rows)
