"""`tutor doctor`: check what is stored, and mend it. Exit 1 when something was wrong."""

import os

from tutor.cli.opening import waiting
from tutor.cli.speech import say, say_json
from tutor.cli.words import parser_for
from tutor.errors import Exit
from tutor.places import places
from tutor.services.doctoring import bring_back, examine


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument(
        "--restore",
        nargs="?",
        const="",
        metavar="COPY",
        help="unite a copy (default: the newest) with all that is readable; the old file is set aside",
    )
    options = parser.parse_args(words)
    if options.restore is not None:
        return _restore(options.restore, options.json)
    with waiting() as line:
        findings = examine(places(), os.getcwd(), line.show)
    if options.json:
        say_json([{"what": f.what, "sound": f.sound, "words": f.words, "hint": f.hint} for f in findings])
    else:
        for finding in findings:
            say(f"{'ok ' if finding.sound else '!! '} {finding.what}: {finding.words}")
            if finding.hint and not finding.sound:
                say(f"       {finding.hint}")
    return int(Exit.DONE if all(finding.sound for finding in findings) else Exit.NOTHING)


def _restore(copy: str, as_json: bool) -> int:
    with waiting() as line:
        restored = bring_back(places(), copy, line.show)
    if as_json:
        say_json(
            {
                "copy": restored.copy,
                "set aside": restored.aside,
                "events from the copy": restored.from_copy,
                "events from the file": restored.from_files,
            }
        )
    else:
        say(f"Restored: {restored.from_copy + restored.from_files} events.")
        say(f"    {restored.from_copy} from the copy {restored.copy or '(there was none)'}")
        say(f"    {restored.from_files} more from the file as it was")
        if restored.aside:
            say(f"    the file as it was is kept: {restored.aside}")
    return int(Exit.DONE)
