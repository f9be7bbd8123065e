"""Which replies stand: the last word counts, and what was handed on stays."""

from hypothesis import given
from journal.histories import histories, stamped

from tutor.learning.replies import standing
from tutor.model.events import Event, Recorded, Replied, ReplyKind, ReplySent


def told(*events: Event) -> list[tuple[str, str, bool]]:
    return [(one.replied.item, one.replied.reply.value, one.sent) for one in standing(stamped(*events))]


def reply(kind: ReplyKind, item: str = "p/a") -> Replied:
    return Replied(item, kind)


def test_a_new_reply_takes_the_place_of_one_that_was_not_handed_on() -> None:
    assert told(reply(ReplyKind.WRONG), reply(ReplyKind.HELPED, "p/b"), reply(ReplyKind.UNCLEAR)) == [
        ("p/b", "helped", False),
        ("p/a", "unclear", False),
    ]


def test_nothing_takes_back() -> None:
    assert told(reply(ReplyKind.WRONG), reply(ReplyKind.NOTHING)) == []


def test_what_was_handed_on_stays_as_it_was() -> None:
    first, sent = reply(ReplyKind.WRONG), ReplySent("p/a", "aaaa0001", 1)
    assert told(first, sent, reply(ReplyKind.HELPED)) == [("p/a", "wrong", True), ("p/a", "helped", False)]
    assert told(first, sent, reply(ReplyKind.NOTHING)) == [("p/a", "wrong", True)]


@given(histories())
def test_at_most_one_reply_to_an_item_waits(events: list[Recorded]) -> None:
    waiting = [one.replied.item for one in standing(events) if not one.sent]
    assert len(waiting) == len(set(waiting))
