"""A reply to the author of an item: four choices by one key each, and a sentence for who likes."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.model.events import ReplyKind
from tutor.services.replying import LONGEST, keep_reply, title_of, waiting
from tutor.tui.text import plain, safe
from tutor.tui.widgets.body import Body
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import BLANK, Entry, Note, Row, Rows, key_note

CHOICES = {
    ReplyKind.HELPED: "It helped",
    ReplyKind.WRONG: "Something in it is wrong",
    ReplyKind.UNCLEAR: "It is unclear",
    ReplyKind.OUTDATED: "It is out of date",
}
NOTHING = "Take back what you told"

_KEYS = "01234?"  # typed outside the text, they are what the screen says they are

Drafts = dict[str, tuple[str, str]]  # by item: what was chosen and typed, and not kept


class SentenceField(Input):
    """One line of text. While it has the focus letters are text; `esc` leads out of it."""

    DEFAULT_CSS = """
    SentenceField { height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    SentenceField:focus { border: none; background: $chosen; color: $on-chosen; }
    SentenceField:nocolor { text-style: underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep it", id="reply.keep"),
        Binding("escape,tab,shift+tab,up", "screen.leave_text", "leave the text", key_display="esc", id="reply.leave"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(safe(text), max_length=LONGEST, select_on_focus=False)
        self.cursor_blink = False


class ReplyScreen(TutorScreen):
    """A reply to `name`, a full name. What was typed and not kept is left in `drafts`, and is there the next time."""

    CSS_PATH = "reply.tcss"
    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "a sentence", id="reply.write", tooltip="A sentence for its author, if you like"),
        *(
            Binding(str(number), f"tell('{kind}')", words[0].lower() + words[1:], show=False, id=f"reply.{kind}")
            for number, (kind, words) in enumerate(CHOICES.items(), 1)
        ),
        Binding("0", "take_back", "take it back", show=False, id="reply.nothing", tooltip=NOTHING),
    ]

    def __init__(self, name: str, drafts: Drafts) -> None:
        super().__init__()
        self._item = name
        self._drafts = drafts
        self._replied = False  # before, and it was not handed on
        self._kept = False

    def heading(self) -> tuple[str, str]:
        return "Reply to its author", "esc back"

    def body(self) -> Iterable[Widget]:
        title, chosen, sentence = self._item, "", ""
        with self.app.calmly():
            title = title_of(self.app.tutor, self._item)
            if (before := waiting(self.app.tutor, self._item)) is not None:
                self._replied, chosen, sentence = True, before.reply.value, before.sentence
        chosen, sentence = self._drafts.pop(self._item, (chosen, sentence))
        self._rows = Rows(*self._entries(title), chosen=chosen, must=False)
        self._field = SentenceField(sentence)
        asked = Static(plain("In a sentence, if you like:", "$quiet"), classes="asked")
        stays = Static(plain("It stays here until you hand it on: tutor replies", "$quiet"), classes="stays")
        yield Body(self._rows, asked, self._field, stays, classes="body")

    def _entries(self, title: str) -> Iterable[Entry]:
        yield Note(plain(title, "bold"))
        yield BLANK
        for number, (kind, words) in enumerate(CHOICES.items(), 1):
            yield Row(kind.value, plain(f"{number}  ", "bold $accent") + plain(words))
        if self._replied:
            yield key_note("0", NOTHING, indent=2)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "take_back":
            return self._replied
        if action == "write":
            return self.is_mounted and self._rows.chosen != ""
        return super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """Whoever types goes on typing: words are a sentence, and no keys of the program."""
        if event.is_printable and event.character is not None and event.character not in _KEYS:
            event.stop()
            event.prevent_default()
            self._field.focus()
            self._field.insert_text_at_cursor(event.character)

    def action_tell(self, kind: str) -> None:
        """Choose it; enter then keeps it, with or without a sentence."""
        self._rows.choose(kind)
        self._field.focus()

    def action_write(self) -> None:
        self._field.focus()

    def on_rows_picked(self) -> None:
        self.action_write()

    def action_leave_text(self) -> None:
        self._rows.focus()

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        """Keep it. When it cannot be kept the text stays, to try again."""
        event.stop()
        if not self._rows.chosen:
            self.app.say("Which of the four? Then ↵ keeps it.")
            self._rows.focus()
            return
        kind = ReplyKind(self._rows.chosen)
        if self._keep(kind, event.value):
            self.app.say(f"Kept: {CHOICES[kind][0].lower()}{CHOICES[kind][1:]}.\ntutor replies hands it on.")

    def action_take_back(self) -> None:
        if self._keep(ReplyKind.NOTHING, ""):
            self.app.say("Taken back: nothing is told.")

    def _keep(self, kind: ReplyKind, sentence: str) -> bool:
        with self.app.calmly():
            keep_reply(self.app.tutor, self._item, kind, sentence)
            self.app.pop_screen()
            self._kept = True
        return self._kept

    def on_unmount(self) -> None:
        if not self._kept and (self._rows.chosen or self._field.value):
            self._drafts[self._item] = (self._rows.chosen, self._field.value)
