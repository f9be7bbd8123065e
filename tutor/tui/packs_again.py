"""Packs that change while the program runs: found out and read again in threads, so that no key waits for it."""

from collections.abc import Callable
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from tutor.errors import TutorError
from tutor.services.opening import Catalog, packs_again, packs_changed, take_packs

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

CHECK_SECONDS = 30.0  # packs are not looked at again sooner


class PackWatch:
    """Looks after the packs of an app. A change is said once; the learner has it read."""

    def __init__(self, app: "TutorApp") -> None:
        self._app = app
        self._checked_at = monotonic()
        self._told = False

    def check(self) -> None:
        """Look at every file of every pack, from any thread but the app's."""
        self._checked_at = monotonic()
        if not self._told and packs_changed(self._app.tutor.where):
            self._told = True
            self._app.from_thread(self._app.say, "Packs have changed: F5 reads them.")

    def check_soon(self) -> None:
        """Look at the packs in a thread, unless that was done a moment ago."""
        if monotonic() - self._checked_at > CHECK_SECONDS:
            Thread(target=self.check, name="packs", daemon=True).start()

    def reload(self) -> None:
        """Read what has changed in a thread, then let the screen in front draw itself again."""
        Thread(target=self._read, name="reload").start()

    def change(self, deed: Callable[[], str]) -> None:
        """Do something to the packs in a thread, then read them; what `deed` returns is said."""
        Thread(target=self._change, args=(deed,), name="packs").start()

    def _change(self, deed: Callable[[], str]) -> None:
        try:
            said = deed()
        except TutorError as error:
            self._app.from_thread(self._app.trouble, error)
        else:
            self._read(said)

    def _read(self, said: str = "Packs are read again.") -> None:
        try:
            catalog = packs_again(self._app.tutor.where)
        except TutorError as error:
            self._app.from_thread(self._app.trouble, error)
        else:
            self._app.from_thread(self._take, catalog, said)

    def _take(self, catalog: Catalog, said: str) -> None:
        with self._app.calmly():
            take_packs(self._app.tutor, catalog)
            self._told = False
            self._app.say(said)
            self._app.changed()
