"""A drill as a graph of situations: a scene together with the values of its state, and where each choice leads.

Compiled once, so that a search takes some hundred thousand steps a second. Conditions become closures over the values.
"""

from collections.abc import Callable
from typing import NamedTuple

from tutor.model.conditions import (
    LARGEST,
    SIGNS,
    Both,
    Compared,
    Condition,
    Effect,
    Either,
    Flag,
    Negated,
    State,
    StateValue,
)
from tutor.model.drills import Drill, DrillChoice, Ending, LabHandover

Values = tuple[StateValue, ...]  # in the order of the drill's state
Node = tuple[int, Values]  # a scene's position in `Graph.scenes`, and the values there; () at an ending
Test = Callable[[Values], bool]


class Way(NamedTuple):
    """A choice, compiled. `ops`: (position of the value, amount, whether it is added). `targets`: where it may lead,
    the hoped-for scene first: more than one for variants and for labs."""

    choice: DrillChoice
    allowed: Test | None  # None: always
    ops: tuple[tuple[int, StateValue, bool], ...]
    targets: tuple[int, ...]
    hoped: tuple[int, ...]  # of `targets`, those of a lab that was solved; of any other choice all


class Spot(NamedTuple):
    """A scene, or a fail rule without one. `scene` is its position in the drill's scenes, -1 for such a rule."""

    id: str
    scene: int
    ending: Ending
    ways: tuple[Way, ...]
    late: tuple[int, ...]


class Graph:
    """`spots` are the drill's scenes in order, then the fail rules that no scene tells."""

    def __init__(self, drill: Drill) -> None:
        self.drill = drill
        self._index = {name: position for position, (name, _) in enumerate(drill.state)}
        self._by_id: dict[str, list[int]] = {}
        for position, scene in enumerate(drill.scenes):
            self._by_id.setdefault(scene.id, []).append(position)
        rules = [rule.ending for rule in drill.fail if rule.ending not in self._by_id]
        for offset, ending in enumerate(dict.fromkeys(rules)):
            self._by_id[ending] = [len(drill.scenes) + offset]
        self.spots = (
            *(
                Spot(scene.id, position, scene.ending, tuple(map(self._way, scene.choices)), self.spots_of(scene.late))
                for position, scene in enumerate(drill.scenes)
            ),
            *(Spot(ending, -1, Ending.FAIL, (), ()) for ending in dict.fromkeys(rules)),
        )
        self._endings = frozenset(position for position, spot in enumerate(self.spots) if spot.ending)
        self._rules = [(self.test(rule.condition), self.spots_of(rule.ending)) for rule in drill.fail]
        self.overflowing: set[DrillChoice] = set()  # choices that a search saw reach the largest number

    def spots_of(self, scene: str) -> tuple[int, ...]:
        """The positions of a scene's variants; none where it is not there."""
        return tuple(self._by_id.get(scene, ()))

    def values(self, state: State) -> Values:
        """The values of a state; what it lacks is as at the beginning."""
        known = {**dict(self.drill.state), **dict(state)}
        return tuple(known[name] for name in self._index)

    def starts(self) -> list[Node]:
        """Where a play may begin."""
        values = self.values(self.drill.state)
        return [self._node(position, values) for position in self.spots_of(self.drill.start)]

    def at(self, scene: str, variant: str, state: State) -> Node | None:
        """The node of a situation; None where the drill has no such scene."""
        spots = self.spots_of(scene)
        fitting = [p for p in spots if p < len(self.drill.scenes) and self.drill.scenes[p].variant == variant]
        return self._node((fitting or list(spots))[0], self.values(state)) if spots else None

    def open_ways(self, node: Node) -> list[Way]:
        """The choices that can be taken at a node."""
        position, values = node
        return [way for way in self.spots[position].ways if way.allowed is None or way.allowed(values)]

    def after(self, way: Way, values: Values, targets: tuple[int, ...]) -> list[Node]:
        """The nodes that a choice leads to, of `targets`: the effects first, then the fail rules, in order."""
        if way.ops:
            changed = list(values)
            for place, amount, adds in way.ops:
                if adds:
                    amount += changed[place]
                    if not -LARGEST <= amount <= LARGEST:
                        amount = LARGEST if amount > 0 else -LARGEST
                        self.overflowing.add(way.choice)
                changed[place] = amount
            values = tuple(changed)
        return self.enter(targets, values)

    def enter(self, targets: tuple[int, ...], values: Values) -> list[Node]:
        """The nodes of `targets` with these values, unless a fail rule ends the play."""
        for failed, endings in self._rules:
            if failed(values):
                targets = endings
                break
        ends = self._endings
        return [(position, () if position in ends else values) for position in targets]

    def _node(self, position: int, values: Values) -> Node:
        return (position, () if position in self._endings else values)

    def _way(self, choice: DrillChoice) -> Way:
        hoped = choice.target.solved if isinstance(choice.target, LabHandover) else choice.target
        targets = [position for target in choice.targets for position in self.spots_of(target)]
        return Way(
            choice,
            None if choice.condition is None else self.test(choice.condition),
            tuple(self._op(effect) for effect in choice.effects if effect.name in self._index),
            tuple(dict.fromkeys(targets)),
            self.spots_of(hoped),
        )

    def _op(self, effect: Effect) -> tuple[int, StateValue, bool]:
        return self._index[effect.name], effect.value, effect.adds

    def test(self, condition: Condition) -> Test:
        """A condition as a function of the values. Names that the drill does not have count as 0 and no."""
        match condition:
            case Flag(name):
                place = self._index.get(name)
                return (lambda _: False) if place is None else lambda values: bool(values[place])
            case Compared(left, sign, right):
                return self._compared(SIGNS[sign], left, right)
            case Negated(inside):
                test = self.test(inside)
                return lambda values: not test(values)
            case Both((first, second)):
                one, other = self.test(first), self.test(second)
                return lambda values: one(values) and other(values)
            case Both(parts):
                every = [self.test(part) for part in parts]
                return lambda values: all(test(values) for test in every)
            case Either(parts):
                some = [self.test(part) for part in parts]
                return lambda values: any(test(values) for test in some)

    def _compared(self, compare: Callable[[int, int], bool], left: str | int, right: str | int) -> Test:
        if isinstance(left, str) and left in self._index and isinstance(right, int):  # by far the most common
            place = self._index[left]
            return lambda values: compare(values[place], right)
        one, other = self._side(left), self._side(right)
        return lambda values: compare(one(values), other(values))

    def _side(self, side: str | int) -> Callable[[Values], int]:
        if isinstance(side, int):
            return lambda _: side
        place = self._index.get(side)
        return (lambda _: 0) if place is None else lambda values: values[place]
