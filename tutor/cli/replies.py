"""`tutor replies [PACK]`: what you told authors, as Markdown or JSON to send to them; shown to the letter first."""

import sys

from tutor.cli.handing import agreed_to, hand_on, refuse_unasked
from tutor.cli.opening import opened
from tutor.cli.output import Screen
from tutor.cli.speech import count, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit, TutorError
from tutor.services.replying import KeptReply, as_json, as_markdown, mark_sent, replies

ABOUT = "No name, no device, none of your answers."


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.add_argument("pack", nargs="?", default="", help="its id, as tutor packs lists it")
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown", help="default: markdown")
    parser.add_argument("--out", metavar="FILE", default="", help="write them into a new file")
    parser.add_argument("--all", action="store_true", help="also those that you handed on before")
    parser.add_argument("--yes", action="store_true", help="agree without being asked")
    options = parser.parse_args(words)
    write = as_json if options.json or options.format == "json" else as_markdown
    with opened() as tutor:
        found = replies(tutor, options.pack, everything=options.all)
        if not found:
            talk("There is no reply to hand on. R at an item keeps one, and so does: tutor reply")
            return int(Exit.NOTHING)
        text = write(found)
        if not options.out and not options.yes and sys.stdout.isatty():
            Screen().show(text.rstrip("\n").split("\n"))
            talk("Nothing has left. To hand them on: --out FILE, or a pipe")
            return int(Exit.DONE)
        _refuse_several(found)
        refuse_unasked(options.out, yes=options.yes)
        if not agreed_to(text, options.out, yes=options.yes, about=ABOUT):
            talk("Nothing has left.")
            return int(Exit.NOTHING)
        hand_on(text, options.out)
        mark_sent(tutor, found)
    talk(f"Handed on: {count(len(found), 'reply', 'replies')}. They are not offered again; --all shows them.")
    return int(Exit.DONE)


def _refuse_several(found: list[KeptReply]) -> None:
    """What is for one author is no other's business."""
    packs = sorted({one.reply.pack for one in found})
    if len(packs) > 1:
        raise TutorError("these are for the authors of several packs", hint=f"Say which: {', '.join(packs)}")
