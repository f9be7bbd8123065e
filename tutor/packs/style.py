"""What a reviewer would say of a lesson, a question or a job aid that is read without an error.

Told only where a file is read for its author (`Source.for_author`): a learner can do nothing about it. The rules would
rather miss something than cry wolf, since a warning that is mostly wrong is no longer read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.model.aid_layout import aid_lines
from tutor.model.items import Aid, Checklist, Procedure
from tutor.model.printed import WIDE, fitted
from tutor.model.questions import Choice, Match, Option, Order, Question, Recall
from tutor.packs.answers import Line
from tutor.packs.frontmatter import Front
from tutor.packs.giveaways import is_one, only_fit
from tutor.packs.markdown import Body, Span
from tutor.packs.source import Source

MOST_SCREENS = 4  # to read, one after the other, before a question lets the reader do something
MOST_WORDS = 80  # of one screen
MOST_STEPS = 12
FEWEST_ASKS = 2
_ODDS, _CHARACTERS = 1.5, 20  # how much longer than every other the right option is when its length tells
_FEWEST_OPTIONS = 3  # of two options one is always the longer

_OF_THE_ABOVE = re.compile(
    r"(?:all|none|any|both|neither|each|some)(?: of)?(?: the)? (?:above|below|these|those|them|others?|options|answers)"
    r"(?: (?:above|below|options|answers|are right|is right|apply|applies))?|(?:both|neither) [a-i] (?:and|n?or) [a-i]",
    re.IGNORECASE,
)
_SAME = "write all of them so that they go on from it, or the prompt so that it fits them all"


def review_question(source: Source, question: Question) -> None:
    """Reports a question after which nobody is told why the answer is right."""
    match question:
        case Recall():
            return
        case Choice():
            whys = [option.why for option in question.options if option.right]
        case Order():
            whys = [step.why for step in question.steps]
        case Match():
            whys = [pair.left.why for pair in question.pairs]
        case _:
            whys = []
    if not question.explanation and not any(whys):
        source.report("W106", question.place.line, 1, 'end it with a line "> why"')


def review_options(source: Source, prompt: str, options: Sequence[Option], lines: Sequence[Line]) -> None:
    """Reports options that tell which is right to somebody who knows nothing of the matter."""
    for option, line in zip(options, lines, strict=True):
        if _OF_THE_ABOVE.fullmatch(option.source.strip(" .!")):
            source.report("W108", line.line, line.column, "options are shuffled; name what is meant")
    right = [place for place, option in enumerate(options) if option.right]
    if len(right) != 1:
        return
    place = right[0]
    lengths = [len(option.source.replace("`", "")) for option in options]
    others = max((length for at, length in enumerate(lengths) if at != place), default=0)
    if (
        len(options) >= _FEWEST_OPTIONS
        and lengths[place] >= others * _ODDS
        and lengths[place] - others >= _CHARACTERS
    ):  # fmt: skip
        hint = "move what explains it below, as a why, or say as much in the others"
        source.report("W107", lines[place].line, lines[place].column, hint, ours=lengths[place], others=others)
    only, words = only_fit(prompt, [option.source for option in options])
    if only == place:
        hint = "write a/an" if words in ("a", "an") and all(is_one(option.source) for option in options) else _SAME
        source.report("W109", lines[place].line, lines[place].column, hint, words=words)


@dataclass(slots=True)
class LessonReview:
    """Follows the screens of a lesson in their order."""

    body: Body
    pages: int = 0  # since the last question

    def page(self, spans: Sequence[Span]) -> None:
        """A screen to read."""
        source, line = self.body.source, spans[0].line
        words = sum(_words(self.body, span) for span in spans)
        if words > MOST_WORDS:
            source.report("W203", line, 1, "divide it with ---, one idea a screen", words=words, most=MOST_WORDS)
        self.pages += 1
        if self.pages == MOST_SCREENS + 1:
            source.report("W202", line, 1, "ask something before it", most=MOST_SCREENS)

    def question(self) -> None:
        self.pages = 0


def _words(body: Body, span: Span) -> int:
    """The words of a block; code is looked at rather than read."""
    tokens = body.tokens[span.start : span.end]
    return sum(len(token.content.split()) for token in tokens if token.type == "inline")


def review_asks(source: Source, front: Front) -> None:
    """Reports an aid that is hard to find by the words of those who need it."""
    asks = len(front.many("asks"))
    key = front.keys.get("asks") or front.keys.get("title")
    if asks < FEWEST_ASKS and key is not None:
        hint = 'add asks: ["how do I …?", "the error message, word for word"]'
        source.report("W306", key.line, 1, hint, count=asks or "none", fewest=FEWEST_ASKS)


def review_aid(source: Source, aid: Aid, line: int) -> None:
    """Reports an aid with too many steps for somebody in the middle of a task, and notes how many rows it takes.

    `line` is where its body begins.
    """
    steps = 0
    if isinstance(aid.body, Procedure):
        steps = len(aid.body.steps)
    elif isinstance(aid.body, Checklist):
        steps = sum(map(len, aid.body.sections))
    if steps > MOST_STEPS:
        source.report("W307", line, 1, "divide it into two aids that link to each other", count=steps, most=MOST_STEPS)
    title, _, rest = aid_lines(aid).partition("\n")
    lines = fitted(f"{title} {aid.name}\n{rest}", WIDE, colour=False)  # as `tutor show` prints it
    source.printed.append((len(lines) - max(0, lines.count("") - 1), line))  # squeezed where it would not fit
