"""Logs of the answers to one pack, as learners write them for its author: lines of JSON (docs/replies.md).

The first line says what it is, each other one is an answer. A log comes from elsewhere: nothing in it is believed
before it was looked at, and what is wrong is told with its line.
"""

import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from tutor.errors import TutorError
from tutor.learning.item_figures import Given
from tutor.model.events import Confidence, Mark
from tutor.model.ids import QUESTION_ID_PATTERN, is_id
from tutor.model.questions import KINDS

FORMAT = 1
WHAT = "answers"  # the first line's `tutor`
LARGEST = 64 << 20  # bytes of a log
LONGEST = 1 << 16  # bytes of a line
LONGEST_SECONDS = 86_400.0

_MOST_GIVEN = 64
_HASH = re.compile(r"1:[0-9a-f]{16}")
_NAME = re.compile(r"[0-9a-f]{16}")
_MADE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class ItemLog:
    """All answers of one learner to the questions of a pack, in their order, each with its question's id.

    `name` is random: it is the same in every log that this learner writes of this pack. `made` is when, in UTC.
    """

    pack: str
    name: str
    made: str
    answers: tuple[tuple[str, Given], ...]


def log_text(log: ItemLog) -> str:
    """A log as it is written."""
    head = {"tutor": WHAT, "format": FORMAT, "pack": log.pack, "name": log.name, "made": log.made}
    lines = [{**head, "answers": len(log.answers)}]
    lines += [{"n": n, **_written(question, given)} for n, (question, given) in enumerate(log.answers, 1)]
    return "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)


def _written(question: str, given: Given) -> dict[str, Any]:
    seconds = round(min(given.seconds, LONGEST_SECONDS), 1) if given.seconds > 0 else 0.0
    fields = {
        "question": question,
        "kind": given.kind,
        "gave": list(given.gave),
        "right": given.right,
        "seconds": seconds,
        "confidence": given.confidence.value if given.confidence else "",
        "answer": given.answer_hash,
        "mark": given.mark.value,
    }
    return {key: value for key, value in fields.items() if value not in ("", [])}


def read_log(path: str) -> ItemLog:
    """A log from a file. Raises TutorError with the line, for whatever it is instead."""
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise TutorError("this is no file", where=path)
            if status.st_size > LARGEST:
                raise TutorError(f"this is larger than any log: over {LARGEST >> 20} MB", where=path)
            return _read(path, _lines(path, file))
    except OSError as error:
        raise TutorError((error.strerror or "it cannot be read").lower(), where=path) from error


def _lines(path: str, file: BinaryIO) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every line that is not blank, with its place."""
    number = 0
    while raw := file.readline(LONGEST + 1):
        number += 1
        where = f"{path}:{number}"
        if len(raw) > LONGEST:
            raise TutorError("this line is too long for a log", where=where)
        try:
            text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            value = json.loads(text) if text.strip() else None
        except UnicodeDecodeError as error:
            raise TutorError("this is not UTF-8", where=where) from error
        except (ValueError, RecursionError) as error:
            hint = "It may have been cut short: ask for it again." if not raw.endswith(b"\n") else ""
            raise TutorError("this line is no JSON", where=where, hint=hint) from error
        if isinstance(value, dict):
            yield where, value
        elif value is not None or text.strip():
            raise TutorError("this line is no answer", where=where)


def _read(path: str, lines: Iterator[tuple[str, dict[str, Any]]]) -> ItemLog:
    where, head = next(lines, (path, {}))
    if head.get("tutor") != WHAT:
        raise TutorError("this is no log of answers", where=where, hint="tutor items PACK --export FILE writes one")
    if head.get("format") != FORMAT or isinstance(head.get("format"), bool):
        hint = "It was written by another version of tutor."
        raise TutorError(f"this log has another format than {FORMAT}", where=where, hint=hint)
    pack, name, made, count = (head.get(key) for key in ("pack", "name", "made", "answers"))
    sound = isinstance(pack, str) and is_id(pack) and _fits(_NAME, name) and _fits(_MADE, made) and _is_count(count)
    if not sound:
        raise TutorError("the first line of this log is damaged", where=where, hint="Ask for it again.")
    answers: list[tuple[str, Given]] = []
    for where, line in lines:
        number = line.get("n")
        if not isinstance(number, int) or not _is_count(number):
            raise TutorError("this answer has no number", where=where)
        if number <= len(answers):
            raise TutorError(f"answer {number} is there twice", where=where)
        if number > len(answers) + 1:
            raise TutorError(f"answer {len(answers) + 1} is missing before this line", where=where)
        answers.append(_answer(str(name), where, line))
    if len(answers) != count:
        hint = "It was cut short, or added to: ask for it again."
        raise TutorError(f"this log has {len(answers)} answers and should have {count}", where=where, hint=hint)
    return ItemLog(str(pack), str(name), str(made), tuple(answers))


def _answer(name: str, where: str, line: dict[str, Any]) -> tuple[str, Given]:
    values = {key: line.get(key, default) for key, default in _DEFAULTS.items()}
    wrong = next((key for key, value in values.items() if not _SOUND[key](value)), "")
    if wrong:
        raise TutorError(f"{wrong!r} is not what an answer of a log has there", where=where)
    return values["question"], Given(
        name,
        values["kind"],
        tuple(values["gave"]),
        values["right"],
        float(values["seconds"]),
        Confidence(values["confidence"]) if values["confidence"] else None,
        values["answer"],
        Mark(values["mark"]),
    )


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_DEFAULTS: dict[str, Any] = {
    "question": "",
    "kind": "",
    "gave": [],
    "right": None,
    "seconds": None,
    "confidence": "",
    "answer": "",
    "mark": "",
}
_SOUND: dict[str, Callable[[Any], bool]] = {
    "question": lambda value: _fits(QUESTION_ID_PATTERN, value),
    "kind": lambda value: isinstance(value, str) and value in KINDS,
    "gave": lambda value: (
        isinstance(value, list) and len(value) <= _MOST_GIVEN and all(_fits(_HASH, one) for one in value)
    ),
    "right": lambda value: isinstance(value, bool),
    "seconds": lambda value: _is_number(value) and 0 <= value <= LONGEST_SECONDS,
    "confidence": lambda value: isinstance(value, str) and value in ("", *Confidence),
    "answer": lambda value: value == "" or _fits(_HASH, value),
    "mark": lambda value: isinstance(value, str) and value in tuple(Mark),
}
