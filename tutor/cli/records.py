"""Found aids for programs and editors: JSON, tab-separated lines, and the Markdown as it was written."""

import json
import sys

from tutor.cli.output import Screen
from tutor.cli.speech import clean
from tutor.errors import TutorError
from tutor.model.printed import fitted, harmless
from tutor.services.lookup import Aids, Hit


def as_json(aids: Aids | None, hits: list[Hit], question: str = "") -> str:
    """What was found, and the text of the first aid."""
    found = [_record(aids, hit) for hit in hits] if aids else []
    text = "\n".join(fitted(aids.printed(hits[0].id)[0], 80, colour=False)) if aids and hits else ""
    return json.dumps({"question": question, "aids": found, "text": text}, ensure_ascii=False, indent=2) + "\n"


def _record(aids: Aids, hit: Hit) -> dict[str, str]:
    return {
        "id": hit.name,
        "title": hit.title,
        "kind": hit.kind,
        "pack": hit.pack,
        "from": hit.label,
        "path": aids.file_of(hit.id),
    }


def as_tsv(aids: Aids, hits: list[Hit]) -> str:
    """A line an aid: id, title, pack, path."""
    rows = ((hit.name, hit.title, hit.pack, aids.file_of(hit.id)) for hit in hits)
    return "".join("\t".join(clean(" ".join(value.split("\t"))) for value in row) + "\n" for row in rows)


def raw(aids: Aids, hit: Hit) -> list[str]:
    """The aid's file, without anything a terminal would obey. Raises TutorError."""
    path = aids.file_of(hit.id)
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return harmless(file.read()).rstrip("\n").split("\n")
    except OSError as error:
        raise TutorError(f"the aid cannot be read: {(error.strerror or '').lower()}", where=path) from error


def show_as(form: str, aids: Aids, hit: Hit, screen: Screen, *, pager: bool) -> None:
    """One aid as "json", "tsv" or "raw"."""
    if form == "raw":
        screen.show(raw(aids, hit), pager=pager)
    else:
        sys.stdout.write(as_json(aids, [hit]) if form == "json" else as_tsv(aids, [hit]))
