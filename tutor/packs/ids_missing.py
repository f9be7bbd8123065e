"""Where a file lacks ids, and where in its text each belongs. Looks alone; packs/ids_writing.py writes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.model.ids import is_id
from tutor.model.text import plain
from tutor.packs import cloze
from tutor.packs.answers import is_answer_list
from tutor.packs.attributes import broken, nearly, split_heading
from tutor.packs.drill_parts import ending_id
from tutor.packs.drills_yaml import read_yaml_front
from tutor.packs.frontmatter import Front, read_front
from tutor.packs.lessons import is_rule_without_blank
from tutor.packs.markdown import Body, Span, inline_runs
from tutor.packs.reading import KINDS
from tutor.packs.source import Source, decode
from tutor.packs.tree import Listing, Mapping, Text

_BRACES = re.compile(r"(?:^|\s)\{([^{}]*)\}$")
_EMPTY = re.compile(r"(?:^|\s)#(?=\s|$)")  # `{#}`, `{# .order}`: the sign stands there, the id is missing
_MEANT = re.compile(r"\s*[#.]|.*=")  # in braces at the end of a heading: attributes were meant
_TARGETS = re.compile(r"->\s+([a-z0-9][a-z0-9-]*)")
_OPENING = re.compile(r"\s*#{1,6}\s*")


@dataclass(frozen=True, slots=True)
class Gap:
    """An id that is missing. `before` + id + `after` goes in at `line`, `column` of the text that was read.

    `words` are what it is to be derived from; `wished` are ids that other parts of the drill name already.
    """

    what: str  # "question", "scene" or "item"
    words: str
    line: int
    column: int
    before: str
    after: str
    wished: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A missing id that only the author can write, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Missing:
    """What one file lacks. `name` is its own id, `scenes` hold the ids of its scenes, `endings` those of fail rules."""

    name: str
    gaps: list[Gap] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    scenes: set[str] = field(default_factory=set)
    endings: set[str] = field(default_factory=set)


def missing_in(path: str, data: bytes) -> Missing:
    """What is missing in the file at `path` (relative to the pack's folder). A file that is no text lacks nothing."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    found = Missing(stem)
    source = Source("", path)
    if folder not in KINDS or not decode(source, data):
        return found
    if ending == "yaml":
        _Finder(source, found).yaml_drill()
        return found
    front, first_line = read_front(source, KINDS[folder][1])
    finder = _Finder(source, found)
    finder.item(front, stem, first_line)
    if folder in ("lessons", "quizzes", "drills") and first_line <= len(source.lines):
        body = Body(source, first_line)
        reason = "the fence is never closed, so that what stands behind it is no text"
        found.unclear += [Unclear(line, reason) for line in body.open_fences()]
        if folder == "lessons":
            finder.lesson(body)
        elif folder == "quizzes":
            finder.quiz(body)
        else:
            finder.drill(body, front)
    return found


class _Finder:
    def __init__(self, source: Source, found: Missing) -> None:
        self.source = source
        self.found = found

    def item(self, front: Front, stem: str, first_line: int) -> None:
        """The file's own id, where its name can be none."""
        own = front.texts.get("id")
        self.found.name = own.text if own else stem
        if not is_id(stem) and "id" not in front.keys and first_line > 1:
            opening = next(number for number, line in enumerate(self.source.lines, 1) if line.strip())
            self.found.gaps.append(Gap("item", stem, opening + 1, 1, "id: ", "\n"))

    def lesson(self, body: Body) -> None:
        """Headings with attributes, and plain ones that have answers or hidden parts."""
        for place, span in enumerate(body.spans):
            if span.kind != "heading":
                continue
            heading = _Heading(body, span)
            is_meant = heading.is_cloze or _has_answers(body, place)
            is_meant |= heading.attributes is None and broken(heading.text) is not None
            if heading.attributes or (is_meant and not is_rule_without_blank(body, span)):
                self.heading(heading)

    def quiz(self, body: Body) -> None:
        for span in body.spans:
            if span.kind == "heading":
                heading = _Heading(body, span)
                if heading.attributes or not is_rule_without_blank(body, span):
                    self.heading(heading)

    def heading(self, heading: "_Heading") -> None:
        """The heading of a question."""
        if heading.attributes and heading.attributes.id:
            return
        if not heading.words:
            self.unclear(heading, "the heading asks nothing")
        elif heading.attributes is None and (slip := broken(heading.text)):
            self.unclear(heading, slip[1])
        elif heading.attributes is None and (nearly(heading.text) or heading.is_meant):
            self.unclear(heading, "write {#id} after a blank, at the end of the heading")
        else:
            self.found.gaps.append(heading.gap("question"))

    def drill(self, body: Body, front: Front) -> None:
        wished = frozenset(_TARGETS.findall(self.source.text))
        self.found.endings = {ending_id(name.text) for name, _ in front.maps.get("fail", ())}
        for span in body.spans:
            if span.kind != "heading" or is_rule_without_blank(body, span):
                continue
            heading = _Heading(body, span)
            words = heading.braces.split() if heading.braces is not None else []
            ids = [word[1:] for word in words if word.startswith("#") and len(word) > 1]
            if ids:
                self.found.scenes.update(ids)
            elif any(word.startswith("variant=") for word in words):
                self.unclear(heading, "write the id of the scene that this is a variant of")
            elif not heading.text:
                self.unclear(heading, "the scene has no title")
            elif heading.braces is None and (slip := broken(heading.text)):
                self.unclear(heading, slip[1])
            elif heading.braces is None and heading.text.endswith("}"):
                self.unclear(heading, "write {#id} after a blank, at the end of the heading")
            else:
                endings = self.found.endings if ".fail" in words else set()
                self.found.gaps.append(
                    heading.gap("scene", wished | endings if endings else wished - self.found.endings)
                )

    def unclear(self, heading: "_Heading", reason: str) -> None:
        self.found.unclear.append(Unclear(heading.span.line, reason))

    def yaml_drill(self) -> None:
        front, scenes = read_yaml_front(self.source, KINDS["drills"][1])
        own = front.texts.get("id")
        self.found.name = own.text if own else self.found.name
        if not is_id(self.found.name) and "id" not in front.keys and front.keys:
            first = min(front.keys.values(), key=lambda key: (key.line, key.column))
            if self.source.line(first.line)[: first.column - 1].strip() == "":
                gap = _yaml_gap(self.source, "item", self.found.name, first, first.column - 1)
                self.found.gaps.append(gap)
        self.found.endings = {ending_id(name.text) for name, _ in front.maps.get("fail", ())}
        for scene in scenes.items if isinstance(scenes, Listing) else ():
            if isinstance(scene, Mapping):
                self.yaml_scene(scene)

    def yaml_scene(self, scene: Mapping) -> None:
        entries = {key.text: (key, value) for key, value in scene.entries}
        id = entries["id"][1] if "id" in entries else None
        if isinstance(id, Text) and id.text.strip():
            self.found.scenes.add(id.text)
            return
        title = entries["title"][1] if "title" in entries else None
        words = title.text if isinstance(title, Text) else ""
        if isinstance(id, Text):
            if id.plain:
                self.found.gaps.append(Gap("scene", words, id.line, id.column, " ", ""))
        elif id is None and "variant" not in entries and scene.entries:
            is_flow = self.source.line(scene.line)[scene.column - 1 : scene.column] == "{"
            first = scene.entries[0][0]
            self.found.gaps.append(_yaml_gap(self.source, "scene", words, first, -1 if is_flow else first.column - 1))
        elif id is None:
            self.found.unclear.append(Unclear(scene.line, "write id: and the id of this scene"))


def _yaml_gap(source: Source, what: str, words: str, first: Text, indent: int) -> Gap:
    """An id before the `first` key of a map; `indent` -1 in a map with brackets."""
    return Gap(what, words, first.line, first.column, "id: ", ", " if indent < 0 else "\n" + " " * indent)


class _Heading:
    """A heading as it stands in the file: its text, what its braces hold, and where an id would go in."""

    def __init__(self, body: Body, span: Span) -> None:
        source = body.source
        self.source = source
        self.span = span
        self.text = body.content(span)
        head, self.attributes = split_heading(source, self.text, span.line)
        self.is_cloze = cloze.has_parts(head)
        match = _BRACES.search(self.text)
        self.braces = match.group(1) if match else None
        self.brace = match.start(1) if match else -1
        self.is_meant = self.braces is not None and _MEANT.match(self.braces) is not None
        self.words = head

    def gap(self, what: str, wished: frozenset[str] = frozenset()) -> Gap:
        """The gap in this heading: inside its braces, else in new ones after its last word."""
        if what == "scene" and self.braces is not None:
            self.words = self.text[: self.brace - 1].rstrip()
        runs = inline_runs(self.source, cloze.without_parts(self.words), self.span.line)
        words = " ".join(plain(runs).split())
        inside = self.braces if self.attributes is not None or what == "scene" else None
        if inside is None:
            return Gap(what, words, *self._place(len(self.text)), " {#", "}", wished)
        if sign := _EMPTY.search(inside):
            return Gap(what, words, *self._place(self.brace + sign.end()), "", "", wished)
        after = " " if inside[:1].strip() else ""
        return Gap(what, words, *self._place(self.brace), "#", after, wished)

    def _place(self, offset: int) -> tuple[int, int]:
        """Line and column of the character at `offset` of the heading's text."""
        first = self.source.line(self.span.line)
        opening = _OPENING.match(first) if self._is_atx() else None
        line = self.span.line + self.text.count("\n", 0, offset)
        in_line = offset - (self.text.rfind("\n", 0, offset) + 1)
        if line > self.span.line:
            return line, in_line + 1
        return line, in_line + 1 + (opening.end() if opening else len(first) - len(first.lstrip()))

    def _is_atx(self) -> bool:
        return self.span.end_line - self.span.line == 1


def _has_answers(body: Body, place: int) -> bool:
    """Whether answer lines stand between the heading at `place` and what ends its question."""
    return any(is_answer_list(body, span, "x=~") for span in _below(body, place))


def _below(body: Body, place: int) -> Iterator[Span]:
    for span in body.spans[place + 1 :]:
        if span.kind in ("heading", "hr"):
            return
        yield span
