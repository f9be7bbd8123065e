"""Right or wrong: one grader for each kind of question, and what to show with the verdict.

Answers come as the journal keeps them (see `Answered.given`); faces build them from positions with `given_…` and never
hash anything themselves.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tutor.model.events import Grade, Verdict
from tutor.model.questions import (
    Accepted,
    AcceptedNumber,
    Blank,
    Choice,
    Cloze,
    ExpectedWrong,
    Match,
    Option,
    Order,
    Question,
    Recall,
    Typed,
)
from tutor.model.text import Blocks, plain

_BLANKS = re.compile(r"\s+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?")
_UNIT = re.compile(r"(.*[0-9.])\s*([^\W\d_]+[²³]?(?:/[^\W\d_]+[²³]?)?|[%‰€£$¥]|°[CF]?)")
_MAGNITUDES = frozenset(("k", "dozen", "hundred", "thousand", "million", "mio", "billion", "bn", "trillion"))
_STRAIGHT = str.maketrans("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f", "''''\"\"\"\"")
_SLACK = 1e-12  # relative: 1.42 lies within 1.41 +- 0.01, although its float does not

DIFFERENCE_LENGTH = 200  # characters; beyond it a difference is no help, and costs quadratic time
ALIKE = 0.5  # below this share of common characters, what two texts share is chance
MOST_PLACES = 2  # where two texts may differ; more make it another answer, and no slip


@dataclass(frozen=True, slots=True)
class Graded:
    """A verdict and what to show with it.

    `why` explains the expected wrong answer that was given, else (). `parts` says what was right: of a choice whether
    each option was treated rightly, of a cloze each blank, of an order each place, of a match each pair; else one.
    `expected` is the right answer as plain text (`shown_answer`). `difference` leads from a wrong typed answer to the
    nearest accepted form: runs of ("same" | "missing" | "extra", text), () where the two have little in common.
    """

    verdict: Verdict
    why: Blocks
    parts: tuple[bool, ...]
    expected: tuple[str, ...]
    difference: tuple[tuple[str, str], ...] = ()


def grade(question: Question, given: tuple[str, ...], own: Grade | None = None) -> Graded:
    """Grades what was `given`; a recall by the learner's `own` grade (without one it raises ValueError).

    Hashes that the question does not know (it was edited meanwhile) make an answer wrong, never an error.
    """
    match question:
        case Choice():
            chosen = set(given)
            right = chosen == {option.hash for option in question.options if option.right}
            parts = tuple((option.hash in chosen) == option.right for option in question.options)
            return _graded(question, right, parts)
        case Order():
            wanted = tuple(step.hash for step in question.steps)
            put = given + ("",) * (len(wanted) - len(given))
            return _graded(question, given == wanted, tuple(a == b for a, b in zip(wanted, put, strict=False)))
        case Match():
            pairs = tuple(_pair_hash(pair.left, pair.right) for pair in question.pairs)
            return _graded(question, set(given) == set(pairs), tuple(pair in given for pair in pairs))
        case Cloze():
            return _grade_cloze(question, given)
        case Typed():
            return _grade_typed(question, given)
        case Recall():
            if own is None:
                raise ValueError("a recall question is graded by the learner")
            right = own is not Grade.AGAIN
            return _graded(question, right, (right,))


def given_choice(question: Choice, chosen: Iterable[int]) -> tuple[str, ...]:
    """What is given by choosing the options at these positions of `question.options`."""
    return tuple(question.options[index].hash for index in sorted(set(chosen)))


def given_order(question: Order, put: Sequence[int]) -> tuple[str, ...]:
    """What is given by putting the steps in this order: positions of `question.steps`, first step first."""
    return tuple(question.steps[index].hash for index in put)


def targets(question: Match) -> tuple[Option, ...]:
    """The right sides that can be chosen: equal ones are one target."""
    return tuple({pair.right.hash: pair.right for pair in question.pairs}.values())


def given_match(question: Match, chosen: Sequence[int | None]) -> tuple[str, ...]:
    """What is given by choosing for each pair's left side a position of `targets(question)`; None leaves it open."""
    rights = targets(question)
    return tuple(
        _pair_hash(pair.left, rights[index])
        for pair, index in zip(question.pairs, chosen, strict=True)
        if index is not None
    )


def shown_answer(question: Question) -> tuple[str, ...]:
    """The right answer as plain text: options, steps, pairs or blanks; () for a recall, whose explanation it is."""
    match question:
        case Choice():
            return tuple(plain(option.runs) for option in question.options if option.right)
        case Order():
            return tuple(plain(step.runs) for step in question.steps)
        case Match():
            return tuple(f"{plain(pair.left.runs)} => {plain(pair.right.runs)}" for pair in question.pairs)
        case Cloze():
            return tuple(blank.accepted[0].text for blank in question.blanks)
        case Typed():
            return (question.accepted[0].text,)
        case Recall():
            return ()


def _pair_hash(left: Option, right: Option) -> str:
    return f"{left.hash}={right.hash}"


def _graded(
    question: Question,
    right: bool,
    parts: tuple[bool, ...],
    why: Blocks = (),
    difference: tuple[tuple[str, str], ...] = (),
) -> Graded:
    return Graded(Verdict.RIGHT if right else Verdict.WRONG, why, parts, shown_answer(question), difference)


def _grade_typed(question: Typed, given: tuple[str, ...]) -> Graded:
    typed = given[0] if given else ""
    right = len(given) == 1 and any(_accepts(form, typed) for form in question.accepted)
    if right:
        return _graded(question, True, (True,))
    return _graded(question, False, (False,), _why(question.expected_wrong, (typed,)), _nearest(question, typed))


def _grade_cloze(question: Cloze, given: tuple[str, ...]) -> Graded:
    typed = given + ("",) * (len(question.blanks) - len(given))
    parts = tuple(_fills(blank, text) for blank, text in zip(question.blanks, typed, strict=False))
    wrong = tuple(text for part, text in zip(parts, typed, strict=False) if not part)
    right = all(parts) and len(given) == len(parts)
    return _graded(question, right, parts, _why(question.expected_wrong, wrong))


def _fills(blank: Blank, text: str) -> bool:
    return any(_accepts(form, text) for form in blank.accepted)


def _why(expected_wrong: tuple[ExpectedWrong, ...], typed: tuple[str, ...]) -> Blocks:
    """The why of the first expected wrong answer among what was typed."""
    return next((wrong.why for wrong in expected_wrong if any(_accepts(wrong, text) for text in typed)), ())


def _accepts(form: Accepted | AcceptedNumber | ExpectedWrong, typed: str) -> bool:
    if isinstance(form, AcceptedNumber):
        return any(_within(number, form) for number in _readings(typed) or _readings(_without_unit(typed)))
    key = comparable(typed, form.exact)
    return key != "" and key == comparable(form.text, form.exact)


def comparable(text: str, exact: bool) -> str:
    """Two texts with one comparable form are the same answer. Exact: letter by letter but for the blanks around it."""
    text = unicodedata.normalize("NFC", text).strip()
    return text if exact else unicodedata.normalize("NFC", _BLANKS.sub(" ", text).translate(_STRAIGHT).casefold())


def _readings(typed: str) -> tuple[float, ...]:
    """The finite numbers that what was typed may mean; none where it is no number.

    A comma is a decimal point where there is no dot. Before three digits it may group thousands as well, and with two
    commas or a dot behind it can mean nothing else.
    """
    text = typed.strip().replace("\u2212", "-")  # the typographic minus
    readings = [text] if "." in text else [text.replace(",", ".", 1)]
    if _GROUPED.fullmatch(text):
        readings.append(text.replace(",", ""))
    numbers = (float(reading) for reading in readings if _NUMBER.fullmatch(reading))
    return tuple(number for number in numbers if math.isfinite(number))


def _without_unit(typed: str) -> str:
    """What stands before a unit, "" where there is none, or a word that makes the number another one."""
    found = _UNIT.fullmatch(typed.strip())
    return found[1] if found and found[2].casefold() not in _MAGNITUDES else ""


def is_beside_the_point(question: Question, typed: str) -> bool:
    """Whether a number is asked for and what is typed is none: no answer yet, and worth asking again.

    A number with a unit is an answer where the number is right. Where it is not, the unit may be why (1.5 min for 90).
    """
    if not isinstance(question, Typed) or not typed.strip():
        return False
    numbers = all(isinstance(form, AcceptedNumber) for form in question.accepted)
    known = (*question.accepted, *question.expected_wrong)
    return numbers and not _readings(typed) and not any(_accepts(form, typed) for form in known)


def _within(number: float, form: AcceptedNumber) -> bool:
    slack = _SLACK * max(abs(form.value), abs(form.tolerance))
    return abs(number - form.value) <= form.tolerance + slack


def _nearest(question: Typed, typed: str) -> tuple[tuple[str, str], ...]:
    """The difference to the accepted text that is most like what was typed; numbers, and what is no slip, have none."""
    found = [_difference(typed, form) for form in question.accepted if isinstance(form, Accepted)]
    likeness, runs = max(found, key=lambda difference: difference[0], default=(0.0, ()))
    return runs if likeness >= ALIKE else ()


def _difference(typed: str, form: Accepted) -> tuple[float, tuple[tuple[str, str], ...]]:
    """How like the two are, 0..1, and the runs that lead from one to the other; 0 where that is no help."""
    from difflib import SequenceMatcher  # only a wrong answer needs it

    mine, theirs = _letters(typed, form.exact), _letters(form.text, form.exact)
    if not mine or max(len(mine), len(theirs)) > DIFFERENCE_LENGTH:
        return 0.0, ()
    keys = [[comparable(letter, form.exact) for letter in text] for text in (mine, theirs)]  # of a blank: ""
    matcher = SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
    opcodes = matcher.get_opcodes()
    if sum(operation != "equal" for operation, *_ in opcodes) > MOST_PLACES:
        return 0.0, ()
    return matcher.ratio(), tuple(_runs(opcodes, mine, theirs))


def _letters(text: str, exact: bool) -> str:
    text = unicodedata.normalize("NFC", text).strip()
    return text if exact else _BLANKS.sub(" ", text)


def _runs(opcodes: Iterable[tuple[str, int, int, int, int]], mine: str, theirs: str) -> Iterable[tuple[str, str]]:
    for operation, i1, i2, j1, j2 in opcodes:
        if operation == "equal":
            yield "same", mine[i1:i2]
            continue
        if i1 < i2:
            yield "extra", mine[i1:i2]
        if j1 < j2:
            yield "missing", theirs[j1:j2]
