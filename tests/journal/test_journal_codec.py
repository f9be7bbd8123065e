"""Events to rows and back; what another program wrote is read as far as it can be, and never raises."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st
from journal.histories import answer, answers, others

from tutor.journal.codec import decode, encode
from tutor.model.events import Event, Recorded, Stamp, Suspended, Undone

STAMP = Stamp(5, "0badcafe", 3, 4, 3600)


def row(kind: str, subject: str, body: str) -> tuple[Any, ...]:
    return (5, "0badcafe", 3, 4, 3600, kind, subject, body)


@given(answers | others | st.builds(Undone, st.text(), st.integers(0, 2**53), st.text()))
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    assert decode(row(*encode(event))) == Recorded(STAMP, event)


def test_what_journals_hold_keeps_its_meaning() -> None:
    """Written by the first version. A change that breaks this breaks every learner's history."""
    text = '{"kind":"choice","given":["1:0123456789abcdef"],"verdict":"right","seconds":4.0}'
    assert encode(answer()) == ("answered", "p/a", text)
    assert decode(row("answered", "p/a", text)) == Recorded(STAMP, answer())
    assert decode(row("suspended", "p/a", "{}")) == Recorded(STAMP, Suspended("p/a"))


def test_fields_of_a_newer_program_are_passed_over() -> None:
    kind, subject, body = encode(answer())
    newer = json.dumps({**json.loads(body), "mood": "calm"})
    assert decode(row(kind, subject, newer)) == Recorded(STAMP, answer())


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("dreamt", "{}"),
        ("answered", "{}"),
        ("answered", "not json"),
        ("answered", "[]"),
        ("answered", '{"kind":"choice","given":[],"verdict":"partly","seconds":4.0}'),
        ("answered", '{"kind":"choice","given":[7],"verdict":"right","seconds":4.0}'),
        ("buried", '{"until":1e999}'),
        ("buried", '{"until":100000000000000000000000}'),
        ("setting-changed", '{"key":"theme","value":["dark"]}'),
        ("pack-changed", '{"state":"asleep"}'),
        ("replied", '{"reply":"loved"}'),
        ("reply-sent", '{"device":"aaaa0001","seq":"1"}'),
        ("lesson-read", "[" * 100_000),
    ],
)
def test_what_cannot_be_read_is_none(kind: str, body: str) -> None:
    assert decode(row(kind, "p/a", body)) is None
