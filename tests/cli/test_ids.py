"""`tutor ids` as a shell runs it, and the offer of a fresh start line by line."""

import os
from pathlib import Path

import pytest
from cli_runs import Run

QUIZ = "---\ntitle: Ask\nteaches: [first]\n---\n"


def test_ids_are_written_and_named_with_their_lines(run: Run, tiny_pack: Path) -> None:
    path = tiny_pack / "quizzes/more.md"
    path.write_text(QUIZ + "## Why is it so?\n> So.\n\n## Near {near}\n> So.\n")
    dry = run("ids", "--dry-run", str(tiny_pack))
    assert dry.code == 1
    assert "-## Why is it so?\n+## Why is it so? {#so}\n" in dry.out
    assert "1 id would be written, 1 left to you" in dry.err
    assert "{#so}" not in path.read_text()
    ran = run("ids", str(path))
    name = os.path.relpath(path)
    assert ran.out.splitlines() == [
        f"{name}:5: {{#so}} Why is it so?",
        f"{name}:8: no id was written: write {{#id}} after a blank, at the end of the heading",
    ]
    assert ran.code == 1
    path.write_text(path.read_text().replace("{near}", "{#near}"))
    again = run("ids", str(path), "--json")
    assert (again.code, again.json[0]["written"], again.json[0]["left"]) == (0, [], [])


def test_in_the_pack_itself_files_are_named_as_tutor_check_names_them(
    run: Run, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tiny_pack / "quizzes/more.md").write_text(QUIZ + "## Why ./so?\n> So.\n\n## Near {near}\n> So.\n")
    monkeypatch.chdir(tiny_pack)
    assert "\n--- quizzes/more.md\n" in "\n" + run("ids", "--dry-run").out
    assert run("ids").out.startswith("quizzes/more.md:5: {#so} Why ./so?\nquizzes/more.md:8: no id was written")


def test_ids_of_nothing_is_said_plainly(run: Run, tmp_path: Path) -> None:
    ran = run("ids", str(tmp_path / "nowhere"))
    assert ran.code == 2
    assert "no such file or folder" in ran.err
    (tmp_path / "empty").mkdir()
    ran = run("ids", str(tmp_path / "empty"))
    assert ran.code == 2
    assert "there is no pack here" in ran.err


def test_a_fresh_start_is_offered_line_by_line(run: Run, tiny_pack: Path) -> None:
    run("start", "tiny")
    run("spare", "5m", "tiny", "--plain", typed="\n\n:f\na\nb\n\n\n:q\n")
    path = tiny_pack / "lessons/first.md"
    path.write_text(path.read_text().replace("- [x] One", "- [x] Number one"))
    offered = "The answer of this question changed since you last met it."
    ran = run("spare", "5m", "tiny", "--plain", typed=":f\n:u\n:f\n:q\n", days=40)
    assert ran.out.count(offered) == 2
    assert ran.out.count("It starts afresh, as a new question.") == 2
    assert "Taken back: tiny/which-first, started afresh" in ran.out
    undone = run("undo", days=40)
    assert undone.out.startswith("Taken back: tiny/which-first, started afresh")
