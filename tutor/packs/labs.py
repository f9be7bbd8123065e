"""Labs: the commands and checks in the front matter, what to do as the body."""

import re

from tutor.model.checks import Check
from tutor.model.labs import Lab
from tutor.packs.checks import read_check
from tutor.packs.cloze import check_elsewhere
from tutor.packs.frontmatter import Front
from tutor.packs.items import common, full_names
from tutor.packs.markdown import Body, inline_runs
from tutor.packs.source import Source

_TOOL = re.compile(r"[A-Za-z0-9_][\w.+-]*")


def read_lab(source: Source, front: Front, first_line: int, id: str) -> Lab | None:
    """A lab, or None if it has errors."""
    body = Body(source, first_line)
    if not body.spans:
        source.report("E708", first_line, 1, "write below the front matter what to do, and when it is done")
    for span in body.spans:
        check_elsewhere(body, span)
    check_tools(source, front)
    lab = Lab(
        **common(source, front, id),  # type: ignore[arg-type]
        teaches=full_names(source, front, "teaches"),
        needs=front.many("needs"),
        setup=script(front, "setup"),
        checks=_checks(source, front),
        hints=tuple(inline_runs(source, hint.text, hint.line) for hint in front.lists.get("hints", ())),
        solution=script(front, "solution"),
        blocks=body.blocks(body.spans),
    )
    return None if source.errors else lab


def check_tools(source: Source, front: Front) -> None:
    """Reports what `needs` names that cannot be a program."""
    for tool in front.lists.get("needs", ()):
        if not _TOOL.fullmatch(tool.text):
            source.report("E709", tool.line, tool.column, "write the name of a program, such as git", tool=tool.text)


def script(front: Front, name: str) -> str:
    """A text as written, with its lines."""
    found = front.texts.get(name)
    return found.text if found else ""


def _checks(source: Source, front: Front) -> tuple[Check, ...]:
    records = front.records.get("checks", ())
    if not records and "checks" in front.keys and not source.errors:
        key = front.keys["checks"]
        source.report("E701", key.line, key.column, "write - {run: COMMAND, is: TEXT, else: HINT}")
    return tuple(check for record in records if (check := read_check(source, record)))
