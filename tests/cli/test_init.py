"""`tutor init`: what a person gets in each shell, tried in that shell on a pseudo-terminal."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_runs import Run
from e2e.terminal import Terminal

from tutor.catalog.names import keep_names, names_file
from tutor.cli.commands import COMMANDS
from tutor.cli.init import SHELLS, completed, shell_code
from tutor.places import Places, places
from tutor.services.library import refresh

ROOT = Path(__file__).parents[2]
STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(tutor init bash)"'),
    "zsh": (["zsh", "-f", "-i"], 'autoload -Uz compinit; compinit -D -u; eval "$(tutor init zsh)"'),
    "fish": (["fish", "-i", "-C", "function fish_prompt; echo -n '> '; end"], "tutor init fish | source"),
}
KEYS = {"bash": b"\x18\x14", "zsh": b"\x18\x14", "fish": b"\x1bt"}
KILL_LINE = b"\x15"
AID = """\
---
title: Make a mark
aid: procedure
asks: ["where do I leave a mark"]
---
1. Here.

   ```sh
   touch first-mark
   ```
2. There.

   ```sh
   touch second-mark \\
     'third mark'
   ```
"""
# The program without the packs that ship: they would have to be read for each test.
PROGRAM = """
import sys, tutor.places
tutor.places._shipped = lambda: "/nowhere"
from tutor.cli.main import main
sys.exit(main())
"""

Shell = tuple[str, Terminal]


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_completed_is_what_the_command_takes(run: Run, command: str) -> None:
    flags, _ = completed(command)
    usage = run(command, "-h").out
    taken = set(re.findall(r"(?<![\w-])--[a-z-]+", usage.partition("\nTo choose one:")[0])) | {"--help"}
    assert set(flags.split(",")) == taken, "put it right in COMPLETED of tutor/cli/init.py"


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_stands_in_the_code_and_any_folder_can_be_quoted(
    shell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/odd 'na\\me\" $(touch x)")
    code = shell_code(shell)
    assert all(f"{name}\t" in code for name in COMMANDS)
    assert not re.search("@[A-Z]+@", code)
    assert "$(touch x)" in code


def test_a_shell_that_is_not_known_is_usage(run: Run) -> None:
    assert run("init", "tcsh").code == 2
    assert run("init").code == 2


def test_names_are_kept_beside_the_catalog(places: Places, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_PATH", str(tiny_pack))
    catalog = refresh(places, str(tiny_pack))
    names = Path(names_file(catalog.path))
    assert names.read_text().splitlines() == [
        "pack\ttiny\tA tiny pack",
        "aid\ttiny/look-here\tCount to two",
        "quiz\ttiny/both\tBoth ideas",
        "lesson\ttiny/first\tThe first idea",
        "lesson\ttiny/second\tThe second idea",
    ]
    (tiny_pack / "aids" / "look-there.md").write_text(AID)
    refresh(places, str(tiny_pack)).close()
    assert "aid\ttiny/look-there\tMake a mark\n" in names.read_text()
    catalog.read(lambda db: keep_names(db, str(tiny_pack / "no folder" / "names")))  # nobody is told
    catalog.close()


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path, tiny_pack: Path) -> Iterator[Shell]:
    """A shell with the tutor's code in it, in a working folder of its own."""
    name = request.param
    if not shutil.which(name):
        pytest.skip(f"there is no {name} here")
    (tiny_pack / "aids" / "make-a-mark.md").write_text(AID)
    program = tmp_path / "bin" / "tutor"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{PROGRAM}")
    program.chmod(0o755)
    (tmp_path / "work").mkdir()
    env = {
        "PATH": f"{program.parent}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "TUTOR_PATH": str(tiny_pack),
        "PS1": "> ",
        "EDITOR": None,
        "VISUAL": None,
    }
    argv, start = STARTS[name]
    with Terminal(argv, size=(100, 30), cwd=tmp_path / "work", env=env) as terminal:
        terminal.wait_for(">")
        typed(terminal, f"tutor index; {start}; echo rea''dy")
        # What is typed before the prompt stands may be thrown away with what came before it.
        terminal.wait_until(lambda screen: screen.endswith("ready\n>"), "the prompt behind it")
        yield name, terminal


def typed(terminal: Terminal, line: str) -> None:
    terminal.press(line, "enter")


def test_commands_flags_and_names_are_completed(shell: Shell) -> None:
    _, terminal = shell
    for begun, whole in (
        ("tutor wis", "tutor wishes"),
        ("tutor spare --pra", "tutor spare --practise"),
        ("tutor show make-", "tutor show make-a-mark"),
        ("tutor show tiny/l", "tutor show tiny/look-here"),
        ("tutor start ti", "tutor start tiny"),
        ("tutor spare --lesson seco", "tutor spare --lesson second"),
        ("tutor how --color alw", "tutor how --color always"),
        ("tutor init fi", "tutor init fish"),
        ("tutor pack rollb", "tutor pack rollback"),
        ("tutor pack info ti", "tutor pack info tiny"),
    ):
        terminal.press(begun)
        terminal.wait_for(begun)
        terminal.press("tab")
        terminal.wait_for(whole)
        terminal.send(KILL_LINE)
        terminal.wait_until(lambda screen: screen.endswith("\n>"), "an empty line")


def test_the_key_puts_a_command_on_the_prompt_and_runs_nothing(shell: Shell, tmp_path: Path) -> None:
    name, terminal = shell
    work = tmp_path / "work"
    terminal.press("where do I leave a mark")
    terminal.wait_for("leave a mark")
    terminal.send(KEYS[name])
    terminal.wait_for("> touch first-mark")
    assert "1 of 2: Make a mark (tiny/make-a-mark)" in terminal.screen_text()
    terminal.send(KEYS[name])
    terminal.wait_for("> touch second-mark")
    terminal.send(KEYS[name])
    terminal.wait_for("has only 2")
    terminal.wait_until(lambda screen: screen.endswith("> where do I leave a mark"), "what was typed")
    assert not list(work.iterdir())
    terminal.send(KEYS[name])
    terminal.wait_until(lambda screen: screen.endswith("> touch first-mark"), "the first one again")
    terminal.press("enter")
    typed(terminal, "tutor how +")
    terminal.wait_for("Noted: tiny/make-a-mark worked.")
    assert [path.name for path in work.iterdir()] == ["first-mark"]


def test_the_last_command_is_captured(shell: Shell) -> None:
    _, terminal = shell
    typed(terminal, "echo  'two  words' $HOME")
    typed(terminal, "tutor where >/dev/null")
    typed(terminal, "tutor capture Say it; echo done''done")
    terminal.wait_for("donedone")
    draft = Path(places().own) / "aids" / "say-it.md"
    assert "\n   echo  'two  words' $HOME\n" in draft.read_text()
