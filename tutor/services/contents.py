"""What is in one pack, with what the learner has done of it: an open pack in the library."""

from dataclasses import dataclass

from tutor.catalog.reading import ItemRow
from tutor.errors import NotFound
from tutor.model.problems import Problem
from tutor.services.installed import installed_at, origin_words
from tutor.services.opening import Tutor
from tutor.services.packs import PackView, pack_views


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a pack. `state` of a lesson is "read", "begun" or ""; `learnt` counts its own questions answered."""

    row: ItemRow
    state: str
    learnt: int
    added: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """An open pack: its items in the pack's order, and every problem found in it."""

    view: PackView
    items: tuple[ItemView, ...]
    problems: tuple[Problem, ...]
    origin: str = ""  # where it was installed from and when; "" for other packs

    def of_kind(self, kind: str) -> tuple[ItemView, ...]:
        """The items of one kind, in order."""
        return tuple(item for item in self.items if item.row.kind == kind)


def contents(tutor: Tutor, pack: str) -> Contents:
    """What is in `pack`. Raises NotFound."""
    view = next((view for view in pack_views(tutor) if view.row.id == pack), None)
    if view is None:
        raise NotFound(f"there is no pack {pack!r}")
    progress = tutor.journal.lessons()
    added = tutor.journal.added()
    questions = tutor.catalog.questions(pack)
    answered = tutor.journal.answered([row.name for row in questions])
    learnt: dict[str, int] = {}
    for question in questions:
        learnt[question.home] = learnt.get(question.home, 0) + (question.name in answered)
    items = []
    for row in tutor.catalog.items(pack):
        read = progress.get(row.name)
        begun = read is not None and read.screen >= 0
        finished = read is not None and read.finished is not None
        state = "begun" if begun else "read" if finished else ""
        items.append(ItemView(row, state, learnt.get(row.name, 0), row.name in added))
    installed = installed_at(tutor.where, view.row.folder)
    origin = f"Installed {origin_words(installed.current.record)}" if installed else ""
    return Contents(view, tuple(items), tuple(problem for _, problem in tutor.catalog.problems(pack)), origin)
