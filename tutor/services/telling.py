"""Why a question is asked now, and when it comes again: the plain words of a sitting."""

from tutor.learning.days import local_date
from tutor.learning.grading import Graded
from tutor.learning.session import Ask
from tutor.model.events import Mark, Verdict
from tutor.model.knowledge import Memory
from tutor.model.questions import Question
from tutor.services.showing import Feedback
from tutor.settings import SITTING_MISSES

_LESSON_HELPS = "reading the lesson again helps more than asking again."


def why_asked(step: Ask, memory: Memory | None, today: int) -> str:
    """Why this question is on screen now."""
    if step.mark is Mark.GUESS:
        return "guess first: it does not count"
    if step.mark is Mark.PRACTICE:
        return "practice"
    if step.again:
        return "again, after a miss"
    if step.beside:
        return "easily mixed up with the one before"
    if memory is None or not memory.reps or memory.last is None:
        return "new"
    if memory.missed:
        return "left open last time"
    days = today - memory.last
    return "review, last seen " + ("today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago")


def how_kept(saved: bool) -> str:
    """The last words of a sitting."""
    return "All is saved." if saved else "Not all of this was saved; what was saved before is untouched."


def is_changed(question: Question, memory: Memory | None) -> bool:
    """Whether another answer is right now than when the question was answered last. A recall has none to compare."""
    return bool(memory and memory.reps and memory.answer_hash and question.answer_hash not in ("", memory.answer_hash))


def in_days(days: int) -> str:
    """When it comes again, `days` study days from now."""
    if days <= 0:
        return "It comes again today."
    if days == 1:
        return "It comes again tomorrow."
    if days < 60:
        return f"It comes again in {days} days."
    return f"It comes again in {round(days / 30.4)} months."


def waits(number: int) -> str:
    """That questions of a lesson do not come today, without a full stop."""
    return f"{number} question{'' if number == 1 else 's'} of it wait{'s' if number == 1 else ''} for another day"


def feedback(
    step: Ask,
    question: Question,
    graded: Graded,
    after: Memory | None,
    *,
    today: int,
    retention: float,
    leech: bool,
    put_off: bool,
    lesson: str,
    need: str = "",
) -> Feedback:
    """What an answer came to. `after` is what is known now, `lesson` what helps where it rests or is put off.

    `need`: what it takes for the question to come back, "" where it does so by itself.
    """

    def told(words: str, reason: str, due: int | None = None) -> Feedback:
        back = None if due is None else local_date(due)
        return Feedback(question, graded, step.mark, back, words, reason, leech, lesson)

    wrong = graded.verdict is Verdict.WRONG
    if step.mark is Mark.GUESS:
        return told("It comes again after the lesson.", "A guess never counts.")
    if step.mark is Mark.PRACTICE:
        words = "That is enough of it for now." if put_off else "It comes again before you stop." if wrong else ""
        return told(words, "Practice: the schedule stays as it was.")
    if leech and after is not None:
        slipped = (
            f"It slipped away {after.lapses} times" if after.known else f"{after.lapses} days did not make it stay"
        )
        return told("It rests now.", f"{slipped}: {_LESSON_HELPS}")
    if put_off:
        reason = f"Missed {SITTING_MISSES} times in a row: {_LESSON_HELPS} {need}"
        return told(in_days(1), reason.rstrip(), today + 1)
    if wrong or after is None or after.due is None:
        return told("It comes again before you stop.", "One right answer is enough.")
    reason = need or f"By then you would still know it {retention:.0%} of the time."
    return told(in_days(after.due - today), reason, after.due)
