"""`tutor check [PATH…]`: what is wrong with packs, one line a problem. Exit 1 when there is an error."""

import os

from tutor.cli.speech import count, say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.services.checking import Checked, check


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="a pack, a folder of packs, or a file")
    options = parser.parse_args(words)
    checked = check(options.paths)
    if options.json:
        say_json([_as_json(one) for one in checked])
    else:
        for one in checked:
            say(*(os.path.join(one.folder, str(problem)) for problem in one.problems))
    problems = [problem for one in checked for problem in one.problems]
    errors = sum(problem.is_error for problem in problems)
    talk(f"{count(len(checked), 'pack')} checked: {count(errors, 'error')}, {count(len(problems) - errors, 'warning')}")
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
