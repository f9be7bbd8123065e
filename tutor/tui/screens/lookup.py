"""Looking up: the aids that answer what is typed, at every key, and the best of them open beside the list."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.errors import NotFound
from tutor.model.items import Aid
from tutor.services.lookup import left_out, note_look_up, search, settled
from tutor.services.using import Question, ago, left_unfinished, note_opened, now_ms
from tutor.tui.text import Links, plain, safe
from tutor.tui.widgets.blocks import stacked
from tutor.tui.widgets.found import Answer, Answers, Lines
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.items import aid_widgets
from tutor.tui.widgets.layout import NOTHING, Laid, Prose, Stack
from tutor.tui.widgets.rows import Entry, Row, note

if TYPE_CHECKING:
    from tutor.services.lookup import Found, Hit

MOST = 40  # answers; who needs more types another word
LEAST = 3  # letters of a question that is worth a note
_ELSEWHERE = {"here": "here", "team": "team", "own": "yours"}  # packs that are not simply installed
NOTHING_FOUND = "Nothing found. Other words may do. When you leave, it is noted as a wish."
EMPTY = "Type what you want to do, or what went wrong, or the error message itself."


class Words(Input):
    """Where the question is typed; the arrows and pages belong to what is found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.open", "use it", id="lookup.open", tooltip="Open the chosen aid, to be used"),
        Binding("down", "screen.move(1)", "choose", key_display="↑↓", id="lookup.down", tooltip="The next answer"),
        Binding("up", "screen.move(-1)", "the answer before", show=False, id="lookup.up"),
        Binding(
            "pagedown", "screen.pages(1)", "more", key_display="page down", id="lookup.more", tooltip="More of the aid"
        ),
        Binding("pageup", "screen.pages(-1)", "the aid, a page up", show=False, id="lookup.less"),
    ]

    def __init__(self, value: str, typed: Callable[[], None]) -> None:
        """`typed` is called as soon as the words are others: a message would be a frame late, and painted twice."""
        self._typed = typed
        super().__init__(value, placeholder="What do you need?", select_on_focus=False)
        self.cursor_blink = False
        self.action_select_all()  # the words of before are typed over

    def put(self, letter: str) -> None:
        """Type a letter."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(letter)
        else:
            self.replace(letter, *self.selection)

    def watch_value(self) -> None:
        if self.is_mounted:
            self._typed()

    def validate_value(self, value: str) -> str:
        """What is pasted may hold what a terminal obeys."""
        return safe(value)


class LookupScreen(TutorScreen):
    """As-you-type. `enter` opens the chosen aid whole; `esc` goes back to what you were doing."""

    AUTO_FOCUS = "Words"
    CSS_PATH = "lookup.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="back", tooltip="Back to what you were doing"),
    ]

    def __init__(self, words: str = "", chosen: str = "") -> None:
        """`words` and `chosen` (a full name) are those of the last look-up, shown as they were."""
        super().__init__()
        self._words = words
        self._was = words  # noted already
        self._wanted = chosen
        self._asked_at = (now_ms(), monotonic())
        self._shown_ms = 0
        self._found: Found | None = None
        self._hits: dict[str, Hit] = {}
        self._shown = ""  # the aid that is open beside the list
        self._left_out: list[str] = []

    def heading(self) -> tuple[str, str]:
        count = len(self._hits)
        found = f"{count}{' or more' if count == MOST else ''} found" if self._words.strip() and count else ""
        return "Look up", found

    def body(self) -> Iterable[Widget]:
        self._list = Answers("found")
        self._page = Lines("shown")
        self._field = Words(self._words, self._take_words)
        yield self._field
        yield Static("", id="said", markup=False)
        yield Container(self._list, self._page, id="panes")

    def on_mount(self) -> None:
        self._look_at_errors()
        self._look(self._wanted)

    def reload(self) -> None:
        """Packs have changed: look again."""
        self._shown = ""
        self._look_at_errors()
        self._look(self._list.chosen)

    def _look_at_errors(self) -> None:
        with self.app.calmly():
            self._left_out = left_out(self.app.tutor)

    # -- looking

    def on_key(self, event: Key) -> None:
        """Letters that arrive here were typed before the field had the focus: they mean no keys of other screens."""
        if event.is_printable and event.character is not None:
            event.stop()
            event.prevent_default()
            self._field.put(event.character)

    def _take_words(self) -> None:
        """Look for what stands in the field, where that is not what was looked for."""
        words = self._field.value
        if words == self._words:
            return
        before, self._words = settled(self._words), words
        self._asked_at = (now_ms(), monotonic())
        if settled(words).rstrip() != before.rstrip() or not before.strip():
            self._look()

    def _look(self, chosen: str = "") -> None:
        """Search, and draw what changed. `chosen` is the answer to begin at, by default the best."""
        asked = settled(self._words)
        with self.app.calmly():
            self._found = search(self.app.tutor, asked, MOST, typing=True) if asked.strip() else None
            self._hits = {hit.name: hit for hit in self._found.hits} if self._found else {}
            self._list.show(list(self._answers() if self._found else self._at_first()), chosen)
            self._say(_said(self._found))
            self.refresh_heading()
            self._show_chosen()

    def _say(self, words: Content) -> None:
        """The line between the question and its answers; a short screen has it only when it says something."""
        line = self.query_one("#said", Static)
        line.update(words, layout=False)
        line.set_class(not words, "-empty")

    def _answers(self) -> Iterator[Entry]:
        for hit in self._hits.values():
            label = _ELSEWHERE.get(hit.label, "")
            yield Answer(hit.name, plain(hit.title), plain(label, "$accent"))
        yield from self._errors()

    def _at_first(self) -> Iterator[Entry]:
        """What was left unfinished: before anything is typed, that is the best guess."""
        left = [(one, aid) for one in left_unfinished(self.app.tutor.where) if (aid := self._aid(one.aid)) is not None]
        if left:
            yield note("You left unfinished", "bold $accent")
        for one, aid in left[:MOST]:
            how_far = f"{one.done} of {one.of} · " if one.of else ""
            yield Row(one.aid, plain(aid.title), NOTHING, plain(f"{how_far}{ago(one.at, now_ms())}", "$quiet"))
        yield from self._errors()

    def _errors(self) -> Iterator[Entry]:
        """What could be the answer and cannot be read."""
        for line in self._left_out:
            yield note(f"! {line}", "$warning")

    def _aid(self, name: str) -> Aid | None:
        try:
            item = self.app.tutor.catalog.item(name)
        except NotFound:
            return None
        return item if isinstance(item, Aid) else None

    # -- what is open beside the list

    def _show_chosen(self) -> None:
        """Draw the chosen aid, where it is another one than before."""
        name = self._list.chosen
        if name == self._shown and name:
            return
        self._shown = name
        aid = self._aid(name) if name else None
        self._page.show(self._drawn(aid) if aid is not None else self._nothing())
        self._shown_ms = round((monotonic() - self._asked_at[1]) * 1000)
        self.refresh_bindings()

    def _drawn(self, aid: Aid) -> Laid:
        """A whole aid as lines: at every key another one may be the best.

        Right below the list its title stands there already; on a short screen the answer comes before its conditions.
        """
        titled = [] if self.has_class("-narrow") else [Prose(plain(aid.title, "bold $accent"))]
        return Stack([*titled, stacked(aid_widgets(aid, brief=self.has_class("-short"))).draw(Links())])

    def _nothing(self) -> Laid:
        words = EMPTY if self._found is None else NOTHING_FOUND
        return Prose(plain(words, "$quiet"))

    # -- what a person does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("open", "move", "pages"):
            return bool(self._shown)
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        self._list.move(by)
        self._show_chosen()

    @on(Answers.Clicked)
    def _clicked(self, event: Answers.Clicked) -> None:
        """The first click shows an aid, the second one opens it."""
        if event.key == self._list.chosen:
            self.action_open()
        else:
            self._list.choose(event.key)
            self._show_chosen()

    def action_pages(self, pages: int) -> None:
        self._page.page(pages)

    def action_open(self) -> None:
        """Open the chosen aid in place of this screen: from there `esc` leads back to what the person was doing."""
        self._take_words()  # enter may overtake the last letters
        aid = self._aid(self._shown) if self._shown else None
        if aid is not None:
            self.app.looked_up = (self._words, self._shown)
            self.app.use_aid(aid, self._question() if self._words.strip() else None, instead=True)

    def action_back(self) -> None:
        self._take_words()
        self.app.looked_up = (self._words, self._shown)
        super().action_back()
        self._note_left()

    def _question(self) -> Question:
        rank = list(self._hits).index(self._shown) + 1 if self._shown in self._hits else 0
        return Question(self._words.strip(), self._asked_at[0], rank, self._shown_ms)

    def _note_left(self) -> None:
        """Left with the answer read beside the list, or with none: both are looked up, the latter is a wish."""
        if self._found is None or self._words == self._was or len(self._words.strip()) < LEAST:
            return
        asked, where = self._question(), self.app.tutor.where
        if self._shown and self._found.sure:
            note_opened(where, asked, self._shown)
        else:
            note_look_up(where, asked.words, "", 0, self._shown_ms)


def _said(found: "Found | None") -> Content:
    """What was made of the words, where that is not as they were typed."""
    if found is None:
        return NOTHING
    parts = [plain(f"{typed} → {meant}", "$warning") for typed, meant in found.corrected]
    if found.near:
        parts.append(plain(f"near: {', '.join(dict.fromkeys(found.near))}", "$quiet"))
    if found.hits and not found.sure:
        parts.append(plain("These come near at most.", "$quiet"))
    return Content("   ").join(parts)
