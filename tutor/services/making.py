"""Beginning a pack or an item of one: five questions first, then files that pass the check and teach the format.

Nothing is ever overwritten. The words of the author become text and nothing else: no answer ever stands in a command.
"""

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from tutor.errors import TutorError
from tutor.model.ids import is_id
from tutor.packs.folder import ReadPack, read_pack
from tutor.packs.frontmatter import id_hint
from tutor.packs.reading import CLAIMS, KINDS
from tutor.packs.slugs import first_free, full_slug
from tutor.packs.source import nearest
from tutor.services.templates import filled, one_line

MAKES = ("pack", "lesson", "quiz", "aid", "drill", "lab", "path")  # what the five questions come before
LONGEST, MOST_WORDS = 200, 40  # of one answer: a sentence
LONGEST_TITLE = 80
_FOLDERS = {kind: folder for folder, (kind, *_) in KINDS.items()}
_HIDING = re.compile(r"(?<!\w)==(?![=\s])|(?<![=\s\\])==(?!\w)")
_MOST_NAMED = 9  # ids of a pack in one line
_ROOM = 50  # characters of an id, so that the ids of its questions fit


@dataclass(frozen=True, slots=True)
class Question:
    """One of the five: the flag that answers it, the question, and an answer to learn from."""

    flag: str
    words: str
    example: str


QUESTIONS = (
    Question("for", "Who is it for?", "developers who use git daily and fear it weekly"),
    Question("why", "Why should they care?", "You committed to the wrong branch, five minutes before you leave."),
    Question(
        "differently",
        "What will they do differently? Say it to them, as an instruction.",  # it stands in all that they read
        "Look at `git reflog` before you try anything else",
    ),
    Question("when", "In which situation will they need it?", "My last commit is wrong, and nobody else has it yet"),
    Question("know", "How will you know?", "You undo a commit without asking anybody"),
)
TITLE = Question("title", "What is it called?", "Undo the last commit")


@dataclass(frozen=True, slots=True)
class NewFile:
    path: str  # below the pack's folder
    text: str


@dataclass(frozen=True, slots=True)
class Home:
    """The pack that an item goes into: its folder, what was read of it, and the ids that are given in it."""

    folder: str
    read: ReadPack
    taken: frozenset[str]

    def of_kind(self, *kinds: str) -> list[str]:
        """The ids of its items of these kinds, in the order of its files."""
        return [id for facts in self.read.files for id, kind, *_ in facts.ids[:1] if kind in kinds]


def clean_answer(question: Question, text: str, named: str = "") -> str:
    """An answer on one line. Raises TutorError where there is none, or it is more than a sentence.

    `named`: what the answer is called then; without it, its flag.
    """
    named = named or f"--{question.flag}"
    line = one_line(text)
    if question is TITLE:
        line = _HIDING.sub("", line).strip()  # a title is plain text, and hides nothing
    longest = LONGEST_TITLE if question is TITLE else LONGEST
    if not line:
        raise TutorError(f"{named} is empty", hint=f"{question.words} For example: {question.example}")
    if len(line) > longest or len(line.split()) > MOST_WORDS:
        raise TutorError(
            f"{named} is longer than a sentence: {len(line)} characters, {len(line.split())} words",
            hint=f"At most {longest} characters and {MOST_WORDS} words; the rest belongs into the file.",
        )
    return line


def chosen_id(given: str, title: str, taken: Sequence[str] | frozenset[str] = ()) -> str:
    """The id that was given, else one made of the title. Raises TutorError with a hint where it cannot be one."""
    if not given:
        slug = full_slug(title)[:_ROOM].strip("-")
        if not slug:
            raise TutorError(f"no id can be made of {title!r}", hint="Give one: small letters, digits and hyphens")
        return first_free(slug, taken)
    if not is_id(given):
        raise TutorError(f"{given!r} cannot be an id", hint=id_hint(given).capitalize())
    if len(given) > _ROOM:
        raise TutorError(f"the id {given} is too long to begin with", hint=f"At most {_ROOM} characters")
    if given in taken:
        raise TutorError(f"the id {given} is taken", hint=f"For example {first_free(given, taken)}")
    return given


def home_at(path: str, installed: str) -> Home:
    """The pack at `path` or around it. Raises TutorError where there is none, it cannot be opened, or it lies in the
    folder of `installed` packs."""
    folder = os.path.abspath(path)
    while not os.path.exists(os.path.join(folder, "pack.yaml")):
        parent = os.path.dirname(folder)
        if parent == folder:
            raise TutorError(
                "there is no pack here", where=path, hint="tutor new pack makes one; --in names its folder"
            )
        folder = parent
    if os.path.realpath(folder).startswith(os.path.realpath(installed) + os.sep):
        raise TutorError("an installed pack is never changed", where=folder, hint="Change it where it was made.")
    read = read_pack(folder)
    if read.pack is None:
        raise TutorError("this pack cannot be opened", where=folder, hint=f"tutor check {folder} says why")
    taken = {id for facts in read.files for id, *_ in facts.ids}
    taken |= {id for pair in read.pack.renamed for id in pair}
    return Home(os.path.relpath(folder), read, frozenset(taken))


def item_files(
    kind: str, id: str, home: Home, answers: Mapping[str, str], today: str, *, aid: str = "procedure", teaches: str = ""
) -> list[NewFile]:
    """The files of a new item. `aid` is the kind of a job aid, `teaches` what a quiz or lesson practises.

    An aid that nothing teaches brings a quiz along: what nobody practises is not there when it is needed. Raises
    TutorError where a quiz or a path has nothing to be about.
    """
    free = set(home.taken) | {id}
    values = {**answers, "today": today, **_question_ids(id, free)}
    if kind == "quiz":
        values["teaches"] = _taught(home, teaches)
    elif kind == "lesson":
        named = _taught(home, teaches) if teaches else ""
        values["teaches"] = f"\n# teaches: what it practises.\nteaches: [{named}]\n" if named else ""
    elif kind == "path":
        values["stages"] = _stages(home)
    name = f"aid-{aid}.md" if kind == "aid" else f"{kind}.md"
    files = [NewFile(f"{_FOLDERS[kind]}/{id}.md", filled(name, values))]
    if kind == "aid" and not _is_taught(home, id):
        quiz = first_free(f"{id}-quiz", free)
        files.append(NewFile(f"quizzes/{quiz}.md", filled("quiz.md", {**values, "teaches": id})))
    return files


def claim_file(id: str, home: Home, backs: str) -> tuple[str, NewFile]:
    """The id and the file of a new claim about items or questions of the pack: an example with its control.

    Without an `id` it is called as the first of what it backs. Raises TutorError where that is not there.
    """
    known = {id for facts in home.read.files for id, kind, *_ in facts.ids if kind != "path"}
    names = _named(backs)
    unknown = next((name for name in names if name not in known), "")
    if unknown or not names:
        what = f"{unknown} is no item or question of this pack" if unknown else "a claim backs an item: --backs ID"
        raise TutorError(what, where=home.folder, hint=nearest(unknown, known) or _known(sorted(known)[:_MOST_NAMED]))
    id = chosen_id(id, names[0], frozenset(claim[0] for facts in home.read.files for claim in facts.claims))
    return id, NewFile(f"{CLAIMS}/{id}.yaml", filled("claim.yaml", {"id": id, "backs": ", ".join(names)}))


def _named(text: str) -> list[str]:
    """The ids that a flag names, between commas or blanks."""
    return [name for name in re.split(r"[,\s]+", text) if name]


def pack_files(id: str, answers: Mapping[str, str], author: str, today: str, *, bare: bool = False) -> list[NewFile]:
    """The files of a new pack: a brief, what its repository needs, and unless `bare` one good example of each kind."""
    taken = {f"first-{kind}" for kind in MAKES}
    values = {**answers, "id": id, "author": one_line(author)[:LONGEST_TITLE] or "the author", "today": today}
    values["order"] = "# order: [first-this, then-that]" if bare else _ORDER
    values["examples"] = "" if bare else f"\n\n{_EXAMPLES}"
    made = [
        NewFile(name, filled(f"pack/{template}", values))
        for name, template in (
            ("pack.yaml", "pack.yaml"),
            ("README.md", "README.md"),
            (".gitignore", "gitignore"),
            (".github/workflows/check.yml", "check.yml"),
            ("claims/first.yaml", "claims.yaml"),
        )
        if not (bare and name.startswith("claims/"))
    ]
    if bare:
        return made
    more = {
        "lesson": {"teaches": "\n# teaches: what it practises.\nteaches: [first-aid]\n"},
        "quiz": {"teaches": "first-lesson, first-aid"},
        "path": {"stages": _staged([("lesson", "first-lesson"), ("aid", "first-aid"), ("drill", "first-drill")])},
    }
    for kind in MAKES[1:]:
        item = f"first-{kind}"
        title = one_line(f"{answers['title']}: {_TITLES[kind]}")
        these = {**values, **more.get(kind, {}), **_question_ids(item, taken), "title": title}
        made.append(NewFile(f"{_FOLDERS[kind]}/{item}.md", filled(_template_of(kind), these)))
    return made


_ORDER = "order: [first-lesson, first-aid, first-quiz, first-drill, first-lab]"
_EXAMPLES = (
    "The files whose names begin with `first` are examples, each with its form told at its top. When you need them no\n"
    "more: `rm */first* verified.lock`, and delete the line `order:` of `pack.yaml`."
)
_TITLES = {
    "lesson": "the idea",
    "quiz": "what to keep",
    "aid": "what to do",
    "drill": "when it counts",
    "lab": "with your own hands",
    "path": "where to begin",
}


def write_files(folder: str, files: Sequence[NewFile]) -> None:
    """Write new files below `folder`, all or none. Raises TutorError where one is there already."""
    written: list[str] = []
    try:
        for file in files:
            path = os.path.join(folder, *file.path.split("/"))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "x", encoding="utf-8", newline="\n") as stream:
                written.append(path)
                stream.write(file.text)
    except OSError as error:
        for path in written:
            with suppress(OSError):
                os.unlink(path)
        if isinstance(error, FileExistsError):
            raise TutorError("this is there already, and nothing is overwritten", where=str(error.filename)) from error
        raise TutorError(f"not written: {(error.strerror or '').lower()}", where=str(error.filename)) from error


def empty_folder(path: str) -> None:
    """Make the folder of a new pack. Raises TutorError where something is in the way."""
    try:
        os.makedirs(path, exist_ok=True)
        if os.listdir(path):
            raise TutorError("there is something in this folder, and nothing is overwritten", where=path)
    except OSError as error:
        raise TutorError(f"this folder cannot be made: {(error.strerror or '').lower()}", where=path) from error


def _template_of(kind: str) -> str:
    return "aid-procedure.md" if kind == "aid" else f"{kind}.md"


def _question_ids(id: str, taken: set[str]) -> dict[str, str]:
    """Ids for the two questions of a lesson or quiz, added to `taken`."""
    found = {}
    for key, end in (("ask", "what-first"), ("know-id", "it-worked")):
        found[key] = first_free(f"{id}-{end}", taken)
        taken.add(found[key])
    return found


def _taught(home: Home, teaches: str) -> str:
    """What a quiz practises: what was named, else the only lesson or aid there is."""
    known = home.of_kind("lesson", "aid")
    if teaches:
        names = _named(teaches)
        unknown = next((name for name in names if name not in known), "")
        if unknown:
            raise TutorError(f"{unknown} is no lesson or aid of this pack", where=home.folder, hint=_known(known))
        return ", ".join(names)
    if len(known) == 1:
        return known[0]
    raise TutorError("a quiz practises lessons or aids: --teaches ID says which", where=home.folder, hint=_known(known))


def _known(ids: Sequence[str]) -> str:
    return f"There are: {', '.join(ids)}" if ids else "There are none yet: tutor new lesson, or tutor new aid"


def _is_taught(home: Home, id: str) -> bool:
    pack = home.read.pack
    name = f"{pack.id}/{id}" if pack else id
    return any(link == name and where == "teaches" for facts in home.read.files for link, where, *_ in facts.links)


def _stages(home: Home) -> str:
    """The stages of a path through what there is. Raises TutorError where that is nothing."""
    steps = [(kind, id) for kind in ("lesson", "aid", "drill", "lab") for id in home.of_kind(kind)]
    if not steps:
        raise TutorError("a path leads through a pack, and this one is empty", where=home.folder, hint=_known([]))
    return _staged(steps)


def _staged(steps: Sequence[tuple[str, str]]) -> str:
    stages = (("Before you need it", ("lesson",)), ("While you do it", ("aid",)), ("To practise", ("drill", "lab")))
    reasons = {
        "lesson": "to know why",
        "aid": "to have it beside you",
        "drill": "where getting it wrong costs nothing",
        "lab": "with real tools",
    }
    found = []
    for title, kinds in stages:
        lines = [f"- [[{id}]] {reasons[kind]}" for kind, id in steps if kind in kinds]
        if lines:
            found.append("\n".join([f"## {title}", "", *lines]))
    return "\n\n".join(found)
