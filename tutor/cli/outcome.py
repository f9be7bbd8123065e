"""`tutor how +` and `tutor how -`: whether the aid that was opened last in this terminal worked."""

import time

from tutor.cli.speech import say, talk
from tutor.errors import Exit
from tutor.places import places
from tutor.services.lookup import note_outcome
from tutor.services.recent import recent


def tell(*, worked: bool) -> int:
    """Record the outcome; it may be told again, and the last word counts."""
    where = places()
    last = recent(where)
    if last is None or not last.aid:
        talk("There is no aid open in this terminal. First look something up: tutor how QUESTION")
        return Exit.NOTHING
    seconds = max(0.0, time.time() - last.asked / 1000)
    if not note_outcome(where, last.question, last.aid, worked, seconds):
        talk("The journal cannot be written: this was not noted. tutor doctor tells more.")
        return Exit.USAGE
    say(f"Noted: {last.aid} {'worked' if worked else 'did not work'}.")
    return Exit.DONE
