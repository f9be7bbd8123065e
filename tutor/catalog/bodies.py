"""How an item is kept: its own text once, and its questions beside it, each where a question is looked for.

A body is `[item, screens]`. Where the item holds screens or questions, `screens` has the place of each: a question as
its position among the item's questions, a page as the codec writes it. A question that is left out leaves no hole.
"""

import json
from dataclasses import replace

from tutor.model.codec import decode, encode, loads
from tutor.model.items import Item, Lesson, Page, Quiz
from tutor.model.questions import Question


def body_of(item: Item) -> str:
    """The body of an item, without its questions."""
    screens: list[object] = []
    if isinstance(item, Lesson):
        positions = iter(range(len(item.screens)))
        screens = [encode(screen) if isinstance(screen, Page) else next(positions) for screen in item.screens]
        item = replace(item, screens=())
    elif isinstance(item, Quiz):
        screens = list(range(len(item.questions)))
        item = replace(item, questions=())
    return json.dumps([encode(item), screens], ensure_ascii=False, separators=(",", ":"))


def questions_of(item: Item) -> tuple[Question, ...]:
    """The questions that stand in an item, in order."""
    return item.questions if isinstance(item, (Lesson, Quiz)) else ()


def item_of(body: str, questions: dict[int, str]) -> Item:
    """The item of a body and of the bodies of its questions by position. Raises as the codec does."""
    written, places = json.loads(body)
    item: Item = decode(written)
    screens = []
    for place in places:
        if not isinstance(place, int):
            screens.append(decode(place))
        elif place in questions:
            screens.append(loads(questions[place]))
    if isinstance(item, Lesson):
        return replace(item, screens=tuple(screens))
    return replace(item, questions=tuple(screens)) if isinstance(item, Quiz) else item
