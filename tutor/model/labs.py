"""Labs: tasks with real tools in a scratch folder, judged by what they came to and never by what was typed."""

from dataclasses import dataclass

from tutor.model.bases import ItemBase
from tutor.model.checks import Check, Subject
from tutor.model.text import Blocks, Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab(ItemBase):
    """A world that `setup` builds, what to do in it (`blocks`), and the checks that tell whether it is done.

    `setup` and `solution` are shell scripts, run in the scratch folder; `needs` are the tools without which it cannot
    run. Hints are given one by one, from the vaguest to the most telling.
    """

    needs: tuple[str, ...] = ()
    setup: str = ""
    checks: tuple[Check, ...] = ()
    hints: tuple[Runs, ...] = ()
    solution: str = ""
    blocks: Blocks = ()

    @property
    def commands(self) -> tuple[tuple[str, str], ...]:
        """All that it runs, as (what it is, the text), in the order of the file."""
        parts = [("setup", self.setup)] if self.setup else []
        parts += [("check", check.of) for check in self.checks if check.subject is Subject.RUN]
        return (*parts, ("solution", self.solution))
