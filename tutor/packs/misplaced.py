"""Files that were meant to be a part of a pack, and lie where nothing reads them.

Whatever else its author keeps in a pack's folder, a README, a licence, pictures, notes, is welcome without a word.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches

from tutor.model.problems import Place, Problem
from tutor.packs.codes import problem
from tutor.packs.reading import CLAIMS, FOLDERS, KINDS, is_read

_MOST, _DEEPEST = 100, 3  # files that are told, and folders in folders that are looked into
_HEAD = 4096  # bytes in which the front matter of an item begins
_ALIKE = 0.8  # how like the name of a folder another one must be to be meant for it
_FOLDER_OF = {"job-aids": "aids", "claim": CLAIMS, **{kind: folder for folder, (kind, *_) in KINDS.items()}}
_MARKDOWN, _YAML = (".md", ".markdown", ".mkd", ".mdown"), (".yaml", ".yml")
# Keys that one kind of item alone has, or has most often.
_KEYS = {
    "aid": "aids",
    "essence": "lessons",
    "minutes": "lessons",
    "state": "drills",
    "goal": "drills",
    "solution": "labs",
    "persona": "paths",
    "teaches": "quizzes",
}
_KEY = re.compile(r"^(\w+):", re.MULTILINE)


def misplaced(folder: str) -> list[Problem]:
    """What to do with each such file of the pack in `folder`, in the order of their names."""
    found: list[Problem] = []
    for path in _files(folder):
        right = right_place(folder, path)
        if right and right != path and len(found) < _MOST:
            same = os.path.dirname(right) == os.path.dirname(path)
            found.append(problem("W408", Place(path), f"{'rename it to' if same else 'move it to'} {right}"))
    return found


def _files(folder: str) -> Iterator[str]:
    """The files of a pack that are not read but may be meant to be, as paths relative to its folder."""
    for name in _listed(folder):
        whole = os.path.join(folder, name)
        if os.path.isfile(whole):
            yield name
        elif _meant(name):
            yield from _below(folder, name, 1)


def _below(folder: str, below: str, depth: int) -> Iterator[str]:
    for name in _listed(os.path.join(folder, below)):
        path = f"{below}/{name}"
        if os.path.isdir(os.path.join(folder, path)):
            if depth < _DEEPEST:
                yield from _below(folder, path, depth + 1)
        elif not (below in FOLDERS and is_read(below, name)):
            yield path


def _listed(folder: str) -> list[str]:
    with suppress(OSError):
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))
    return []


def _meant(name: str) -> str:
    """The folder of a pack that one of this name was meant to be."""
    name = name.lower()
    if name in FOLDERS:
        return name
    close = get_close_matches(name, FOLDERS, n=1, cutoff=_ALIKE)
    return _FOLDER_OF.get(name) or (close[0] if close else "")


def right_place(folder: str, path: str) -> str:
    """Where a file, at `path` below the pack's `folder`, would be read; "" where it is not known what it is."""
    above, _, rest = path.partition("/")
    kind = _meant(above) if rest else _kind(os.path.join(folder, path))
    stem, ending = os.path.splitext(os.path.basename(path))
    ending = ending.lower()
    if not kind or stem.upper() in ("README", "LICENSE"):
        return ""
    if ending in _YAML and kind in (CLAIMS, "drills"):
        return f"{kind}/{stem}.yaml"
    return f"{kind}/{stem}.md" if ending in _MARKDOWN and kind != CLAIMS else ""


def _kind(path: str) -> str:
    """The folder for an item that lies outside of all, as its front matter says; "" for what is none."""
    if not path.lower().endswith(_MARKDOWN):
        return ""
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD).decode("utf-8", "replace")
    except OSError:
        return ""
    if not head.startswith("---"):
        return ""
    keys = set(_KEY.findall(head[3:].partition("\n---")[0]))
    return next((folder for key, folder in _KEYS.items() if key in keys and "title" in keys), "")
