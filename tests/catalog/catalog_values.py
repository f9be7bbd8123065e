"""Packs as model values, for catalogs that are built without any text being read."""

from collections.abc import Callable
from dataclasses import replace

from tutor.catalog.reading import Catalog
from tutor.model.items import Aid, Checklist, Item, Lesson, Pack, Page, Quiz, Tick
from tutor.model.questions import Choice, Cloze, Option, Question, Recall
from tutor.model.text import Paragraph, Run

Build = Callable[..., Catalog]


def text(words: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Run(words),)),)


def choice(name: str, home: str, pack: str = "git", **more: object) -> Choice:
    options = (Option("yes", (Run("yes"),), right=True), Option("no", (Run("no"),), why=text("Never.")))
    return replace(Choice(pack=pack, id=name, home=home, prompt=text(f"{name}?"), options=options), **more)


def lesson(name: str, *screens: Page | Question, pack: str = "git", **more: object) -> Lesson:
    return replace(Lesson(pack=pack, id=name, title=name.title(), screens=screens), **more)


def git_pack() -> tuple[Pack, list[Item]]:
    """Two lessons, a quiz and an aid; `two` is after `one`, the quiz teaches the aid and `one`."""
    page = Page(text("One idea."))
    first = lesson("one", page, choice("q1", "one", guess=True), page, choice("q2", "one"), page, minutes=2)
    trees = [
        Cloze(pack="git", id=f"trees.{number}", home="drill", prompt=text("The trees"), blanks=(), siblings="trees")
        for number in (1, 2)
    ]
    recall = Recall(pack="git", id="why", home="drill", prompt=text("Why?"), confuses=("q1", "git/q2"))
    pack = Pack(
        id="git",
        title="Git kit",
        about="Out of trouble.",
        audience="Developers",
        version="1.2",
        order=("two",),
        renamed=(("zero", "one"),),
    )
    return pack, [
        Aid(pack="git", id="help", title="Help", body=Checklist(((Tick((Run("look"),)),),))),
        first,
        lesson("two", page, minutes=3, after=("git/one",)),
        Quiz(pack="git", id="drill", title="Drill", teaches=("git/help", "git/one"), questions=(*trees, recall)),
    ]
