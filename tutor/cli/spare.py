"""`tutor spare 5m [PACK]`: a session, on the screen or line by line (`--plain`, and wherever there is no terminal)."""

import sys
from argparse import Namespace

from tutor.cli.opening import on_screen, opened
from tutor.cli.speech import ask, ask_aside, say, say_json, talk
from tutor.cli.words import minutes_of, parser_for
from tutor.errors import Exit, NotFound, TutorError
from tutor.services.opening import Tutor, keep_copy, resolve
from tutor.services.showing import Summary
from tutor.services.study import Sitting, begin, begin_lesson, begin_practice


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("minutes", nargs="?", help="how long, such as 5m (default: your setting)")
    parser.add_argument("pack", nargs="?", help="only this pack")
    parser.add_argument("--plain", action="store_true", help="line by line, without a screen")
    parser.add_argument("--practise", action="store_true", help="extra practice; the schedule stays as it is")
    parser.add_argument("--lesson", metavar="ID", help="read this lesson")
    options = parser.parse_args(words)
    if options.lesson and options.practise:
        raise TutorError("a lesson is read, not practised", hint="Leave out --lesson or --practise")
    minutes = minutes_of(options.minutes) if options.minutes else None
    with opened() as tutor:
        sitting = sitting_for(tutor, minutes or tutor.number("minutes"), options)
        if on_screen(plain=options.plain or options.json):
            from tutor.tui.app import run_app

            return run_app(tutor, lambda app: app.study(lambda: sitting))
        code = _line_by_line(tutor, sitting, options)
        keep_copy(tutor.where, tutor.today)
        return code


def sitting_for(tutor: Tutor, minutes: float, options: Namespace) -> Sitting:
    """The sitting that was asked for. Raises NotFound for a pack or lesson that is not there."""
    if options.pack and all(row.id != options.pack for row in tutor.catalog.packs()):
        raise NotFound(f"there is no pack {options.pack!r}", hint="tutor packs lists them")
    if options.lesson:
        name = resolve(tutor, options.lesson)
        if all(row.name != name for row in tutor.catalog.lesson_order(name.partition("/")[0])):
            raise NotFound(f"{name} is not a lesson")
        return begin_lesson(tutor, name)
    if options.practise:
        return begin_practice(tutor, minutes, options.pack or "")
    return begin(tutor, minutes, options.pack or "")


def _line_by_line(tutor: Tutor, sitting: Sitting, options: Namespace) -> int:
    from tutor.cli.plain import PlainSession

    if sitting.screen is None:
        if options.practise:
            talk("Nothing is learnt yet, so there is nothing to practise.")
            return int(Exit.NOTHING)
        talk("Nothing is due, and nothing new is left for today.")
        talk("tutor packs lists the packs; tutor start PACK starts one; --practise asks what you know already.")
        return int(Exit.NOTHING)
    say_and_ask = (talk, ask_aside) if options.json else (say, ask)
    PlainSession(tutor, sitting, sys.stdin, *say_and_ask).run()
    summary = sitting.summary()
    if options.json:
        say_json(_as_json(summary))
    return int(Exit.DONE if summary.saved else Exit.USAGE)


def _as_json(summary: Summary) -> dict[str, object]:
    return {
        "answered": summary.answered,
        "right": summary.right,
        "new": summary.new,
        "lessons": summary.lessons,
        "seconds": round(summary.seconds),
        "open misses": summary.open_misses,
        "due": summary.due_left,
        "tomorrow": summary.tomorrow,
        "practice": summary.practice,
        "saved": summary.saved,
    }
