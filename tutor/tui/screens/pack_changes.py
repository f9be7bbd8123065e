"""Questions before an installed pack changes: remove it, or go back to the version before. What stays is said first."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.services.installed import kept_words, origin_words, remove, roll_back, told_apart, version_of
from tutor.tui.screens.offered import OfferedCommands
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Entry, Rows, key_note, note, scrolled

if TYPE_CHECKING:
    from tutor.services.installed import Installed


class PackCommands(OfferedCommands):
    """What can become of an installed pack, by name."""

    OFFERED = {  # noqa: RUF012 - declared by the base class
        "remove_pack": ("Remove this pack", "Its files go; what you know of it is kept"),
        "roll_back": ("Go back a version of this pack", "To the one before its last update"),
    }


class _Question(TutorScreen):
    """A question about the pack `title`; `y` does it in a thread, and `done` is told when it was agreed to."""

    AUTO_FOCUS = "Rows"
    WHAT = ""

    def __init__(self, installed: "Installed", title: str, done: Callable[[], object]) -> None:
        super().__init__()
        self.installed = installed
        self.pack_title = title
        self._done = done

    def heading(self) -> tuple[str, str]:
        return self.WHAT, "esc back"

    def body(self) -> Iterable[Widget]:
        yield scrolled(Rows(*self.lines()))

    def lines(self) -> Iterator[Entry]:
        """What is asked, and what it means."""
        raise NotImplementedError

    def deed(self) -> str:
        """Do it; what it came to. Runs in a thread. Raises TutorError."""
        raise NotImplementedError

    def action_agree(self) -> None:
        self.app.pop_screen()
        self._done()
        self.app.packs.change(self.deed)


class RemoveScreen(_Question):
    """Remove a pack?"""

    WHAT = "Remove a pack"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "agree", "remove it", id="remove.agree", tooltip="Take its files away"),
        Binding("n", "back", "keep it", id="remove.refuse", tooltip="Change nothing"),
    ]

    def lines(self) -> Iterator[Entry]:
        learnt = 0
        with self.app.calmly():
            learnt = self.app.tutor.journal.learnt_by_pack().get(self.installed.pack, 0)
        yield note(f"Remove {self.pack_title}?", "bold")
        yield note(f"{version_of(self.installed.current)}, {origin_words(self.installed.current.record)}")
        yield BLANK
        yield note(f"Its files go; {kept_words(learnt)}.", "")

    def deed(self) -> str:
        remove(self.app.tutor.where, self.installed.pack)
        return f"{self.pack_title} is removed; what you know of it is kept."


class RollBackScreen(_Question):
    """Go back to the version before?"""

    WHAT = "Go back a version"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "agree", "go back", id="rollback.agree", tooltip="Use the version before"),
        Binding("n", "back", "stay", id="rollback.refuse", tooltip="Change nothing"),
    ]

    def lines(self) -> Iterator[Entry]:
        assert self.installed.before is not None
        now, before = told_apart(self.installed.current, self.installed.before)
        yield note(f"Go back to version {before} of {self.pack_title}?", "bold")
        yield note(f"It came {origin_words(self.installed.before.record)}")
        yield BLANK
        yield note(f"{now} is in use. Nothing that you know is lost; tutor pack update brings the newest again.", "")

    def deed(self) -> str:
        left, now = roll_back(self.app.tutor.where, self.installed.pack)
        version, was = told_apart(now.current, left)
        return f"{self.pack_title} is at {version} again ({was} before)."


def installed_notes(installed: "Installed") -> Iterator[Entry]:
    """The keys that change an open pack."""
    if installed.before is not None:
        yield key_note("b", f"goes back to version {told_apart(installed.before, installed.current)[0]}", indent=2)
    yield key_note("d", "removes it", indent=2)
