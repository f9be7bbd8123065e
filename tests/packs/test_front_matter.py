"""Front matter: strict, with places, and every mistake explained."""

import pytest

from tutor.model.items import Lesson
from tutor.model.problems import Problem
from tutor.packs.fields import AID_FIELDS, LESSON_FIELDS, PACK_FIELDS, PATH_FIELDS, QUIZ_FIELDS
from tutor.packs.pack import read_pack_file
from tutor.packs.reading import read_file

START = "---\ntitle: First\nwhy: w\nessence: e\nminutes: 3\n"


def problems(more: str) -> tuple[Problem, ...]:
    return read_file("kit", "lessons/a.md", f"{START}{more}---\nText\n".encode()).problems


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("story: a: b", 'write story: "a: b"'),
        ("story: `git` is", 'write story: "`git` is"'),
        ('story: "a" b', "write story: '\"a\" b'"),
        ("story: 'It's'", "write story: \"'It's'\""),
        ("story: *x", 'write story: "*x"'),
        ("story: Issue #12", 'write story: "Issue #12"'),
        ("tags: [error: failed]", 'write tags: ["error: failed"]'),
        ("tags:\n  - error: failed to push", 'write - "error: failed to push"'),
        ("tags: git", "write tags: [git]"),
        ("storry: x", "did you mean 'story'?"),
        ("after: [Undo It]", "for example undo-it"),
        ("verified: 20.11.2026", "write it as 2026-11-20"),
    ],
)
def test_a_hint_shows_the_line_as_it_should_be(line: str, hint: str) -> None:
    found = problems(line + "\n")
    assert [problem.hint for problem in found] == [hint], [str(problem) for problem in found]


def test_texts_are_taken_as_written() -> None:
    text = START.replace("First", "no") + "tags: [1.10, on, 007, null, 2026-01-01]\n---\nText\n"
    item = read_file("kit", "lessons/a.md", text.encode()).item
    assert isinstance(item, Lesson)
    assert item.title == "no"
    assert item.tags == ("1.10", "on", "007", "null", "2026-01-01")


def test_a_comment_needs_two_blanks_after_a_text_and_one_elsewhere() -> None:
    assert problems("story: one  # a comment\ntags: [a]  # more\nverified: 2026-01-01 # fine\n# alone\n") == ()


def test_an_optional_key_without_value_counts_as_absent() -> None:
    assert problems("story:\ntags:\nafter:   # later\n") == ()


def test_all_errors_of_a_file_come_at_once_in_order() -> None:
    found = problems("minutes: 4\nverified: never\nafter: [B]\ntags: x\n")
    assert [(problem.code, problem.place.line) for problem in found] == [
        ("E011", 6),
        ("E017", 7),
        ("E019", 8),
        ("E014", 9),
    ]


def test_errors_of_the_body_are_told_beside_those_of_broken_front_matter() -> None:
    found = problems("story: a: b\nminutes: x\n")
    assert [problem.code for problem in found] == ["E007"]
    file = read_file("kit", "quizzes/a.md", b"---\ntitle: a: b\n---\n## Q\n- = x\n")
    assert [problem.code for problem in file.problems] == ["E007", "E101"]


@pytest.mark.parametrize(
    "text", ["---\r\ntitle: T\r\n---\r\n## Q {#q}\r\n- = x\r\n", "---\rtitle: T\r---\r## Q {#q}\r- = x\r"]
)
def test_line_ends_of_every_system_will_do(text: str) -> None:
    file = read_file("kit", "quizzes/a.md", text.encode())
    assert file.item is not None
    assert file.problems == ()


def test_blank_lines_before_front_matter_are_explained() -> None:
    file = read_file("kit", "quizzes/a.md", b"\n\n---\ntitle: T\n---\n## Q {#q}\n- = x\n")
    assert [(problem.code, problem.place.line, problem.hint) for problem in file.problems] == [
        ("E005", 3, "delete the blank lines above it")
    ]


@pytest.mark.parametrize(
    ("text", "code"), [("\ttitle: x", "E008"), ("story:\n\tx: y", "E008"), ("objections:\n  a: b\n\tc: d", "E008")]
)
def test_tabs_are_explained(text: str, code: str) -> None:
    assert code in [problem.code for problem in problems(text + "\n")]


def test_every_field_is_explained() -> None:
    for table in (PACK_FIELDS, LESSON_FIELDS, QUIZ_FIELDS, AID_FIELDS, PATH_FIELDS):
        assert all(name == field.name and field.about for name, field in table.items())


# pack.yaml


def test_a_pack_file_is_read_whole() -> None:
    pack, found = read_pack_file(
        b"format: 1\npack: kit\ntitle: Kit\nabout: no\nversion: 1.10\nlanguage: de\nlicense: MIT\nauthors: [a]\n"
        b"for: you\npersonas: {new: first weeks}\norder: [b, a]\nrenamed: {old: new, x.1: y.1}\n"
        b"synonyms: {gone: [lost]}\nsources: [s]\n",
        "kit",
    )
    assert found == ()
    assert pack is not None
    assert (pack.id, pack.version, pack.about, pack.audience) == ("kit", "1.10", "no", "you")
    assert pack.personas == (("new", "first weeks"),)
    assert pack.order == ("b", "a")
    assert pack.renamed == (("old", "new"), ("x.1", "y.1"))
    assert pack.synonyms == (("gone", ("lost",)),)
    assert pack.place.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "format: 2\npack: a\ntitle: A\n",
        "pack: a\ntitle: A\n",
        "format: 1\npack: A b\ntitle: A\n",
        "format: 1\n",
        "a: b: c",
        "- a",
        "",
        "\xff",
    ],
)
def test_a_pack_of_another_format_or_without_id_is_refused(text: str) -> None:
    pack, found = read_pack_file(text.encode("latin-1"), "kit")
    assert pack is None
    assert any(problem.is_error for problem in found)


def test_a_pack_opens_with_an_error_in_a_lesser_field() -> None:
    pack, found = read_pack_file(b"format: 1\npack: kit\nauthors: me\norder: [a, B]\n", "kit")
    assert pack is not None
    assert (pack.title, pack.authors, pack.order) == ("kit", (), ("a",))
    assert sorted(problem.code for problem in found) == ["E014", "E019", "E020"]


def test_the_learners_own_pack_may_have_its_reserved_id() -> None:
    text = b"format: 1\npack: own\ntitle: Own\n"
    assert read_pack_file(text, "own")[0] is not None
    assert read_pack_file(text, "other")[0] is None
