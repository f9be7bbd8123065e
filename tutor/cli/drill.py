"""`tutor drill [ID]`: the drills there are, or one of them, on the screen or line by line (as `tutor spare`)."""

import sys
from collections.abc import Callable

from tutor.cli.opening import on_screen, opened
from tutor.cli.speech import ask, ask_aside, count, say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.drilling import DrillRow, Playing, begin, drills, stakes
from tutor.services.opening import Tutor


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("id", nargs="?", help="a drill, as ID or PACK/ID (default: list them)")
    parser.add_argument("--plain", action="store_true", help="line by line, without a screen")
    parser.add_argument("--afresh", action="store_true", help="a new play, even where one was left in the middle")
    options = parser.parse_args(words)
    with opened() as tutor:
        if not options.id:
            return _list(drills(tutor), options.json)
        if on_screen(plain=options.plain or options.json):
            name = stakes(tutor, options.id).drill.name
            from tutor.tui.app import run_app

            return run_app(tutor, lambda app: app.play(name, afresh=options.afresh))
        playing = begin(tutor, options.id, afresh=options.afresh)
        from tutor.cli.plain_drill import PlainDrill

        say_and_ask = (talk, ask_aside) if options.json else (say, ask)
        PlainDrill(playing, sys.stdin, *say_and_ask, do_lab=_lab_opener(tutor, options.json)).run()
        if options.json:
            say_json(_ended(playing))
    return int(Exit.DONE)


def _lab_opener(tutor: Tutor, as_json: bool) -> Callable[[str], bool] | None:
    """What opens a lab that the drill leads through, where there is a terminal to open a shell on."""
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None

    def open_lab(name: str) -> bool:
        from tutor.cli.lab import do_lab

        return do_lab(tutor, name)

    return open_lab


def _list(rows: list[DrillRow], as_json: bool) -> int:
    if as_json:
        say_json([_as_json(row) for row in rows])
    for row in () if as_json else rows:
        say(f"{row.name}: {row.title} ({row.state.value}, about {count(row.minutes, 'minute')})")
        if row.progress is not None:
            say(f"    {count(row.progress.tries, 'play')}, {row.endings_found} of {count(row.endings, 'ending')} found")
        if row.returns is not None:
            say(f"    comes back {row.returns:%a %d %b}")
    if not rows:
        talk("None of your packs has a drill.")
    return int(Exit.DONE if rows else Exit.NOTHING)


def _as_json(row: DrillRow) -> dict[str, object]:
    progress = row.progress
    return {
        "name": row.name,
        "title": row.title,
        "minutes": row.minutes,
        "state": row.state.value,
        "plays": progress.tries if progress else 0,
        "first tries": dict(progress.first_tries) if progress else {},
        "endings found": row.endings_found,
        "endings": row.endings,
        "returns": row.returns.isoformat() if row.returns else None,
    }


def _ended(playing: Playing) -> dict[str, object]:
    play = playing.play
    return {
        "drill": play.drill,
        "ending": play.ending or None,
        "passed": play.passed if play.ending else None,
        "decisions": len(play.taken),
        "rewinds": play.rewinds,
        "state": dict(play.state),
    }
