"""What the commands' argument parsers share."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from tutor.cli.commands import COMMANDS
from tutor.errors import TutorError


class Words(ArgumentParser):
    """A parser in which flags may stand anywhere among the words, as in `spare 5m --plain git-rescue`."""

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Namespace:  # type: ignore[override]
        parsed: Namespace = self.parse_intermixed_args(args, namespace)
        return parsed


def parser_for(command: str, *, json: bool = True) -> ArgumentParser:
    """A parser that names its command, says what it does, and takes `--json`. Wrong words exit with 2."""
    about = COMMANDS[command][1]
    parser = Words(prog=f"tutor {command}", description=about[0].upper() + about[1:] + ".", allow_abbrev=False)
    if json:
        parser.add_argument("--json", action="store_true", help="the answer as JSON")
    return parser


def minutes_of(text: str) -> float:
    """Minutes from `5`, `5m`, `90s` or `1h`. Raises TutorError for anything else, and outside 10 seconds to 8 hours."""
    units = {"s": 1 / 60, "m": 1.0, "h": 60.0}
    number, unit = (text[:-1], text[-1]) if text[-1:] in units else (text, "m")
    try:
        minutes = float(number) * units[unit]
    except ValueError:
        raise TutorError(f"{text!r} is no length of time", hint="For example: 5m") from None
    if not 1 / 6 <= minutes <= 480:
        raise TutorError(f"{text!r} is too short or too long", hint="From 10s to 8h, for example: 5m")
    return minutes
