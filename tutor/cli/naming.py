"""How commands name files, and the problems in them: one way for all."""

import os

from tutor.model.problems import Problem


def below(folder: str, path: str) -> str:
    """A path in a folder as people name it: without a leading `./`."""
    return os.path.normpath(os.path.join(folder, path))


def problem_line(folder: str, problem: Problem) -> str:
    """A problem of the pack in a folder on one line, its file as people name it from here."""
    return below(folder, problem.place.path) + str(problem).removeprefix(problem.place.path)
