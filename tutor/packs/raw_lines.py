"""Changing single places of a file's text as it is: what is read is cleaned first, so its columns are counted anew."""

import re

from tutor.packs.source import without_unsafe

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


class RawLines:
    """The text of a file with its own line ends. Lines and columns are those of the text that was read, from 1."""

    def __init__(self, text: str) -> None:
        self._lines = _LINES.findall(text)

    @property
    def text(self) -> str:
        return "".join(self._lines)

    def insert(self, line: int, column: int, text: str) -> None:
        """Put `text` before the character at a place; its line feeds become the line ends of the file."""
        raw = self._lines[line - 1]
        at = self._raw_column(line, column)
        self._lines[line - 1] = raw[:at] + text.replace("\n", self._end_near(raw)) + raw[at:]

    def replace(self, line: int, column: int, old: str, new: str) -> None:
        """Put `new` in the place of `old`; where something else stands there, nothing happens."""
        raw = self._lines[line - 1]
        at = self._raw_column(line, column)
        if raw.startswith(old, at):
            self._lines[line - 1] = raw[:at] + new + raw[at + len(old) :]

    def append(self, line: str) -> None:
        """Put a line after the last one."""
        last = next(raw for raw in reversed(self._lines) if raw or len(self._lines) == 1)
        end = self._end_near(last)
        self._lines.append(line + end if last.endswith(("\r", "\n")) or not last else end + line)

    def _raw_column(self, line: int, column: int) -> int:
        """Where the character at `column` stands in the line as it is in the file."""
        raw = self._lines[line - 1]
        left = column - 1
        start = len(raw) - len(raw.lstrip("\ufeff")) if line == 1 else 0
        for place in range(start, len(raw)):
            if raw[place] in "\r\n" or (left == 0 and without_unsafe(raw[place])):
                return place
            left -= len(without_unsafe(raw[place]))
        return len(raw)

    def _end_near(self, raw: str) -> str:
        """The line end of a line, or where it has none, of the first line."""
        return next((one[len(one.rstrip("\r\n")) :] for one in (raw, *self._lines) if one.endswith(("\r", "\n"))), "\n")
