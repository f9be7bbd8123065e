"""`tutor new` as a shell runs it: flags, questions at a terminal, and what it says where nobody can be asked."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runs import Run

from tutor.cli.main import main

FLAGS = (
    "--for",
    "everybody",
    "--why",
    "it hurts",
    "--differently",
    "look first",
    "--when",
    "it broke",
    "--know",
    "calm",
)


def test_a_new_pack_passes_the_strict_check_with_its_lab_and_its_claim(run: Run, tmp_path: Path) -> None:
    made = run("new", "pack", "my-pack", *FLAGS)
    assert made.code == 0, made.err
    assert "my-pack/lessons/first-lesson.md" in made.out.splitlines()
    assert "made a git repository; nothing is committed yet" in made.err
    checked = run("check", "my-pack", "--strict")
    if "ran its claim" in made.err:
        assert (checked.code, checked.out) == (0, ""), checked.out
        assert run("check", "my-pack", "--labs", "--strict").code == 0
        assert run("verify", "my-pack").code == 0
    inside = subprocess.run(["git", "-C", "my-pack", "status", "--short"], capture_output=True, check=True)
    assert b"?? pack.yaml" in inside.stdout


def test_a_bare_pack_has_no_examples_and_an_item_of_it_has_the_id_that_was_given(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("new", "pack", "bare", "--bare", *FLAGS)
    assert made.code == 0, made.err
    assert [path.removeprefix("bare/") for path in made.out.splitlines()] == [
        "pack.yaml",
        "README.md",
        ".gitignore",
        ".github/workflows/check.yml",
    ]
    assert "made a git repository" in made.err
    assert "first…" not in made.err
    assert "examples" not in Path("bare/README.md").read_text()
    monkeypatch.chdir(tmp_path / "bare")
    assert run("new", "lesson", "own-idea", *FLAGS).code == 0
    assert run("check", "--strict").code == 0
    assert run("new", "lesson", "more", "--bare", *FLAGS).code == 2


def test_examples_are_taken_away_as_the_readme_says(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("new", "pack", "full", *FLAGS)
    monkeypatch.chdir(tmp_path / "full")
    readme = Path("README.md").read_text()
    assert "`rm */first* verified.lock`, and delete the line `order:`" in readme
    for path in [*Path().glob("*/first*"), Path("verified.lock")]:
        path.unlink(missing_ok=True)
    checked = run("check")
    assert checked.out.count("(delete it there)") == 5, "what is left to do is said"
    text = Path("pack.yaml").read_text()
    Path("pack.yaml").write_text("".join(line for line in text.splitlines(True) if not line.startswith("order:")))
    assert run("check", "--strict").code == 0


def test_a_pack_in_a_repository_makes_none_of_its_own(run: Run, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert "it lies in a git repository already" in run("new", "pack", "inside", *FLAGS).err
    assert not (tmp_path / "inside/.git").exists()


def test_an_item_goes_into_the_pack_around_the_working_folder(
    run: Run, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny_pack / "lessons")
    made = run("new", "aid", "--title", "Look: again", "--kind", "checklist", *FLAGS[2:], "--json")
    assert made.code == 0, made.err
    assert made.json["id"] == "look-again"
    assert [os.path.basename(path) for path in made.json["files"]] == ["look-again.md", "look-again-quiz.md"]
    assert "For" not in made.err  # whom it is for, the pack says
    again = run("new", "aid", "look-again", *FLAGS)
    assert again.code == 2
    assert "taken" in again.err


def test_without_a_terminal_what_is_missing_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("new", "pack", "my-pack", "--why", "it hurts")
    assert ran.code == 2
    for flag in ("--for", "--differently", "--when", "--know"):
        assert f"  {flag}" in ran.err
    assert "--why" not in ran.err
    assert not (tmp_path / "my-pack").exists()


def test_what_cannot_be_is_said_before_anything_is_made(run: Run, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").write_text("mine")
    for words, said in (
        (("pack", "My Pack"), "for example my-pack"),
        (("lesson", "x"), "there is no pack here"),
        (("pack", "full"), "nothing is overwritten"),
        (("pack", "x", "--kind", "checklist"), "--kind is for job aids"),
        (("lesson", "x", "--teaches"), "expected one argument"),
    ):
        ran = run("new", *words[:2], *FLAGS, *words[2:])
        assert ran.code == 2
        assert said in ran.err.lower(), ran.err
    assert os.listdir(tmp_path / "full") == ["mine.txt"]


class Terminal(io.StringIO):
    """Lines that somebody types."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_it_asks_until_it_has_its_answers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = Terminal("everybody\n\n" + "x" * 300 + "\nit hurts\nlook first\nit broke\nthey are calm\n\n")
    monkeypatch.setattr(sys, "stdin", typed)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["new", "pack", "my-pack", "--no-git"]) == 0
    said = capsys.readouterr()
    questions = ["Who is it for?", "Why should they care?", "What will they do differently?", "How will you know?"]
    assert [said.out.index(question) for question in questions] == sorted(map(said.out.index, questions))
    text = (tmp_path / "my-pack/pack.yaml").read_text()
    assert 'title: "My pack"' in text
    assert 'for: "everybody"' in text


def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str) -> str:
    """The pack.yaml that somebody makes who types these lines."""
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["new", "pack", "my-pack", "--no-git", "--bare"]) == 0
    return (tmp_path / "my-pack/pack.yaml").read_text()


def test_who_goes_back_finds_the_answer_that_was_given(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "<\neverybody\nit hurts\n<\n<\nnearly everybody\n\nlook first\nit broke\nthey are calm\n\n"
    assert 'for: "nearly everybody"' in asked(tmp_path, monkeypatch, typed)
    said = capsys.readouterr()
    assert [said.out.count(f"[{usual}] ") for usual in ("everybody", "it hurts", "My pack")] == [1, 2, 1]
    assert said.err.count("< goes back") == 1


def test_an_empty_answer_is_told_in_words_and_not_by_a_flag(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(tmp_path, monkeypatch, "\n" + "x" * 300 + "\neverybody\nw\nlook first\nw\nk\n\n")
    said = capsys.readouterr()
    assert "this answer is empty" in said.err
    assert "this answer is longer than a sentence" in said.err
    assert "--for" not in said.out + said.err


def test_what_they_do_afterwards_reads_as_an_instruction(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = asked(tmp_path, monkeypatch, "all\nw\nLook at `git reflog` first\nwhen\nknow\n\n")
    assert "as an instruction" in capsys.readouterr().out
    assert 'about: "Look at git reflog first"' in text, "nobody sees backquotes"


def test_a_claim_is_begun_without_questions(run: Run, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny_pack)
    made = run("new", "claim", "--backs", "look-here", "--json")
    assert made.code == 0, made.err
    assert (made.json["id"], made.json["files"]) == ("look-here", ["claims/look-here.yaml"])
    checked = run("check", "claims/look-here.yaml", "--json")
    assert [problem["code"] for one in checked.json for problem in one["problems"]] == ["W861"]
    assert run("new", "claim", "again", "--backs", "look-here").out == "claims/again.yaml\n"
    verified = run("verify", "claims/again.yaml", "--yes")
    assert "1 passed" in verified.out + verified.err or "sandbox" in verified.err
    for words, said in (
        (("look-here", "--backs", "look-here"), "the id look-here is taken"),
        (("x", "--backs", "look-her"), "did you mean 'look-here'?"),
        (("x",), "--backs id"),
    ):
        ran = run("new", "claim", *words)
        assert ran.code == 2
        assert said in ran.err.lower(), ran.err
    assert run("new", "lesson", "x", "--backs", "look-here", *FLAGS).code == 2


def test_who_stops_has_written_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("everybody\n"))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["new", "pack", "my-pack"]) == 130
    assert not (tmp_path / "my-pack").exists()
