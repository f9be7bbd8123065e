"""What is wrong with a drill, found by looking at everything that can happen in it rather than by trying it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tutor.learning.drill_graph import Graph
from tutor.learning.drill_search import MOST_STATES, Search, endings_in, reaching, search
from tutor.learning.drill_style import MOST_OPTIONS, MOST_WORDS, grading
from tutor.model.conditions import names_in, written
from tutor.model.drills import Drill, Ending, Scene
from tutor.model.problems import Place


class Fault(StrEnum):
    """What can be found. Unknown scenes and names are found when a drill is read: it has none."""

    STUCK = "stuck"  # a situation without a choice that can be taken
    NO_PASS = "no passing ending"
    NO_SOUND_PATH = "no sound path"  # no passing ending by sound choices alone
    NO_EXIT = "loop without exit"
    OVERFLOW = "overflow"
    UNREACHABLE = "unreachable scene"
    NEVER = "never taken"
    ALWAYS = "always taken"
    NO_SUCH_END = "ending that never happens"
    UNREAD = "set but never read"
    SAME = "choices do the same"
    NO_OUTCOME = "no outcome"
    NO_WHY = "no why"
    GRADING = "outcome grades"
    TOO_MANY = "too many options"
    TOO_LONG = "scene too long"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault and where it is. `subject` is what it is about, `detail` more of it, "" for nothing more."""

    fault: Fault
    place: Place
    subject: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """`states` situations were looked into; where that is not `complete`, `plays` were added at random."""

    findings: tuple[Finding, ...]
    states: int
    complete: bool
    plays: int = 0


def prove(drill: Drill, most: int = MOST_STATES) -> Proof:
    """Look at every situation of a drill, up to `most` of them.

    In an incomplete search whatever says that something never happens, or always, is what was seen so far; that no
    passing ending can be reached, or that a loop has no exit, is then not said at all.
    """
    graph = Graph(drill)
    found = search(graph, most)
    findings = [
        *_dead_ends(found),
        *_never(found),
        *_conditions(found),
        *_unread(drill),
        *_choices(drill),
        *_scenes(found),
    ]
    if not found.complete:
        subject, detail = f"{found.expanded:,}", f"{found.plays:,}"
        findings.append(Finding(Fault.INCOMPLETE, drill.place, subject, detail))
    findings.sort(key=lambda finding: finding.place)
    return Proof(tuple(findings), found.expanded, found.complete, found.plays)


def _dead_ends(found: Search) -> Iterator[Finding]:
    drill = found.graph.drill
    for position, values in found.stuck.items():
        scene = drill.scenes[position]
        yield Finding(Fault.STUCK, scene.place, scene.id, found.situation(values))
    for choice in found.graph.overflowing:
        yield Finding(Fault.OVERFLOW, choice.place, choice.source)
    if not found.complete:
        return
    first = drill.scenes[0].place if drill.scenes else drill.place
    passes = endings_in(found, Ending.PASS)
    if not passes:
        yield Finding(Fault.NO_PASS, first)
    elif reaching(found, passes, found.sound).isdisjoint(range(found.starts)):
        yield Finding(Fault.NO_SOUND_PATH, first)
    ends = endings_in(found, Ending.PASS, Ending.FAIL) | found.stuck_nodes
    yield from _traps(found, set(range(len(found.nodes))) - reaching(found, ends, found.edges))


def _traps(found: Search, trapped: set[int]) -> Iterator[Finding]:
    """Situations from which the play never ends, told once for the same scenes."""
    waiting = sorted(trapped, key=lambda number: found.nodes[number][0])
    told: set[int] = set()
    named: set[frozenset[str]] = set()
    for first in waiting:
        if first in told:
            continue
        group, more = {first}, [first]
        while more:
            for number in found.edges[more.pop()]:
                if number not in group:
                    group.add(number)
                    more.append(number)
        ids = dict.fromkeys(found.graph.spots[found.nodes[number][0]].id for number in sorted(group))
        if told.isdisjoint(group) and frozenset(ids) not in named:
            position, values = found.nodes[first]
            scene = found.graph.drill.scenes[position]
            yield Finding(Fault.NO_EXIT, scene.place, ", ".join(ids), found.situation(values))
            named.add(frozenset(ids))
        told |= group


def _never(found: Search) -> Iterator[Finding]:
    """Scenes and endings that no play comes to."""
    drill = found.graph.drill
    for position, spot in enumerate(found.graph.spots):
        if position in found.visits:
            continue
        if spot.scene < 0:
            place = next(rule.place for rule in drill.fail if rule.ending == spot.id)
            yield Finding(Fault.NO_SUCH_END, place, spot.id)
        else:
            fault = Fault.NO_SUCH_END if spot.ending else Fault.UNREACHABLE
            yield Finding(fault, drill.scenes[position].place, _named(drill.scenes[position]))


def _conditions(found: Search) -> Iterator[Finding]:
    """Choices with a condition that is true in no situation of their scene, or in each."""
    for position, visits in found.visits.items():
        for index, way in enumerate(found.graph.spots[position].ways):
            if way.choice.condition is None:
                continue
            taken = found.allowed.get((position, index), 0)
            if taken in (0, visits):
                fault = Fault.ALWAYS if taken else Fault.NEVER
                yield Finding(fault, way.choice.place, way.choice.source, written(way.choice.condition))


def _unread(drill: Drill) -> Iterator[Finding]:
    """Names of the state that nothing depends on and nobody sees."""
    choices = [choice for scene in drill.scenes for choice in scene.choices]
    conditions = [*(choice.condition for choice in choices), *(rule.condition for rule in drill.fail)]
    read = frozenset(drill.show).union(*map(names_in, conditions))
    for name, _ in drill.state:
        if name not in read:
            setters = (choice.place for choice in choices if any(effect.name == name for effect in choice.effects))
            yield Finding(Fault.UNREAD, next(setters, drill.place), name)


def _choices(drill: Drill) -> Iterator[Finding]:
    for scene in drill.scenes:
        does = {(choice.target, choice.effects) for choice in scene.choices}
        if len(scene.choices) > 1 and len(does) == 1:
            yield Finding(Fault.SAME, scene.place, scene.id)
        for choice in scene.choices:
            if not choice.sound and not choice.outcome:
                yield Finding(Fault.NO_OUTCOME, choice.place, choice.source)
            if not choice.sound and not choice.why:
                yield Finding(Fault.NO_WHY, choice.place, choice.source)
            if word := grading(choice.outcome):
                yield Finding(Fault.GRADING, choice.place, word)


def _scenes(found: Search) -> Iterator[Finding]:
    for position, scene in enumerate(found.graph.drill.scenes):
        shown = found.most_shown.get(position, 0)
        if shown > MOST_OPTIONS:
            yield Finding(Fault.TOO_MANY, scene.place, scene.id, str(shown))
        if scene.words > MOST_WORDS:
            yield Finding(Fault.TOO_LONG, scene.place, scene.id, str(scene.words))


def _named(scene: Scene) -> str:
    return f"{scene.id} (variant {scene.variant})" if scene.variant else scene.id
