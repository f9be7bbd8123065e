"""Looking back at a play: the path taken beside the best one from each fork, and what it did to the state."""

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content
from textual.widget import Widget

from tutor.model.conditions import StateValue
from tutor.model.text import Run
from tutor.services.drilling import Curve, Debrief, EndingView, Fork, LookedBack
from tutor.tui.text import Links, content, plain
from tutor.tui.widgets.bars import bar
from tutor.tui.widgets.blocks import Frame, Leaf, block_widgets, prose, stacked
from tutor.tui.widgets.drill_map import map_lines
from tutor.tui.widgets.layout import NOTHING, Beside, Flow, Grid, Laid, Prose, Stack, hanging
from tutor.tui.widgets.scene import LAB_WORDS, Limits
from tutor.tui.widgets.verdict import RIGHT, WRONG

INDENT = Content("    ")
MOST_STEPS = 4  # of a best path; the rest is counted


def debrief_widgets(back: LookedBack, shown: Sequence[str], limits: Limits, *, first: bool) -> Iterator[Widget]:
    """All of it, in the order in which it helps.

    `shown`: the parts of the state that the learner saw in the play; `first`: this is the first ending of a first try.
    """
    debrief = back.debrief
    yield _line(_headline(debrief, first))
    yield from _path(debrief)
    yield from _curves(debrief, limits)
    yield from _endings(debrief)
    yield from _map(debrief)
    yield from _trade_offs(debrief, shown)
    yield from _after(back)


def _headline(debrief: Debrief, first: bool) -> Content:
    sign, words = (RIGHT, "A good ending") if debrief.passed else (WRONG, "A bad ending, and a cheap one")
    head = Content.assemble(sign, " ", plain(debrief.title, "bold"), "   ", (words, "$quiet"))
    if first:
        return head + plain("\nYour first try, the one that shows what carries over.", "$quiet")
    return head


def _path(debrief: Debrief) -> Iterator[Widget]:
    if debrief.forks:
        yield _title("Your way, and the best from each fork")
    for fork in debrief.forks:
        yield stacked(list(fork_widgets(fork)))


def fork_widgets(fork: Fork) -> Iterator[Widget]:
    """One decision: what was chosen beside the best way on from there, and why."""
    yield _line(Content.assemble((f"{fork.number:>2}  ", "bold $accent"), plain(fork.title, "bold")), gap=NOTHING)
    yield Leaf(lambda links: Beside(_chosen(fork, links), _best(fork, links), INDENT, INDENT))
    if fork.choice is not None:
        yield from block_widgets(fork.choice.why, look="$quiet", frame=Frame(INDENT, INDENT)) if fork.choice.why else ()


def _chosen(fork: Fork, links: Links) -> Laid:
    chosen = content(fork.choice.runs, links=links) if fork.choice else plain("the time ran out")
    lab = plain(f"  {LAB_WORDS[fork.lab]}", "$quiet") if fork.lab else NOTHING
    return Stack([_prose(plain("You", "$quiet")), _prose(chosen + lab)])


def _best(fork: Fork, links: Links) -> Laid:
    label = _prose(plain("Best from here", "$quiet"))
    if fork.was_best:
        return Stack([label, _prose(Content.assemble(RIGHT, " the same: no way was better"))])
    if not fork.best:
        return Stack([label, _prose(plain("no good end could be reached any more", "italic"))])
    steps: list[Laid] = []
    for number, step in enumerate(fork.best[:MOST_STEPS], 1):
        lead = plain(f"{number}. " if len(fork.best) > 1 else "", "$accent")
        steps.append(hanging(lead, content(step.choice.runs, links=links)))
    if more := len(fork.best) - MOST_STEPS:
        steps += [_prose(plain(f"   and {more} more to the end", "$quiet"))] if more > 0 else []
    return Stack([label, *steps])


def _curves(debrief: Debrief, limits: Limits) -> Iterator[Widget]:
    if not debrief.curves:
        return
    yield _title("What changed: at the beginning, and after each decision")
    width = min(16, max(len(curve.name) for curve in debrief.curves))
    curves = [_curve(curve, limits.get(curve.name, (0, 1)), width) for curve in debrief.curves]
    yield Leaf(lambda _: Stack(curves))


def _curve(curve: Curve, limit: tuple[int, int], width: int) -> Laid:
    """A small bar and its value for the beginning and each decision; what was hidden in the play is told to be so."""
    low, top = min(limit[0], *map(int, curve.values)), max(limit[1], *map(int, curve.values))
    cells = [
        Content.assemble((bar(int(value) - low, top - low), "$accent"), " ", _value(value)) for value in curve.values
    ]
    if not curve.shown:
        cells.append(plain("hidden until now", "italic $quiet"))
    label = plain(f"    {curve.name:<{width}}  ", "$quiet")
    return Flow(cells, label, Content(" " * label.cell_length), None)


def _value(value: StateValue) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _endings(debrief: Debrief) -> Iterator[Widget]:
    total = len(debrief.endings)
    yield _title(f"{debrief.found} of {total} {'ending' if total == 1 else 'endings'} found")
    for view in debrief.endings:
        if view.found:
            here = plain("   this one", "$quiet") if view.here else NOTHING
            yield _line(Content.assemble(RIGHT if view.passed else WRONG, " ", plain(view.title), here), INDENT)
    if debrief.found < total:
        yield _line(plain(f"· still to find: {_missing(debrief.endings)}", "$quiet"), INDENT)


def _missing(endings: Iterable[EndingView]) -> str:
    kinds = [view.passed for view in endings if not view.found]
    parts = [(kinds.count(True), "good"), (kinds.count(False), "bad")]
    return " and ".join(f"{number} {word}" for number, word in parts if number)


def _map(debrief: Debrief) -> Iterator[Widget]:
    yield _title("Where you have been")
    lines = [
        Prose(line.text, INDENT + plain(line.first, "$rule"), INDENT + plain(line.rest, "$rule"), None)
        for line in map_lines(debrief.map)
    ]
    yield Leaf(lambda _: Stack(lines))
    if debrief.unvisited:
        scenes = "1 scene" if debrief.unvisited == 1 else f"{debrief.unvisited} scenes"
        yield _line(plain(f"{scenes} not seen yet", "$quiet"), INDENT)


def _trade_offs(debrief: Debrief, shown: Sequence[str]) -> Iterator[Widget]:
    """The good endings that were found, each with what it cost."""
    if not debrief.trade_offs:
        return
    yield _title("Good endings, and what each cost")
    names = [name for name, _ in debrief.trade_offs[0].state if not shown or name in shown]
    head = [plain("ending"), *(plain(name) for name in names)]
    rows = []
    for trade in debrief.trade_offs:
        state = dict(trade.state)
        rows.append([plain(trade.title), *(plain(_value(state.get(name, 0))) for name in names)])
    align = ["", *["right"] * len(names)]
    yield Leaf(lambda _: Grid(head, rows, align, INDENT, INDENT, None))


def _after(back: LookedBack) -> Iterator[Widget]:
    """What helps, and what comes."""
    if back.links:
        yield _title("What helps")
    for link in back.links:
        yield prose((Run(link.title, link=f"tutor:{link.name}"), Run(f"  {link.kind}")), frame=Frame(INDENT, INDENT))
    comes = []
    if back.brought_forward:
        comes.append("1 question" if back.brought_forward == 1 else f"{back.brought_forward} questions")
        comes[0] += " about this will come today."
    if back.returns is not None:
        comes.append(f"This drill comes back {back.returns:%a} {back.returns.day} {back.returns:%b}.")
    if comes:
        yield _line(plain(" ".join(comes), "$quiet"), INDENT, gap=NOTHING)


def _title(text: str) -> Leaf:
    return _line(plain(text, "bold $accent"), gap=NOTHING)


def _line(text: Content, indent: Content = NOTHING, gap: Content | None = None) -> Leaf:
    return Leaf(lambda _: Prose(text, indent, indent, gap))


def _prose(text: Content) -> Prose:
    return Prose(text)
