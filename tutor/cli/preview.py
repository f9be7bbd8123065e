"""`tutor preview PATH`: a pack as its learners will see it, on the screen, or as plain lines."""

import os
import sys

from tutor.cli.opening import waiting
from tutor.cli.words import parser_for


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command, json=False)
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="a pack, or a file of one (default: here)")
    parser.add_argument("--plain", action="store_true", help="all of it as plain lines, without a screen")
    options = parser.parse_args(words)
    if options.plain or not _has_screen():
        from tutor.cli.preview_plain import print_preview

        return print_preview(options.path)
    from tutor.places import places
    from tutor.services.previewing import Preview
    from tutor.tui.app import run_preview

    with waiting() as line:
        preview = Preview(options.path, places(), progress=line.show)
    try:
        return run_preview(preview, preview.inside(options.path) if os.path.isfile(options.path) else "")
    finally:
        preview.close()


def _has_screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"
