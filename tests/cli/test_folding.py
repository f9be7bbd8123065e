"""Lines for a terminal are folded between words."""

import re

from hypothesis import given, strategies as st

from tutor.cli.folding import fold
from tutor.model.layout import cell_width

WORDS = st.lists(st.text("abc-/漢", min_size=1, max_size=12), min_size=1, max_size=20)


@given(WORDS, st.integers(0, 12), st.integers(1, 40))
def test_no_word_is_broken_or_lost_and_no_piece_is_too_wide_that_could_be_folded(
    words: list[str], indent: int, width: int
) -> None:
    pieces = fold(" " * indent + " ".join(words), width)
    assert " ".join(pieces).split() == words
    for piece in pieces:
        assert cell_width(piece) <= width or len(piece.split()) == 1


def test_what_fits_stays_as_it_is() -> None:
    assert fold("  id      title", 20) == ["  id      title"]


def test_what_goes_on_is_further_in_but_not_on_a_narrow_screen() -> None:
    assert fold("  one two three", 10) == ["  one two", "three"]
    assert fold("  one two three", 14) == ["  one two", "      three"]


def test_colours_take_no_room() -> None:
    line = "\x1b[1mone\x1b[0m two \x1b[2mthree\x1b[0m"
    assert fold(line, 13) == [line]
    assert [re.sub("\x1b[^m]*m", "", piece) for piece in fold(line, 9)] == ["one two", "    three"]
