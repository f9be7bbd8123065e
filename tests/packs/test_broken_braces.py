"""Braces of a heading that are broken: told at the brace, and left to the author."""

import pytest

from tutor.packs.ids_missing import missing_in
from tutor.packs.reading import read_file

LESSON = "---\ntitle: First\nwhy: It matters.\nessence: Look first.\nminutes: 3\nsources: [me]\n---\n"  # seven lines
QUIZ = "---\ntitle: Ask\nteaches: [first]\n---\n"  # four


def told(path: str, text: str) -> list[tuple[str, int, int, str]]:
    """Code, line, column and hint of what an author is told of a file."""
    found = read_file("kit", path, text.encode(), for_author=True).problems
    return [(problem.code, problem.place.line, problem.place.column, problem.hint) for problem in found]


@pytest.mark.parametrize(
    ("heading", "column", "hint"),
    [
        ("## Q one {#q-one .order", 10, "the brace is never closed: write } at the end"),
        ("## Q one {#q-one", 10, "the brace is never closed: write } at the end"),
        ("## Q one {.order", 10, "the brace is never closed: write } at the end"),
        ("## Q one {#q-one .order)", 10, "the brace is never closed: write } at the end"),
        ("## Q one {q-one .order}", 10, "write #q-one"),
        ("## Q one {q-one confuses=other}", 10, "write #q-one"),
    ],
)
def test_braces_that_are_broken_are_told_at_the_brace_and_left_to_the_author(
    heading: str, column: int, hint: str
) -> None:
    quiz = f"{QUIZ}{heading}\n> So.\n"
    assert told("quizzes/ask.md", quiz) == [("E101", 5, column, hint)]
    assert told("lessons/first.md", f"{LESSON}Text\n\n{heading}\n\nText\n")[0] == ("E128", 10, column, hint)
    for path, text, line in (("quizzes/ask.md", quiz, 5), ("lessons/first.md", f"{LESSON}{heading}\n> So.\n", 8)):
        missing = missing_in(path, text.encode())
        assert missing.gaps == []
        assert [(one.line, one.reason) for one in missing.unclear] == [(line, hint)]


@pytest.mark.parametrize(
    "words",
    ["What is {{field}}", "What is HEAD@{1}", "What is ${x}", "What is `{#a .order`", "Is {#a really closed", "Is a {"],
)
def test_braces_in_a_heading_that_are_prose_stay_prose(words: str) -> None:
    quiz = f"{QUIZ}## {words}\n> So.\n"
    assert told("quizzes/ask.md", quiz) == [("E101", 5, 1, "tutor ids writes one")]
    assert len(missing_in("quizzes/ask.md", quiz.encode()).gaps) == 1
