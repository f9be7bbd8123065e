"""What is kept of each problem code."""

from typing import NamedTuple

# Where an example stands, by the word kept with it: how people say it. Examples with such a word are run by
# tests/packs/test_examples.py, in the frame that it has for the word; those without are told in words.
PLACES = {
    "front": "in the front matter of a lesson",
    "lesson": "in a lesson",
    "quiz": "in a quiz",
    "answers": "below the heading of a question",
    "heading": "as the heading of a question",
    "aid": "in a job aid",
    "checklist": "in a checklist",
    "procedure": "in a procedure",
    "reference": "in a reference",
    "path": "in a path",
    "drill": "in a drill",
    "scene": "in a scene of a drill",
    "lab": "in the front matter of a lab",
    "pack": "in pack.yaml",
    "files": "",  # whole files, each below a line `==> its path <==`
}


class Code(NamedTuple):
    """One kind of problem. `message` is a template for `str.format`; `means` are whole sentences of plain text.

    `bad` brings the problem up and `good` is the same without it: text of a pack that stands at `where` (a key of
    PLACES), or words where `where` is "".
    """

    code: str
    message: str
    means: str
    bad: str = ""
    good: str = ""
    where: str = ""

    @property
    def is_error(self) -> bool:
        return self.code.startswith("E")
