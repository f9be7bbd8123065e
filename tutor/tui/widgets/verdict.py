"""The verdict: a sign and a word, what was given beside what is right, why, and when the question comes back."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.events import Confidence, Grade, Mark, Verdict as Outcome
from tutor.model.questions import Choice, Cloze, Match, Order, Recall, Typed
from tutor.model.text import Blocks, Heading, Paragraph
from tutor.services.answering import targets
from tutor.services.showing import Asking, Feedback
from tutor.tui.text import content, plain
from tutor.tui.widgets.answers.base import LETTERS, AnswerWidget, prompt_widgets
from tutor.tui.widgets.blocks import Frame, Leaf, block_widgets, stacked
from tutor.tui.widgets.layout import NOTHING, hanging
from tutor.tui.widgets.turning import FOLLOW, Turning

RIGHT = Content.styled("✓", "bold $right")
WRONG = Content.styled("✗", "bold $wrong")
NEITHER = Content.styled("·", "$quiet")


class VerdictView(Turning):
    """What an answer came to. `asking` is the question as it was shown, `answer` what was given."""

    SCOPED_CSS = False  # what depends on the size of the screen is a class of the screen
    DEFAULT_CSS = """
    VerdictView Static { height: auto; }
    VerdictView .outcome { margin-bottom: 1; }
    VerdictView .detail, VerdictView .explanation { margin-top: 1; }
    VerdictView .back { margin-top: 1; color: $quiet; }
    VerdictView .leech { margin-top: 1; }
    .-short VerdictView .outcome, .-short VerdictView .detail { margin: 0; }
    .-short VerdictView .asked { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        FOLLOW,
        Binding("enter", "turn", "next", id="page.turn"),
        Binding("u", "screen.take_back", "take back", id="undo", tooltip="Take this answer back and be asked again"),
        Binding("L", "screen.lesson", "lesson", id="verdict.lesson", tooltip="The lesson that helps with it"),
    ]

    def __init__(self, asking: Asking, answer: AnswerWidget.Given, feedback: Feedback) -> None:
        super().__init__()
        self._asking = asking
        self._answer = answer
        self._feedback = feedback

    def compose(self) -> ComposeResult:
        question = self._feedback.question
        yield Static(outcome(self._answer, self._feedback), classes="outcome")
        if isinstance(question, Cloze):
            yield stacked(cloze_prompt(question))
        else:
            yield stacked(prompt_widgets(question), "asked")
        detail = list(details(self._asking, self._answer.given, self._feedback))
        if detail:
            yield stacked(detail, "detail")
        if question.explanation:
            yield stacked(block_widgets(question.explanation), "explanation")
        if self._feedback.leech or self._feedback.lesson:
            yield Static(leech_note(self._feedback), classes="leech")
        elif self._feedback.words or self._feedback.reason:
            yield Static(comes_back(self._feedback), classes="back")


def outcome(answer: AnswerWidget.Given, feedback: Feedback) -> Content:
    """The first line: sign, word, and how sure the learner was where that says something."""
    right = feedback.graded.verdict is Outcome.RIGHT
    sign, look = (RIGHT, "bold $right") if right else (WRONG, "bold $wrong")
    if feedback.mark is Mark.GUESS:
        words = "Guessed: right" if right else "Guessed: not this one"
    elif answer.own is not None:
        words = "Not yet" if answer.own is Grade.AGAIN else f"You knew it: {answer.own}"
    else:
        words = "Right" if right else "Not yet"
    aside = ""
    if answer.confidence is Confidence.GUESS:
        aside = "   a guess: it comes back sooner" if right and feedback.mark is Mark.NONE else "   you guessed"
    elif answer.confidence is Confidence.SURE and not right:
        aside = "   and you were sure: worth a second look"
    return Content.assemble(sign, " ", (words, look), (aside, "$quiet"))


def comes_back(feedback: Feedback) -> Content:
    """When it comes back, and why then."""
    return Content.assemble((feedback.words, "bold"), " " if feedback.words else "", plain(feedback.reason))


def leech_note(feedback: Feedback) -> Content:
    """It was missed too often: it rests or is put off, and the lesson helps more."""
    offer = Content.assemble("\n", ("L", "bold $accent"), " opens the lesson.") if feedback.lesson else NOTHING
    return Content.assemble((feedback.words, "bold $warning"), " ", plain(feedback.reason), offer)


def details(asking: Asking, given: tuple[str, ...], feedback: Feedback) -> Iterator[Widget]:
    """What was given beside what is right, in the manner of the question's kind."""
    question = feedback.question
    match question:
        case Choice():
            yield from choice_details(asking, question, set(given))
        case Typed():
            yield from typed_details(given, feedback)
        case Cloze():
            yield from cloze_details(given, feedback)
        case Order():
            yield from order_details(question, given)
        case Match():
            yield from match_details(question, given)
        case Recall():
            pass


def choice_details(asking: Asking, question: Choice, given: set[str]) -> Iterator[Widget]:
    """Every option as it stood on screen, marked, with its why."""
    for letter, place in zip(LETTERS, asking.order, strict=False):
        option = question.options[place]
        chosen = option.hash in given
        sign = RIGHT if option.right else WRONG if chosen else NEITHER
        note = "you chose this" if chosen else "left out" if option.right and question.several else ""
        lead = Content.assemble(sign, " ", (letter, "bold $accent"), "  ")
        text = content(option.runs)
        yield from marked(lead, text.stylize_before("bold") if chosen else text, note, option.why)


def typed_details(given: tuple[str, ...], feedback: Feedback) -> Iterator[Widget]:
    """What was typed, the answer, the difference between them."""
    typed = given[0].strip() if given else ""
    answer = feedback.graded.expected[0]
    right = feedback.graded.verdict is Outcome.RIGHT
    if not right or typed != answer:
        yield labelled("You typed", plain(typed) if typed else Content.styled("nothing", "$quiet"))
    label = "The answer" if not right or typed == answer else "Also written"
    yield labelled(label, plain(answer, "bold $right"))
    if feedback.graded.difference:
        yield labelled("Difference", difference(feedback.graded.difference))
        yield labelled("", Content.styled("[-too much]  [+missing]", "$quiet"))
    yield from why_widgets(feedback.graded.why, NOTHING)


def labelled(label: str, text: Content) -> Widget:
    """A quiet label, then the text beside it."""
    return Leaf(lambda _: hanging(Content.styled(f"{label:14}", "$quiet"), text))


def difference(runs: Sequence[tuple[str, str]]) -> Content:
    """From what was typed to what is right: `[-too much]`, `[+missing]`, the rest the same. A blank shows as ␣."""
    parts: list[Content] = []
    for kind, text in runs:
        visible = text if text.strip() else "␣" * len(text)
        if kind == "extra":
            parts.append(plain(f"[-{visible}]", "bold $wrong"))
        elif kind == "missing":
            parts.append(plain(f"[+{visible}]", "bold $right"))
        else:
            parts.append(plain(text))
    return Content("").join(parts)


def cloze_prompt(question: Cloze) -> list[Widget]:
    """The sentence, whole."""
    first, *rest = question.prompt
    assert isinstance(first, (Paragraph, Heading))
    texts = [blank.accepted[0].text for blank in question.blanks]
    sentence = content(first.runs, blanks=texts).stylize_before("bold")
    whole = Leaf(lambda _: hanging(NOTHING, sentence))
    return [whole, *block_widgets(tuple(rest), frame=Frame(gap=NOTHING))]


def cloze_details(given: tuple[str, ...], feedback: Feedback) -> Iterator[Widget]:
    """Each blank: what it holds, and what was typed where that was something else."""
    graded = feedback.graded
    typed = given + ("",) * (len(graded.expected) - len(given))
    for number, (right, answer, mine) in enumerate(zip(graded.parts, graded.expected, typed, strict=False), 1):
        count = f"{number}  " if len(graded.expected) > 1 else ""
        lead = Content.assemble(RIGHT if right else WRONG, " ", (count, "$accent"))
        mine = mine.strip()
        note = "" if mine == answer else f"you typed: {mine}" if mine else "you left it empty"
        yield from marked(lead, plain(answer), note, ())
    yield from why_widgets(graded.why, NOTHING)


def order_details(question: Order, given: tuple[str, ...]) -> Iterator[Widget]:
    """The steps in their right order, each with the place it was given."""
    for place, step in enumerate(question.steps):
        fits = place < len(given) and given[place] == step.hash
        note = "" if fits or step.hash not in given else f"you put it {ordinal(given.index(step.hash) + 1)}"
        lead = Content.assemble(RIGHT if fits else WRONG, " ", (f"{place + 1}.", "bold $accent"), " ")
        yield from marked(lead, content(step.runs), note, step.why)


def match_details(question: Match, given: tuple[str, ...]) -> Iterator[Widget]:
    """The pairs as they belong together, each with what it was given."""
    texts = {right.hash: content(right.runs) for right in targets(question)}
    for pair, put in zip(question.pairs, given, strict=True):  # the widget gives all pairs, in their order
        mine = put.removeprefix(f"{pair.left.hash}=")
        fits = mine == pair.right.hash
        lead = Content.assemble(RIGHT if fits else WRONG, " ")
        together = Content.assemble(content(pair.left.runs), (" → ", "$accent"), content(pair.right.runs))
        note = "" if fits or mine not in texts else f"you: {texts[mine].plain}"
        yield from marked(lead, together, note, (*pair.left.why, *pair.right.why))


def marked(lead: Content, text: Content, note: str, why: Blocks) -> Iterator[Widget]:
    """A line with its sign and what is said about it, its why below."""
    if note:
        text = Content.assemble(text, ("  ← ", "$quiet"), plain(note, "italic $quiet"))
    yield Leaf(lambda _: hanging(lead, text))
    yield from why_widgets(why, Content(" " * lead.cell_length))


def why_widgets(why: Blocks, indent: Content) -> list[Widget]:
    """Why an option or an expected wrong answer is right or wrong."""
    return block_widgets(why, look="$quiet", frame=Frame(indent, indent)) if why else []


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th … for the nine places there are."""
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(number, "th")
