"""What a scene says of itself: the last `{…}` of its heading, as `## The cause {#cause .checkpoint variant=b}`."""

import re
from dataclasses import dataclass

from tutor.model.drills import Ending
from tutor.model.ids import is_id
from tutor.packs.attributes import words_in, written_id_hint
from tutor.packs.frontmatter import id_hint
from tutor.packs.source import Source, nearest

CLASSES = ("pass", "fail", "checkpoint")
KEYS = ("time", "late", "variant")
LONGEST_TIME = 3600  # seconds

_BRACES = re.compile(r"(^|\s)\{([^{}]*)\}$")
_SECONDS = re.compile(r"\d{1,4}")


@dataclass(slots=True)
class SceneHead:
    """What a scene says of itself. `line` and `column` say where; an id that is missing or malformed is ""."""

    line: int
    column: int
    id: str = ""
    ending: Ending = Ending.NONE
    checkpoint: bool = False
    seconds: int = 0
    late: str = ""
    variant: str = ""


def split_scene_heading(source: Source, content: str, line: int) -> tuple[str, SceneHead]:
    """A heading without its attributes, and those. Reports what is wrong with them."""
    match = _BRACES.search(content)
    if match is None:
        head = SceneHead(line, 1)
        hint = "write {#id} after a blank, at the end" if "{" in content else "tutor ids writes one"
        source.report("E601", line, 1, hint)
        return content, head
    line += content.count("\n", 0, match.start(2))
    column = source.line(line).rfind("{") + 1 or 1
    return content[: match.start()].rstrip(), _read(source, match.group(2), line, column)


def _read(source: Source, inside: str, line: int, column: int) -> SceneHead:
    head = SceneHead(line, column)
    seen: set[str] = set()
    for text, start in words_in(inside, CLASSES):
        at = column + 1 + start
        key, equals, value = text.partition("=")
        sort = "#" if text.startswith("#") else key
        if sort in seen:
            source.report("E603", line, at, what=text)
            continue
        seen.add(sort)
        if sort == "#":
            set_id(source, head, text[1:], line, at)
        elif text[0] == "." and text[1:] in CLASSES:
            set_class(source, head, text[1:], line, at)
        elif equals and key in KEYS:
            set_key(source, head, key, value, line, at + len(key) + 1)
        else:
            source.report("E602", line, at, _hint(text), what=text)
    if not seen & {"#"}:
        source.report("E601", line, column, "write {#id …}")
    check_timer(source, head)
    return head


def set_id(source: Source, head: SceneHead, id: str, line: int, column: int) -> None:
    """Gives the scene its id."""
    if is_id(id):
        head.id = id
    else:
        source.report("E019", line, column, written_id_hint(id), id=id)


def set_class(source: Source, head: SceneHead, name: str, line: int, column: int) -> None:
    """`pass`, `fail` or `checkpoint`."""
    if name == "checkpoint":
        head.checkpoint = True
    elif head.ending:
        source.report("E604", line, column, "a scene ends the drill one way", one=f".{head.ending}", other=f".{name}")
    else:
        head.ending = Ending(name)


def set_key(source: Source, head: SceneHead, key: str, value: str, line: int, column: int) -> None:
    """`time`, `late` or `variant` with its value."""
    if key == "time":
        if _SECONDS.fullmatch(value) and 0 < int(value) <= LONGEST_TIME:
            head.seconds = int(value)
        else:
            source.report("E016", line, column, name="time", low=1, high=LONGEST_TIME)
    elif not is_id(value):
        source.report("E019", line, column, id_hint(value), id=value)
    elif key == "late":
        head.late = value
    else:
        head.variant = value


def check_timer(source: Source, head: SceneHead) -> None:
    """A timer needs a scene to go to, and that scene a timer."""
    if head.seconds and not head.late:
        source.report("E605", head.line, head.column, "write late=SCENE beside it", one="time", other="late")
    if head.late and not head.seconds:
        source.report("E605", head.line, head.column, "write time=SECONDS beside it", one="late", other="time")


def _hint(text: str) -> str:
    name = text.lstrip(".").partition("=")[0]
    if text in CLASSES:
        return f"write .{text}"
    if close := nearest(name, (*CLASSES, *KEYS)):
        return close
    return "a scene has #id, .pass, .fail, .checkpoint, time=20 late=SCENE, variant=b"
