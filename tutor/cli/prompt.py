"""One command of a job aid, alone on stdout: what the shell code of `tutor init` puts on the prompt, and never runs."""

import sys

from tutor.cli.speech import clean, talk
from tutor.errors import Exit
from tutor.services.lookup import Aids, Hit

# What a template gives is text to send, and which command of a table or a reference is right has to be read first.
_TO_CHOOSE_IN = ("template", "decision", "reference")


def put_command(aids: Aids, hit: Hit, number: int) -> int:
    """Print the command `number` (from 1) of an aid; where it is from goes to stderr."""
    commands = [] if hit.kind in _TO_CHOOSE_IN else list(aids.commands(hit.id).values())
    if number > len(commands):
        has = f"only {len(commands)}" if commands else "no command for the prompt"
        talk(f"{hit.title} ({hit.name}) has {has}: tutor show {hit.name}")
        return Exit.NOTHING
    sys.stdout.write(clean(commands[number - 1]) + "\n")
    sys.stdout.flush()
    talk(f"{number} of {len(commands)}: {hit.title} ({hit.name})")
    return Exit.DONE
