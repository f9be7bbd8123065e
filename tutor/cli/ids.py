"""`tutor ids [PATH…]`: give ids to what has none, and tell of ids that are gone. Exit 1 where work is left."""

import os
from collections.abc import Iterator
from difflib import unified_diff

from tutor.cli.naming import below, problem_line
from tutor.cli.speech import count, say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import places
from tutor.services.identifying import FileIds, Identified, identify


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="a pack, a folder of packs, or a file")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, show what would change; exit 1 if any")
    parser.add_argument("--renamed", action="store_true", help="write into pack.yaml where renamed ids went")
    options = parser.parse_args(words)
    found = identify(options.paths, places(), os.getcwd(), dry=options.dry_run, renames=options.renamed)
    if options.json:
        say_json([_as_json(one) for one in found])
    else:
        for one in found:
            say(*(_diff(one) if options.dry_run else _lines(one)))
            say(*(problem_line(one.folder, problem) for problem in one.untold))
    written, left = sum(one.written for one in found), sum(one.left for one in found)
    would = "would be " if options.dry_run else ""
    talk(f"{count(written, 'id')} {would}written" + (f", {left} left to you" if left else ""))
    pending = options.dry_run and any(one.changes for one in found)
    return int(Exit.NOTHING if left or pending else Exit.DONE)


def _lines(one: Identified) -> Iterator[str]:
    """`quizzes/undo.md:6: {#hard-survives} What survives …?`, one line an id."""
    for file in one.all_files:
        path = below(one.folder, file.path)
        if file.refused:
            yield f"{path}: {file.refused}"
        elif file is one.pack_file:
            yield f"{path}: renamed: {{{', '.join(f'{old}: {new}' for old, new in one.told)}}}"
        for new in file.new:
            yield f"{path}:{new.line}: {{#{new.id}}} {new.gap.words}".rstrip()
        for line, reason in file.unclear:
            yield f"{path}:{line}: no id was written: {reason}"


def _diff(one: Identified) -> Iterator[str]:
    for file in one.all_files:
        path = below(one.folder, file.path)
        yield from unified_diff(_text(file.before), _text(file.after), path, path, lineterm="")
        for line, reason in file.unclear:
            yield f"{path}:{line}: no id would be written: {reason}"


def _text(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")


def _as_json(one: Identified) -> dict[str, object]:
    return {
        "folder": one.folder,
        "written": [
            {"path": file.path, "line": new.line, "id": new.id, "what": new.gap.what, "words": new.gap.words}
            for file in one.files
            for new in file.new
        ],
        "left": [
            {"path": file.path, "line": line, "reason": reason}
            for file in one.all_files
            for line, reason in _left(file)
        ],
        "renamed": dict(one.told),
        "problems": [
            {
                "path": each.place.path,
                "line": each.place.line,
                "code": each.code,
                "message": each.message,
                "hint": each.hint,
            }
            for each in one.untold
        ],
    }


def _left(file: FileIds) -> list[tuple[int, str]]:
    return [(1, file.refused), *file.unclear] if file.refused else list(file.unclear)
