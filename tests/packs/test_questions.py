"""Every kind of question as an author writes it, and what becomes of it."""

from collections.abc import Sequence

import pytest

from tutor.model.items import Quiz
from tutor.model.problems import Problem
from tutor.model.questions import (
    Accepted,
    AcceptedNumber,
    Choice,
    Cloze,
    Match,
    Order,
    Question,
    Recall,
    Typed,
)
from tutor.model.text import Callout, Code, Paragraph, Run, Style, plain
from tutor.packs.reading import read_file

HEAD = "---\ntitle: Quiz\n---\n"
CODE = int(Style.CODE)


def read(body: str) -> tuple[tuple[Question, ...], tuple[Problem, ...]]:
    file = read_file("kit", "quizzes/ask.md", (HEAD + body).encode())
    assert isinstance(file.item, Quiz), file.problems
    return file.item.questions, file.problems


def only(body: str) -> Question:
    questions, problems = read(body)
    assert not problems, [str(problem) for problem in problems]
    assert len(questions) == 1
    return questions[0]


def codes(body: str) -> list[str]:
    return [problem.code for problem in read(body)[1]]


def text(blocks: Sequence[object]) -> str:
    return " / ".join(plain(block.runs) if isinstance(block, Paragraph) else repr(block) for block in blocks)


def test_a_choice_keeps_its_options_whys_and_explanation() -> None:
    question = only(
        "## What survives `git reset --hard`? {#hard}\n"
        "- [x] Untracked files\n- [ ] Staged edits\n  > The index is reset too.\n"
        "> Only tracked files and the index are overwritten.\n"
    )
    assert isinstance(question, Choice)
    assert (question.name, question.home) == ("kit/hard", "ask")
    assert text(question.prompt) == "What survives git reset --hard?"
    assert [(option.source, option.right, text(option.why)) for option in question.options] == [
        ("Untracked files", True, ""),
        ("Staged edits", False, "The index is reset too."),
    ]
    assert text(question.explanation) == "Only tracked files and the index are overwritten."
    assert not question.several
    assert not question.fixed
    assert (question.place.line, question.place.column) == (4, 1)


@pytest.mark.parametrize(
    ("attributes", "second", "several"),
    [("", " ", False), ("", "x", True), (" .several", " ", True)],
)
def test_several_right_options_or_the_class_make_multiple_choice(attributes: str, second: str, several: bool) -> None:
    question = only(f"## Which? {{#a{attributes}}}\n- [X] one\n- [{second}] two\n")
    assert isinstance(question, Choice)
    assert question.several is several


def test_an_option_holds_all_text_and_code_that_is_indented_under_it() -> None:
    question = only(
        "## Which? {#a}\n- [x] one\n  more\n\n  Even more\n\n  ```sh\n  git  log\n  ```\n  > Why\n- [ ] two\n"
    )
    assert isinstance(question, Choice)
    option = question.options[0]
    assert plain(option.runs) == "one more\nEven more\ngit  log"
    assert option.runs[-1] == Run("git  log", CODE)
    assert text(option.why) == "Why"
    assert "git  log" in option.source


def test_what_precedes_the_answers_is_asked_callouts_too() -> None:
    question = only(
        "## Which? {#a}\nLook at this:\n\n```\ngit log\n```\n\n> [!NOTE]\n> Here\n\n- plain\n\n* [x] one\n* [ ] two\n"
    )
    assert [type(block).__name__ for block in question.prompt] == [
        "Paragraph",
        "Paragraph",
        "Code",
        "Callout",
        "ListBlock",
    ]
    assert question.prompt[2] == Code("", "git log")
    assert isinstance(question.prompt[3], Callout)


def test_typed_answers_are_taken_as_written() -> None:
    question = only(
        "## Which? {#a}\n- = *.log\n- = `-d`\n- = `` a`b ``\n- = _x_ [y](z)\n- ~ git log\n  > Shows *less*.\n- ~ `-D`\n"
    )
    assert isinstance(question, Typed)
    assert question.accepted == (
        Accepted("*.log"),
        Accepted("-d", True),
        Accepted("a`b", True),
        Accepted("_x_ [y](z)"),
    )
    assert [(wrong.text, wrong.exact, text(wrong.why)) for wrong in question.expected_wrong] == [
        ("git log", False, "Shows less."),
        ("-D", True, ""),
    ]


def test_the_why_of_a_right_answer_opens_the_explanation() -> None:
    question = only("## Which? {#a}\n- = x\n  > Because.\n\n> And so on.\n")
    assert text(question.explanation) == "Because. / And so on."


@pytest.mark.parametrize(
    ("written", "value", "tolerance"),
    [("1.41 +- 0.01", 1.41, 0.01), ("-40 +- .5", -40, 0.5), ("1e3+-2", 1000, 2), ("+2. +- 0", 2, 0)],
)
def test_a_number_has_a_tolerance(written: str, value: float, tolerance: float) -> None:
    question = only(f"## How much? {{#a}}\n- = {written}\n")
    assert isinstance(question, Typed)
    assert question.accepted == (AcceptedNumber(written, value, tolerance),)


def test_without_a_tolerance_a_number_is_text() -> None:
    question = only("## How much? {#a}\n- = 1.10\n- = git diff +- x\n")
    assert isinstance(question, Typed)
    assert question.accepted == (Accepted("1.10"), Accepted("git diff +- x"))


@pytest.mark.parametrize(
    "written", ["1.41 +- 1%", "1.41 +-", "1.41 ± 0.01", "3 +- -1", "1e999 +- 1", "5 kg +- x", "1 +- 2 +- 3"]
)
def test_what_is_nearly_a_tolerance_is_explained(written: str) -> None:
    expected = [] if written == "5 kg +- x" else ["E122"]
    assert codes(f"## How much? {{#a}}\n- = {written}\n") == expected


def test_order_and_match() -> None:
    steps = only("## Order. {#a .order}\n1. `git reflog`\n2. Look\n   > First look.\n3. Leap\n")
    assert isinstance(steps, Order)
    assert [step.source for step in steps.steps] == ["`git reflog`", "Look", "Leap"]
    assert text(steps.steps[1].why) == "First look."
    pairs = only("## Match. {#a .match}\n- one => `a => b`\n- two => *x*\n  > Why two.\n\n> Both.\n")
    assert isinstance(pairs, Match)
    assert [(pair.left.source, pair.right.source) for pair in pairs.pairs] == [("one", "`a => b`"), ("two", "*x*")]
    assert text(pairs.pairs[1].left.why) == "Why two."


def test_equal_right_sides_are_one_target_equal_left_sides_an_error() -> None:
    assert codes("## Match. {#a .match}\n- one => x\n- two => x\n") == []
    assert codes("## Match. {#a .match}\n- one => x\n- one => y\n") == ["E108"]


def test_recall_has_only_what_is_revealed() -> None:
    question = only("## Why? {#a .guess}\nThink of the branch.\n\n> It adds a commit.\n")
    assert isinstance(question, Recall)
    assert question.guess
    assert text(question.prompt) == "Why? / Think of the branch."
    assert text(question.explanation) == "It adds a commit."


def test_confused_questions_have_full_names() -> None:
    question = only("## Why? {#a confuses=b,other/c}\n> So.\n")
    assert question.confuses == ("kit/b", "other/c")


# Clozes


def test_a_cloze_asks_all_its_parts_at_once() -> None:
    question = only("## The ==index== is `git ==add== x` {#a}\n- = 1::staging area\n- = 2::`stage`\n\n> So.\n")
    assert isinstance(question, Cloze)
    assert question.prompt == (
        Paragraph(
            (
                Run("The "),
                Run("1", int(Style.BLANK)),
                Run(" is "),
                Run("git ", CODE),
                Run("2", CODE | int(Style.BLANK)),
                Run(" x", CODE),
            )
        ),
    )
    assert [blank.accepted for blank in question.blanks] == [
        (Accepted("index"), Accepted("staging area")),
        (Accepted("add", True), Accepted("stage", True)),
    ]
    assert text(question.explanation) == "So."


def test_a_numbered_cloze_is_one_question_a_number() -> None:
    questions, problems = read(
        "## HEAD, ==1::the index== and ==2::the `tree`== {#trees .guess}\n- = 1::index\n- ~ 2::the branch\n  > No.\n"
    )
    assert not problems
    assert [(question.name, question.siblings, question.guess) for question in questions] == [
        ("kit/trees.1", "trees", True),
        ("kit/trees.2", "trees", True),
    ]
    first, second = questions
    assert isinstance(first, Cloze)
    assert isinstance(second, Cloze)
    assert text(first.prompt) == "HEAD, ____ and the tree"
    assert text(second.prompt) == "HEAD, the index and ____"
    assert first.blanks[0].accepted == (Accepted("the index"), Accepted("index"))
    assert first.expected_wrong == ()
    assert [wrong.text for wrong in second.expected_wrong] == ["the branch"]


@pytest.mark.parametrize(
    "heading", ["Is `a == b` like `c == d`?", r"Is \==this\== plain?", "Is x === y, or y === x?", "== no =="]
)
def test_marks_with_blanks_or_backslashes_hide_nothing(heading: str) -> None:
    question = only(f"## {heading} {{#a}}\n> So.\n")
    assert isinstance(question, Recall)
    assert "____" not in text(question.prompt)
    assert "\\" not in text(question.prompt)


def test_a_hidden_part_in_code_spans_is_compared_letter_by_letter() -> None:
    question = only("## Use ==`-D`== {#a}\n")
    assert isinstance(question, Cloze)
    assert question.blanks[0].accepted == (Accepted("-D", True),)


# What authors get wrong


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## A {#a}\n- [] one\n- [x] two\n", ["E102"]),
        ("## A {#a}\n- [v] one\n- [x] two\n", ["E102"]),
        ("## A {#a}\n- [x]one\n- [ ] two\n- [x] three\n", ["E102"]),
        ("## A {#a}\n1. [x] one\n2. [ ] two\n", ["E102", "E102"]),
        ("## A {#a}\n- [x] one\n\n> why\n\n- [ ] two\n", ["E110"]),
        ("## A {#a}\n- [x] one\n- [ ] two\n > one blank is too few\n", ["E110"]),
        ("## A {#a .order}\n1. one\n2. two\n  > two blanks are too few here\n", ["E110"]),
        ("## A {#a}\n- [x] one\n- [ ] two\nand lazily on\n", ["E111"]),
        ("## A {#a}\n- = one\nand lazily on\n", ["E111"]),
        ("## A {#a}\n- = one\n  and more\n", ["E131"]),
        ("## A {#a}\n- [x] one\n- [ ] two\n\n> one\n\n> two\n", ["E111"]),
        ("## A {#a}\n- [x] one\n- [ ] two\n\n> [!NOTE]\n> after\n", ["E111"]),
        ("## A {#a}\n> The answer.\n\nMore\n", ["E111"]),
        ("## A {#a}\n- ~ only wrong\n", ["E104"]),
        ("## A {#a .order}\n- [x] one\n- [ ] two\n", ["E117", "E109"]),
        ("## A {#a}\n- [ ] \n- [x] two\n", ["E121"]),
        ("## A{#a}\n- = x\n", ["E101"]),
        ("## A {a}\n- = x\n", ["E101"]),
        ("## A {.order}\n1. x\n2. y\n", ["E101"]),
        ("## A {.gitignore}\n- = x\n", ["E101"]),
        ("## A {#a order}\n- = x\n", ["E112"]),
        ("## A {#a .guess .guess}\n- = x\n", ["E113"]),
        ("## A {#a confuses=}\n- = x\n", ["E112"]),
        ("## A {#a confuses=Big}\n- = x\n", ["E115"]),
        ("## The ==a== {#a .order}\n1. x\n2. y\n", ["E126"]),
        ("## The ==a== and ==b== {#a}\n- = c\n", ["E125"]),
        ("## The ==1::a== {#a}\n- = 2::c\n", ["E125"]),
        ("## Q {#a}\n- [x] one\n- [ ] two\n\nText\n---\n", ["E201"]),
    ],
)
def test_mistakes_are_named(body: str, expected: list[str]) -> None:
    file = read_file("kit", "quizzes/ask.md", (HEAD + body).encode())
    assert [problem.code for problem in file.problems] == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The ==tree== is hidden.", "The ==tree== is hidden."),
        ("Two lines, and\n(==one `in code`==).", "(==one `in code`==)."),
        ("> [!NOTE]\n> A ==tree==.", "> A ==tree==."),
        ("It is `a ==b== c`, \\==d==, e == f == g, or h==i and i==j.", ""),
        ("```\n==\nThe ==tree==\n```", ""),
    ],
)
@pytest.mark.parametrize("frame", ["## Q {#a}\n%s\n\n- = x\n", "## Q {#a}\n- = x\n\n---\n\n## R {#b}\n%s\n\n> So.\n"])
def test_what_looks_hidden_outside_a_heading_is_told(text: str, told: str, frame: str) -> None:
    body = frame % text
    lines = (HEAD + body).split("\n")
    found = [problem for problem in read(body)[1] if problem.code == "W110"]
    assert [lines[problem.place.line - 1] for problem in found] == [told] * bool(told)
    assert all(lines[problem.place.line - 1].startswith("==", problem.place.column - 1) for problem in found)


def test_an_explanation_and_a_page_hide_nothing_either() -> None:
    assert codes("## Q {#a}\n- = x\n\n> It is the ==tree==.\n") == ["W110"]
    lesson = "---\ntitle: T\nwhy: w\nessence: e\nminutes: 3\n---\nThe ==tree==.\n"
    assert [problem.code for problem in read_file("kit", "lessons/a.md", lesson.encode()).problems] == ["W110"]


def test_hints_say_what_to_write() -> None:
    _, problems = read("## A{#a}\n- = x\n\n## B {#b .ordr}\n- = x\n\n## C {#Ab_c}\n- = x\n")
    assert [problem.hint for problem in problems] == [
        "write {#id} after a blank, at the end",
        "did you mean 'order'?",
        "for example ab-c",
    ]


def test_only_the_broken_question_is_left_out_and_all_its_errors_are_told() -> None:
    questions, problems = read("## A {#a}\n- [ ] one\n- [ ] one\n- two\n\n## B {#b}\n- = x\n")
    assert [question.id for question in questions] == ["b"]
    assert [(problem.code, problem.place.line) for problem in problems] == [("E105", 5), ("E108", 6), ("E102", 7)]


def test_a_question_ends_at_a_rule_or_the_next_heading() -> None:
    questions, problems = read("## A {#a}\n- = x\n\n---\n\n### B {#b}\n> So.\n---\n\n# C {#c}\n- = y\n")
    assert not problems
    assert [question.id for question in questions] == ["a", "b", "c"]
