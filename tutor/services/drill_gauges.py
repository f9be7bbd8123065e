"""How far a part of a drill's state may go: between where it begins and where a fail rule ends the play."""

from collections.abc import Iterator

from tutor.model.conditions import Compared, Condition, Either
from tutor.model.drills import Drill

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def limits(drill: Drill) -> dict[str, tuple[int, int]]:
    """By name, (lowest, highest): of what the learner sees, and where reaching a number is by itself the end.

    A number that ends the play only together with something else is no limit: to show it would tell what else. Nor has
    a number a highest that ends the play when it falls, and that a choice may raise: it would come to 3 of 2.
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
            elif sign in ("<", "<=") and begins > number and not _may_rise(drill, name, begins):
                found[name] = (number, begins)
    return found


def _may_rise(drill: Drill, name: str, begins: int) -> bool:
    """Whether a choice adds to a number, or sets it above what it begins as."""
    effects = (effect for scene in drill.scenes for choice in scene.choices for effect in choice.effects)
    return any(effect.name == name and effect.value > (0 if effect.adds else begins) for effect in effects)


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
