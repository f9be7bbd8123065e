"""How an aid is printed: laid out once, fitted to any width, coloured or not."""

import pytest
from hypothesis import given, strategies as st

from tutor.model.aid_layout import aid_lines, commands_of
from tutor.model.items import Aid, Checklist, Decision, Procedure, Reference, Step, Template, Tick
from tutor.model.printed import MARKS, cells, fitted, line, squeezed
from tutor.model.text import Code, ListBlock, ListItem, Paragraph, Run, Style


def runs(text: str, style: Style = Style.PLAIN) -> tuple[Run, ...]:
    return (Run(text, style),)


def text_of(text: str) -> Paragraph:
    return Paragraph(runs(text))


PROCEDURE = Procedure(
    (
        Step(
            (text_of("Take the commit back."), Code("sh", "git reset --soft HEAD~1")),
            commands=(Code("sh", "git reset --soft HEAD~1"),),
            expect=(runs("the work is staged"),),
            otherwise=((runs("it is the only commit"), runs("see elsewhere")),),
        ),
        Step((text_of("Look."),)),
    )
)


def printed(aid: Aid, width: int = 80, colour: bool = False) -> list[str]:
    return fitted(aid_lines(aid), width, colour=colour)


def aid(body: object, **more: object) -> Aid:
    return Aid(pack="p", id="a", title="A title", body=body, **more)  # type: ignore[arg-type]


def test_a_procedure_shows_commands_what_to_expect_and_where_to_go() -> None:
    assert printed(aid(PROCEDURE, when=runs("Nobody has it."), requires=(("git", ">=2.23"),))) == [
        "A title",
        "When: Nobody has it.",
        "Needs: git >=2.23",
        "",
        "1. Take the commit back.",
        "     git reset --soft HEAD~1",
        "   => the work is staged",
        "   !! it is the only commit: see elsewhere",
        "",
        "2. Look.",
    ]


def test_a_checklist_marks_the_killer_by_sign_and_word() -> None:
    body = Checklist(((Tick(runs("Look")), Tick(runs("Copy first"), killer=True)), (Tick(runs("Go")),)))
    assert printed(aid(body))[2:] == ["[ ] Look", "[ ] ! MUST Copy first", "", "-- pause here --", "", "[ ] Go"]


def test_other_kinds() -> None:
    table = Decision((runs("Pushed?"), runs("Use")), (1,), ((runs("yes"), runs("revert")), (runs("*"), runs("reset"))))
    assert printed(aid(table))[2:] == ["Pushed?  Use", "-------  ------", "yes      revert", "*        reset"]
    reference = Reference(((runs("HEAD"), (text_of("where you are"),)),))
    assert printed(aid(reference))[2:] == ["HEAD", "    where you are"]
    template = Template((text_of("Hello {{name}}"),), (("name", "Who?"),))
    assert printed(aid(template))[2:] == ["Hello {{name}}"]
    listed = ListBlock((ListItem((text_of("one"),)), ListItem((text_of("two"),))), start=1)
    assert printed(aid(reference, intro=(listed,)))[2:4] == ["1. one", "2. two"]


def test_a_table_too_wide_for_the_screen_is_read_line_by_line() -> None:
    wide = Decision((runs("Situation"), runs("Use")), (1,), ((runs("a long situation " * 3), runs("reset")),))
    lines = fitted(aid_lines(aid(wide), 40), 40, colour=False)
    assert all(len(text) <= 40 for text in lines)
    assert "Use: reset" in lines


def test_continued_lines_hang_under_their_text() -> None:
    body = Checklist(((Tick(runs("Read each of the names that would be removed")),),))
    assert printed(aid(body), 30)[2:] == ["[ ] Read each of the names", "    that would be removed"]


def test_commands_are_never_broken() -> None:
    command = "git push --force-with-lease --force-if-includes origin main"
    body = Procedure((Step((Code("sh", command),), commands=(Code("sh", command),)),))
    assert any(command in text for text in printed(aid(body), 40))


def test_what_parts_lines_is_left_out_where_only_so_they_fit() -> None:
    lines = ["Title", "", "1. Look", "", "2. Act", "", "verified"]
    assert squeezed(lines, 7) == lines
    assert squeezed(lines, 6) == squeezed(lines, 5) == ["Title", "", "1. Look", "2. Act", "verified"]
    assert squeezed(lines, 4) == lines, "in vain"
    assert squeezed(lines, 0) == squeezed(lines, -1) == lines, "no limit"
    assert squeezed(["1", "2"], 1) == ["1", "2"]


def test_colour_changes_nothing_but_colour() -> None:
    body = Checklist(((Tick((*runs("Type "), *runs("git status", Style.CODE)), killer=True),),))
    bare, coloured = printed(aid(body)), printed(aid(body), colour=True)
    stripped = list(coloured)
    for escape in MARKS.values():
        stripped = [text.replace(escape, "") for text in stripped]
    assert stripped == bare
    assert all(text.count("\x1b[0m") == text.count("\x1b[") - text.count("\x1b[0m") for text in coloured)


def test_a_colour_that_is_broken_over_lines_ends_and_begins_with_them() -> None:
    lines = fitted(line("\x02" + "word " * 20 + "\x06", 2), 30, colour=True)
    assert len(lines) > 2
    assert all(text.lstrip().startswith("\x1b[36m") and text.endswith("\x1b[0m") for text in lines)


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=30)


@given(st.lists(words, max_size=12), st.integers(20, 90), st.integers(0, 8), st.booleans())
def test_broken_lines_fit_and_lose_nothing(parts: list[str], width: int, hang: int, colour: bool) -> None:
    lines = fitted(line(" ".join(parts), hang), width, colour=colour)
    # A single cell may be too wide by one, where a wide letter stands alone.
    assert all(cells(text) <= width for text in lines)
    kept = "".join("".join(lines).split())
    bare = "".join(fitted(line("".join(parts)), 10_000, colour=False))
    assert kept == "".join(bare.split())


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x9b31m", "\x07", "\u202e", "\u2066", "\x7f", "\r"])
def test_nothing_a_terminal_obeys_is_printed(evil: str) -> None:
    body = Checklist(((Tick(runs(f"before{evil}after")),),))
    assert evil not in "\n".join(printed(aid(body)))


def test_commands_are_numbered_by_their_step() -> None:
    assert commands_of(aid(PROCEDURE)) == [(1, "git reset --soft HEAD~1")]
    reference = Reference(((runs("a"), (Code("", "one"), Code("", "two"))),))
    assert commands_of(aid(reference)) == [(1, "one"), (2, "two")]
    template = Template((text_of("Hello {{name}}"),), (("name", "Who?"),))
    assert commands_of(aid(template)) == [(1, "Hello {{name}}")]
    ticks = Checklist(((Tick(runs("Look")), Tick(runs("git status -s", Style.CODE))),))
    assert commands_of(aid(ticks)) == [(2, "git status -s")]


def test_commands_of_a_reference_and_a_table_are_code_of_several_words() -> None:
    meaning = Paragraph((*runs("solve, then "), *runs("git add FILE", Style.CODE), *runs("HEAD", Style.CODE)))
    reference = Reference(((runs("git merge --abort", Style.CODE), (meaning,)),))
    assert commands_of(aid(reference)) == [(1, "git merge --abort"), (2, "git add FILE")]
    same = runs("git revert ID", Style.CODE)
    rows = ((runs("a b", Style.CODE), same), (runs("c"), same), (runs("d"), runs("nothing")))
    table = Decision((runs("What?"), runs("Use")), (1,), rows)
    assert commands_of(aid(table)) == [(1, "git revert ID")]
