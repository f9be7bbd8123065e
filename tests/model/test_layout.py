"""Blocks as plain lines: what a pipe, a screen reader and a slow connection get."""

from hypothesis import given, strategies as st

from tutor.model.layout import cell_width, plain_lines, plain_runs, wrap
from tutor.model.text import Callout, Code, ListBlock, ListItem, Paragraph, Quote, Run, Style, Table


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def test_style_is_said_with_signs():
    runs = (
        Run("Type "),
        Run("git log", Style.CODE),
        Run(", read "),
        Run("more", link="https://git-scm.com"),
        Run(" or "),
        Run("which-undo", link="tutor:git-rescue/which-undo"),
        Run(" and fill "),
        Run("1", Style.BLANK),
    )
    assert plain_runs(runs) == "Type `git log`, read more (https://git-scm.com) or which-undo and fill __(1)__"


def test_blocks_stand_apart_and_code_keeps_its_lines():
    blocks = (paragraph("Look first."), Code("sh", "git status\n  git log"), paragraph("Then act."))
    assert plain_lines(blocks) == ["Look first.", "", "    git status", "      git log", "", "Then act."]


def test_lists_hang_under_their_signs():
    items = (
        ListItem((paragraph("a rather long item that goes on"),)),
        ListItem((paragraph("done"),), ticked=True),
    )
    assert plain_lines((ListBlock(items, start=9),), width=24) == [
        "9. a rather long item",
        "   that goes on",
        "10. [x] done",
    ]


def test_quotes_and_callouts_say_what_they_are():
    blocks = (Quote((paragraph("said"),)), Callout("warning", (paragraph("This deletes."),)))
    assert plain_lines(blocks) == ["| said", "", "Warning:", "  This deletes."]


def cells(*texts: str) -> tuple[tuple[Run, ...], ...]:
    return tuple((Run(text),) for text in texts)


def test_tables_are_aligned_and_stacked_where_they_do_not_fit():
    table = Table(cells("Flag", "Lines"), (cells("-n", "10"), cells("--all", "2")), ("", "right"))
    assert plain_lines((table,)) == ["Flag   Lines", "-----  -----", "-n        10", "--all      2"]
    assert plain_lines((table,), width=9) == ["Flag: -n", "Lines: 10", "", "Flag:", "  --all", "Lines: 2"]


def test_wide_characters_take_two_cells():
    assert cell_width("日本") == 4
    assert wrap("日本 日本", 6) == ["日本", "日本"]


@given(st.lists(st.text("abc日 ", min_size=1), max_size=20).map(" ".join), st.integers(8, 40), st.integers(0, 4))
def test_no_word_is_lost_and_no_line_is_longer_than_it_must_be(text, width, indent):
    lines = wrap(text, width, " " * indent)
    assert " ".join(lines).split() == text.split()
    for line in lines:
        assert cell_width(line) <= width or len(line.split()) == 1


def test_a_link_that_says_a_title_is_followed_by_the_name_to_open_it_by() -> None:
    assert plain_runs((Run("Which undo?", link="tutor:git/which-undo"),)) == "Which undo? (git/which-undo)"
    for said in ("which-undo", "git/which-undo"):
        assert plain_runs((Run(said, link="tutor:git/which-undo"),)) == said
