"""Blocks as lines of a width: nothing is cut without a sign, and every line begins where it should."""

import pytest
from hypothesis import given, strategies as st
from textual.content import Content

from tutor.model.text import (
    Block,
    Callout,
    Code,
    Definitions,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Table,
)
from tutor.tui.text import Links
from tutor.tui.widgets.blocks import Leaf, block_widgets
from tutor.tui.widgets.layout import NOTHING, Grid, Laid


def said(text: str) -> Runs:
    return (Run(text),)


def paragraph(text: str) -> Paragraph:
    return Paragraph(said(text))


def drawn(*blocks: Block, width: int = 40) -> list[str]:
    """The blocks as plain lines."""
    lines: list[str] = []
    for widget in block_widgets(blocks):
        assert isinstance(widget, Leaf)
        visual = widget.draw(Links())
        assert isinstance(visual, Laid)
        lines += [line.plain.rstrip() for line in visual.lines(width)]
    return lines


def test_a_blank_line_stands_between_paragraphs() -> None:
    assert drawn(paragraph("One."), paragraph("Two.")) == ["One.", "", "Two."]


def test_an_item_hangs_behind_its_marker() -> None:
    assert drawn(ListBlock((ListItem((paragraph("one two three"),)),)), width=9) == ["• one two", "  three"]


def test_numbers_stand_one_below_the_other() -> None:
    items = tuple(ListItem((paragraph(f"step {n}"),)) for n in range(9, 11))
    assert drawn(ListBlock(items, start=9)) == [" 9. step 9", "10. step 10"]


def test_task_boxes_are_drawn() -> None:
    items = (ListItem((paragraph("done"),), True), ListItem((paragraph("to do"),), False))
    assert drawn(ListBlock(items)) == ["☑ done", "☐ to do"]


def test_a_list_in_a_list_is_indented() -> None:
    inner = ListBlock((ListItem((paragraph("inner"),)),))
    assert drawn(ListBlock((ListItem((paragraph("outer"), inner)),))) == ["• outer", "  ◦ inner"]


def test_a_callout_says_what_it_is_in_a_sign_and_a_word() -> None:
    assert drawn(Callout("warning", (paragraph("It is gone then."),))) == ["▏ ! Warning", "▏ It is gone then."]


def test_the_bar_of_a_quote_goes_on_between_its_paragraphs() -> None:
    assert drawn(Quote((paragraph("a"), paragraph("b")))) == ["▏ a", "▏", "▏ b"]


def test_a_command_that_is_too_long_goes_on_below_with_a_sign() -> None:
    assert drawn(Code("", "git log --oneline --graph"), width=22) == [" git log --oneline", " ↪ --graph"]
    assert drawn(Code("", "x" * 14), width=12) == [" " + "x" * 8, " ↪ " + "x" * 6]


def test_code_in_a_known_language_is_coloured_and_in_an_unknown_one_is_not() -> None:
    known, unknown = (block_widgets((Code(language, "echo 'a' # b"),))[0] for language in ("bash", "no-such"))
    spans = []
    for widget in (known, unknown):
        assert isinstance(widget, Leaf)
        visual = widget.draw(Links())
        assert isinstance(visual, Laid)
        spans.append({str(span.style) for line in visual.lines(40) for span in line.spans})
    assert "italic $quiet" in spans[0]
    assert "italic $quiet" not in spans[1]


TABLE = Table(
    (said("When"), said("Use")),
    ((said("last commit wrong"), said("reset")), (said("pushed"), said("revert"))),
    ("", "right"),
)


def test_columns_are_aligned() -> None:
    assert drawn(TABLE) == [
        "When                  Use",
        "─────────────────  ──────",
        "last commit wrong   reset",
        "pushed             revert",
    ]


def test_cells_wrap_where_there_is_less_room() -> None:
    assert drawn(TABLE, width=18) == [
        "When           Use",
        "──────────  ──────",
        "last         reset",
        "commit",
        "wrong",
        "",
        "pushed      revert",
    ]


def test_a_table_that_does_not_fit_is_stacked_under_its_headings() -> None:
    assert drawn(TABLE, width=12)[:3] == ["When: last", "  commit", "  wrong"]
    assert "Use: reset" in drawn(TABLE, width=12)


def test_definitions_stand_below_their_terms() -> None:
    assert drawn(Definitions(((said("HEAD"), (paragraph("where you are"),)),))) == ["HEAD", "    where you are"]


def test_a_rule_goes_from_side_to_side() -> None:
    assert drawn(Rule(), width=5) == ["─────"]


@given(
    st.lists(st.lists(st.text("ab \n", max_size=30), min_size=2, max_size=2), max_size=4),
    st.integers(min_value=6, max_value=60),
)
def test_no_line_of_a_table_is_wider_than_the_screen(cells: list[list[str]], width: int) -> None:
    rows = [[Content(cell) for cell in row] for row in cells]
    grid = Grid([Content("one"), Content("two")], rows, ["", ""], NOTHING, NOTHING, None)
    assert all(line.cell_length <= width for line in grid.lines(width))


@given(st.text(max_size=200), st.integers(min_value=10, max_value=60))
def test_no_line_of_code_is_wider_than_the_screen_and_none_is_lost(text: str, width: int) -> None:
    lines = drawn(Code("", text), width=width)
    assert all(Content(line).cell_length <= width for line in lines)
    assert len(lines) >= len(text.split("\n"))


@pytest.mark.parametrize("number", [0, 1])
def test_links_are_numbered_in_the_order_they_are_read(number: int) -> None:
    runs = (Run("a", link="tutor:p/a"), Run(" and "), Run("b", link="https://b.example"))
    leaf = block_widgets((Paragraph(runs),))[0]
    assert isinstance(leaf, Leaf)
    assert leaf.links == ("tutor:p/a", "https://b.example")
