"""Zips and git repositories out of bytes, for scripts/fuzz: any bytes make one, and most of them an odd one.

The bytes are records, parted by RECORD: a path, its mode in octal, and what is in it, parted by FIELD. In a repository
what stands at `.git/…` is no part of the commit, but lies in the repository itself: its config, its hooks.
"""

import io
import os
import warnings
import zipfile
import zlib
from contextlib import suppress
from hashlib import sha1
from typing import NamedTuple

RECORD, FIELD = b"\x1e", b"\x1f"
_IN_GIT = b".git/"
_FOLDER, _FILE = 0o40000, 0o100644
_DEFLATED = 0o1000  # of a mode: a bit that no file of a pack has says how it is packed
_MODES = 0o177777  # what a zip has room for

warnings.filterwarnings("ignore", "Duplicate name")  # that is meant


class Piece(NamedTuple):
    """One thing in a zip or a repository."""

    path: bytes
    mode: int
    data: bytes


class Tree(dict[bytes, "Tree | tuple[int, str]"]):
    """What a commit holds by name: another tree, or the mode and object of a file."""


def pieces_of(data: bytes) -> list[Piece]:
    """The records in the bytes; a field that is missing is as an empty one."""
    found = []
    for record in data.split(RECORD):
        path, mode, inside = [*record.split(FIELD, 2), b"", b""][:3]
        number = _FILE
        with suppress(ValueError):
            number = int(mode[:8] or b"100644", 8) & _MODES
        found.append(Piece(path, number, inside))
    return found


def written(pieces: list[Piece]) -> bytes:
    """The bytes that make these pieces."""
    return RECORD.join(FIELD.join((path, b"%o" % mode, data)) for path, mode, data in pieces)


def zip_of(pieces: list[Piece]) -> bytes:
    """A zip with these pieces, whatever they are called."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for path, mode, data in pieces:
            info = zipfile.ZipInfo("x")
            info.filename = path.decode("utf-8", "replace")[:4000]
            info.orig_filename = info.filename
            info.create_system = 3
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED if mode & _DEFLATED else zipfile.ZIP_STORED
            file.writestr(info, data)
    return made.getvalue()


def write_repository(folder: str, pieces: list[Piece]) -> None:
    """A bare repository, in an empty folder, whose one commit holds the pieces; written by hand, as git would not."""
    for below in ("objects", "refs/heads", "hooks"):
        os.makedirs(os.path.join(folder, below))
    tree = Tree()
    own = {b"HEAD": b"ref: refs/heads/main\n", b"config": b"[core]\n\trepositoryformatversion = 0\n\tbare = true\n"}
    for path, mode, data in pieces:
        if path.startswith(_IN_GIT):
            own[path[len(_IN_GIT) :]] = data
        else:
            _put(tree, path, mode, _object(folder, b"blob", data))
    commit = b"tree %s\nauthor a <a@b> 1 +0000\ncommitter a <a@b> 1 +0000\n\nall\n" % _tree(folder, tree).encode()
    own.setdefault(b"refs/heads/main", _object(folder, b"commit", commit).encode() + b"\n")
    for path, data in own.items():
        target = os.path.normpath(os.path.join(os.fsencode(folder), path.replace(b"\0", b"")))
        if target.startswith(os.fsencode(folder) + b"/"):
            with suppress(OSError):
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o755), "wb") as file:
                    file.write(data)


def _put(tree: Tree, path: bytes, mode: int, name: str) -> None:
    """A path into nested trees; what stands in its way is replaced. Trees take no NUL in names, and no "/"."""
    *above, last = path.replace(b"\0", b"").split(b"/")[-6:]
    for part in above:
        below = tree.get(part)
        if not isinstance(below, Tree):
            below = tree[part] = Tree()
        tree = below
    tree[last] = (mode, name)


def _tree(folder: str, tree: Tree) -> str:
    entries = b""
    for part, inside in sorted(tree.items()):
        mode, name = (_FOLDER, _tree(folder, inside)) if isinstance(inside, Tree) else inside
        entries += b"%o %s\0%s" % (mode, part, bytes.fromhex(name))
    return _object(folder, b"tree", entries)


def _object(folder: str, kind: bytes, data: bytes) -> str:
    """Write a loose object; its name."""
    whole = b"%s %d\0%s" % (kind, len(data), data)
    name = sha1(whole).hexdigest()
    path = os.path.join(folder, "objects", name[:2], name[2:])
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(zlib.compress(whole, 1))
    return name
