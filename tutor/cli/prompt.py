"""One command of a job aid, alone on stdout: what the shell code of `tutor init` puts on the prompt, and never runs."""

import sys

from tutor.cli.speech import clean, talk
from tutor.errors import Exit
from tutor.services.lookup import Aids, Hit


def put_command(aids: Aids, hit: Hit, number: int) -> int:
    """Print the command `number` (from 1) of an aid; where it is from goes to stderr."""
    # What a template gives is text to send, not to type at a prompt.
    commands = [] if hit.kind == "template" else list(aids.commands(hit.id).values())
    if number > len(commands):
        has = f"only {len(commands)}" if commands else "no command"
        talk(f"{hit.title} ({hit.name}) has {has}: tutor show {hit.name}")
        return Exit.NOTHING
    sys.stdout.write(clean(commands[number - 1]) + "\n")
    sys.stdout.flush()
    talk(f"{number} of {len(commands)}: {hit.title} ({hit.name})")
    return Exit.DONE
