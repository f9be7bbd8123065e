"""What the command palette offers: every place and every thing that has no key of its own where you are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from tutor.tui.screens import PLACES

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

THEMES = {
    "dark": "Light text on a dark page",
    "light": "Dark text on a light page",
    "contrast": "The strongest contrast, white on black",
}


def commands(app: "TutorApp", screen: Screen[Any]) -> Iterator[SystemCommand]:
    """The commands, most used first."""
    yield SystemCommand("Today", "What would fill the minutes you have", app.action_home)
    for place, about in PLACES.items():
        yield SystemCommand(place.capitalize(), about, lambda place=place: app.open_screen(place))
    yield SystemCommand("Practise", "What is weakest, due or not; your schedule stays as it is", app.action_practise)
    yield SystemCommand("Take back", "Take back your newest answer that still stands", app.action_undo)
    yield SystemCommand("Keys", "The keys that work here", app.action_help)
    for theme, about in THEMES.items():
        yield SystemCommand(f"Colours: {theme}", about, lambda theme=theme: app.choose_theme(theme))
    yield SystemCommand("Leave", "All is saved", app.exit)
