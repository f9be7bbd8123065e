"""docs/codes.md, written from the codes: `scripts/codes` puts it in its place."""

from collections.abc import Iterator

from tutor.packs.codes import FAMILIES
from tutor.packs.codes.code import PLACES, Code

_HEAD = """\
# Problem codes

<!-- Written by scripts/codes from tutor/packs/codes/; do not edit. -->

Every problem that `tutor check` can report, as `FILE:LINE:COLUMN: CODE message (hint)`; `tutor explain CODE` prints
what stands here. The letter is the level. E is an error: the item is left out, or only the question if the error is its
own; names that name nothing (E404 to E408) leave the item in. W is a warning: the item is used. `tutor check` ends with
status 1 where there are errors, and with `--strict` where there are warnings. Codes are stable: one is never given
another meaning.
"""


def document() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_lines()])


def _lines() -> Iterator[str]:
    for family in FAMILIES:
        yield f"## {family.TITLE}\n"
        for code in family.CODES:
            yield from _entry(code)


def _entry(code: Code) -> Iterator[str]:
    yield f"### {code.code}\n"
    yield f"{code.means}\n"
    place = PLACES.get(code.where, "")
    for name, example in (("Bad", code.bad), ("Good", code.good)):
        if example and not code.where:
            yield f"{name}: {example}\n"
        elif example:
            fence = "````" if "```" in example else "```"
            yield f"{name}{', ' + place if place and name == 'Bad' else ''}:\n"
            yield f"{fence}text\n{example.rstrip(chr(10))}\n{fence}\n"
