"""What becomes of answers and questions afterwards: taking back, putting away, starting afresh."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from tutor.errors import NotFound
from tutor.model.events import Answered, Buried, Event, Recorded, Reset, Resumed, Suspended, Undoable, Verdict
from tutor.model.text import Heading, Paragraph, plain
from tutor.services.opening import Tutor, resolve


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An answer that was taken back: the question, its prompt's first line, and when it was answered (local time).

    `is_fresh_start`: it was a fresh start of the question that was taken back, begun then.
    """

    question: str
    prompt: str
    when: str
    is_fresh_start: bool = False


def take_back(tutor: Tutor) -> TakenBack | None:
    """Take back this device's newest answer or fresh start that still stands, however long ago; None: there is none."""
    recorded = undo(tutor)
    return None if recorded is None else told(tutor, recorded)


def undo(tutor: Tutor) -> Recorded | None:
    """As `take_back`, as it was recorded. Where the question was put off with that answer, it is so no more."""
    taken = tutor.journal.undo()
    if taken is not None and isinstance(taken.event, Answered) and taken.event.verdict is Verdict.WRONG:
        following = (taken.stamp.device, taken.stamp.seq + 1)
        for one in tutor.journal.events(taken.event.question):
            if isinstance(one.event, Buried) and (one.stamp.device, one.stamp.seq) == following:
                tutor.journal.record(Buried(one.event.question, tutor.today))
    return taken


def told(tutor: Tutor, recorded: Recorded) -> TakenBack:
    """A recorded answer or fresh start in words."""
    event = recorded.event
    assert isinstance(event, Undoable)
    stamp = recorded.stamp
    local = datetime.fromtimestamp(stamp.utc / 1000, UTC).astimezone(timezone(timedelta(seconds=stamp.offset)))
    when = f"{local:%Y-%m-%d %H:%M}"
    return TakenBack(event.question, prompt_of(tutor, event.question), when, isinstance(event, Reset))


def prompt_of(tutor: Tutor, question: str) -> str:
    """The first line of a question's prompt, or its name when its pack has it no longer."""
    try:
        first = tutor.catalog.question(question).prompt[0]
    except NotFound:
        return question
    return plain(first.runs) if isinstance(first, (Paragraph, Heading)) else question


def suspend(tutor: Tutor, word: str) -> str:
    """Never ask again, until resumed. Returns the full name; raises NotFound."""
    return _record(tutor, word, Suspended)


def resume(tutor: Tutor, word: str) -> str:
    """Ask again what was suspended or rests as a leech."""
    return _record(tutor, word, Resumed)


def reset(tutor: Tutor, word: str) -> str:
    """A fresh start for one question; its history is kept."""
    return _record(tutor, word, Reset)


def bury(tutor: Tutor, word: str) -> str:
    """Do not ask before tomorrow."""
    return _record(tutor, word, lambda name: Buried(name, tutor.today + 1))


def _record(tutor: Tutor, word: str, event_of: Callable[[str], Event]) -> str:
    name = resolve(tutor, word)
    if tutor.catalog.question_row(name) is None:
        raise NotFound(f"{name} is not a question", hint="Questions are named as PACK/ID; tutor packs lists the packs.")
    tutor.journal.record(event_of(name))
    return name
