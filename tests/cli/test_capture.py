"""`tutor capture`: what has just worked becomes a draft, and the draft is found."""

import sys
from pathlib import Path

import pytest
from cli_runs import Run
from e2e.terminal import Terminal


def test_a_pipe_becomes_a_draft_that_is_found(run: Run, home: Path) -> None:
    ran = run("capture", "Free", "the", "port", typed="\x1b[32mlsof -i :8080\x1b[0m\n")
    path = home / "data" / "tutor" / "own" / "aids" / "free-the-port.md"
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert "   lsof -i :8080\n" in path.read_text()
    assert "how people ask for it" in ran.err
    assert run("check", str(home / "data" / "tutor" / "own")).code == 0
    found = run("how", "free", "port")
    assert found.code == 0
    assert "own/free-the-port (own)" in found.out
    assert "lsof -i :8080" in found.out


def test_the_last_command_of_the_shell_and_a_given_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_LAST_COMMAND", "git stash pop")
    assert run("capture", "--json").json["id"] == "own/git-stash-pop"
    assert run("capture", "--json", "--command", "git fsck").json["id"] == "own/git-fsck"
    assert run("capture", "--json", typed="git gc\n").json["id"] == "own/git-gc"


def test_a_question_without_an_answer_is_what_the_draft_answers(run: Run) -> None:
    assert run("how", "zebra", "crossing").code == 1
    written = Path(run("capture", "--json", "--command", "true").json["path"])
    assert written.name == "zebra-crossing.md"
    assert 'asks: ["zebra crossing"]' in written.read_text()
    assert run("how", "zebra", "crossing").code == 0


def test_without_anything_to_capture_it_says_how(run: Run, home: Path) -> None:
    ran = run("capture", "Title")
    assert (ran.code, ran.out) == (2, "")
    assert "tutor init bash" in ran.err
    assert not (home / "data" / "tutor" / "own").exists()


def test_a_secret_is_warned_about(run: Run) -> None:
    ran = run("capture", "--command", "deploy --password hunter2")
    assert ran.code == 0
    assert "--password" in ran.err
    assert "hunter2" not in ran.err


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ("sed -i 's/Type this:/Look who has it:/' \"$1\"", "tutor show own/free-it shows it"),
        ("sed -i 's/^aid: .*/aid: recipe/' \"$1\"", "E018"),
        ('rm "$1"', "nothing is kept"),
    ],
)
def test_the_editor_opens_it_and_what_it_left_is_looked_over(tmp_path: Path, edit: str, says: str) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\ntest -t 0 && test -t 1 || exit 1\n{edit}\n")
    editor.chmod(0o755)
    # Through a pipe: the editor has the terminal all the same.
    shell = f"echo 'lsof -i :8080' | {sys.executable} -m tutor capture 'Free it'"
    root = str(Path(__file__).parents[2])
    env = {"EDITOR": str(editor), "VISUAL": None, "PYTHONPATH": root}
    with Terminal(["sh", "-c", shell], cwd=tmp_path, env=env) as terminal:
        terminal.wait_for(says)
        terminal.wait_exit()
        assert "Open it and say" not in terminal.screen_text()
