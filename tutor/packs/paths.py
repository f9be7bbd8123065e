"""Paths: stages under headings, each with the items to take, in order."""

import re

from tutor.model.ids import local_of
from tutor.model.items import Path, PathStep, Stage
from tutor.model.text import Run
from tutor.packs.frontmatter import Front
from tutor.packs.items import common, runs_of
from tutor.packs.markdown import Body, Span
from tutor.packs.source import Source, is_target

_STEP = re.compile(r"\[\[([^\[\]\n]+)\]\][ \t]*")


def read_path(source: Source, front: Front, first_line: int, id: str) -> Path | None:
    """A path, or None if it has errors."""
    body = Body(source, first_line)
    stages: list[Stage] = []
    for span in body.spans:
        if span.kind == "heading":
            stages.append(Stage(body.runs(body.content(span), span.line), ()))
        elif span.kind != "bullet_list":
            source.report("W501", span.line, 1, "put it into `why`, or after the [[id]] of a step")
        elif not stages:
            source.report("E502", span.line, 1, "write a heading above the first step")
            stages.append(Stage((), ()))
        if span.kind == "bullet_list":
            steps = tuple(step for item in body.inside(span) if (step := _step(body, item)))
            stages[-1] = Stage(stages[-1].title, stages[-1].steps + steps)
    if not any(stage.steps for stage in stages):
        source.report("E503", first_line)
    if persona := front.texts.get("persona"):
        source.links.append((persona.text, "persona", persona.line, persona.column))
    path = Path(
        **common(source, front, id),  # type: ignore[arg-type]
        why=runs_of(source, front, "why"),
        persona=front.text("persona"),
        stages=tuple(stages),
    )
    return None if source.errors else path


def _step(body: Body, item: Span) -> PathStep | None:
    source = body.source
    parts = body.inside(item)
    content = body.content(parts[0]) if parts else ""
    match = _STEP.match(content)
    column = source.column(item.line, content.partition("\n")[0]) if content else 1
    if match is None or not is_target(match.group(1)):
        source.report("E501", item.line, column)
        return None
    for part in parts[1:]:
        source.report("W501", part.line, 1, "put it after the [[id]] of the step, on its line")
    name = source.link(match.group(1), "step", item.line, column + 2)
    link = Run(local_of(name), link=f"tutor:{name}")
    return PathStep(link, body.runs(content[match.end() :], item.line))
