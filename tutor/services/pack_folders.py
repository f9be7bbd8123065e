"""Which packs a path on the command line means."""

import os

from tutor.errors import NotFound
from tutor.packs.reading import FOLDERS


def packs_at(path: str) -> list[str]:
    """The folders of packs at a path: a pack's folder, a folder of packs, or a file or folder in a pack.

    A folder that has all of a pack but its pack.yaml counts as one. Raises NotFound.
    """
    if not os.path.exists(path):
        raise NotFound("no such file or folder", where=path)
    if os.path.isfile(path):
        folder = _around(os.path.dirname(os.path.abspath(path)))
        if not folder:
            raise NotFound("this file is in no pack", where=path, hint="A pack's folder has a pack.yaml")
        return [os.path.relpath(folder)]
    if _is_pack(path):
        return [path]
    folders = sorted(entry.path for entry in os.scandir(path) if entry.is_dir())
    inside = [folder for folder in folders if _is_pack(folder)]
    if inside or any(os.path.basename(folder) in FOLDERS for folder in folders):
        return inside or [path]
    around = _around(os.path.abspath(path))
    if not around:
        raise NotFound("there is no pack here", where=path, hint="tutor new pack makes one")
    return [os.path.relpath(around)]


def _around(folder: str) -> str:
    """The pack that a folder is or lies in, "" where there is none."""
    while not _is_pack(folder):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return ""
    return folder


def _is_pack(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, "pack.yaml"))
