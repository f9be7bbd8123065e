"""A pack is handed on and taken in, at a real terminal."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.terminal import Terminal

from tutor.places import places

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shell(tmp_path: Path, tiny_pack: Path) -> Iterator[Terminal]:
    """A shell that knows the program, in a folder with the tiny pack in it."""
    program = tmp_path / "bin" / "tutor"
    program.parent.mkdir()
    start = "import sys; from tutor.cli.main import start; sys.exit(start())"
    program.write_text(f"#!{sys.executable}\n{start}\n")
    program.chmod(0o755)
    env = {"PATH": f"{program.parent}:/usr/local/bin:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PS1": "> "}
    with Terminal(["bash", "--norc", "--noprofile", "-i"], size=(100, 30), cwd=tiny_pack.parent, env=env) as terminal:
        terminal.wait_for(">")
        yield terminal


def test_a_pack_is_built_looked_at_and_taken_in(shell: Terminal) -> None:
    installed = Path(places().installed)
    shell.press("tutor pack build tiny; clear; tutor pack install tiny-1.0.0.zip", "enter")
    shell.wait_for("Install it? y or n:")
    assert "they match its SHA256SUMS" in shell.screen_text()
    assert not (installed / "tiny").exists()
    shell.press("ctrl+c")
    # Typed sooner, the line may still go to the question that is being left.
    shell.wait_until(lambda screen: screen.rstrip().endswith("\n>"), "the shell's prompt")
    shell.press("echo left with $?", "enter")
    shell.wait_for("left with 130")
    assert os.listdir(installed / ".kept") == [], "nothing is left of what was not agreed to"
    shell.press("tutor pack install tiny-1.0.0.zip", "enter")
    shell.wait_until(lambda screen: screen.count("Install it? y or n:") == 2, "the question again")
    shell.press("y", "enter")
    shell.wait_for("Installed. tutor start tiny puts its lessons on Today.")
    assert (installed / "tiny" / "pack.yaml").exists()
