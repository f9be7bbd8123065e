"""`tutor lsp`: the language server for those who write packs, over stdin and stdout."""

import sys
from importlib.util import find_spec

from tutor.cli.words import parser_for
from tutor.errors import Exit, TutorError
from tutor.places import places
from tutor.services.checking import today


def run(command: str, words: list[str]) -> int:
    parser_for(command, json=False).parse_args(words)
    if find_spec("pygls") is None:
        hint = f"Install it: {sys.executable} -m pip install pygls (it comes with the extra tutor[author])"
        raise TutorError("the language server needs the package pygls", hint=hint)
    from tutor.lsp.server import make_server

    make_server(places(), today()).start_io()
    return Exit.DONE
