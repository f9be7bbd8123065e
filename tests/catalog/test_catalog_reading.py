"""What was built is read back: rows for lists, whole items and questions for what is shown."""

import subprocess
import sys
from dataclasses import replace

import pytest
from catalog_values import Build, choice, git_pack, lesson, text

from tutor.catalog.reading import Catalog
from tutor.errors import NotFound
from tutor.model.items import Lesson, Pack, Page, Path, PathStep, Quiz, Stage
from tutor.model.text import Paragraph, Run, Style


@pytest.fixture
def catalog(build: Build) -> Catalog:
    other = (
        Pack(id="shell", title="Shell"),
        [lesson("one", choice("q1", "one", pack="shell"), pack="shell", minutes=4)],
    )
    return build(git_pack(), other)


def test_a_pack_shows_what_it_holds_and_how_long_it_takes(catalog: Catalog) -> None:
    git, shell = catalog.packs()
    assert git[:7] == ("git", "Git kit", "Out of trouble.", "Developers", "1.2", "shipped", "/packs/git")
    assert (git.lessons, git.questions, git.aids, git.minutes) == (2, 5, 1, 5)
    assert (shell.lessons, shell.questions, shell.aids, shell.minutes) == (1, 1, 0, 4)


def test_a_pack_counts_errors_as_its_problems_and_lists_warnings_too(catalog: Catalog) -> None:
    assert catalog.packs()[0].problems == 1
    found = catalog.problems("git")
    assert {pack for pack, _ in found} == {"git"}
    assert [str(problem) for _, problem in found][:2] == [
        "0.md:3:5: W101 odd (mend it)",
        "1.md:3:5: W101 odd (mend it)",
    ]
    assert len(catalog.problems()) == 7


def test_an_empty_pack_is_shown(build: Build) -> None:
    (row,) = build((Pack(id="empty", title="Empty"), [])).packs()
    assert (row.lessons, row.questions, row.minutes) == (0, 0, 0)


def test_pack_yaml_comes_back_whole(catalog: Catalog) -> None:
    assert catalog.pack("git") == git_pack()[0]
    with pytest.raises(NotFound):
        catalog.pack("nothing")


@pytest.mark.parametrize("item", git_pack()[1], ids=lambda item: item.id)
def test_an_item_comes_back_as_it_was_read(catalog: Catalog, item: Lesson) -> None:
    assert catalog.item(item.name) == item


def test_a_question_comes_back_as_it_was_read(catalog: Catalog) -> None:
    quiz = git_pack()[1][3]
    assert isinstance(quiz, Quiz)
    assert tuple(catalog.question(question.name) for question in quiz.questions) == quiz.questions


@pytest.mark.parametrize("name", ["git/q1", "git/none", "q1", "one", ""])
def test_an_item_that_is_not_there_is_not_found(catalog: Catalog, name: str) -> None:
    with pytest.raises(NotFound):
        catalog.item(name)


@pytest.mark.parametrize("name", ["git/one", "git/none", "q1", ""])
def test_a_question_that_is_not_there_is_not_found(catalog: Catalog, name: str) -> None:
    with pytest.raises(NotFound):
        catalog.question(name)
    assert catalog.question_row(name) is None


def test_what_no_pack_has_does_not_exist(catalog: Catalog) -> None:
    wanted = ["git/q1", "shell/q1", "git/none", "git/one", 'odd "name"', ""]
    assert catalog.existing(wanted) == {"git/q1", "shell/q1"}
    assert catalog.existing(()) == set()


def test_a_question_that_is_left_out_leaves_no_hole_in_its_lesson(build: Build) -> None:
    pack, items = git_pack()
    catalog = build((pack, items), dropped=frozenset({"q1"}))
    one = catalog.item("git/one")
    assert isinstance(one, Lesson)
    assert isinstance(items[1], Lesson)
    assert one.screens == tuple(screen for number, screen in enumerate(items[1].screens) if number != 1)
    assert catalog.question_row("git/q1") is None
    assert catalog.packs()[0].questions == 4


def test_an_item_that_is_left_out_takes_its_questions_along(build: Build) -> None:
    catalog = build(git_pack(), dropped=frozenset({"one"}))
    assert [row.name for row in catalog.items()] == ["git/help", "git/two", "git/drill"]
    assert catalog.find("q1") == []
    assert catalog.teaches("git/drill") == ["git/help"]


def test_items_come_in_the_order_of_packs_and_then_of_their_own_pack(catalog: Catalog) -> None:
    assert [row.name for row in catalog.items()] == ["git/help", "git/one", "git/two", "git/drill", "shell/one"]
    assert [row.position for row in catalog.items("git")] == [0, 1, 2, 3]
    assert [row.name for row in catalog.items(kind="lesson")] == ["git/one", "git/two", "shell/one"]
    assert [row.name for row in catalog.items("git", "quiz")] == ["git/drill"]
    assert catalog.items("git", "aid")[0].aid_kind == "checklist"


def test_lessons_say_what_they_come_after(catalog: Catalog) -> None:
    assert [(row.name, row.minutes, row.after, row.questions) for row in catalog.lesson_order("git")] == [
        ("git/one", 2, (), 2),
        ("git/two", 3, ("git/one",), 0),
    ]


def test_question_rows_tell_all_that_planning_needs(catalog: Catalog) -> None:
    rows = catalog.questions("git")
    assert [(row.name, row.home, row.home_kind, row.kind, row.position) for row in rows] == [
        ("git/q1", "git/one", "lesson", "choice", 0),
        ("git/q2", "git/one", "lesson", "choice", 1),
        ("git/trees.1", "git/drill", "quiz", "cloze", 0),
        ("git/trees.2", "git/drill", "quiz", "cloze", 1),
        ("git/why", "git/drill", "quiz", "recall", 2),
    ]
    first, _, tree, _, why = rows
    assert (first.guess, tree.guess, tree.siblings, first.siblings) == (True, False, "trees", "")
    assert why.confuses == ("git/q1", "git/q2")
    assert (first.answer_hash, why.answer_hash) == (choice("q1", "one").answer_hash, "")
    assert len(catalog.questions()) == 6


def test_rows_of_many_questions_come_in_the_order_asked_and_without_the_unknown(catalog: Catalog) -> None:
    names = ["shell/q1", "git/none", "git/q2", "git/q1", *(f"git/x{number}" for number in range(2000))]
    rows = catalog.question_rows(names)
    assert list(rows) == ["shell/q1", "git/q2", "git/q1"]
    assert rows["git/q1"] == catalog.question_row("git/q1")
    assert catalog.question_rows([]) == {}


def test_questions_of_some_homes(catalog: Catalog) -> None:
    assert [row.name for row in catalog.questions_at({"shell/one", "git/one", "git/help"})] == [
        "git/q1",
        "git/q2",
        "shell/q1",
    ]
    many = {"git/drill", "git/one", *(f"git/x{number}" for number in range(1200))}
    assert [row.name for row in catalog.questions_at(many)] == [row.name for row in catalog.questions("git")]


def test_teaching_is_followed_both_ways(catalog: Catalog) -> None:
    assert catalog.teaches("git/drill") == ["git/help", "git/one"]
    assert catalog.taught_by("git/help") == ["git/drill"]
    assert catalog.taught_by("git/drill") == []


def test_renamed_ids_are_full_names(catalog: Catalog) -> None:
    assert catalog.renamed() == [("git/zero", "git/one")]


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("one", ["git/one", "shell/one"]),
        ("q2", ["git/q2"]),
        ("git/q1", ["git/q1"]),
        ("trees.1", ["git/trees.1"]),
        ("shell/none", []),
        ("", []),
        ("'; DROP TABLE item; --", []),
    ],
)
def test_a_word_finds_what_bears_it_as_a_name(catalog: Catalog, word: str, names: list[str]) -> None:
    assert catalog.find(word) == names


def test_text_is_kept_letter_by_letter(build: Build) -> None:
    odd = "[/] [@click=app.bell]x[/] \x00 é🙂 ' \" -- %s {}"
    question = choice("q", "one", explanation=text(odd))
    pack = Pack(id="git", title=odd, about=odd)
    catalog = build((pack, [lesson("one", question, title=odd)]))
    assert catalog.question("git/q") == question
    assert catalog.items()[0].title == odd
    assert catalog.packs()[0].about == odd


def test_a_look_at_rows_imports_neither_the_model_nor_what_reads_packs() -> None:
    heavy = ["tutor.model", "tutor.packs", "yaml", "markdown_it", "textual", "json", "dataclasses"]
    code = f"import sys, tutor.catalog.reading; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert found == "[]"


def test_a_link_says_the_title_of_what_it_leads_to(build: Build) -> None:
    links = (Run("two", link="tutor:git/two"), Run(" or ", Style.STRONG), Run("git/gone", link="tutor:git/gone"))
    one = replace(lesson("one", Page((Paragraph(links),))), essence=(Run("two"),))
    two = replace(lesson("two"), title='Say "[Run" twice')
    item = build((Pack(id="git", title="Git"), [one, two])).item("git/one")
    assert isinstance(item, Lesson)
    [page] = [screen for screen in item.screens if isinstance(screen, Page)]
    assert page.blocks == (Paragraph((Run('Say "[Run" twice', link="tutor:git/two"), *links[1:])),)
    assert item.essence == one.essence, "what only looks like a link stays as it is"


def test_a_step_of_a_path_says_the_title_of_its_item(build: Build) -> None:
    step = PathStep(Run("two", link="tutor:git/two"), (Run("first"),))
    way = Path(pack="git", id="way", title="Way", stages=(Stage((Run("Now"),), (step,)),))
    item = build((Pack(id="git", title="Git"), [replace(lesson("two"), title="Twice"), way])).item("git/way")
    assert isinstance(item, Path)
    [found] = item.stages[0].steps
    assert (found.link.text, found.item) == ("Twice", "git/two")
