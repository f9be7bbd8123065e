"""`tutor check [PATH…]`: what is wrong with packs, one line a problem. Exit 1 on an error, or when no lab ran."""

import os

from tutor.cli.opening import waiting
from tutor.cli.speech import count, say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import places
from tutor.services.checking import Checked, check, run_labs


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="a pack, a folder of packs, or a file")
    parser.add_argument("--labs", action="store_true", help="also run every lab: its checks, and its solution")
    parser.add_argument("--no-sandbox", action="store_true", help="run labs even where nothing walls them in")
    options = parser.parse_args(words)
    checked = check(options.paths)
    if options.labs:
        with waiting() as line:
            checked = run_labs(checked, places(), unboxed=options.no_sandbox, progress=line.show)
    if options.json:
        say_json([_as_json(one) for one in checked])
    else:
        for one in checked:
            say(*(os.path.join(one.folder, str(problem)) for problem in one.problems))
    problems = [problem for one in checked for problem in one.problems]
    errors = sum(problem.is_error for problem in problems)
    talk(f"{count(len(checked), 'pack')} checked: {count(errors, 'error')}, {count(len(problems) - errors, 'warning')}")
    if options.labs:
        ran, labs = sum(one.labs_run for one in checked), sum(len(one.labs) for one in checked)
        talk(f"{count(ran, 'lab')} ran" + (f" of {labs}" if ran < labs else ""))
        if not ran:
            return int(Exit.NOTHING)
    return int(Exit.NOTHING if errors else Exit.DONE)


def _as_json(one: Checked) -> dict[str, object]:
    return {
        "folder": one.folder,
        "pack": one.read.pack.id if one.read.pack else None,
        "problems": [
            {
                "path": problem.place.path,
                "line": problem.place.line,
                "column": problem.place.column,
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in one.problems
        ],
    }
