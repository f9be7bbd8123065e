"""Capturing what has just worked: a draft of a job aid in the learner's own pack, to be finished by hand."""

import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

from tutor.errors import TutorError
from tutor.packs.folder import LARGEST, read_pack
from tutor.packs.pack import PACK_FILE
from tutor.packs.reading import read_file
from tutor.packs.source import without_unsafe
from tutor.places import Places
from tutor.settings import OWN_PACK

MOST = 64_000  # characters of what is captured; more is a document, not a step
_LONGEST_ID = 64
_LONGEST_TITLE = 80

_PACK_YAML = f"""\
format: 1
pack: {OWN_PACK}
title: My own pack
about: What I want to find again.
"""

# What a program wrote for a terminal: CSI and OSC sequences, shifts of character sets, other two-byte escapes.
_SEQUENCES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[PX^_][^\x1b]*(?:\x1b\\)?|\x1b[ -/]*[0-~]"
)
_OVERTYPED = re.compile(r"[^\n\x08]\x08")  # bold and underlined text of old pagers
_SECRET = r"[\w-]*(?:passw(?:or)?d|passphrase|token|secret|api[_-]?key|access[_-]?key|credential)[\w-]*"
_SECRETS = re.compile(
    rf"(?P<named>{_SECRET})[\"']?\s*[=:]\s*\S|(?P<flag>--?{_SECRET})\s+\S"
    r"|(?P<header>authorization:|bearer\s)\s*\S"
    r"|(?P<key>PRIVATE KEY)-----"
    r"|\b(?P<known>gh[pousr]_|github_pat_|glpat-|xox[abprs]-|AKIA)\w{8}"
    r"|(?P<address>\w+://)[^\s/:@]*:[^\s/@]+@",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was written: the aid's id in the pack `own`, and its file."""

    id: str
    path: str

    @property
    def name(self) -> str:
        return f"{OWN_PACK}/{self.id}"


def plain(text: str) -> str:
    """What a person saw of text that was made for a terminal: no sequences, no control characters, no blank edges."""
    text = _SEQUENCES.sub("", text.replace("\r\n", "\n"))
    text = "\n".join([line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n")])  # the last of what blinked
    lines = [line.rstrip() for line in without_unsafe(_OVERTYPED.sub("", text)).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def secrets_in(text: str) -> list[str]:
    """The words that a secret seems to stand behind; never the secret itself."""
    found = [next(filter(None, match.groups())) for match in _SECRETS.finditer(text)]
    return list(dict.fromkeys(word.strip() for word in found))


def capture(where: Places, text: str, title: str = "", ask: str = "") -> Draft:
    """Write a draft aid that holds `text`, and make the learner's own pack for it on first use.

    Without a `title` it is called what it does: by its first line. `ask` is the question that nothing was found for.
    Nothing is ever overwritten. Raises TutorError where there is nothing to keep, or it cannot be written.
    """
    text = plain(text)
    if not text:
        raise TutorError("there is nothing to capture", hint="For example: tutor capture --command 'git stash pop'")
    if len(text) > MOST:
        raise TutorError(
            f"that is {len(text):,} characters, too many for a job aid",
            hint="Capture the lines that helped, for example: … | tail -n 20 | tutor capture",
        )
    title = _one_line(title) or _one_line(ask) or _title_of(text)
    try:
        os.makedirs(os.path.join(where.own, "aids"), exist_ok=True)
        with suppress(FileExistsError):
            _write(os.path.join(where.own, PACK_FILE), _PACK_YAML)
        return _first_free(where.own, id_from(title), draft(title, text, _one_line(ask)))
    except OSError as error:
        raise TutorError(
            f"the draft cannot be written: {(error.strerror or '').lower()}", where=error.filename or where.own
        ) from error


def draft(title: str, text: str, ask: str = "") -> str:
    """The Markdown of a procedure with one step. What is left to say stands in comments, which nobody is shown."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    code = "\n".join(f"   {line}" if line else "" for line in (f"{fence}sh", *text.split("\n"), fence))
    return f"""\
---
title: {_quoted(title)}
aid: procedure
# How do people ask for this? Their questions, symptoms and error messages, word for word; two or more are best.
asks: [{_quoted(ask) if ask else ""}]
# when: It helps in this case.
# not_when: Leave it alone in that one.
# tags: [words, to, find, it, by]
---
1. Type this:

{code}
"""


def id_from(title: str) -> str:
    """An id made of a title's letters and digits; `captured` where it has none that an id may have."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", ascii_only)[:_LONGEST_ID].strip("-") or "captured"


def look_over(draft: Draft) -> tuple[list[str], list[str]] | None:
    """What is wrong with a draft after its author has left the editor, and `secrets_in` it; None if it is gone."""
    path = f"aids/{draft.id}.md"
    try:
        with open(draft.path, "rb") as file:
            data = file.read(LARGEST)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TutorError("the draft cannot be read", where=draft.path) from error
    return [str(problem) for problem in read_file(OWN_PACK, path, data).problems], secrets_in(
        data.decode("utf-8", "replace")
    )


def _first_free(folder: str, id: str, text: str) -> Draft:
    """Write under the first of `id`, `id-2`, `id-3` … that no item or question of the pack has."""
    taken = {known for facts in read_pack(folder).files for known, *_ in facts.ids}
    number = 1
    while True:
        end = f"-{number}" if number > 1 else ""
        name = id[: _LONGEST_ID - len(end)].rstrip("-") + end
        number += 1
        if name in taken:
            continue
        path = os.path.join(folder, "aids", f"{name}.md")
        with suppress(FileExistsError):
            _write(path, text)
            return Draft(name, path)


def _write(path: str, text: str) -> None:
    with open(path, "x", encoding="utf-8") as file:
        file.write(text)


def _title_of(text: str) -> str:
    """The first line; not where it seems to hold a secret, since a title shows in lists and names the file."""
    first = _one_line(text.partition("\n")[0])
    return "Captured" if secrets_in(first) else first


def _one_line(text: str) -> str:
    """A text as a title: on one line, and no longer than a title should be."""
    line = " ".join(plain(text).split())
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"


def _quoted(text: str) -> str:
    """A text as front matter takes it, whatever signs it holds."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
