"""`tutor check [PATH…]`: what is wrong with packs. Exit 1: an error, with --strict a warning, or no lab that ran."""

from collections.abc import Sequence

from tutor.cli import check_formats
from tutor.cli.speech import count, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit, TutorError
from tutor.places import places
from tutor.services.checking import Checked, check, today

_MOST_CODES = 5  # that the last line names


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="a pack, a folder of packs, or a file or folder of one"
    )
    parser.add_argument("--format", choices=check_formats.FORMATS, help="how to say it (default: text)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 on a warning too")
    parser.add_argument("--watch", action="store_true", help="check again at every save, until ctrl-c")
    parser.add_argument("--labs", action="store_true", help="also run every lab: its checks, and its solution")
    parser.add_argument("--no-sandbox", action="store_true", help="run labs even where nothing walls them in")
    options = parser.parse_args(words)
    form = options.format or ("json" if options.json else "text")
    if options.watch:
        if options.labs or form != "text":
            raise TutorError("--watch goes with text alone, and not with --labs")
        from tutor.cli.check_watching import watch

        watch(options.paths)
    checked = check(options.paths, today(), places())
    if options.labs:
        from tutor.cli.opening import waiting
        from tutor.services.lab_proving import run_labs

        with waiting() as line:
            checked = run_labs(checked, places(), unboxed=options.no_sandbox, progress=line.show)
    check_formats.FORMATS[form](checked)
    talk(summary(checked))
    if options.labs:
        ran, labs = sum(one.labs_run for one in checked), sum(len(one.labs) for one in checked)
        talk(f"{count(ran, 'lab')} ran" + (f" of {labs}" if ran < labs else ""))
        if not ran:
            return int(Exit.NOTHING)
    problems = [problem for one in checked for problem in one.problems]
    failed = bool(problems) if options.strict else any(problem.is_error for problem in problems)
    return int(Exit.NOTHING if failed else Exit.DONE)


def summary(checked: Sequence[Checked]) -> str:
    """What was looked at and what was found, in a line."""
    problems = [problem for one in checked for problem in one.problems]
    errors = sum(problem.is_error for problem in problems)
    said = (
        f"{count(len(checked), 'pack')} checked: {count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"
    )
    if any(one.lacks_ids for one in checked):
        said += ". tutor ids writes all the ids"
    codes = sorted({problem.code for problem in problems})
    if codes:
        more = " …" if len(codes) > _MOST_CODES else ""
        said += f". Why, and what to write: tutor explain {' '.join(codes[:_MOST_CODES])}{more}"
    return said
