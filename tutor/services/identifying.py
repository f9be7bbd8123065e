"""Giving ids to what has none, and telling of ids that are gone: what `tutor ids` does.

The whole pack is read before anything is written, so that an id is new among all that the pack has, had and mentions.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutor.errors import NotFound, TutorError
from tutor.model.problems import Problem
from tutor.packs.codes import LACKING_IDS
from tutor.packs.folder import pack_files, read_bytes, read_pack
from tutor.packs.ids_changed import moved, sketches
from tutor.packs.ids_missing import Missing, missing_in
from tutor.packs.ids_writing import NewId, chosen, draft_ids, ids_in, write_ids
from tutor.packs.pack import PACK_FILE
from tutor.packs.reading import read_file
from tutor.packs.renames import with_renames
from tutor.places import Places
from tutor.services.earlier import Earlier, Present, earlier, moved_since, problems_now
from tutor.services.pack_folders import packs_at
from tutor.services.replacing import Edited, replace_file

_LOOKED_INTO = (*LACKING_IDS, "E026")  # and where they cannot be seen
_UNREAD = ("E003", "E004")


@dataclass(frozen=True, slots=True)
class FileIds:
    """One file: its bytes before and after, the ids that went in, and the lines where only the author can write one.

    `refused` says why it could not be written.
    """

    path: str  # relative to the pack's folder
    before: bytes
    after: bytes
    new: tuple[NewId, ...] = ()
    unclear: tuple[tuple[int, str], ...] = ()
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Identified:
    """What became of one pack: its files that lacked ids, and pack.yaml where renames went into it.

    `untold` says of ids that are gone, as `tutor check` does; `told` are the renames that pack.yaml tells of now.
    """

    folder: str
    files: tuple[FileIds, ...] = ()
    pack_file: FileIds | None = None
    told: tuple[tuple[str, str], ...] = ()
    untold: tuple[Problem, ...] = ()

    @property
    def all_files(self) -> tuple[FileIds, ...]:
        return self.files if self.pack_file is None else (*self.files, self.pack_file)

    @property
    def written(self) -> int:
        """How many ids went in."""
        return sum(len(file.new) for file in self.files)

    @property
    def left(self) -> int:
        """How much is left to the author: ids that nobody else can write, files that could not be written, renames."""
        renames = sum(problem.code == "W406" for problem in self.untold)
        return sum(len(file.unclear) + bool(file.refused) for file in self.all_files) + renames

    @property
    def changes(self) -> bool:
        """Whether any file is another one than before, or would be after a dry run."""
        return any(file.after != file.before for file in self.all_files)


def identify(
    paths: Sequence[str], where: Places, here: str, *, dry: bool = False, renames: bool = False
) -> list[Identified]:
    """Give ids to what lacks them in these packs or files, and write them unless it is a `dry` run.

    With `renames`, ids that are recognised under another name are told in pack.yaml. Raises NotFound where there is no
    pack, TutorError for an installed pack, and where a file cannot be read, since the new ids might be its own.
    """
    wanted: dict[str, set[str]] = {}
    for path in paths:
        for folder in packs_at(path):
            only = wanted.setdefault(folder, set())
            if os.path.isfile(path) and "" not in only:
                only.add(os.path.realpath(path))
            else:
                only.clear()
                only.add("")
    for folder in wanted:
        if _is_inside(folder, where.installed):
            raise TutorError("an installed pack is never changed", where=folder, hint="Change it where it was made.")
    return [_identified(folder, only, where, here, dry, renames) for folder, only in wanted.items()]


def _identified(folder: str, only: set[str], where: Places, here: str, dry: bool, renames: bool) -> Identified:
    read = read_pack(folder)
    if any(problem.code == "E402" for problem in read.problems):
        raise NotFound("there is no pack here", where=folder, hint="A pack's folder has a pack.yaml: tutor new pack")
    unread = next((problem for problem in read.problems if problem.code in _UNREAD), None)
    if unread is not None:
        place = os.path.join(folder, unread.place.path)
        raise TutorError(unread.message, where=place, hint="Its ids are not known, so no new ones are given.")
    present = Present(folder, read.pack, read.files, read.problems)
    before = earlier(present, where, here)
    files = _with_ids(present, only, before)
    if not dry:
        files = [_put(folder, file) for file in files]
    if before is None or not before.gone:
        return Identified(folder, tuple(files))
    now = _as_if(present, files)
    gone = moved_since(before, now)
    told = {one.old.id: one.new.id for one in gone if one.new}
    pack_file = _with_renames(folder, told, dry) if renames and told else None
    if pack_file is not None and not pack_file.refused:
        gone = [one for one in gone if one.new is None]
    else:
        told = {}
    return Identified(folder, tuple(files), pack_file, tuple(told.items()), tuple(problems_now(before, gone, now)))


def _with_ids(present: Present, only: set[str], before: Earlier | None) -> list[FileIds]:
    """The files that lack ids, with new ones."""
    lacking = sorted({problem.place.path for problem in present.problems if problem.code in _LOOKED_INTO})
    if not lacking:
        return []
    data = {path: held for path in pack_files(present.folder) if (held := present.data(path)) is not None}
    taken = present.ids.union(*map(ids_in, data.values()), *present.renamed, before.ids if before else ())
    found, seen = [], set()
    for path in lacking:
        real = os.path.realpath(os.path.join(present.folder, path))
        if path in data and real not in seen and ("" in only or real in only):
            seen.add(real)  # a file with two names in a pack is written once
            found.append(_file(path, data[path], taken, before))
    return found


def _file(path: str, data: bytes, taken: set[str], before: Earlier | None) -> FileIds:
    missing = missing_in(path, data)
    kept = _lost(path, data, missing, taken, before) if before and before.gone else {}
    written = write_ids(path, data, missing, chosen(missing, taken, kept))
    unclear = tuple((one.line, one.reason) for one in written.unclear)
    return FileIds(path, data, written.data, written.new, unclear)


def _lost(path: str, data: bytes, missing: Missing, taken: set[str], before: Earlier) -> dict[int, str]:
    """For gaps whose question had an id before that was lost, by their place: that id, so that history goes on."""
    draft = draft_ids(data, missing, chosen(missing, set(taken)))
    item = read_file("pack", path, draft.data).item
    new = {one.id: missing.gaps.index(one.gap) for one in draft.new if one.gap.what == "question"}
    now = [one for one in (sketches(item) if item else ()) if one.id in new]
    words = {one.words for one in now}
    same = moved([one for one in before.gone if one.words in words], now)
    return {new[one.new.id]: one.old.id for one in same if one.new and one.new.words == one.old.words}


def _as_if(present: Present, files: Sequence[FileIds]) -> Present:
    """The pack with these files written."""
    id = present.pack.id if present.pack else "pack"
    after = {file.path: file.after for file in files}
    facts = [read_file(id, each.path, after[each.path]).facts if each.path in after else each for each in present.files]
    return replace(present, files=facts, unwritten=after)


def _put(folder: str, file: FileIds) -> FileIds:
    """The file, written. One that was edited meanwhile, or cannot be written, is left as it is."""
    if file.after == file.before:
        return file
    try:
        replace_file(os.path.join(folder, file.path), file.before, file.after)
    except Edited as error:
        return replace(file, after=file.before, new=(), refused=f"{error.message}; run the command again")
    except TutorError as error:
        return replace(file, after=file.before, new=(), refused=error.message)
    return file


def _with_renames(folder: str, told: dict[str, str], dry: bool) -> FileIds | None:
    unread: list[Problem] = []
    data = read_bytes(folder, PACK_FILE, unread)
    if data is None:
        return None
    after = with_renames(data, told)
    if after is None:
        return FileIds(PACK_FILE, data, data, refused="not written: nothing can be added here without changing more")
    file = FileIds(PACK_FILE, data, after)
    return file if dry else _put(folder, file)


def _is_inside(folder: str, of: str) -> bool:
    return os.path.realpath(folder).startswith(os.path.realpath(of) + os.sep)
