"""A scene of a drill: what the last choice did, where that led, what can be seen of the state, and the choices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from tutor.model.conditions import StateValue
from tutor.model.drills import MOST_CHOICES, DrillChoice, Ending
from tutor.model.text import Blocks
from tutor.services.drilling import Outcome, SceneView
from tutor.tui.text import Links, content, plain
from tutor.tui.widgets.answers.base import letter_bindings, letter_look
from tutor.tui.widgets.blocks import QUOTE_BAR, Frame, Leaf, block_widgets
from tutor.tui.widgets.layout import NOTHING, Across, Flow, Laid, Marked, Prose, Stack, hanging
from tutor.tui.widgets.linked import Linked
from tutor.tui.widgets.turning import MORE
from tutor.tui.widgets.verdict import RIGHT, WRONG

NUMBERS = "123456789"[:MOST_CHOICES]
GAUGE = 10  # cells
APART = Frame(gap=NOTHING)
STUCK = "There is no way on from here. Go back to an earlier decision."
LAB_WORDS = {"solved": "The lab is solved.", "unsolved": "The lab is not solved."}

Limits = Mapping[str, tuple[int, int]]


class ScenePage(Leaf, Linked, can_focus=True):
    """One scene after the other in one widget: a new widget a scene would cost more than its text.

    Numbers choose at once; the arrows mark a choice and enter takes it. At an ending, enter leads on.
    """

    # As tall as the pane, so that nothing is laid out again from one scene that fits it to the next.
    DEFAULT_CSS = "ScenePage { height: auto; min-height: 100%; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *Linked.BINDINGS,
        *letter_bindings("choose", "Its number chooses at once", NUMBERS, "drill"),
        Binding("enter", "on", "look back", id="drill.on", tooltip="Your way beside the best one, and why"),
        Binding("enter", "take", "take the marked choice", show=False, id="drill.take"),
        Binding("down,j", "move(1)", "next choice", show=False, id="drill.down"),
        Binding("up,k", "move(-1)", "choice before", show=False, id="drill.up"),
        Binding("space", "more", "more", id="page.more", tooltip=MORE),
    ]

    @dataclass
    class Chosen(Message):
        """A choice of the scene on screen was taken."""

        place: int

    class Ended(Message):
        """The ending was read."""

    def __init__(self, limits: Limits) -> None:
        """`limits`: how far each part of the state may go, where that is known."""
        self._limits = limits
        self._choices: tuple[DrillChoice, ...] = ()
        self._above: list[Leaf] = []
        self._is_ending = False
        self._marked = -1  # none, until an arrow says so: an enter too many must not choose
        super().__init__(self._drawn)

    def on_mount(self) -> None:
        for what in ("scroll_y", "virtual_size"):
            self.watch(self._pane, what, self.refresh_bindings, init=False)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing looks different with the focus: Textual would work out the styles of all that is below again."""

    def show(self, scene: SceneView, outcome: Outcome | None, notice: str = "") -> None:
        """Show a scene, after what led there."""
        self._choices = scene.choices
        self._is_ending = bool(scene.ending)
        self._marked = self._link = -1
        leaves = [
            *_notice(notice),
            *(_outcome(outcome) if outcome else ()),
            *_scene(scene),
            *_state(scene, self._limits),
        ]
        self._above = [leaf for leaf in leaves if isinstance(leaf, Leaf)]
        self.links = tuple(target for leaf in self._above for target in leaf.links)
        drawn = self._drawn(Links())
        height = sum(len(part.lines(self.size.width)) for part in drawn.parts) if self.size.width else 0
        fits = max(height, self.size.height) <= self._pane.size.height
        self.update(drawn, layout=not (height and fits))
        self._pane.scroll_home(animate=False)
        self.refresh_bindings()

    # -- what a person does

    @property
    def _pane(self) -> Widget:
        assert isinstance(self.parent, Widget)
        return self.parent

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "choose_first":
                return parameters == (len(self._choices),)
            case "choose":
                return isinstance(parameters[0], int) and parameters[0] < len(self._choices)
            case "on":
                return self._is_ending and self._link < 0
            case "take":
                return bool(self._choices) and self._link < 0
            case "move":
                return bool(self._choices)
            case "more":
                return self._pane.scroll_offset.y < self._pane.max_scroll_y
        return super().check_action(action, parameters)

    def action_choose_first(self, _count: int) -> None:
        self.post_message(self.Chosen(0))

    def action_choose(self, place: int) -> None:
        self.post_message(self.Chosen(place))

    def action_take(self) -> None:
        if self._marked >= 0:
            self.post_message(self.Chosen(self._marked))
        else:
            self.action_move(1)

    def action_on(self) -> None:
        self.post_message(self.Ended())

    def action_move(self, by: int) -> None:
        """Mark the next choice, or the one before."""
        if self._marked < 0:
            self._marked = 0 if by > 0 else len(self._choices) - 1
        else:
            self._marked = (self._marked + by) % len(self._choices)
        drawn = self._drawn(Links())
        self.update(drawn, layout=False)
        lines = [len(part.lines(self.size.width)) for part in drawn.parts]
        at = len(self._above) + self._marked
        region = Region(0, sum(lines[:at]), 1, lines[at]).translate(self.virtual_region.offset)
        self._pane.scroll_to_region(region, animate=False, force=True)

    def action_more(self) -> None:
        """A page down, two lines of the one before kept in sight."""
        self._pane.scroll_relative(y=max(1, self._pane.size.height - 2), animate=False)

    def _links(self) -> list[tuple[Leaf, int, str]]:
        return [(self, number, target) for number, target in enumerate(self.links)]

    def _drawn(self, links: Links) -> Stack:
        above = [leaf.draw(links) for leaf in self._above]
        return Stack([*above, *(_choice(n, one, n == self._marked) for n, one in enumerate(self._choices))])


def _choice(number: int, choice: DrillChoice, marked: bool) -> Laid:
    lead = Content.assemble("▸ " if marked else "  ", (NUMBERS[number], letter_look(marked=marked)), "  ")
    return hanging(lead, content(choice.runs), Marked if marked else Prose)


def _notice(notice: str) -> Iterator[Widget]:
    if notice:
        yield _words(plain(notice, "$quiet"))
        yield _words(NOTHING)


def _outcome(outcome: Outcome) -> Iterator[Widget]:
    """What was chosen, what that did, why where the drill coaches; then a line, and what follows is the next scene."""
    chosen = content(outcome.choice.runs) if outcome.choice else plain("The time is over.")
    you = plain("You: ", "$quiet") if outcome.choice else NOTHING
    yield Leaf(lambda _: hanging(you, chosen.stylize_before("italic")))
    if outcome.lab:
        yield _words(plain(LAB_WORDS[outcome.lab], "$quiet"))
    yield from block_widgets(outcome.blocks, frame=APART)
    yield from why(outcome.why)
    yield Leaf(lambda _: Across(gap=NOTHING))


def _scene(scene: SceneView) -> Iterator[Widget]:
    title = content(scene.title).stylize_before("bold $accent")
    if scene.ending:
        good = scene.ending is Ending.PASS
        title = Content.assemble(RIGHT if good else WRONG, " ", title)
        words = "A good ending" if good else "A bad ending: here it cost nothing"
        yield _words(Content.assemble(title, "\n", (words, "$quiet")))
    else:
        yield _words(Content.assemble(title, ("   checkpoint", "$quiet") if scene.checkpoint else ""))
    yield from block_widgets(scene.blocks, frame=APART)
    if scene.stuck:
        yield Leaf(lambda _: Prose(plain(STUCK, "$warning"), gap=NOTHING))


def _state(scene: SceneView, limits: Limits) -> Iterator[Widget]:
    if scene.shown:
        pieces = [gauge(name, value, limits.get(name)) for name, value in scene.shown]
        yield Leaf(lambda _: Flow(pieces, NOTHING, NOTHING, NOTHING))
    if scene.choices:
        yield _words(NOTHING)


def gauge(name: str, value: StateValue, limit: tuple[int, int] | None) -> Content:
    """A part of the state: its name and value, and a small bar where it is known how far it may go."""
    label = plain(f"{name}  ", "$quiet")
    if isinstance(value, bool):
        return label + plain("yes" if value else "no", "bold")
    if limit is None:
        return label + plain(str(value), "bold")
    low, high = limit
    filled = max(0, min(GAUGE, ceil(GAUGE * (value - low) / (high - low))))  # a little is never shown as nothing
    bar = Content.assemble(("█" * filled, "$accent"), ("░" * (GAUGE - filled), "$quiet"))
    return Content.assemble(label, bar, " ", (str(value), "bold"), (f" of {high}", "$quiet"))


def why(blocks: Blocks) -> list[Widget]:
    """Why a choice was good or bad, behind a bar."""
    return block_widgets(blocks, look="$quiet", frame=Frame(QUOTE_BAR, QUOTE_BAR, NOTHING)) if blocks else []


def _words(text: Content) -> Leaf:
    return Leaf(lambda _: Prose(text))
