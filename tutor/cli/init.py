"""`tutor init SHELL`: the code for a shell's start-up file: completion, a key that looks up, and what capture needs."""

import os
import sys

import tutor
from tutor.cli.commands import COMMANDS
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import places

SHELLS = ("bash", "zsh", "fish")

# What is completed after a command: its flags beside --help, and what its words are: names of a kind (catalog/names.py;
# "item" is every kind but packs), "file", or one of several words; `deed:kind` is a word and what comes after it. Most
# commands have `--json`, and no such words.
_SHOWS = "--raw,--command,--json,--tsv,--color,--no-pager"
_MOST = ("--json", "")
COMPLETED: dict[str, tuple[str, str]] = {
    "how": (f"--list,--pack,--exact,{_SHOWS}", ""),
    "show": (f"{_SHOWS},--sources", "aid"),
    "list": ("--pack,--json,--tsv,--no-pager", ""),
    "copy": ("--json", "aid"),
    "spare": ("--json,--plain,--practise,--lesson", "pack"),
    "pack": (
        "--json,--replace,--yes,--output",
        "install:file,update:pack,rollback:pack,remove:pack,build:file,info:pack",
    ),
    "news": ("--json,--keep", "pack"),
    "start": ("--json", "pack"),
    "pause": ("--json", "pack"),
    "stop": ("--json", "pack"),
    "learn": ("--json", "item"),
    "drill": ("--json,--plain,--afresh", "drill"),
    "lab": ("--json,--plain,--afresh,--no-sandbox", "lab"),
    "trust": ("--json,--yes,--forget", "pack"),
    "reply": ("--json", "item"),
    "replies": ("--json,--format,--out,--all,--yes", "pack"),
    "items": ("--json,--export,--yes", "pack"),
    "progress": ("--json", "pack"),
    "check": ("--json,--format,--strict,--watch,--labs,--no-sandbox", "file"),
    "preview": ("--plain", "file"),
    "verify": ("--json,--jobs,--no-lock,--no-sandbox", "file"),
    "new": (
        "--json,--for,--why,--differently,--when,--know,--title,--kind,--teaches,--backs,--in,--bare,--no-git",
        "pack,lesson,quiz,aid,drill,lab,path,claim",
    ),
    "ids": ("--json,--dry-run,--renamed", "file"),
    "lsp": ("", ""),
    "schema": ("--json", "pack,lesson,quiz,aid,drill,lab,path,claims"),
    "capture": ("--json,--command", ""),
    "init": ("", ",".join(SHELLS)),
    "doctor": ("--json,--restore", ""),
}


def completed(command: str) -> tuple[str, str]:
    """The flags of a command, joined by commas, and what its words are."""
    flags, words = COMPLETED.get(command, _MOST)
    return f"{flags},--help".lstrip(","), words


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command, json=False)
    parser.add_argument("shell", choices=SHELLS, help="the shell that evaluates it")
    options = parser.parse_args(words)
    sys.stdout.write(shell_code(options.shell))
    return Exit.DONE


def shell_code(shell: str) -> str:
    """The code that ships for a shell, with the commands and the cache folder of this program in it."""
    path = os.path.join(os.path.dirname(tutor.__file__), "shell", f"tutor.{shell}")
    with open(path, encoding="utf-8") as file:
        code = file.read()
    rows = "\n".join("\t".join((name, about, *completed(name))) for name, (_, about) in COMMANDS.items())
    quoted = _quoted_for_fish if shell == "fish" else _quoted
    return code.replace("@CACHE@", quoted(places().cache)).replace("@COMMANDS@", quoted(rows))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _quoted_for_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
