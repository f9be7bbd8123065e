"""Grammar that gives an answer away: the one option that goes on from the prompt as English has it.

Nothing is guessed: where an option may be singular or plural, or how it is spoken is anybody's guess, nothing is said.
"""

import re
from collections.abc import Sequence

_GAP = re.compile(r"_{2,}|…|\.{3}")
_ARTICLE = re.compile(r"\b(an?)[\s_…]*(?:\.{3})?[\s:?.]*", re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[A-Za-z]?[a-z]+\b")
_LIKE_CONSONANT = ("uni", "use", "usu", "uti", "eu", "one", "once", "ubi")
_LIKE_VOWEL = ("hour", "honest", "honour", "honor", "heir")

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten"
_LEADS_TO_MANY = re.compile(rf"\b({_NUMBERS}|both|several|many|few|these|those)[\s:]*", re.IGNORECASE)
_LEADS_TO_ONE = re.compile(r"\b(one|a single|each|every|another)[\s:]*", re.IGNORECASE)
_IS, _ARE = re.compile(r"\b(is|was)[\s:]*", re.IGNORECASE), re.compile(r"\b(are|were)[\s:]*", re.IGNORECASE)
_ASKS_FOR_MANY = re.compile(r"(?:which|what)\s+(?:[a-z]+s|people)\s+(?:are|were|have|do)\b", re.IGNORECASE)
_ASKS_FOR_ONE = re.compile(r"(?:which|what)\s+[a-z]+\s+(?:is|was|has|does)\b", re.IGNORECASE)

_MANY_FIRST = re.compile(rf"(?:{_NUMBERS}|both|several|many|few|these|those)\b", re.IGNORECASE)
_ONE_FIRST = re.compile(r"(?:an?|one|this|another)\b", re.IGNORECASE)
_AND = re.compile(r"(?:`[^`]+`|[\w-]+)(?:, (?:`[^`]+`|[\w-]+))*,? and (?:`[^`]+`|[\w-]+)")
_CODE = re.compile(r"`[^`]+`")
_AFTER_HEAD = re.compile(r"\b(?:of|to|in|for|with|that|which|who|from|on|at|by|and|or|as|than)\b")
_PLURAL = re.compile(r"[a-z]{2,}(?<![sui])s")
_PLURALS = frozenset(("people", "children", "men", "women", "feet", "mice", "teeth"))
_OPEN = re.compile(
    "always|sometimes|perhaps|yes|no|news|means|lens|series|does|goes|none|nothing|all|everything|alias|bias"
)
_NO_NOUN = re.compile(
    r"(?:it|they|you|we|he|she|i|what|that|there|nothing|none|only|to|not|never|if|when)\b", re.IGNORECASE
)
_LONGEST = 5  # words of what is taken for a noun with what belongs to it


def only_fit(prompt: str, options: Sequence[str]) -> tuple[int, str]:
    """Which option alone goes on from the prompt, and the words of the prompt that it goes on from; -1 for none.

    `options` as they are written, Markdown and all.
    """
    before, gap, after = _around_gap(prompt.strip())
    article = _at_end(_ARTICLE, before)
    if article:
        return _single([_fits_article(article, option) for option in options]), article
    numbers = [_number(option) for option in options]
    lead, many = _lead(prompt.strip(), before, after if gap else "")
    if not lead:
        return -1, ""
    if _ARE.fullmatch(lead):  # whatever has no article may be an adjective, and goes on from both
        numbers = [not _ONE_FIRST.match(option) for option in options]
    if None in numbers:
        return -1, ""
    return _single([number is many for number in numbers]), lead


def _around_gap(prompt: str) -> tuple[str, str, str]:
    """What stands before a gap, the gap, and what stands after it; without one all of it stands before."""
    gap = _GAP.search(prompt)
    return (prompt[: gap.start()], gap.group(), prompt[gap.end() :]) if gap else (prompt, "", "")


def _at_end(pattern: re.Pattern[str], text: str) -> str:
    """The first group of a match that ends where the text ends, in small letters."""
    found = [match for match in pattern.finditer(text) if match.end() == len(text)]
    return found[-1].group(1).lower() if found else ""


def _lead(prompt: str, before: str, after: str) -> tuple[str, bool]:
    """The words of a prompt that say how many are meant, and whether these are many; "" for none."""
    for many, at_end, verb, asks in (
        (True, _LEADS_TO_MANY, _ARE, _ASKS_FOR_MANY),
        (False, _LEADS_TO_ONE, _IS, _ASKS_FOR_ONE),
    ):
        words = _at_end(at_end, before) or _at_end(verb, before)
        follows, asked = verb.match(after.lstrip()), asks.match(prompt)
        words = words or (follows.group(1) if follows else "") or (asked.group() if asked else "")
        if words:
            return words, many
    return "", False


def _fits_article(article: str, option: str) -> bool | None:
    word = _PLAIN_WORD.match(option)
    if word is None:
        return None  # how code and abbreviations are spoken is anybody's guess
    return _sounds_open(word.group()) == (article == "an") and _number(option) is not True


def _single(fits: Sequence[bool | None]) -> int:
    """The place of the only one that fits; -1 where there are others, or where that is open."""
    return fits.index(True) if None not in fits and fits.count(True) == 1 else -1


def _number(option: str) -> bool | None:
    """Whether an option names several things (True) or one (False); None where that is open."""
    option = option.strip(" .!")
    if _MANY_FIRST.match(option) or _AND.fullmatch(option):
        return True
    if _ONE_FIRST.match(option) or _CODE.fullmatch(option):
        return False
    if _NO_NOUN.match(option):
        return None
    words = _AFTER_HEAD.split(option.removeprefix("the ").removeprefix("The "))[0].split()
    if not words or len(words) > _LONGEST or not words[-1].isalpha() or not words[-1].islower():
        return None
    head = words[-1]
    if _OPEN.fullmatch(head):
        return None
    return head in _PLURALS or _PLURAL.fullmatch(head) is not None


def is_one(option: str) -> bool:
    """Whether an option is not seen to name several things."""
    return not _number(option)


def _sounds_open(word: str) -> bool:
    """Whether a word is spoken with a vowel first."""
    word = word.lower()
    if word.startswith(_LIKE_CONSONANT):
        return False
    return word[0] in "aeiou" or word.startswith(_LIKE_VOWEL)
