"""Replies to the authors of packs: kept with the item, and handed on by the learner's own hand (docs/replies.md)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tutor.errors import NotFound, TutorError
from tutor.learning.replies import Standing, standing
from tutor.model.events import Replied, ReplyKind, ReplySent, Stamp
from tutor.model.ids import local_of, pack_of
from tutor.model.printed import harmless
from tutor.services.history import prompt_of
from tutor.services.opening import Tutor

FORMAT = 1  # of what is handed on as JSON
LONGEST = 500  # letters of a sentence


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as it leaves: nothing else does. `day` is the local date on which it was kept."""

    pack: str
    item: str  # its id in the pack, as it is called now
    title: str  # of a question its first line
    version: str  # of the pack, as it was then
    reply: ReplyKind
    sentence: str
    day: str


@dataclass(frozen=True, slots=True)
class KeptReply:
    """A reply, where it stands in the journal, and whether it was handed on."""

    reply: Reply
    name: str  # what it was kept under
    stamp: Stamp
    sent: bool


def keep_reply(tutor: Tutor, name: str, kind: ReplyKind, sentence: str = "") -> Replied:
    """Keep a reply to an item or a question by its full name; the last word counts until it is handed on.

    Raises TutorError for a sentence that is too long, NotFound where there is nothing to take back.
    """
    sentence = _one_line(sentence)
    if len(sentence) > LONGEST:
        raise TutorError(f"that is {len(sentence)} letters, and a sentence has at most {LONGEST}")
    if kind is ReplyKind.NOTHING and waiting(tutor, name) is None:
        raise NotFound(f"there is no reply to {name} to take back", hint="What was handed on cannot be taken back.")
    replied = Replied(name, kind, sentence, _versions(tutor).get(pack_of(name), ""))
    tutor.journal.record(replied)
    return replied


def waiting(tutor: Tutor, name: str) -> Replied | None:
    """The reply to an item that was not handed on yet, if there is one."""
    found = [one.replied for one in standing(tutor.journal.events(name)) if not one.sent]
    return found[-1] if found else None


def title_of(tutor: Tutor, name: str) -> str:
    """What an item is called, or the first line of a question; its name where no pack has it."""
    if tutor.catalog.question_row(name) is not None:
        return prompt_of(tutor, name)
    try:
        return tutor.catalog.item(name).title
    except NotFound:
        return name


def replies(tutor: Tutor, pack: str = "", *, everything: bool = False) -> list[KeptReply]:
    """The replies to hand on, of one pack or of all, by pack and then as they were kept.

    `everything`: also those that were handed on before.
    """
    now = dict(tutor.catalog.renamed())
    found = [_kept(tutor, one, now) for one in standing(tutor.journal.replies(pack)) if everything or not one.sent]
    return sorted(found, key=lambda one: one.reply.pack)


def mark_sent(tutor: Tutor, sent: Sequence[KeptReply]) -> None:
    """They were handed on: they are not offered again."""
    tutor.journal.record(*(ReplySent(one.name, one.stamp.device, one.stamp.seq) for one in sent if not one.sent))


def _kept(tutor: Tutor, one: Standing, now: dict[str, str]) -> KeptReply:
    told, stamp = one.replied, one.stamp
    name = now.get(told.item, told.item)
    local = datetime.fromtimestamp(stamp.utc / 1000, UTC) + timedelta(seconds=stamp.offset)
    reply = Reply(
        pack_of(name),
        _one_line(local_of(name)),
        _one_line(title_of(tutor, name)),
        _one_line(told.version),
        told.reply,
        _one_line(told.sentence),
        f"{local:%Y-%m-%d}",
    )
    return KeptReply(reply, told.item, stamp, one.sent)


def _versions(tutor: Tutor) -> dict[str, str]:
    return {row.id: row.version for row in tutor.catalog.packs()}


def _one_line(text: str) -> str:
    """Text as it may leave: one line, without what a terminal would obey."""
    return " ".join(harmless(text).encode("utf-8", "replace").decode().split())


# -- as it leaves


def as_markdown(found: Sequence[KeptReply]) -> str:
    """Replies for a person: a heading for each pack, a line for each reply, its sentence quoted below."""
    lines: list[str] = []
    pack = ""
    for reply in (one.reply for one in found):
        if reply.pack != pack:
            pack = reply.pack
            lines += [*([""] if lines else []), f"# Replies to {pack}", ""]
        version = f", version {reply.version}" if reply.version else ""
        lines.append(f"- **{reply.reply}**: {reply.title} (`{reply.item}`{version}, {reply.day})")
        if reply.sentence:
            lines.append(f"  > {reply.sentence}")
    return "".join(f"{line}\n" for line in lines)


def as_json(found: Sequence[KeptReply]) -> str:
    """Replies for programs."""
    rows = [
        {
            "pack": one.reply.pack,
            "version": one.reply.version,
            "item": one.reply.item,
            "title": one.reply.title,
            "reply": one.reply.reply.value,
            "sentence": one.reply.sentence,
            "day": one.reply.day,
        }
        for one in found
    ]
    return json.dumps({"format": FORMAT, "replies": rows}, ensure_ascii=False, indent=2) + "\n"
