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

_MOST_SITUATIONS = 50_000  # looked at for the best paths of one play
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

    `best` is the best path from here, () where none was found; `was_best`: this choice begins such a path; `lost`: from
    here no passing ending can be reached any more. `before` and `after` are the state around it.
    """

    number: int  # from 1
    scene: str
    title: str
    choice: DrillChoice | None
    lab: str  # "solved" or "unsolved" where it led through a lab
    was_best: bool
    best: tuple[Waypoint, ...]
    lost: bool
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
    graph = Graph(drill)
    nodes = [graph.at(taken.scene, taken.variant, taken.state) for taken in play.taken]
    paths = BestPaths(graph, [node for node in nodes if node is not None])
    states = [*(taken.state for taken in play.taken), play.state][1:]
    return tuple(
        _fork(drill, paths, number, node, taken, after)
        for number, (node, taken, after) in enumerate(zip(nodes, play.taken, states, strict=True), 1)
    )


def _fork(drill: Drill, paths: "BestPaths", number: int, node: Node | None, taken: Taken, after: State) -> Fork:
    scene = drill.scene(taken.scene, taken.variant)
    choices = scene.choices if scene else ()
    choice = next((one for one in choices if one.hash == taken.choice), None)
    best = paths.steps(node) if node else ()
    return Fork(
        number=number,
        scene=taken.scene,
        title=plain(scene.title) if scene else taken.scene,
        choice=choice,
        lab=taken.lab,
        was_best=node is not None and choice is not None and paths.begins_one(node, choice),
        best=best,
        lost=node is not None and not best and paths.whole,
        before=taken.state,
        after=after,
    )


class BestPaths:
    """The best paths from some situations of a drill: fewest choices that are not sound, then fewest steps.

    Variants and labs go as hoped. All are found in one search: forward to what can be reached, then back from the
    passing endings (Dijkstra).
    """

    def __init__(self, graph: Graph, starts: Iterable[Node]) -> None:
        self.graph = graph
        self.whole = True  # nothing was left out for want of room
        self._costs: dict[Node, int] = {}
        self._next: dict[Node, tuple[Way, Node]] = {}
        self._search_back(*self._reached(starts))

    def steps(self, start: Node) -> tuple[Waypoint, ...]:
        """The best path from a situation to a passing ending; () where there is none."""
        scenes, found, node = self.graph.drill.scenes, [], start
        while node in self._next:
            way, following = self._next[node]
            found.append(Waypoint(self.graph.spots[node[0]].id, plain(scenes[node[0]].title), way.choice))
            node = following
        return tuple(found)

    def begins_one(self, start: Node, choice: DrillChoice) -> bool:
        """Whether `choice`, taken there, begins a best path."""
        way = next((way for way in self.graph.open_ways(start) if way.choice.hash == choice.hash), None)
        if way is None or start not in self._costs:
            return False
        following = self.graph.after(way, start[1], way.hoped)
        known = (self._costs[node] for node in following if node in self._costs)
        return any(cost + _step(way) == self._costs[start] for cost in known)

    def _reached(self, starts: Iterable[Node]) -> tuple[list[Node], dict[Node, list[tuple[Node, Way]]]]:
        """The passing endings that can be reached, and from where each situation is reached by which choice."""
        back: dict[Node, list[tuple[Node, Way]]] = {}
        seen = dict.fromkeys(starts)
        waiting, passes = list(seen), []
        while waiting:
            node = waiting.pop()
            ending = self.graph.spots[node[0]].ending
            if ending is Ending.PASS:
                passes.append(node)
            for way in () if ending else self.graph.open_ways(node):
                for following in self.graph.after(way, node[1], way.hoped):
                    back.setdefault(following, []).append((node, way))
                    if following in seen:
                        continue
                    if len(seen) >= _MOST_SITUATIONS:
                        self.whole = False
                        continue
                    seen[following] = None
                    waiting.append(following)
        return passes, back

    def _search_back(self, passes: list[Node], back: dict[Node, list[tuple[Node, Way]]]) -> None:
        order = count()
        waiting = [(0, next(order), node) for node in passes]
        self._costs = dict.fromkeys(passes, 0)
        done: set[Node] = set()
        while waiting:
            cost, _, node = heappop(waiting)
            if node in done:
                continue
            done.add(node)
            for before, way in back.get(node, ()):
                further = cost + _step(way)
                if further < self._costs.get(before, further + 1):
                    self._costs[before] = further
                    self._next[before] = (way, node)
                    heappush(waiting, (further, next(order), before))


def _step(way: Way) -> int:
    return 1 if way.choice.sound else _UNSOUND


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
