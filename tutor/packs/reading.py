"""One file of a pack, whatever its kind: bytes in; an item, its problems and its facts out. Touches no disk."""

from collections.abc import Callable
from dataclasses import dataclass

from tutor.model.ids import is_id
from tutor.model.items import Item
from tutor.model.problems import Problem
from tutor.packs.aids import read_aid
from tutor.packs.drills import read_drill
from tutor.packs.drills_yaml import read_yaml_drill, read_yaml_front
from tutor.packs.fields import AID_FIELDS, DRILL_FIELDS, LAB_FIELDS, LESSON_FIELDS, PATH_FIELDS, QUIZ_FIELDS, Fields
from tutor.packs.frontmatter import Front, id_hint, read_front
from tutor.packs.labs import read_lab
from tutor.packs.lessons import read_lesson
from tutor.packs.pack import PACK_FILE, named_in_pack_file
from tutor.packs.paths import read_path
from tutor.packs.quizzes import read_quiz
from tutor.packs.source import Source, decode

Reader = Callable[[Source, Front, int, str], Item | None]

KINDS: dict[str, tuple[str, Fields, Reader]] = {
    "lessons": ("lesson", LESSON_FIELDS, read_lesson),
    "quizzes": ("quiz", QUIZ_FIELDS, read_quiz),
    "aids": ("aid", AID_FIELDS, read_aid),
    "paths": ("path", PATH_FIELDS, read_path),
    "drills": ("drill", DRILL_FIELDS, read_drill),
    "labs": ("lab", LAB_FIELDS, read_lab),
}


def is_read(folder: str, name: str) -> bool:
    """Whether a file of that name belongs to a pack when it lies in that folder of it."""
    return name.endswith(".md") or (folder == "drills" and name.endswith(".yaml"))


@dataclass(frozen=True)
class Facts:
    """What the whole-pack check needs of a file: plain tuples, so that they go through JSON.

    `ids`: (id, kind, line, column), the item's own first; kind is "lesson", "quiz", "aid", "path", "drill", "lab",
    "question", or "cloze" for an id that numbered questions share.
    `links`: (full name, where, line, column); where is "teaches", "after", "link", "confuses", "step" or "lab". With
    the where "persona" it is a persona's name, and in pack.yaml, with "order" and "renamed", an id.
    """

    ids: tuple[tuple[str, str, int, int], ...]
    links: tuple[tuple[str, str, int, int], ...]
    path: str


@dataclass(frozen=True)
class ReadFile:
    """`item` is None where nothing is usable, or the folder is not one that holds items."""

    item: Item | None
    problems: tuple[Problem, ...]
    facts: Facts


def read_file(pack: str, path: str, data: bytes) -> ReadFile:
    """Reads the file at `path` (relative to the pack's folder, as lessons/undo.md) of the pack with the id `pack`."""
    source = Source(pack, path)
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    if path == PACK_FILE:
        return ReadFile(None, (), Facts((), named_in_pack_file(data), path))
    if folder not in KINDS:
        return _done(source, None)
    kind, table, read = KINDS[folder]
    if not decode(source, data):
        if is_id(stem):
            source.claim(stem, kind, 1, 1)
        return _done(source, None)
    if name.endswith(".yaml"):
        front, scenes = read_yaml_front(source, table)
        first_line = 1
    else:
        front, first_line = read_front(source, table)
        scenes = None
    own = front.texts.get("id")
    id = own.text if own else stem
    if is_id(id):
        source.claim(id, kind, own.line if own else 1, own.column if own else 1)
    elif "id" not in front.keys:
        hint = f"rename the file, {id_hint(stem)}.{ending}, or write id: in its front matter"
        source.report("E025", 1, 1, hint, name=name)
    if name.endswith(".yaml"):
        return _done(source, read_yaml_drill(source, front, scenes, id))
    return _done(source, read(source, front, first_line, id))


def _done(source: Source, item: Item | None) -> ReadFile:
    problems = tuple(sorted(source.problems, key=lambda problem: (problem.place.line, problem.place.column)))
    facts = Facts(tuple(source.ids), tuple(dict.fromkeys(source.links)), source.path)
    return ReadFile(item, problems, facts)
