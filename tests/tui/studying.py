"""For the tests of studying: questions of every kind, made by hand, and an app that holds one widget."""

from collections.abc import Iterable
from pathlib import Path

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

import tutor.tui
from tutor.learning.grading import grade
from tutor.model.events import Grade, Mark, Verdict
from tutor.model.questions import (
    Accepted,
    Blank,
    Choice,
    Cloze,
    ExpectedWrong,
    Match,
    Option,
    Order,
    Pair,
    Question,
    Recall,
    Typed,
)
from tutor.model.text import Blocks, Paragraph, Run, Style
from tutor.services.showing import Asking, Feedback
from tutor.tui.themes import THEMES
from tutor.tui.widgets.answers.base import AnswerWidget
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.reading import ReadingPane


def say(text: str) -> Blocks:
    """A paragraph; what stands between backquotes is code."""
    parts = text.split("`")
    return (Paragraph(tuple(Run(part, Style.CODE if n % 2 else 0) for n, part in enumerate(parts) if part)),)


def option(text: str, *, right: bool = False, why: str = "") -> Option:
    paragraph = say(text)[0]
    assert isinstance(paragraph, Paragraph)
    return Option(text, paragraph.runs, right, say(why) if why else ())


def one_of(*options: Option, prompt: str = "What survives `git reset --hard`?") -> Choice:
    options = options or (
        option("Untracked files", right=True, why="Only tracked files are overwritten."),
        option("Staged edits", why="The index is reset too."),
        option("Edits to tracked files"),
    )
    explanation = say("It spares.")
    return Choice(pack="git", id="hard", home="undo", prompt=say(prompt), options=options, explanation=explanation)


def some_of() -> Choice:
    return Choice(
        pack="git",
        id="safe",
        home="undo",
        prompt=say("What changes no file?"),
        several=True,
        options=(option("`git log`", right=True), option("`git reset --hard`"), option("`git status`", right=True)),
    )


def typed() -> Typed:
    return Typed(
        pack="git",
        id="lists",
        home="undo",
        prompt=say("Which command lists where HEAD has been?"),
        accepted=(Accepted("git reflog", exact=True), Accepted("git reflog show", exact=True)),
        expected_wrong=(ExpectedWrong("git log", why=say("`git log` shows what is reachable.")),),
        explanation=say("HEAD keeps a diary."),
    )


def cloze() -> Cloze:
    runs = (Run("The trees are HEAD, "), Run("1", Style.BLANK), Run(" and "), Run("2", Style.BLANK), Run("."))
    return Cloze(
        pack="git",
        id="trees",
        home="undo",
        prompt=(Paragraph(runs),),
        blanks=(Blank((Accepted("the index"),)), Blank((Accepted("the working tree"),))),
    )


def order() -> Order:
    return Order(
        pack="git",
        id="rescue",
        home="undo",
        prompt=say("Put the rescue in order."),
        steps=(option("`git reflog`"), option("`git branch rescue`"), option("`git log rescue`")),
    )


def match() -> Match:
    files, index, nothing = (option(text) for text in ("files and index", "files", "nothing"))
    return Match(
        pack="git",
        id="resets",
        home="undo",
        prompt=say("What stays?"),
        pairs=(
            Pair(option("--soft"), files),
            Pair(option("--mixed"), index),
            Pair(option("--hard"), nothing),
            Pair(option("--keep"), files),
        ),
    )


def recall() -> Recall:
    return Recall(pack="git", id="why", home="undo", prompt=say("Why revert?"), explanation=say("It rewrites nothing."))


def asking(question: Question, order: tuple[int, ...] = (), *, mark: Mark = Mark.NONE, why: str = "new") -> Asking:
    return Asking(question, order, number=3, of=6, mark=mark, again=False, beside="", why=why)


def feedback(
    question: Question,
    given: tuple[str, ...],
    own: Grade | None = None,
    *,
    mark: Mark = Mark.NONE,
    leech: bool = False,
    lesson: str = "",
) -> Feedback:
    graded = grade(question, given, own)
    right = graded.verdict is Verdict.RIGHT
    words = "It comes again in 4 days." if right else "It comes again before you stop."
    return Feedback(question, graded, mark, None, words, "That is why.", leech, lesson)


class StageScreen(TutorScreen):
    """A screen of the tutor around one widget."""

    def __init__(self, held: Widget) -> None:
        super().__init__()
        self.held = held

    def body(self) -> Iterable[Widget]:
        pane = ReadingPane(self.held)
        pane.can_focus = False
        yield pane

    def on_mount(self) -> None:
        self.set_focus(self.held.entry if isinstance(self.held, AnswerWidget) else self.held)


class Stage(App[None]):
    """Holds one widget as a study screen does, and collects what it posts."""

    CSS_PATH = Path(tutor.tui.__file__).parent / "tutor.tcss"

    def __init__(self, held: Widget) -> None:
        super().__init__()
        self.held = held
        self.given: list[AnswerWidget.Given] = []
        self.turned = 0
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self.animation_level = "none"

    def get_default_screen(self) -> Screen[None]:
        return StageScreen(self.held)

    def above(self, _screen: Screen[None]) -> Iterable[Widget]:
        return ()

    def on_answer_widget_given(self, event: AnswerWidget.Given) -> None:
        self.given.append(event)

    def on_turning_turned(self) -> None:
        self.turned += 1
