"""How far a part of a drill's state may go: between where it begins and where a fail rule ends the play."""

from collections.abc import Iterator

from tutor.model.conditions import Compared, Condition, Either
from tutor.model.drills import Drill

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def limits(drill: Drill) -> dict[str, tuple[int, int]]:
    """By name, (lowest, highest): of what the learner sees, and where reaching a number is by itself the end.

    A number that ends the play only together with something else is no limit: to show it would tell what else.
    """
    start = dict(drill.state)
    found: dict[str, tuple[int, int]] = {}
    for rule in drill.fail:
        for name, sign, number in _alone(rule.condition):
            begins = start.get(name)
            if name not in drill.show or name in found or type(begins) is not int:
                continue
            if sign in (">", ">=") and begins < number:
                found[name] = (min(0, begins), number)
            elif sign in ("<", "<=") and begins > number:
                found[name] = (number, begins)
    return found


def _alone(condition: Condition) -> Iterator[tuple[str, str, int]]:
    """The comparisons with a number each of which makes the condition true by itself: (name, sign, number)."""
    match condition:
        case Compared(str(name), sign, int(number)) if sign in _TURNED:
            yield name, sign, number
        case Compared(int(number), sign, str(name)) if sign in _TURNED:
            yield name, _TURNED[sign], number
        case Either(parts):
            for part in parts:
                yield from _alone(part)
