"""Screens of an item or a question: whether claims behind it held, its sources, its editor, a reply to its author."""

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.errors import TutorError
from tutor.services.sources import verified_line
from tutor.tui.text import plain
from tutor.tui.widgets.heading import Heading, TutorScreen

if TYPE_CHECKING:
    from tutor.tui.screens.reply import Drafts

NOT_EDITED = "This pack was installed, so it is not edited in place."


class BackedScreen(TutorScreen):
    """A screen that shows an item or a question. The line stands in the rule below the heading: it takes no room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("S", "sources", "sources", show=False, id="sources", tooltip="Sources, and what was run to check it"),
        Binding("E", "edit", "edit", show=False, id="edit", tooltip="Edit: open it in your editor, at its line"),
        Binding("R", "reply", "reply", show=False, id="reply", tooltip="Tell its author: helped, wrong, unclear, old"),
    ]
    _told_of = ""

    def backed(self) -> str:
        """The full name of the item or question on screen; "" while there is none."""
        raise NotImplementedError

    def part(self) -> int | str:
        """Which part of it is on screen: a page of a lesson from 1, a drill's scene; "" where there are no parts."""
        return ""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        self.call_after_refresh(self.tell_backing)  # the first picture does not wait for it

    def refresh_heading(self) -> None:
        super().refresh_heading()
        self.tell_backing()

    def tell_backing(self) -> None:
        """Say whether the claims behind what is on screen held, once for each thing that is shown."""
        name = self.backed()
        if name == self._told_of or not self.is_attached:
            return
        self._told_of = name
        try:
            told = verified_line(self.app.tutor, name) if name else ""
        except TutorError:
            told = ""  # what the screen itself reads is told by the screen
        look = "$warning" if told.startswith("!") else "$quiet"
        line = Content.assemble(" ", plain(told, look), "  ", ("S", "bold $accent"), " ") if told else Content("")
        self.query_one(Heading).tell(line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("sources", "edit", "reply"):
            return self.backed() != "" and (action != "reply" or self.app.takes_replies)
        return super().check_action(action, parameters)

    def action_sources(self) -> None:
        from tutor.services.sources import sources_of
        from tutor.tui.screens.sources import SourcesScreen

        with self.app.calmly():
            self.app.push_screen(SourcesScreen(sources_of(self.app.tutor, self.backed())))

    def action_edit(self) -> None:
        """Its author opens it where it is written; a pack that was installed is not edited in place: reply instead."""
        name = self.backed()
        with self.app.calmly():
            if self.app.may_edit(name):
                self.app.edit_item(name, self.part())
            elif not self.app.takes_replies:
                self.app.say(NOT_EDITED)
            else:
                self.action_reply()
                self.app.say("This pack is not edited in place. Tell its author instead.")

    @cached_property
    def _drafts(self) -> "Drafts":
        """Replies that were begun here and not kept."""
        return {}

    def action_reply(self) -> None:
        from tutor.tui.screens.reply import ReplyScreen

        with self.app.calmly():
            self.app.push_screen(ReplyScreen(self.backed(), self._drafts))
