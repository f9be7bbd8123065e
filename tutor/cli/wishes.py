"""`tutor wishes`: what was looked up and not found, for whoever writes job aids."""

import time

from tutor.cli.speech import say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import places
from tutor.services.lookup import wishes


def run(command: str, words: list[str]) -> int:
    options = parser_for(command).parse_args(words)
    found = wishes(places())
    days = [time.strftime("%Y-%m-%d", time.localtime(utc / 1000)) for _, _, utc in found]
    if options.json:
        rows = zip(found, days, strict=True)
        say_json([{"question": question, "times": times, "last": day} for (question, times, _), day in rows])
    elif found:
        say(*(f"{times:>3} ×  {day}  {question}" for (question, times, _), day in zip(found, days, strict=True)))
    else:
        say("Everything that was looked up was found.")
    return Exit.DONE if found else Exit.NOTHING
