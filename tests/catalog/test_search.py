"""What a question finds, and in which order."""

import sqlite3

import pytest
from catalog_values import Build
from hypothesis import given, settings, strategies as st

from tutor.catalog.index import Index
from tutor.catalog.reading import Catalog
from tutor.catalog.schema import create
from tutor.catalog.search import _KEPT, Found, search
from tutor.model.items import Aid, Checklist, Item, Pack, Procedure, Step, Tick
from tutor.model.text import Code, Paragraph, Run


def aid(
    name: str, title: str, *lines: str, asks: tuple[str, ...] = (), tags: tuple[str, ...] = (), pack: str = "git"
) -> Aid:
    ticks = tuple(Tick((Run(line),)) for line in lines or ("Look.",))
    return Aid(pack=pack, id=name, title=title, asks=asks, tags=tags, body=Checklist((ticks,)))


AIDS: list[Item] = [
    aid("undo-commit", "Take back the last commit", "Reset to the commit before.", asks=("how do I undo a commit",)),
    aid("new-branch", "Begin a branch", "Name it, then switch to it.", asks=("how do I create a branch",)),
    aid("drop-branch", "Delete a branch", "Is it merged?", "Then remove it.", tags=("tidy",)),
    aid("stash", "Put changes aside", "Stash, work on, bring them back.", asks=("save changes for later",)),
    aid("push-refused", "A push is refused", asks=("error: failed to push some refs to 'origin'",)),
]


@pytest.fixture
def catalog(build: Build) -> Catalog:
    return build((Pack(id="git", title="Git", synonyms=(("vanished", ("lost", "gone away")),)), AIDS))


def first(found: Found) -> str:
    return found.hits[0].name if found.hits else ""


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("undo-commit", "git/undo-commit"),
        ("git/undo-commit", "git/undo-commit"),
        ("Take back the last commit", "git/undo-commit"),
        ("How do I undo a commit?", "git/undo-commit"),
        ("undo commit", "git/undo-commit"),
        ("error: failed to push some refs to 'origin'", "git/push-refused"),
        ("creating branches", "git/new-branch"),
        ("tidy", "git/drop-branch"),
        ("something to stash my work with", "git/stash"),
        ("erase a branch", "git/drop-branch"),
        ("ERROR: Failed To Push Some Refs", "git/push-refused"),
        ("ündo cömmit", "git/undo-commit"),
        ("I dont know how to stash", "git/stash"),
        ("why can't I delete a branch", "git/drop-branch"),
        ("why can\u2019t I delete a branch", "git/drop-branch"),
    ],
)
def test_a_question_finds_its_aid(catalog: Catalog, question: str, name: str) -> None:
    assert first(catalog.search(question, 5)) == name


@pytest.mark.parametrize("question", ["dont undo a commit", "don't undo a commit", "don\u2019t undo a commit"])
def test_words_in_haste_are_no_slips(catalog: Catalog, question: str) -> None:
    found = catalog.search(question, 5)
    assert (first(found), found.corrected, found.near) == ("git/undo-commit", [], [])


def test_all_words_come_before_some_of_them(catalog: Catalog) -> None:
    found = catalog.search("delete branch", 5)
    assert [hit.name for hit in found.hits[:2]] == ["git/drop-branch", "git/new-branch"]


def test_a_slip_is_repaired_and_said(catalog: Catalog) -> None:
    for typed in ("brnch", "braanch", "brench", "barnch"):
        found = catalog.search(f"delete {typed}", 5)
        assert first(found) == "git/drop-branch"
        assert found.corrected == [(typed, "branch")]


def test_a_repaired_question_names_its_aid_as_well(catalog: Catalog) -> None:
    assert first(catalog.search("undo comit", 5)) == "git/undo-commit"


def test_a_beginning_that_most_aids_have_shows_those_that_are_called_so(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [aid(f"note-{n}", f"Note {n}", "Commit, then go on.") for n in range(60)]
    catalog = build((Pack(id="git", title="Git"), [*many, *AIDS]))
    monkeypatch.setattr("tutor.catalog.search._ROWS", 20)
    quick = catalog.search("com", 70, typing=True)
    assert "git/undo-commit" in [hit.name for hit in quick.hits]
    assert len(quick.hits) == 20 + 1  # as many as fit between two keys, and the one that is called so
    assert len(catalog.search("com", 70).hits) == _KEPT  # nobody waits at a key: all are ranked


def test_an_unfinished_word_is_taken_for_its_beginning_while_typing(catalog: Catalog) -> None:
    found = catalog.search("delete bra", 5, typing=True)
    assert (first(found), found.corrected) == ("git/drop-branch", [])


def test_a_short_form_that_no_aid_has_is_taken_for_a_beginning(catalog: Catalog) -> None:
    assert first(catalog.search("sta", 5)) == "git/stash"


def test_a_pack_brings_its_own_synonyms(catalog: Catalog, build: Build) -> None:
    lost = [aid("lost", "Find what is lost"), aid("other", "Something else")]
    theirs = build((Pack(id="git", title="Git", synonyms=(("vanished", ("lost",)),)), lost))
    assert first(theirs.search("vanished", 5)) == "git/lost"


def test_nothing_found_says_which_words_come_near(catalog: Catalog) -> None:
    found = catalog.search("brazen xyzzy", 5)
    assert found.hits == []
    assert "branch" in found.near


def test_one_word_of_many_is_no_answer(catalog: Catalog) -> None:
    assert not catalog.search("bake bread with my branch", 5).sure
    assert catalog.search("delete my branch please", 5).sure


def test_one_word_of_two_is_no_answer_either(catalog: Catalog) -> None:
    found = catalog.search("how to bake a branch", 5)
    assert found.hits
    assert not found.sure
    assert catalog.search("branch", 5).sure
    assert catalog.search("delete branch", 5).sure


def test_an_aid_that_the_question_names_is_an_answer_however_few_of_its_words_it_says(build: Build) -> None:
    catalog = build((Pack(id="git", title="Git"), [aid("who-wrote-lines", "Authors of lines"), aid("other", "Wrote")]))
    found = catalog.search("wrote lines tonight", 5)
    assert not found.sure
    found = catalog.search("who-wrote-lines", 5)
    assert (first(found), found.sure) == ("git/who-wrote-lines", True)
    assert not catalog.search("who-wrote-lines", 5, pack="another").sure


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x00\x1b[31m", "‏‎", "؟"])
def test_without_a_word_nothing_is_found(catalog: Catalog, question: str) -> None:
    found = catalog.search(question, 5)
    assert (found.hits, found.corrected, found.sure) == ([], [], False)


def test_small_words_alone_are_looked_up_as_they_are(build: Build) -> None:
    catalog = build((Pack(id="git", title="Git"), [aid("who", "Who is who"), aid("other", "Something else")]))
    assert first(catalog.search("who is", 5)) == "git/who"


@pytest.mark.parametrize(
    "question",
    [
        'branch" OR "commit',
        "branch NEAR(commit, 5)",
        "title:branch",
        "-branch",
        "branch*",
        "^branch",
        "(branch",
        "branch AND",
        "{title}: branch",
        "branch + commit",
        "'; DROP TABLE aid; --",
    ],
)
def test_operators_of_the_index_are_words_like_others(catalog: Catalog, question: str) -> None:
    assert catalog.search(f"{question} delete branch", 5).hits


@settings(max_examples=80)
@given(question=st.text(max_size=60), typing=st.booleans(), exact=st.booleans())
def test_any_text_is_a_question(question: str, typing: bool, exact: bool) -> None:
    found = search(SMALL, question, 5, typing=typing, exact=exact)
    assert len(found.hits) <= 5


def small() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    create(db)
    Index(db).settle()
    return db


SMALL = small()


def test_ten_thousand_letters_are_a_question_too(catalog: Catalog) -> None:
    assert first(catalog.search("delete a branch " + "and then " * 1100, 5)) == "git/drop-branch"
    assert catalog.search("x" * 10_000, 5).hits == []


def test_text_without_blanks_between_words_is_found_as_it_was_written(build: Build) -> None:
    aids = [aid("cjk", "撤销 提交"), aid("rtl", "التراجع عن الالتزام"), aid("en", "Undo")]
    catalog = build((Pack(id="git", title="Git"), aids))
    assert first(catalog.search("撤销", 5)) == "git/cjk"
    assert first(catalog.search("撤", 5, typing=True)) == "git/cjk"
    assert first(catalog.search("التراجع", 5)) == "git/rtl"


def test_exact_takes_all_words_as_they_are_typed(catalog: Catalog) -> None:
    db = catalog.read(lambda db: db)
    assert search(db, "delete brnch", 5, exact=True).hits == []
    assert search(db, "erase branch", 5, exact=True).hits == []
    assert first(search(db, "delete branch", 5, exact=True)) == "git/drop-branch"


def test_of_one_pack_only_what_it_has(build: Build) -> None:
    catalog = build(
        (Pack(id="git", title="Git"), AIDS),
        (Pack(id="tea", title="Tea"), [aid("cup", "Delete a stain", "From a branch.", pack="tea")]),
    )
    assert {hit.pack for hit in catalog.search("delete branch", 5).hits} == {"git", "tea"}
    assert [hit.name for hit in catalog.search("delete branch", 5, pack="tea").hits] == ["tea/cup"]


def test_the_pack_that_comes_first_wins_where_two_have_the_same_ask(build: Build) -> None:
    ask = ("how do I begin",)
    catalog = build(
        (Pack(id="one", title="One"), [aid("a", "First", asks=ask, pack="one")]),
        (Pack(id="two", title="Two"), [aid("a", "Other", asks=ask, pack="two")]),
    )
    assert [hit.name for hit in catalog.search("how do I begin", 5).hits] == ["one/a", "two/a"]


def test_commands_are_found_by_what_they_say(build: Build) -> None:
    step = Step((Paragraph((Run("Take it back."),)), Code("sh", "git reset --soft HEAD~1")))
    body = Procedure((step,))
    catalog = build((Pack(id="git", title="Git"), [Aid(pack="git", id="soft", title="Undo", body=body), AIDS[3]]))
    assert first(catalog.search("git reset --soft", 5)) == "git/soft"
