"""For tests of screens: what a person sees, and waiting for it."""

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip

PATIENCE = 400  # rounds; each lets the app do all that it has to do


def strips(app: App[Any]) -> list[Strip]:
    """The lines of the screen in front with their looks. The one place that knows Textual's private name for it."""
    return app.screen._compositor.render_strips()


def shown(app: App[Any]) -> str:
    """The screen in front as plain text, blank ends cut."""
    return "\n".join(strip.text.rstrip() for strip in strips(app))


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait until `holds()`, never for time."""
    for _ in range(PATIENCE):
        if holds():
            return
        await pilot.pause()
    raise AssertionError(f"it never came; the screen:\n{shown(pilot.app)}")


async def sees(pilot: Pilot[Any], *words: str) -> str:
    """Wait until every one of `words` is on screen, and return the screen."""
    await until(pilot, lambda: all(word in shown(pilot.app) for word in words))
    return shown(pilot.app)
