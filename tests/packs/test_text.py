"""Markdown as it is shown: blocks and runs, with nothing in them that could steer a terminal."""

import pytest
from hypothesis import given, settings, strategies as st

from tutor.model.items import Lesson, Page
from tutor.model.text import (
    Blocks,
    Callout,
    Code,
    Definitions,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Style,
    Table,
    plain,
)
from tutor.packs import markdown
from tutor.packs.reading import read_file
from tutor.packs.source import Source

HEAD = "---\ntitle: First\nwhy: w\nessence: e\nminutes: 9\n---\n"


def blocks(body: str) -> Blocks:
    file = read_file("kit", "lessons/first.md", (HEAD + body).encode())
    assert isinstance(file.item, Lesson), file.problems
    page = file.item.screens[0]
    assert isinstance(page, Page)
    return page.blocks


def runs(body: str) -> Runs:
    block = blocks(body)[0]
    assert isinstance(block, Paragraph)
    return block.runs


def test_styles_nest_and_neighbours_join() -> None:
    assert runs("a **b *c*** ~~d~~ `e` f\ng\n") == (
        Run("a "),
        Run("b ", int(Style.STRONG)),
        Run("c", int(Style.STRONG | Style.EMPHASIS)),
        Run(" "),
        Run("d", int(Style.STRUCK)),
        Run(" "),
        Run("e", int(Style.CODE)),
        Run(" f g"),
    )


def test_a_hard_break_is_a_line_feed() -> None:
    assert [run.text for run in runs("a  \nb\\\nc\n")] == ["a", "\n", "b", "\n", "c"]


def test_links_lead_to_the_web_or_to_items_and_nowhere_else() -> None:
    found = runs(
        "[a](https://x.org) [b](file:///etc/passwd) [c](javascript:x) <mailto:a@b.c> [[which]] [[far/x]] `[[no]]`\n"
    )
    assert [(run.text, run.link) for run in found if run.link] == [
        ("a", "https://x.org"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("which", "tutor:kit/which"),
        ("far/x", "tutor:far/x"),
    ]
    assert runs("[a](other.md)\n") == (Run("a"),)


def test_an_image_is_its_description_and_address() -> None:
    assert runs("![a *graph*](https://x.org/g.png) ![](g.png)\n") == (
        Run("a graph (https://x.org/g.png)", 0, "https://x.org/g.png"),
        Run(" g.png"),
    )


def test_references_work_across_the_file() -> None:
    assert runs("See [it][1].\n\n[1]: https://x.org\n")[1] == Run("it", 0, "https://x.org")


def test_html_is_shown_as_it_is() -> None:
    assert plain(runs("<b>x</b> &lt; <script>\n")) == "<b>x</b> < <script>"


def test_every_kind_of_block() -> None:
    found = blocks(
        "# H\n\n1) a\n2) b\n\n> - [ ] c\n> - [x] d\n> - e\n\n> q\n\n> [!WARNING]\n> w\n\n> [!tip]\n\n"
        "| a | b |\n|:-:|--:|\n| 1 |\n\nt\n: m\n\n```py x\nif 1:\n\tpass\n```\n\n    indented\n\n***\n"
    )
    heading, numbers, boxes, quote, warning, tip, table, terms, fence, indented = found
    assert heading == Heading(1, (Run("H"),))
    assert isinstance(numbers, ListBlock)
    assert numbers.start == 1
    assert isinstance(boxes, Quote)
    tasks = boxes.blocks[0]
    assert isinstance(tasks, ListBlock)
    assert [each.ticked for each in tasks.items] == [False, True, None]
    assert tasks.items[1].blocks == (Paragraph((Run("d"),)),)
    assert quote == Quote((Paragraph((Run("q"),)),))
    assert warning == Callout("warning", (Paragraph((Run("w"),)),))
    assert tip == Callout("tip", ())
    assert table == Table(((Run("a"),), (Run("b"),)), (((Run("1"),), ()),), ("center", "right"))
    assert terms == Definitions((((Run("t"),), (Paragraph((Run("m"),)),)),))
    assert fence == Code("py", "if 1:\n\tpass")
    assert indented == Code("", "indented")


def test_a_rule_inside_a_quote_is_a_rule() -> None:
    assert blocks("> a\n>\n> ---\n") == (Quote((Paragraph((Run("a"),)), Rule())),)


def test_brackets_of_other_markup_are_plain_text() -> None:
    assert runs("[/] and [@click=app.bell]x[/] [bold]\n") == (Run("[/] and [@click=app.bell]x[/] [bold]"),)


@pytest.mark.parametrize(
    "written",
    ["a\x1b[31mb", "a\x00b", "a\u202eb", "a\x9bb", "a&#x202e;b", "`a\u2066b`", "a\x07b", "a\ufdd0b", "a\x7fb"],
)
def test_nothing_in_text_steers_a_terminal(written: str) -> None:
    text = plain(runs(f"{written}\n"))
    assert text in ("ab", "a[31mb")


def test_an_escape_in_front_matter_is_left_out_with_its_place() -> None:
    file = read_file("kit", "lessons/a.md", HEAD.replace("w\n", '"a\\e[31mb"\n').encode() + b"Text\n")
    assert isinstance(file.item, Lesson)
    assert plain(file.item.why[0][1]) == "a[31mb"
    assert [(problem.code, problem.place.line, problem.place.column) for problem in file.problems] == [("W002", 3, 7)]


INLINE = st.text(alphabet="ab `*_[]()\\!~&<>:/\t\n=é", max_size=40).map(str.strip)


@given(INLINE)
@settings(max_examples=400, deadline=None)
def test_the_short_way_to_code_spans_agrees_with_the_parser(content: str) -> None:
    if markdown._CODE_ONLY.fullmatch(content):
        assert markdown._code_runs(content) == markdown.inline_runs(Source("kit", "a.md"), content, 1)


@given(st.lists(st.sampled_from(["`a`", "` b `", "c d", "(e)", " ", "``", "`", "! ]", "`  `", "` f`"]), max_size=8))
@settings(max_examples=300, deadline=None)
def test_the_short_way_agrees_on_texts_full_of_code(pieces: list[str]) -> None:
    content = "".join(pieces).strip()
    if markdown._CODE_ONLY.fullmatch(content):
        assert markdown._code_runs(content) == markdown.inline_runs(Source("kit", "a.md"), content, 1)
