"""One file of a pack, whatever its kind: bytes in; an item, its problems and its facts out. Touches no disk."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from tutor.model.claims import Claim
from tutor.model.ids import is_id
from tutor.model.items import Item
from tutor.model.problems import Problem
from tutor.packs.aids import read_aid
from tutor.packs.claims import read_claims
from tutor.packs.drills import read_drill
from tutor.packs.drills_yaml import read_yaml_drill, read_yaml_front
from tutor.packs.fields import AID_FIELDS, DRILL_FIELDS, LAB_FIELDS, LESSON_FIELDS, PATH_FIELDS, QUIZ_FIELDS, Fields
from tutor.packs.frontmatter import Front, id_hint, read_front
from tutor.packs.labs import read_lab
from tutor.packs.lessons import read_lesson
from tutor.packs.pack import PACK_FILE, named_in_pack_file
from tutor.packs.paths import read_path
from tutor.packs.quizzes import read_quiz
from tutor.packs.source import Evidence, Source, check_hidden, decode

Reader = Callable[[Source, Front, int, str], Item | None]

KINDS: dict[str, tuple[str, Fields, Reader]] = {
    "lessons": ("lesson", LESSON_FIELDS, read_lesson),
    "quizzes": ("quiz", QUIZ_FIELDS, read_quiz),
    "aids": ("aid", AID_FIELDS, read_aid),
    "paths": ("path", PATH_FIELDS, read_path),
    "drills": ("drill", DRILL_FIELDS, read_drill),
    "labs": ("lab", LAB_FIELDS, read_lab),
}
CLAIMS = "claims"
FOLDERS = frozenset((*KINDS, CLAIMS))


def is_read(folder: str, name: str) -> bool:
    """Whether a file of that name belongs to a pack when it lies in that folder of it."""
    if folder == CLAIMS:
        return name.endswith(".yaml")
    return name.endswith(".md") or (folder == "drills" and name.endswith(".yaml"))


@dataclass(frozen=True)
class Facts:
    """What the whole-pack check needs of a file: plain tuples, so that they go through JSON.

    `ids`: (id, kind, line, column), the item's own first; kind is "lesson", "quiz", "aid", "path", "drill", "lab",
    "question", or "cloze" for an id that numbered questions share.
    `links`: (full name, where, line, column); where is "teaches", "after", "link", "confuses", "step", "lab" or
    "backs". With the where "persona" it is a persona's name, and in pack.yaml, with "order" and "renamed", an id.
    `claims`: (id, line, column, its hash, the full names that it backs, between blanks); "" twice where it has errors.
    `digest`: a hash of the text, which tells that it has changed.
    `printed`: (rows, line) of an aid read for its author: the least it takes on 80 columns, and where its body begins.
    """

    ids: tuple[tuple[str, str, int, int], ...]
    links: tuple[tuple[str, str, int, int], ...]
    path: str
    claims: tuple[tuple[str, int, int, str, str], ...] = ()
    digest: str = ""
    printed: tuple[tuple[int, int], ...] = ()


# Stands among the links of a file of whose front matter not all could be read: what it names is not known.
UNREAD = ("", "unread", 1, 1)


@dataclass(frozen=True)
class ReadFile:
    """`item` is None where nothing is usable, or the folder is not one that holds items; `claims` are those of it.

    `left_out`: of each question that has errors, how many screens or questions of the item stand before it, the line of
    its heading, and the one after its last.
    """

    item: Item | None
    problems: tuple[Problem, ...]
    facts: Facts
    claims: tuple[Claim, ...] = ()
    evidence: Evidence | None = None
    left_out: tuple[tuple[int, int, int], ...] = ()


def read_file(pack: str, path: str, data: bytes, *, for_author: bool = False) -> ReadFile:
    """Reads the file at `path` (relative to the pack's folder, as lessons/undo.md) of the pack with the id `pack`.

    `for_author`: to find what is wrong with it (see Source); a lesson or quiz read so is not fit to be shown.
    """
    source = Source(pack, path, for_author=for_author)
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    source.is_skimmed = for_author and folder in ("lessons", "quizzes")
    if path == PACK_FILE:
        return ReadFile(None, (), Facts((), named_in_pack_file(data), path))
    if folder == CLAIMS:
        return _done(source, None, read_claims(source) if decode(source, data) else ())
    if folder not in KINDS:
        return _done(source, None)
    kind, table, read = KINDS[folder]
    if not decode(source, data):
        if is_id(stem):
            source.claim(stem, kind, 1, 1)
        source.links.append(UNREAD)
        return _done(source, None)
    if for_author:
        check_hidden(source)
    if name.endswith(".yaml"):
        front, scenes = read_yaml_front(source, table)
        first_line = 1
    else:
        front, first_line = read_front(source, table)
        scenes = None
    if source.errors:
        source.links.append(UNREAD)
    before = len(source.problems)
    own = front.texts.get("id")
    id = own.text if own else stem
    if is_id(id):
        source.claim(id, kind, own.line if own else 1, own.column if own else 1)
    elif "id" not in front.keys and front.is_whole:
        hint = f"rename the file, {id_hint(stem)}.{ending}, or write id: in its front matter"
        source.report("E025", 1, 1, hint, name=name)
    item = read_yaml_drill(source, front, scenes, id) if ending == "yaml" else read(source, front, first_line, id)
    if not front.is_whole:
        _forget(source, front, before)
    return _done(source, item)


def _forget(source: Source, front: Front, before: int) -> None:
    """Takes back what was said after front matter that could not be read whole, where that may be the cause.

    `before`: how many problems there were then. What is wrong with a question has no other cause than itself.
    """
    source.evidence = None
    if not front.is_there or source.path.partition("/")[0] not in ("lessons", "quizzes"):
        del source.problems[before:]


def _done(source: Source, item: Item | None, claims: tuple[Claim, ...] = ()) -> ReadFile:
    problems = tuple(sorted(source.problems, key=lambda problem: (problem.place.line, problem.place.column)))
    digest = sha256(source.text.encode()).hexdigest()[:16]
    links = tuple(dict.fromkeys(source.links))
    facts = Facts(tuple(source.ids), links, source.path, tuple(source.claims), digest, tuple(source.printed))
    return ReadFile(item, problems, facts, claims, source.evidence, tuple(source.left_out))
