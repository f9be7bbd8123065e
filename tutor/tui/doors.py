"""What a screen may ask the app to open: places, sittings, drills, labs, aids, what a link leads to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tutor.services.opening import Tutor
from tutor.tui.notices import Notices

if TYPE_CHECKING:
    from tutor.model.items import Aid
    from tutor.services.study import Sitting
    from tutor.services.using import Question


class Doors(Notices):
    """An app with an open house, `tutor`, and a door to everything in it. Screens are imported when they are opened."""

    tutor: Tutor

    def open_screen(self, name: str) -> None:
        """Show one of the places there are, in front of what is shown; one that is already open comes to the front."""
        from tutor.tui.screens import make

        made = make(name)
        for screen in self.screen_stack:
            if type(screen) is type(made):
                while self.screen is not screen:
                    self.pop_screen()
                return
        self.push_screen(made)

    def study(self, begin: "Callable[[], Sitting]") -> None:
        """Begin a sitting and show it; nothing to ask is said and not shown."""
        from tutor.tui.screens.study import StudyScreen

        with self.calmly():
            sitting = begin()
            if sitting.screen is None:
                self.say("There is nothing to ask now.")
            else:
                self.push_screen(StudyScreen(sitting))

    def play(self, drill: str, *, afresh: bool = False) -> None:
        """Open a drill by its full name, where it was left or `afresh`."""
        from tutor.tui.screens.drill import DrillScreen

        self.push_screen(DrillScreen(drill, afresh=afresh))

    def do_lab(self, lab: str) -> None:
        """Open a lab by its full name."""
        from tutor.tui.screens.lab import LabScreen

        self.push_screen(LabScreen(lab))

    def open_link(self, target: str) -> None:
        """A link of a page: an item opens in the reader; an address is shown and copied, never opened unasked."""
        if target.startswith("tutor:"):
            self._open_item(target.removeprefix("tutor:"))
        else:
            self.copy_to_clipboard(target)
            self.say(f"Copied, where your terminal allows it: {target}", seconds=10)

    def begin(self, name: str) -> None:
        """Study a lesson or a quiz from its beginning, or from where it was left; anything else is opened."""
        from tutor.services.study import begin_lesson, begin_quiz

        match self._kind(name):
            case "lesson":
                self.study(lambda: begin_lesson(self.tutor, name))
            case "quiz":
                self.study(lambda: begin_quiz(self.tutor, name))
            case _:
                self._open_item(name)

    def _kind(self, name: str) -> str:
        """What kind of item a full name is that of, "" where there is none."""
        rows = self.tutor.catalog.items(name.partition("/")[0])
        return next((row.kind for row in rows if row.name == name), "")

    def _open_item(self, name: str) -> None:
        from tutor.model.items import Aid

        with self.calmly():
            kind = self._kind(name)
            if kind == "drill":
                self.play(name)
                return
            if kind == "lab":
                self.do_lab(name)
                return
            item = self.tutor.catalog.item(name) if kind == "aid" else None
            if isinstance(item, Aid):
                self.use_aid(item)
                return
            from tutor.tui.screens.reader import ReaderScreen

            self.push_screen(ReaderScreen(name))

    def use_aid(self, aid: "Aid", question: "Question | None" = None, *, instead: bool = False) -> None:
        """Open a job aid to be used, in front of the screen or `instead` of it.

        `question` is what it was looked up by. An aid that another one leads to belongs to the question of that one.
        """
        from tutor.tui.screens.aid import AidScreen

        here = self.screen
        if instead:
            self.switch_screen(AidScreen(aid, question))
        elif isinstance(here, AidScreen):
            self.push_screen(AidScreen(aid, here.question, noted=True))
        else:
            self.push_screen(AidScreen(aid, question))
