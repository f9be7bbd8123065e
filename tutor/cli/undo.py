"""`tutor undo`: take back this device's newest answer, or fresh start of a question, that still stands."""

from tutor.cli.opening import opened
from tutor.cli.speech import say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.history import TakenBack, take_back


def run(command: str, words: list[str]) -> int:
    options = parser_for(command).parse_args(words)
    with opened() as tutor:
        taken = take_back(tutor)
    if options.json:
        say_json({"question": taken.question, _done(taken): taken.when} if taken else None)
    elif taken is None:
        say("Nothing to take back.")
    else:
        say(f"Taken back: {taken.question}, {_done(taken)} {taken.when}", f"    {taken.prompt}")
    return int(Exit.DONE if taken else Exit.NOTHING)


def _done(taken: TakenBack) -> str:
    return "started afresh" if taken.is_fresh_start else "answered"
