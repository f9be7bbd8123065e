"""What a terminal shows of the bytes it is sent, and what it answers to a program's questions about it."""

import codecs
import re

import pyte
from pyte.screens import Char

_SEQUENCE = re.compile(
    r"\x1b(?:"
    r"\[(?P<params>[0-?]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\][^\x07\x1b]*(?:\x07|\x1b\\)"  # a title, a colour, a link
    r"|[P_^X][^\x1b]*\x1b\\"
    r"|(?P<plain>[ -/]*[0-OQ-WYZ\\`-~])"
    r")"
)
_ALTERNATE_SCREEN = "1049"
MODES_AT_FIRST = {"7", "25"}  # lines wrap, the cursor is shown
_MODES_KNOWN = {"2026"}  # synchronized output, off: what the program may ask for


class Screen:
    """A screen of `columns` and `lines`. `modes` holds the numbers of the private modes that are on."""

    def __init__(self, columns: int, lines: int) -> None:
        self.modes = set(MODES_AT_FIRST)
        self._answers = ""
        self._pending = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._main, self._alternate = (pyte.Screen(columns, lines) for _ in range(2))
        self._show(self._main)

    def feed(self, data: bytes) -> bytes:
        """Takes in what a program wrote, in pieces of any size; returns what the terminal answers."""
        self._answers = ""
        self._take_in(self._decoder.decode(data))
        return self._answers.encode()

    def text(self) -> str:
        """What is shown, line by line, without trailing blanks."""
        return "\n".join(line.rstrip() for line in self._shown.display).rstrip("\n")

    def rows(self) -> list[list[Char]]:
        """What is shown, cell by cell with its colours; the right half of a wide character is empty."""
        lines, columns = self._shown.lines, self._shown.columns
        return [[self._shown.buffer[line][column] for column in range(columns)] for line in range(lines)]

    def cursor(self) -> tuple[int, int]:
        """Where the cursor stands: (column, line), counted from 0."""
        return self._shown.cursor.x, self._shown.cursor.y

    def resize(self, columns: int, lines: int) -> None:
        for screen in (self._main, self._alternate):
            screen.resize(lines, columns)

    def _take_in(self, text: str) -> None:
        """Shows text and obeys sequences; a sequence that is not whole yet waits for the rest of it."""
        text = self._pending + text
        at = 0
        while (start := text.find("\x1b", at)) >= 0:
            self._stream.feed(text[at:start])
            sequence = _SEQUENCE.match(text, start)
            if sequence is None:
                at = start
                break
            self._obey(sequence)
            at = sequence.end()
        else:
            self._stream.feed(text[at:])
            at = len(text)
        self._pending = text[at:]

    def _obey(self, sequence: re.Match[str]) -> None:
        params, between, final, plain = sequence.group("params", "between", "final", "plain")
        if plain is not None:
            self._stream.feed(sequence.group())
        elif final is None:
            return  # titles and the like show nothing
        elif answer := self._answer(params + between + final):
            self._answers += answer
        elif final == "u" and params[:1] in (">", "<"):
            self._switch("keyboard", on=params[0] == ">")
        elif final in "hl" and params.startswith("?"):
            for mode in params[1:].split(";"):
                self._switch(mode, on=final == "h")
        elif not between and not params.startswith(("<", "=", ">", "?")) and ":" not in params:
            self._stream.feed(sequence.group())

    def _answer(self, question: str) -> str:
        """What a terminal answers to a question of the program, "" to what is none."""
        if question in ("c", "0c"):
            return "\x1b[?62;22c"
        if question == "6n":
            column, line = self.cursor()
            return f"\x1b[{line + 1};{column + 1}R"
        if question == "?u":
            return "\x1b[?0u"
        if question.startswith("?") and question.endswith("$p"):
            mode = question[1:-2]
            return f"\x1b[?{mode};{2 if mode in _MODES_KNOWN else 0}$y"
        return ""

    def _switch(self, mode: str, *, on: bool) -> None:
        (self.modes.add if on else self.modes.discard)(mode)
        if mode == _ALTERNATE_SCREEN:
            if on:
                self._alternate.reset()
            self._show(self._alternate if on else self._main)

    def _show(self, screen: pyte.Screen) -> None:
        self._shown = screen
        self._stream = pyte.Stream(screen)
