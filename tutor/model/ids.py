"""Ids and hashes: what a learner's history hangs on for years (docs/format.md, "Ids")."""

import re
import unicodedata
from hashlib import sha256

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
# A numbered cloze's questions are `trees.1`, `trees.2`: the one dot an id may have, never written by an author.
QUESTION_ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}(\.[0-9]{1,3})?")

_CODE_SPAN = re.compile(r"(`+)(?!`)(.*?)(?<!`)\1(?!`)", re.DOTALL)
_BLANKS = re.compile(r"\s+")


def is_id(text: str) -> bool:
    """Whether `text` can be the id of a pack, an item or a question."""
    return ID_PATTERN.fullmatch(text) is not None


def full_name(pack: str, local: str) -> str:
    """The name that is unique over all packs: `pack/id`. A name that is already full stays as it is."""
    return local if "/" in local else f"{pack}/{local}"


def pack_of(name: str) -> str:
    """The pack part of a full name."""
    return name.partition("/")[0]


def local_of(name: str) -> str:
    """The id part of a full name."""
    return name.rpartition("/")[2]


def normalised(source: str) -> str:
    """Source text as it is hashed: NFC, trimmed, runs of blanks collapsed outside code spans."""
    text = unicodedata.normalize("NFC", source).strip()
    parts: list[str] = []
    end = 0
    for span in _CODE_SPAN.finditer(text):
        parts.append(_BLANKS.sub(" ", text[end : span.start()]))
        parts.append(span.group(0))
        end = span.end()
    parts.append(_BLANKS.sub(" ", text[end:]))
    return "".join(parts)


def text_hash(source: str) -> str:
    """A hash of source text that survives reflowing: `1:` and 16 hex digits of SHA-256 over `normalised(source)`."""
    return "1:" + sha256(normalised(source).encode()).hexdigest()[:16]


def joined_hash(sources: tuple[str, ...], *, ordered: bool = False) -> str:
    """A hash over several texts; their order counts only where it is the answer. No text, no hash: ""."""
    if not sources:
        return ""
    parts = [normalised(source) for source in sources]
    if not ordered:
        parts.sort()
    return "1:" + sha256("\0".join(parts).encode()).hexdigest()[:16]
