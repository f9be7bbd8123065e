"""Which packs a path on the command line means."""

import os

from tutor.errors import NotFound
from tutor.packs.reading import FOLDERS


def packs_at(path: str) -> list[str]:
    """The folders of packs at a path: a pack's folder, a folder of packs, or a file in a pack or one of its folders.

    Raises NotFound.
    """
    if not os.path.exists(path):
        raise NotFound("no such file or folder", where=path)
    if os.path.isfile(path):
        folder = os.path.dirname(os.path.abspath(path))
        while not _is_pack(folder):
            parent = os.path.dirname(folder)
            if parent == folder:
                raise NotFound("this file is in no pack", where=path, hint="A pack's folder has a pack.yaml")
            folder = parent
        return [os.path.relpath(folder)]
    if _is_pack(path):
        return [path]
    above, name = os.path.split(os.path.abspath(path))
    if name in FOLDERS and _is_pack(above):
        return [os.path.relpath(above)]
    inside = sorted(entry.path for entry in os.scandir(path) if entry.is_dir() and _is_pack(entry.path))
    return inside or [path]


def _is_pack(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, "pack.yaml"))
