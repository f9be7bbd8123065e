"""`tutor undo`: take back this device's newest answer that still stands."""

from tutor.cli.speech import say, say_json, show_progress
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.history import take_back
from tutor.services.opening import open_tutor


def run(command: str, words: list[str]) -> int:
    options = parser_for(command).parse_args(words)
    tutor = open_tutor(progress=show_progress)
    try:
        taken = take_back(tutor)
    finally:
        tutor.close()
    if options.json:
        say_json({"question": taken.question, "answered": taken.when} if taken else None)
    elif taken is None:
        say("Nothing to take back.")
    else:
        say(f"Taken back: {taken.question}, answered {taken.when}", f"    {taken.prompt}")
    return int(Exit.DONE if taken else Exit.NOTHING)
