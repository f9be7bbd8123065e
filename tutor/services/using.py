"""A job aid in use: what was ticked, how far a procedure went, what was filled in, and what came of it.

What is ticked belongs to this machine and this task, and is no event: one small file an aid in the state folder,
replaced as a whole at every change, so that a use survives being killed. Two terminals that use the same aid at once
share one file, and the later change stays. The file goes when the outcome is told.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from tutor.errors import TutorError
from tutor.journal.clock import system_clock
from tutor.model.ids import text_hash
from tutor.model.items import Aid, Checklist, Procedure
from tutor.model.layout import plain_lines
from tutor.model.text import plain
from tutor.places import Places
from tutor.services.lookup import note_look_up
from tutor.services.recent import Recent, remember

RESUMED_HOURS = 12  # a use left longer ago than this is another task: it is offered, not resumed
KEPT_DAYS = 30
_WIDE = 10_000

NowMs = Callable[[], int]  # UTC in ms since 1970


def now_ms() -> int:
    """UTC in ms since 1970."""
    return system_clock()[0]


class Question(NamedTuple):
    """What was asked when an aid was opened: `rank` of the aid among the answers, `ms` until it was on screen.

    `at` is when it was asked, UTC in ms. Without `words`: nothing was asked, the aid was opened by itself.
    """

    words: str
    at: int
    rank: int = 0
    ms: int = 0


def note_opened(where: Places, asked: Question, aid: str, *, teachable: bool = False) -> bool:
    """Record that `aid` was opened as an answer, so that `tutor how +` in this terminal means it as well.

    True: it was the third time, so offer to learn it, where there are questions about it (`teachable`).
    """
    remember(where, Recent(asked.at, asked.words, [aid], 1))
    return note_look_up(where, asked.words, aid, asked.rank, asked.ms, teachable=teachable)


class Left(NamedTuple):
    """A use that was left unfinished: `at` UTC in ms."""

    aid: str  # full name
    done: int
    of: int
    at: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a use. `done` are line keys, `fields` what was filled in, `left` UTC in ms."""

    question: str = ""
    asked: int = 0
    done: frozenset[str] = frozenset()
    fields: Mapping[str, str] = field(default_factory=dict)
    of: int = 0
    left: int = 0

    @property
    def is_begun(self) -> bool:
        return bool(self.done) or any(text.strip() for text in self.fields.values())


class Use:
    """One use of an aid, resumed where it was left within hours; `before` is one left longer ago, to be taken up."""

    def __init__(self, where: Places, aid: Aid, question: Question, now: NowMs = now_ms) -> None:
        self.aid = aid
        self.keys = line_keys(aid)
        self.before: Kept | None = None
        self.resumed = False
        self._where = where
        self._now = now
        self._fresh = Kept(question.words, question.at, of=len(self.keys))
        self._kept = self._fresh
        self._can_keep = True
        found = self._found()
        if found is not None and now() - found.left < RESUMED_HOURS * 3_600_000:
            self._resume(found)
        else:
            self.before = found

    @property
    def question(self) -> str:
        """What was asked, "" where nothing was."""
        return self._kept.question

    @property
    def seconds(self) -> float:
        """From the question until now."""
        return max(0.0, (self._now() - self._kept.asked) / 1000)

    @property
    def done(self) -> frozenset[str]:
        """The keys of the lines that are ticked, or of the steps gone through."""
        return self._kept.done

    @property
    def fields(self) -> Mapping[str, str]:
        """What was filled in, by name."""
        return self._kept.fields

    @property
    def is_begun(self) -> bool:
        """Whether anything is ticked or filled in."""
        return self._kept.is_begun

    @property
    def left(self) -> int:
        """When it was last changed before this, UTC in ms."""
        return self._kept.left

    def put(self, key: str, done: bool) -> None:
        """A line is ticked, or not any more. Raises TutorError, once, when that cannot be kept."""
        self._change(self._kept.fields, self.done | {key} if done else self.done - {key})

    def fill(self, name: str, text: str) -> None:
        """A field is filled in. Raises as `put` does."""
        self._change({**self._kept.fields, name: text}, self.done)

    def afresh(self) -> None:
        """Begin again, with nothing done."""
        self._kept, self.resumed, self.before = self._fresh, False, None
        self.end()

    def take_up(self) -> None:
        """Go on with the use of `before`."""
        if self.before is not None:
            self._resume(self.before)

    def end(self) -> None:
        """Keep nothing of it any longer."""
        _forget(self._where, self.aid.name)

    def _resume(self, kept: Kept) -> None:
        self._kept, self.resumed, self.before = kept, True, None

    def _found(self) -> Kept | None:
        """The use that was left, None where it was gone through to its end.

        Lines that the aid does not have any more are not done; a question asked now counts only where none did.
        """
        kept = _read(self._where, self.aid.name)
        if kept is None:
            return None
        asked = (kept.question, kept.asked) if kept.question else (self._fresh.question, self._fresh.asked)
        done = kept.done & frozenset(self.keys)
        kept = Kept(*asked, done, kept.fields, len(self.keys), kept.left)
        return kept if kept.is_begun and not (self.keys and len(done) == len(self.keys)) else None

    def _change(self, fields: Mapping[str, str], done: frozenset[str]) -> None:
        kept = self._kept
        self._kept = Kept(kept.question, kept.asked, done, fields, kept.of, self._now())
        if self._can_keep:
            try:
                _write(self._where, self.aid.name, self._kept)
            except OSError as error:
                self._can_keep = False
                raise TutorError(
                    f"what you tick cannot be kept: {error.strerror or error}",
                    where=self._where.uses,
                    hint="It stays while this is open.",
                ) from error


def line_keys(aid: Aid) -> tuple[str, ...]:
    """A key for each line of a checklist or step of a procedure: of its text, so that another order changes nothing."""
    match aid.body:
        case Checklist():
            texts = [plain(tick.runs) for section in aid.body.sections for tick in section]
        case Procedure():
            texts = ["\n".join(plain_lines(step.blocks, _WIDE)) for step in aid.body.steps]
        case _:
            texts = []
    seen: dict[str, int] = {}
    keys = []
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
        keys.append(f"{text_hash(text)}.{seen[text]}")
    return tuple(keys)


def left_unfinished(where: Places, now: NowMs = now_ms) -> list[Left]:
    """The uses that were left, the newest first; those that nobody came back to for a month are forgotten."""
    found = []
    for name in _names(where):
        kept = _read(where, name)
        if kept is not None and now() - kept.left < KEPT_DAYS * 86_400_000:
            if kept.is_begun:
                found.append(Left(name, len(kept.done), kept.of, kept.left))
        else:
            _forget(where, name)
    return sorted(found, key=lambda left: -left.at)


def ago(left: int, now: int) -> str:
    """How long ago, in words; both in ms."""
    minutes = max(0, now - left) // 60_000
    if minutes < 1:
        return "a moment ago"
    for size, one in ((60 * 24, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {one if count == 1 else one + 's'} ago"
    raise AssertionError("there is a minute at least")


# -- the files: uses/PACK/ID.json


def _path(where: Places, aid: str) -> str:
    pack, _, local = aid.partition("/")
    return os.path.join(where.uses, pack, f"{local}.json")


def _names(where: Places) -> Iterable[str]:
    try:
        packs = sorted(os.listdir(where.uses))
    except OSError:
        return
    for pack in packs:
        try:
            files = sorted(os.listdir(os.path.join(where.uses, pack)))
        except OSError:
            continue
        yield from (f"{pack}/{file.removesuffix('.json')}" for file in files if file.endswith(".json"))


def _forget(where: Places, aid: str) -> None:
    with suppress(OSError):  # there is none
        os.unlink(_path(where, aid))


def _read(where: Places, aid: str) -> Kept | None:
    try:
        with open(_path(where, aid), encoding="utf-8") as file:
            said = json.load(file)
        return Kept(
            str(said["question"]),
            int(said["asked"]),
            frozenset(map(str, said["done"])),
            {str(name): str(text) for name, text in said["fields"].items()},
            int(said["of"]),
            int(said["left"]),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None  # there is none, or what stands there is none


def _write(where: Places, aid: str, kept: Kept) -> None:
    path = _path(where, aid)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    said = {
        "question": kept.question,
        "asked": kept.asked,
        "done": sorted(kept.done),
        "fields": dict(kept.fields),
        "of": kept.of,
        "left": kept.left,
    }
    with open(f"{path}.new", "w", encoding="utf-8") as file:
        json.dump(said, file)
    os.replace(f"{path}.new", path)
