"""`tutor news [PACK]`: what came new into your packs. Exit 1 when nothing did."""

from tutor.cli.opening import opened
from tutor.cli.pack_words import change_json, change_lines
from tutor.cli.speech import count, say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import places
from tutor.services.news import News, PackNews, mark_seen, news, news_of


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("pack", nargs="?", help="what its last update brought (default: all since you last looked)")
    parser.add_argument("--keep", action="store_true", help="do not take it for seen: it is told again next time")
    options = parser.parse_args(words)
    if options.pack:
        one = news_of(places(), options.pack)
        if options.json:
            say_json(_as_json(one))
        else:
            say(*_lines(one))
        return int(Exit.DONE)
    with opened() as tutor:
        found = news(tutor)
        if options.json:
            say_json({"since": found.since or None, "packs": [_as_json(one) for one in found.packs]})
        else:
            _tell(found)
        if not options.keep:
            mark_seen(tutor)
    return int(Exit.DONE if found.packs else Exit.NOTHING)


def _tell(found: News) -> None:
    if not found.packs:
        since = f" since {found.since}" if found.since else ""
        say(f"Nothing new{since}. tutor pack update asks where your packs came from.")
    for one in found.packs:
        say(*_lines(one))


def _lines(one: PackNews) -> list[str]:
    title = f": {one.title}" if one.title else ""
    if one.before is None:
        return [f"{one.pack} {one.version} is new{title} ({count(len(one.changes), 'item')})"]
    versions = one.version if one.version == one.before else f"{one.before} → {one.version}"
    return [f"{one.pack} {versions}{title}", *change_lines(one.changes)]


def _as_json(one: PackNews) -> dict[str, object]:
    return {
        "pack": one.pack,
        "title": one.title,
        "version": one.version,
        "version before": one.before,
        "changes": change_json(one.changes),
    }
