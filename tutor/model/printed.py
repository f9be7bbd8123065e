"""Printed lines: laid out when the catalog is built, fitted to a terminal with plain string methods when shown.

A line is kept unbroken, after one character that says how far its continuation is indented: "0" not at all, "1" by one
cell and so on; " " for a line that is never broken, such as a command. Looks are marks, each a single control
character that no pack's text can hold: they become colours, or nothing. Imports nothing, so that looking up stays fast.
"""

STRONG, CODE, WARN, GOOD, DIM, OFF = "\x01", "\x02", "\x03", "\x04", "\x05", "\x06"
MARKS = {STRONG: "\x1b[1m", CODE: "\x1b[36m", WARN: "\x1b[1;31m", GOOD: "\x1b[32m", DIM: "\x1b[2m", OFF: "\x1b[0m"}

LINK = "\x0e"  # before and after what names another item: its title comes in when the lines are read
WIDE = 80  # columns that tables are laid out for; a narrower screen has them laid out anew

_NEVER = " "
_MOST = 40  # cells of indentation
_NO_MARKS = {ord(mark): None for mark in (*MARKS, LINK)}
_COLOURS = {ord(mark): colour for mark, colour in MARKS.items()}
# What a terminal would obey, or what would turn lines around, and is no mark.
_TURNS = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_OTHERS = dict.fromkeys((0, *range(7, 32), *range(127, 160), *_TURNS))


def line(text: str, hang: int = -1) -> str:
    """A line to be stored: `hang` cells before its continuation, or never broken."""
    return (_NEVER if hang < 0 else chr(48 + min(hang, _MOST))) + text


def fitted(stored: str, width: int, *, colour: bool) -> list[str]:
    """Stored lines as they are printed on `width` columns."""
    marks = _COLOURS if colour else _NO_MARKS
    lines: list[str] = []
    for one in stored.split("\n"):
        text = one[1:].translate(_OTHERS)
        if one[:1] in (_NEVER, "") or (len(text) <= width and text.isascii()) or cells(text) <= width:
            lines.append(text.translate(marks))
        else:
            lines += [part.translate(marks) for part in _broken(text, width, ord(one[0]) - 48)]
    return lines


def squeezed(lines: list[str], most: int) -> list[str]:
    """Lines without the empty ones that part them, where only so they are at most `most`; the first one stays.

    A `most` below 1 is no limit.
    """
    if most < 1 or len(lines) <= most:
        return lines
    head = lines.index("") + 1 if "" in lines else 0
    tight = [*lines[:head], *filter(None, lines[head:])]
    return tight if len(tight) <= most else lines


def harmless(text: str) -> str:
    """Text from a file, its line ends and tabs kept, without what a terminal would obey and what turns lines around."""
    return text.translate({code: None for code in (*_OTHERS, *_NO_MARKS) if code not in (9, 10)})


def plain(stored: str) -> str:
    """Stored lines as bare text, unbroken."""
    return "\n".join([one[1:] for one in stored.translate(_NO_MARKS).split("\n")])


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes; marks take none."""
    text = text.translate(_NO_MARKS)
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum([0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text])


def _broken(text: str, width: int, hang: int) -> list[str]:
    """A line broken at blanks, or inside a word that is longer than a line; a look goes on after the break."""
    indent = " " * (len(text) - len(text.lstrip(" ")))
    rest = " " * min(hang, width // 2)
    lines: list[str] = []
    current, used, empty, look = indent, len(indent), True, ""
    for word in text.split():
        long = cells(word)
        if not empty and used + 1 + long > width:
            lines.append(current + (OFF if look else ""))
            current, used, empty = rest + look, len(rest), True
        while used + long > width and long > 1:
            fits = _cut(word, width - used)
            lines.append(current + word[:fits] + (OFF if look else ""))
            word = word[fits:]
            long, current, used = cells(word), rest + look, len(rest)
        current, used, empty = current + ("" if empty else " ") + word, used + long + (not empty), False
        look = _look_after(word, look)
    lines.append(current)
    return lines


def _cut(word: str, room: int) -> int:
    """How many characters of `word` fit into `room` cells, at least one."""
    fits = 1
    while fits < len(word) and cells(word[: fits + 1]) <= room:
        fits += 1
    return fits


def _look_after(word: str, look: str) -> str:
    for letter in word:
        if letter in MARKS:
            look = "" if letter == OFF else letter
    return look
