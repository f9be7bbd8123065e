"""The whole of it, as a learner lives it: a first start, a lesson, a miss that returns, and the next study day."""

from collections.abc import Callable

import pytest
from e2e.terminal import Terminal


@pytest.mark.usefixtures("never_here")
def test_from_the_first_start_to_the_reviews_of_another_day(tutor: Callable[..., Terminal]) -> None:
    with tutor() as terminal:
        terminal.wait_for("Tea kit")
        terminal.press("enter")  # starts the pack and opens its first lesson
        terminal.wait_for("Bitter tea is a morning gone wrong.")
        terminal.press("enter")
        terminal.wait_for("Let the kettle stand")
        terminal.press("enter")

        terminal.wait_for("How hot should the water be?")
        terminal.press("a")  # a miss
        terminal.wait_for("Not yet")
        terminal.wait_for("That burns the leaves.")
        terminal.press("enter")

        terminal.wait_for("Which tea must not boil?")
        terminal.press("g", "r", "e", "e", "n", "enter")
        terminal.wait_for("✓ Right")
        terminal.press("enter")

        terminal.wait_for("Green tea wants water")  # the sentence to keep
        terminal.press("enter")
        terminal.wait_for("How hot should the water be?")  # the miss returns
        terminal.press("b")
        terminal.wait_for("✓ Right")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert terminal.is_sane()

    with tutor("due") as terminal:
        terminal.wait_for("0 reviews due")
        assert terminal.wait_exit() == 1

    with tutor(days=5) as terminal:
        terminal.wait_for("2 reviews")
        terminal.press("enter")
        for _ in range(2):
            terminal.wait_until(lambda text: "How hot" in text or "Which tea" in text, "one of the two questions")
            if "How hot" in terminal.screen_text():
                terminal.press("b")
            else:
                terminal.press("g", "r", "e", "e", "n", "enter")
            terminal.wait_for("✓ Right")
            terminal.press("enter")
            terminal.wait_gone("✓ Right")
        terminal.wait_for("2 right")
        terminal.press("q")
        assert terminal.wait_exit() == 0

    with tutor("due", days=5) as terminal:
        terminal.wait_for("0 reviews due")


def test_stopping_in_the_middle_loses_nothing(tutor: Callable[..., Terminal]) -> None:
    with tutor() as terminal:
        terminal.wait_for("Tea kit")
        terminal.press("enter")
        terminal.wait_for("Bitter tea")
        terminal.press("enter")
        terminal.wait_for("Let the kettle stand")
        terminal.press("enter")
        terminal.wait_for("How hot should the water be?")
        terminal.press("a")
        terminal.wait_for("Not yet")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with tutor() as terminal:
        terminal.wait_for("1 review")  # the miss that was left open comes first
        terminal.press("enter")
        terminal.wait_for("How hot should the water be?")
        terminal.press("b")
        terminal.wait_for("✓ Right")


def test_what_is_typed_ahead_reaches_the_question_that_it_was_typed_for(tutor: Callable[..., Terminal]) -> None:
    """All keys in one write, as they come from a terminal that was slow: none is lost, none meant for what is gone."""
    with tutor() as terminal:
        terminal.wait_for("Tea kit")
        terminal.send(b"\r\r\rb\r" + b"green\r")
        terminal.wait_for("Which tea must not boil?")
        terminal.wait_for("✓ Right")
        terminal.send(b"\r\r")
        terminal.wait_for("2 answers, 2 right")
