"""`tutor index`: look at every file of every pack, and bring the catalog up to date."""

import os

from tutor.cli.opening import waiting
from tutor.cli.speech import count, say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import places
from tutor.services.library import refresh_stamps


def run(command: str, words: list[str]) -> int:
    options = parser_for(command).parse_args(words)
    with waiting() as line:
        catalog = refresh_stamps(places(), os.getcwd(), line.show)
    try:
        talk(*catalog.notes)
        packs, aids = len(catalog.packs()), len(catalog.items(kind="aid"))
        path = catalog.path
    finally:
        catalog.close()
    if options.json:
        say_json({"packs": packs, "aids": aids, "catalog": path})
    else:
        say(f"Up to date: {count(packs, 'pack')}, {count(aids, 'job aid')}.")
    return Exit.DONE
