"""Text as words, the same way when an aid is written and when a question is asked.

Plain string methods: `re` alone costs half of what a whole look-up may take. Everything here works on folded text:
small letters without accents.
"""

_STOP = (
    "a an and any are as at be been but by can cannot could did do does doing for from get got had has have how i if in"
    " into is it its just me my of on or our shall should so some than that the their them then there these this those"
    " to too us was we were what when where which who why will with would you your"
)
_SHORT = (  # as they are typed in haste
    "arent cant couldnt didnt doesnt dont hadnt hasnt havent im isnt ive shouldnt thats theres theyre wasnt werent"
    " whats wheres wont wouldnt youre youve"
)
STOP = frozenset(f"{_STOP} {_SHORT}".split())

_GAPS = {code: " " for code in range(128) if not chr(code).isalnum()}
_GAPS_IN_LINES = {code: gap for code, gap in _GAPS.items() if code != ord("\n")}


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded. A word is a run of letters and digits."""
    text = _small(text)
    if text.isascii():
        return text.translate(_GAPS).split()
    return "".join([letter if letter.isalnum() else " " for letter in _without_accents(text)]).split()


def folded(lines: str) -> str:
    """Lines of text with nothing but their words left, a blank between two; lines without a word are left out."""
    lines = _small(lines)
    if lines.isascii():
        words = lines.translate(_GAPS_IN_LINES)
    else:
        words = "".join([one if one.isalnum() or one == "\n" else " " for one in _without_accents(lines)])
    return "\n".join([" ".join(line.split()) for line in words.split("\n") if line and not line.isspace()])


def _small(text: str) -> str:
    """In small letters; "don't" is one word, as it is where somebody leaves the apostrophe out."""
    return text.lower().replace("n't", "nt").replace("n\u2019t", "nt")


def _without_accents(text: str) -> str:
    from unicodedata import combining, normalize

    return "".join([letter for letter in normalize("NFKD", text) if not combining(letter)])


def content_words(words: list[str]) -> list[str]:
    """The different words that carry meaning, in order; all of them where none does."""
    different = list(dict.fromkeys(words))
    return [word for word in different if word not in STOP] or different


def stem_of(word: str) -> str:
    """What the forms of an English word have in common, near enough to compare two of them."""
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith(("ed", "es")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


def may_be_typo(typed: str, meant: str) -> bool:
    """Whether one letter was left out, added, replaced, or two neighbours were swapped."""
    shorter, longer = sorted((typed, meant), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    if len(shorter) < len(longer):
        return shorter[same:] == longer[same + 1 :]
    if typed[same + 1 :] == meant[same + 1 :]:
        return True
    return typed[same : same + 2] == meant[same : same + 2][::-1] and typed[same + 2 :] == meant[same + 2 :]


def gaps_of(word: str) -> set[str]:
    """The word itself and what is left of it without one of its letters: two words one slip apart share one of them."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
