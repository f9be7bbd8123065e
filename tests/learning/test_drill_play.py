"""A play is what its log says, nothing that a learner does makes it fail, and going back costs nothing."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from drill_values import DISK, choice, drill, drills, scene
from hypothesis import given, strategies as st

from tutor.journal.codec import decode, encode
from tutor.learning.drill_log import AFTER_FAILURE, AFTER_FIRST_PASS, history, played, replayed
from tutor.learning.drill_play import Player, Turn
from tutor.model.conditions import Compared, Effect, Flag
from tutor.model.drills import Drill, Ending, FailRule, LabHandover
from tutor.model.events import DrillBegan, DrillChose, DrillEnded, DrillEvent, DrillNoted, DrillRewound
from tutor.model.knowledge import DrillProgress, Play
from tutor.packs.reading import read_file

moves = st.lists(
    st.tuples(st.sampled_from(("choose", "choose", "choose", "late", "rewind")), st.integers(-1, 6), st.booleans()),
    max_size=25,
)


def disk() -> Drill:
    item = read_file("p", "drills/disk.md", DISK.encode()).item
    assert isinstance(item, Drill)
    return item


def move(player: Player, play: Play, kind: str, number: int, solved: bool) -> Turn:
    if kind == "choose":
        return player.choose(play, number, 2.0, solved)
    return player.run_out(play, 20.0) if kind == "late" else player.rewind(play, number)


def named(player: Player, play: Play, text: str) -> Turn:
    """Takes the choice with that text."""
    place = next(place for place, one in enumerate(player.choices(play)) if one.source == text)
    return player.choose(play, place)


def through_the_journal(events: Sequence[DrillEvent]) -> list[DrillEvent]:
    """Events as they come back from disk."""
    rows = [decode((1, "aaaa0001", 1, 1, 0, *encode(event))) for event in events]
    return [row.event for row in rows if row is not None]  # type: ignore[misc]


@given(drills(), moves, st.integers(0, 99))
def test_any_sequence_of_choices_and_rewinds_is_what_the_log_rebuilds(
    one: Drill, steps: list[tuple[str, int, bool]], seed: int
) -> None:
    player = Player(one, seed)
    play, events = player.begin("here-1", 0)
    for step in steps:
        before = play
        play, more = move(player, play, *step)
        events += more
        assert (play == before) == (not more)
        assert bool(play.ending) == (not player.choices(play) and play.ending != "")
    again = through_the_journal(events)
    assert again == list(events)
    assert replayed(again) == play
    assert history(again).play == play


@given(drills(), moves, st.integers(0, 99))
def test_a_play_that_is_resumed_goes_on_as_if_it_had_not_been_left(
    one: Drill, steps: list[tuple[str, int, bool]], seed: int
) -> None:
    player = Player(one, seed)
    play, events = player.begin("here-1", 0)
    for step in steps:
        play, more = move(player, play, *step)
        events += more
    left = replayed(events)
    assert left is not None
    assert Player(one, seed).resume(left, "here-2") == Turn(left)
    assert Player(one, seed).choices(left) == player.choices(play)


@given(drills(), moves, st.integers(0, 99))
def test_rewinds_are_never_counted_against_anybody(one: Drill, steps: list[tuple[str, int, bool]], seed: int) -> None:
    """Going back and doing the same again comes to the same as never having gone back."""
    player = Player(one, seed)
    play, straight = player.begin("here-1", 0)
    detours: tuple[DrillEvent, ...] = straight
    for step in steps:
        if step[0] == "rewind":
            continue
        before = play
        play, more = move(player, play, *step)
        straight += more
        detours += more
        back = player.rewind(play, len(before.taken))
        if more and not play.ending and back.events:
            repeated = move(player, back.play, *step)
            detours += (*back.events, *repeated.events)
            assert replace(repeated.play, rewinds=0) == replace(play, rewinds=0)
            play = repeated.play
    known = [DrillProgress("p/d"), DrillProgress("p/d")]
    for place, events in enumerate((straight, detours)):
        for event in events:
            known[place] = played(known[place], event, 20_000)
    assert known[0] == known[1]


def test_choices_stand_in_another_order_in_another_play_and_in_the_same_after_a_rewind() -> None:
    player = Player(disk(), seed=7)
    orders = {tuple(one.source for one in player.choices(player.begin(f"p{n}", n).play)) for n in range(12)}
    assert len(orders) > 3
    begun = player.begin("p", 0).play
    there = named(player, begun, "Wait for the day shift").play
    assert player.choices(player.rewind(there, 0).play) == player.choices(begun)


def test_a_choice_does_what_it_says_and_its_condition_hides_it() -> None:
    player = Player(disk(), seed=1)
    play = named(player, player.begin("p", 0).play, "See what is growing").play
    assert (play.scene, play.state) == ("cause", (("minutes", 3), ("looked", True)))
    assert {one.source for one in player.choices(play)} == {"Restart the replica", "Restart the database"}
    blind = named(player, player.begin("p", 0).play, "Restart what the runbook names").play
    assert [one.source for one in player.choices(blind)] == ["Restart the database"]
    won = named(player, play, "Restart the replica")
    assert (won.play.ending, won.play.passed) == ("saved", True)
    assert player.choices(won.play) == ()
    assert [type(event) for event in won.events] == [DrillChose, DrillEnded]


def test_fail_rules_are_tested_in_order_after_each_choice_even_at_an_ending() -> None:
    player = Player(disk(), seed=1)
    play = player.begin("p", 0).play
    for _ in range(3):
        play = named(player, play, "Wait for the day shift").play
    assert (play.ending, play.passed, play.scene) == ("out-of-time", False, "out-of-time")
    assert player.scene(play) is None
    rules = (
        FailRule("first", "first", Compared("n", ">", 1)),
        FailRule("second", "second", Compared("n", ">", 0)),
    )
    both = drill(scene("s", choice("go", "good", Effect("n", 2))), scene("good", ending=Ending.PASS), state=(("n", 0),))
    ended = named(Player(replace(both, fail=rules), 1), Player(both, 1).begin("p", 0).play, "go").play
    assert (ended.ending, ended.passed) == ("first", False)


def test_only_the_first_ending_of_a_play_tells_how_the_try_went() -> None:
    player = Player(disk(), seed=1)
    lost = named(player, player.begin("p", 0).play, "Delete the oldest logs")
    back = player.rewind(lost.play, 0)
    won = named(player, named(player, back.play, "See what is growing").play, "Restart the replica")
    ends = [event for event in (*lost.events, *won.events) if isinstance(event, DrillEnded)]
    assert [(event.passed, event.first) for event in ends] == [(False, True), (True, False)]


def test_when_the_seconds_run_out_the_play_goes_where_the_author_says() -> None:
    timed = drill(
        scene("s", choice("go", "good"), seconds=20, late="bad"),
        scene("good", ending=Ending.PASS),
        scene("bad", ending=Ending.FAIL),
    )
    player = Player(timed, 1)
    turn = player.run_out(player.begin("p", 0).play, 20.5)
    assert turn.play.ending == "bad"
    assert turn.play.taken[0].choice == ""
    assert player.run_out(turn.play, 1.0) == Turn(turn.play)


@pytest.mark.parametrize(("solved", "scene_after"), [(True, "good"), (False, "bad")])
def test_a_lab_gives_the_play_back_to_one_of_two_scenes(solved: bool, scene_after: str) -> None:
    through = drill(
        scene("s", choice("try it", LabHandover("p/lab", "good", "bad"))),
        scene("good", ending=Ending.PASS),
        scene("bad", ending=Ending.FAIL),
    )
    player = Player(through, 1)
    play = player.choose(player.begin("p", 0).play, 0, 60.0, solved).play
    assert (play.ending, play.taken[0].lab) == (scene_after, "solved" if solved else "unsolved")


def with_variants() -> Drill:
    return drill(
        *(scene("s", choice("go", "good"), variant=variant) for variant in ("", "b", "c")),
        scene("good", ending=Ending.PASS),
    )


def test_variants_are_drawn_from_the_seed_and_those_never_seen_come_first() -> None:
    player = Player(with_variants(), seed=3)
    assert len({player.begin("p", turn).play.variant for turn in range(20)}) == 3
    assert player.begin("p", 4).play.variant == player.begin("q", 4).play.variant
    seen = {"s~", "s~c"}
    assert {Player(with_variants(), 3, seen).begin("p", turn).play.variant for turn in range(9)} == {"b"}
    ended = player.choose(player.begin("p", 0).play, 0).events[-1]
    assert isinstance(ended, DrillEnded)
    assert ended.shown == (f"s~{player.begin('p', 0).play.variant}",)


class TestComingBack:
    def test_sooner_after_a_failure_and_ever_later_after_success(self) -> None:
        known = DrillProgress("p/d")
        days = []
        for passed in (False, True, True, True):
            known = played(known, DrillEnded("p/d", "x", "e", passed), known.due or 0)
            days.append(known.interval)
        assert days == [AFTER_FAILURE, AFTER_FIRST_PASS, 18, 45]

    def test_a_repetition_before_its_day_moves_nothing(self) -> None:
        once = played(DrillProgress("p/d"), DrillEnded("p/d", "x", "e", True), 100)
        twice = played(once, DrillEnded("p/d", "y", "f", False), 101)
        assert (twice.due, twice.interval, twice.first_tries) == (once.due, once.interval, once.first_tries)
        assert (twice.ended, twice.passed, twice.endings) == (2, 1, ("e", "f"))

    def test_a_variant_never_seen_counts_whenever_it_comes(self) -> None:
        once = played(DrillProgress("p/d"), DrillEnded("p/d", "x", "e", True, shown=("s~",)), 100)
        new = played(once, DrillEnded("p/d", "y", "e", False, shown=("s~b",)), 101)
        assert new.first_tries == (("", True), ("s~", True), ("s~b", False))
        assert new.due == 101 + AFTER_FAILURE


class TestAfterTheDrillWasChanged:
    def at_cause(self) -> Play:
        player = Player(disk(), seed=1)
        return named(player, player.begin("p", 0).play, "See what is growing").play

    def changed(self, old: str, new: str) -> Drill:
        assert old in DISK
        item = read_file("p", "drills/disk.md", DISK.replace(old, new).encode()).item
        assert isinstance(item, Drill)
        return item

    def test_other_words_in_a_scene_change_nothing(self) -> None:
        player = Player(self.changed("Writes stop at 100%.", "Writes stop soon."), 1)
        assert player.resume(self.at_cause(), "q") == Turn(self.at_cause())

    def test_it_goes_on_at_a_checkpoint_that_still_exists(self) -> None:
        turn = Player(self.changed("minutes +12", "minutes +11"), 1).resume(self.at_cause(), "q")
        assert (turn.play.scene, turn.play.state) == ("cause", (("minutes", 3), ("looked", True)))
        assert isinstance(turn.events[0], DrillBegan)
        assert turn.events[0].resumed
        assert played(DrillProgress("p/d", tries=1), turn.events[0], 1).tries == 1

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (" .checkpoint", ""),
            ("looked: false}", "looked: false, risk: 0}"),
            ("{minutes: 0, looked: false}", "{looked: false, minutes: 0}"),
        ],
    )
    def test_else_at_its_beginning(self, old: str, new: str) -> None:
        turn = Player(self.changed(old, new), 1).resume(self.at_cause(), "q")
        assert (turn.play.scene, turn.play.play) == ("page", "q")


def test_events_of_another_play_leave_the_open_one_alone() -> None:
    player = Player(disk(), seed=1)
    play, events = player.begin("here-1", 0)
    other = [
        DrillChose("p/disk", "there-1", "page", "1:aa", "wiped"),
        DrillRewound("p/disk", "there-1", 0),
        DrillEnded("p/disk", "there-1", "wiped", False),
        DrillNoted("p/disk", "look first"),
    ]
    assert replayed([*events, *other]) == play
    assert replayed(other) is None


def test_a_scene_without_a_way_on_can_only_be_left_backwards() -> None:
    trap = drill(scene("s", choice("go", "t")), scene("t", choice("out", "s", condition=Flag("looked"))))
    player = Player(trap, 1)
    play = player.choose(player.begin("p", 0).play, 0).play
    assert player.choices(play) == ()
    assert player.choose(play, 0) == Turn(play)
    assert player.rewind(play, 0).play.scene == "s"
