"""Links that can be reached and followed by keyboard, for whatever shows blocks."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from tutor.tui.text import CHOSEN_LINK
from tutor.tui.widgets.blocks import Leaf


class Linked(Widget):
    """`tab` chooses the next link in the leaves below, `enter` follows it; while none is chosen both are free.

    To be named after the widget it is mixed into: styles are inherited from the base class named first alone.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "link(1)", "next link", show=False, id="links.next", tooltip="Choose the next link"),
        Binding("shift+tab", "link(-1)", "previous link", show=False, id="links.previous"),
        Binding("enter", "follow", "open the link", id="links.follow", tooltip="Addresses are copied, never opened"),
        Binding("escape", "unlink", "leave the link", show=False, id="links.leave"),
    ]

    @dataclass
    class Followed(Message):
        """A link was followed: `tutor:PACK/ID` or an address."""

        target: str

    _link = -1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "link":
            return bool(self._links())
        if action in ("follow", "unlink"):
            return self._link >= 0
        return super().check_action(action, parameters)

    def action_link(self, by: int) -> None:
        """To the next link, and after the last one to none: then the keys are free again."""
        count = len(self._links())
        self._choose_link((self._link + by + 1) % (count + 1) - 1)

    def action_unlink(self) -> None:
        self._choose_link(-1)

    def action_follow(self) -> None:
        self.post_message(self.Followed(self._links()[self._link][2]))

    def _links(self) -> list[tuple[Leaf, int, str]]:
        return [(leaf, n, target) for leaf in self.query(Leaf) if leaf.display for n, target in enumerate(leaf.links)]

    def _choose_link(self, index: int) -> None:
        links = self._links()
        if 0 <= self._link < len(links):
            links[self._link][0].choose(-1)
        self._link = index
        if index >= 0:
            leaf, number, _ = links[index]
            leaf.choose(number)
            self.call_after_refresh(leaf.bring_up, CHOSEN_LINK)
        self.refresh_bindings()
