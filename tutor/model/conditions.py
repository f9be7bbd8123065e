"""What a drill's state is, when a choice may be taken, and what it does: small values, never evaluated as code.

State is whole numbers and yes/no, by name. A value that is no such thing, or absent, counts as 0 or no, so that no play
can fail on it; readers of packs report it long before.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

LARGEST = 1_000_000_000  # state stays within ±; a literal beyond is an error, a sum stops there

StateValue = int | bool
State = tuple[tuple[str, StateValue], ...]  # in the order that the drill's `state:` gives

SIGNS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes/no name standing alone."""

    name: str


@dataclass(frozen=True, slots=True)
class Compared:
    """`left sign right`; a side is a name or a whole number."""

    left: str | int
    sign: str  # a key of SIGNS
    right: str | int


@dataclass(frozen=True, slots=True)
class Negated:
    inside: "Condition"


@dataclass(frozen=True, slots=True)
class Both:
    """All of at least two conditions, joined by `and`."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of at least two conditions, joined by `or`."""

    parts: tuple["Condition", ...]


Condition = Flag | Compared | Negated | Both | Either


@dataclass(frozen=True, slots=True)
class Effect:
    """`name +2` and `name -2` (`adds`), `name = 5`, `name` (yes), `not name` (no)."""

    name: str
    value: StateValue
    adds: bool = False

    @property
    def written(self) -> str:
        """As an author writes it, and as the journal keeps it."""
        if isinstance(self.value, bool):
            return self.name if self.value else f"not {self.name}"
        return f"{self.name} {self.value:+d}" if self.adds else f"{self.name} = {self.value}"


_WRITTEN = re.compile(r"(not )?(\S+)(?: ([+=-]) ?(-?\d{1,10}))?")


def effect_of(written: str) -> Effect | None:
    """The effect that was `written`; None for anything else."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    negated, name, sign, digits = match.groups()
    if digits is None:
        return Effect(name, not negated)
    number = -int(digits) if sign == "-" else int(digits)
    return Effect(name, bounded(number), sign != "=")


def bounded(number: int) -> int:
    """A number of the state, within ±LARGEST."""
    return max(-LARGEST, min(number, LARGEST))


def holds(condition: Condition | None, values: Mapping[str, StateValue]) -> bool:
    """Whether a condition is true of these values; none always is."""
    match condition:
        case None:
            return True
        case Flag(name):
            return bool(values.get(name, False))
        case Compared(left, sign, right):
            return SIGNS[sign](_number(left, values), _number(right, values))
        case Negated(inside):
            return not holds(inside, values)
        case Both(parts):
            return all(holds(part, values) for part in parts)
        case Either(parts):
            return any(holds(part, values) for part in parts)


def _number(side: str | int, values: Mapping[str, StateValue]) -> int:
    return int(values.get(side, 0)) if isinstance(side, str) else side


def after(state: State, effects: tuple[Effect, ...]) -> State:
    """The state after these effects, in order. Names that it does not have join it at the end."""
    if not effects:
        return state
    values = dict(state)
    for effect in effects:
        value = effect.value
        values[effect.name] = bounded(int(values.get(effect.name, 0)) + int(value)) if effect.adds else value
    return tuple(values.items())


def names_in(condition: Condition | None) -> frozenset[str]:
    """The names that a condition reads."""
    match condition:
        case None:
            return frozenset()
        case Flag(name):
            return frozenset((name,))
        case Compared(left, _, right):
            return frozenset(side for side in (left, right) if isinstance(side, str))
        case Negated(inside):
            return names_in(inside)
        case Both(parts) | Either(parts):
            return frozenset().union(*(names_in(part) for part in parts))


def written(condition: Condition) -> str:
    """A condition as an author would write it, for messages and for telling two apart."""
    match condition:
        case Flag(name):
            return name
        case Compared(left, sign, right):
            return f"{left} {sign} {right}"
        case Negated(inside):
            return f"not {_bracketed(inside)}"
        case Both(parts):
            return " and ".join(map(_bracketed, parts))
        case Either(parts):
            return " or ".join(map(_bracketed, parts))


def _bracketed(condition: Condition) -> str:
    text = written(condition)
    return f"({text})" if isinstance(condition, Both | Either) else text
