"""What only authors are told: the remarks of a reviewer, each where its cause stands, and not where there is none."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from tutor.packs.evidence import check_evidence
from tutor.packs.pack import read_pack_file
from tutor.packs.reading import ReadFile, read_file
from tutor.packs.source import Evidence
from tutor.packs.whole import check_whole

LESSON = "---\ntitle: T\nwhy: w\nessence: e\nminutes: 9\n---\n"
QUIZ = "---\ntitle: T\nteaches: [a]\n---\n"
AID = "---\ntitle: T\naid: procedure\nasks: [one, two]\n---\n"
SO = "\n> So.\n"


def said(path: str, text: str) -> list[str]:
    file = read_file("kit", path, text.encode(), for_author=True)
    return [f"{problem.code}:{problem.place.line}" for problem in file.problems]


def said_of(question: str) -> list[str]:
    return said("quizzes/x.md", QUIZ + question)


def test_a_learner_is_not_told() -> None:
    text = (QUIZ + "## Which? {#a}\n- [x] a\n- [ ] All of the above\n").encode()
    assert read_file("kit", "quizzes/x.md", text).problems == ()


@pytest.mark.parametrize("kind", ["- [x] a\n- [ ] b\n", "- = a\n", "1. a\n2. b\n", "- a => b\n- c => d\n"])
def test_a_question_says_why_its_answer_is_right(kind: str) -> None:
    classes = {"1": " .order", "- a": " .match"}
    heading = "## Which? {#a" + next((name for start, name in classes.items() if kind.startswith(start)), "") + "}\n"
    assert said_of(heading + kind) == ["W106:5"]
    assert said_of(heading + kind + SO) == []


def test_a_why_of_the_right_answer_is_an_explanation_and_recall_needs_none() -> None:
    assert said_of("## Which? {#a}\n- [x] a\n  > So.\n- [ ] b\n") == []
    assert said_of("## Which? {#a}\n- [x] a\n- [ ] b\n  > No.\n") == ["W106:5"]
    assert said_of("## Which? {#a}\n- = a\n  > So.\n") == []
    assert said_of("## Why? {#a}\n> So.\n") == []


@pytest.mark.parametrize(
    ("right", "others", "tells"),
    [
        ("x" * 40, ["y" * 10, "z" * 20], True),
        ("x" * 40, ["y" * 10, "z" * 21], False),  # not by 20
        ("x" * 90, ["y" * 10, "z" * 61], False),  # not by half
        ("x" * 40, ["y" * 10], False),  # of two one is always the longer
        ("y" * 10, ["x" * 40, "z" * 20], False),  # the longest is wrong
        ("`" + "x" * 38 + "`", ["y" * 10, "z" * 19], False),  # backticks are not seen
    ],
)
def test_the_right_option_may_not_be_known_by_its_length(right: str, others: list[str], tells: bool) -> None:
    lines = [f"- [ ] {other}\n" for other in others]
    assert said_of(f"## Which? {{#a}}\n{''.join(lines)}- [x] {right}\n{SO}") == [f"W107:{6 + len(lines)}"] * tells


@pytest.mark.parametrize(
    ("option", "speaks"),
    [
        ("All of the above", True),
        ("none of these.", True),
        ("Both options", True),
        ("Neither of them", True),
        ("Both A and B", True),
        ("All of the commits above the merge", False),
        ("None", False),
        ("All of them are lost", False),
        ("Both the index and the tree", False),
    ],
)
def test_an_option_may_not_speak_of_the_others(option: str, speaks: bool) -> None:
    assert said_of(f"## Which? {{#a}}\n- [x] a\n- [ ] {option}\n{SO}") == ["W108:7"] * speaks


@pytest.mark.parametrize(
    ("prompt", "options", "tells"),
    [
        ("It is an", ["x archive", "picture", "branch"], True),
        ("It is a …", ["x branch", "archive", "image"], True),
        ("It is a:", ["x unit", "archive", "hour"], True),  # as they are spoken
        ("It is an", ["x archive", "image", "branch"], False),
        ("It is an", ["x archive", "SSH key", "branch"], False),  # nobody knows how that is spoken
        ("It is an", ["x archive", "`ls`", "branch"], False),
        ("It is an", ["archive", "x picture", "branch"], False),  # it misleads: the right one is another
        ("Is it a or an?", ["x archive", "picture", "branch"], True),
        ("What is it?", ["x archive", "picture", "branch"], False),
        ("An ___ is a place in git.", ["x index", "picture", "branch"], True),
        ("A branch is a", ["x pointer", "copies", "folders"], True),  # after a, no several
        ("Git compares three", ["x trees", "commit", "branch of work"], True),
        ("Git compares three", ["x trees", "commits", "branch"], False),
        ("Git compares three", ["x trees", "lost", "`ls`", "HEAD"], False),  # HEAD may be anything
        ("Git moves one:", ["x branch", "two branches", "files of yours"], True),
        ("What git compares are", ["x trees", "a commit", "one branch"], True),
        ("Branches are", ["x cheap", "a risk", "slow"], False),
        ("Its parts are", ["x cheap", "slow", "dear"], False),
        ("The index is", ["x a file", "two trees", "several commits"], True),
        ("It is lost", ["x always", "sometimes", "never"], False),
        ("The answer is", ["x yes", "no", "sometimes"], False),
        ("The ___ are lost.", ["x edits", "a commit", "a branch"], True),
        ("The ___ are lost.", ["x edits", "commits", "a branch"], False),
        ("Which commands are safe?", ["x `ls` and `cat`", "`rm`", "`mv`"], True),
        ("Which commands are safe?", ["x `ls` and `cat`", "`rm`, `dd` and `mv`", "`mv`"], False),
        ("Which commands are safe?", ["x `ls` and `cat`", "none", "`mv`"], False),
        ("Which command is safe?", ["x `ls`", "`rm` and `dd`", "`mv` and `dd`"], True),
        ("Which command is safe?", ["x `ls`", "`rm`", "`mv` and `dd`"], False),
        ("Which files are safe?", ["`ls` and `cat`", "x `rm`", "`mv`"], False),  # it misleads
        ("How many are lost?", ["x one", "two", "all"], False),
        ("Which one?", ["x tree", "trees", "branches"], False),
    ],
)
def test_grammar_may_not_tell_which_is_right(prompt: str, options: list[str], tells: bool) -> None:
    lines = [f"- [{'x' if each.startswith('x ') else ' '}] {each.removeprefix('x ')}\n" for each in options]
    line = 6 + next(place for place, each in enumerate(options) if each.startswith("x "))
    assert said_of(f"## {prompt} {{#a}}\n{''.join(lines)}{SO}") == [f"W109:{line}"] * tells


def test_a_lesson_asks_before_the_fifth_screen() -> None:
    question = "## Which? {#a}\n- = x\n\n> So.\n"
    screens = ["One.", "Two.", "Three.", "Four.", "Five.", "Six."]
    assert said("lessons/x.md", LESSON + "\n\n---\n\n".join(screens)) == ["W202:23"]
    asked = [*screens[:4], question, *screens[4:]]
    assert said("lessons/x.md", LESSON + "\n\n---\n\n".join(asked)) == []


def test_a_screen_has_eighty_words_and_code_is_none() -> None:
    code = "```\n" + "word " * 90 + "\n```\n"
    assert said("lessons/x.md", LESSON + "word " * 80 + "\n\n" + code) == []
    assert said("lessons/x.md", LESSON + "word " * 40 + "\n\n- " + "word " * 41) == ["W203:7"]


def of_aid(text: str, **more: str) -> list[str]:
    """What is said of an aid where a quiz teaches it, and where `claims` are given."""
    files = {"aids/x.md": text, "quizzes/q.md": "---\ntitle: Q\nteaches: [x]\n---\n## Why? {#why}\n\n> So.\n"}
    files |= {f"{name}/c.yaml": inside for name, inside in more.items()}
    read = [read_file("kit", path, inside.encode(), for_author=True) for path, inside in files.items()]
    pack, _ = read_pack_file(b"format: 1\npack: kit\ntitle: Kit\n", "kit")
    assert pack is not None
    found = [
        *(one for file in read for one in file.problems),
        *check_whole(pack, [file.facts for file in read]).problems,
    ]
    return [f"{problem.code}:{problem.place.line}" for problem in found]


def test_an_aid_has_twelve_steps_two_asks_and_one_screen() -> None:
    ticks = AID.replace("procedure", "checklist")
    assert of_aid(ticks + "- [ ] Look.\n" * 12) == []
    assert of_aid(ticks + "- [ ] Look.\n" * 13) == ["W307:6"]
    assert of_aid(AID + "1. Look.\n" * 21) == ["W307:6"], "short steps stand one below the other"
    assert of_aid(AID + "1. Look.\n" * 22) == ["W307:6", "W308:6"]
    assert of_aid(AID.replace("one, two", "one") + "1. Look.\n") == ["W306:4"]
    assert of_aid(AID.replace("asks: [one, two]\n", "") + "1. Look.\n") == ["W306:2"]
    commands = "1. Look.\n\n   ```sh\n   look\n   ```\n\n"
    assert of_aid(AID + commands * 10) == [], "what parts the steps is left out on a screen that is too small for it"
    assert of_aid(AID + commands * 11) == ["W308:6"]
    rows = "1. Look.\n\n" + "   Line.\n\n" * 19  # with the title and an empty line: 22 rows
    assert of_aid(AID + rows + "   Last.\n") == []
    assert of_aid(AID + rows + "   Two " + "more words " * 10) == ["W308:6"]


def test_the_line_that_says_when_an_aid_was_verified_takes_room_too() -> None:
    ticks = AID.replace("procedure", "checklist") + "- [ ] Look.\n" * 21
    claim = "- id: c\n  says: S\n  backs: [%s]\n  run: 'true'\n  expect: [{exit: 0}]\n  control: {run: 'false'}\n"
    assert of_aid(ticks, claims=claim % "why") == ["W307:6"]
    assert of_aid(ticks, claims=claim % "x") == ["W307:6", "W308:6"]


def test_so_does_a_title_that_is_too_long_for_a_line_with_its_name_behind_it() -> None:
    ticks = AID.replace("procedure", "checklist") + "- [ ] Look.\n" * 21
    assert of_aid(ticks) == ["W307:6"]
    assert of_aid(ticks.replace("title: T", "title: " + "x" * 76)) == ["W307:6", "W308:6"]


def test_characters_that_nobody_sees_are_told_once_where_the_first_stands() -> None:
    assert said("lessons/x.md", LESSON + "a\u200bb\n\nc\u00add\u2060e\n") == ["W009:7"]
    assert said("lessons/x.md", LESSON + "a\u200eb\n") == ["W009:7"]
    assert said("lessons/x.md", LESSON + "\u05d0\u200eb and \U0001f469\u200d\U0001f4bb\n") == []


@pytest.mark.parametrize(
    ("path", "has_sources", "verified", "codes"),
    [
        ("lessons/x.md", False, "", ["W010"]),
        ("aids/x.md", False, "2026-11-20", ["W010"]),
        ("quizzes/x.md", False, "", []),
        ("lessons/x.md", True, "", ["W011"]),
        ("lessons/x.md", True, "2025-11-21", []),
        ("lessons/x.md", True, "2025-11-20", ["W011"]),
        ("drills/x.md", True, "2020-01-01", ["W011"]),
    ],
)
def test_facts_have_sources_that_were_looked_up_within_a_year(
    path: str, has_sources: bool, verified: str, codes: list[str]
) -> None:
    found = check_evidence(path, Evidence(has_sources, verified, 3, 1), date(2026, 11, 22))
    assert [problem.code for problem in found] == codes


MARKS = [*"[]`*_~\\<>#=-.()!&;|x \n\t", "[[", "]]", "[[a]]", "[[Bad One]]", "==", "==1::a==", "&#91;", "https://a.b"]
LINES = [
    "\n\n",
    "\n---\n",
    "## Q {#q}\n",
    "\n## R {#r .match}\n",
    "- [ ] ",
    "- [x] ",
    "\n- = ",
    "\n- ~ ",
    "1. ",
    "  > ",
]
PIECES = st.sampled_from([*MARKS, *LINES, "\n> ", " => ", "```", "word "])


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["lessons", "quizzes"]))
def test_skimming_finds_what_reading_finds(body: str, folder: str) -> None:
    """Inline text that is not parsed hides no problem, link or id."""
    data = ((LESSON if folder == "lessons" else QUIZ) + body).encode()
    read, skimmed = (read_file("kit", f"{folder}/x.md", data, for_author=each) for each in (False, True))
    remarks = {"W009", "W106", "W107", "W108", "W109", "W202", "W203"}
    assert [each for each in skimmed.problems if each.code not in remarks] == list(read.problems)
    assert skimmed.facts == read.facts
    assert _outline(skimmed) == _outline(read)


def _outline(read: ReadFile) -> tuple[str, ...]:
    return tuple(
        getattr(each, "id", "page") for each in getattr(read.item, "screens", getattr(read.item, "questions", ()))
    )
