"""Events to rows and back. What is written here is read for years: kinds and field names never change their meaning.

A row's `subject` is the field that says what the event is about; the rest is JSON, fields at their default left out.
Fields that this program does not know are passed over; a kind, or a value, that it does not know leaves the row as it
is, unread.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any

from tutor.model.conditions import State, StateValue
from tutor.model.events import (
    WISH,
    Answered,
    BroughtForward,
    Buried,
    Confidence,
    Declined,
    DrillBegan,
    DrillChose,
    DrillEnded,
    DrillNoted,
    DrillRewound,
    Event,
    Grade,
    HintTaken,
    ItemAdded,
    LabBegan,
    LabChecked,
    LessonRead,
    LogNamed,
    LookedUp,
    Mark,
    Outcome,
    PackChanged,
    PackState,
    Recorded,
    Renamed,
    Replied,
    ReplyKind,
    ReplySent,
    Reset,
    Resumed,
    SettingChanged,
    SolutionShown,
    Stamp,
    Suspended,
    Undone,
    Verdict,
    subject,
)

Body = dict[str, Any]

_LARGEST = 2**53  # whole numbers up to here are the same in every JSON

_KINDS: dict[type[Any], str] = {
    Answered: "answered",
    LessonRead: "lesson-read",
    PackChanged: "pack-changed",
    ItemAdded: "item-added",
    SettingChanged: "setting-changed",
    Undone: "undone",
    Suspended: "suspended",
    Resumed: "resumed",
    Buried: "buried",
    Reset: "reset",
    Renamed: "renamed",
    Declined: "declined",
    LookedUp: "looked-up",
    Outcome: "outcome",
    BroughtForward: "brought-forward",
    DrillBegan: "drill-began",
    DrillChose: "drill-chose",
    DrillRewound: "drill-rewound",
    DrillEnded: "drill-ended",
    DrillNoted: "drill-noted",
    LabBegan: "lab-began",
    LabChecked: "lab-checked",
    HintTaken: "hint-taken",
    SolutionShown: "solution-shown",
    Replied: "replied",
    ReplySent: "reply-sent",
    LogNamed: "log-named",
}

# The field that is the row's subject; a setting's event has none, so that all of them are found under "".
_SUBJECTS: dict[type[Any], str] = {
    LessonRead: "lesson",
    PackChanged: "pack",
    ItemAdded: "item",
    Replied: "item",
    ReplySent: "item",
    LogNamed: "pack",
    Renamed: "new",
    Declined: "suggestion",
    LookedUp: "aid",
    Outcome: "aid",
    **dict.fromkeys((DrillBegan, DrillChose, DrillRewound, DrillEnded, DrillNoted), "drill"),
    **dict.fromkeys((LabBegan, LabChecked, HintTaken, SolutionShown), "lab"),
}

_FIELDS: dict[type[Any], tuple[tuple[str, object], ...]] = {
    kind: tuple(
        (field.name, field.default)
        for field in fields(kind)
        if field.name != ("" if kind is SettingChanged else _SUBJECTS.get(kind, "question"))
    )
    for kind in _KINDS
}

_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_MARKS = {mark.value: mark for mark in Mark}
_CONFIDENCES: dict[str | None, Confidence | None] = {None: None, **{one.value: one for one in Confidence}}
_GRADES: dict[str | None, Grade | None] = {None: None, **{grade.value: grade for grade in Grade}}


def encode(event: Event) -> tuple[str, str, str]:
    """Kind, subject and body."""
    kind = type(event)
    body = {name: value for name, default in _FIELDS[kind] if (value := getattr(event, name)) != default}
    return _KINDS[kind], subject(event), json.dumps(body, separators=(",", ":"))


def decode(row: Sequence[Any]) -> Recorded | None:
    """The event of a row (time, device, seq, utc, offset, kind, subject, body); None where it cannot be read."""
    time, device, seq, utc, offset, kind, name, text = row
    read = _READERS.get(kind)
    if read is None:
        return None
    try:
        event = read(name, json.loads(text))
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    return Recorded(Stamp(time, device, seq, utc, offset), event)


def _answered(question: str, body: Body) -> Answered:
    return Answered(
        question,
        _text(body["kind"]),
        tuple(map(_text, body["given"])),
        _VERDICTS[body["verdict"]],
        float(body["seconds"]),
        _CONFIDENCES[body.get("confidence")],
        _GRADES[body.get("grade")],
        _text(body.get("answer_hash", "")),
        _MARKS[body.get("mark", "")],
    )


def _drill_began(drill: str, body: Body) -> DrillBegan:
    return DrillBegan(
        drill,
        _text(body["play"]),
        _whole(body["turn"]),
        _text(body["scene"]),
        _state(body["state"]),
        _text(body.get("shape", "")),
        _text(body.get("variant", "")),
        bool(body.get("resumed", False)),
    )


def _drill_chose(drill: str, body: Body) -> DrillChose:
    return DrillChose(
        drill,
        _text(body["play"]),
        _text(body["scene"]),
        _text(body["choice"]),
        _text(body["target"]),
        tuple(map(_text, body.get("effects", ()))),
        _text(body.get("variant", "")),
        float(body.get("seconds", 0.0)),
        _text(body.get("lab", "")),
    )


def _drill_ended(drill: str, body: Body) -> DrillEnded:
    return DrillEnded(
        drill,
        _text(body["play"]),
        _text(body["ending"]),
        bool(body["passed"]),
        bool(body.get("first", True)),
        tuple(map(_text, body.get("shown", ()))),
    )


def _state(value: object) -> State:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple((_text(name), _state_value(held)) for name, held in value)


def _state_value(value: object) -> StateValue:
    return value if isinstance(value, bool) else _whole(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or abs(value) > _LARGEST:
        raise ValueError(value)
    return value


def _scalar(value: object) -> str | int | float | bool | None:
    if value is not None and not isinstance(value, str | int | float):
        raise TypeError(value)
    return value


_READERS: dict[str, Callable[[str, Body], Event]] = {
    "answered": _answered,
    "lesson-read": lambda lesson, body: LessonRead(
        lesson, _whole(body["screen"]), float(body["seconds"]), bool(body.get("finished", False))
    ),
    "pack-changed": lambda pack, body: PackChanged(pack, PackState(body["state"])),
    "item-added": lambda item, body: ItemAdded(item),
    "setting-changed": lambda _, body: SettingChanged(_text(body["key"]), _scalar(body["value"])),
    "undone": lambda question, body: Undone(_text(body["device"]), _whole(body["seq"]), question),
    "suspended": lambda question, body: Suspended(question),
    "resumed": lambda question, body: Resumed(question),
    "buried": lambda question, body: Buried(question, _whole(body["until"])),
    "reset": lambda question, body: Reset(question),
    "renamed": lambda new, body: Renamed(_text(body["old"]), new),
    "declined": lambda suggestion, body: Declined(suggestion, None if body["until"] is None else _whole(body["until"])),
    "looked-up": lambda aid, body: LookedUp(
        _text(body["question"]),
        "" if aid == WISH else aid,
        _whole(body.get("rank", 0)),
        _whole(body.get("ms", 0)),
        bool(body.get("offered", False)),
    ),
    "outcome": lambda aid, body: Outcome(
        aid, bool(body["worked"]), float(body.get("seconds", 0.0)), _text(body.get("question", ""))
    ),
    "brought-forward": lambda question, body: BroughtForward(question),
    "drill-began": _drill_began,
    "drill-chose": _drill_chose,
    "drill-rewound": lambda drill, body: DrillRewound(drill, _text(body["play"]), _whole(body["to"])),
    "drill-ended": _drill_ended,
    "drill-noted": lambda drill, body: DrillNoted(drill, _text(body["text"])),
    "lab-began": lambda lab, body: LabBegan(lab, bool(body.get("reset", False))),
    "lab-checked": lambda lab, body: LabChecked(lab, tuple(map(bool, body["held"])), float(body.get("seconds", 0.0))),
    "hint-taken": lambda lab, body: HintTaken(lab, _whole(body["number"])),
    "solution-shown": lambda lab, body: SolutionShown(lab),
    "replied": lambda item, body: Replied(
        item, ReplyKind(body["reply"]), _text(body.get("sentence", "")), _text(body.get("version", ""))
    ),
    "reply-sent": lambda item, body: ReplySent(item, _text(body["device"]), _whole(body["seq"])),
    "log-named": lambda pack, body: LogNamed(pack, _text(body["name"])),
}
