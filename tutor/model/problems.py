"""What is wrong with a pack, and where. Problems are values: reading a file yields all of its problems at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something was written. `path` is relative to the pack's folder; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `code` is stable; its letter is the level: E error (the item is left out), W warning."""

    place: Place
    code: str
    message: str
    hint: str = ""

    @property
    def is_error(self) -> bool:
        return self.code.startswith("E")

    def __str__(self) -> str:
        text = f"{self.place}: {self.code} {self.message}"
        return f"{text} ({self.hint})" if self.hint else text
