"""The files that `tutor new` begins with, and the author's words put into them so that they stay words.

In a template `<<"key">>` is a quoted text of YAML, `<<~key>>` one that holds Markdown, `<<$key>>` one that is shown
as it stands, so that it loses its backquotes, `<<key>>` a text in Markdown, `<<|key>>` one in a cell of a table,
`<<#key>>` one in a comment, and `<<=key>>` stands as it is given.
"""

import os
import re
from collections.abc import Callable, Mapping

import tutor

_PLACE = re.compile(r'<<(?P<form>[="$~#|]?)(?P<key>[a-z-]+)"?>>')
_CODE_SPAN = re.compile(r"((`+)(?!`).*?(?<!`)\2(?!`))")
# What means something in these files beyond Markdown: links to items, fields, and hidden parts.
_SIGNS = re.compile(r"(?<=\[)\[|(?<=\{)\{|(?<![\\=])==(?!=)")
# What begins a block of Markdown at the head of a line.
_BLOCK = re.compile(r"#{1,6}(?= |$)|[-+*](?= |$)|[-_*=](?=[-_*= ]*$)|[>|:~]|`(?=``)|\[(?=!|[^\]]*\]:|[ xX]\])")
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?: |$))")
_JOINERS = "\u200c\u200d"  # some scripts and emoji need them


def one_line(text: str) -> str:
    """A text as a person sees it: on one line, without what cannot be seen or would steer a terminal."""
    seen = (letter if letter.isprintable() or letter in _JOINERS else " " for letter in text)
    return " ".join("".join(seen).split()).strip(_JOINERS + " ")


def filled(name: str, values: Mapping[str, str]) -> str:
    """The template `name` with `values`, each on one line, in its places."""
    path = os.path.join(os.path.dirname(tutor.__file__), "templates", *name.split("/"))
    with open(path, encoding="utf-8") as file:
        template = file.read()
    return _PLACE.sub(lambda match: _FORMS[_form(match)](values[match["key"]]), template)


def _form(match: re.Match[str]) -> str:
    """The form of a place; "^" where a text in Markdown begins its line: its first sign could mean something there."""
    before = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    begins = not any(letter.isalpha() for letter in before)
    return "^" if begins and not match["form"] else match["form"]


def quoted(text: str) -> str:
    """A text as front matter takes it, whatever signs it holds."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def in_paragraph(text: str) -> str:
    """A text that is a paragraph of Markdown and nothing else."""
    text = inline(text)
    if number := _NUMBER.match(text):
        return f"{number.group()}\\{text[number.end() :]}"
    return f"\\{text}" if _BLOCK.match(text) else text


def in_cell(text: str) -> str:
    """A text in a cell of a table."""
    return inline(text).replace("|", "\\|")


def inline(text: str) -> str:
    """A text in a line of Markdown; its code, links and emphasis stay what they are."""
    pieces = _CODE_SPAN.split(text)
    # Of three pieces one is plain, one a span, and one the backquotes of that span.
    plain = [_SIGNS.sub(r"\\\g<0>", piece) for piece in pieces[::3]]
    spans = [*(span.replace("{{", "{ {") for span in pieces[1::3]), ""]  # nothing is escaped in code
    return "".join(piece for pair in zip(plain, spans, strict=True) for piece in pair)


_FORMS: dict[str, Callable[[str], str]] = {
    "": inline,
    "^": in_paragraph,
    "|": in_cell,
    '"': quoted,
    "$": lambda text: quoted(" ".join(text.replace("`", " ").split()) or text),
    "~": lambda text: quoted(inline(text)),
    "#": str,
    "=": str,
}
