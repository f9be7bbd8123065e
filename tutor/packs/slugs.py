"""Readable ids out of words, derived once: whoever has one keeps it, whatever becomes of the words."""

import re
import unicodedata
from collections.abc import Container

LONGEST = 64  # characters of an id
_READABLE = 40  # characters of a derived one; the rest is kept for an author who wants more
_WORDS = 5
# Letters that have no decomposition in Unicode, and what they are written as where they are missing.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "’": "", "'": ""}
)
# What English questions begin with and are held together by: without these an id says more in less.
_SMALL = frozenset(
    re.findall(
        "[a-z]+",
        "a an and are at be by can did do does for from has have how i in is it its of on or that the their there these"
        " this those to was were what when where which who why will with would you your",
    )
)


def slug_of(words: str) -> str:
    """An id made of the telling words among `words`; "" where no letter or digit of theirs can stand in an id."""
    found = _ascii_words(words)
    telling = [word for word in found if word not in _SMALL] or found
    slug = ""
    for word in telling[:_WORDS]:
        longer = f"{slug}-{word}" if slug else word
        if slug and len(longer) > _READABLE:
            break
        slug = longer
    return slug[:_READABLE]


def full_slug(words: str) -> str:
    """An id made of all of `words`."""
    return "-".join(_ascii_words(words))[:LONGEST].strip("-")


def first_free(slug: str, taken: Container[str]) -> str:
    """`slug`, or `slug-2`, `slug-3` …: the first that is not taken."""
    number, found = 1, slug
    while found in taken:
        number += 1
        end = f"-{number}"
        found = slug[: LONGEST - len(end)].rstrip("-") + end
    return found


def _ascii_words(words: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", words.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.findall("[a-z0-9]+", plain)
