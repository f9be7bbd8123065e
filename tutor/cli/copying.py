"""`tutor copy ID [STEP]`: a command of a job aid to where it can be pasted from."""

import os

from tutor.cli.how import talk_notes
from tutor.cli.speech import say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit, TutorError
from tutor.places import places
from tutor.services.clipboard import copy
from tutor.services.lookup import Aids, one_aid


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("id", help="a job aid, as ID or PACK/ID")
    parser.add_argument("step", nargs="?", type=int, help="the command of this step or line")
    options = parser.parse_args(words)
    aids = Aids(places(), os.getcwd())
    try:
        hit = one_aid(aids, options.id)
        commands = aids.commands(hit.id)
        talk_notes(aids)
    finally:
        aids.close()
    if not commands:
        raise TutorError(f"{hit.name} has no command to copy", hint=f"tutor show {hit.name} shows it")
    if options.step is None and len(commands) > 1:
        talk(f"Which one? For example: tutor copy {options.id} {max(commands)}")
        say(*(f"{number:>2}  {'; '.join(text.split(chr(10)))}" for number, text in commands.items()))
        return Exit.USAGE
    text = commands.get(min(commands) if options.step is None else options.step, "")
    if not text:
        raise TutorError(f"{hit.name} has no command {options.step}", hint=f"tutor copy {options.id} lists them")
    try:
        went = copy(text)
    except OSError as error:
        raise TutorError(f"it cannot be copied: {error.strerror}", where=error.filename or "") from error
    if options.json:
        say_json({"copied": text, "to": went})
    else:
        say(f"Copied to {went}:", text)
    return Exit.DONE
