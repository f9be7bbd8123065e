"""What faces need around an answer: positions on screen in, what the journal keeps out; and what backs a question."""

from dataclasses import dataclass

from tutor.learning.grading import (
    given_choice as given_choice,
    given_match as given_match,
    given_order as given_order,
    targets as targets,
)
from tutor.model.ids import full_name
from tutor.model.items import ItemBase
from tutor.model.questions import Question
from tutor.services.opening import Tutor


@dataclass(frozen=True, slots=True)
class Evidence:
    """What backs a question: the sources of the item it stands in, and when they were last checked ("" never said)."""

    title: str
    sources: tuple[str, ...]
    verified: str


def evidence(tutor: Tutor, question: Question) -> Evidence:
    """Sources and checking date of the lesson or quiz that `question` stands in."""
    item = tutor.catalog.item(full_name(question.pack, question.home))
    assert isinstance(item, ItemBase)
    return Evidence(item.title, item.sources, item.verified)
