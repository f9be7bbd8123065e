"""`tutor suspend ID`, `bury`, `resume`, `reset`: what becomes of one question."""

from tutor.cli.opening import opened
from tutor.cli.speech import say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.history import bury, reset, resume, suspend

DEEDS = {
    "suspend": (suspend, "is never asked again, until: tutor resume {}"),
    "bury": (bury, "is not asked before tomorrow"),
    "resume": (resume, "is asked again"),
    "reset": (reset, "starts afresh; its history is kept"),
}


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("id", help="a question, as ID or PACK/ID")
    options = parser.parse_args(words)
    deed, outcome = DEEDS[command]
    with opened() as tutor:
        name = deed(tutor, options.id)
    if options.json:
        say_json({"question": name, "done": command})
    else:
        say(f"{name} {outcome.format(name)}")
    return int(Exit.DONE)
