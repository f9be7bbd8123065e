"""How `tutor check` says what it found: to people, and to programs."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence

from tutor import __version__
from tutor.cli.naming import below
from tutor.cli.output import Screen
from tutor.cli.speech import clean, say, say_json, write
from tutor.model.problems import Problem
from tutor.services.checking import Checked
from tutor.services.excerpts import Excerpts
from tutor.services.explaining import explained

_RED, _YELLOW, _BOLD, _DIM, _GREEN, _OFF = "\x1b[1;31m", "\x1b[1;33m", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[0m"
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def text(checked: Sequence[Checked]) -> None:
    """For people: each problem with the line it is about, and a mark below the place."""
    colour = Screen().colour
    for one in checked:
        excerpts = Excerpts(one.folder)
        for problem in one.problems:
            show_problem(one.folder, problem, excerpts, colour=colour)


def show_problem(folder: str, problem: Problem, excerpts: Excerpts, *, colour: bool) -> None:
    """Write a problem; on a terminal what is said is folded, and the excerpt stays as it is, above its mark."""
    said, *excerpt = problem_lines(folder, problem, excerpts, colour=colour)
    write(sys.stdout, [said])
    write(sys.stdout, excerpt, exact=True)


def problem_lines(folder: str, problem: Problem, excerpts: Excerpts, *, colour: bool) -> Iterator[str]:
    """A problem as lines of text, with nothing in them that a terminal would obey but colours."""
    place, code, words = clean(below(folder, str(problem.place))), problem.code, clean(problem.message)
    hint = f" ({clean(problem.hint)})" if problem.hint else ""
    if colour:
        look = _RED if problem.is_error else _YELLOW
        place, code = f"{_BOLD}{place}{_OFF}", f"{look}{code}{_OFF}"
        hint = f"{_DIM}{hint}{_OFF}" if hint else ""
    yield f"{place}: {code} {words}{hint}"
    excerpt = excerpts.of(problem)
    if excerpt is not None:
        mark = f"{_GREEN}^{_OFF}" if colour else "^"
        yield f"    {clean(excerpt.line)}"
        yield f"    {' ' * excerpt.before}{mark}"


def as_json(checked: Sequence[Checked]) -> None:
    say_json(
        [
            {
                "folder": one.folder,
                "pack": one.pack.id if one.pack else None,
                "problems": [
                    {
                        "path": problem.place.path,
                        "line": problem.place.line,
                        "column": problem.place.column,
                        "code": problem.code,
                        "level": _level(problem),
                        "message": problem.message,
                        "hint": problem.hint,
                    }
                    for problem in one.problems
                ],
            }
            for one in checked
        ]
    )


def github(checked: Sequence[Checked]) -> None:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    for one in checked:
        for problem in one.problems:
            place = problem.place
            properties = {"file": _path(one.folder, problem), "line": place.line, "col": place.column}
            said = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
            say(f"::{_level(problem)} {said},title={problem.code}::{_data(_words(problem))}")


def sarif(checked: Sequence[Checked]) -> None:
    """SARIF 2.1.0, which code hosts and editors read. Columns count characters, not UTF-16 units."""
    found = [(one.folder, problem) for one in checked for problem in one.problems]
    codes = sorted({problem.code for _, problem in found})
    driver = {"name": "tutor", "version": __version__, "rules": [_rule(code) for code in codes]}
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": _level(problem),
            "message": {"text": _words(problem)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(_path(folder, problem))},
                        "region": {"startLine": problem.place.line, "startColumn": problem.place.column},
                    }
                }
            ],
        }
        for folder, problem in found
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    say_json({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


FORMATS: dict[str, Callable[[Sequence[Checked]], None]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}


def _rule(name: str) -> dict[str, object]:
    code = explained(name)
    examples = [f"{word}:\n{example}" for word, example in (("Bad", code.bad), ("Good", code.good)) if example]
    return {
        "id": code.code,
        "shortDescription": {"text": code.means},
        "help": {"text": "\n\n".join([code.means, *examples])},
        "defaultConfiguration": {"level": "error" if code.is_error else "warning"},
    }


def _level(problem: Problem) -> str:
    return "error" if problem.is_error else "warning"


def _words(problem: Problem) -> str:
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message


def _path(folder: str, problem: Problem) -> str:
    """The file as the working folder sees it, or its whole path where it lies elsewhere."""
    path = os.path.normpath(os.path.join(folder, problem.place.path))
    near = os.path.relpath(path)
    return (os.path.abspath(path) if near.startswith("..") else near).replace(os.sep, "/")


def _uri(path: str) -> str:
    from urllib.parse import quote  # a tenth of what there is to import

    return ("file://" if path.startswith("/") else "") + quote(path.encode("utf-8", "surrogateescape"))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
