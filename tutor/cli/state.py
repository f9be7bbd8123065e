"""`tutor start PACK`, `tutor pause PACK`, `tutor stop PACK`."""

from tutor.cli.packs import lines_of
from tutor.cli.speech import say, say_json, show_progress
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.model.events import PackState
from tutor.services.opening import open_tutor
from tutor.services.packs import change_pack

STATES = {"start": PackState.STARTED, "pause": PackState.PAUSED, "stop": PackState.STOPPED}


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("pack", help="its id, as tutor packs lists it")
    options = parser.parse_args(words)
    tutor = open_tutor(progress=show_progress)
    try:
        view = change_pack(tutor, options.pack, STATES[command])
    finally:
        tutor.close()
    if options.json:
        say_json({"pack": view.row.id, "state": STATES[command].value})
    else:
        say(*lines_of(view))
    return int(Exit.DONE)
