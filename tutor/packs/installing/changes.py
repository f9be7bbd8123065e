"""What one version of a pack has that another has not, item by item."""

from typing import NamedTuple

from tutor.model.ids import is_id
from tutor.packs.drills_yaml import read_yaml_front
from tutor.packs.folder import read_bytes
from tutor.packs.frontmatter import read_front
from tutor.packs.installing.manifest import Hashes
from tutor.packs.reading import KINDS
from tutor.packs.source import Source, decode

SIGNS = ("+", "~", "-")  # new, changed, gone


class Change(NamedTuple):
    """One item that is new, changed or gone."""

    sign: str
    kind: str
    id: str
    title: str


def changes_between(old_folder: str, old: Hashes, new_folder: str, new: Hashes) -> tuple[Change, ...]:
    """The items that differ, new ones first. An item that moved to another file is the same item."""
    differing = [path for path in {*old, *new} if path.partition("/")[0] in KINDS and old.get(path) != new.get(path)]
    was = dict(_item(old_folder, path) for path in differing if path in old)
    now = dict(_item(new_folder, path) for path in differing if path in new)
    found = [
        Change("-" if key not in now else "~" if key in was else "+", *key, now.get(key) or was.get(key, ""))
        for key in {*was, *now}
    ]
    return in_order(found)


def in_order(found: list[Change]) -> tuple[Change, ...]:
    """New ones, changed ones, gone ones; each by kind and id."""
    kinds = [kind for kind, _, _ in KINDS.values()]
    return tuple(sorted(found, key=lambda one: (SIGNS.index(one.sign), kinds.index(one.kind), one.id)))


def _item(folder: str, path: str) -> tuple[tuple[str, str], str]:
    """((kind, id), title) of the item in a file, from its front matter alone: 1,000 files are many."""
    below, _, name = path.partition("/")
    stem, _, ending = name.rpartition(".")
    kind, table, _ = KINDS[below]
    source = Source("", path)
    data = read_bytes(folder, path, [])
    if data is None or not decode(source, data):
        return (kind, stem), ""
    front = read_yaml_front(source, table)[0] if ending == "yaml" else read_front(source, table)[0]
    id = front.text("id")
    return (kind, id if is_id(id) else stem), front.text("title")
