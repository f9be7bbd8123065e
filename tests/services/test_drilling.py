"""Drills as both faces use them: played, left, taken up again, failed and looked back at."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from drill_values import DISK

from tutor.errors import JournalError, NotFound
from tutor.journal.doctor import rebuild
from tutor.journal.store import Journal
from tutor.model.drills import Ending
from tutor.model.events import Answered, BroughtForward, DrillEnded, DrillRewound, Verdict
from tutor.places import Places
from tutor.services.checking import check
from tutor.services.drilling import DrillState, Playing, begin, drills
from tutor.services.opening import Tutor, open_tutor
from tutor.services.preferences import change_setting

QUIZ = """\
---
title: Disks
teaches: [disk-full]
---
## What fills a disk? {#what-fills}
- = logs

## What frees one? {#what-frees}
- = rotation
"""
AID = "---\ntitle: Disk full\naid: procedure\nasks: [the disk is full]\n---\n1. Look.\n"
TEACHES = DISK.replace("fail: {", "teaches: [disk-full]\nfail: {")
Open = Callable[[], Tutor]


@pytest.fixture
def pack(places: Places, write_pack: Callable[..., Path]) -> Path:
    """A shipped pack with the drill, an aid that it teaches, and two questions about that."""
    files = {"drills/disk.md": TEACHES, "quizzes/disks.md": QUIZ, "aids/disk-full.md": AID}
    return write_pack(Path(places.shipped) / "kit", files)


@pytest.fixture
def opened(places: Places, pack: Path, tmp_path: Path, clock: Any) -> Iterator[Open]:
    tutors: list[Tutor] = []

    def open_again() -> Tutor:
        tutors.append(open_tutor(where=places, here=str(tmp_path), clock=clock))
        return tutors[-1]

    yield open_again
    for tutor in tutors:
        tutor.close()


@pytest.fixture
def tutor(opened: Open) -> Tutor:
    return opened()


def take(playing: Playing, *texts: str) -> None:
    """Takes choices by the words they begin with."""
    for text in texts:
        choices = playing.scene.choices
        place = next(place for place, one in enumerate(choices) if one.source.startswith(text))
        assert playing.choose(place, 3.0) is not None


class TestPlaying:
    def test_a_play_shows_its_scene_what_is_shown_of_the_state_and_what_a_choice_did(self, tutor: Tutor) -> None:
        playing = begin(tutor, "disk")
        scene = playing.scene
        assert (scene.scene, scene.shown, scene.decisions, len(scene.choices)) == ("page", (("minutes", 0),), 0, 4)
        place = next(place for place, one in enumerate(scene.choices) if one.source.startswith("Delete"))
        outcome = playing.choose(place, 2.0)
        assert outcome is not None
        assert outcome.blocks
        assert outcome.why == ()  # held back until the debrief
        assert (playing.scene.ending, playing.scene.choices) == (Ending.FAIL, ())
        assert playing.choose(0, 1.0) is None

    def test_every_step_is_kept_before_the_next_scene_shows(self, tutor: Tutor, opened: Open) -> None:
        take(begin(tutor, "disk"), "See what")
        again = begin(opened(), "disk")
        assert (again.scene.scene, again.scene.shown) == ("cause", (("minutes", 3),))
        assert "where you left it" in again.notice
        assert [row.state for row in drills(tutor)] == [DrillState.OPEN]
        assert begin(tutor, "disk", afresh=True).scene.scene == "page"

    def test_what_cannot_be_saved_leaves_the_play_as_it_was(
        self, tutor: Tutor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        playing = begin(tutor, "disk")

        def full(*_: object) -> None:
            raise JournalError("the disk is full: this was not saved")

        with monkeypatch.context() as patch:
            patch.setattr(Journal, "record", full)
            with pytest.raises(JournalError):
                playing.choose(0, 1.0)
        assert playing.scene.decisions == 0
        take(playing, "See what")
        assert playing.scene.scene == "cause"

    def test_going_back_to_any_decision_to_the_checkpoint_and_to_the_beginning(self, tutor: Tutor) -> None:
        playing = begin(tutor, "disk")
        assert not playing.rewind(0)
        assert not playing.to_checkpoint()
        take(playing, "Wait", "See what", "Restart the database")
        assert [(one.place, one.checkpoint) for one in playing.earlier()] == [(0, False), (1, False), (2, True)]
        assert playing.to_checkpoint()
        assert (playing.scene.scene, playing.scene.ending) == ("cause", Ending.NONE)
        assert playing.rewind(1)
        assert playing.scene.shown == (("minutes", 10),)
        assert playing.rewind(0)
        assert playing.scene.decisions == 0
        kept = [one.event for one in tutor.journal.events("kit/disk")]
        assert [event.to for event in kept if isinstance(event, DrillRewound)] == [2, 1, 0]

    def test_a_drill_that_was_changed_goes_on_at_a_checkpoint_and_says_so(
        self, tutor: Tutor, opened: Open, pack: Path
    ) -> None:
        take(begin(tutor, "disk"), "See what", "Restart the database")
        begin(tutor, "disk").rewind(1)
        take(begin(tutor, "disk", afresh=True), "See what")
        (pack / "drills" / "disk.md").write_text(TEACHES.replace("minutes +12", "minutes +11"))
        again = begin(opened(), "disk")
        assert (
            again.notice == "This drill was changed since you left it: it goes on at a checkpoint that is still there."
        )
        assert (again.scene.scene, again.scene.shown) == ("cause", (("minutes", 3),))

    def test_timers_run_only_where_the_learner_wants_them(self, tutor: Tutor, opened: Open, pack: Path) -> None:
        timed = TEACHES.replace("{#page}", "{#page time=20 late=wiped}")
        (pack / "drills" / "disk.md").write_text(timed)
        tutor = opened()
        assert begin(tutor, "disk").scene.seconds == 20
        change_setting(tutor, "timers", "off")
        playing = begin(tutor, "disk")
        assert playing.scene.seconds == 0
        outcome = playing.run_out(20.5)
        assert outcome is not None
        assert (outcome.choice, playing.scene.scene) == (None, "wiped")

    def test_a_coach_says_why_at_once(self, opened: Open, pack: Path) -> None:
        (pack / "drills" / "disk.md").write_text(TEACHES.replace("show:", "coach: true\nshow:"))
        playing = begin(opened(), "disk")
        place = next(place for place, one in enumerate(playing.scene.choices) if one.source.startswith("Wait"))
        outcome = playing.choose(place, 1.0)
        assert outcome is not None
        assert outcome.why

    def test_a_lab_is_done_first_and_says_where_the_play_goes_on(self, opened: Open, pack: Path) -> None:
        through = TEACHES.replace("-> wiped {minutes +5}\n  The disk", "-> lab/look then saved else wiped\n  The disk")
        (pack / "drills" / "disk.md").write_text(through)
        (pack / "labs").mkdir()
        (pack / "labs" / "look.md").write_text("---\ntitle: Look\n---\n")
        playing = begin(opened(), "disk")
        place = next(place for place, one in enumerate(playing.scene.choices) if one.source.startswith("Delete"))
        assert [bool(playing.lab(other)) for other in range(-1, 5)].count(True) == 1
        assert playing.lab(place) == "kit/look"
        outcome = playing.choose(place, 90.0, solved=True)
        assert outcome is not None
        assert (outcome.lab, playing.scene.scene) == ("solved", "saved")

    def test_what_is_no_drill_is_said_to_be_none(self, tutor: Tutor) -> None:
        with pytest.raises(NotFound):
            begin(tutor, "disk-full")
        with pytest.raises(NotFound):
            begin(tutor, "nothing")


class TestAfterAnEnding:
    def known(self, tutor: Tutor) -> None:
        """Both questions were answered, one of them a week ago."""
        tutor.journal.record(Answered("kit/what-frees", "typed", ("rotation",), Verdict.RIGHT, 3.0))

    def test_a_failed_try_brings_forward_what_it_teaches_once(self, tutor: Tutor, clock: Any) -> None:
        self.known(tutor)
        clock.advance(days=1)
        before = tutor.journal.memory("kit/what-frees")
        assert before is not None
        assert before.due is not None
        assert before.due > tutor.today
        playing = begin(tutor, "disk")
        take(playing, "Delete")
        after = tutor.journal.memory("kit/what-frees")
        assert after == replace(before, due=tutor.today)
        assert tutor.journal.memory("kit/what-fills") is None  # never answered: nothing to bring forward
        assert playing.look_back().brought_forward == 1
        playing.rewind(0)
        take(playing, "Delete")
        events = [one.event for one in tutor.journal.events()]
        assert sum(isinstance(event, BroughtForward) for event in events) == 1
        assert rebuild(tutor.journal).equal

    def test_a_passed_try_leaves_the_questions_alone(self, tutor: Tutor, clock: Any) -> None:
        self.known(tutor)
        clock.advance(days=1)
        playing = begin(tutor, "disk")
        take(playing, "See what", "Restart the replica")
        take_back = playing.look_back()
        assert (take_back.debrief.passed, take_back.brought_forward) == (True, 0)
        assert not any(isinstance(one.event, BroughtForward) for one in tutor.journal.events())

    def test_looking_back_names_what_helps_and_when_the_drill_returns(self, tutor: Tutor, clock: Any) -> None:
        playing = begin(tutor, "disk")
        take(playing, "Delete")
        back = playing.look_back()
        assert [(link.name, link.title, link.kind) for link in back.links] == [("kit/disk-full", "Disk full", "aid")]
        (row,) = drills(tutor)
        assert (row.state, row.endings_found, row.endings) == (DrillState.DONE, 1, 3)
        assert row.returns == back.returns
        clock.advance(days=2)
        assert drills(tutor)[0].state is DrillState.DUE

    def test_a_note_is_there_next_time(self, tutor: Tutor) -> None:
        playing = begin(tutor, "disk")
        take(playing, "Delete")
        assert playing.look_back().note == ""
        playing.note("  Look at what grows.  ")
        playing.note("   ")
        playing.again()
        take(playing, "Delete")
        assert playing.look_back().note == "Look at what grows."

    def test_only_what_is_new_counts_as_a_first_try(self, tutor: Tutor) -> None:
        playing = begin(tutor, "disk")
        take(playing, "Delete")
        assert playing.look_back().counted
        playing.again()
        take(playing, "See what", "Restart the replica")
        assert not playing.look_back().counted
        (row,) = drills(tutor)
        assert row.progress is not None
        assert (row.progress.tries, row.progress.first_tries) == (2, (("", False),))

    def test_an_ending_found_after_going_back_is_found_and_counts_for_nothing_else(self, tutor: Tutor) -> None:
        playing = begin(tutor, "disk")
        take(playing, "See what", "Restart the replica")
        before = tutor.journal.drill("kit/disk")
        playing.rewind(0)
        take(playing, "Delete")
        after = tutor.journal.drill("kit/disk")
        assert before is not None
        assert after == replace(before, endings=("saved", "wiped"))
        assert [one.event.first for one in tutor.journal.events() if isinstance(one.event, DrillEnded)] == [True, False]
        assert tutor.journal.day(tutor.today).drills == 1


def test_history_follows_a_drill_that_was_renamed(tutor: Tutor, opened: Open, pack: Path) -> None:
    take(begin(tutor, "disk"), "See what")
    (pack / "drills" / "disk.md").rename(pack / "drills" / "full.md")
    (pack / "pack.yaml").write_text("format: 1\npack: kit\ntitle: Kit\nrenamed: {disk: full}\n")
    again = begin(opened(), "full")
    assert again.scene.scene == "cause"
    assert again.play.play == begin(opened(), "full").play.play


def test_the_proof_of_a_drill_is_part_of_checking_its_pack(pack: Path) -> None:
    (checked,) = check([str(pack)], date(2026, 11, 22))
    assert [problem for problem in checked.problems if problem.place.path.startswith("drills/")] == []
    (pack / "drills" / "disk.md").write_text(TEACHES.replace("[x]", "[ ]").replace("-> page {minutes +10}", "-> page"))
    (checked,) = check([str(pack)], date(2026, 11, 22))
    found = [(problem.code, problem.place.path, problem.place.line) for problem in checked.problems]
    assert ("E653", "drills/disk.md", 10) in found
    assert ("W658", "drills/disk.md", 16) in found
