"""The kinds of questions, each one class. Grading is in `learning/grading.py`, drawing in `tui/widgets/answers/`."""

from dataclasses import dataclass, field
from typing import ClassVar

from tutor.model.ids import full_name, joined_hash, text_hash
from tutor.model.problems import Place
from tutor.model.text import Blocks, Runs

NOWHERE = Place("")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBase:
    """What every question has.

    `prompt` is the heading as its first paragraph, then what stands before the answer lines. `siblings` is the id that
    clozes of one sentence share ("" for none); two siblings are never asked in one session.
    """

    kind: ClassVar[str]

    pack: str
    id: str
    home: str  # the id of the lesson or quiz it stands in
    prompt: Blocks
    explanation: Blocks = ()
    guess: bool = False  # also asked before the teaching, unrated
    confuses: tuple[str, ...] = ()  # ids of questions that people mix up with this one
    siblings: str = ""
    place: Place = NOWHERE

    @property
    def name(self) -> str:
        return full_name(self.pack, self.id)


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice, a step of an order, or one side of a pair: its source text names it in the journal."""

    source: str
    runs: Runs
    right: bool = False
    why: Blocks = ()

    @property
    def hash(self) -> str:
        return text_hash(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(QuestionBase):
    """Single choice, or multiple choice where `several`. Shuffled from the seed unless `fixed`."""

    kind: ClassVar[str] = "choice"

    options: tuple[Option, ...]
    several: bool = False
    fixed: bool = False

    @property
    def answer_hash(self) -> str:
        return joined_hash(tuple(option.source for option in self.options if option.right))


@dataclass(frozen=True, slots=True)
class Accepted:
    """An accepted text. `exact` (in a code span) compares letter by letter; else case and blanks are ignored."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class AcceptedNumber:
    """An accepted number: right within `value ± tolerance`, both in the unit that the prompt names."""

    source: str
    value: float
    tolerance: float

    @property
    def text(self) -> str:
        return self.source.partition("+-")[0].strip()


@dataclass(frozen=True, slots=True)
class ExpectedWrong:
    """A wrong answer that people give, with its own why."""

    text: str
    exact: bool = False
    why: Blocks = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(QuestionBase):
    """A typed answer; a number with a tolerance is one too. The first accepted form is the one shown."""

    kind: ClassVar[str] = "typed"

    accepted: tuple[Accepted | AcceptedNumber, ...]
    expected_wrong: tuple[ExpectedWrong, ...] = ()

    @property
    def answer_hash(self) -> str:
        return joined_hash(
            tuple(form.source if isinstance(form, AcceptedNumber) else form.text for form in self.accepted)
        )


@dataclass(frozen=True, slots=True)
class Blank:
    """One hidden part of a cloze: its accepted forms, the hidden text itself first."""

    accepted: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(QuestionBase):
    """Hidden parts of a sentence, typed. The prompt holds a `Style.BLANK` run for each of `blanks`, in order."""

    kind: ClassVar[str] = "cloze"

    blanks: tuple[Blank, ...]
    expected_wrong: tuple[ExpectedWrong, ...] = ()

    @property
    def answer_hash(self) -> str:
        return joined_hash(tuple(blank.accepted[0].text for blank in self.blanks), ordered=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(QuestionBase):
    """Steps in their right order; shown shuffled."""

    kind: ClassVar[str] = "order"

    steps: tuple[Option, ...]

    @property
    def answer_hash(self) -> str:
        return joined_hash(tuple(step.source for step in self.steps), ordered=True)


@dataclass(frozen=True, slots=True)
class Pair:
    left: Option
    right: Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(QuestionBase):
    """Pairs; the right sides are shown shuffled. Equal right sides are one target."""

    kind: ClassVar[str] = "match"

    pairs: tuple[Pair, ...]

    @property
    def answer_hash(self) -> str:
        return joined_hash(tuple(f"{pair.left.source} => {pair.right.source}" for pair in self.pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall(QuestionBase):
    """Think, reveal, grade yourself. What is revealed is the `explanation`; there is no answer to hash."""

    kind: ClassVar[str] = "recall"

    answer_hash: str = field(default="", init=False)


Question = Choice | Typed | Cloze | Order | Match | Recall
KINDS: tuple[str, ...] = ("choice", "typed", "cloze", "order", "match", "recall")
