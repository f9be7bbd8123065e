"""For tests of screens: what a person sees, and waiting for it."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

from textual._context import active_app
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip

PATIENCE = 20.0  # seconds; long, because only a failing test waits for its end
_BUSY = 1.0  # seconds; as long as Textual itself would wait for an app that is never idle
_AT_ONCE = 5  # rounds; what takes longer is done by another thread, which needs the interpreter
_A_MOMENT = 0.005  # seconds


def strips(app: App[Any]) -> list[Strip]:
    """The lines of the screen in front with their looks. The one place that knows Textual's private name for it."""
    return app.screen._compositor.render_strips()


def shown(app: App[Any]) -> str:
    """The screen in front as plain text, blank ends cut."""
    return "\n".join(strip.text.rstrip() for strip in strips(app))


async def all_done(*_seconds: float) -> None:
    """Wait until the app only waits itself: for a key, for another thread, for a clock of its own.

    In place of Textual's own waiting, which guesses it from 20 ms and more without much work, twice for every key. What
    is to be painted is painted at once, not with the next of 60 frames a second.
    """
    loop: Any = asyncio.get_running_loop()
    deadline = monotonic() + _BUSY
    while monotonic() < deadline:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        late = [screen for screen in active_app.get().screen_stack if screen._update_timer._active.is_set()]
        if not late:
            return
        for screen in late:
            screen._on_timer_update()


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait until `holds()`, never for time."""
    deadline = monotonic() + PATIENCE
    rounds = 0
    while not holds():
        if monotonic() > deadline:
            raise AssertionError(f"it never came; the screen:\n{shown(pilot.app)}")
        rounds += 1
        await pilot.pause(None if rounds < _AT_ONCE else _A_MOMENT)


async def sees(pilot: Pilot[Any], *words: str) -> str:
    """Wait until every one of `words` is on screen, and return the screen."""
    await until(pilot, lambda: all(word in shown(pilot.app) for word in words))
    return shown(pilot.app)
