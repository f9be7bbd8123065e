"""`tutor capture [TITLE]`: the command that has just worked, or what comes through a pipe, as a draft of a job aid."""

import os
import shlex
import subprocess
import sys
import time

from tutor.cli.speech import say, say_json, talk
from tutor.cli.words import parser_for
from tutor.errors import Exit, TutorError
from tutor.places import Places, places
from tutor.services.capturing import MOST, capture, look_over
from tutor.services.recent import recent

LAST_COMMAND = "TUTOR_LAST_COMMAND"  # what the shell code of `tutor init` passes on
_ASKED_MINUTES = 60  # for so long a question without an answer belongs to what is done after it


def run(command: str, words: list[str]) -> int:
    parser = parser_for(command)
    parser.description = (
        "A draft of a job aid in your own pack, opened in your editor ($VISUAL, $EDITOR). It holds what comes through a"
        " pipe, else the command you typed last, where your shell knows `tutor init`."
    )
    parser.add_argument("title", nargs="*", metavar="TITLE", help="what it is called; else your last question")
    parser.add_argument("--command", metavar="COMMAND", default="", help="hold this command")
    options = parser.parse_args(words)
    where = places()
    draft = capture(where, options.command or _text(), " ".join(options.title), _ask(where))
    edited = not options.json and _edited(draft.path)
    looked = look_over(draft)
    if looked is None:
        talk("The draft was deleted; nothing is kept.")
        return Exit.NOTHING
    problems, secrets = looked
    if options.json:
        say_json({"id": draft.name, "path": draft.path, "problems": problems, "secrets": secrets})
    else:
        say(draft.path)
        talk(*problems)
        if secrets:
            talk(f"Is there a secret in it? It says: {', '.join(secrets)}. Take it out before anybody else reads it.")
        if not edited:
            talk("Open it and say how people ask for it ($VISUAL or $EDITOR names the editor to open it in).")
        talk(f"tutor show {draft.name} shows it; tutor how finds it from now on.")
    return Exit.DONE


def _text() -> str:
    """What came through a pipe, else the command that the shell ran last. Raises TutorError."""
    if not sys.stdin.isatty():
        source = getattr(sys.stdin, "buffer", None)
        text = source.read(4 * MOST + 1).decode("utf-8", "replace") if source else sys.stdin.read()
        if text.strip():
            return str(text)
    last = os.environ.get(LAST_COMMAND, "")
    if not last.strip():
        raise TutorError(
            "there is no last command to capture",
            hint='Your shell tells it after `eval "$(tutor init bash)"` (or zsh, fish). Or: tutor capture --command …',
        )
    return last


def _ask(where: Places) -> str:
    """The question in this terminal that nothing was found for, if it is fresh: the draft may be its answer."""
    last = recent(where)
    fresh = last is not None and time.time() - last.asked / 1000 < 60 * _ASKED_MINUTES
    return last.question if last is not None and fresh and not last.opened else ""


def _edited(path: str) -> bool:
    """Whether the person's editor was open on the file."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not editor or not sys.stdout.isatty():
        return False
    try:
        with open("/dev/tty") as terminal:  # stdin may be a pipe
            return subprocess.call([*shlex.split(editor), path], stdin=terminal) == 0
    except (OSError, ValueError) as error:
        talk(f"{editor} does not open: {error}")
        return False
