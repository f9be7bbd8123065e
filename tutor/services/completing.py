"""What an editor offers while a pack is written: keys, values, ids and scenes at a place, and where a name leads.

Works on the text as it stands, whole or not: by the line at hand and what is above it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.model.ids import local_of, pack_of
from tutor.model.problems import Place
from tutor.packs.fields import CLAIM_FIELDS, PACK_FIELDS, Field, Fields, Shape
from tutor.packs.pack import PACK_FILE
from tutor.packs.reading import CLAIMS, KINDS
from tutor.services.editing import EditedPack, Named

_ITEMS = ("lesson", "quiz", "aid", "path", "drill", "lab")
# What may be named in a field; in all others that hold ids, any item.
_MAY_NAME = {
    "teaches": ("lesson", "aid"),
    "after": ("lesson",),
    "backs": (*_ITEMS, "question"),
    "renamed": (*_ITEMS, "question"),
}
_FENCE = "---"
_KEY = re.compile(r"(\s*(?:- )?)([\w-]*)$")
_FIELD_LINE = re.compile(r"\s*(?:- )?([\w-]+):(.*)")
_LINK = re.compile(r"\[\[([^\[\]]*)$")
_CONFUSES = re.compile(r"\{[^}]*\bconfuses=([\w-]*)$")
_CHOICE = re.compile(r"\s*- \[[ xX]\] .* -> ([^{}]*)$")
_SCENE_FIELD = re.compile(r"(?:.*\blate=|\s*to: )([\w-]*)$")
_SCENE = re.compile(r"## .*\{[^}]*#([a-z0-9][a-z0-9-]*)[^}]*\}\s*|\s*- (?:\{)?id: ([a-z0-9-]+).*")
_WORD = re.compile(r"[A-Za-z0-9][\w./-]*")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to write: `label` is what is shown and what the text is compared with, `text` what is put in."""

    label: str
    text: str
    detail: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file of a pack as it is edited: `line` and `column` count from 0, in characters."""

    pack: EditedPack
    path: str
    lines: Sequence[str]
    line: int
    column: int

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.text[: self.column]

    @property
    def text(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def is_yaml(self) -> bool:
        return self.path.endswith(".yaml")

    @property
    def in_front(self) -> bool:
        """Whether facts are written here, not prose."""
        if self.is_yaml:
            return True
        fences = [number for number, line in enumerate(self.lines) if line.rstrip() == _FENCE][:2]
        return bool(fences) and fences[0] < self.line and (len(fences) < 2 or self.line < fences[1])

    @property
    def table(self) -> Fields:
        """The fields that may stand in this file."""
        if self.path == PACK_FILE:
            return PACK_FIELDS
        if self.folder == CLAIMS:
            return CLAIM_FIELDS
        return KINDS[self.folder][1] if self.folder in KINDS else {}


def offers(spot: Spot) -> list[Offer]:
    """What may be written at a place, the likeliest first."""
    return list(_in_front(spot) if spot.in_front and not _LINK.search(spot.before) else _in_body(spot))


def _in_front(spot: Spot) -> Iterator[Offer]:
    written = _FIELD_LINE.fullmatch(spot.before)
    key = _KEY.fullmatch(spot.before)
    if written:
        yield from _values(spot, written.group(1))
    elif key and key.group(1) in (("- ", "  ") if spot.folder == CLAIMS else ("",)):
        yield from _keys(spot)
    else:
        yield from _values(spot, _field_above(spot))


def _keys(spot: Spot) -> Iterator[Offer]:
    used = {match.group(1) for line in _record(spot) if (match := _FIELD_LINE.fullmatch(line))}
    here = _FIELD_LINE.fullmatch(spot.text)
    used.discard(here.group(1) if here else "")
    fields = [field for field in spot.table.values() if field.name not in used]
    for field in sorted(fields, key=lambda field: not field.required):
        detail = f"{field.shape.value}{', needed' if field.required else ''}"
        yield Offer(field.name, f"{field.name}: ", detail, field.about)


def _record(spot: Spot) -> Sequence[str]:
    """The lines whose keys stand beside the one at the place: the front matter, or one claim."""
    if spot.folder == CLAIMS:
        begins = [number for number, line in enumerate(spot.lines) if line.startswith("- ")] or [0]
        start = max((number for number in begins if number <= spot.line), default=0)
        end = min((number for number in begins if number > spot.line), default=len(spot.lines))
        return spot.lines[start:end]
    if spot.is_yaml:
        return spot.lines
    fences = [number for number, line in enumerate(spot.lines) if line.rstrip() == _FENCE][:2]
    return spot.lines[fences[0] : fences[1] if len(fences) > 1 else spot.line + 1]


def _field_above(spot: Spot) -> str:
    """The field whose value goes on at this place."""
    for line in reversed(spot.lines[: spot.line]):
        match = _FIELD_LINE.fullmatch(line)
        if match and (not line[:1].isspace() or spot.folder == CLAIMS):
            return match.group(1)
        if line.rstrip() == _FENCE or (line and not line[0].isspace() and not line.startswith("- ")):
            return ""
    return ""


def _values(spot: Spot, name: str) -> Iterator[Offer]:
    field: Field | None = spot.table.get(name)
    if field is None:
        return
    if field.shape is Shape.WORD:
        yield from (Offer(choice, choice, field.name, field.about) for choice in field.choices)
    elif field.shape in (Shape.IDS, Shape.ID_BY_ID):
        yield from _ids(spot, _MAY_NAME.get(name, _ITEMS))


def _ids(spot: Spot, kinds: Sequence[str]) -> Iterator[Offer]:
    for named in spot.pack.named():
        if named.kind in kinds:
            yield Offer(named.id, named.id, named.kind, str(named.place))


def _in_body(spot: Spot) -> Iterator[Offer]:
    if _LINK.search(spot.before):
        yield from _ids(spot, _ITEMS)
    elif _CONFUSES.search(spot.before):
        yield from _ids(spot, ("question",))
    elif spot.folder == "drills" and _CHOICE.fullmatch(spot.before):
        yield from (Offer(scene, scene, "scene") for scene in _scenes(spot.lines))
        for named in spot.pack.named():
            if named.kind == "lab":
                yield Offer(f"lab/{named.id}", f"lab/{named.id} then ", "lab")
    elif spot.folder == "drills" and _SCENE_FIELD.fullmatch(spot.before):
        yield from (Offer(scene, scene, "scene") for scene in _scenes(spot.lines))


def _scenes(lines: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The scenes of a drill: id to the line and column, from 0, where it is given."""
    found: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(lines):
        match = _SCENE.fullmatch(line)
        if match:
            group = 1 if match.group(1) else 2
            found.setdefault(match.group(group), (number, match.start(group)))
    return found


def definition(spot: Spot) -> Place | None:
    """Where the name at a place was given: an item, a question, a scene of this drill. None where it is no name."""
    word = word_at(spot)
    if spot.folder == "drills":
        scene = _scenes(spot.lines).get(word)
        if scene is not None:
            return Place(spot.path, scene[0] + 1, scene[1] + 1)
    if word.startswith("lab/"):
        word = word.removeprefix("lab/")
    named = {one.id: one for one in spot.pack.named()}
    found: Named | None = named.get(word) or named.get(local_of(word))
    if found is None or ("/" in word and pack_of(word) != spot.pack.id):
        return None
    return found.place


def word_at(spot: Spot) -> str:
    """The name that the place stands in or after, "" where there is none."""
    for match in _WORD.finditer(spot.text):
        if match.start() <= spot.column <= match.end():
            return match.group().rstrip(".")
    return ""


def meaning(spot: Spot) -> str:
    """What the key at a place is for; "" where there is no key."""
    if not spot.in_front:
        return ""
    written = _FIELD_LINE.fullmatch(spot.text)
    if written is None or not written.start(1) <= spot.column <= written.end(1):
        return ""
    field = spot.table.get(written.group(1))
    if field is None:
        return ""
    choices = f": {', '.join(field.choices)}" if field.choices else ""
    return f"`{field.name}` ({field.shape.value}{choices}{', needed' if field.required else ''})\n\n{field.about}."
