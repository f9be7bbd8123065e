"""`tutor pack rollback`, `remove`, `build` and `info`."""

import os
from argparse import ArgumentParser

from tutor.cli.pack_words import about, agreed, change_json, change_lines, inside, offer_json, size_words
from tutor.cli.speech import count, say, say_json, talk
from tutor.errors import Exit
from tutor.places import places
from tutor.services.installed import (
    installed_pack,
    kept_words,
    origin_words,
    remove,
    roll_back,
    told_apart,
    version_before,
    version_of,
)
from tutor.services.pack_info import Info, info_of

_MOST_ERRORS = 10


def run_rollback(parser: ArgumentParser, words: list[str]) -> int:
    """`tutor pack rollback PACK`: exit 1 where the answer was no."""
    parser.add_argument("pack", metavar="PACK", help="its id")
    parser.add_argument("--yes", action="store_true", help="agree without being asked")
    options = parser.parse_args(words)
    where = places()
    found = installed_pack(where, options.pack)
    before = version_before(found)
    now, then = told_apart(found.current, before)
    if not options.json:
        say(f"Take {found.pack} back: {now} → {then}", f"    {origin_words(before.record)}")
        say(f"    What you know is kept. {then} is the oldest version that is kept.")
    if agreed("Go back?", yes=options.yes, aside=options.json):
        left, stands = roll_back(where, found.pack)
        done = True
    else:
        talk("Nothing was changed.")
        left, stands, done = before, found, False
    if options.json:
        versions = {"version": version_of(stands.current), "version before": version_of(left)}
        say_json({"pack": found.pack, **versions, "done": done})
    elif done:
        version, was = told_apart(stands.current, left)
        say(f"{found.pack} is at {version} again ({was} before). tutor pack update brings the newest.")
    return int(Exit.DONE if done else Exit.NOTHING)


def run_remove(parser: ArgumentParser, words: list[str]) -> int:
    """`tutor pack remove PACK`: exit 1 where the answer was no."""
    parser.add_argument("pack", metavar="PACK", help="its id")
    parser.add_argument("--yes", action="store_true", help="agree without being asked")
    options = parser.parse_args(words)
    where = places()
    found = installed_pack(where, options.pack)
    from tutor.cli.opening import opened  # brings the journal with it, which the other deeds have no need of
    from tutor.services.opening import packs_again, take_packs

    with opened() as tutor:
        learnt = tutor.journal.learnt_by_pack().get(found.pack, 0)
        if not options.json:
            version = found.current.record.version if found.current.record else ""
            say(f"Remove {found.pack} {version}".rstrip(), f"    {origin_words(found.current.record)}")
            say(f"    Its files go; {kept_words(learnt)}.")
        if not agreed("Remove it?", yes=options.yes, aside=options.json):
            talk("Nothing was changed.")
            return int(Exit.NOTHING)
        remove(where, found.pack)
        take_packs(tutor, packs_again(where))  # what counts without reading packs (due) counts no more of it
    if options.json:
        say_json({"pack": found.pack, "removed": True, "questions kept": learnt})
    else:
        say("Removed.")
    return int(Exit.DONE)


def run_build(parser: ArgumentParser, words: list[str]) -> int:
    """`tutor pack build PATH`: exit 1 where the pack has errors."""
    from tutor.services.building_packs import Faulty, build  # brings the checks with it

    parser.add_argument("path", metavar="PATH", help="the pack's folder")
    parser.add_argument(
        "-o", "--output", default="", metavar="FILE", help="the zip, or its folder (default: PACK-VERSION.zip here)"
    )
    options = parser.parse_args(words)
    try:
        built = build(places(), options.path, options.output)
    except Faulty as faulty:
        talk(*(os.path.join(options.path, str(error)) for error in faulty.errors[:_MOST_ERRORS]))
        talk(f"tutor: {faulty}")
        return int(Exit.NOTHING)
    if options.json:
        say_json(
            {
                "file": built.path,
                "pack": built.pack.id,
                "version": built.pack.version,
                "files": built.files,
                "bytes": built.size,
                "sha256": built.digest,
                "fingerprint": built.fingerprint,
                "left out": list(built.left_out),
            }
        )
        return int(Exit.DONE)
    say(
        f"{built.path}: {built.pack.title} {built.pack.version}, {count(built.files, 'file')}, {size_words(built.size)}"
    )
    say(f"    sha256 {built.digest}", f"    fingerprint {built.fingerprint}")
    if built.left_out:
        say(f"    left out, as no part of a pack: {', '.join(built.left_out)}")
    return int(Exit.DONE)


def run_info(parser: ArgumentParser, words: list[str]) -> int:
    """`tutor pack info WORD`."""
    parser.add_argument("pack", metavar="PACK|PATH|ZIP|GIT-URL", help="a pack of yours, or one that is not yet")
    options = parser.parse_args(words)
    with info_of(places(), os.getcwd(), options.pack) as info:
        if options.json:
            say_json(_as_json(info))
        else:
            say(*_lines(info))
    return int(Exit.DONE)


def _lines(info: Info) -> list[str]:
    pack = info.offer.pack
    lines = [f"{pack.id} {pack.version}: {pack.title}", *about(pack), *inside(info.offer)]
    lessons = f"{info.minutes} min of lessons, " if info.minutes else ""
    lines.append(f"    {lessons}{count(info.questions, 'question')}")
    lines.append(f"    {info.origin}")
    lines += [f"    left out: {path}" for path in info.offer.taken.left_out]
    if info.errors:
        lines.append(f"    {count(info.errors, 'error')}: what they are in is left out")
    if info.compared:
        lines += [info.compared, *change_lines(info.changes)]
    return lines


def _as_json(info: Info) -> dict[str, object]:
    return {
        **offer_json(info.offer),
        "minutes": info.minutes,
        "questions": info.questions,
        "errors": info.errors,
        "origin": info.origin,
        "compared with": info.compared_with,
        "changes": change_json(info.changes),
    }
