"""Today: the minutes you have, and what would fill them."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.services.today import PackOffer, Today, TodayRow, today, waiting_words
from tutor.settings import MINUTES_CHOICES
from tutor.tui.text import plain
from tutor.tui.widgets.bars import Bars
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Entry, Note, Row, Rows, key_note, note, scrolled

LONG_AWAY = 7  # study days after which a learner is welcomed back
LEAST_BAR = 10.0  # minutes: the full height of a bar in a quiet week


class TodayScreen(TutorScreen):
    """The first screen. It asks for nothing: enter starts what is shown."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "start", id="today.start", tooltip="Start what is shown"),
        Binding("enter", "read", "read this now", id="today.read", tooltip="Read the lesson that is chosen"),
        Binding("enter", "play", "play this now", id="today.play", tooltip="Play the drill that is chosen"),
        Binding("left,h", "minutes(-1)", "less time", show=False, id="today.less"),
        Binding("right", "minutes(1)", "more time", show=False, id="today.more"),
        *(
            Binding(digit, f"digit('{digit}')", "2, 5, 10 or 20 minutes", show=False, id=f"today.{digit}")
            for digit in "2510"
        ),
        Binding("d", "due", "all that is due", show=False, id="today.due", tooltip="Show how much is due in all"),
        Binding(
            "x",
            "app.practise",
            "practise",
            show=False,
            id="today.practise",
            tooltip="Practise what is weakest; your schedule stays",
        ),
        Binding(
            "slash",
            "app.look_up",
            "look up",
            priority=True,  # as the app's own; else that one, which is in no footer, would be shown
            id="today.lookup",
            tooltip="Look up: the job aid that answers a question",
        ),
        Binding(
            "l",
            "app.open('library')",
            "library",
            id="today.library",
            tooltip="Library: your packs, to start, pause or read",
        ),
        Binding(
            "p",
            "app.open('progress')",
            "progress",
            id="today.progress",
            tooltip="Progress: what stayed, and what comes",
        ),
        Binding("escape", "unchoose", "choose nothing", show=False, id="today.unchoose"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.today: Today | None = None
        self._minutes = 0
        self._typed = ""
        self._due_shown = False
        self._shown_once = False

    def heading(self) -> tuple[str, str]:
        return "tutor", f"{self.today.date:%a} {self.today.date.day} {self.today.date:%b}" if self.today else ""

    def body(self) -> Iterable[Widget]:
        self._minutes = int(self.app.tutor.number("minutes"))
        yield scrolled(Rows(*self._entries(), must=False))

    def on_screen_resume(self) -> None:
        if self._shown_once:
            self.reload()
        self._shown_once = True

    def reload(self) -> None:
        """Plan again, from what both stores hold now."""
        self.query_one(Rows).show(self._entries())
        self.refresh_heading()
        self.refresh_bindings()

    def _entries(self) -> list[Entry]:
        try:
            self.today = today(self.app.tutor, self._minutes)
        except TutorError as error:
            return [note(f"! {error.message}", "$wrong"), note(error.hint)]
        return self._drawn(self.today)

    def _drawn(self, view: Today) -> list[Entry]:
        return list(_newcomer(view.offer) if view.offer else _plan(view, self._due_shown))

    # -- what a person does

    def _item(self, kind: str = "") -> str:
        """The lesson or drill that enter opens: the chosen one, or the first where nothing fits the minutes."""
        rows = self.today.rows if self.today and not self.today.offer else ()
        chosen = self.query_one(Rows).chosen if self.is_mounted else ""
        if not chosen and rows and not any(row.fits for row in rows):
            chosen = rows[0].name
        return next((row.name for row in rows if row.name and row.name == chosen and kind in ("", row.kind)), "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "read":
            return bool(self._item("lesson"))
        if action == "play":
            return bool(self._item("drill"))
        if action == "start":
            return not self._item() and bool(self.today and (self.today.offer or self.today.rows))
        if action in ("minutes", "digit", "due", "unchoose"):
            return bool(self.today and not self.today.offer)
        return True

    def action_start(self) -> None:
        from tutor.services.study import begin

        offer = self.today.offer if self.today else None
        if offer is not None:
            self._accept(offer)
        else:
            self.app.study(lambda: begin(self.app.tutor, self._minutes))

    def _accept(self, offer: PackOffer) -> None:
        from tutor.model.events import PackState
        from tutor.services.packs import change_pack
        from tutor.services.study import begin, begin_lesson

        with self.app.calmly():
            change_pack(self.app.tutor, offer.pack, PackState.STARTED)
            self.reload()
            if offer.name:
                self.app.study(lambda: begin_lesson(self.app.tutor, offer.name))
            else:
                self.app.study(lambda: begin(self.app.tutor, self._minutes))

    def action_read(self) -> None:
        from tutor.services.study import begin_lesson

        self.app.study(lambda: begin_lesson(self.app.tutor, self._item("lesson")))

    def action_play(self) -> None:
        self.app.play(self._item("drill"))

    def on_rows_picked(self) -> None:
        if self._item("drill"):
            self.action_play()
        elif self._item():
            self.action_read()
        else:
            self.action_start()

    def action_minutes(self, by: int) -> None:
        choices = _choices(self._minutes)
        place = choices.index(self._minutes) + by
        if 0 <= place < len(choices):
            self._set_minutes(choices[place])

    def action_digit(self, digit: str) -> None:
        """2 and 5 at once; 1 is 10 and 2 0 is 20, so that typing the number works too."""
        typed = self._typed + digit
        self._typed = digit if digit in "12" else ""
        wanted = int(typed) if typed.isdecimal() and int(typed) in MINUTES_CHOICES else {"1": 10}.get(digit, int(digit))
        if wanted in MINUTES_CHOICES:
            self._set_minutes(wanted)

    def _set_minutes(self, minutes: int) -> None:
        from tutor.services.preferences import change_setting

        self._minutes = minutes
        with self.app.calmly():
            change_setting(self.app.tutor, "minutes", str(minutes))
        self.reload()

    def action_due(self) -> None:
        self._due_shown = not self._due_shown
        if self.today is not None:
            self.query_one(Rows).show(self._drawn(self.today))

    def action_unchoose(self) -> None:
        self.query_one(Rows).choose("")


def _choices(minutes: int) -> list[int]:
    return sorted({*MINUTES_CHOICES, minutes})


def _newcomer(offer: PackOffer) -> Iterator[Entry]:
    yield note("Learn in minutes: one idea, a question about it, and a review just before you would forget.", "")
    yield BLANK
    yield note(offer.title, "bold $accent")
    yield note(offer.about, "")
    if offer.audience:
        yield note(f"For: {offer.audience}")
    yield BLANK
    if offer.lesson:
        yield note(f"First lesson: {offer.lesson}, {offer.minutes:.0f} min", "")
        yield BLANK
    yield key_note("↵", "begin. Stop whenever you like: every answer is saved at once.")
    yield key_note("l", "choose another pack.")


def _plan(view: Today, due_shown: bool) -> Iterator[Entry]:
    yield _minutes_line(view.minutes)
    yield BLANK
    if view.days_away >= LONG_AWAY and view.rows:
        yield note("Welcome back. This is what fits; there is no hurry with the rest.")
        yield BLANK
    fitting = [row for row in view.rows if row.fits]
    later = [row for row in view.rows if not row.fits]
    if not fitting:
        yield from _nothing_due(view, bool(later))
    for row in fitting:
        yield _row(row)
        yield BLANK
    if later:
        if fitting:
            yield note("─ ─ ─  if there is time  ─ ─ ─", "$quiet", indent=2)
        for row in later:
            yield _row(row)
        yield BLANK
    if view.waiting:
        yield note(waiting_words(view), indent=2)
        yield BLANK
    if due_shown:
        yield note(_due_words(view), indent=2)
        yield BLANK
    elif view.due > view.due_now:
        yield key_note("d", "more is due: how much in all", indent=2)
        yield BLANK
    if any(minutes for _, minutes in view.week):
        yield note("Minutes this week", indent=2)
        yield Bars(view.week, indent=2, least=LEAST_BAR)


def _row(row: TodayRow) -> Row:
    below = f"{row.about} · {row.why}" if row.about else row.why
    return Row(row.name or row.kind, plain(row.title, "bold"), _minutes(row.minutes), plain(below, "$quiet"))


def _minutes(minutes: float) -> Content:
    return plain(f"{max(1, round(minutes))} min", "$quiet")


def _minutes_line(minutes: int) -> Note:
    parts: list[Content] = [Content("  I have   ")]
    for choice in _choices(minutes):
        parts.append(plain(f"[{choice}]", "bold $accent") if choice == minutes else plain(f" {choice} ", "$quiet"))
        parts.append(Content(" "))
    return Note(Content("").join([*parts, Content("  minutes")]))


def _nothing_due(view: Today, later: bool) -> Iterator[Note]:
    words = "Nothing is due now."
    if view.tomorrow > 0:
        words += f" Tomorrow: {view.tomorrow} {'review' if view.tomorrow == 1 else 'reviews'}."
    yield note(words, "", indent=2)
    if later:
        yield note("If you like, there is more:", indent=2)
    else:
        yield key_note("x", "practise what is weakest; your schedule stays", indent=2)
        yield key_note("l", "find something new in the library", indent=2)
    yield BLANK


def _due_words(view: Today) -> str:
    if view.due == 0:
        return "Nothing else is due."
    are = "review is" if view.due == 1 else "reviews are"
    return f"{view.due} {are} due in all. What you are closest to forgetting comes first."
