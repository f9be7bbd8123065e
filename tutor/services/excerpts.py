"""The line that a problem is about, with a mark beneath, for people who read problems on a terminal."""

import os
from dataclasses import dataclass, field

from tutor.model.layout import cell_width
from tutor.model.printed import harmless
from tutor.model.problems import Problem
from tutor.packs.folder import read_bytes

_WIDEST = 100  # cells of a line that are shown
_TAB = 4


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file as a terminal shows it, and how many of its cells stand before the place that is meant."""

    line: str
    before: int


@dataclass(slots=True)
class Excerpts:
    """Lines of the files of one pack's folder. A file is read once, when its first line is asked for."""

    folder: str
    _files: dict[str, list[str]] = field(default_factory=dict)

    def of(self, problem: Problem) -> Excerpt | None:
        """The line of a problem; None where there is nothing to see."""
        place = problem.place
        if place.path not in self._files:
            self._files[place.path] = self._lines(place.path)
        lines = self._files[place.path]
        raw = lines[place.line - 1] if place.line <= len(lines) else ""
        return _excerpt(raw, place.column) if raw.strip() else None

    def _lines(self, path: str) -> list[str]:
        whole = os.path.join(self.folder, path)
        # A link may lead out of the pack, and what it leads to is nothing to be shown.
        inside = os.path.realpath(whole).startswith(os.path.join(os.path.realpath(self.folder), ""))
        data = read_bytes(self.folder, path, []) if inside and os.path.isfile(whole) else None
        if data is None:
            return []
        text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return text.split("\n")


def _excerpt(raw: str, column: int) -> Excerpt:
    """What is shown of a line: all of it, or as much as surrounds the column."""
    before, after = _shown(raw[: column - 1]), _shown(raw[column - 1 :])
    if cell_width(before) > _WIDEST * 3 // 4:
        before = "…" + _last_cells(before, _WIDEST // 2)
    if cell_width(before) + cell_width(after) > _WIDEST:
        after = _first_cells(after, _WIDEST - cell_width(before)) + "…"
    return Excerpt(before + after, cell_width(before))


def _shown(text: str) -> str:
    return harmless(text).replace("\t", " " * _TAB)


def _first_cells(text: str, room: int) -> str:
    """As much of the beginning of a text as fits into `room` cells."""
    used = 0
    for place, letter in enumerate(text):
        used += cell_width(letter)
        if used > room:
            return text[:place]
    return text


def _last_cells(text: str, room: int) -> str:
    used = 0
    for place in range(len(text) - 1, -1, -1):
        used += cell_width(text[place])
        if used > room:
            return text[place + 1 :]
    return text
