"""All that can happen in a drill: breadth-first over its situations, and random play where there are too many."""

from dataclasses import dataclass, field

from tutor.learning.drill_graph import Graph, Node, Values
from tutor.model.drills import Ending

MOST_STATES = 200_000
_LONGEST_PLAY = 400  # steps of one random play


@dataclass(slots=True)
class Search:
    """What was seen. Positions are those of `Graph.spots`; a choice is (position of its scene, its number there).

    `edges` and `sound` hold for each node where its choices, and its sound choices, lead; in an incomplete search the
    nodes from `expanded` on were not looked into.
    """

    graph: Graph
    nodes: list[Node] = field(default_factory=list)
    edges: list[list[int]] = field(default_factory=list)
    sound: list[list[int]] = field(default_factory=list)
    expanded: int = 0
    starts: int = 0
    plays: int = 0  # random plays, when the search was incomplete
    visits: dict[int, int] = field(default_factory=dict)  # situations seen of each scene
    allowed: dict[tuple[int, int], int] = field(default_factory=dict)  # situations in which a choice could be taken
    most_shown: dict[int, int] = field(default_factory=dict)  # choices that a scene shows at once
    stuck: dict[int, Values] = field(default_factory=dict)  # scenes with a situation that has no choice
    stuck_nodes: set[int] = field(default_factory=set)

    @property
    def complete(self) -> bool:
        return self.expanded == len(self.nodes)

    def situation(self, values: Values) -> str:
        """Values in words, for messages."""
        words = []
        for (name, _), value in zip(self.graph.drill.state, values, strict=False):
            words.append(f"{name} = {value}" if type(value) is int else name if value else f"not {name}")
        return ", ".join(words)


def search(graph: Graph, most: int = MOST_STATES) -> Search:
    """Every situation that can be reached, up to `most`; then the rest is tried at random."""
    found = Search(graph)
    numbers: dict[Node, int] = {}
    nodes, spots = found.nodes, graph.spots

    def numbered(arrived: list[Node]) -> list[int]:
        result = []
        for node in arrived:
            known = numbers.get(node)
            if known is None:
                known = numbers[node] = len(nodes)
                nodes.append(node)
            result.append(known)
        return result

    found.starts = len(numbered(graph.starts()))
    while found.expanded < len(nodes) and len(nodes) <= most:
        position, values = nodes[found.expanded]
        spot = spots[position]
        edges: list[int] = []
        sound: list[int] = []
        if spot.ending:
            found.visits[position] = found.visits.get(position, 0) + 1
        else:
            shown = _counted(found, position, values, graph)
            if not shown:
                found.stuck_nodes.add(found.expanded)
            for index in shown:
                way = spot.ways[index]
                leads = numbered(graph.after(way, values, way.targets))
                edges += leads
                if way.choice.sound:
                    is_sure = way.hoped == way.targets
                    sound += leads if is_sure else numbered(graph.after(way, values, way.hoped))
            if spot.late:
                numbered(graph.enter(spot.late, values))
        found.edges.append(edges)
        found.sound.append(sound)
        found.expanded += 1
    if not found.complete:
        _play_at_random(found, most // 2)
    return found


def _counted(found: Search, position: int, values: Values, graph: Graph) -> list[int]:
    found.visits[position] = found.visits.get(position, 0) + 1
    allowed = found.allowed
    shown: list[int] = []
    for index, way in enumerate(graph.spots[position].ways):
        if way.allowed is None or way.allowed(values):
            shown.append(index)
            key = (position, index)
            allowed[key] = allowed.get(key, 0) + 1
    if not shown:
        found.stuck.setdefault(position, values)
    elif len(shown) > found.most_shown.get(position, 0):
        found.most_shown[position] = len(shown)
    return shown


def _play_at_random(found: Search, most_steps: int) -> None:
    """Plays from the start, always by the choice used least so far; among equals the next in a fixed sequence."""
    graph = found.graph
    used: dict[tuple[int, int], int] = {}
    been: dict[int, int] = {}
    lot, steps = 1, 0
    while steps < most_steps:
        found.plays += 1
        position, values = found.nodes[found.plays % found.starts]
        for _ in range(_LONGEST_PLAY):
            steps += 1
            if graph.spots[position].ending:
                found.visits[position] = found.visits.get(position, 0) + 1
                break
            shown = _counted(found, position, values, graph)
            if not shown:
                break
            lot = (lot * 1_103_515_245 + 12_345) % 2**31
            turned = lot % len(shown)
            index = min(shown[turned:] + shown[:turned], key=lambda each: used.get((position, each), 0))
            used[position, index] = used.get((position, index), 0) + 1
            way = graph.spots[position].ways[index]
            position, values = min(graph.after(way, values, way.targets), key=lambda node: been.get(node[0], 0))
            been[position] = been.get(position, 0) + 1


def reaching(found: Search, goals: set[int], edges: list[list[int]]) -> set[int]:
    """The nodes from which one of `goals` can be reached along `edges`, those themselves included."""
    back: list[list[int]] = [[] for _ in found.nodes]
    for number, targets in enumerate(edges):
        for target in targets:
            back[target].append(number)
    reached = set(goals)
    waiting = list(goals)
    while waiting:
        for number in back[waiting.pop()]:
            if number not in reached:
                reached.add(number)
                waiting.append(number)
    return reached


def endings_in(found: Search, *kinds: Ending) -> set[int]:
    """The nodes that end the play in one of these ways."""
    spots = found.graph.spots
    return {number for number, (position, _) in enumerate(found.nodes) if spots[position].ending in kinds}
