"""The packs a learner has, and whether they are started, paused or stopped."""

from collections import Counter
from dataclasses import dataclass

from tutor.catalog.reading import Catalog, PackRow
from tutor.errors import NotFound
from tutor.model.events import ItemAdded, PackChanged, PackState
from tutor.model.ids import pack_of
from tutor.services.opening import Tutor, resolve
from tutor.services.reviews import due_count


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack as the library shows it. `state` is None for a pack that was never started."""

    row: PackRow
    state: PackState | None
    lessons_read: int
    learnt: int  # questions answered at least once
    due: int


def pack_views(tutor: Tutor) -> list[PackView]:
    """All packs, started ones first, then by title."""
    states = tutor.journal.packs()
    finished = [name for name, progress in tutor.journal.lessons().items() if progress.finished is not None]
    learnt = tutor.journal.learnt_by_pack()
    gone = Counter(map(pack_of, tutor.gone))
    views = [
        PackView(
            row,
            states[row.id].state if row.id in states else None,
            sum(name.startswith(row.id + "/") for name in finished),
            learnt.get(row.id, 0) - gone[row.id],
            due_count(tutor, tutor.today, {row.id}),
        )
        for row in tutor.catalog.packs()
    ]
    rank = {PackState.STARTED: 0, PackState.PAUSED: 1, None: 2, PackState.STOPPED: 3}
    return sorted(views, key=lambda view: (rank[view.state], view.row.title.lower()))


def errors_by_folder(catalog: Catalog) -> dict[str, int]:
    """How many errors left something out, by the folder of the pack: what `tutor check` takes."""
    folders = {row.id: row.folder for row in catalog.packs()}
    return Counter(folders.get(pack, pack) for pack, problem in catalog.problems() if problem.is_error)


def change_pack(tutor: Tutor, pack: str, state: PackState) -> PackView:
    """Start, pause or stop a pack. Raises NotFound for a pack that is not there."""
    if all(row.id != pack for row in tutor.catalog.packs()):
        known = ", ".join(row.id for row in tutor.catalog.packs())
        raise NotFound(f"there is no pack {pack!r}", hint=f"Packs: {known}" if known else "No pack is installed.")
    current = tutor.journal.packs().get(pack)
    if current is None or current.state is not state:
        tutor.journal.record(PackChanged(pack, state))
    return next(view for view in pack_views(tutor) if view.row.id == pack)


def learn(tutor: Tutor, word: str) -> tuple[str, int]:
    """Let an item's questions join the queue, whatever its pack's state: its full name, and how many questions."""
    name = resolve(tutor, word)
    questions = questions_of(tutor, name)
    if name not in tutor.journal.added():
        tutor.journal.record(ItemAdded(name))
    return name, len(questions)


def questions_of(tutor: Tutor, name: str) -> list[str]:
    """The questions of an item: those inside it, and of every lesson and quiz that teaches it. A question: itself."""
    homes = {name, *tutor.catalog.taught_by(name)}
    rows = tutor.catalog.questions_at(homes)
    if not rows and tutor.catalog.question_row(name) is not None:
        return [name]
    return [row.name for row in rows]


def is_started(tutor: Tutor, pack: str) -> bool:
    """Whether Today draws new things from a pack, and reviews."""
    progress = tutor.journal.packs().get(pack)
    return progress is not None and progress.state is PackState.STARTED


def comes_by_itself(tutor: Tutor, question: str) -> bool:
    """Whether a question that was learnt comes back without being asked for (`drawn_from`)."""
    progress = tutor.journal.pack(pack_of(question))
    if progress is not None and progress.state is not PackState.STOPPED:
        return True
    return any(question in questions_of(tutor, item) for item in tutor.journal.added())


def drawn_from(tutor: Tutor) -> tuple[set[str], set[str], list[str]]:
    """What Today draws from: packs that give new things, packs that give reviews, and questions that were added.

    Started packs give both, paused ones reviews only; what `tutor learn` added comes whatever its pack's state.
    """
    states = tutor.journal.packs()
    fresh = {pack for pack, progress in states.items() if progress.state is PackState.STARTED}
    reviewed = fresh | {pack for pack, progress in states.items() if progress.state is PackState.PAUSED}
    added: dict[str, None] = {}
    for item in sorted(tutor.journal.added()):
        added.update(dict.fromkeys(questions_of(tutor, item)))
    return fresh, reviewed, list(added)


def due_by_pack(tutor: Tutor) -> dict[str, int]:
    """Reviews due now by pack, as `due_now` (services/due.py) counts them with less opened."""
    _, reviewed, added = drawn_from(tutor)
    due = tutor.journal.due(tutor.today, reviewed, added)
    return dict(sorted(Counter(pack_of(row.question) for row in due if row.question not in tutor.gone).items()))
