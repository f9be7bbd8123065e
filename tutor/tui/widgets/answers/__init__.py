"""One widget for each kind of question."""

from tutor.model.questions import Choice, Cloze, Match, Order, Recall, Typed
from tutor.services.showing import Asking
from tutor.tui.widgets.answers.base import AnswerWidget


def answer_widget(asking: Asking, *, ask_confidence: bool) -> AnswerWidget:
    """The widget that asks this question. A module is imported when its kind is first asked."""
    match asking.question:
        case Choice(several=False) as question:
            from tutor.tui.widgets.answers.choice import OneOf

            return OneOf(asking, question, ask_confidence=ask_confidence)
        case Choice() as question:
            from tutor.tui.widgets.answers.choice import SomeOf

            return SomeOf(asking, question, ask_confidence=ask_confidence)
        case Typed():
            from tutor.tui.widgets.answers.typed import TypedField

            return TypedField(asking, ask_confidence=ask_confidence)
        case Cloze() as question:
            from tutor.tui.widgets.answers.cloze import Blanks

            return Blanks(asking, question, ask_confidence=ask_confidence)
        case Order() as question:
            from tutor.tui.widgets.answers.order import InOrder

            return InOrder(asking, question, ask_confidence=ask_confidence)
        case Match() as question:
            from tutor.tui.widgets.answers.match import Pairs

            return Pairs(asking, question, ask_confidence=ask_confidence)
        case Recall():
            from tutor.tui.widgets.answers.recall import Think

            return Think(asking, ask_confidence=ask_confidence)
