"""A job aid in use: its ticks survive, and belong to one task."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tutor.errors import TutorError
from tutor.model.items import Aid, Checklist, Tick
from tutor.model.text import Run
from tutor.places import Places
from tutor.services.using import KEPT_DAYS, RESUMED_HOURS, Question, Use, ago, left_unfinished, line_keys

ASKED = Question("how do I push", 1_000, 1, 20)
HOUR = 3_600_000


class Now:
    """A clock in ms that moves when told."""

    def __init__(self) -> None:
        self.ms = 10_000

    def __call__(self) -> int:
        return self.ms


@pytest.fixture
def now() -> Now:
    return Now()


def aid(*lines: str) -> Aid:
    return Aid(pack="kit", id="push", title="Push", body=Checklist((tuple(Tick((Run(line),)) for line in lines),)))


PUSH = aid("fetch", "look", "look")


def test_ticks_are_resumed_with_their_question(places: Places, now: Now) -> None:
    use = Use(places, PUSH, ASKED, now)
    use.put(use.keys[1], done=True)
    now.ms += HOUR
    again = Use(places, PUSH, Question("", now.ms), now)
    assert again.resumed
    assert again.done == {use.keys[1]}
    assert (again.question, again.left) == ("how do I push", 10_000)
    assert again.seconds == (now.ms - ASKED.at) / 1000


def test_nothing_done_leaves_nothing(places: Places, now: Now) -> None:
    Use(places, PUSH, ASKED, now)
    assert not os.path.exists(places.uses)
    assert left_unfinished(places, now) == []


def test_a_use_left_long_ago_is_offered_and_not_resumed(places: Places, now: Now) -> None:
    """Ticks of another day would say that something was looked at today."""
    use = Use(places, PUSH, ASKED, now)
    use.put(use.keys[0], done=True)
    now.ms += RESUMED_HOURS * HOUR
    again = Use(places, PUSH, Question("again", now.ms), now)
    assert not again.resumed
    assert not again.done
    assert again.before is not None
    again.take_up()
    assert again.done == {use.keys[0]}
    assert again.before is None
    assert again.question == "how do I push"


def test_a_use_gone_through_to_its_end_begins_again(places: Places, now: Now) -> None:
    use = Use(places, PUSH, ASKED, now)
    for key in use.keys:
        use.put(key, done=True)
    again = Use(places, PUSH, ASKED, now)
    assert not again.resumed
    assert not again.done
    assert again.before is None


def test_starting_afresh_and_the_outcome_forget_it(places: Places, now: Now) -> None:
    use = Use(places, PUSH, ASKED, now)
    use.put(use.keys[0], done=True)
    use.put(use.keys[1], done=True)
    use.put(use.keys[1], done=False)
    assert use.done == {use.keys[0]}
    use.afresh()
    assert not use.done
    assert left_unfinished(places, now) == []
    use.fill("who", "Ada")
    use.end()
    assert left_unfinished(places, now) == []


def test_lines_are_known_by_their_text(places: Places, now: Now) -> None:
    assert len(set(line_keys(PUSH))) == 3  # two of them say the same
    use = Use(places, PUSH, ASKED, now)
    use.put(use.keys[0], done=True)
    changed = aid("look", "fetch", "push")
    again = Use(places, changed, ASKED, now)
    assert again.done == {again.keys[1]}
    assert Use(places, aid("other"), ASKED, now).done == frozenset()


def test_what_was_left_is_listed_newest_first_and_forgotten_in_time(places: Places, now: Now) -> None:
    for name in ("one", "two"):
        use = Use(places, replace(PUSH, id=name), ASKED, now)
        use.put(use.keys[0], done=True)
        now.ms += HOUR
    assert [(left.aid, left.done, left.of) for left in left_unfinished(places, now)] == [
        ("kit/two", 1, 3),
        ("kit/one", 1, 3),
    ]
    now.ms += KEPT_DAYS * 24 * HOUR
    assert left_unfinished(places, now) == []
    assert os.listdir(os.path.join(places.uses, "kit")) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"question": 1}', '{"done": 3}', '{"fields": []}'])
def test_a_file_that_is_damaged_is_none(places: Places, now: Now, text: str) -> None:
    path = Path(places.uses, "kit", "push.json")
    path.parent.mkdir(parents=True)
    path.write_text(text)
    use = Use(places, PUSH, ASKED, now)
    assert not use.resumed
    use.put(use.keys[0], done=True)
    assert Use(places, PUSH, ASKED, now).resumed


def test_a_folder_that_cannot_be_written_is_said_once_and_the_ticks_hold(places: Places, now: Now) -> None:
    Path(places.state).parent.mkdir(parents=True, exist_ok=True)
    Path(places.state).write_text("no folder")
    use = Use(places, PUSH, ASKED, now)
    with pytest.raises(TutorError, match="cannot be kept"):
        use.put(use.keys[0], done=True)
    use.put(use.keys[1], done=True)
    assert use.done == {use.keys[0], use.keys[1]}


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (-5, "a moment ago"),
        (59_999, "a moment ago"),
        (60_000, "1 minute ago"),
        (59 * 60_000, "59 minutes ago"),
        (HOUR, "1 hour ago"),
        (47 * HOUR, "1 day ago"),
        (72 * HOUR, "3 days ago"),
    ],
)
def test_how_long_ago(ms: int, words: str) -> None:
    assert ago(1_000, 1_000 + ms) == words
