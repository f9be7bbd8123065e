"""Finding what is wrong with packs, for their authors: every problem of every file at once."""

import os
from dataclasses import dataclass

from tutor.errors import NotFound
from tutor.model.problems import Problem
from tutor.packs.folder import ReadPack, read_pack
from tutor.services.proving import problems_of


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack's folder and what was found in it. Paths of problems are relative to `folder`.

    `proved` is what looking at everything that can happen in its drills found.
    """

    folder: str
    read: ReadPack
    proved: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.read.problems, *self.proved)


def check(paths: list[str]) -> list[Checked]:
    """Check each path: a pack's folder, a folder of packs, or a file in a pack. Raises NotFound where nothing is."""
    folders: dict[str, None] = {}
    for path in paths:
        folders.update(dict.fromkeys(_packs_at(path)))
    return [_checked(folder) for folder in folders]


def _checked(folder: str) -> Checked:
    read = read_pack(folder)
    return Checked(folder, read, tuple(problems_of(read.items)))


def _packs_at(path: str) -> list[str]:
    if not os.path.exists(path):
        raise NotFound("no such file or folder", where=path)
    if os.path.isfile(path):
        folder = os.path.dirname(os.path.abspath(path))
        while not os.path.exists(os.path.join(folder, "pack.yaml")):
            parent = os.path.dirname(folder)
            if parent == folder:
                raise NotFound("this file is in no pack", where=path, hint="A pack's folder has a pack.yaml")
            folder = parent
        return [os.path.relpath(folder)]
    if os.path.exists(os.path.join(path, "pack.yaml")):
        return [path]
    inside = sorted(entry.path for entry in os.scandir(path) if entry.is_dir() and _is_pack(entry.path))
    return inside or [path]


def _is_pack(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, "pack.yaml"))
