"""Which command runs is decided here from the bare words, before anything slow is imported."""

import os
import sys

from tutor.cli.commands import COMMANDS
from tutor.errors import Exit, TutorError


def main(argv: list[str] | None = None) -> int:
    """Run the words of the command line and return the exit code (tutor/errors.py)."""
    words = sys.argv[1:] if argv is None else argv
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except TutorError as error:
        from tutor.cli.speech import complain

        complain(error)
        return int(error.exit_code)
    except KeyboardInterrupt:
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        # Whoever reads has seen enough. Python would complain again while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.DONE)


def _run(words: list[str]) -> int:
    if not words:
        return _today_or_screen()
    first = words[0]
    if first in ("-h", "--help", "help"):
        sys.stdout.write(_help())
        return int(Exit.DONE)
    if first in ("-V", "--version"):
        from tutor import __version__

        sys.stdout.write(f"tutor {__version__}\n")
        return int(Exit.DONE)
    if first in COMMANDS:
        from importlib import import_module

        return int(import_module(f"tutor.cli.{COMMANDS[first][0]}").run(first, words[1:]))
    raise TutorError(f"there is no command {first!r}", hint=_nearest(first))


def _today_or_screen() -> int:
    """The screen where there is one, else Today as plain lines."""
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb":
        from tutor.cli.opening import opened
        from tutor.tui.app import run_app

        with opened() as tutor:
            return run_app(tutor)
    from tutor.cli.today import run

    return run("today", [])


def _nearest(word: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, COMMANDS, n=1)
    return f"Did you mean: tutor {near[0]}" if near else "tutor -h lists the commands"


def _help() -> str:
    lines = [
        "usage: tutor [COMMAND] [-h]",
        "",
        "Without a command: Today, on the whole screen.",
        "",
        *(f"  {name:<10}{about}" for name, (_, about) in COMMANDS.items()),
        "",
        "tutor COMMAND -h tells more of one. -V, --version prints the version.",
        "Exit: 0 done; 1 nothing found, nothing due, or problems found; 2 usage, or could not go on; 130 interrupted.",
        "",
    ]
    return "\n".join(lines)
