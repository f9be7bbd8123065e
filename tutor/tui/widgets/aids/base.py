"""What every job aid has on screen: when to use it, what it needs, where it was left, and what follows its body."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.services.tools import Fit, Tool
from tutor.services.using import Use, ago, now_ms
from tutor.tui.text import plain
from tutor.tui.widgets.blocks import block_widgets, stacked
from tutor.tui.widgets.items import APART, conditions, evidence, needs_words, words
from tutor.tui.widgets.reading import ReadingPane

WHOLE = Binding("w", "whole", "all of it", id="aid.whole", tooltip="All of it at once, and back")


if TYPE_CHECKING:
    from tutor.tui.app import TutorApp


class AidPane(ReadingPane):
    """A job aid that is used. A subclass gives its body; what is ticked or filled in is kept as it is done."""

    app: "TutorApp"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "afresh", "start afresh", show=False, id="aid.afresh", tooltip="Start afresh, with nothing done"),
        Binding("r", "take_up", "take up again", id="aid.resume", tooltip="Go on where you left it"),
    ]

    class Moved(Message):
        """It has gone on, or back: what is said about its progress has changed."""

    def __init__(self, use: Use) -> None:
        self.use = use
        self._needs = Static("", markup=False)
        self._needs.display = bool(use.aid.requires)
        self._left = Static("", markup=False)
        aid = use.aid
        self.outro = stacked([*block_widgets(aid.outro, frame=APART), *evidence(aid.sources, aid.verified)])
        super().__init__(
            stacked([words(aid.title, "bold $accent"), *conditions(aid)]),
            self._needs,
            self._left,
            stacked(block_widgets(aid.intro, frame=APART)),
            *self.parts(),
            self.outro,
        )
        self.show_tools(())
        self._show_left()

    # -- for subclasses

    def parts(self) -> Iterable[Widget]:
        """The body of the aid."""
        return ()

    def progress(self) -> str:
        """How far it has gone, in a few words."""
        return ""

    def near(self) -> Sequence[str]:
        """The commands where the person is now."""
        return ()

    @property
    def entry(self) -> Widget:
        """What has the focus when it opens."""
        return self

    def restart(self) -> None:
        """Draw again: the use has begun again, or is another."""

    # -- what all have

    def keep(self, change: Callable[[], None]) -> None:
        """Make a change to the use. Where it cannot be kept that is said; it holds as long as this is shown."""
        self._left.display = False
        with self.app.calmly():
            change()
        self.post_message(self.Moved())
        self.refresh_bindings()

    def show_tools(self, tools: Sequence[Tool]) -> None:
        """Say of the tools that it needs whether they are here; at first they are only named."""
        if tools:
            self._needs.update(Content("\n").join(_tool(tool) for tool in tools))
        else:
            self._needs.update(plain(needs_words(self.use.aid), "$quiet"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "afresh":
            return self.use.is_begun
        if action == "take_up":
            return self.use.before is not None
        return super().check_action(action, parameters)

    def bring_up(self, widget: Widget, *, home: bool) -> None:
        """Show what is due: from the top of the aid where `home`, else from `widget` on where not all of it fits."""
        if home:
            self.scroll_home(animate=False)
        else:
            self.call_after_refresh(self.scroll_to_widget, widget, animate=False, top=True)

    def action_afresh(self) -> None:
        self.keep(self.use.afresh)
        self.restart()

    def action_take_up(self) -> None:
        self.keep(self.use.take_up)
        self._show_left()
        self.restart()

    def _show_left(self) -> None:
        """Say where it was left, and which key does the other thing."""
        use = self.use
        kept = use.before
        told = Content("")
        if kept is not None:
            told = _left_words(len(kept.done), kept.of, kept.left, "r", "takes it up again")
        elif use.resumed:
            told = _left_words(len(use.done), len(use.keys), use.left, "f", "starts afresh")
        self._left.update(told)
        self._left.display = bool(told)


def _left_words(done: int, of: int, left: int, key: str, does: str) -> Content:
    how_far = f", {done} of {of} done" if of else ""
    return Content.assemble(
        (f"You left it {ago(left, now_ms())}{how_far}. ", "$warning"), (key, "bold $accent"), (f" {does}.", "$quiet")
    )


def _tool(tool: Tool) -> Content:
    wants = f"{tool.name} {tool.wanted}".strip()
    match tool.fit:
        case Fit.FITS:
            return plain(f"✓ {wants}: {tool.version} is here", "$right")
        case Fit.OTHER:
            return plain(f"! {wants} is needed, {tool.version} is here", "$warning")
        case Fit.MISSING:
            return plain(f"! {wants} is needed, and not found here", "$warning")
        case Fit.UNKNOWN:
            return plain(f"Needs {wants}; the one here does not say its version", "$quiet")
        case Fit.UNASKED:
            return plain(f"Needs {wants}", "$quiet")
