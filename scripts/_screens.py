"""Draws pictures of the real program: drives it in a pseudo-terminal, in an empty home, and keeps what is shown as SVG.

Called by `scripts/screens` with the folder to write to. Each story of `STORIES` is one picture. Options are shuffled by
the home's own seed, so that they may stand in another order the next time.
"""

import io
import os
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from e2e.screen import Screen  # noqa: E402
from e2e.terminal import Terminal  # noqa: E402
from pyte.screens import Char  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.style import Style  # noqa: E402
from rich.text import Text  # noqa: E402

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)  # when every picture is taken, so that dates stay as they are
PYTE_NAMES = {"brown": "yellow", "brightbrown": "bright_yellow"}
FONT_FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # a picture is complete by itself


@dataclass(frozen=True)
class Story:
    """Keys to press, each after the text before it is shown; the picture is taken when `shows` is there.

    Choices stand in another order each time: without a key, the number before the text is pressed.
    """

    name: str
    steps: tuple[tuple[str, str], ...]  # (text to wait for, key to press then, or "")
    shows: str
    size: tuple[int, int] = (80, 24)
    argv: tuple[str, ...] = ("tutor",)


DOWN_TO = "down to"  # no key: down until the line that begins so is marked
SHELL = ("bash", "--norc", "--noprofile", "-i")
BEGIN = (("First lesson", "enter"), ("begin", "enter"))
GUESS = (*BEGIN, ("a-d answer", "a"))
DRILL = (("First lesson", "D"), ("Friday, 17:40", DOWN_TO), ("▸ Friday, 17:40", "enter"), ("begin", "enter"))
LOST = (*DRILL, ("git push --force", ""), ("Shut the lid; the build will tell", ""))
STORIES = (
    Story("today", (), "First lesson"),
    Story("question", BEGIN, "a-d answer"),
    Story("verdict", GUESS, "take back"),
    Story("lesson", (*GUESS, ("take back", "enter"), ("page 1", "enter")), "page 2"),
    Story("drills", DRILL[:1], "↵ open"),
    Story("drill", (*DRILL, ("git push --force", "")), "decision 2"),
    Story("debrief", (*LOST, ("look back", "enter")), "Best from here", (80, 40)),
    Story("lab", (*DRILL[:1], ("↵ open", "end"), ("▸", "enter"), ("c check", "c")), "checks hold", (80, 30)),
    Story("look-up", (("First lesson", "/"), ("What do you need?", "undo last commit")), "use it"),
    Story(
        "how",
        (("$", "tutor index\r"), ("Up to date", "\x0c"), ("$", "tutor how undo last commit\r")),
        "Did it work?",
        (80, 31),
        SHELL,
    ),
)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for story in STORIES:
        (folder / f"{story.name}.svg").write_text(picture(play(story)))
        print(folder / f"{story.name}.svg")


def play(story: Story) -> Screen:
    """The screen at the end of a story that begins on a fresh machine."""
    ahead = round(NOON.timestamp() - time.time())
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home, "TZ": "UTC", "TUTOR_CLOCK_AHEAD": str(ahead), "NO_COLOR": None}
        env |= {"PATH": f"{ROOT / 'scripts'}:{os.environ['PATH']}", "PS1": "$ "}
        env |= {f"XDG_{kind}_HOME": None for kind in ("DATA", "CACHE", "STATE", "CONFIG")}
        with Terminal(story.argv, size=story.size, env=env, cwd=home) as terminal:
            for text, key in story.steps:
                terminal.wait_for(text)
                if key == DOWN_TO:
                    _mark(text, terminal)
                    continue
                terminal.press(key or _number_of(text, terminal.screen_text()))
            terminal.wait_for(story.shows)
            terminal.wait_quiet()
            return terminal.screen


def _mark(text: str, terminal: Terminal) -> None:
    """Go down a list until the line that begins with `text` is marked."""
    for _ in terminal.screen_text().split("\n"):
        terminal.wait_quiet()
        if f"▸ {text}" in terminal.screen_text():
            return
        terminal.press("down")
    raise LookupError(f"no line {text!r} in:\n{terminal.screen_text()}")


def _number_of(choice: str, shown: str) -> str:
    """The key of a choice on screen."""
    found = re.search(rf"^[ ▸]*(\d)  {re.escape(choice)}$", shown, re.MULTILINE)
    if found is None:
        raise LookupError(f"no choice {choice!r} in:\n{shown}")
    return found[1]


def picture(screen: Screen) -> str:
    """The screen as an SVG that is the same for the same screen."""
    rows = screen.rows()
    console = Console(
        width=len(rows[0]), record=True, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    for row in rows:
        line = Text(no_wrap=True, end="\n")
        for style, cells in groupby(row, key=_style):
            line.append("".join(cell.data for cell in cells), style)
        console.print(line, crop=False)
    return FONT_FROM_ELSEWHERE.sub("", console.export_svg(title="tutor", unique_id="tutor"))


def _style(cell: Char) -> Style:
    return Style(
        color=_color(cell.fg),
        bgcolor=_color(cell.bg),
        bold=cell.bold,
        italic=cell.italics,
        underline=cell.underscore,
        strike=cell.strikethrough,
        reverse=cell.reverse,
    )


def _color(name: str) -> str:
    if re.fullmatch("[0-9a-f]{6}", name):
        return f"#{name}"
    return PYTE_NAMES.get(name, re.sub("^bright(?!_)", "bright_", name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
