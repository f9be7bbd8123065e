"""Whole items as pages: job aids of all five kinds, lessons, quizzes and paths, as text that is read."""

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.model.aid_layout import KILLER
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
    Tick,
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
    return [title, *body, *evidence(item.sources, item.verified)]


def aid_widgets(aid: Aid, *, brief: bool = False) -> list[Widget]:
    """A job aid below its title: when to use it, what it needs (both but when it must be `brief`), and all of it."""
    head = [] if brief else [*conditions(aid), *([words(needs_words(aid))] if aid.requires else [])]
    return [
        *head,
        *block_widgets(aid.intro, frame=APART),
        *_body(aid.body),
        *block_widgets(aid.outro, frame=APART),
    ]


def conditions(aid: Aid) -> Iterator[Widget]:
    """When to use it, and when not."""
    if aid.when:
        yield labelled("When: ", aid.when)
    if aid.not_when:
        yield labelled("Not when: ", aid.not_when)


def needs_words(aid: Aid) -> str:
    """The tools that it requires."""
    return "Needs " + ", ".join(f"{tool} {version}" for tool, version in aid.requires)


def _body(body: Checklist | Procedure | Decision | Reference | Template) -> Iterator[Widget]:
    match body:
        case Checklist():
            yield from _checklist(body)
        case Procedure():
            for number, step in enumerate(body.steps, 1):
                yield from _step(f"{number:>{len(str(len(body.steps)))}}. ", step)
        case Decision():
            yield Leaf(lambda links: decision_table(body, links), "table")
        case Reference():
            for term, blocks in body.entries:
                yield prose(term, look="bold", frame=APART)
                yield from block_widgets(blocks, frame=indented("    "))
        case Template():
            yield from block_widgets(body.blocks, frame=APART)
            if body.fields:
                yield words("To fill in", "bold", apart=True)
                yield from (labelled(f"{{{{{name}}}}} ", (Run(question),)) for name, question in body.fields)


def _checklist(body: Checklist) -> Iterator[Widget]:
    for number, section in enumerate(body.sections):
        if number:
            yield Leaf(lambda _: Across(gap=NOTHING))
            yield words("Pause here. Everything above is done?")
        for place, tick in enumerate(section):
            yield prose(tick.runs, look=tick_look(tick), frame=marked(tick_sign(tick, done=False), apart=not place))
            yield from block_widgets(tick.detail, frame=indented("  "))


def tick_sign(tick: Tick, *, done: bool) -> Content:
    """The box of a line, with the sign and the word of the one that kills if skipped."""
    box = Content.styled("☑ ", "bold $right") if done else Content.styled("☐ ", "$accent")
    return box + Content.styled(f"{KILLER} ", "bold $warning") if tick.killer else box


def tick_look(tick: Tick) -> str:
    """The style of a line's text."""
    return "bold" if tick.killer else ""


def _step(marker: str, step: Step) -> Iterator[Widget]:
    yield from block_widgets(step.blocks, frame=marked(Content.styled(marker, "bold $accent"), apart=True))
    yield from step_signs(step, " " * len(marker))


def step_signs(step: Step, indent: str = "") -> Iterator[Widget]:
    """What a step should show, and where to go when it shows something else."""
    for runs in step.expect:
        yield prose(runs, frame=marked(Content(indent) + Content.styled(EXPECT, "$right")))
    for symptom, where in step.otherwise:
        runs = (*symptom, Run(": "), *where) if where else symptom
        yield prose(runs, frame=marked(Content(indent) + Content.styled("! ", "bold $warning")))


def decision_table(body: Decision, links: Links) -> Laid:
    """The whole table, its answer columns told by their colour."""
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
        widgets.append(labelled("To keep: ", lesson.essence, apart=True))
    return widgets


def _path(path: Path) -> list[Widget]:
    widgets: list[Widget] = [prose(path.why, look="italic")] if path.why else []
    for stage in path.stages:
        widgets.append(prose(stage.title, look="bold", frame=APART))
        frame = marked(Content.styled("• ", "$accent"))
        widgets += [prose((step.link, Run("  "), *step.why), frame=frame) for step in stage.steps]
    return widgets


def evidence(sources: Iterable[str], verified: str) -> Iterator[Widget]:
    """What backs an item, and when that was checked."""
    links = [Run(source, link=source if source.startswith(("http:", "https:")) else "") for source in sources]
    if links:
        yield words("Sources" + (f", checked {verified}" if verified else ""), apart=True)
        yield from (prose((link,)) for link in links)
    elif verified:
        yield words(f"Checked {verified}", apart=True)


def labelled(label: str, runs: Runs, *, apart: bool = False) -> Leaf:
    """One paragraph behind a quiet label; `apart` leaves a line above it."""

    def draw(links: Links) -> Laid:
        return Prose(plain(label, "$quiet") + content(runs, links=links), NOTHING, NOTHING, NOTHING if apart else None)

    return Leaf(draw)


def words(text: str, look: str = "$quiet", *, apart: bool = False) -> Leaf:
    """Words of our own as a widget."""
    return Leaf(lambda _: Prose(plain(text, look), NOTHING, NOTHING, NOTHING if apart else None))


def marked(first: Content, *, apart: bool = False) -> Frame:
    """The frame of blocks behind a sign."""
    return Frame(first, Content(" " * first.cell_length), NOTHING if apart else None)


def indented(blanks: str) -> Frame:
    """The frame of blocks below what they belong to."""
    return Frame(Content(blanks), Content(blanks))
