"""A draft is always a job aid that reads, holds what was captured letter by letter, and takes nothing's place."""

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tutor.errors import TutorError
from tutor.model.ids import is_id
from tutor.model.items import Aid, Procedure
from tutor.packs.folder import read_pack
from tutor.packs.reading import read_file
from tutor.places import Places
from tutor.services.capturing import MOST, capture, draft, id_from, look_over, plain, secrets_in

SIGNS = "ab `~-=>!#*1.[]{}\"'\\:\t|<&\x1b[m\r\b\x00\u202eé語"
LINES = st.lists(st.text(st.sampled_from(SIGNS), max_size=12), max_size=6)


@given(LINES, st.text(max_size=90), st.text(max_size=90))
def test_whatever_was_captured_the_draft_reads_and_says_it(lines: list[str], title: str, ask: str) -> None:
    text = plain("\n".join(lines)) or "true"
    title = " ".join(plain(title).split()) or "Title"
    ask = " ".join(plain(ask).split())
    read = read_file("own", "aids/a.md", draft(title, text, ask).encode())
    assert read.problems == ()
    assert isinstance(read.item, Aid)
    assert isinstance(read.item.body, Procedure)
    [step] = read.item.body.steps
    assert [code.text for code in step.commands] == [text]
    assert read.item.title == title
    assert read.item.asks == ((ask,) if ask else ())


@given(st.text())
def test_every_title_gives_an_id(title: str) -> None:
    assert is_id(id_from(title))


@pytest.mark.parametrize(
    ("shown", "seen"),
    [
        ("\x1b[1;31mred\x1b[0m\x1b]0;title\x07 text\x1b(B", "red text"),
        ("10 %\r50 %\rdone\r\n", "done"),
        ("N\bNA\bAM\bME\bE", "NAME"),
        ("\n\n  kept  \n\n", "  kept"),
        ("a\x00b\x9bc\u202ed", "abcd"),
    ],
)
def test_what_only_a_terminal_obeys_is_left_out(shown: str, seen: str) -> None:
    assert plain(shown) == seen


@pytest.mark.parametrize(
    "text",
    [
        "curl -H 'Authorization: Bearer x1'",
        "mysql --password hunter2",
        "export API_TOKEN=abc",
        "psql postgres://me:pw@host/db",
        '{"client_secret": "x"}',
        "git clone https://ghp_0123456789abcdef@github.com/x/y",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    ],
)
def test_what_looks_like_a_secret_is_named_and_never_repeated(text: str) -> None:
    found = secrets_in(text)
    assert found
    assert not any(secret in name for secret in ("x1", "hunter2", "abc", "pw", "0123") for name in found)


def test_what_is_no_secret_is_left_alone() -> None:
    assert secrets_in("git stash pop\npasswd\nls tokens/ https://example.org/a@b basic usage") == []


def test_the_first_draft_makes_the_pack_and_nothing_is_overwritten(places: Places) -> None:
    first = capture(places, "lsof -i :8080", "Free the port!")
    assert (first.name, Path(first.path)) == ("own/free-the-port", Path(places.own, "aids", "free-the-port.md"))
    Path(places.own, "pack.yaml").write_text("format: 1\npack: own\ntitle: Mine\n")
    second = capture(places, "fuser -k 8080/tcp", "Free the port")
    assert second.id == "free-the-port-2"
    assert "lsof" in Path(first.path).read_text()
    read = read_pack(places.own)
    assert read.pack is not None
    assert read.pack.title == "Mine"
    assert {problem.code for problem in read.problems} <= {"W306", "W403"}  # not asked for yet, not taught


def test_an_id_of_the_pack_is_not_given_twice(places: Places) -> None:
    first = capture(places, "true", "x" * 90)
    again = capture(places, "true", "x" * 90)
    assert (len(first.id), len(again.id), again.id[-2:]) == (64, 64, "-2")
    Path(places.own, "quizzes").mkdir()
    Path(places.own, "quizzes", "q.md").write_text("---\ntitle: Q\n---\n## Why? {#stash}\n> So.\n")
    assert capture(places, "git stash", "Stash").id == "stash-2"


def test_without_a_title_it_is_called_by_the_question_or_what_it_does(places: Places) -> None:
    assert capture(places, "git stash pop\ngit status").id == "git-stash-pop"
    assert capture(places, "deploy --token abc").id == "captured"
    draft = capture(places, "git stash pop", ask="where is my work")
    assert draft.id == "where-is-my-work"
    assert 'asks: ["where is my work"]' in Path(draft.path).read_text()


def test_nothing_or_too_much_is_refused(places: Places) -> None:
    for text in ("", " \n\x1b[0m", "x" * (MOST + 1)):
        with pytest.raises(TutorError):
            capture(places, text)
    assert not Path(places.own).exists()


def test_a_folder_that_cannot_be_written_is_said(places: Places) -> None:
    Path(places.data).mkdir(parents=True)
    Path(places.own).write_text("a file")
    with pytest.raises(TutorError, match="cannot be written"):
        capture(places, "true")


def test_a_draft_is_looked_over_as_its_author_left_it(places: Places) -> None:
    draft = capture(places, "deploy --token abc", "Deploy", ask="how to deploy")
    assert look_over(draft) == ([], ["--token"])
    Path(draft.path).write_text("---\ntitle: Deploy\naid: recipe\nasks: [how]\n---\n1. Go.\n")
    problems, secrets = look_over(draft) or ([], [])
    assert (len(problems), "E018" in problems[0], secrets) == (1, True, [])
    Path(draft.path).unlink()
    assert look_over(draft) is None
