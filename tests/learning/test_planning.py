"""A plan fills the minutes: what slips away first, never a question twice, never past the box but once."""

from hypothesis import given, settings, strategies as st

from tutor.learning.planning import (
    Candidate,
    Due,
    LessonCandidate,
    New,
    Read,
    Review,
    fill,
    most_worth_first,
    next_lessons,
    seconds_for,
)

names = st.integers(0, 30).map(lambda n: f"p/q{n}")
candidates = st.lists(
    st.builds(
        Candidate,
        question=names,
        seconds=st.floats(1, 90),
        siblings=st.sampled_from(["", "", "", "p/s1", "p/s2"]),
        confuses=st.lists(names, max_size=2).map(tuple),
        missed=st.booleans(),
    ),
    max_size=25,
)
lessons = st.lists(
    st.builds(
        LessonCandidate,
        lesson=st.integers(0, 9).map(lambda n: f"p/l{n}"),
        seconds=st.floats(30, 400),
        new=st.lists(st.integers(100, 130).map(lambda n: f"p/q{n}"), max_size=4, unique=True).map(tuple),
    ),
    max_size=5,
    unique_by=lambda lesson: lesson.lesson,
)
boxes = st.floats(1, 1500)


def a_plan(box, reviews, new, read, cap):
    by_name = {candidate.question: candidate for candidate in reviews}
    return fill(box, reviews=reviews, partners=by_name.get, new=new, lessons=read, cap=cap)


@settings(max_examples=150)
@given(boxes, candidates, candidates, lessons, st.integers(0, 12))
def test_every_step_starts_inside_the_box(box, reviews, new, read, cap):
    plan = a_plan(box, reviews, new, read, cap)
    if plan.steps:
        assert sum(step.seconds for step in plan.steps[:-1]) < box + 1e-6


@settings(max_examples=150)
@given(boxes, candidates, candidates, lessons, st.integers(0, 12))
def test_no_question_stands_in_a_plan_twice_and_no_two_siblings(box, reviews, new, read, cap):
    plan = a_plan(box, reviews, new, read, cap)
    asked = [step.question for step in plan.steps if not isinstance(step, Read)]
    assert len(asked) == len(set(asked))
    siblings = {candidate.question: candidate.siblings for candidate in reversed([*reviews, *new])}
    once = {name: group for name, group in siblings.items() if sum(c.question == name for c in [*reviews, *new]) == 1}
    groups = [once[name] for name in asked if once.get(name)]
    assert len(groups) == len(set(groups))


@settings(max_examples=150)
@given(boxes, candidates, candidates, lessons, st.integers(0, 12))
def test_new_questions_keep_to_the_cap(box, reviews, new, read, cap):
    plan = a_plan(box, reviews, new, read, cap)
    fresh = sum(isinstance(step, New) for step in plan.steps)
    fresh += sum(len(step.new) for step in plan.steps if isinstance(step, Read))
    assert fresh <= cap


@settings(max_examples=50)
@given(boxes, candidates, candidates, lessons, st.integers(0, 12))
def test_same_inputs_same_plan(box, reviews, new, read, cap):
    assert a_plan(box, reviews, new, read, cap) == a_plan(box, list(reviews), list(new), list(read), cap)


@settings(max_examples=100)
@given(boxes, candidates, lessons)
def test_reviews_come_before_lessons(box, reviews, read):
    steps = a_plan(box, reviews, [], read, 5).steps
    kinds = [isinstance(step, Read) for step in steps]
    assert kinds == sorted(kinds)


def test_two_questions_that_are_mixed_up_stand_side_by_side():
    mixed_up = Candidate("p/reset", 10, confuses=("p/revert",))
    others = [Candidate(f"p/other{n}", 10) for n in range(3)]
    partner = Candidate("p/revert", 10)
    plan = fill(60, reviews=[mixed_up, *others], partners={"p/revert": partner}.get)
    assert [step.question for step in plan.reviews] == ["p/reset", "p/revert", "p/other0", "p/other1", "p/other2"]
    assert plan.steps[1] == Review("p/revert", 10, beside="p/reset")


def test_what_has_no_room_is_not_even_looked_for():
    looked_for = []

    def found(what, *candidates):
        for candidate in candidates:
            looked_for.append(what)
            yield candidate
        looked_for.append(f"the end of {what}")

    new = [Candidate(f"p/new{n}", 10) for n in range(3)]
    lesson = LessonCandidate("p/lesson", 10)
    due = Candidate("p/due", 10)
    fill(10, reviews=found("reviews", due, due), new=found("new", *new), lessons=found("lessons", lesson), cap=5)
    assert looked_for == ["reviews"]
    looked_for.clear()
    fill(100, reviews=found("reviews", due), new=found("new", *new), lessons=found("lessons", lesson), cap=2)
    assert looked_for == ["reviews", "the end of reviews", "new", "new", "lessons", "the end of lessons"]


def test_a_lesson_that_would_mostly_run_over_waits_unless_it_is_all_there_is():
    lesson = LessonCandidate("p/long", 240)
    review = Candidate("p/q", 20)
    assert [type(step) for step in fill(120, reviews=[review], lessons=[lesson]).steps] == [Review]
    assert [type(step) for step in fill(110, lessons=[lesson]).steps] == [Read]


def test_a_miss_left_open_comes_first_then_what_is_closest_to_slipping_away():
    rows = [
        Due("p/firm", "choice", 200.0, 100, 110, False),
        Due("p/frail", "choice", 2.0, 108, 110, False),
        Due("p/missed", "choice", 50.0, 110, 110, True),
    ]
    order = [row.question for row in most_worth_first(rows, 111, {})]
    assert order == ["p/missed", "p/frail", "p/firm"]


def test_a_quick_question_is_worth_more_than_a_slow_one_of_the_same_strength():
    rows = [Due("p/slow", "order", 5.0, 100, 105, False), Due("p/quick", "choice", 5.0, 100, 105, False)]
    assert [row.question for row in most_worth_first(rows, 105, {})] == ["p/quick", "p/slow"]
    learner = {"order": 4.0, "choice": 40.0}
    assert [row.question for row in most_worth_first(rows, 105, learner)] == ["p/slow", "p/quick"]


def test_the_learners_own_seconds_replace_the_usual_ones():
    assert seconds_for("choice", {"choice": 7.0}) == 7.0
    assert seconds_for("choice", {}) > 0
    assert seconds_for("choice", {"choice": 0.01}) == 1.0


def test_lessons_follow_the_packs_order_and_after_lets_others_pass():
    order = [("p/c", ("p/a",)), ("p/a", ()), ("p/b", ())]
    assert next_lessons(order, frozenset()) == ["p/a", "p/c", "p/b"]
    assert next_lessons(order, frozenset({"p/a"})) == ["p/c", "p/b"]


def test_after_never_locks():
    circle = [("p/a", ("p/b",)), ("p/b", ("p/a",)), ("p/c", ("elsewhere/x",))]
    assert next_lessons(circle, frozenset()) == ["p/c", "p/a", "p/b"]


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3).map(tuple)),
             unique_by=lambda pair: pair[0]),
    st.frozensets(st.sampled_from("abcdef")),
)  # fmt: skip
def test_every_unfinished_lesson_is_offered_once(order, finished):
    assert sorted(next_lessons(order, finished)) == sorted(name for name, _ in order if name not in finished)
