"""Which replies to authors stand: the last word on an item counts, and what was handed on stays as it was."""

from collections.abc import Iterable
from dataclasses import dataclass

from tutor.model.events import Recorded, Replied, ReplyKind, ReplySent, Stamp


@dataclass(frozen=True, slots=True)
class Standing:
    """A reply that stands, when it was kept, and whether it was handed on."""

    stamp: Stamp
    replied: Replied
    sent: bool


def standing(events: Iterable[Recorded]) -> list[Standing]:
    """The replies that stand, in the order in which they were kept. `events` are in the order of replay.

    A reply takes the place of an earlier one to the same item, unless that was handed on; "nothing" leaves none.
    """
    replies: dict[tuple[str, int], Recorded] = {}
    sent: set[tuple[str, int]] = set()
    for recorded in events:
        match recorded.event:
            case Replied():
                replies[recorded.stamp.device, recorded.stamp.seq] = recorded
            case ReplySent(_, device, seq):
                sent.add((device, seq))
    last = {one.event.item: which for which, one in replies.items() if isinstance(one.event, Replied)}
    return [
        Standing(one.stamp, one.event, which in sent)
        for which, one in replies.items()
        if isinstance(one.event, Replied)
        and one.event.reply is not ReplyKind.NOTHING
        and (which in sent or which == last[one.event.item])
    ]
