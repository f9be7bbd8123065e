"""What a problem code means, for `tutor explain`."""

from difflib import get_close_matches

from tutor.errors import NotFound
from tutor.packs.codes import CODES, FAMILIES
from tutor.packs.codes.code import PLACES, Code

__all__ = ["Code", "by_family", "explained", "place_of"]


def explained(code: str) -> Code:
    """The code of that name, in whatever case. Raises NotFound with the nearest one."""
    known = CODES.get(code.upper())
    if known is None:
        close = get_close_matches(code.upper(), CODES, n=1, cutoff=0.5)
        hint = f"Did you mean {close[0]}? " if close else ""
        raise NotFound(f"{code!r} is no code", hint=f"{hint}tutor explain lists them all")
    return known


def by_family() -> list[tuple[str, tuple[Code, ...]]]:
    """All codes, by what they are about."""
    return [(family.TITLE, family.CODES) for family in FAMILIES]


def place_of(code: Code) -> str:
    """Where the examples of a code stand, in words; "" where these say it themselves."""
    return PLACES.get(code.where, "")
