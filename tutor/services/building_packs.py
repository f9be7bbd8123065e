"""A pack as one file to hand on: a zip with the hash of every file, the same bytes wherever it is built."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryDirectory

from tutor.errors import NotFound, PackError
from tutor.model.items import Pack
from tutor.model.problems import Problem
from tutor.packs.installing.listing import belongs
from tutor.packs.installing.manifest import fingerprint
from tutor.packs.installing.taking import FolderSource, take
from tutor.packs.installing.zips import is_built_zip, write_zip
from tutor.packs.reading import FOLDERS
from tutor.places import Places
from tutor.services.checking import check
from tutor.services.installing import own_is_reserved
from tutor.settings import OWN_PACK

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,40}")


@dataclass(frozen=True, slots=True)
class Built:
    """A zip that was written. `digest` is its SHA-256, `left_out` what lies there and is no part of the pack, folders
    with a "/" at their end.
    """

    path: str
    pack: Pack
    files: int
    size: int  # bytes
    digest: str
    fingerprint: str
    left_out: tuple[str, ...]


class Faulty(PackError):
    """A pack with errors is not built. `errors` are those."""

    def __init__(self, folder: str, errors: list[Problem]) -> None:
        number = f"{len(errors)} error{'s' if len(errors) > 1 else ''}"
        super().__init__(f"{number}, so nothing was built", where=folder, hint=f"tutor check {folder} lists them.")
        self.errors = errors


def build(where: Places, folder: str, path: str = "") -> Built:
    """Write the pack in `folder` as a zip at `path`; as PACK-VERSION.zip where that is a folder, or none is given.

    Raises Faulty for a pack with errors, PackError where it cannot be read or written, NotFound.
    """
    if not os.path.isdir(folder):
        raise NotFound("no such folder", where=folder)
    (checked,) = check([folder], date.today(), where)
    errors = [problem for problem in checked.problems if problem.is_error]
    pack = checked.pack
    if errors or pack is None:
        raise Faulty(folder, errors)
    if pack.id == OWN_PACK:
        raise own_is_reserved()
    if not path or os.path.isdir(path):
        name = f"{pack.id}-{pack.version}.zip" if _VERSION.fullmatch(pack.version) else f"{pack.id}.zip"
        path = os.path.join(path, name)
    try:
        with TemporaryDirectory(prefix="tutor-") as copied:
            # As it would be installed: what is refused then is refused now, and nothing changes meanwhile.
            taken = take(FolderSource(folder), copied)
            if taken.left_out:
                raise PackError(f"{taken.left_out[0]}, which cannot be packed", where=folder)
            digest = write_zip(path, pack.id, copied, taken.hashes)
    except OSError as error:
        raise PackError(f"this cannot be written: {(error.strerror or 'unknown').lower()}", where=path) from error
    prints = fingerprint(taken.hashes)
    others = tuple(sorted(_others(folder, pack.id)))
    return Built(path, pack, len(taken.hashes), os.path.getsize(path), digest, prints, others)


def _others(folder: str, pack: str) -> Iterator[str]:
    """What lies at the top of a pack, or among its items, and stays behind. What is hidden, or a zip that was built of
    it, is nothing that its author would look for in the next.
    """
    for below in ("", *sorted(FOLDERS)):
        at = os.path.join(folder, below)
        for name in os.listdir(at) if os.path.isdir(at) else ():
            path = f"{below}/{name}" if below else name
            if name.startswith(".") or belongs(path) or path in FOLDERS:
                continue
            if os.path.isdir(os.path.join(at, name)):
                yield f"{path}/"
            elif not is_built_zip(os.path.join(at, name), pack):
                yield path
