"""What every kind of item has in its front matter, and how its fields become parts of the model."""

from tutor.model.text import Runs
from tutor.packs.cloze import check_shown
from tutor.packs.frontmatter import Front
from tutor.packs.markdown import inline_runs
from tutor.packs.source import Evidence, Source

# Texts of front matter that learners read, none of which hides anything.
_SHOWN = {"title", "why", "essence", "story", "use_today", "when", "not_when", "goal"}


def runs_of(source: Source, front: Front, name: str) -> Runs:
    """A text field that may hold inline Markdown."""
    found = front.texts.get(name)
    return inline_runs(source, found.text, found.line) if found else ()


def full_names(source: Source, front: Front, name: str) -> tuple[str, ...]:
    """A field of ids as full names, noted as links of this file."""
    return tuple(source.link(each.text, name, each.line, each.column) for each in front.lists.get(name, ()))


def common(source: Source, front: Front, id: str) -> dict[str, object]:
    """The fields that every item has."""
    _note_evidence(source, front)
    for name in _SHOWN & front.texts.keys():
        hint = "write it without the ==" if name == "title" else ""  # a title is plain text
        check_shown(source, front.texts[name].text, front.texts[name].line, hint)
    return {
        "pack": source.pack,
        "id": id,
        "title": front.text("title"),
        "tags": front.many("tags"),
        "sources": front.many("sources"),
        "verified": front.text("verified"),
        "place": source.place(1),
    }


def _note_evidence(source: Source, front: Front) -> None:
    place = front.texts.get("verified") or front.keys.get("title")
    line, column = (place.line, place.column) if place else (1, 1)
    source.evidence = Evidence("sources" in front.keys, front.text("verified"), line, column)
