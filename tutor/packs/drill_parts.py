"""A drill put together from its scenes, whichever form it was written in: what is checked of the scenes together."""

import re
from dataclasses import dataclass, field

from tutor.model.conditions import Condition, Effect, State
from tutor.model.drills import MOST_CHOICES, Drill, DrillChoice, Ending, FailRule, LabHandover, Scene
from tutor.model.ids import is_id, normalised
from tutor.model.text import Blocks, Runs
from tutor.packs.conditions import At, names_in, read_condition, read_state
from tutor.packs.frontmatter import Front, id_hint
from tutor.packs.items import common, full_names, runs_of
from tutor.packs.scene_headings import SceneHead
from tutor.packs.source import Source, is_target, nearest

LONGEST_CHOICE = 2_000  # characters

_LAB = re.compile(r"lab/(\S+)\s+then\s+(\S+)\s+else\s+(\S+)")


@dataclass(frozen=True, slots=True)
class Named:
    """A scene that is named somewhere, to be looked for when all scenes are known."""

    scene: str
    line: int
    column: int


@dataclass(slots=True)
class ChoiceDraft:
    """A choice as it was read. `target` None: it has none that can be used."""

    text: str
    runs: Runs
    sound: bool
    line: int
    column: int
    target: str | LabHandover | None = None
    condition: Condition | None = None
    effects: tuple[Effect, ...] = ()
    outcome: Blocks = ()
    why: Blocks = ()


@dataclass(slots=True)
class SceneDraft:
    head: SceneHead
    title: Runs
    blocks: Blocks = ()
    choices: list[ChoiceDraft] = field(default_factory=list)
    slipped: bool = False  # lines of it were meant to be choices, and that is told already


class Assembly:
    """Gathers the scenes of one drill; `state` says which names conditions and effects may use."""

    def __init__(self, source: Source, front: Front) -> None:
        self.source = source
        self.front = front
        self.state: State = read_state(source, front.maps.get("state", ()))
        self.known = names_in(source, front.keys.get("state"), self.state)
        # Effects on different names can change places, and the other form cannot say how they were mixed.
        self._rank = {name: rank for rank, (name, _) in enumerate(self.state)}
        self.scenes: list[SceneDraft] = []
        self._named: list[Named] = []

    def target(self, text: str, at: At) -> str | LabHandover | None:
        """Where a choice leads, as written; None with the reason reported."""
        if text.startswith("lab/"):
            match = _LAB.fullmatch(text)
            if match is None or not is_target(match.group(1)):
                at.report("E614", 0, "write lab/ID then SCENE else SCENE")
                return None
            lab = self.source.link(match.group(1), "lab", at.line, at.column)
            for group in (2, 3):
                self.name_scene(match.group(group), at.line, at.column + match.start(group))
            return LabHandover(lab, match.group(2), match.group(3))
        if not text:
            at.report("E614", 0, "write - [ ] text -> scene")
            return None
        self.name_scene(text, at.line, at.column)
        return text

    def name_scene(self, scene: str, line: int, column: int) -> None:
        """Notes that a scene is named."""
        self._named.append(Named(scene, line, column))

    def drill(self, id: str) -> Drill | None:
        """The drill, or None if anything of it has an error."""
        source, front = self.source, self.front
        if not self.scenes:
            source.report("E606", front.line, 1, "## What happens first {#id}")
        self._check_scenes()
        fail = self._fail_rules()
        show = tuple(name.text for name in front.lists.get("show", ()))
        for name in front.lists.get("show", ()):
            if name.text not in self.known:
                hint = nearest(name.text, self.known) or "add it to `state:`"
                source.report("E621", name.line, name.column, hint, name=repr(name.text))
        drill = Drill(
            **common(source, front, id),  # type: ignore[arg-type]
            teaches=full_names(source, front, "teaches"),
            why=runs_of(source, front, "why"),
            goal=runs_of(source, front, "goal"),
            state=self.state,
            show=show,
            fail=fail,
            coach=front.text("coach") == "true",
            scenes=tuple(map(self._scene, self.scenes)),
        )
        return None if source.errors or source.is_full else drill

    def _check_scenes(self) -> None:
        seen: dict[tuple[str, str], int] = {}
        for scene in self.scenes:
            head = scene.head
            if head.id:
                first = seen.setdefault((head.id, head.variant), head.line)
                if first != head.line:
                    hint = "write variant=b if it is another variant of the same scene"
                    self.source.report("E607", head.line, head.column, hint, id=head.id, first=first)
            if head.late:
                self.name_scene(head.late, head.line, head.column)
            self._check_choices(scene)
        ids = {scene.head.id for scene in self.scenes}
        for named in self._named:
            if self.source.is_full:
                break
            if named.scene not in ids:
                self.source.report("E615", named.line, named.column, nearest(named.scene, ids), name=named.scene)

    def _check_choices(self, scene: SceneDraft) -> None:
        head, choices = scene.head, scene.choices
        if head.ending and choices:
            self.source.report("E612", choices[0].line, choices[0].column, f"delete .{head.ending}, or the choices")
        if not head.ending and not choices and not scene.slipped:
            self.source.report("E613", head.line, head.column, "add choices, or mark it .pass or .fail")
        if head.ending and head.seconds:
            self.source.report("E604", head.line, head.column, one=f".{head.ending}", other="time")
        if len(choices) > MOST_CHOICES:
            extra = choices[MOST_CHOICES]
            self.source.report("E609", extra.line, extra.column, most=MOST_CHOICES)
        texts: dict[str, int] = {}
        for choice in choices:
            if not choice.text:
                self.source.report("E610", choice.line, choice.column)
            elif len(choice.text) > LONGEST_CHOICE:
                self.source.report("E130", choice.line, choice.column, most=LONGEST_CHOICE)
            else:
                first = texts.setdefault(normalised(choice.text), choice.line)
                if first != choice.line:
                    self.source.report("E108", choice.line, choice.column, first=first)

    def _fail_rules(self) -> tuple[FailRule, ...]:
        scenes = {scene.head.id: scene.head for scene in self.scenes}
        rules: list[FailRule] = []
        for name, text in self.front.maps.get("fail", ()):
            ending = ending_id(name.text)
            if not is_id(ending):
                self.source.report("E019", name.line, name.column, id_hint(name.text), id=name.text)
            elif any(rule.ending == ending for rule in rules):
                self.source.report("E603", name.line, name.column, what=name.text)
            elif ending in scenes and scenes[ending].ending is not Ending.FAIL:
                head = scenes[ending]
                self.source.report("E616", head.line, head.column, f"write {{#{ending} .fail}}", name=name.text)
            condition = read_condition(text.text, At(self.source, text.line, text.column), self.known)
            if condition is not None:
                rules.append(FailRule(name.text, ending, condition, self.source.place(name.line, name.column)))
        return tuple(rules)

    def _scene(self, draft: SceneDraft) -> Scene:
        head = draft.head
        return Scene(
            id=head.id,
            title=draft.title,
            blocks=draft.blocks,
            ending=head.ending,
            checkpoint=head.checkpoint,
            seconds=head.seconds,
            late=head.late,
            variant=head.variant,
            choices=tuple(map(self._choice, draft.choices)),
            place=self.source.place(head.line),
        )

    def _choice(self, draft: ChoiceDraft) -> DrillChoice:
        return DrillChoice(
            source=draft.text,
            runs=draft.runs,
            target=draft.target or "",
            sound=draft.sound,
            condition=draft.condition,
            effects=tuple(sorted(draft.effects, key=lambda effect: self._rank[effect.name])),
            outcome=draft.outcome,
            why=draft.why,
            place=self.source.place(draft.line, draft.column),
        )


def ending_id(name: str) -> str:
    """The id of the ending that a fail rule names: `out of time` is `out-of-time`."""
    return re.sub(r"[\s_]+", "-", name.strip().lower())
