"""Looking back: what was chosen beside what was best, what was found, what there still is to find."""

from dataclasses import replace

from drill_values import DISK, choice, drill, drills, scene
from hypothesis import given, strategies as st

from tutor.learning.drill_debrief import Debrief, debrief
from tutor.learning.drill_log import history
from tutor.learning.drill_play import Player
from tutor.model.conditions import Effect
from tutor.model.drills import Drill, Ending
from tutor.model.events import DrillEvent
from tutor.packs.reading import read_file


def disk() -> Drill:
    item = read_file("p", "drills/disk.md", DISK.encode()).item
    assert isinstance(item, Drill)
    return item


def looked_back(one: Drill, *plays: str) -> Debrief:
    """The debrief after plays, each a row of choices by their first words; `<` goes back to the beginning."""
    player = Player(one, seed=1)
    events: tuple[DrillEvent, ...] = ()
    for turn, texts in enumerate(plays):
        play, more = player.begin(f"p{turn}", turn)
        events += more
        for text in texts.split(", "):
            if text == "<":
                play, more = player.rewind(play, 0)
            else:
                choices = player.choices(play)
                place = next(place for place, each in enumerate(choices) if each.source.startswith(text))
                play, more = player.choose(play, place)
            events += more
    return debrief(one, play, history(events))


def test_each_decision_stands_beside_the_best_path_from_there() -> None:
    back = looked_back(disk(), "Restart what, Restart the database")
    assert [fork.number for fork in back.forks] == [1, 2]
    first, second = back.forks
    assert first.choice is not None
    assert not first.was_best
    assert [step.choice.source for step in first.best] == ["See what is growing", "Restart the replica"]
    assert first.choice.why
    assert (first.before, first.after) == (
        (("minutes", 0), ("looked", False)),
        (("minutes", 12), ("looked", False)),
    )
    assert second.best == ()  # nobody looked: there is no good way left
    assert not back.passed


def test_the_best_path_is_known_as_such() -> None:
    back = looked_back(disk(), "See, Restart the replica")
    assert [fork.was_best for fork in back.forks] == [True, True]
    assert back.passed


def test_a_detour_that_still_leads_there_is_not_the_best() -> None:
    back = looked_back(disk(), "Wait, See, Restart the replica")
    assert [fork.was_best for fork in back.forks] == [False, True, True]


def test_the_state_over_time_stands_for_the_path_that_was_kept() -> None:
    back = looked_back(disk(), "Wait, <, See, Restart the replica")
    assert [(curve.name, curve.values, curve.shown) for curve in back.curves] == [
        ("minutes", (0, 3, 13), True),
        ("looked", (False, True, True), False),
    ]
    assert back.rewinds == 1


def test_endings_are_counted_and_named_only_when_found() -> None:
    back = looked_back(disk(), "Delete, <, See, Restart the replica")
    assert back.found == 2
    views = {view.ending: view for view in back.endings}
    assert (views["wiped"].title, views["wiped"].found, views["wiped"].here) == ("Evidence gone", True, False)
    assert (views["saved"].title, views["saved"].here) == ("Saved", True)
    assert (views["out-of-time"].title, views["out-of-time"].found) == ("", False)


def test_the_map_draws_only_what_was_visited_in_any_play() -> None:
    back = looked_back(disk(), "See, Restart the replica", "Delete")
    drawn = {each.scene: each for each in back.map}
    assert set(drawn) == {"page", "cause", "wiped", "saved"}
    assert (drawn["page"].ways, drawn["page"].untried) == (("cause", "wiped"), 2)
    assert [each.scene for each in back.map if each.on_path] == ["page", "wiped"]
    assert back.unvisited == 0
    assert looked_back(disk(), "Delete").unvisited == 2


def test_an_ending_that_no_scene_tells_has_the_name_of_its_rule() -> None:
    back = looked_back(disk(), "Wait, Wait, Wait")
    assert (back.title, back.blocks, back.passed) == ("out of time", (), False)


def test_several_good_endings_are_weighed_against_each_other() -> None:
    two = drill(
        scene("s", choice("fast", "now", Effect("cost", 9), sound=True), choice("slow", "later", sound=True)),
        scene("now", ending=Ending.PASS),
        scene("later", ending=Ending.PASS),
        state=(("cost", 1),),
        show=("cost",),
    )
    back = looked_back(two, "fast", "slow")
    assert [(each.title, each.state) for each in back.trade_offs] == [
        ("Now", (("cost", 9),)),
        ("Later", (("cost", 1),)),
    ]
    assert looked_back(disk(), "See, Restart the replica").trade_offs == ()


def test_time_that_ran_out_is_a_decision_too() -> None:
    timed = drill(
        scene("s", choice("go", "good", sound=True), seconds=5, late="bad"),
        scene("good", ending=Ending.PASS),
        scene("bad", ending=Ending.FAIL),
    )
    player = Player(timed, 1)
    begun = player.begin("p", 0)
    turn = player.run_out(begun.play)
    (fork,) = debrief(timed, turn.play, history((*begun.events, *turn.events))).forks
    assert fork.choice is None
    assert not fork.was_best
    assert [step.choice.source for step in fork.best] == ["go"]


def test_a_choice_that_its_author_took_out_leaves_the_rest_to_look_at() -> None:
    player = Player(disk(), 1)
    begun = player.begin("p", 0)
    place = next(place for place, each in enumerate(player.choices(begun.play)) if each.source.startswith("Delete"))
    turn = player.choose(begun.play, place)
    page = disk().scenes[0]
    kept = tuple(each for each in page.choices if not each.source.startswith("Delete"))
    changed = replace(disk(), scenes=(replace(page, choices=kept), *disk().scenes[1:]))
    back = debrief(changed, turn.play, history((*begun.events, *turn.events)))
    assert back.forks[0].choice is None
    assert back.forks[0].best


@given(drills(), st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_a_best_path_is_never_longer_after_a_best_choice(one: Drill, places: list[int]) -> None:
    player = Player(one, 1)
    play, events = player.begin("p", 0)
    for place in places:
        play, more = player.choose(play, place, 1.0, True)
        events += more
    back = debrief(one, play, history(events))
    for fork, following in zip(back.forks, back.forks[1:], strict=False):
        if fork.was_best:
            assert len(fork.best) >= 1
            assert _unsound(fork) >= _unsound(following)
    assert len(back.forks) == len(play.taken)


def _unsound(fork) -> int:  # type: ignore[no-untyped-def]
    return sum(not step.choice.sound for step in fork.best)
