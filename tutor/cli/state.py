"""`tutor start PACK`, `tutor pause PACK`, `tutor stop PACK`."""

from tutor.cli.opening import opened
from tutor.cli.packs import lines_of
from tutor.cli.speech import say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.model.events import PackState
from tutor.services.packs import change_pack

STATES = {"start": PackState.STARTED, "pause": PackState.PAUSED, "stop": PackState.STOPPED}


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("pack", help="its id, as tutor packs lists it")
    options = parser.parse_args(words)
    with opened() as tutor:
        view = change_pack(tutor, options.pack, STATES[command])
    if options.json:
        say_json({"pack": view.row.id, "state": STATES[command].value})
    else:
        say(*lines_of(view))
    return int(Exit.DONE)
