"""Drills as Markdown: a scene under each heading, its choices as a list, what happens and why indented below them."""

import re

from tutor.model.drills import Drill
from tutor.model.text import Block, Paragraph, Runs
from tutor.packs.answers import Line, check_slips, is_answer_list, lines_of, masked, unquoted
from tutor.packs.cloze import check_elsewhere
from tutor.packs.conditions import At, read_braces
from tutor.packs.drill_parts import Assembly, ChoiceDraft, SceneDraft
from tutor.packs.frontmatter import Front
from tutor.packs.lessons import is_rule_without_blank
from tutor.packs.markdown import Body, Span
from tutor.packs.questions import check_hash
from tutor.packs.scene_headings import split_scene_heading
from tutor.packs.source import Source

_ARROW = re.compile(r"(?:^|\s)->(?:\s+|$)")
_END = re.compile(r"([^{}]*?)\s*(?:\{([^{}]*)\})?")


def read_drill(source: Source, front: Front, first_line: int, id: str) -> Drill | None:
    """A drill, or None if it has errors."""
    return _Reader(source, front, first_line).read(id)


class _Reader:
    def __init__(self, source: Source, front: Front, first_line: int) -> None:
        self.source = source
        self.body = Body(source, first_line)
        self.drill = Assembly(source, front)

    def read(self, id: str) -> Drill | None:
        scene: SceneDraft | None = None
        parts: list[Span] = []
        for span in self.body.spans:
            if self.source.is_full:
                break
            if span.kind == "heading" and not is_rule_without_blank(self.body, span):
                self.end(scene, parts)
                scene, parts = self.begin(span), []
            elif span.kind == "heading":
                continue
            elif scene is None:
                if span.kind != "hr" and not check_hash(self.body, span):
                    self.source.report("W601", span.line, 1, "put it below the heading of a scene, or into `why`")
            elif span.kind != "hr":
                parts.append(span)
        self.end(scene, parts)
        return self.drill.drill(id)

    def begin(self, span: Span) -> SceneDraft:
        text, head = split_scene_heading(self.source, self.body.content(span), span.line)
        if not text:
            self.source.report("E617", span.line)
        return SceneDraft(head, self.body.runs(text, span.line))

    def end(self, scene: SceneDraft | None, parts: list[Span]) -> None:
        """Closes a scene: what precedes its choices is its text, and nothing follows them."""
        if scene is None:
            return
        text: list[Span] = []
        for span in parts:
            check_hash(self.body, span)
            check_elsewhere(self.body, span)
            if check_slips(self.body, span):
                scene.slipped = True
            elif is_answer_list(self.body, span, " x"):
                scene.choices += [self.choice(line) for line in lines_of(self.body, [span])]
            elif not scene.choices:
                text.append(span)
            else:
                is_why = span.kind == "blockquote"
                hint = 'indent it under its choice: "  > why"' if is_why else "indent it, or move it up"
                self.source.report("E611", span.line, 1, hint)
        scene.blocks = self.body.blocks(text)
        self.drill.scenes.append(scene)

    def choice(self, line: Line) -> ChoiceDraft:
        """A choice: one line, then what happens, then why."""
        if not line.sign.startswith("["):
            self.source.report("E608", line.line, line.column)
            return ChoiceDraft(line.text, (), False, line.line, line.column)
        head, _, rest = line.text.partition("\n")
        draft = self.first_line(head.strip(), line)
        if rest:
            self.check_indent(line, rest)
        outcome: list[Block] = [Paragraph(self.runs(rest, line.line + 1))] if rest else []
        why: list[Block] = []
        after = line.parts[1:] if line.parts and line.parts[0].kind == "paragraph" else line.parts
        for part in after:
            if part.kind == "blockquote" and not self.body.callout(part):
                why += unquoted(self.body.blocks([part]))
            else:
                outcome += self.body.blocks([part])
        draft.outcome, draft.why = tuple(outcome), tuple(why)
        return draft

    def runs(self, text: str, line: int) -> Runs:
        return self.body.runs("\n".join(each.strip() for each in text.split("\n")), line)

    def check_indent(self, line: Line, rest: str) -> None:
        """Reports text at the margin that Markdown draws into the choice above it."""
        for number in range(line.line + 1, line.line + rest.count("\n") + 2):
            if not self.source.line(number)[:1].isspace():
                self.source.report("E611", number, 1, "indent it under its choice, or put a blank line above it")
                return

    def first_line(self, text: str, line: Line) -> ChoiceDraft:
        """`text -> target {…}`; the last arrow outside code counts."""
        at = At(self.source, line.line, self.source.column(line.line, text))
        arrows = list(_ARROW.finditer(masked(text)))
        sound = line.sign == "[x]"
        if not arrows:
            at.report("E608")
            return ChoiceDraft(text, (), sound, line.line, line.column)
        arrow = arrows[-1]
        words = text[: arrow.start()].rstrip()
        draft = ChoiceDraft(words, self.body.runs(words, line.line), sound, line.line, line.column)
        end = _END.fullmatch(text, arrow.end())
        if end is None:
            at.report("E618", arrow.end())
            return draft
        draft.target = self.drill.target(end.group(1), at.moved(end.start(1)))
        if end.group(2) is not None:
            braces = at.moved(end.start(2))
            draft.condition, draft.effects = read_braces(end.group(2), braces, self.drill.known)
        return draft
