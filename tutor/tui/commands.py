"""What the command palette offers: every place, and every thing that has no key where you are."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tutor.tui.screens import PLACES

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

COLOURS = {
    "dark": "The dark theme: light text on a dark page",
    "light": "The light theme: dark text on a light page",
    "contrast": "The theme of strongest contrast, white on black",
}

TOLD = 0.01  # the score of words that stand in what a command does, behind every name that fits


class Command(NamedTuple):
    """One command: its name, what it does in plain words, and what runs it."""

    name: str
    about: str
    run: Callable[[], object]


def commands(app: "TutorApp") -> Iterator[Command]:
    """The commands, most used first."""
    yield Command("Today", "What would fill the minutes you have", app.action_home)
    yield Command("Look up", "The job aid that answers a question", app.action_look_up)
    for place, about in PLACES.items():
        yield Command(place.capitalize(), about, partial(app.open_screen, place))
    yield Command("Practise", "What is weakest, due or not; your schedule stays as it is", app.action_practise)
    yield Command("Take back", "Undo your newest answer that still stands", app.action_undo)
    yield Command("Reload", "Read packs that have changed", app.action_reload)
    yield Command("Keys", "The keys that work here", app.action_help)
    for theme, about in COLOURS.items():
        yield Command(f"Colours: {theme}", about, partial(app.choose_theme, theme))
    yield Command("Leave", "Quit; all is saved", app.exit)


class TutorCommands(Provider):
    """Textual's own provider sorts by name; these stand in the order of their use."""

    app: "TutorApp"  # type: ignore[assignment]

    async def discover(self) -> Hits:
        for command in commands(self.app):
            yield DiscoveryHit(command.name, command.run, help=command.about)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in commands(self.app):
            score = matcher.match(command.name) or (TOLD if query.casefold() in command.about.casefold() else 0)
            if score > 0:
                yield Hit(score, matcher.highlight(command.name), command.run, help=command.about)
