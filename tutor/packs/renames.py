"""Writing `renamed:` into a pack.yaml: nothing else in the file is touched."""

from collections.abc import Mapping

from tutor.packs.fields import PACK_FIELDS
from tutor.packs.frontmatter import load
from tutor.packs.ids_changed import flat, renamed_line
from tutor.packs.pack import PACK_FILE
from tutor.packs.raw_lines import RawLines
from tutor.packs.source import Source, decode
from tutor.packs.tree import Mapping as Map, Text, read_tree


def with_renames(data: bytes, more: Mapping[str, str]) -> bytes | None:
    """A pack.yaml with these renames too, old id to new; None where that cannot be done without changing more."""
    source = Source("", PACK_FILE)
    if not decode(source, data):
        return None
    root, whole = read_tree(source, source.text, 1)
    if not whole or not isinstance(root, Map):
        return None
    before = _renamed(data)
    lines = RawLines(data.decode("utf-8"))
    entry = next(((key, value) for key, value in root.entries if key.text == "renamed"), None)
    new = {old: to for old, to in more.items() if old not in before}
    if entry is None:
        lines.append(renamed_line(new.items()))
    else:
        _put(source, lines, *entry, more, new)
    written = lines.text.encode("utf-8")
    return written if _renamed(written) == flat(before.items(), more.items()) else None


def _put(
    source: Source, lines: RawLines, key: Text, value: object, more: Mapping[str, str], new: Mapping[str, str]
) -> None:
    """Change what `renamed` holds. From its end to its beginning, so that places stay what they were."""
    if isinstance(value, Text):  # nothing stands there yet
        lines.insert(value.line, value.column, " " + renamed_line(new.items()).partition(" ")[2])
        return
    if not isinstance(value, Map):
        return
    for _, to in reversed(value.entries):
        if isinstance(to, Text) and to.text in more:
            at = to.column + (0 if to.plain else 1)
            lines.replace(to.line, at, to.text, more[to.text])
    entries = [f"{old}: {to}" for old, to in new.items()]
    if not entries:
        return
    if source.line(value.line)[value.column - 1 : value.column] == "{":
        lines.insert(value.line, value.column + 1, ", ".join(entries) + (", " if value.entries else ""))
    else:
        first = value.entries[0][0]
        indent = "\n" + " " * (first.column - 1)
        lines.insert(first.line, first.column, indent.join([*entries, ""]))


def _renamed(data: bytes) -> dict[str, str]:
    source = Source("", PACK_FILE)
    if not decode(source, data):
        return {}
    root, whole = read_tree(source, source.text, 1)
    front = load(source, root, whole, PACK_FIELDS)
    return dict(front.pairs("renamed"))
