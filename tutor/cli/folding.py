"""Lines that are too wide for a terminal, folded between words as a person would, not cut inside them."""

import re

from tutor.model.layout import cell_width

_BLANKS = re.compile(" *")
_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_DEEPER = "    "  # what goes on below begins so much further in
_DEEPEST = 0.5  # of the width


def fold(line: str, width: int) -> list[str]:
    """The line in pieces of at most `width` columns, but for words that are wider themselves; colours take no room."""
    if _wide(line) <= width:
        return [line]
    indent = _BLANKS.match(line)
    begins = indent[0] if indent else ""
    below = begins + _DEEPER if len(begins) + len(_DEEPER) <= width * _DEEPEST else ""
    pieces, piece = [], begins
    for word in line[len(begins) :].split(" "):
        grown = f"{piece} {word}" if piece.strip() else piece + word
        if piece.strip() and _wide(grown) > width:
            pieces.append(piece.rstrip(" "))
            grown = below + word
        piece = grown
    return [*pieces, piece]


def _wide(text: str) -> int:
    return cell_width(_COLOUR.sub("", text))
