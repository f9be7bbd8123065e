"""What becomes of a learner when an author renames questions or changes their answers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tutor.journal.doctor import rebuild
from tutor.learning.replay import replay
from tutor.model.events import Mark, PackChanged, PackState, Renamed
from tutor.places import Places
from tutor.services.choosing import Choosing
from tutor.services.history import take_back
from tutor.services.opening import Tutor, open_tutor
from tutor.services.showing import Asking
from tutor.services.study import Sitting, begin, begin_practice

PACK = "format: 1\npack: kit\ntitle: Kit\n"
LESSON = "---\ntitle: One\nwhy: w\nessence: e\nminutes: 2\n---\nText.\n"
CHOICE = "\n## Which? {#which}\n- [x] files\n- [ ] edits\n  > Not these.\n> So it is.\n"
TYPED = "\n## What lists it? {#lists}\n- = reflog\n- ~ log\n"

Open = Callable[[], Tutor]


@pytest.fixture
def folder(places: Places, write_pack: Callable[..., Path]) -> Path:
    return write_pack(Path(places.shipped) / "kit", {"pack.yaml": PACK, "lessons/one.md": LESSON + CHOICE + TYPED})


@pytest.fixture
def opened(places: Places, folder: Path, clock: Any) -> Iterator[Open]:
    """Opens the house, closing the one that was open."""
    open_now: list[Tutor] = []

    def opened() -> Tutor:
        while open_now:
            open_now.pop().close()
        open_now.append(open_tutor(where=places, here=places.shipped, clock=clock))
        return open_now[0]

    yield opened
    for tutor in open_now:
        tutor.close()


@pytest.fixture
def learnt(opened: Open, clock: Any) -> Tutor:
    """Both questions were answered right, and are due by now."""
    tutor = opened()
    tutor.journal.record(PackChanged("kit", PackState.STARTED))
    sitting = begin(tutor, 10)
    while (screen := sitting.screen) is not None:
        if isinstance(screen, Asking):
            answer(sitting)
        else:
            sitting.turn_page(1)
    clock.advance(days=30)
    return tutor


def answer(sitting: Sitting) -> None:
    screen = sitting.screen
    assert isinstance(screen, Asking)
    question = screen.question
    given = ("reflog",) if question.kind == "typed" else tuple(o.hash for o in question.options if o.right)  # type: ignore[union-attr]
    sitting.answer(given, 3)


def edit(folder: Path, old: str, new: str, name: str = "lessons/one.md") -> None:
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def asking(tutor: Tutor, question: str) -> tuple[Sitting, Asking]:
    """A sitting with that question on screen."""
    sitting = begin(tutor, 10)
    while isinstance(screen := sitting.screen, Asking):
        if screen.question.id == question:
            return sitting, screen
        sitting.skip()
    raise AssertionError(f"{question} is not asked")


# Renames


def test_answers_strength_and_due_day_follow_a_rename(learnt: Tutor, opened: Open, folder: Path) -> None:
    before = learnt.journal.memory("kit/which")
    assert before is not None
    due = Choosing(learnt).due
    edit(folder, "{#which}", "{#which-files}")
    edit(folder, "title: Kit", "title: Kit\nrenamed: {which: which-files}", "pack.yaml")
    tutor = opened()
    after = tutor.journal.memory("kit/which-files")
    assert after is not None
    assert (after.stability, after.difficulty, after.due, after.reps, after.last, after.answer_hash) == (
        before.stability, before.difficulty, before.due, before.reps, before.last, before.answer_hash,
    )  # fmt: skip
    assert tutor.journal.memory("kit/which") is None
    assert Choosing(tutor).due == due == 2
    sitting, screen = asking(tutor, "which-files")
    assert (screen.why, screen.changed) == ("review, last seen 30 days ago", False)
    answer(sitting)
    taken = take_back(tutor)
    assert taken is not None
    assert taken.question == "kit/which-files"
    again = take_back(tutor)  # an answer of the lesson, given under whichever name
    assert again is not None
    assert rebuild(tutor.journal).equal


def test_a_chain_of_renames_is_followed_at_once_and_once(learnt: Tutor, opened: Open, folder: Path) -> None:
    before = learnt.journal.memory("kit/which")
    edit(folder, "{#which}", "{#third}")
    edit(folder, "title: Kit", "title: Kit\nrenamed: {which: second, second: third}", "pack.yaml")  # E408, and obeyed
    for _ in range(2):
        tutor = opened()
        after = tutor.journal.memory("kit/third")
        assert after is not None
        assert before is not None
        assert after.stability == before.stability
    assert sum(isinstance(one.event, Renamed) for one in tutor.journal.events()) == 1


@pytest.mark.parametrize("renamed", ["{which: lists}", "{which: nowhere}", "{which: a, a: which}", "{which: which}"])
def test_a_slip_in_renamed_takes_no_history_away(learnt: Tutor, opened: Open, folder: Path, renamed: str) -> None:
    before = learnt.journal.memory("kit/which")
    edit(folder, "title: Kit", f"title: Kit\nrenamed: {renamed}", "pack.yaml")
    assert opened().journal.memory("kit/which") == before


# Answers that changed


@pytest.mark.parametrize(
    ("old", "new"),
    [("Which?", "Which ones?"), ("- [ ] edits", "- [ ] staged edits"), ("Not these.", "No."), ("So it is.", "It is.")],
)
def test_nothing_happens_when_prompt_wrong_option_or_why_changed(
    learnt: Tutor, opened: Open, folder: Path, old: str, new: str
) -> None:
    edit(folder, old, new)
    _, screen = asking(opened(), "which")
    assert not screen.changed


def test_a_changed_answer_is_offered_until_it_is_answered_and_then_no_more(
    learnt: Tutor, opened: Open, folder: Path, clock: Any
) -> None:
    edit(folder, "- [x] files", "- [x] untracked files")
    tutor = opened()
    sitting, screen = asking(tutor, "which")
    assert screen.changed
    before = tutor.journal.memory("kit/which")
    answer(sitting)
    after = tutor.journal.memory("kit/which")
    assert before is not None
    assert after is not None
    assert after.stability > before.stability  # kept, which is the default
    clock.advance(days=400)
    assert not asking(tutor, "which")[1].changed
    edit(folder, "- [x] untracked files", "- [x] files")
    assert asking(opened(), "which")[1].changed  # another change, another offer


def test_a_fresh_start_is_asked_at_once_as_a_new_question(learnt: Tutor, opened: Open, folder: Path) -> None:
    edit(folder, "- [x] files", "- [x] untracked files")
    tutor = opened()
    sitting, _ = asking(tutor, "which")
    sitting.start_afresh()
    screen = sitting.screen
    assert isinstance(screen, Asking)
    assert (screen.question.id, screen.why, screen.changed) == ("which", "new", False)
    answer(sitting)
    memory = tutor.journal.memory("kit/which")
    assert memory is not None
    assert (memory.reps, memory.first) == (1, tutor.today)
    assert sitting.summary().new == 1
    assert rebuild(tutor.journal).equal
    assert replay(tutor.journal.events()).memories["kit/which"] == memory


def test_a_fresh_start_is_taken_back(learnt: Tutor, opened: Open, folder: Path) -> None:
    edit(folder, "- [x] files", "- [x] untracked files")
    tutor = opened()
    before = tutor.journal.memory("kit/which")
    sitting, _ = asking(tutor, "which")
    sitting.start_afresh()
    answer(sitting)
    assert sitting.undo() is not None  # the answer
    taken = take_back(tutor)
    assert taken is not None
    assert (taken.is_fresh_start, taken.question) == (True, "kit/which")
    assert tutor.journal.memory("kit/which") == before
    assert asking(tutor, "which")[1].changed
    assert rebuild(tutor.journal).equal


def test_practice_offers_nothing_and_an_answer_never_seen_before_neither(
    learnt: Tutor, opened: Open, folder: Path
) -> None:
    edit(folder, "- = reflog", "- = git reflog")
    tutor = opened()
    sitting = begin_practice(tutor, 10)
    while isinstance(screen := sitting.screen, Asking):
        assert (screen.mark, screen.changed) == (Mark.PRACTICE, False)
        sitting.skip()
    sitting, screen = asking(tutor, "lists")
    assert screen.changed
    sitting.start_afresh()
    screen = sitting.screen
    assert isinstance(screen, Asking)
    assert not screen.changed
