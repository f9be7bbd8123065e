"""Which drill Today offers, and that it never takes the place of a review."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from drill_values import DISK

from tutor.model.events import Answered, LessonRead, PackChanged, PackState, Verdict
from tutor.places import Places
from tutor.services.drill_states import DrillState, waiting_drill
from tutor.services.drilling import Playing, begin
from tutor.services.opening import Tutor, open_tutor
from tutor.services.today import TodayRow, today

LESSON = """\
---
title: Disks
why: They fill up.
essence: Look first.
minutes: 2
---
Look first.

## What comes first? {#what-first}
- = a look
"""


@pytest.fixture
def tutor(places: Places, write_pack: Callable[..., Path], clock: Any) -> Iterator[Tutor]:
    """Two drills behind a lesson, and a pack of one drill and nothing to read."""
    files = {
        "pack.yaml": "format: 1\npack: kit\ntitle: Kit\norder: [disks, disk, second]\n",
        "lessons/disks.md": LESSON,
        "drills/disk.md": DISK,
        "drills/second.md": DISK.replace("Disk almost full at 03:12", "The second disk"),
    }
    write_pack(Path(places.shipped) / "kit", files)
    write_pack(Path(places.shipped) / "loose", {"drills/alone.md": DISK.replace("Disk almost", "Alone, almost")})
    opened = open_tutor(where=places, here=places.shipped, clock=clock)
    yield opened
    opened.close()


def change(tutor: Tutor, pack: str, state: PackState) -> None:
    tutor.journal.record(PackChanged(pack, state))


def read(tutor: Tutor) -> None:
    """The lesson of the kit is read, and its question known."""
    tutor.journal.record(
        LessonRead("kit/disks", 1, 60.0, finished=True),
        Answered("kit/what-first", "typed", ("a look",), Verdict.RIGHT, 3.0),
    )


def take(playing: Playing, *texts: str) -> None:
    for text in texts:
        choices = playing.scene.choices
        playing.choose(next(place for place, one in enumerate(choices) if one.source.startswith(text)), 3.0)


def offered(tutor: Tutor, minutes: int = 5) -> TodayRow | None:
    return next((row for row in today(tutor, minutes).rows if row.kind == "drill"), None)


def test_a_new_drill_waits_until_a_lesson_of_its_pack_was_read(tutor: Tutor) -> None:
    assert offered(tutor) is None
    change(tutor, "kit", PackState.STARTED)
    assert offered(tutor) is None
    read(tutor)
    row = offered(tutor)
    assert row is not None
    assert (row.name, row.title, row.about, row.why) == (
        "kit/disk", "Disk almost full at 03:12", "drill", "not tried yet",
    )  # fmt: skip
    assert row.minutes > 0
    assert not row.fits


def test_a_pack_without_lessons_offers_its_drill_at_once(tutor: Tutor) -> None:
    change(tutor, "loose", PackState.STARTED)
    row = offered(tutor)
    assert row is not None
    assert row.name == "loose/alone"


def test_one_that_was_left_comes_before_a_new_one_and_one_that_is_due_before_both(tutor: Tutor, clock: Any) -> None:
    change(tutor, "kit", PackState.STARTED)
    read(tutor)
    begin(tutor, "kit/second")
    row = offered(tutor)
    assert row is not None
    assert (row.name, row.why) == ("kit/second", "left in the middle")
    take(begin(tutor, "kit/disk"), "Delete")
    clock.advance(days=2)
    row = offered(tutor)
    assert row is not None
    assert (row.name, row.why) == ("kit/disk", "due again")


def test_a_drill_that_is_done_is_not_offered_before_its_day(tutor: Tutor) -> None:
    change(tutor, "loose", PackState.STARTED)
    take(begin(tutor, "alone"), "Delete")
    assert offered(tutor) is None


def test_a_paused_pack_gives_back_what_was_begun_and_nothing_new_and_a_stopped_one_neither(tutor: Tutor) -> None:
    change(tutor, "loose", PackState.PAUSED)
    assert offered(tutor) is None
    begin(tutor, "alone")
    assert waiting_drill(tutor, set(), {"loose"}) is not None
    assert offered(tutor) is not None
    change(tutor, "loose", PackState.STOPPED)
    assert offered(tutor) is None


def test_reviews_and_lessons_stand_before_the_drill(tutor: Tutor, clock: Any) -> None:
    change(tutor, "kit", PackState.STARTED)
    read(tutor)
    take(begin(tutor, "kit/disk"), "Delete")
    clock.advance(days=40)
    view = today(tutor, 1)
    assert view.due_now == 1
    assert [row.kind for row in view.rows] == ["reviews", "drill"]
    assert DrillState(view.rows[-1].why) is DrillState.DUE
