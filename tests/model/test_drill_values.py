"""State, conditions and effects as values; what a drill is told apart by."""

from dataclasses import replace

import pytest
from drill_values import choice, conditions, drill, scene
from hypothesis import given, strategies as st

from tutor.model.conditions import (
    LARGEST,
    Both,
    Compared,
    Condition,
    Effect,
    Either,
    Flag,
    Negated,
    after,
    effect_of,
    holds,
    names_in,
)
from tutor.model.drills import Drill, Ending, FailRule

effects = st.one_of(
    st.builds(Effect, st.sampled_from(("n", "risk-level")), st.integers(-LARGEST, LARGEST), st.booleans()),
    st.builds(Effect, st.sampled_from(("looked", "told_team")), st.booleans()),
)


@given(effects)
def test_an_effect_is_read_from_what_it_is_written_as(effect: Effect) -> None:
    assert effect_of(effect.written) == effect


@pytest.mark.parametrize("text", ["", "n +", "n ** 2", "n + 1 2", "not"])
def test_what_is_no_effect_is_none_or_a_name(text: str) -> None:
    assert effect_of(text) in (None, Effect("not", True))


@given(st.lists(effects, max_size=6))
def test_the_state_stays_within_its_limits(many: list[Effect]) -> None:
    state = after((("n", 0), ("looked", False)), tuple(many))
    assert all(abs(int(value)) <= LARGEST for _, value in state)
    assert [name for name, _ in state][:2] == ["n", "looked"]


@given(conditions, st.integers(-5, 5), st.booleans())
def test_not_is_the_opposite_and_nothing_raises(condition: Condition, n: int, looked: bool) -> None:
    values = {"n": n, "looked": looked}
    assert holds(condition, values) != holds(Negated(condition), values)
    assert holds(Both((condition, condition)), values) == holds(Either((condition, condition)), values)
    assert names_in(condition) <= {"n", "looked"}
    holds(condition, {})


def test_no_condition_always_holds() -> None:
    assert holds(None, {})
    assert not holds(Flag("looked"), {})


def small() -> Drill:
    return drill(
        scene("a", choice("go", "good", Effect("n", 1))),
        scene("good", ending=Ending.PASS),
        state=(("n", 0),),
        fail=(FailRule("too much", "too-much", Compared("n", ">", 3)),),
    )


def test_the_shape_changes_with_what_decides_how_a_play_goes_on() -> None:
    one = small()
    first = one.scenes[0]
    others = [
        replace(one, state=(("n", 1),)),
        replace(one, fail=()),
        replace(one, scenes=(replace(first, choices=(replace(first.choices[0], target="a"),)), *one.scenes[1:])),
        replace(one, scenes=(replace(first, choices=(replace(first.choices[0], source="stay"),)), *one.scenes[1:])),
        replace(one, scenes=(replace(first, checkpoint=True), *one.scenes[1:])),
    ]
    assert len({each.shape for each in (one, *others)}) == 6
    assert replace(one, title="Other", coach=True).shape == one.shape


def test_endings_are_those_of_scenes_and_of_rules_that_no_scene_tells() -> None:
    assert small().endings == (("good", Ending.PASS), ("too-much", Ending.FAIL))
    assert small().ending_title("too-much") == "too much"
    told = replace(small(), scenes=(*small().scenes, scene("too-much", ending=Ending.FAIL)))
    assert told.ending_title("too-much") == "Too-Much"
    assert len(told.endings) == 2


def test_a_variant_that_is_gone_is_another_one() -> None:
    assert small().scene("a", "b") == small().scenes[0]
    assert small().scene("nowhere") is None
