"""Drills: scenarios of scenes and choices, with visible consequences, that may be failed safely."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from tutor.model.bases import ItemBase
from tutor.model.conditions import Condition, Effect, State, written
from tutor.model.ids import normalised, text_hash
from tutor.model.layout import plain_lines
from tutor.model.problems import Place
from tutor.model.questions import NOWHERE
from tutor.model.text import Blocks, Runs, plain

MOST_CHOICES = 9  # of one scene; each needs a key of its own
_WORDS_A_MINUTE = 130  # a scene is weighed, not only read


class Ending(StrEnum):
    """Whether a scene ends the drill, and how."""

    NONE = ""
    PASS = "pass"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class LabHandover:
    """`lab/ID then SOLVED else UNSOLVED`: the play goes on in a lab, and comes back to one of two scenes."""

    lab: str  # full name
    solved: str
    unsolved: str  # also where the lab cannot run

    def __str__(self) -> str:
        return f"lab/{self.lab} then {self.solved} else {self.unsolved}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillChoice:
    """One choice. `outcome` shows at once, `why` in the debrief; its source text names it in the journal."""

    source: str
    runs: Runs
    target: str | LabHandover  # a scene's id
    sound: bool = False
    condition: Condition | None = None
    effects: tuple[Effect, ...] = ()
    outcome: Blocks = ()
    why: Blocks = ()
    place: Place = NOWHERE

    @property
    def hash(self) -> str:
        return text_hash(self.source)

    @property
    def targets(self) -> tuple[str, ...]:
        """The scenes it may lead to."""
        if isinstance(self.target, LabHandover):
            return (self.target.solved, self.target.unsolved)
        return (self.target,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A situation. `seconds` 0: not timed, else the play goes to `late` when they run out.

    Scenes with the same id are variants of one: each play draws one of them.
    """

    id: str
    title: Runs
    blocks: Blocks = ()
    ending: Ending = Ending.NONE
    checkpoint: bool = False
    seconds: int = 0
    late: str = ""
    variant: str = ""
    choices: tuple[DrillChoice, ...] = ()
    place: Place = NOWHERE

    @property
    def words(self) -> int:
        """How many words are to be read before choosing."""
        return _words(self.blocks)


@dataclass(frozen=True, slots=True)
class FailRule:
    """An ending as soon as `condition` holds after a choice, told by the scene `ending` where there is one."""

    name: str  # as written
    ending: str  # the name as an id
    condition: Condition
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill(ItemBase):
    """A play begins at the first scene, with `state`; `fail` rules are tested after each choice, in order."""

    why: Runs = ()
    goal: Runs = ()
    state: State = ()
    show: tuple[str, ...] = ()
    fail: tuple[FailRule, ...] = ()
    coach: bool = False  # the why shows at once
    scenes: tuple[Scene, ...] = ()

    @property
    def start(self) -> str:
        """The id of the first scene; "" where there is none."""
        return self.scenes[0].id if self.scenes else ""

    @property
    def endings(self) -> tuple[tuple[str, Ending], ...]:
        """Every ending by id: the scenes that end it, then the fail rules that no scene tells."""
        found = {scene.id: scene.ending for scene in self.scenes if scene.ending}
        for rule in self.fail:
            found.setdefault(rule.ending, Ending.FAIL)
        return tuple(found.items())

    def variants(self, scene: str) -> tuple[Scene, ...]:
        """The scenes with this id, as written: one, unless it has variants; none where it is not there."""
        return tuple(one for one in self.scenes if one.id == scene)

    def scene(self, scene: str, variant: str = "") -> Scene | None:
        """A scene by its id; another variant where that one is not there (any more), None where none is."""
        found = self.variants(scene)
        return next((one for one in found if one.variant == variant), found[0] if found else None)

    def ending_title(self, ending: str) -> str:
        """What an ending is called, in plain text."""
        scene = self.scene(ending)
        if scene is not None:
            return plain(scene.title)
        return next((rule.name for rule in self.fail if rule.ending == ending), ending)

    @property
    def shape(self) -> str:
        """A hash of all that decides how a play goes on; wording beyond the choices' own text does not count."""
        parts = [f"{name}={value}" for name, value in self.state]
        parts += [f"fail {rule.ending}: {written(rule.condition)}" for rule in self.fail]
        for scene in self.scenes:
            parts.append(f"# {scene.id} {scene.variant} {scene.ending} {scene.checkpoint} {scene.seconds} {scene.late}")
            for choice in scene.choices:
                when = written(choice.condition) if choice.condition else ""
                does = ", ".join(effect.written for effect in choice.effects)
                parts.append(f"{normalised(choice.source)} -> {choice.target} if {when} do {does}")
        return "1:" + sha256("\0".join(parts).encode()).hexdigest()[:16]

    @property
    def minutes(self) -> int:
        """About how long one play takes: the words of the shortest way to an ending, half as much again for detours."""
        return max(1, round(_words_on_the_way(self) * 1.5 / _WORDS_A_MINUTE))


def _words(blocks: Blocks) -> int:
    return sum(line.count(" ") + 1 for line in plain_lines(blocks, 10_000) if line)


def _words_of(scene: Scene) -> int:
    """All that is read at a scene: itself, every choice, and one outcome, taken as their mean."""
    outcomes = sum(_words(choice.outcome) for choice in scene.choices)
    read = sum(choice.source.count(" ") + 1 for choice in scene.choices)
    return scene.words + read + round(outcomes / max(1, len(scene.choices)))


def _words_on_the_way(drill: Drill) -> int:
    by_id: dict[str, Scene] = {}
    for scene in drill.scenes:
        by_id.setdefault(scene.id, scene)
    if not by_id:
        return 0
    came_from: dict[str, str] = {drill.start: ""}
    waiting = deque([drill.start])
    while waiting:
        here = waiting.popleft()
        if by_id[here].ending is Ending.PASS:
            return sum(_words_of(by_id[each]) for each in _back(here, came_from))
        for target in (target for choice in by_id[here].choices for target in choice.targets):
            if target in by_id and target not in came_from:
                came_from[target] = here
                waiting.append(target)
    return sum(map(_words_of, by_id.values()))


def _back(scene: str, came_from: dict[str, str]) -> Iterator[str]:
    while scene:
        yield scene
        scene = came_from[scene]
