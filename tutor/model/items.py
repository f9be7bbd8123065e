"""What a pack is made of: lessons, quizzes, job aids of five kinds, paths; drills (drills.py) and labs (labs.py)."""

from dataclasses import dataclass
from enum import StrEnum

from tutor.model.bases import ItemBase
from tutor.model.drills import Drill
from tutor.model.labs import Lab
from tutor.model.problems import Place
from tutor.model.questions import NOWHERE, Question
from tutor.model.text import Blocks, Code, Run, Runs


class ItemKind(StrEnum):
    """The folder says the kind: `lessons/` holds lessons."""

    LESSON = "lesson"
    QUIZ = "quiz"
    AID = "aid"
    PATH = "path"
    DRILL = "drill"
    LAB = "lab"


class Moment(StrEnum):
    """The five moments of need (Gottfredson and Mosher)."""

    NEW = "new"
    MORE = "more"
    APPLY = "apply"
    SOLVE = "solve"
    CHANGE = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """pack.yaml: who made it, for whom, in which order. Pairs stand where the file has a map, in the file's order."""

    id: str
    title: str
    about: str = ""
    version: str = "0"
    language: str = "en"
    license: str = ""
    authors: tuple[str, ...] = ()
    audience: str = ""  # the file's `for`
    personas: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()  # (old id, new id)
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sources: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Page:
    """A screen of a lesson that is read."""

    blocks: Blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(ItemBase):
    """One idea, read in `minutes`. A screen is a page to read or a question to answer, in the order written."""

    why: tuple[tuple[str, Runs], ...] = ()  # (persona or "", text)
    essence: Runs = ()
    minutes: int = 3
    after: tuple[str, ...] = ()  # full names; advises, never locks
    story: Runs = ()
    use_today: Runs = ()
    objections: tuple[tuple[Runs, Runs], ...] = ()  # (objection, honest answer)
    screens: tuple[Page | Question, ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(screen for screen in self.screens if not isinstance(screen, Page))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz(ItemBase):
    """Questions alone."""

    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of a checklist; `killer` is the one that kills if skipped."""

    runs: Runs
    killer: bool = False
    detail: Blocks = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """Sections of ticks with a pause point between each two."""

    sections: tuple[tuple[Tick, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure: what to do (`blocks` in the order written), what you should see, where to go if not."""

    blocks: Blocks
    commands: tuple[Code, ...] = ()  # the fenced commands among `blocks`, for copying
    expect: tuple[Runs, ...] = ()
    otherwise: tuple[tuple[Runs, Runs], ...] = ()  # (symptom, where to go)


@dataclass(frozen=True, slots=True)
class Procedure:
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision table: the first row that fits wins. `answers` are the indices of the answer columns."""

    columns: tuple[Runs, ...]
    answers: tuple[int, ...]
    rows: tuple[tuple[Runs, ...], ...]  # a cell `*` fits any value


@dataclass(frozen=True, slots=True)
class Reference:
    entries: tuple[tuple[Runs, Blocks], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """Prose with `{{name}}`, left in the text of its runs and code; `fields` are (name, question)."""

    blocks: Blocks
    fields: tuple[tuple[str, str], ...]


AidBody = Checklist | Procedure | Decision | Reference | Template
AID_KINDS: tuple[str, ...] = ("checklist", "procedure", "decision", "reference", "template")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid(ItemBase):
    """A job aid, read in the middle of a task. `intro` and `outro` stand before and after the body."""

    asks: tuple[str, ...] = ()
    moment: Moment | None = None
    when: Runs = ()
    not_when: Runs = ()
    requires: tuple[tuple[str, str], ...] = ()  # (tool, version specifier)
    intro: Blocks = ()
    body: AidBody
    outro: Blocks = ()

    @property
    def aid_kind(self) -> str:
        return type(self.body).__name__.lower()


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of a path. `link` leads to its item and says its id; read from the catalog it says the item's title."""

    link: Run
    why: Runs = ()

    @property
    def item(self) -> str:
        """The full name of its item."""
        return self.link.link.removeprefix("tutor:")


@dataclass(frozen=True, slots=True)
class Stage:
    title: Runs
    steps: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path(ItemBase):
    """A playlist: an order through the rest, for one persona or for all."""

    why: Runs = ()
    persona: str = ""
    stages: tuple[Stage, ...] = ()


Item = Lesson | Quiz | Aid | Path | Drill | Lab


def kind_of(item: Item) -> ItemKind:
    """Which kind of item this is."""
    return ItemKind(type(item).__name__.lower())
