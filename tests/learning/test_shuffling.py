"""What is shown in which order: shuffled, yet always the same for the same seed, question and turn."""

from hypothesis import given, strategies as st

from tutor.learning.shuffling import shown, shown_order, shown_steps
from tutor.model.questions import Choice, Match, Option, Order, Pair, Recall

NAMES = st.text(max_size=20)
SEEDS = st.integers(0, 2**53)
TURNS = st.integers(0, 1000)


def option(text: str, right: bool = False) -> Option:
    return Option(text, (), right)


@given(st.integers(0, 12), SEEDS, NAMES, TURNS)
def test_every_position_is_shown_once(count: int, seed: int, name: str, turn: int):
    order = shown_order(count, seed, name, turn)
    assert sorted(order) == list(range(count))
    assert order == shown_order(count, seed, name, turn)


@given(st.lists(st.sampled_from("abc"), max_size=7), SEEDS, NAMES, TURNS)
def test_steps_never_stand_in_their_right_order(steps: list[str], seed: int, name: str, turn: int):
    order = shown_steps(steps, seed, name, turn)
    assert sorted(order) == list(range(len(steps)))
    put = [steps[index] for index in order]
    assert (put == steps) == (len(set(steps)) < 2)


def test_orders_are_the_same_on_every_machine():
    assert [shown_order(5, 42, "git-rescue/hard-survives", turn) for turn in range(4)] == GOLDEN


def test_seed_question_and_turn_each_change_the_order():
    one = {shown_order(6, seed, "p/q", 0) for seed in range(20)}
    two = {shown_order(6, 0, f"p/q{name}", 0) for name in range(20)}
    three = {shown_order(6, 0, "p/q", turn) for turn in range(20)}
    assert min(len(one), len(two), len(three)) > 15


def test_every_order_of_three_options_comes_up():
    assert len({shown_order(3, 7, "p/q", turn) for turn in range(100)}) == 6


def test_each_kind_of_question_shows_what_it_has():
    options = (option("one", True), option("two"), option("three"), option("four"))
    choice = Choice(pack="p", id="c", home="h", prompt=(), options=options)
    assert {tuple(sorted(shown(choice, 1, turn))) for turn in range(9)} == {(0, 1, 2, 3)}
    assert len({shown(choice, 1, turn) for turn in range(9)}) > 1

    fixed = Choice(pack="p", id="c", home="h", prompt=(), options=options, fixed=True)
    assert {shown(fixed, seed, turn) for seed in range(9) for turn in range(9)} == {(0, 1, 2, 3)}

    order = Order(pack="p", id="o", home="h", prompt=(), steps=(option("first"), option("second")))
    assert {shown(order, seed, turn) for seed in range(9) for turn in range(9)} == {(1, 0)}

    pairs = (
        Pair(option("-d"), option("delete")),
        Pair(option("-D"), option("delete")),
        Pair(option("-m"), option("move")),
    )
    match = Match(pack="p", id="m", home="h", prompt=(), pairs=pairs)
    assert {shown(match, 1, turn) for turn in range(20)} == {(0, 1), (1, 0)}

    assert shown(Recall(pack="p", id="r", home="h", prompt=()), 1, 1) == ()


GOLDEN = [(2, 4, 1, 3, 0), (1, 0, 2, 3, 4), (4, 1, 2, 3, 0), (2, 3, 1, 0, 4)]
