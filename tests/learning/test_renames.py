"""Where history goes when ids were renamed."""

from collections.abc import Callable

from hypothesis import given, strategies as st

from tutor.learning.renames import followed

NAMES = st.sampled_from([f"p/{letter}" for letter in "abcdef"])


def alive(*names: str) -> Callable[[str], bool]:
    return lambda name: name in names


def test_history_goes_to_the_end_of_a_chain() -> None:
    chain = [("p/a", "p/b"), ("p/b", "p/c")]
    assert followed(chain, alive("p/c")) == [("p/a", "p/c"), ("p/b", "p/c")]


def test_a_living_name_keeps_its_history() -> None:
    assert followed([("p/a", "p/b")], alive("p/a", "p/b")) == []
    assert followed([("p/a", "p/b"), ("p/b", "p/c")], alive("p/b", "p/c")) == [("p/a", "p/b")]


def test_what_leads_nowhere_or_in_a_circle_keeps_its_history() -> None:
    assert followed([("p/a", "p/b")], alive()) == []
    assert followed([("p/a", "p/b"), ("p/b", "p/a"), ("p/c", "p/a"), ("p/d", "p/d")], alive()) == []


@given(st.dictionaries(NAMES, NAMES), st.sets(NAMES))
def test_every_rename_that_is_obeyed_leads_from_a_dead_name_to_a_living_one(
    renamed: dict[str, str], living: set[str]
) -> None:
    obeyed = followed(renamed.items(), living.__contains__)
    assert all(old in renamed and old not in living and new in living for old, new in obeyed)
    assert followed([*obeyed], living.__contains__) == obeyed
