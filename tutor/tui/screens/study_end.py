"""The end of a sitting: what was done, what comes tomorrow, and more if you like."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tutor.services.showing import Summary
from tutor.services.study import Sitting
from tutor.services.telling import how_kept
from tutor.tui.widgets.heading import TutorScreen


class Told(Static, can_focus=True):
    """What is told at the end. It has the focus, so that enter comes first among the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.more", "5 more minutes", id="end.more"),
        Binding("enter", "screen.back", "back", show=False, id="back"),
    ]


class StudyEnd(TutorScreen):
    """How it went, in one calm screen. `more` makes the next sitting; it is offered when that holds anything."""

    CSS_PATH = "study.tcss"
    AUTO_FOCUS = "Told"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "today", "Today", id="back", tooltip="Back to Today"),
        Binding("escape", "back", "back", id="back", tooltip="Back to where you came from"),
    ]

    def __init__(self, summary: Summary, more: Callable[[], Sitting]) -> None:
        super().__init__()
        self._summary = summary
        self._more = more
        self._next: Sitting | None = None

    def heading(self) -> tuple[str, str]:
        return "tutor", ""

    def body(self) -> Iterable[Widget]:
        yield VerticalScroll(Told(Content("\n").join(told(self._summary))), classes="body", can_focus=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self._look_for_more)

    def _look_for_more(self) -> None:
        """What a next sitting would hold; looked for when this screen is already there to be read."""
        with self.app.calmly():
            sitting = self._more()
            if sitting.screen is not None:
                self._next = sitting
                self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "more":
            return self._next is not None
        if action == "today":
            return len(self.app.screen_stack) <= 2  # Today is always at the bottom
        return super().check_action(action, parameters)

    def action_today(self) -> None:
        self.action_back()

    def action_more(self) -> None:
        from tutor.tui.screens.study import StudyScreen

        if self._next is not None:
            self.app.switch_screen(StudyScreen(self._next, more=self._more))


def told(summary: Summary) -> list[Content]:
    """A summary in words, a line each."""
    done = [f"{count(summary.answered, 'answer')}, {summary.right} right"] if summary.answered else []
    if summary.lessons:
        done.append(f"{count(summary.lessons, 'lesson')} read")
    if done:
        done.append(f"{count(max(1, round(summary.seconds / 60)), 'minute')}")
    lines = [Content.styled("That is it for now." if done else "Nothing was to be done.", "bold $accent"), Content("")]
    lines += [Content(line) for line in done]
    if summary.practice:
        lines += [Content("Practice: the schedule stays as it was.")]
    lines += [Content("")] if done else []
    if summary.open_misses:
        lines.append(Content(f"{count(summary.open_misses, 'miss', 'misses')} left open: first next time."))
    if summary.due_left:
        lines.append(Content(f"{count(summary.due_left, 'review')} can wait."))
    tomorrow = count(summary.tomorrow, "review") if summary.tomorrow > 0 else "no reviews"
    lines.append(Content(f"Tomorrow: {tomorrow}."))
    lines.append(Content.styled(how_kept(summary.saved), "$quiet" if summary.saved else "$warning"))
    return lines


def count(number: int, one: str, many: str = "") -> str:
    """`1 miss`, `2 misses`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
