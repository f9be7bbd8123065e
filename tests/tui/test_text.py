"""The one door: whatever a pack says is text, never markup and never a control code."""

import pytest
from hypothesis import given, strategies as st

from tutor.model.text import Run, Style
from tutor.tui.text import CHOSEN_LINK, EMPTY_BLANK, LINK, Links, content, plain, safe

HOSTILE = ("[/]", "[@click=app.bell]x[/]", "[bold]x", "[link=file:///etc/passwd]x[/link]", "\\[", "[")


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_stays_text(text: str) -> None:
    assert plain(text).plain == text
    assert content((Run(text),)).plain == text
    assert not content((Run(text),)).spans


@given(st.text())
def test_no_control_code_passes_the_door(text: str) -> None:
    for drawn in (plain(text).plain, content((Run(text, Style.CODE),)).plain):
        assert len(drawn) == len(text)
        assert not any((ord(sign) < 32 and sign not in "\n\t") or 0x7F <= ord(sign) < 0xA0 for sign in drawn)


def test_an_escape_sequence_loses_its_escape() -> None:
    assert safe("\x1b[31mred") == "�[31mred"


def test_text_that_would_change_the_direction_of_writing_shows_as_such() -> None:
    assert safe("rm \u202etxt.exe") == "rm �txt.exe"


def test_blanks_are_lines_until_they_are_filled() -> None:
    runs = (Run("HEAD, "), Run("1", Style.BLANK), Run(" and "), Run("2", Style.BLANK))
    assert content(runs).plain == f"HEAD, {EMPTY_BLANK} and {EMPTY_BLANK}"
    assert content(runs, blanks=["the index", ""]).plain == f"HEAD, the index and {EMPTY_BLANK}"


def test_neighbouring_runs_with_one_target_are_one_link() -> None:
    links = Links()
    runs = (Run("see ", link="tutor:a/b"), Run("reset", Style.CODE, "tutor:a/b"), Run(" or "), Run("c", 0, "tutor:a/b"))
    content(runs, links=links)
    assert links.targets == ["tutor:a/b", "tutor:a/b"]


def test_the_chosen_link_looks_chosen() -> None:
    drawn = content((Run("a", link="tutor:x/a"), Run(" "), Run("b", link="tutor:x/b")), links=Links(chosen=1))
    assert [span.style for span in drawn.spans] == [LINK, CHOSEN_LINK]
