"""`tutor check --watch`: everything once, then what each save changed."""

import sys
from datetime import datetime
from typing import NoReturn

from tutor.cli.check_formats import show_problem, text
from tutor.cli.output import Screen
from tutor.cli.speech import count, say, talk
from tutor.places import places
from tutor.services.excerpts import Excerpts
from tutor.services.watching import Change, watched


def watch(paths: list[str]) -> NoReturn:
    """Say what is wrong, and after every save what is new and what is mended, until ctrl-c."""
    changes = watched(paths, places())
    first = next(changes)
    text(first.checked)
    sys.stdout.flush()  # what comes next may be hours away
    talk(f"{_now(first)}. Watching; ctrl-c ends it.")
    while True:
        _tell(next(changes))


def _tell(change: Change) -> None:
    if change.trouble is not None:
        talk(f"tutor: {change.trouble}")
        return
    colour = Screen().colour
    for folder, problem in sorted(change.new):
        show_problem(folder, problem, Excerpts(folder), colour=colour)
    say(*(f"mended: {problem.place.path}: {problem.code} {problem.message}" for _, problem in sorted(change.mended)))
    sys.stdout.flush()
    talk(_now(change))


def _now(change: Change) -> str:
    problems = [problem for one in change.checked for problem in one.problems]
    errors = sum(problem.is_error for problem in problems)
    return f"{datetime.now():%H:%M:%S} {count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"
