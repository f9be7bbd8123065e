"""`tutor where`: every path in use."""

import os

from tutor.cli.speech import say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import missing_team_folders, pack_sources, places, team_notes


def run(command: str, words: list[str]) -> int:
    options = parser_for(command).parse_args(words)
    where = places()
    paths = {
        "journal": where.journal,
        "copies": where.copies,
        "catalog": where.catalog,
        "state": where.state,
        "own pack": where.own,
        "installed packs": where.installed,
        "shipped packs": where.shipped,
    }
    sources = pack_sources(where, os.getcwd())
    if options.json:
        listed = [{"from": source.label, "folder": source.folder} for source in sources]
        say_json({"paths": paths, "sources": listed, "missing": missing_team_folders()})
        return int(Exit.DONE)
    for name, path in paths.items():
        say(f"{name:<16}{path}{'' if os.path.exists(path) else '  (not there yet)'}")
    for source in sources:
        say(f"{'packs from':<16}{source.folder}  ({source.label})")
    talk(*team_notes())
    return int(Exit.DONE)
