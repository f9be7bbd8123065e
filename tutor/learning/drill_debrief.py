"""Looking back at a play: what was chosen beside what was best from there, what it did, and what else there is to find.

Values only, for either face. What was not found yet is counted and not named, so that there is something left to find.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from tutor.learning.drill_graph import Graph, Node, Way
from tutor.learning.drill_log import History
from tutor.model.conditions import State, StateValue
from tutor.model.drills import Drill, DrillChoice, Ending
from tutor.model.knowledge import Play, Taken
from tutor.model.text import Blocks, plain

_MOST_SITUATIONS = 20_000  # looked at for one best path
_UNSOUND = 1_000  # as bad as so many steps more


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A step of a best path: at the scene called `title`, take `choice`."""

    scene: str
    title: str
    choice: DrillChoice


@dataclass(frozen=True, slots=True)
class Fork:
    """One decision of the play. `choice` None: the time ran out, or the drill has that choice no longer.

    `best` is the best path from here, () where no passing ending can be reached; `was_best`: this choice begins such a
    path. `before` and `after` are the state around it.
    """

    number: int  # from 1
    scene: str
    title: str
    choice: DrillChoice | None
    lab: str  # "solved" or "unsolved" where it led through a lab
    was_best: bool
    best: tuple[Waypoint, ...]
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Curve:
    """One part of the state over time: at the beginning and after each decision. Yes/no is 0 and 1."""

    name: str
    values: tuple[StateValue, ...]
    shown: bool  # the learner saw it during the play


@dataclass(frozen=True, slots=True)
class EndingView:
    """An ending. `title` is "" where it was not found yet."""

    ending: str
    title: str
    passed: bool
    found: bool
    here: bool


@dataclass(frozen=True, slots=True)
class MapScene:
    """A scene that was visited, in this play or an earlier one. `ways` lead to visited scenes; `untried` choices, and
    none else, were never taken. `on_path`: this play went through it."""

    scene: str
    title: str
    ending: Ending
    ways: tuple[str, ...]
    untried: int
    on_path: bool


@dataclass(frozen=True, slots=True)
class TradeOff:
    """A good ending that was found, and the state it was reached with the last time."""

    ending: str
    title: str
    state: State


@dataclass(frozen=True, slots=True)
class Debrief:
    """`trade_offs` only where the drill has several good endings. `links` are full names of what helps."""

    drill: str
    ending: str
    title: str
    blocks: Blocks
    passed: bool
    rewinds: int
    forks: tuple[Fork, ...]
    curves: tuple[Curve, ...]
    endings: tuple[EndingView, ...]
    map: tuple[MapScene, ...]
    unvisited: int  # scenes that were never seen
    trade_offs: tuple[TradeOff, ...]
    links: tuple[str, ...]

    @property
    def found(self) -> int:
        """How many of the endings were found."""
        return sum(view.found for view in self.endings)


def debrief(drill: Drill, play: Play, past: History) -> Debrief:
    """Look back at a play that has ended; `past` is all that was done in its drill, this play included."""
    scene = drill.scene(play.ending, play.variant)
    found = {*dict(past.reached), play.ending}
    endings = tuple(
        EndingView(
            ending,
            drill.ending_title(ending) if ending in found else "",
            kind is Ending.PASS,
            ending in found,
            ending == play.ending,
        )
        for ending, kind in drill.endings
    )
    drawn = tuple(_map(drill, play, past))
    return Debrief(
        drill=drill.name,
        ending=play.ending,
        title=drill.ending_title(play.ending),
        blocks=scene.blocks if scene else (),
        passed=play.passed,
        rewinds=play.rewinds,
        forks=_forks(drill, play),
        curves=tuple(_curves(drill, play)),
        endings=endings,
        map=drawn,
        unvisited=len({scene.id for scene in drill.scenes}) - len(drawn),
        trade_offs=tuple(_trade_offs(drill, past)),
        links=drill.teaches,
    )


def _forks(drill: Drill, play: Play) -> tuple[Fork, ...]:
    paths = BestPaths(Graph(drill))
    states = [taken.state for taken in play.taken] + [play.state]
    return tuple(
        _fork(drill, paths, number, taken, after)
        for number, (taken, after) in enumerate(zip(play.taken, states[1:], strict=True), 1)
    )


def _fork(drill: Drill, paths: "BestPaths", number: int, taken: Taken, after: State) -> Fork:
    scene = drill.scene(taken.scene, taken.variant)
    choices = scene.choices if scene else ()
    choice = next((one for one in choices if one.hash == taken.choice), None)
    best = paths.best(taken.scene, taken.variant, taken.state)
    return Fork(
        number,
        taken.scene,
        plain(scene.title) if scene else taken.scene,
        choice,
        taken.lab,
        choice is not None and paths.begins_one(taken, choice),
        best,
        taken.state,
        after,
    )


class BestPaths:
    """The best paths of a drill: fewest choices that are not sound, then fewest steps. Variants and labs as hoped."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._known: dict[Node, tuple[int, tuple[tuple[Node, Way], ...]] | None] = {}

    def best(self, scene: str, variant: str, state: State) -> tuple[Waypoint, ...]:
        """The best path from a situation to a passing ending; () where there is none."""
        node = self.graph.at(scene, variant, state)
        found = self._path(node) if node else None
        scenes = self.graph.drill.scenes
        return tuple(
            Waypoint(self.graph.spots[at[0]].id, plain(scenes[at[0]].title), way.choice)
            for at, way in (found[1] if found else ())
        )

    def begins_one(self, taken: Taken, choice: DrillChoice) -> bool:
        """Whether `choice`, taken there, begins a best path."""
        node = self.graph.at(taken.scene, taken.variant, taken.state)
        whole = self._path(node) if node else None
        if node is None or whole is None:
            return False
        way = next((way for way in self.graph.open_ways(node) if way.choice.hash == choice.hash), None)
        if way is None:
            return False
        costs = [self._cost(following) for following in self.graph.after(way, node[1], way.hoped)]
        return any(cost is not None and cost + _step(way) == whole[0] for cost in costs)

    def _cost(self, node: Node) -> int | None:
        ending = self.graph.spots[node[0]].ending
        if ending:
            return 0 if ending is Ending.PASS else None
        found = self._path(node)
        return found[0] if found else None

    def _path(self, start: Node) -> tuple[int, tuple[tuple[Node, Way], ...]] | None:
        """The cost and the steps of the best path from a node (Dijkstra)."""
        if start not in self._known:
            self._known[start] = self._searched(start)
        return self._known[start]

    def _searched(self, start: Node) -> tuple[int, tuple[tuple[Node, Way], ...]] | None:
        order = count()
        waiting: list[tuple[int, int, Node]] = [(0, next(order), start)]
        costs: dict[Node, int] = {start: 0}
        came: dict[Node, tuple[Node, Way]] = {}
        done: set[Node] = set()
        while waiting and len(done) < _MOST_SITUATIONS:
            cost, _, node = heappop(waiting)
            if node in done:
                continue
            done.add(node)
            ending = self.graph.spots[node[0]].ending
            if ending is Ending.PASS:
                return cost, _back(node, came)
            if ending:
                continue
            for way in self.graph.open_ways(node):
                for following in self.graph.after(way, node[1], way.hoped):
                    further = cost + _step(way)
                    if further < costs.get(following, further + 1):
                        costs[following] = further
                        came[following] = (node, way)
                        heappush(waiting, (further, next(order), following))
        return None


def _step(way: Way) -> int:
    return 1 if way.choice.sound else _UNSOUND


def _back(node: Node, came: dict[Node, tuple[Node, Way]]) -> tuple[tuple[Node, Way], ...]:
    steps: list[tuple[Node, Way]] = []
    while node in came:
        step = came[node]
        steps.append(step)
        node = step[0]
    return tuple(reversed(steps))


def _curves(drill: Drill, play: Play) -> Iterable[Curve]:
    """Every part of the state that the learner saw or that changed."""
    states = [dict(taken.state) for taken in play.taken] + [dict(play.state)]
    for name, start in drill.state:
        values = tuple(state.get(name, start) for state in states)
        if name in drill.show or len(set(values)) > 1:
            yield Curve(name, values, name in drill.show)


def _map(drill: Drill, play: Play, past: History) -> Iterable[MapScene]:
    path = {scene for taken in play.taken for scene in (taken.scene, taken.target)} | {play.scene}
    visited = path | {scene for here, _, there in past.walked for scene in (here, there)}
    visited |= {scene for scene, _ in play.visited}
    for scene in dict.fromkeys(scene.id for scene in drill.scenes):
        if scene not in visited:
            continue
        variants = drill.variants(scene)
        ways = {there for here, _, there in past.walked if here == scene}
        tried = {choice for here, choice, _ in past.walked if here == scene}
        choices = {choice.hash for variant in variants for choice in variant.choices}
        in_order = dict.fromkeys(target.id for target in drill.scenes if target.id in ways)
        yield MapScene(
            scene,
            plain(variants[0].title),
            variants[0].ending,
            tuple(in_order),
            len(choices - tried),
            scene in path,
        )


def _trade_offs(drill: Drill, past: History) -> Iterable[TradeOff]:
    good = [ending for ending, kind in drill.endings if kind is Ending.PASS]
    if len(good) > 1:
        reached = dict(past.reached)
        for ending in good:
            if ending in reached:
                yield TradeOff(ending, drill.ending_title(ending), reached[ending])
