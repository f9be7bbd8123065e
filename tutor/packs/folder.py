"""A pack's folder on disk: which files are read, and reading them all. Only this and installing/ touch the disk."""

import os
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.model.claims import Claim
from tutor.model.ids import is_id
from tutor.model.items import Item, Lesson, Pack, Page, Quiz
from tutor.model.problems import Place, Problem
from tutor.packs.codes import MESSAGES
from tutor.packs.pack import PACK_FILE, read_pack_file
from tutor.packs.reading import FOLDERS, Facts, is_read, read_file
from tutor.packs.whole import check_whole

LARGEST = 8 * 1024 * 1024  # bytes of one file


@dataclass(frozen=True)
class ReadPack:
    """A pack as it was read: `pack` None where it cannot be opened. `items` stand in the pack's order."""

    pack: Pack | None
    items: tuple[Item, ...]
    problems: tuple[Problem, ...]
    files: tuple[Facts, ...]
    claims: tuple[Claim, ...] = ()


def pack_files(folder: str) -> list[str]:
    """The files of a pack that are read, as sorted relative posix paths; pack.yaml first where it is there."""
    return list_files(folder)[0]


@dataclass(frozen=True)
class OpenedPack:
    """A pack of which only pack.yaml was read. `id` is what its files are read under, whatever is wrong with that file;
    `paths` are those files, sorted; `facts` are those of pack.yaml, none where it cannot be read."""

    pack: Pack | None
    id: str
    paths: tuple[str, ...]
    problems: tuple[Problem, ...]
    facts: tuple[Facts, ...]


def open_pack(folder: str, unsaved: Mapping[str, bytes] | None = None) -> OpenedPack:
    """Reads pack.yaml and finds the other files. `unsaved` are files as an editor has them, by path, saved or not."""
    unsaved = unsaved or {}
    paths, problems = list_files(folder)
    paths += [path for path in unsaved if path not in paths and belongs(path)]
    name = os.path.basename(os.path.abspath(folder))
    pack: Pack | None = None
    data: bytes | None = None
    if PACK_FILE in paths:
        paths.remove(PACK_FILE)
        data = unsaved[PACK_FILE] if PACK_FILE in unsaved else read_bytes(folder, PACK_FILE, problems)
        if data is not None:
            pack, found = read_pack_file(data, name)
            problems += found
    elif all(problem.place.path != "." for problem in problems):
        problems.append(_problem("E402", PACK_FILE, "write format: 1, pack: id and title: …"))
    id = pack.id if pack else name if is_id(name) else "pack"
    facts = (read_file(id, PACK_FILE, data).facts,) if data is not None else ()
    return OpenedPack(pack, id, tuple(sorted(paths)), tuple(problems), facts)


def belongs(path: str) -> bool:
    """Whether a file of this path, relative to a pack's folder, is read as a part of the pack."""
    below, _, name = path.rpartition("/")
    return path == PACK_FILE or (below in FOLDERS and not name.startswith(".") and is_read(below, name))


def read_pack(folder: str) -> ReadPack:
    """Reads a pack from disk. Whatever is wrong with it is among its problems."""
    opened = open_pack(folder)
    pack, problems = opened.pack, list(opened.problems)
    files = [
        (path, read_file(opened.id, path, data))
        for path in opened.paths
        if (data := read_bytes(folder, path, problems)) is not None
    ]
    for _, file in files:
        problems += file.problems
    facts = [*(file.facts for _, file in files), *opened.facts]
    if pack is None:
        return ReadPack(None, (), tuple(problems), tuple(facts))
    whole = check_whole(pack, facts)
    items = {
        file.item.id: _without(file.item, {id for dropped, id in whole.dropped if dropped == path})
        for path, file in files
        if file.item and (path, file.item.id) not in whole.dropped
    }
    kept = (items[id] for id in whole.order if id in items)
    claims = (claim for path, file in files for claim in file.claims if (path, claim.id) not in whole.dropped)
    return ReadPack(pack, tuple(kept), (*problems, *whole.problems), tuple(facts), tuple(claims))


def _without(item: Item, dropped: Collection[str]) -> Item:
    """An item without the questions whose ids are dropped."""
    if dropped and isinstance(item, Lesson):
        return replace(
            item, screens=tuple(each for each in item.screens if isinstance(each, Page) or each.id not in dropped)
        )
    if dropped and isinstance(item, Quiz):
        return replace(item, questions=tuple(each for each in item.questions if each.id not in dropped))
    return item


def list_files(folder: str) -> tuple[list[str], list[Problem]]:
    """The files to read, and why others are left out."""
    problems: list[Problem] = []
    paths: list[str] = []
    root = os.path.realpath(folder)
    for name in _names(folder, "", problems):
        if name == PACK_FILE:
            paths += _usable(root, [name], problems)
        elif name in FOLDERS:
            inside = [f"{name}/{each}" for each in _names(folder, name, problems) if is_read(name, each)]
            paths += _usable(root, inside, problems)
    paths.sort(key=lambda path: (path != PACK_FILE, path))
    return paths, problems


def _names(folder: str, below: str, problems: list[Problem]) -> list[str]:
    """The names in a folder that are not hidden."""
    try:
        names = os.listdir(os.path.join(folder, below))
    except OSError as error:
        if not isinstance(error, NotADirectoryError) or not below:
            problems.append(_problem("E004", below or ".", reason=(error.strerror or "it cannot be read").lower()))
        return []
    return sorted(name for name in names if not name.startswith("."))


def _usable(root: str, paths: Sequence[str], problems: list[Problem]) -> list[str]:
    """Those paths that are files inside the pack."""
    found: list[str] = []
    for path in paths:
        real = os.path.realpath(os.path.join(root, path))
        if not path.isprintable():
            problems.append(_problem("W003", ascii(path), reason="its name has characters that cannot be shown"))
        elif not real.startswith(root + os.sep):
            problems.append(_problem("W003", path, reason="it leads out of the pack"))
        else:
            found.append(path)
    return found


def read_bytes(folder: str, path: str, problems: list[Problem]) -> bytes | None:
    """The bytes of a file, or None with the reason among `problems`. A file that is too large is not read."""
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer.
        handle = os.open(os.path.join(folder, path), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        problems.append(_problem("E004", path, reason=(error.strerror or "it cannot be read").lower()))
        return None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            problems.append(_problem("W003", path, reason="it is no file"))
            return None
        if status.st_size > LARGEST:
            problems.append(_problem("E003", path, "divide it", most=LARGEST // 1024 // 1024))
            return None
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(LARGEST)
    except OSError as error:
        problems.append(_problem("E004", path, reason=(error.strerror or "it cannot be read").lower()))
        return None
    finally:
        os.close(handle)


def _problem(code: str, path: str, hint: str = "", **values: object) -> Problem:
    return Problem(Place(path), code, MESSAGES[code].format(**values), hint)
