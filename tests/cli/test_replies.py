"""`tutor reply` and `tutor replies`: what is told stays here until its learner has seen it and lets it leave."""

import io
import sys
from pathlib import Path

import pytest
from cli_runs import Run

from tutor.cli.main import main
from tutor.model.events import Replied, ReplyKind
from tutor.services.opening import open_tutor

MARKDOWN = """\
# Replies to tiny

- **unclear**: Count to two (`look-here`, version 1.0.0, {day})
  > Which two?
- **wrong**: Which number comes first? (`which-first`, version 1.0.0, {day})
"""


class Person(io.StringIO):
    """Somebody at a terminal, who types this."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def told(run: Run) -> str:
    """Two replies were kept; the day on which."""
    assert run("reply", "look-here", "unclear", "Which", "two?").code == 0
    assert run("reply", "which-first", "wrong").code == 0
    day: str = run("replies", "--all", "--json", "--yes").json["replies"][0]["day"]
    run("reply", "look-here", "unclear", "Which two?")
    run("reply", "which-first", "wrong")
    return day


def test_a_reply_is_kept_with_its_item(run: Run) -> None:
    ran = run("reply", "look-here", "unclear", "Which", "two?")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "Kept about tiny/look-here: it is unclear."
    assert run("reply", "first", "helped", "--json").json == {"item": "tiny/first", "reply": "helped", "sentence": ""}


@pytest.mark.parametrize(
    "words", [("nowhere", "wrong"), ("first",), ("first", "great"), ("first", "nothing"), ("first", "wrong", "x" * 501)]
)
def test_wrong_words_keep_nothing(run: Run, words: tuple[str, ...]) -> None:
    assert run("reply", *words).code == 2
    assert run("replies", "--yes").code == 1


def test_exactly_what_was_shown_leaves_and_once(run: Run, told: str) -> None:
    ran = run("replies", "tiny", "--yes")
    assert (ran.code, ran.out) == (0, MARKDOWN.format(day=told))
    assert ran.out in ran.err
    assert run("replies", "tiny", "--yes").code == 1
    again = run("replies", "--all", "--yes")
    assert again.out.count("- **unclear**") == 2


def test_json_holds_these_keys_and_no_others(run: Run) -> None:
    run("reply", "look-here", "helped")
    found = run("replies", "tiny", "--format", "json", "--yes").json
    assert found["format"] == 1
    [reply] = found["replies"]
    assert set(reply) == {"pack", "version", "item", "title", "reply", "sentence", "day"}


def test_where_nobody_can_be_asked_nothing_leaves_and_nothing_is_marked(run: Run, told: str, tmp_path: Path) -> None:
    for words in (("replies",), ("replies", "--out", str(tmp_path / "out.md"))):
        ran = run(*words)
        assert (ran.code, ran.out, "--yes" in ran.err) == (2, "", True)
    assert not (tmp_path / "out.md").exists()
    assert run("replies", "--yes").out.count("- **") == 2


@pytest.mark.parametrize(("typed", "leaves"), [("y\n", True), ("n\n", False), ("", False), ("\n", False)])
def test_a_person_is_asked(
    run: Run, told: str, typed: str, leaves: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Person(typed))
    out = tmp_path / "out.md"
    assert main(["replies", "--out", str(out)]) == (0 if leaves else 1)
    assert out.exists() is leaves
    assert run("replies", "--yes").code == (1 if leaves else 0)


def test_no_file_is_overwritten_and_what_was_not_written_is_not_marked(
    run: Run, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text("mine")
    for path in (mine, tmp_path / "no folder" / "out.md", Path("/dev/full")):
        ran = run("replies", "--yes", "--out", str(path))
        assert (ran.code, str(path) in ran.err) == (2, True)
    assert mine.read_text() == "mine"
    with monkeypatch.context() as patched, open("/dev/full", "w") as full:
        patched.setattr(sys, "stdout", full)
        assert main(["replies", "--yes"]) == 2
    assert "no space left" in capsys.readouterr().err
    assert run("replies", "--yes").code == 0


def test_what_is_for_one_author_does_not_go_to_another(run: Run, tmp_path: Path) -> None:
    tutor = open_tutor()
    tutor.journal.record(Replied("other/thing", ReplyKind.WRONG), Replied("tiny/first", ReplyKind.HELPED))
    tutor.close()
    ran = run("replies", "--yes")
    assert (ran.code, ran.out, "other, tiny" in ran.err) == (2, "", True)
    assert "other" not in run("replies", "tiny", "--yes").out
    assert "(`thing`, " in run("replies", "other", "--yes").out, "a pack that is gone"


def test_a_reply_follows_its_item_to_its_new_name(run: Run, tiny_pack: Path) -> None:
    run("reply", "look-here", "wrong")
    (tiny_pack / "aids" / "look-here.md").rename(tiny_pack / "aids" / "look-there.md")
    (tiny_pack / "lessons" / "first.md").write_text(
        (tiny_pack / "lessons" / "first.md").read_text().replace("look-here", "look-there")
    )
    with (tiny_pack / "pack.yaml").open("a") as file:
        file.write("renamed: {look-here: look-there}\n")
    [reply] = run("replies", "--yes", "--json").json["replies"]
    assert (reply["item"], reply["title"]) == ("look-there", "Count to two")
    assert run("replies", "--yes").code == 1


def test_nothing_that_a_terminal_obeys_is_kept_or_leaves(run: Run) -> None:
    tutor = open_tutor()
    tutor.journal.record(Replied("tiny/first", ReplyKind.WRONG, "a\x1b[31m\nb\u202e\ud800", "1\x07"))
    tutor.close()
    ran = run("replies", "--yes", "--json")
    assert ran.json["replies"][0]["sentence"] == "a[31m b?"
    assert ran.json["replies"][0]["version"] == "1"


def test_a_reply_is_no_answer_to_take_back(run: Run) -> None:
    run("reply", "first", "helped")
    assert run("undo").code == 1
    assert run("reply", "first", "nothing").code == 0
    assert run("replies", "--yes").code == 1
    assert run("doctor").code == 0
