"""`tutor how --command`: one command alone, for the prompt of a shell."""

from pathlib import Path

import pytest
from cli_runs import Run

from tutor.places import places
from tutor.services.lookup import wishes

PORT = """\
---
title: Free a port
aid: procedure
asks: ["address already in use"]
---
1. Who has it?

   ```sh
   lsof -i :8080
   ```

   ```sh
   ss -ltnp
   ```
2. Ask it to go.

   ```sh
   kill \\
     "$(lsof -t -i :8080)"
   ```
"""
REFERENCE = "---\ntitle: Two doors\naid: reference\n---\nBack\n: `git merge --abort`\n\nOn\n: `git merge --continue`\n"
TEMPLATE = "---\ntitle: Ask for help\naid: template\nfields: {who: Who?}\n---\nDear {{who}}, please help.\n"


@pytest.fixture
def found(run: Run, tiny_pack: Path) -> Run:
    (tiny_pack / "aids" / "free-port.md").write_text(PORT)
    (tiny_pack / "aids" / "ask-for-help.md").write_text(TEMPLATE)
    (tiny_pack / "aids" / "two-doors.md").write_text(REFERENCE)
    return run


def test_the_first_command_and_the_next_one(found: Run) -> None:
    ran = found("how", "--command", "--", "address already in use")
    assert (ran.code, ran.out) == (0, "lsof -i :8080\nss -ltnp\n")
    assert "1 of 2: Free a port (tiny/free-port)" in ran.err
    ran = found("how", "--command=2", "--", "address already in use")
    assert (ran.code, ran.out) == (0, 'kill \\\n  "$(lsof -t -i :8080)"\n')
    ran = found("how", "--command=3", "--", "address already in use")
    assert (ran.code, ran.out) == (1, "")
    assert found("show", "free-port", "--command=2").out.startswith("kill")


def test_nothing_that_is_no_command_gets_to_the_prompt(found: Run) -> None:
    for words in (
        ("how", "--command", "ask for help"),
        ("show", "look-here", "--command"),
        ("show", "two-doors", "--command"),
    ):
        ran = found(*words)
        assert (ran.code, ran.out) == (1, "")
        assert "has no command for the prompt: tutor show tiny/" in ran.err
    for wrong in ("0", "x", ""):
        assert found("how", f"--command={wrong}", "address").code == 2


def test_it_is_one_look_up_and_the_answers_can_be_opened(found: Run) -> None:
    for number in ("", "=2", "=3"):
        found("how", f"--command{number}", "address already in use")
    assert "Free a port" in found("how", "1").out
    assert found("how", "1", "--command").out.startswith("lsof")
    assert found("how", "+").out == "Noted: tiny/free-port worked.\n"
    assert found("how", "--command", "zebra crossing").code == 1
    assert [(question, times) for question, times, _ in wishes(places())] == [("zebra crossing", 1)]


def test_what_has_to_be_chosen_is_copied_by_its_number(found: Run) -> None:
    assert found("copy", "two-doors").out.splitlines()[-2:] == [" 1  git merge --abort", " 2  git merge --continue"]
    assert found("copy", "two-doors", "2").out.splitlines()[-1] == "git merge --continue"
