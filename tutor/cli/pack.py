"""`tutor pack install|update|rollback|remove|build|info`: packs come, change and go."""

from argparse import ArgumentParser
from collections.abc import Callable

from tutor.cli.pack_hand import run_build, run_info, run_remove, run_rollback
from tutor.cli.pack_install import run_install, run_update
from tutor.cli.words import parser_for
from tutor.errors import TutorError

# What is done: (how its words are written, what it does, what does it), in the order of the help.
DEEDS: dict[str, tuple[str, str, Callable[[ArgumentParser, list[str]], int]]] = {
    "install": ("PATH|ZIP|GIT-URL [--replace] [--yes]", "take a pack into your library", run_install),
    "update": ("[PACK…] [--yes]", "bring what is new where packs came from", run_update),
    "rollback": ("PACK [--yes]", "go back to the version before", run_rollback),
    "remove": ("PACK [--yes]", "take a pack away; what you know is kept", run_remove),
    "build": ("PATH [--output FILE]", "write your pack as one file to hand on", run_build),
    "info": ("PACK|PATH|ZIP|GIT-URL", "who made it, for whom, what is inside", run_info),
}


def run(command: str, words: list[str]) -> int:
    if words and words[0] in DEEDS:
        _, about, deed = DEEDS[words[0]]
        parser = parser_for(command)
        parser.prog += f" {words[0]}"
        parser.description = about[0].upper() + about[1:] + "."
        return deed(parser, words[1:])
    parser = parser_for(command)
    width = max(len(f"{name} {form}") for name, (form, _, _) in DEEDS.items())
    lines = [f"{f'{name} {form}':<{width}}  {about}" for name, (form, about, _) in DEEDS.items()]
    parser.usage = "tutor pack " + "\n       tutor pack ".join(lines)
    parser.add_argument("deed", choices=DEEDS, metavar="DEED", help=", ".join(DEEDS))
    if words and words[0] not in ("-h", "--help") and words[0][:1] != "-":
        raise TutorError(
            f"{words[0]!r} is nothing that is done to a pack: {', '.join(DEEDS)}",
            hint="tutor packs lists the packs you have",
        )
    parser.parse_args(words)
    raise TutorError("what is to be done comes first", hint=f"tutor pack {words[-1]} …")
