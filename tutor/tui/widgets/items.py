"""Whole items as pages: job aids of all five kinds, lessons, quizzes and paths, as text that is read."""

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.items import (
    Aid,
    Checklist,
    Decision,
    Item,
    Lesson,
    Page,
    Path,
    Procedure,
    Quiz,
    Reference,
    Step,
    Template,
)
from tutor.model.text import Run, Runs
from tutor.tui.text import Links, content, plain
from tutor.tui.widgets.blocks import Frame, Leaf, block_widgets, prose
from tutor.tui.widgets.layout import NOTHING, Across, Grid, Laid, Prose

APART = Frame(gap=NOTHING)
EXPECT = "→ "


def item_widgets(item: Item) -> list[Widget]:
    """The widgets of an item, its title first."""
    title = Static(plain(item.title, "bold $accent"))
    match item:
        case Aid():
            body = aid_widgets(item)
        case Lesson():
            body = _lesson(item)
        case Quiz():
            body = [widget for question in item.questions for widget in block_widgets(question.prompt, frame=APART)]
        case Path():
            body = _path(item)
    return [title, *body, *_evidence(item.sources, item.verified)]


def aid_widgets(aid: Aid) -> list[Widget]:
    """A job aid below its title: when to use it, what it needs, and all of it."""
    head: list[Widget] = []
    if aid.when:
        head.append(_labelled("When: ", aid.when))
    if aid.not_when:
        head.append(_labelled("Not when: ", aid.not_when))
    if aid.requires:
        needs = ", ".join(f"{tool} {version}" for tool, version in aid.requires)
        head.append(Static(plain(f"Needs {needs}", "$quiet")))
    return [
        *head,
        *block_widgets(aid.intro, frame=APART),
        *_body(aid.body),
        *block_widgets(aid.outro, frame=APART),
    ]


def _body(body: Checklist | Procedure | Decision | Reference | Template) -> Iterator[Widget]:
    match body:
        case Checklist():
            yield from _checklist(body)
        case Procedure():
            for number, step in enumerate(body.steps, 1):
                yield from _step(f"{number:>{len(str(len(body.steps)))}}. ", step)
        case Decision():
            yield Leaf(lambda links: _decision(body, links), "table")
        case Reference():
            for term, blocks in body.entries:
                yield prose(term, look="bold", frame=APART)
                yield from block_widgets(blocks, frame=_indented("    "))
        case Template():
            yield from block_widgets(body.blocks, frame=APART)
            if body.fields:
                yield Static(plain("To fill in", "bold"), classes="gap")
                yield from (_labelled(f"{{{{{name}}}}} ", (Run(question),)) for name, question in body.fields)


def _checklist(body: Checklist) -> Iterator[Widget]:
    for number, section in enumerate(body.sections):
        if number:
            yield Leaf(lambda _: Across(gap=NOTHING))
            yield Static(plain("Pause here. Everything above is done?", "$quiet"))
        for place, tick in enumerate(section):
            first = Content.styled("☐ ! ", "bold $warning") if tick.killer else Content.styled("☐ ", "$accent")
            yield prose(tick.runs, look="bold" if tick.killer else "", frame=_marked(first, apart=not place))
            yield from block_widgets(tick.detail, frame=_indented("  "))


def _step(marker: str, step: Step) -> Iterator[Widget]:
    indent = " " * len(marker)
    yield from block_widgets(step.blocks, frame=_marked(Content.styled(marker, "bold $accent"), apart=True))
    for runs in step.expect:
        yield prose(runs, frame=_marked(Content(indent) + Content.styled(EXPECT, "$right")))
    for symptom, where in step.otherwise:
        runs = (*symptom, Run(": "), *where)
        yield prose(runs, frame=_marked(Content(indent) + Content.styled("! ", "bold $warning")))


def _decision(body: Decision, links: Links) -> Laid:
    head = [
        content(column, links=links).stylize("$accent" if number in body.answers else "")
        for number, column in enumerate(body.columns)
    ]
    rows = [[_cell(cell, links) for cell in row] for row in body.rows]
    return Grid(head, rows, [""] * len(head), NOTHING, NOTHING, NOTHING)


def _cell(cell: Runs, links: Links) -> Content:
    text = content(cell, links=links)
    return Content.styled("any", "$quiet") if text.plain == "*" else text


def _lesson(lesson: Lesson) -> list[Widget]:
    widgets: list[Widget] = []
    for _, why in lesson.why[:1]:
        widgets.append(prose(why, look="italic"))
    for screen in lesson.screens:
        if isinstance(screen, Page):
            widgets += block_widgets(screen.blocks, frame=APART)
    if lesson.essence:
        widgets.append(_labelled("To keep: ", lesson.essence, apart=True))
    return widgets


def _path(path: Path) -> list[Widget]:
    widgets: list[Widget] = [prose(path.why, look="italic")] if path.why else []
    for stage in path.stages:
        widgets.append(prose(stage.title, look="bold", frame=APART))
        for step in stage.steps:
            link = Run(step.item.partition("/")[2], link=f"tutor:{step.item}")
            widgets.append(prose((link, Run("  "), *step.why), frame=_marked(Content.styled("• ", "$accent"))))
    return widgets


def _evidence(sources: Iterable[str], verified: str) -> Iterator[Widget]:
    links = [Run(source, link=source if source.startswith(("http:", "https:")) else "") for source in sources]
    if links:
        yield Static(plain("Sources" + (f", checked {verified}" if verified else ""), "$quiet"), classes="gap")
        yield from (prose((link,)) for link in links)
    elif verified:
        yield Static(plain(f"Checked {verified}", "$quiet"), classes="gap")


def _labelled(label: str, runs: Runs, *, apart: bool = False) -> Leaf:
    def draw(links: Links) -> Laid:
        return Prose(plain(label, "$quiet") + content(runs, links=links), NOTHING, NOTHING, NOTHING if apart else None)

    return Leaf(draw)


def _marked(first: Content, *, apart: bool = False) -> Frame:
    return Frame(first, Content(" " * first.cell_length), NOTHING if apart else None)


def _indented(blanks: str) -> Frame:
    return Frame(Content(blanks), Content(blanks))
