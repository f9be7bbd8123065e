"""The manual page names all there is, and reads without a complaint."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from tutor.cli.commands import COMMANDS
from tutor.cli.how import HELP
from tutor.cli.init import SHELLS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "tutor.1"
TEXT = PAGE.read_text()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_named(command: str) -> None:
    assert re.search(rf"^\.It .*\bCm {command}\b", TEXT, re.MULTILINE), f"{PAGE} does not tell of tutor {command}"


def test_every_flag_of_how_and_every_shell_is_named() -> None:
    flags = re.findall(r"(?<![\w-])--([a-z-]*)", "\n".join(re.findall(r"^  --.*?  ", HELP, re.MULTILINE)))
    assert {"list", "command", "json", "tsv", "no-pager", ""} <= set(flags)
    for flag in flags:
        assert re.search(rf"^\.It .*Fl -{flag}(?![a-z])", TEXT, re.MULTILINE), flag
    assert f".It Cm init Cm {' | '.join(SHELLS)}\n" in TEXT


@pytest.mark.parametrize(
    "command", [["mandoc", "-T", "lint", "-W", "warning"], ["groff", "-man", "-mandoc", "-ww", "-Tutf8"]]
)
def test_it_is_sound(command: list[str]) -> None:
    if not shutil.which(command[0]):
        pytest.skip(f"there is no {command[0]} here")
    done = subprocess.run([*command, PAGE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    if command[0] == "mandoc":
        assert done.stdout == ""


def test_it_comes_with_the_wheel() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["shared-data"] == {"docs/tutor.1": "share/man/man1/tutor.1"}
