"""What faces need around an answer: positions on screen in, what the journal keeps out; and what backs a question."""

from dataclasses import dataclass

from tutor.learning.grading import (
    given_choice as given_choice,
    given_match as given_match,
    given_order as given_order,
    is_beside_the_point as is_beside_the_point,
    targets as targets,
)
from tutor.model.ids import full_name
from tutor.model.questions import Question
from tutor.services.opening import Tutor


@dataclass(frozen=True, slots=True)
class Home:
    """The item a question stands in: what backs it, and when that was last checked ("": not said)."""

    title: str
    sources: tuple[str, ...]
    verified: str


def home_of(tutor: Tutor, question: Question) -> Home:
    """The lesson or quiz that `question` stands in. Raises NotFound when its pack has it no longer."""
    item = tutor.catalog.item(full_name(question.pack, question.home))
    return Home(item.title, item.sources, item.verified)
