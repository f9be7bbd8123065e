"""A question whose answer its author changed: a fresh start is offered when it is met, and going on is the default."""

from pathlib import Path
from typing import Any

import pytest
from looking import sees, shown, until

from tutor.model.events import Answered, PackChanged, PackState, Reset, Verdict
from tutor.services.opening import Tutor, packs_again, take_packs
from tutor.services.showing import Asking
from tutor.services.study import Sitting, begin
from tutor.tui.app import TutorApp
from tutor.tui.screens.study import StudyScreen


@pytest.fixture(autouse=True)
def _learnt(tutor: Tutor, shelf: Path, clock: Any) -> None:
    """Two questions were learnt; then the answer of both became another one."""
    tutor.journal.record(PackChanged("tiny", PackState.STARTED))
    for name in ("which-first", "after-one"):
        hash = tutor.catalog.question(f"tiny/{name}").answer_hash
        kind = tutor.catalog.question(f"tiny/{name}").kind
        tutor.journal.record(Answered(f"tiny/{name}", kind, (), Verdict.RIGHT, 3.0, answer_hash=hash))
    for path, old, new in (("first", "- [x] One", "- [x] Number one"), ("second", "- = two", "- = 2")):
        file = shelf / f"tiny/lessons/{path}.md"
        file.write_text(file.read_text().replace(old, new))
    take_packs(tutor, packs_again(tutor.where, str(shelf)))
    clock.advance(days=40)


def asks(question: str, tutor: Tutor) -> Sitting:
    """A sitting with that question on top."""
    sitting = begin(tutor, 1)
    while isinstance(screen := sitting.screen, Asking) and screen.question.id != question:
        sitting.skip()
    return sitting


OFFER = "Its answer changed since you last met it. Just answer, or F starts afresh."


def is_offered(app: TutorApp) -> bool:
    return OFFER in " ".join(shown(app).split())


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_fresh_start_is_offered_taken_and_taken_back(
    app: TutorApp, tutor: Tutor, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        await app.push_screen(StudyScreen(asks("which-first", tutor)))
        await until(pilot, lambda: is_offered(app))
        before = tutor.journal.memory("tiny/which-first")
        await pilot.press("F")
        await until(pilot, lambda: not is_offered(app))
        after = tutor.journal.memory("tiny/which-first")
        assert after is not None
        assert (after.reps, after.due) == (0, None)
        await sees(pilot, "It starts afresh", "u takes that back")
        await pilot.press("u")
        await until(pilot, lambda: is_offered(app))
        assert tutor.journal.memory("tiny/which-first") == before


async def test_in_a_text_field_the_key_is_text_until_escape(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(StudyScreen(asks("after-one", tutor)))
        await until(pilot, lambda: is_offered(app))
        await pilot.press("F")
        assert is_offered(app)
        await pilot.press("escape", "F")
        await until(pilot, lambda: not is_offered(app))


async def test_who_just_answers_goes_on_and_is_not_asked_again(app: TutorApp, tutor: Tutor) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(StudyScreen(asks("which-first", tutor)))
        await sees(pilot, "Which number comes first?", OFFER, "F start afresh")
        await pilot.press("a")
        await sees(pilot, "It comes again")
        memory = tutor.journal.memory("tiny/which-first")
        assert memory is not None
        assert memory.reps == 2
        assert memory.answer_hash == tutor.catalog.question("tiny/which-first").answer_hash
        await pilot.press("F")  # nothing is offered any more
        assert not [one for one in tutor.journal.events() if isinstance(one.event, Reset)]
