"""Getting a text to where it can be pasted from: the terminal's clipboard, tmux's buffer, or a file."""

import os
import sys

from tutor.places import places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_BYTES = 74_000  # in base64 this is what terminals take at least


def copy(text: str, terminal: "Callable[[str], None] | None" = None) -> str:
    """Copy `text`, and say where it went.

    On a terminal by OSC 52, which the terminal may be set not to obey; inside tmux, which passes that on only when it
    is set to, also into tmux's own buffer. Without a terminal into tmux's buffer alone, and without that into a file.
    Raises OSError when not even a file can be written. `terminal` writes OSC 52 where stdout is not the program's own.
    """
    went = []
    if (terminal or sys.stdout.isatty()) and _takes(text):
        (terminal or _by_terminal)(text)
        went.append("the terminal's clipboard (OSC 52)")
    if os.environ.get("TMUX") and _by_tmux(text):
        went.append("tmux's buffer")
    return " and ".join(went) or _by_file(text)


def _takes(text: str) -> bool:
    """Whether the terminal is one that may take it."""
    return (
        os.environ.get("TERM", "dumb") not in ("dumb", "linux") and len(text.encode("utf-8", "replace")) <= _MOST_BYTES
    )


def _by_terminal(text: str) -> None:
    from base64 import b64encode

    sys.stdout.write(f"\x1b]52;c;{b64encode(text.encode('utf-8', 'replace')).decode()}\x07")
    sys.stdout.flush()


def _by_tmux(text: str) -> bool:
    import subprocess

    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-"], input=text.encode(), capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _by_file(text: str) -> str:
    path = os.path.join(places().state, "copied.txt")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    return path
