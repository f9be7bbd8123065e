"""What answers say of a question, for whoever wrote it: each figure with the number behind it.

Answers of one learner to one question hang together, so the interval of all answers is too narrow where few learners
gave many; first tries count each learner once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import median

from tutor.learning.grading import comparable
from tutor.learning.statistics import Share, wilson
from tutor.model.events import Answered, Confidence, Mark, Verdict
from tutor.model.questions import Choice, Cloze, ExpectedWrong, Question, Typed
from tutor.model.text import plain

ENOUGH = 20  # answers, or learners; below, a share says more about chance than about the question
OFTEN_SURE = 0.25  # of the sure answers: so many wrong ones are no slips


@dataclass(frozen=True, slots=True)
class Given:
    """One answer, as far as figures need it.

    `gave`: of a choice the hashes of the options chosen; of a wrong typed answer the `typed_hashes` of each text; else
    nothing. `answer_hash` is that of the right answer when it was given.
    """

    learner: str
    kind: str
    gave: tuple[str, ...]
    right: bool
    seconds: float
    confidence: Confidence | None = None
    answer_hash: str = ""
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Unused:
    """Wrong answers that the author wrote and nobody gave, of `of` answers. `unknown`: answers with an option chosen
    that the question does not have, or no longer in these words; one of the unused may be meant by it.
    """

    texts: tuple[str, ...]
    of: int
    unknown: int = 0

    @property
    def enough(self) -> bool:
        return self.of >= ENOUGH


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What the answers to one question come to.

    `right`, `first` (first tries: one a learner), `sure_wrong` (the wrong ones among the sure answers) and `seconds`
    (their median, and of how many) are of rated answers. Guesses before the teaching and practice count for `unused`
    alone. `earlier` answers were given while another answer was right, and count for nothing.
    """

    learners: int
    right: Share
    first: Share
    sure_wrong: Share
    seconds: float | None
    unused: Unused
    earlier: int

    @property
    def mostly_wrong(self) -> bool:
        return self.right.of >= ENOUGH and self.right.value < 0.5

    @property
    def often_sure_and_wrong(self) -> bool:
        return self.sure_wrong.of >= ENOUGH and self.sure_wrong.value >= OFTEN_SURE

    @property
    def has_unused(self) -> bool:
        return self.unused.enough and bool(self.unused.texts)


def rank(figures: ItemFigures) -> tuple[int, float, int]:
    """Sorts the likeliest faults first: mostly wrong or often sure and wrong; then unused wrong answers; then the rest;
    then what has not enough answers yet. Among equals by how bad it is at least, at 95 %.
    """
    if figures.mostly_wrong or figures.often_sure_and_wrong:
        group = 0
    elif figures.has_unused:
        group = 1
    else:
        group = 2 if figures.right.of >= ENOUGH else 3
    shares = ((1 - figures.right.high, figures.right.of), (figures.sure_wrong.low, figures.sure_wrong.of))
    return group, -max((least for least, of in shares if of >= ENOUGH), default=0.0), -figures.right.of


def given_of(event: Answered, learner: str = "") -> Given:
    """An answer of the journal as figures take it: nothing that was typed goes with it, only hashes of it."""
    wrong = event.verdict is Verdict.WRONG
    gave: tuple[str, ...] = ()
    if event.kind == Choice.kind:
        gave = event.given
    elif event.kind in (Typed.kind, Cloze.kind) and wrong:
        gave = tuple(dict.fromkeys(one for text in event.given for one in typed_hashes(text)))
    return Given(learner, event.kind, gave, not wrong, event.seconds, event.confidence, event.answer_hash, event.mark)


def typed_hashes(text: str) -> tuple[str, str]:
    """What a typed text is known by where it may not be told: letter by letter, and with case and blanks ignored."""
    return _typed_hash(text, exact=True), _typed_hash(text, exact=False)


def _typed_hash(text: str, *, exact: bool) -> str:
    said = ("=" if exact else "~") + comparable(text, exact)
    return "1:" + sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def figures(question: Question, answers: Iterable[Given]) -> ItemFigures:
    """The figures of a question, from its answers; those of one learner in the order in which they were given."""
    every = list(answers)
    asked = [one for one in every if one.kind == question.kind and one.answer_hash == question.answer_hash]
    rated = [one for one in asked if one.mark is Mark.NONE]
    sure = [one for one in rated if one.confidence is Confidence.SURE]
    first = {one.learner: one for one in reversed(rated)}
    return ItemFigures(
        learners=len({one.learner for one in asked}),
        right=_share(rated),
        first=_share(list(first.values())),
        sure_wrong=wilson(sum(not one.right for one in sure), len(sure)),
        seconds=median(one.seconds for one in rated) if rated else None,
        unused=_unused(question, asked),
        earlier=len(every) - len(asked),
    )


def _share(answers: Sequence[Given]) -> Share:
    return wilson(sum(one.right for one in answers), len(answers))


def _unused(question: Question, answers: Sequence[Given]) -> Unused:
    gave = {one for answer in answers for one in answer.gave}
    if isinstance(question, Choice):
        known = {option.hash for option in question.options}
        wrong = [option for option in question.options if not option.right and option.hash not in gave]
        unknown = sum(not known.issuperset(answer.gave) for answer in answers)
        return Unused(tuple(plain(option.runs) for option in wrong), len(answers), unknown)
    if isinstance(question, (Typed, Cloze)):
        never = [form for form in question.expected_wrong if _expected_hash(form) not in gave]
        return Unused(tuple(form.text for form in never), len(answers))
    return Unused((), len(answers))


def _expected_hash(form: ExpectedWrong) -> str:
    return _typed_hash(form.text, exact=form.exact)
