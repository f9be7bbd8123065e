"""Trying out: a lesson from any of its screens, a drill at any scene in any state, the state changed by typing."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from drill_values import DISK
from hypothesis import given, strategies as st

from tutor.errors import TutorError
from tutor.model.conditions import State
from tutor.model.drills import Drill, Ending
from tutor.model.events import Mark, Verdict
from tutor.model.items import Lesson, Quiz
from tutor.places import Places
from tutor.services.opening import Tutor
from tutor.services.previewing import Preview
from tutor.services.rehearsing import Rehearsal, changed_state, example, fitting, stand_at
from tutor.services.showing import Asking, Closing, Opening, Reading

LESSON = """\
---
title: Undo
why: It saves you.
essence: Undo it.
minutes: 3
---
## Guess: what is undone? {#guess-it .guess}
- [x] All
- [ ] Nothing

---

One.

---

Two.

## And now? {#and-now}
- = yes
"""
QUIZ = "---\ntitle: Quiz\nteaches: [undo]\n---\n## One? {#q-one}\n- = 1\n\n## Two? {#q-two}\n- = 2\n"
WritePack = Callable[[Path, Mapping[str, str]], Path]


@pytest.fixture
def tutor(places: Places, write_pack: WritePack, tmp_path: Path, clock: Any) -> Iterator[Tutor]:
    files = {"lessons/undo.md": LESSON, "quizzes/quiz.md": QUIZ, "drills/disk.md": DISK}
    preview = Preview(str(write_pack(tmp_path / "kit", files)), places, clock)
    yield preview.tutor
    preview.close()


def rehearsal(tutor: Tutor, name: str) -> Rehearsal:
    item = tutor.catalog.item(name)
    assert isinstance(item, Lesson | Quiz)
    return Rehearsal(tutor, item)


def told(sitting: Rehearsal) -> str:
    """What is on screen, in a word."""
    match sitting.screen:
        case Opening():
            return "opening"
        case Closing():
            return "closing"
        case Reading(number=number):
            return f"page {number}"
        case Asking(question=question, mark=mark):
            return question.id + (" guessed" if mark is Mark.GUESS else "")
    return "end"


ALL = ["opening", "guess-it guessed", "page 1", "page 2", "and-now", "guess-it", "closing"]


def test_every_step_of_a_lesson_can_be_turned_to(tutor: Tutor) -> None:
    sitting = rehearsal(tutor, "kit/undo")
    seen = []
    for place in range(len(ALL)):
        sitting.go(place)
        assert sitting.place_of() == place
        seen.append(told(sitting))
    assert seen == ALL
    sitting.go(99)
    assert told(sitting) == "closing"
    sitting.go(-3)
    assert told(sitting) == "opening"
    assert [sitting.step_of(screen) for screen in range(4)] == [1, 2, 3, 4]
    assert sitting.place_of("kit/and-now") == 4
    quiz = rehearsal(tutor, "kit/quiz")
    assert [quiz.step_of(number) for number in range(2)] == [0, 1]
    assert told(quiz) == "q-one"


def test_it_is_gone_through_as_by_a_learner_and_always_for_the_first_time(tutor: Tutor) -> None:
    for _ in range(2):
        sitting = rehearsal(tutor, "kit/undo")
        assert isinstance(sitting.screen, Opening)
        assert not sitting.screen.resumed
        seen = []
        while (screen := sitting.screen) is not None:
            seen.append(told(sitting))
            if not isinstance(screen, Asking):
                sitting.turn_page(1.0)
                continue
            given = ("yes",) if screen.question.id == "and-now" else (screen.question.options[0].hash,)  # type: ignore[union-attr]
            assert sitting.answer(given, 1.0).graded.verdict is Verdict.RIGHT
            memory = tutor.journal.memory(screen.question.name)
            assert memory is not None
            assert memory.reps <= 1
        assert seen == ALL
        assert told(sitting) == "end"
        assert sitting.place_of() == len(ALL) - 1


def drill(tutor: Tutor) -> Drill:
    item = tutor.catalog.item("kit/disk")
    assert isinstance(item, Drill)
    return item


def test_a_play_begins_at_any_scene_in_any_state(tutor: Tutor) -> None:
    disk = drill(tutor)
    cause = disk.scene("cause")
    assert cause is not None
    without = stand_at(tutor, disk, cause, (("minutes", 20), ("looked", False)))
    assert [choice.source for choice in without.scene.choices] == ["Restart the database"]
    playing = stand_at(tutor, disk, cause, (("minutes", 12), ("looked", True)))
    assert playing.notice == ""
    assert playing.scene.shown == (("minutes", 12),)
    sound = next(place for place, choice in enumerate(playing.scene.choices) if choice.sound)
    playing.choose(sound, 1.0)
    assert playing.scene.ending is Ending.PASS
    assert dict(playing.play.state) == {"minutes": 22, "looked": True}
    assert playing.look_back().debrief.forks
    assert playing.rewind(0)
    assert playing.scene.scene == "cause"


def test_every_scene_can_be_stood_at_endings_included(tutor: Tutor) -> None:
    disk = drill(tutor)
    for scene in disk.scenes:
        playing = stand_at(tutor, disk, scene, disk.state)
        assert playing.scene.scene == scene.id
        assert playing.scene.ending is scene.ending
        if scene.ending:
            assert playing.look_back().debrief.endings


STATE: State = (("minutes", 3), ("looked", False))


@pytest.mark.parametrize(
    ("typed", "minutes", "looked"),
    [
        ("minutes = 12", 12, False),
        ("looked = yes", 3, True),
        ("looked=TRUE", 3, True),
        ("minutes=-4, looked", -4, True),
        ("minutes +5", 8, False),
        ("not looked", 3, False),
        ("looked = no,", 3, False),
        ("", 3, False),
    ],
)
def test_the_state_is_changed_by_typing(tutor: Tutor, typed: str, minutes: int, looked: bool) -> None:
    assert changed_state(drill(tutor), STATE, typed) == (("minutes", minutes), ("looked", looked))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("minutes", "minutes is a whole number"),
        ("minutes = yes", "minutes is a whole number"),
        ("looked = 3", "looked is yes or no"),
        ("hours = 3", "has no 'hours'"),
        ("= 3", "changes nothing"),
        ("minutes = 1e3", "changes nothing"),
    ],
)
def test_what_cannot_be_is_said(tutor: Tutor, typed: str, said: str) -> None:
    with pytest.raises(TutorError, match=said):
        changed_state(drill(tutor), STATE, typed)


@given(typed=st.text(alphabet="minutesloked =+-,0123456789!\x1b", max_size=40))
def test_nothing_typed_gives_a_state_of_another_shape(typed: str) -> None:
    disk = Drill(pack="kit", id="disk", title="Disk", state=STATE)
    try:
        state = changed_state(disk, STATE, typed)
    except TutorError:
        return
    assert [(name, type(value)) for name, value in state] == [(name, type(value)) for name, value in STATE]


def test_a_state_of_the_drill_before_is_kept_as_far_as_it_fits() -> None:
    disk = Drill(pack="kit", id="disk", title="Disk", state=(("minutes", 0), ("fresh", True), ("looked", 1)))
    assert fitting(disk, STATE) == (("minutes", 3), ("fresh", True), ("looked", 1))
    assert example(dict(STATE)) == "minutes = 12, looked = yes"
    assert example({}) == "minutes = 12"
