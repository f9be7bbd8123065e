"""Writing missing ids into the bytes of a file: nothing is changed but what goes in."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from tutor.model.ids import is_id
from tutor.packs.ids_missing import Gap, Missing, Unclear, missing_in
from tutor.packs.raw_lines import RawLines
from tutor.packs.reading import read_file
from tutor.packs.slugs import first_free, full_slug, slug_of

_ROOM = 58  # characters of a file's id, so that a number fits behind it
_MENTIONED = re.compile(rb"\{[^{}\r\n]*#([a-z0-9][a-z0-9-]{0,63})")


@dataclass(frozen=True, slots=True)
class NewId:
    """An id that was given: to what, and the line where it stands now, counted from 1."""

    id: str
    gap: Gap
    line: int


@dataclass(frozen=True, slots=True)
class Written:
    """A file with its new ids. `data` is what it was where nothing could be written."""

    data: bytes
    new: tuple[NewId, ...] = ()
    unclear: tuple[Unclear, ...] = ()


def ids_in(data: bytes) -> set[str]:
    """Whatever stands as `{#id}` anywhere in a file, also where it cannot be read: no new id is made of these."""
    return {found.decode() for found in _MENTIONED.findall(data)}


def chosen(missing: Missing, taken: set[str], kept: Mapping[int, str] | None = None) -> list[str]:
    """An id for each gap, in order. `taken` are the ids of the whole pack; those chosen are added to it.

    `kept` says for the gap at some place which id it must get: the one that it had before.
    """
    scenes = set(missing.scenes)
    found = []
    for place, gap in enumerate(missing.gaps):
        used = scenes if gap.what == "scene" else taken
        reserved = missing.endings if gap.what == "scene" else frozenset()
        id = (kept or {}).get(place) or _derived(gap, missing.name, used, reserved)
        used.add(id)
        found.append(id)
    return found


def _derived(gap: Gap, home: str, used: set[str], reserved: Collection[str]) -> str:
    """An id from the words of a gap; where they have no letter that an id may have, from the name of the file."""
    slug, whole = slug_of(gap.words), full_slug(gap.words)
    wished = next((each for each in (slug, whole) if each in gap.wished and each not in used), "")
    if wished:
        return wished
    base = whole if gap.what == "item" else slug
    if base:
        return first_free(base, used.union(reserved))
    base = "scene" if gap.what == "scene" else full_slug(home)[:_ROOM] or gap.what
    return next(id for number in count(1) if (id := f"{base}-{number}") not in used)


def draft_ids(data: bytes, missing: Missing, ids: Sequence[str]) -> Written:
    """`data` with an id in each gap, not looked at any further."""
    if not missing.gaps:
        return Written(data, (), tuple(missing.unclear))
    text, new = _inserted(data.decode("utf-8"), missing.gaps, ids)
    return Written(text.encode("utf-8"), tuple(new), tuple(missing.unclear))


def write_ids(path: str, data: bytes, missing: Missing, ids: Sequence[str]) -> Written:
    """`data` with an id in each gap of the file at `path`.

    The outcome is read again: where it is not the same file with these ids, nothing is written and all are unclear.
    """
    draft = draft_ids(data, missing, ids)
    if not draft.new or _is_sound(path, data, draft.data, missing, draft.new):
        return draft
    reason = "the id cannot be written here without changing more; write it by hand"
    unclear = [*missing.unclear, *(Unclear(gap.line, reason) for gap in missing.gaps)]
    return Written(data, (), tuple(sorted(unclear, key=lambda one: one.line)))


def _inserted(text: str, gaps: Sequence[Gap], ids: Sequence[str]) -> tuple[str, list[NewId]]:
    lines = RawLines(text)
    pairs = sorted(zip(gaps, ids, strict=True), key=lambda pair: (pair[0].line, pair[0].column))
    new: list[NewId] = []
    more = 0  # lines that went in above
    for gap, id in pairs:
        new.append(NewId(id, gap, gap.line + more))
        more += (gap.before + gap.after).count("\n")
    for gap, id in reversed(pairs):  # so that what stands before keeps its place
        lines.insert(gap.line, gap.column, f"{gap.before}{id}{gap.after}")
    return lines.text, new


def _is_sound(path: str, before: bytes, after: bytes, missing: Missing, new: Iterable[NewId]) -> bool:
    """Whether the file with its new ids is read as the same file with just these ids more."""
    given = {one.id for one in new if one.gap.what == "question"}
    scenes = {one.id for one in new if one.gap.what == "scene"}
    again = missing_in(path, after)
    if again.gaps or len(again.unclear) != len(missing.unclear) or again.scenes != missing.scenes | scenes:
        return False
    was, now = _questions(path, before), _questions(path, after)
    items = [one.id for one in new if one.gap.what == "item"]
    return now - was == given and was <= now and (not items or again.name == items[0])


def _questions(path: str, data: bytes) -> set[str]:
    """The ids of questions as authors write them: those that numbered clozes share, not `trees.1`."""
    ids = read_file("pack", path, data).facts.ids
    return {id for id, kind, *_ in ids if kind in ("question", "cloze") and is_id(id)}
