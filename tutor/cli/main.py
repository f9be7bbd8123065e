"""Which command runs is decided here from the bare words, before anything slow is imported."""

import os
import sys

from tutor.cli.commands import COMMANDS, PLAIN_WORDS, VALUE_FLAGS
from tutor.errors import Exit, NotFound, TutorError


def start() -> int:
    """What the shell runs: `main`, and after a look-up the end without the tidying that Python does."""
    keep: list[object] = []
    code = main(keep=keep)
    if keep:
        sys.stderr.flush()
        os._exit(code)
    return code


def main(argv: list[str] | None = None, keep: list[object] | None = None) -> int:
    """Run the words of the command line and return the exit code (tutor/errors.py); `keep`: see journal/lookups.py."""
    words = sys.argv[1:] if argv is None else argv
    try:
        code = _run(words, keep)
        sys.stdout.flush()
        return code
    except TutorError as error:
        from tutor.cli.speech import complain

        complain(error)
        if isinstance(error, NotFound) and not error.where:  # a path that is not there is no question
            _hint(words)
        return error.exit_code
    except SystemExit as left:  # how argparse leaves
        if left.code == Exit.USAGE:
            _hint(words)
        raise
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            print(file=sys.stderr)  # the shell's prompt begins a line of its own, not after ^C
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever reads has seen enough. Python would complain again while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE


def _run(words: list[str], keep: list[object] | None) -> int:
    if not words:
        return _today_or_screen()
    if words in (["--plain"], ["--json"]):
        from tutor.cli.today import run as today

        return today("today", [word for word in words if word == "--json"])
    first = words[0]
    if first == "how" or not _is_command(first, words[1:]):
        from tutor.cli.how import run

        return run("how", words[1:] if first == "how" else words, keep)
    if first in ("-h", "--help", "help"):
        sys.stdout.write(_help())
        return Exit.DONE
    if first in ("-V", "--version"):
        from tutor import __version__

        sys.stdout.write(f"tutor {__version__}\n")
        return Exit.DONE
    from importlib import import_module

    return int(import_module(f"tutor.cli.{COMMANDS[first][0]}").run(first, words[1:]))


def _is_command(first: str, rest: list[str]) -> bool:
    """Whether the words are those of a command; a question may begin with the name of one."""
    if first in ("-h", "--help", "-V", "--version"):
        return True
    if first not in COMMANDS and first != "help":
        return False
    most = PLAIN_WORDS.get(first, len(rest))
    before = ["", *rest]
    plain = [word for place, word in enumerate(rest) if word[:1] != "-" and before[place] not in VALUE_FLAGS]
    if len(plain) <= most:
        return True
    takes = f"{most or 'no'} word{'' if most == 1 else 's'}"
    sys.stderr.write(f"tutor {first} takes {takes}, so this is looked up and nothing else is done.\n")
    return False


def _hint(words: list[str]) -> None:
    """Whoever meant a question and hit upon a command is told how to ask it."""
    if words and words[0] != "how":
        import shlex

        from tutor.cli.speech import talk

        talk(f"To look it up instead: tutor how {shlex.join(words)}")


def _today_or_screen() -> int:
    """The screen where there is one, else Today as plain lines."""
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb":
        from tutor.cli.opening import opened
        from tutor.tui.app import run_app

        with opened() as tutor:
            return run_app(tutor)
    from tutor.cli.today import run

    return run("today", [])


def _help() -> str:
    lines = [
        "usage: tutor [COMMAND] [-h]",
        "       tutor QUESTION",
        "",
        "Without a command: Today, on the whole screen; with --plain or --json as lines. Words that are no command are",
        "looked up.",
        "",
        *(f"  {name:<10}{about}" for name, (_, about) in COMMANDS.items()),
        "",
        "tutor COMMAND -h tells more of one. -V, --version prints the version.",
        "Exit: 0 done; 1 nothing found, nothing due, or problems found; 2 usage, or could not go on; 130 interrupted.",
        "",
    ]
    return "\n".join(lines)
