"""What faces need around an answer: positions on screen in, what the journal keeps out."""

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


def home_title(tutor: Tutor, question: Question) -> str:
    """What the lesson or quiz is called that `question` stands in. NotFound when its pack has it no longer."""
    return tutor.catalog.item(full_name(question.pack, question.home)).title
