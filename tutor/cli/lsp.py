"""`tutor lsp`: the language server for those who write packs, over stdin and stdout."""

import sys

from tutor.cli.words import parser_for
from tutor.errors import Exit, TutorError
from tutor.places import places
from tutor.services.checking import today

NEEDED = "pygls>=2.0,<3"
_ROOMS = ("pygls", "lsprotocol")


def run(command: str, words: list[str]) -> int:
    parser_for(command, json=False).parse_args(words)
    try:
        from tutor.lsp.server import make_server
    except ImportError as error:  # it is missing, or another version, which has its parts elsewhere
        if (error.name or "").partition(".")[0] not in _ROOMS:
            raise
        hint = f"Install it: {sys.executable} -m pip install '{NEEDED}' (it comes with the extra tutor[author])"
        raise TutorError("the language server needs the package pygls, version 2", hint=hint) from error
    make_server(places(), today()).start_io()
    return Exit.DONE
