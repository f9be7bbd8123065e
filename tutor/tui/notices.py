"""What the program says in passing: a notice at the edge of the screen, and trouble with what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from tutor.errors import TutorError
from tutor.tui.typing_ahead import TypingAhead


class Notices(TypingAhead):
    """An app that tells, and that an error which a person can mend never ends."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._said_until: dict[str, float] = {}  # notices, and when they go away

    @contextmanager
    def calmly(self) -> Iterator[None]:
        """Within it, an error that a person can mend is shown with its hint, and the screen stays as it is."""
        try:
            yield
        except TutorError as error:
            self.trouble(error)

    def trouble(self, error: TutorError) -> None:
        """Show what happened and what to do."""
        where = f"{error.where}: " if error.where else ""
        hint = f"\n{error.hint}" if error.hint else ""
        self.say(f"! {where}{error.message}{hint}", severity="error", seconds=12)

    def say(self, text: str, *, severity: str = "information", seconds: float = 5) -> None:
        """A short notice; text is taken as it is. One that is still on screen is not said twice."""
        from tutor.tui.text import safe

        now = monotonic()
        if self._said_until.get(text, 0.0) > now:
            return
        self._said_until[text] = now + seconds
        self.notify(safe(text), severity=severity, timeout=seconds, markup=False)  # type: ignore[arg-type]
