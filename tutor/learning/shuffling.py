"""In which order options, steps and right sides are shown: shuffled from the seed, the same on every machine.

Positions are sorted by a digest rather than shuffled by `random`, whose sequence no promise keeps over Python versions.
"""

from collections.abc import Sequence
from hashlib import blake2b

from tutor.learning.grading import targets
from tutor.model.questions import Choice, Match, Order, Question


def shown(question: Question, seed: int, turn: int) -> tuple[int, ...]:
    """The positions to show, in order: of a choice's options, an order's steps or a match's `targets`; else ().

    `turn` is how often the question was asked before: each time it is shuffled anew.
    """
    match question:
        case Choice(fixed=True):
            return tuple(range(len(question.options)))
        case Choice():
            return shown_order(len(question.options), seed, question.name, turn)
        case Order():
            return shown_steps([step.hash for step in question.steps], seed, question.name, turn)
        case Match():
            return shown_order(len(targets(question)), seed, question.name, turn)
        case _:
            return ()


def shown_order(count: int, seed: int, name: str, turn: int) -> tuple[int, ...]:
    """A permutation of `count` positions; the same arguments give the same one."""

    def key(index: int) -> bytes:
        return blake2b(f"{seed}\0{name}\0{turn}\0{index}".encode(), digest_size=8).digest()

    return tuple(sorted(range(count), key=key))


def shown_steps(steps: Sequence[str], seed: int, name: str, turn: int) -> tuple[int, ...]:
    """A permutation that does not show the steps in their right order, unless all are equal."""
    order = shown_order(len(steps), seed, name, turn)
    if [steps[index] for index in order] == list(steps):
        return order[1:] + order[:1]  # turned by one place, only equal steps stay what they were
    return order
