"""Packs that change while the program runs: found out and read again in threads, so that no key waits for it."""

from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from tutor.errors import TutorError
from tutor.services.opening import Catalog, packs_again, packs_changed, take_packs

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

CHECK_SECONDS = 30.0  # packs are not looked at again sooner

_checked_at = -CHECK_SECONDS


def check_packs(app: "TutorApp") -> None:
    """Look at every file of every pack, from any thread but the app's; a change is said, the learner has it read."""
    global _checked_at

    _checked_at = monotonic()
    if packs_changed(app.tutor.where):
        app.from_thread(app.say, "Packs have changed. F5 reads them again.")


def check_soon(app: "TutorApp") -> None:
    """Look at the packs in a thread, unless that was done a moment ago."""
    if monotonic() - _checked_at > CHECK_SECONDS:
        Thread(target=check_packs, args=(app,), name="packs").start()


def reload(app: "TutorApp") -> None:
    """Read what has changed in a thread, then let the screen in front draw itself again."""

    def read() -> None:
        try:
            catalog = packs_again(app.tutor.where)
        except TutorError as error:
            app.from_thread(app.trouble, error)
        else:
            app.from_thread(taken, catalog)

    def taken(catalog: Catalog) -> None:
        with app.calmly():
            take_packs(app.tutor, catalog)
            app.say("Packs are read again.")
            app.changed()

    Thread(target=read, name="reload").start()
