"""Drills as YAML, for exchange with other tools: the front matter's keys, and the scenes as a list of maps.

Texts are Markdown, as in the other form; a `text`, `outcome` or `why` is read as a small file of its own.
"""

from collections.abc import Iterator
from dataclasses import replace

from tutor.model.conditions import Effect
from tutor.model.drills import Drill
from tutor.model.text import Blocks
from tutor.packs.conditions import At, read_condition, read_effect
from tutor.packs.drill_parts import Assembly, ChoiceDraft, SceneDraft
from tutor.packs.fields import Fields
from tutor.packs.frontmatter import Front, load
from tutor.packs.markdown import Body, inline_runs
from tutor.packs.scene_headings import SceneHead, check_timer, set_class, set_id, set_key
from tutor.packs.source import Source
from tutor.packs.tree import Listing, Mapping, Node, Text, quoted_line, read_tree

SCENE_KEYS = ("id", "title", "text", "pass", "fail", "checkpoint", "time", "late", "variant", "choices")
CHOICE_KEYS = ("text", "sound", "to", "if", "add", "set", "outcome", "why")


def read_yaml_front(source: Source, table: Fields) -> tuple[Front, Node | None]:
    """The fields of a drill in YAML, and its scenes as they stand."""
    root, whole = read_tree(source, source.text, 1)
    scenes: Node | None = None
    if isinstance(root, Mapping):
        scenes = next((value for key, value in root.entries if key.text == "scenes"), None)
        rest = [(key, value) for key, value in root.entries if key.text != "scenes"]
        root = Mapping(root.line, root.column, rest)
    return load(source, root, whole, table), scenes


def read_yaml_drill(source: Source, front: Front, scenes: Node | None, id: str) -> Drill | None:
    """A drill, or None if it has errors."""
    drill = Assembly(source, front)
    if isinstance(scenes, Listing):
        for scene in scenes.items:
            if source.is_full:
                break
            if isinstance(scene, Mapping):
                drill.scenes.append(_Scene(drill, scene, _entries(source, scene, SCENE_KEYS)).read())
            else:
                source.report("E015", scene.line, scene.column, "write - {id: …, title: …}", name="a scene")
    elif scenes is not None:
        source.report("E014", scenes.line, scenes.column, name="scenes")
    return drill.drill(id)


Entries = dict[str, tuple[Text, Node]]


def _entries(source: Source, node: Mapping, known: tuple[str, ...]) -> Entries:
    """The keys of a map that are known, each with its place and value; the others are reported."""
    found: Entries = {}
    for key, value in node.entries:
        if key.text in known:
            found[key.text] = (key, value)
        else:
            source.report_unknown(key.text, known, key.line, key.column)
    return found


class _Map:
    """One map of a drill: its keys, read in the shape that each should have."""

    def __init__(self, drill: Assembly, node: Mapping, entries: Entries) -> None:
        self.drill = drill
        self.source = drill.source
        self.node = node
        self.entries = entries

    def text(self, key: str) -> Text | None:
        """A text that is there, or None; another shape is reported."""
        if key not in self.entries:
            return None
        name, value = self.entries[key]
        if isinstance(value, Text):
            return value if value.text.strip() else None
        hint = quoted_line(self.source, value.line)
        self.source.report("E013", value.line, value.column, hint, what="a text", name=name.text)
        return None

    def yes(self, key: str) -> bool:
        """Whether a key is true; what is neither true nor false is reported."""
        text = self.text(key)
        if text is not None and text.text not in ("true", "false"):
            self.source.report("E018", text.line, text.column, name=key, word=text.text, words="true, false")
        return text is not None and text.text == "true"

    def blocks(self, key: str) -> Blocks:
        """A text as Markdown blocks. Problems in it are placed as if it began on its own line."""
        text = self.text(key)
        if text is None:
            return ()
        first = text.line if text.end_line <= text.line else text.line + 1  # a block of text begins below its key
        part = Source(self.source.pack, self.source.path, text.text)
        body = Body(part, 1)
        blocks = body.blocks(body.spans)
        for problem in part.problems:
            place = replace(problem.place, line=problem.place.line + first - 1)
            self.source.problems.append(replace(problem, place=place))
        self.source.errors += part.errors
        self.source.links += [(name, where, line + first - 1, column) for name, where, line, column in part.links]
        return blocks

    def line(self, key: str) -> str:
        """A text on one line."""
        text = self.text(key)
        return " ".join(text.text.split("\n")).strip() if text else ""


class _Scene(_Map):
    def read(self) -> SceneDraft:
        node, source = self.node, self.source
        head = SceneHead(node.line, node.column)
        id = self.text("id")
        if id is None:
            source.report("E601", node.line, node.column, "write id: …")
        else:
            set_id(source, head, id.text, id.line, id.column)
        for name in ("pass", "fail", "checkpoint"):
            if self.yes(name):
                key = self.entries[name][0]
                set_class(source, head, name, key.line, key.column)
        for name in ("time", "late", "variant"):
            if text := self.text(name):
                set_key(source, head, name, text.text, text.line, text.column)
        check_timer(source, head)
        title = self.line("title")
        if not title:
            source.report("E617", node.line, node.column)
        draft = SceneDraft(head, inline_runs(source, title, node.line), self.blocks("text"))
        if "choices" in self.entries:
            choices = self.entries["choices"][1]
            if isinstance(choices, Listing):
                draft.choices = [choice for item in choices.items if (choice := self.choice(item))]
            else:
                source.report("E014", choices.line, choices.column, name="choices")
        return draft

    def choice(self, node: Node) -> ChoiceDraft | None:
        if isinstance(node, Mapping):
            return _Choice(self.drill, node, _entries(self.source, node, CHOICE_KEYS)).read()
        self.source.report("E015", node.line, node.column, "write - {text: …, to: …}", name="a choice")
        return None


class _Choice(_Map):
    def read(self) -> ChoiceDraft:
        text = self.line("text")
        place = self.text("text") or self.node
        runs = inline_runs(self.source, text, place.line)
        draft = ChoiceDraft(text, runs, self.yes("sound"), place.line, place.column)
        to = self.text("to")
        if to is None:
            self.source.report("E614", self.node.line, self.node.column, "write to: SCENE")
        else:
            draft.target = self.drill.target(to.text.strip(), At(self.source, to.line, to.column))
        if when := self.text("if"):
            draft.condition = read_condition(when.text, At(self.source, when.line, when.column), self.drill.known)
        draft.effects = tuple(self.effects())
        draft.outcome, draft.why = self.blocks("outcome"), self.blocks("why")
        return draft

    def effects(self) -> Iterator[Effect]:
        """What `add` and `set` do, in the order they stand in."""
        for key, (_, value) in self.entries.items():
            if key not in ("add", "set"):
                continue
            if not isinstance(value, Mapping):
                self.source.report("E015", value.line, value.column, f"write {key}: {{name: value}}", name=key)
                continue
            for name, amount in value.entries:
                at = At(self.source, name.line, name.column)
                if not isinstance(amount, Text):
                    at.report("E013", 0, what="a value", name=name.text)
                elif effect := read_effect(_as_effect(key, name.text, amount.text), at, self.drill.known):
                    yield effect


def _as_effect(key: str, name: str, value: str) -> str:
    """An entry of `add` or `set` as the other form writes it."""
    if key == "set":
        return f"{name} = {value}"
    return f"{name} {value}" if value.startswith(("-", "+")) else f"{name} +{value}"
