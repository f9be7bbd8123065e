"""pack.yaml: who made a pack, for whom, in which order."""

from tutor.model.items import Pack
from tutor.model.problems import Problem
from tutor.packs.fields import PACK_FIELDS
from tutor.packs.frontmatter import Front, load
from tutor.packs.source import Source, decode
from tutor.packs.tree import read_tree
from tutor.settings import OWN_PACK

PACK_FILE = "pack.yaml"


def read_pack_file(data: bytes, folder_name: str) -> tuple[Pack | None, tuple[Problem, ...]]:
    """The pack of a pack.yaml, and its problems.

    None if it cannot be opened: no YAML, another format, no id. A field with an error is left out and the pack opens.
    """
    source = Source("", PACK_FILE)
    if not decode(source, data):
        return None, tuple(source.problems)
    root, whole = read_tree(source, source.text, 1)
    front = load(source, root, whole, PACK_FIELDS)
    _check(source, front, folder_name)
    id = front.text("pack")
    if not whole or front.text("format") != "1" or not id or (id == OWN_PACK != folder_name):
        return None, tuple(source.problems)
    pack = Pack(
        id=id,
        title=front.text("title", id),
        about=front.text("about"),
        version=front.text("version", "0"),
        language=front.text("language", "en"),
        license=front.text("license"),
        authors=front.many("authors"),
        audience=front.text("for"),
        personas=front.pairs("personas"),
        order=tuple(dict.fromkeys(front.many("order"))),
        renamed=front.pairs("renamed"),
        synonyms=tuple(
            (word.text, tuple(each.text for each in others)) for word, others in front.groups.get("synonyms", ())
        ),
        sources=front.many("sources"),
        place=source.place(front.keys["pack"].line),
    )
    return pack, tuple(source.problems)


def _check(source: Source, front: Front, folder_name: str) -> None:
    pack = front.texts.get("pack")
    if pack and pack.text == OWN_PACK != folder_name:
        source.report("E401", pack.line, pack.column, f"for example {folder_name}", id=OWN_PACK)
    seen: dict[str, int] = {}
    for each in front.lists.get("order", ()):
        if each.text in seen:
            source.report("W401", each.line, each.column, id=each.text, first=seen[each.text])
        seen.setdefault(each.text, each.line)


def named_in_pack_file(data: bytes) -> tuple[tuple[str, str, int, int], ...]:
    """What a pack.yaml names, as facts: ids in "order", and "renamed" from their old id, with line and column."""
    source = Source("", PACK_FILE)
    if not decode(source, data):
        return ()
    root, whole = read_tree(source, source.text, 1)
    front = load(source, root, whole, PACK_FIELDS)
    order = [(each.text, "order", each.line, each.column) for each in front.lists.get("order", ())]
    renamed = [(old.text, "renamed", new.line, new.column) for old, new in front.maps.get("renamed", ())]
    return (*order, *renamed)
