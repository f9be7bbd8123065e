"""`tutor schema [KIND]`: a JSON Schema for editors; without a kind, which there are and where they lie."""

import sys

from tutor.cli.speech import say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.schemas import schema_text, shipped


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("kind", nargs="?", default="", metavar="KIND", help="such as pack (default: list them)")
    options = parser.parse_args(words)
    if options.kind:
        sys.stdout.write(schema_text(options.kind))
    elif options.json:
        say_json([{"kind": kind, "for": files, "path": path} for kind, files, path in shipped()])
    else:
        say(*(f"{kind:<8}{files:<16}{path}" for kind, files, path in shipped()))
    return Exit.DONE
