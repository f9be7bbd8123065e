"""Right or wrong, for each kind of question, and what is shown with the verdict."""

import unicodedata

import pytest
from hypothesis import assume, given, settings, strategies as st

from tutor.learning.grading import (
    given_choice,
    given_match,
    given_order,
    grade,
    is_beside_the_point,
    shown_answer,
    targets,
)
from tutor.model.events import Grade, Verdict
from tutor.model.questions import (
    Accepted,
    AcceptedNumber,
    Blank,
    Choice,
    Cloze,
    ExpectedWrong,
    Match,
    Option,
    Order,
    Pair,
    Question,
    Recall,
    Typed,
)
from tutor.model.text import Blocks, Paragraph, Run

WHY: Blocks = (Paragraph((Run("because"),)),)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)


def option(text: str, right: bool = False) -> Option:
    return Option(text, (Run(text),), right)


def choice(*options: Option) -> Choice:
    return Choice(pack="p", id="q", home="h", prompt=(), options=options)


def order(*steps: str) -> Order:
    return Order(pack="p", id="q", home="h", prompt=(), steps=tuple(option(step) for step in steps))


def match(*pairs: tuple[str, str]) -> Match:
    both = tuple(Pair(option(left), option(right)) for left, right in pairs)
    return Match(pack="p", id="q", home="h", prompt=(), pairs=both)


def typed(*accepted: Accepted | AcceptedNumber, wrong: tuple[ExpectedWrong, ...] = ()) -> Typed:
    return Typed(pack="p", id="q", home="h", prompt=(), accepted=accepted, expected_wrong=wrong)


def cloze(*blanks: str, wrong: tuple[ExpectedWrong, ...] = ()) -> Cloze:
    hidden = tuple(Blank((Accepted(text),)) for text in blanks)
    return Cloze(pack="p", id="q", home="h", prompt=(), blanks=hidden, expected_wrong=wrong)


def number(value: float, tolerance: float) -> Typed:
    return typed(AcceptedNumber(f"{value} +- {tolerance}", value, tolerance))


def is_right(question: Question, *answer: str) -> bool:
    return grade(question, answer).verdict is Verdict.RIGHT


# Choice


@given(st.lists(st.booleans(), min_size=1, max_size=9).filter(any), st.data())
def test_all_right_options_and_no_other_are_right(rights: list[bool], data: st.DataObject):
    question = choice(*(option(f"option {index}", right) for index, right in enumerate(rights)))
    chosen = data.draw(st.sets(st.integers(0, len(rights) - 1)))
    graded = grade(question, given_choice(question, chosen))
    assert graded.parts == tuple((index in chosen) == right for index, right in enumerate(rights))
    assert (graded.verdict is Verdict.RIGHT) == all(graded.parts)


def test_a_choice_tells_the_right_options():
    question = choice(option("a", True), option("b"), option("c", True))
    assert grade(question, given_choice(question, [1])).expected == ("a", "c")


def test_the_order_of_choosing_does_not_count():
    question = choice(option("a", True), option("b", True), option("c"))
    first, second, _ = (each.hash for each in question.options)
    assert is_right(question, second, first)
    assert given_choice(question, [1, 0, 1]) == (first, second)


def test_an_option_that_is_no_more_makes_a_choice_wrong():
    question = choice(option("a", True), option("b"))
    graded = grade(question, (question.options[0].hash, "1:0000000000000000"))
    assert (graded.verdict, graded.parts) == (Verdict.WRONG, (True, True))


# Order and match


@given(st.integers(2, 7).flatmap(lambda count: st.permutations(range(count))))
def test_only_the_right_order_is_right(put: list[int]):
    question = order(*(f"step {index}" for index in range(len(put))))
    graded = grade(question, given_order(question, put))
    assert graded.parts == tuple(index == place for place, index in enumerate(put))
    assert (graded.verdict is Verdict.RIGHT) == (put == sorted(put))


def test_equal_steps_may_change_places():
    question = order("push", "wait", "push")
    assert is_right(question, *given_order(question, [2, 1, 0]))


def test_too_few_and_too_many_steps_are_wrong():
    question = order("one", "two")
    first, second = given_order(question, [0, 1])
    assert grade(question, (first,)).parts == (True, False)
    assert not is_right(question, first, second, first)
    assert not is_right(question)


@given(st.lists(st.sampled_from(["staged", "unstaged", "gone"]), min_size=1, max_size=5), st.data())
def test_a_pair_is_right_whichever_of_equal_right_sides_was_meant(rights: list[str], data: st.DataObject):
    question = match(*((f"left {index}", right) for index, right in enumerate(rights)))
    sides = [side.source for side in targets(question)]
    assert sides == list(dict.fromkeys(rights))
    chosen = data.draw(st.lists(st.integers(0, len(sides) - 1), min_size=len(rights), max_size=len(rights)))
    graded = grade(question, given_match(question, chosen))
    assert graded.parts == tuple(sides[index] == right for index, right in zip(chosen, rights, strict=True))
    assert (graded.verdict is Verdict.RIGHT) == all(graded.parts)


def test_a_pair_left_open_is_wrong():
    question = match(("-d", "delete"), ("-m", "move"))
    graded = grade(question, given_match(question, [0, None]))
    assert (graded.verdict, graded.parts, graded.expected) == (
        Verdict.WRONG,
        (True, False),
        ("-d => delete", "-m => move"),
    )


# Typed


@pytest.mark.parametrize(
    "answer",
    ["git reflog", "GIT Reflog", "  git \t  reflog\n", "git\u00a0reflog"],
)
def test_case_and_runs_of_blanks_do_not_count(answer: str):
    assert is_right(typed(Accepted("git reflog")), answer)


@pytest.mark.parametrize("answer", ["gitreflog", "git ref log", "git reflog.", "", "   "])
def test_anything_else_counts(answer: str):
    assert not is_right(typed(Accepted("git reflog")), answer)


def test_exact_text_is_compared_letter_by_letter():
    question = typed(Accepted("git branch -d  x", exact=True))
    assert is_right(question, " git branch -d  x\n")
    for answer in ("git branch -D  x", "git branch -d x", "Git branch -d  x"):
        assert not is_right(question, answer)


def test_curly_quotes_equal_straight_ones_unless_exact():
    curly, straight = "it\u2019s \u201csafe\u201d", 'it\'s "safe"'
    assert is_right(typed(Accepted(straight)), curly)
    assert is_right(typed(Accepted(curly)), straight)
    assert not is_right(typed(Accepted(straight, exact=True)), curly)


def test_composed_and_decomposed_letters_are_the_same():
    for exact in (False, True):
        assert is_right(typed(Accepted("caf\u00e9", exact)), "cafe\u0301")


def test_nothing_typed_is_never_right():
    for exact in (False, True):
        assert not is_right(typed(Accepted(" ", exact)), " ")
    assert not is_right(typed(Accepted("a")))
    assert not is_right(typed(Accepted("a")), "a", "a")


@given(st.lists(WORDS, min_size=1, max_size=4), st.booleans(), st.sampled_from(["NFC", "NFD"]))
def test_an_accepted_form_typed_as_written_is_right(words: list[str], exact: bool, form: str):
    text = " ".join(words)
    question = typed(Accepted("another answer"), Accepted(text, exact))
    assert is_right(question, unicodedata.normalize(form, text))  # type: ignore[arg-type]


@given(WORDS, WORDS)
def test_another_word_is_wrong(accepted: str, answer: str):
    assume(unicodedata.normalize("NFKC", accepted).casefold() != unicodedata.normalize("NFKC", answer).casefold())
    assume(not set("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f'\"") & set(accepted + answer))
    assert not is_right(typed(Accepted(accepted)), answer)


def test_an_expected_wrong_answer_tells_its_why():
    wrong = (ExpectedWrong("-D", exact=True, why=WHY), ExpectedWrong("git log", why=WHY))
    question = typed(Accepted("-d", exact=True), wrong=wrong)
    assert grade(question, ("-D",)).why == WHY
    assert grade(question, ("Git  LOG",)).why == WHY
    assert grade(question, ("-d",)).why == ()
    assert grade(question, ("-x",)).why == ()
    assert grade(question, ("",)).why == ()


# Numbers


@pytest.mark.parametrize("answer", ["1.41", "1,41", " +1.42 ", "1.40", "0.141e1", "141E-2", "1.4100000", ".141e1"])
def test_a_number_within_its_tolerance_is_right(answer: str):
    assert is_right(number(1.41, 0.01), answer)


@pytest.mark.parametrize(
    "answer",
    [
        "1.39",
        "1.4200001",
        "-1.41",
        "1.41 k",
        "1.41 m and more",
        "$1.41",
        "1.41?",
        "1,4,1",
        "1.4,1",
        "1_41e-2",
        "one",
        "nan",
        "",
        "0x1",
        "+-1",
    ],
)
def test_another_number_and_what_is_no_number_are_wrong(answer: str):
    assert not is_right(number(1.41, 0.01), answer)


@pytest.mark.parametrize("answer", ["nan", "inf", "-inf", "Infinity", "1e999", "1" * 400])
def test_what_is_not_finite_is_wrong_however_wide_the_tolerance(answer: str):
    assert not is_right(number(0.0, 1e308), answer)


@pytest.mark.parametrize("answer", ["4,500", "4500", "+4,500", "4,500.0", "4500,0"])
def test_a_comma_before_three_digits_may_group_thousands(answer: str):
    assert is_right(number(4500.0, 0.0), answer)
    assert not is_beside_the_point(number(4500.0, 0.0), answer)


def test_which_of_the_two_readings_is_right_counts():
    assert is_right(number(4.5, 0.0), "4,500")
    assert is_right(number(-1234567.0, 0.0), "\u22121,234,567")
    assert not is_right(number(1.234567, 0.0), "1,234,567")


@pytest.mark.parametrize("answer", ["0,500", "4,50", "45,00", "4500,500", "4,500,0", "4,5000"])
def test_another_comma_groups_nothing(answer: str):
    assert not is_right(number(500.0, 0.0), answer)
    assert not is_right(number(4500.0, 0.0), answer)
    assert not is_right(number(4500500.0, 0.0), answer)


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_may_be_grouped(value: int):
    assert is_right(number(float(value), 0.0), f"{value:,}")
    assert is_right(number(float(value), 0.0), f"{value:,} m")


@pytest.mark.parametrize("answer", ["90 %", "90%", "90 s", "90 euros", "90 €", "90 km/h", "90 m²", "90 °C"])
def test_a_unit_behind_a_right_number_is_read_over(answer: str):
    question = number(90.0, 0.0)
    assert is_right(question, answer)
    assert not is_beside_the_point(question, answer)


@pytest.mark.parametrize("answer", ["1.5 min", "90 thousand", "90k", "90 or 91", "0.9 %", "about 90"])
def test_a_number_that_its_unit_may_change_is_asked_for_again(answer: str):
    question = number(90.0, 0.0)
    assert not is_right(question, answer)
    assert is_beside_the_point(question, answer)


def test_a_wrong_number_without_a_unit_is_an_answer():
    assert not is_beside_the_point(number(90.0, 0.0), "91")
    assert not is_beside_the_point(number(90.0, 0.0), "4,500")


def test_a_blank_may_hold_a_number():
    blank = Blank((AcceptedNumber("4500 +- 0", 4500.0, 0.0),))
    question = Cloze(pack="p", id="q", home="h", prompt=(), blanks=(blank,))
    assert is_right(question, "4,500 m")


def test_the_typographic_minus_is_a_minus():
    assert is_right(number(-3.0, 0.0), "\u22123")


@given(
    st.decimals(-(10**6), 10**6, places=3),
    st.decimals(0, 10**3, places=3),
    st.sampled_from([-1, 1]),
)
def test_both_ends_of_the_tolerance_are_right_and_beyond_is_wrong(value, tolerance, side):  # type: ignore[no-untyped-def]
    question = number(float(value), float(tolerance))
    assert is_right(question, f"{value + side * tolerance:f}")
    beyond = value + side * (tolerance + 1)
    assert not is_right(question, f"{beyond:f}")


def test_a_long_run_of_digits_is_read_in_no_time():
    assert not is_right(number(1.0, 0.0), "1" * 100_000 + "x")


def test_a_text_may_stand_beside_a_number():
    question = typed(AcceptedNumber("2 +- 0", 2.0, 0.0), Accepted("two"))
    assert is_right(question, "Two")
    assert is_right(question, "2.0")
    assert shown_answer(question) == ("2",)


# What was missing


def test_the_difference_leads_to_the_nearest_form():
    question = typed(Accepted("git stash pop"), Accepted("git reflog"))
    graded = grade(question, ("git  relogs",))
    assert graded.difference == (("same", "git re"), ("missing", "f"), ("same", "log"), ("extra", "s"))
    assert graded.expected == ("git stash pop",)


def test_case_is_no_difference_unless_exact():
    assert grade(typed(Accepted("HEAD~1")), ("head~",)).difference == (("same", "head~"), ("missing", "1"))
    exact = grade(typed(Accepted("-d", exact=True)), ("-D",))
    assert exact.difference == (("same", "-"), ("extra", "D"), ("missing", "d"))


@pytest.mark.parametrize("answer", ["", "zzzz", "git reflog", "git " * 1000])
def test_no_difference_where_it_would_not_help(answer: str):
    assert grade(typed(Accepted("git reflog")), (answer,)).difference == ()


def test_another_answer_than_the_one_asked_for_has_no_difference():
    """Of two commands that share their letters by chance it would be a riddle."""
    question = typed(Accepted("git checkout -- config.yml"))
    assert grade(question, ("git clean -f config.yml",)).difference == ()


def test_numbers_have_no_difference():
    assert grade(number(1.41, 0.01), ("1.51",)).difference == ()


@given(st.text("abAB \u201c", max_size=12), st.text("abAB ", min_size=1, max_size=12))
def test_a_difference_holds_both_texts(answer: str, accepted: str):
    runs = grade(typed(Accepted(accepted, exact=True)), (answer,)).difference
    if runs:
        assert "".join(text for kind, text in runs if kind != "missing") == answer.strip()
        assert "".join(text for kind, text in runs if kind != "extra") == accepted.strip()


# Cloze and recall


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_every_blank_of_a_cloze_must_be_filled(hidden: list[str], data: st.DataObject):
    question = cloze(*hidden)
    filled = data.draw(st.lists(st.booleans(), min_size=len(hidden), max_size=len(hidden)))
    answer = tuple(text if right else "" for text, right in zip(hidden, filled, strict=True))
    graded = grade(question, answer)
    assert graded.parts == tuple(filled)
    assert (graded.verdict is Verdict.RIGHT) == all(filled)


def test_blanks_are_filled_in_their_places():
    question = cloze("the index", "the tree", wrong=(ExpectedWrong("the tree", why=WHY),))
    swapped = grade(question, ("the tree", "the index"))
    assert (swapped.parts, swapped.why, swapped.expected) == ((False, False), WHY, ("the index", "the tree"))
    half = grade(question, ("The  Index",))
    assert (half.parts, half.why) == ((True, False), ())
    assert not is_right(question, "the index", "the tree", "and more")


def test_recall_is_graded_by_the_learner():
    question = Recall(pack="p", id="q", home="h", prompt=())
    verdicts = [grade(question, (), own).verdict for own in Grade]
    assert verdicts == [Verdict.WRONG, Verdict.RIGHT, Verdict.RIGHT, Verdict.RIGHT]
    assert shown_answer(question) == ()
    with pytest.raises(ValueError, match="graded by the learner"):
        grade(question, ())


ANY_QUESTION = st.sampled_from(
    [
        choice(option("a", True), option("b")),
        order("one", "two"),
        match(("a", "b"), ("c", "d")),
        typed(Accepted("a"), AcceptedNumber("1 +- 1", 1.0, 1.0)),
        cloze("a", "b"),
    ]
)


@settings(max_examples=200)
@given(ANY_QUESTION, st.lists(st.text(max_size=30), max_size=4))
def test_whatever_is_given_gets_a_verdict(question: Question, answer: list[str]):
    graded = grade(question, tuple(answer))
    assert graded.verdict in Verdict
    assert graded.expected == shown_answer(question)
    assert graded.parts
