"""Figures of a question from its answers, compared with counting by hand."""

from statistics import median

import pytest
from hypothesis import given, strategies as st

from tutor.learning.item_figures import ENOUGH, Given, figures, given_of, rank
from tutor.learning.statistics import wilson
from tutor.model.events import Answered, Confidence, Mark, Verdict
from tutor.model.ids import text_hash
from tutor.model.questions import Accepted, Choice, ExpectedWrong, Option, Recall, Typed
from tutor.model.text import Paragraph, Run

PROMPT = (Paragraph((Run("What?"),)),)
OPTIONS = ("one", "two", "three")
CHOICE = Choice(
    pack="p",
    id="a",
    home="h",
    prompt=PROMPT,
    options=tuple(Option(text, (Run(text),), right=text == "one") for text in OPTIONS),
)
TYPED = Typed(
    pack="p",
    id="b",
    home="h",
    prompt=PROMPT,
    accepted=(Accepted("git reflog", exact=True),),
    expected_wrong=(ExpectedWrong("git log", exact=True), ExpectedWrong("the log"), ExpectedWrong("history")),
)
HASHES = {text: text_hash(text) for text in (*OPTIONS, "as it was")}

answers = st.lists(
    st.builds(
        Given,
        st.sampled_from(("ann", "bob", "eve")),
        st.sampled_from(("choice", "choice", "choice", "typed")),
        st.sampled_from(sorted(HASHES.values())).map(lambda one: (one,)),
        st.booleans(),
        st.floats(0, 500),
        st.none() | st.sampled_from(Confidence),
        st.sampled_from((CHOICE.answer_hash, CHOICE.answer_hash, "1:0000000000000000")),
        st.sampled_from((Mark.NONE, Mark.NONE, Mark.GUESS, Mark.PRACTICE)),
    ),
    max_size=40,
)


def chose(text: str, confidence: Confidence | None = None, mark: Mark = Mark.NONE) -> Given:
    return Given("ann", "choice", (HASHES[text],), text == "one", 4.0, confidence, CHOICE.answer_hash, mark)


@given(answers)
def test_every_figure_is_what_counting_by_hand_says(every: list[Given]) -> None:
    found = figures(CHOICE, every)
    asked, rated, sure, first = [], [], [], {}
    for one in every:
        if one.kind != "choice" or one.answer_hash != CHOICE.answer_hash:
            continue
        asked.append(one)
        if one.mark is Mark.NONE:
            rated.append(one)
            first.setdefault(one.learner, one)
            if one.confidence is Confidence.SURE:
                sure.append(one)
    assert found.right == wilson(len([one for one in rated if one.right]), len(rated))
    assert found.first == wilson(len([one for one in first.values() if one.right]), len(first))
    assert found.sure_wrong == wilson(len([one for one in sure if not one.right]), len(sure))
    assert found.seconds == (median([one.seconds for one in rated]) if rated else None)
    assert (found.earlier, found.learners) == (len(every) - len(asked), len({one.learner for one in asked}))
    chosen = [hash for one in asked for hash in one.gave]
    assert found.unused.texts == tuple(text for text in ("two", "three") if HASHES[text] not in chosen)
    assert (found.unused.of, found.unused.unknown) == (len(asked), chosen.count(HASHES["as it was"]))


@given(answers)
def test_the_order_of_learners_makes_no_difference(every: list[Given]) -> None:
    by_learner = sorted(every, key=lambda one: one.learner)  # of one learner it stays
    assert figures(CHOICE, by_learner) == figures(CHOICE, every)


def test_a_guess_before_the_teaching_counts_for_the_options_alone() -> None:
    found = figures(CHOICE, [chose("two", mark=Mark.GUESS), chose("one")])
    assert (found.right.right, found.right.of, found.unused.texts, found.unused.of) == (1, 1, ("three",), 2)


def test_another_right_answer_begins_the_figures_anew() -> None:
    old = Given("ann", "choice", (HASHES["two"],), True, 4.0, answer_hash="1:0000000000000000")
    found = figures(CHOICE, [old, chose("one")])
    assert (found.right.of, found.earlier, found.unused.texts) == (1, 1, ("two", "three"))


def test_an_option_in_other_words_is_unknown_and_not_guessed() -> None:
    found = figures(CHOICE, [chose("as it was")] * ENOUGH)
    assert (found.unused.texts, found.unused.unknown) == (("two", "three"), ENOUGH)


def typed(text: str, *, right: bool = False) -> Given:
    verdict = Verdict.RIGHT if right else Verdict.WRONG
    return given_of(Answered("p/b", "typed", (text,), verdict, 3.0, answer_hash=TYPED.answer_hash))


def test_expected_wrong_answers_are_known_by_hashes_as_grading_compares_them() -> None:
    assert figures(TYPED, [typed("GIT LOG")]).unused.texts == ("git log", "the log", "history")
    assert figures(TYPED, [typed(" git log "), typed("The  LOG")]).unused.texts == ("history",)


def test_nothing_that_was_typed_is_kept() -> None:
    given = typed("my password")
    assert all(one.startswith("1:") and len(one) == 18 for one in given.gave)
    assert typed("git reflog", right=True).gave == ()


def test_a_recall_has_no_answer_that_could_be_unused() -> None:
    recall = Recall(pack="p", id="c", home="h", prompt=PROMPT)
    found = figures(recall, [Given("", "recall", (), True, 2.0)])
    assert (found.right.of, found.unused.texts) == (1, ())


class TestRank:
    def test_likely_faults_come_first_and_what_has_too_few_answers_last(self) -> None:
        right = [chose("one")] * 60
        wrong = figures(CHOICE, [chose("two")] * ENOUGH)
        sure = figures(CHOICE, [*right, *[chose("three", Confidence.SURE)] * ENOUGH])
        unused = figures(CHOICE, right)
        sound = figures(CHOICE, [*right, chose("two"), chose("three")])
        few = figures(CHOICE, [chose("two")] * (ENOUGH - 1))
        assert (wrong.mostly_wrong, sure.mostly_wrong, sure.often_sure_and_wrong) == (True, False, True)
        found = sorted([few, sound, unused, sure, wrong], key=rank)
        assert found[2:] == [unused, sound, few]

    @pytest.mark.parametrize(("right", "of", "holds"), [(9, 19, False), (9, 20, True), (10, 20, False)])
    def test_mostly_wrong_needs_enough_answers(self, right: int, of: int, holds: bool) -> None:
        found = figures(CHOICE, [chose("one")] * right + [chose("two")] * (of - right))
        assert found.mostly_wrong is holds
