"""A decision table answered by questions: what is asked, and which row it comes to."""

from itertools import product

from hypothesis import given, strategies as st

from tutor.model.deciding import ANY, NONE_OF_THESE, Answers, Asked, fitting, next_asked, value_at
from tutor.model.items import Decision
from tutor.model.text import Run


def table(*rows: str, answers: tuple[int, ...] = (2,)) -> Decision:
    """Cells parted by blanks; the columns are named What, Pushed and Use."""
    cells = tuple(tuple((Run(cell),) for cell in row.split()) for row in rows)
    return Decision(((Run("What"),), (Run("Pushed"),), (Run("Use"),)), answers, cells)


UNDO = table("commit no reset", "commit yes revert", "merge * revert-m", "* * stop")


def test_columns_are_asked_from_the_left_with_their_values_in_order() -> None:
    assert next_asked(UNDO, ()) == Asked(0, ("commit", "merge"), other=True)
    assert next_asked(UNDO, ((0, "commit"),)) == Asked(1, ("no", "yes"), other=False), "nothing is beside yes and no"


def test_a_row_that_fits_whatever_else_holds_ends_the_questions() -> None:
    assert next_asked(UNDO, ((0, "merge"),)) is None
    assert fitting(UNDO, ((0, "merge"),))[0] == 2


def test_none_of_these_leaves_the_rows_for_any_value() -> None:
    assert fitting(UNDO, ((0, NONE_OF_THESE),)) == (3,)
    assert next_asked(UNDO, ((0, NONE_OF_THESE),)) is None


def test_a_column_that_tells_nothing_apart_is_not_asked() -> None:
    one = table("commit no reset", "merge no stop")
    assert next_asked(one, ()) == Asked(0, ("commit", "merge"), other=False)
    assert next_asked(one, ((0, "commit"),)) is None


def test_no_row_is_no_question() -> None:
    assert fitting(UNDO, ((0, "commit"), (0, "merge"))) == (3,)
    assert next_asked(table("commit no reset"), ((0, NONE_OF_THESE),)) is None


rows = st.lists(st.tuples(*[st.sampled_from(["a", "b", ANY])] * 2, st.sampled_from("xyz")).map(" ".join), min_size=1)


@given(rows, st.tuples(*[st.sampled_from(["a", "b", NONE_OF_THESE])] * 2))
def test_questions_come_to_the_row_that_reading_from_the_top_comes_to(cells: list[str], truth: tuple[str, str]) -> None:
    one = table(*cells)
    answers: Answers = ()
    while (asked := next_asked(one, answers)) is not None:
        assert asked.column not in [column for column, _ in answers]
        value = truth[asked.column]
        answers = (*answers, (asked.column, value if value in asked.values else NONE_OF_THESE))
    found = fitting(one, answers)
    first = [row for row in range(len(cells)) if all(value_at(one, row, n) in (ANY, truth[n]) for n in (0, 1))]
    if first:  # a condition that was not asked stands beside the answer, and never rules out the right row
        assert found[0] <= first[0]
        unasked = [n for n in (0, 1) if n not in dict(answers)]
        assert found[0] == first[0] or any(value_at(one, found[0], n) not in (ANY, truth[n]) for n in unasked)


def test_every_case_of_a_table_without_gaps_has_an_answer() -> None:
    for case in product(("commit", "merge", NONE_OF_THESE), ("no", "yes", NONE_OF_THESE)):
        assert fitting(UNDO, tuple(enumerate(case)))
