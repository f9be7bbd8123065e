"""What docs/format.md shows is read as it says, and it names every key."""

import re
from pathlib import Path

from tutor.packs.fields import (
    AID_FIELDS,
    CLAIM_FIELDS,
    LAB_FIELDS,
    LESSON_FIELDS,
    PACK_FIELDS,
    PATH_FIELDS,
    QUIZ_FIELDS,
)
from tutor.packs.pack import read_pack_file
from tutor.packs.reading import read_file

DOC = (Path(__file__).parents[2] / "docs" / "format.md").read_text()
FENCES = re.findall(r"^(````?)(\w*)\n(.*?)^\1$", DOC, re.MULTILINE | re.DOTALL)
# Examples with front matter, by a key that only their kind has.
FRONTS = {
    "minutes": "lessons/a.md",
    "answer": "aids/a.md",
    "persona": "paths/a.md",
    "state": "drills/a.md",
    "checks": "labs/a.md",
}
HEADS = {
    "questions": ("quizzes/a.md", "---\ntitle: T\n---\n"),
    "checklist": ("aids/a.md", "---\ntitle: T\naid: checklist\nasks: [how]\n---\n"),
    "procedure": ("aids/a.md", "---\ntitle: T\naid: procedure\nasks: [how]\n---\n"),
    "reference": ("aids/a.md", "---\ntitle: T\naid: reference\nasks: [how]\n---\n"),
}


def kind_of(example: str) -> str:
    """What an example without front matter is an example of."""
    if example.startswith("## "):
        return "questions"
    if example.startswith("- ["):
        return "checklist"
    return "procedure" if example.startswith("1. ") else "reference"


def test_the_examples_are_read_without_a_problem() -> None:
    seen = set()
    for _, language, example in FENCES:
        if language == "yaml" and example.startswith("- id:"):
            assert read_file("kit", "claims/a.yaml", example.encode()).problems == ()
            seen.add("claims")
        elif language == "yaml":
            assert read_pack_file(example.encode(), "kit")[1] == ()
            seen.add("pack")
        if language != "markdown" or example.startswith("> [!"):
            continue
        if example.startswith("---\n"):
            kind = next(key for key in FRONTS if f"\n{key}:" in example)
            path = FRONTS[kind]
            head = ""
        else:
            kind = kind_of(example)
            path, head = HEADS[kind]
        file = read_file("kit", path, (head + example).encode())
        assert file.item is not None, example
        assert file.problems == (), example
        seen.add(kind)
    assert seen == {"pack", "claims", *FRONTS, *HEADS}


def test_every_key_is_named() -> None:
    for table in (PACK_FIELDS, LESSON_FIELDS, QUIZ_FIELDS, AID_FIELDS, PATH_FIELDS, LAB_FIELDS, CLAIM_FIELDS):
        for name in table:
            assert f"`{name}`" in DOC, name
