"""How far the bar beside a part of a drill's state goes."""

import pytest
from drill_values import choice, drill, scene

from tutor.model.conditions import Compared, Effect
from tutor.model.drills import Drill, Ending, FailRule
from tutor.services.drill_gauges import limits


def with_trust(*effects: Effect) -> Drill:
    """A drill that begins with a trust of 2, and is lost at 0."""
    return drill(
        scene("talk", choice("Listen", "talk", *effects), choice("Shout", "talk", Effect("trust", -1, adds=True))),
        scene("end", ending=Ending.PASS),
        state=(("trust", 2),),
        show=("trust",),
        fail=(FailRule("nobody listens", "nobody-listens", Compared("trust", "<=", 0)),),
    )


def test_what_only_falls_goes_from_its_start_to_where_the_play_ends() -> None:
    assert limits(with_trust()) == {"trust": (0, 2)}
    assert limits(with_trust(Effect("trust", 2))) == {"trust": (0, 2)}


@pytest.mark.parametrize("effect", [Effect("trust", 1, adds=True), Effect("trust", 3)])
def test_what_may_rise_above_its_start_has_no_highest(effect: Effect) -> None:
    """Otherwise a gauge would say 3 of 2."""
    assert limits(with_trust(effect)) == {}
