"""Progress, the plain form: what stayed, what comes when, and the minutes you gave it."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.services.progress import PackKnown, Progress, progress
from tutor.tui.widgets.bars import Bars
from tutor.tui.widgets.heading import BACK, TutorScreen
from tutor.tui.widgets.rows import BLANK, Entry, Note, Rows, note, scrolled

LEAST_MINUTES = 10.0  # the full height of a bar in a quiet week
LEAST_REVIEWS = 8.0


class ProgressScreen(TutorScreen):
    """What stayed, in words and small bars."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [BACK]

    def heading(self) -> tuple[str, str]:
        return "Progress", ""

    def body(self) -> Iterable[Widget]:
        yield scrolled(Rows(*self._entries()))

    def reload(self) -> None:
        """Draw again from what is known now."""
        self.query_one(Rows).show(self._entries())

    def _entries(self) -> list[Entry]:
        try:
            return list(_entries(progress(self.app.tutor)))
        except TutorError as error:
            return [note(f"! {error.message}", "$wrong"), note(error.hint)]


def _entries(view: Progress) -> Iterator[Entry]:
    yield _title("What you know")
    if not view.packs:
        yield note("Nothing yet: it begins with the first lesson.", indent=2)
    for pack in view.packs:
        yield from _known(pack)
    yield BLANK
    yield _title("Kept")
    yield note(_kept(view), "", indent=2)
    if view.practice:
        yield note(f"Practice, counted apart: {view.practice_right} of {view.practice} right in 30 days.", indent=2)
    yield BLANK
    yield _title("What comes, reviews a day")
    if any(count for _, count in view.ahead):
        yield Bars(view.ahead, indent=2, least=LEAST_REVIEWS)
        yield note(_coming(view), indent=2)
    else:
        yield note("Nothing in the next 14 days.", indent=2)
    yield BLANK
    yield _title("Minutes a day, the last 14 days")
    if any(minutes for _, minutes in view.minutes):
        yield Bars(view.minutes, indent=2, least=LEAST_MINUTES)
    else:
        yield note("None yet.", indent=2)


def _title(text: str) -> Note:
    return note(text, "bold $accent")


def _known(pack: PackKnown) -> Iterator[Note]:
    yield note(pack.title, "bold", indent=2)
    words = f"You would get about {pack.standing.expected:.0f} of {pack.learnt} right if you were asked now"
    unseen = pack.questions - pack.learnt
    words += f"; {unseen} are still to come." if unseen > 0 else "."
    yield note(words, "", indent=2)
    resting = pack.standing.resting
    if resting:
        yield note(f"{resting} {'rests' if resting == 1 else 'rest'}, having been forgotten often.", indent=2)


def _kept(view: Progress) -> str:
    kept = view.kept
    if not kept.enough:
        return f"Not enough yet to say: {kept.of} {'review' if kept.of == 1 else 'reviews'} in 30 days."
    return f"{kept.value:.0%} of {kept.of} reviews in 30 days were right (likely {kept.low:.0%} to {kept.high:.0%})."


def _coming(view: Progress) -> str:
    today = int(view.ahead[0][1])
    return f"Today: {today}. In the {len(view.ahead)} days together: {sum(count for _, count in view.ahead)}."
