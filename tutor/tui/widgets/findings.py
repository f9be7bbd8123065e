"""What is wrong with the file that a preview shows, in as few lines as it takes."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tutor.model.problems import Problem
from tutor.tui.text import plain
from tutor.tui.widgets.heading import SHORT

_MOST, _FEW = 4, 2  # lines, and where the screen is short


class Findings(Widget):
    """A line that names the file and counts its problems, then the first of them."""

    DEFAULT_CSS = """
    Findings { height: auto; max-width: 100; padding: 0 1; }
    """

    def __init__(self, path: str, problems: Sequence[Problem], *, complete: bool, brief: bool = False) -> None:
        """`complete`: everything was looked for. `brief`: the first line alone."""
        super().__init__()
        self._path = path
        self._problems = problems
        self._complete = complete
        self._brief = brief

    def show(self, problems: Sequence[Problem], *, complete: bool) -> None:
        """Tell something else."""
        if (list(problems), complete) != (list(self._problems), self._complete):
            self._problems, self._complete = problems, complete
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        most = 1 if self._brief else _FEW if self.app.size.height < SHORT else _MOST
        lines = [self._summary(width)]
        rest = list(self._problems)
        while rest and len(lines) < most:
            lines += _told(rest.pop(0)).wrap(max(4, width))
        if len(lines) > most:
            lines[most - 1] = lines[most - 1].truncate(max(1, width - 2), ellipsis=False) + Content(" …")
        return lines[:most]

    def _summary(self, width: int) -> Content:
        errors = sum(problem.is_error for problem in self._problems)
        warnings = len(self._problems) - errors
        if self._problems:
            counts = [_count(errors, "error")] * bool(errors) + [_count(warnings, "warning")] * bool(warnings)
            said = plain(f"{'✗' if errors else '!'} {', '.join(counts)}", "$wrong" if errors else "$warning")
            keys = Content.assemble("  ", ("!", "bold $accent"), (" all", "$quiet"))
        else:
            said = plain("✓ nothing wrong", "$right") if self._complete else plain("looking …", "$quiet")
            keys = Content("")
        keys = Content.assemble("  ", ("E", "bold $accent"), (" edit", "$quiet")) + keys
        room = width - said.cell_length - keys.cell_length - 2
        if room < len("a.md"):
            return (said + keys).truncate(max(1, width), ellipsis=True)
        path = self._path if len(self._path) <= room else "…" + self._path[-(room - 1) :]
        return Content.assemble(plain(path, "$quiet"), "  ", said, keys)


def _told(problem: Problem) -> Content:
    place, hint = problem.place, f" ({problem.hint})" if problem.hint else ""
    look = "$wrong" if problem.is_error else "$warning"
    return Content.assemble(
        plain(f"{place.line}:{place.column} ", "$quiet"),
        plain(f"{problem.code} ", look),
        plain(problem.message + hint),
    )


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"
