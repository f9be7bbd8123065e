"""Every problem there can be, by its code: the one source of messages, of `tutor explain` and of docs/codes.md.

Codes are stable: one is never given another meaning. The first digit says where the problem is looked for. To add one:

1. Write a `Code` into the family's module in this folder. A new family is a new module with `TITLE` and `CODES`, named
   in `FAMILIES` here.
2. Report it: `source.report("E102", line, column, hint, name=value)` while a file is read (packs/source.py); elsewhere
   `problem("E102", place, hint, name=value)` of this module. The values fill the message.
3. Give it an example with a `where` if there can be one (codes/code.py): tests/packs/test_examples.py then shows that
   `bad` brings the problem up and `good` does not. Other tests show that every code is reported somewhere.
4. Run `scripts/codes`, which writes docs/codes.md.
"""

from tutor.model.problems import Place, Problem
from tutor.packs.codes import aids, claims, drills, files, labs, lessons, paths, proof, questions, whole
from tutor.packs.codes.code import Code

FAMILIES = (files, questions, lessons, aids, whole, paths, drills, proof, labs, claims)

CODES: dict[str, Code] = {code.code: code for family in FAMILIES for code in family.CODES}
MESSAGES: dict[str, str] = {code.code: code.message for code in CODES.values()}
# What is reported of a file that lacks ids, which `tutor ids` writes.
LACKING_IDS = ("E101", "E116", "E601", "E025")


def problem(code: str, place: Place, hint: str = "", **values: object) -> Problem:
    """A problem of that code; `values` fill its message."""
    return Problem(place, code, MESSAGES[code].format(**values), hint)
