"""Where something of a pack is written, and how a person's editor is told to open it at that line."""

import os
import re
import shlex
from dataclasses import dataclass

from tutor.errors import NotFound, TutorError
from tutor.model.drills import Drill
from tutor.model.ids import pack_of
from tutor.model.items import Item, Lesson, Page
from tutor.services.opening import Tutor

_EDITED = ("here", "team", "own")  # labels of packs whose folder is somebody's work, not a copy of it
_LINE_FIRST = frozenset(
    ("vi", "vim", "nvim", "view", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "pico", "mg", "ne")
)
_GO_TO = frozenset(("code", "code-insiders", "codium", "cursor"))
_COLON = frozenset(("hx", "helix", "subl", "sublime_text", "zed"))
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MOST = 8 * 1024 * 1024  # bytes of a file that are looked through for a page's line


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a file. `path` is absolute, `line` counts from 1."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def may_edit(tutor: Tutor, pack: str) -> bool:
    """Whether the pack lies in a folder that people write in: an installed pack is never edited in place."""
    return any(row.id == pack and row.label in _EDITED for row in tutor.catalog.packs())


def spot_of(tutor: Tutor, name: str, part: int | str = "") -> Spot:
    """Where an item or a question (a full name) is written. Raises NotFound where no pack has it.

    `part` of a lesson is a page, counted from 1; of a drill a scene's id.
    """
    folder = folder_of(tutor, pack_of(name))
    if tutor.catalog.question_row(name) is not None:
        place = tutor.catalog.question(name).place
        return Spot(os.path.join(folder, place.path), place.line)
    item = tutor.catalog.item(name)
    path = os.path.join(folder, item.place.path)
    return Spot(path, _line_of(item, part, path))


def folder_of(tutor: Tutor, pack: str) -> str:
    """The folder of a pack. Raises NotFound."""
    found = next((row.folder for row in tutor.catalog.packs() if row.id == pack), "")
    if not found:
        raise NotFound(f"there is no pack {pack!r}")
    return found


def _line_of(item: Item, part: int | str, path: str) -> int:
    if isinstance(item, Drill) and isinstance(part, str):
        scene = item.scene(part)
        return scene.place.line if scene else item.place.line
    if isinstance(item, Lesson) and isinstance(part, int):
        return _page_line(item, part, path)
    return item.place.line


def _page_line(lesson: Lesson, page: int, path: str) -> int:
    """The line on which a page of a lesson begins: behind the question or the `---` before it."""
    try:
        with open(path, "rb") as file:
            lines = file.read(_MOST).decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    except OSError:
        return lesson.place.line
    breaks, body = _breaks(lines)
    begins, seen = body, 0
    for place, screen in enumerate(lesson.screens):
        if not isinstance(screen, Page):
            begins = next((line + 1 for line in breaks if line > screen.place.line), len(lines))
            continue
        seen += 1
        if seen == page:
            return next((line for line in range(begins, len(lines) + 1) if lines[line - 1].strip()), begins)
        if place + 1 < len(lesson.screens) and isinstance(lesson.screens[place + 1], Page):
            begins = next((line + 1 for line in breaks if line >= begins), len(lines))
    return lesson.place.line


def _breaks(lines: list[str]) -> tuple[list[int], int]:
    """The lines of `---` below the front matter and outside fences, and the line below the front matter."""
    body = 1
    if lines[0].rstrip() == "---":
        body = next((number + 1 for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), 1)
    fence = ""
    found = []
    for number, line in enumerate(lines[body - 1 :], body):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
        elif not fence and line.rstrip() == "---":
            found.append(number)
    return found, body


def editor_command(spot: Spot) -> list[str]:
    """The command that opens a person's editor ($VISUAL, else $EDITOR) at a line, in the form that it understands.

    An editor that is not known gets the file alone. Raises TutorError where none is named.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(editor)
    except ValueError as error:
        raise TutorError(f"this names no editor: {editor}", hint="Set VISUAL or EDITOR, for example to vim") from error
    if not words:
        raise TutorError(
            "which editor do you want?", where=str(spot), hint="Set VISUAL or EDITOR, for example: export EDITOR=vim"
        )
    program = os.path.basename(words[0])
    if program in _LINE_FIRST:
        return [*words, f"+{spot.line}", spot.path]
    if program in _GO_TO:
        return [*words, "-g", str(spot)]
    return [*words, str(spot) if program in _COLON else spot.path]
