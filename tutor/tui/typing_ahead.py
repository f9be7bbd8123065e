"""One key after the other: what is typed while the key before is still at work waits, and means what is shown then.

A key runs through the widgets that are on screen when it is typed. One typed right behind an enter would go to what the
enter puts away, and be lost; a second enter would turn a page that is gone.
"""

import asyncio
from collections import deque
from contextlib import suppress

from textual.app import App, ScreenStackError
from textual.events import Event, InputEvent, Key, Paste

# A key comes to the app (1), what it does says so to a widget (2), and that one may say something of its own (3).
_ROUNDS = 3
# A widget that goes away may take with it what was sent round; and what takes longer than this holds no key back.
_PATIENCE = 1.0  # seconds
_AT_ONCE = ("ctrl+c",)


class TypingAhead(App[None]):
    """An app that lets each key do its work before it looks at the next one."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._waiting: deque[InputEvent] = deque()
        self._at_work: asyncio.Task[None] | None = None

    async def on_event(self, event: Event) -> None:
        typed = isinstance(event, Key | Paste) and not event.is_forwarded
        if not typed or (isinstance(event, Key) and event.key in _AT_ONCE):
            await super().on_event(event)
        elif self._at_work is not None:
            assert isinstance(event, InputEvent)
            self._waiting.append(event)
        else:
            await self._take(event)

    async def _take(self, event: Event) -> None:
        await super().on_event(event)
        self._at_work = asyncio.create_task(self._settle())

    async def _settle(self) -> None:
        """Wait until what the key led to stands on the screen, then take the next one."""
        try:
            with suppress(TimeoutError, ScreenStackError):  # the latter: the app has ended
                async with asyncio.timeout(_PATIENCE):
                    painted = asyncio.Event()
                    self.call_after_refresh(painted.set)  # what the key shows comes first
                    await painted.wait()
                    for _ in range(_ROUNDS):
                        await self._go_round()
        finally:
            if self._waiting:
                self.call_later(self._take, self._waiting.popleft())
            else:
                self._at_work = None

    async def _go_round(self) -> None:
        """The way of a key, from the widget that has the focus to the app, behind all that is under way there."""
        for node in (self.focused or self.screen).ancestors_with_self:
            passed = asyncio.Event()
            if node.call_later(passed.set):
                await passed.wait()
