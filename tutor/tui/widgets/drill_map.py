"""A map of a drill: only what was visited is drawn, so that there is something left to find."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content

from tutor.model.drills import Ending
from tutor.services.drilling import MapScene
from tutor.tui.text import plain

HERE = ("● ", "$accent")  # this play went through it
ELSEWHERE = ("○ ", "$quiet")
ENDS = {Ending.PASS: ("✓ ", "bold $right"), Ending.FAIL: ("✗ ", "bold $wrong")}
AGAIN = ("↑ ", "$quiet")  # drawn above
DEEPEST = 8  # forks behind one another that are still indented: the words need the room


class MapLine(NamedTuple):
    """One line: the branches before its first line and before the others, and what it says."""

    first: str
    rest: str
    text: Content


def map_lines(scenes: Sequence[MapScene]) -> Iterator[MapLine]:
    """The map as a tree from the beginning. A scene with one way on is followed below it, a fork by its branches."""
    known = {scene.scene: scene for scene in scenes}
    drawn: set[str] = set()
    for root in known:  # more than one only where the drill was changed since
        if root in drawn:
            continue
        waiting = [(root, "", "", 0)]
        while waiting:
            name, first, rest, depth = waiting.pop()
            scene = known[name]
            if name in drawn:
                yield MapLine(first, rest + "  ", Content.assemble(AGAIN, plain(scene.title, "$quiet")))
                continue
            drawn.add(name)
            yield MapLine(first, rest + "  ", _scene(scene))
            ways = [way for way in scene.ways if way in known]
            if len(ways) == 1:
                waiting.append((ways[0], rest, rest, depth))
            else:
                waiting += reversed([_branch(way, rest, depth, way == ways[-1]) for way in ways])


def _branch(way: str, rest: str, depth: int, last: bool) -> tuple[str, str, str, int]:
    if depth >= DEEPEST:
        return way, rest, rest, depth
    return way, rest + ("└ " if last else "├ "), rest + ("  " if last else "│ "), depth + 1


def _scene(scene: MapScene) -> Content:
    sign = ENDS.get(scene.ending) or (HERE if scene.on_path else ELSEWHERE)
    title = plain(scene.title, "bold" if scene.on_path else "")
    more = f"  +{scene.untried} untried" if scene.untried else ""
    return Content.assemble(sign, title, (more, "$quiet"))
