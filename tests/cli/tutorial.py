"""The tutorial of docs/authors.md as steps, and a home in which to take them."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOC = ROOT / "docs" / "authors.md"
FENCES = re.compile(r"(?:(?<=\n)(?P<before>[^\n]+)\n\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.M | re.S)
FILE = re.compile(r"`([\w/.-]+)`:$")
MARK = "@@ next @@"


@dataclass(frozen=True)
class Step:
    """A command with what the page says that it prints; or, with `path`, a file to be written."""

    does: str
    says: str = ""
    path: str = ""


def steps(page: str) -> list[Step]:
    """What the tutorial has its reader do: `$ ` lines of console blocks, and the files named in the line before one."""
    tutorial = page.partition("\n## Fifteen minutes\n")[2].partition("\n## Beginning")[0]
    found = []
    for fence in FENCES.finditer(tutorial):
        named = FILE.search(fence["before"] or "")
        if fence["language"] == "console":
            found += _commands(fence["body"])
        elif named:
            found.append(Step(fence["body"], path=named[1]))
    return found


def _commands(block: str) -> list[Step]:
    """Commands, continued after a backslash, each with the lines below it up to the next one."""
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        end = next(number for number, line in enumerate(lines) if not line.endswith("\\\n"))
        found.append(Step("".join(lines[: end + 1]), "".join(lines[end + 1 :])))
    return found


def run(taken: list[Step], home: Path) -> list[str]:
    """Take the steps one after the other in one shell, and give what each of them printed."""
    tools = home / "bin"
    tools.mkdir()
    tutor = tools / "tutor"
    tutor.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tutor "$@"\n')
    tutor.chmod(0o755)
    lines = []
    for step in taken:
        if step.path:
            lines.append(f"cat > {step.path} <<'END OF FILE'\n{step.does}END OF FILE")
        else:
            lines.append(step.does)
        lines.append(f"echo '{MARK}'")
    ours = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",  # else what is said about a result comes before it
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
    }
    (home / "gitconfig").write_text("[user]\n\tname = You\n\temail = you@example.org\n[init]\n\tdefaultBranch = main\n")
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        cwd=home,
        env=os.environ | ours,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout.split(MARK + "\n")[:-1]
