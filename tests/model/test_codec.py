"""The codec gives back what it was given, and refuses what is not of its making."""

import json
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tutor.model import codec, conditions, drills, items, questions, text
from tutor.model.items import Aid, Item, Lesson, Pack, Page, Template
from tutor.model.questions import Accepted, AcceptedNumber, Question, Recall, Typed
from tutor.model.text import Paragraph, Run, Style

TEXTS = st.text(max_size=8) | st.sampled_from(["", "Run", "[[", "\x00", "é🙂", "[/]"])


def values(hint: Any, depth: int) -> st.SearchStrategy[Any]:
    """Values of a model type, made from its type alone: a class that is added is tried without a word here."""
    if isinstance(hint, (str, ForwardRef)):
        hint = text.Blocks
    origin = get_origin(hint)
    if origin is tuple:
        return tuples(get_args(hint), depth)
    if origin is Literal:
        return st.sampled_from(get_args(hint))
    if origin in (Union, UnionType):
        return st.one_of([values(choice, depth) for choice in members(hint, depth)])
    if is_dataclass(hint):
        return st.deferred(lambda: made(hint, depth - 1))
    plain = {str: TEXTS, int: st.integers(0, 2**40), bool: st.booleans(), float: st.floats(allow_nan=False)}
    if hint in plain:
        return plain[hint]
    return st.none() if hint is type(None) else st.sampled_from(list(hint))


def members(hint: Any, depth: int) -> list[Any]:
    """The members of a union, at the bottom only those that hold nothing deeper."""
    choices = list(get_args(hint))
    leaves = [text.Paragraph, text.Code, text.Rule, conditions.Flag, conditions.Compared]
    return [choice for choice in choices if choice in leaves] or choices if depth <= 0 else choices


def tuples(args: tuple[Any, ...], depth: int) -> st.SearchStrategy[Any]:
    if args[-1] is Ellipsis:
        return st.lists(values(args[0], depth), max_size=2).map(tuple)
    return st.tuples(*[values(arg, depth) for arg in args])


def made(kind: type, depth: int) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    given_fields = {field.name: values(hints[field.name], depth) for field in fields(kind) if field.init}
    return st.builds(kind, **given_fields)


@pytest.mark.parametrize("kind", [Pack, *Item.__args__, *Question.__args__], ids=lambda kind: kind.__name__)
def test_every_kind_of_item_and_question_comes_back_equal(kind: type) -> None:
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(made(kind, 4))
    def comes_back(value: Any) -> None:
        again = codec.loads(codec.dumps(value))
        assert again == value
        assert type(again) is type(value)

    comes_back()


@given(TEXTS.map(lambda word: (word, (word,), ((word, word),), ())))
def test_a_tuple_is_never_taken_for_a_class(value: tuple[Any, ...]) -> None:
    assert codec.loads(codec.dumps(value)) == value
    assert codec.loads(codec.dumps(("Run", "x"))) == ("Run", "x")


def test_what_has_its_default_is_not_written_at_the_end() -> None:
    assert codec.encode(Run("x")) == ["Run", "x"]
    assert codec.encode(Run("x", Style.CODE)) == ["Run", "x", 4]
    assert codec.encode(Run("x", link="tutor:a/b")) == ["Run", "x", 0, "tutor:a/b"]


def test_numbers_and_texts_among_accepted_forms_keep_their_class() -> None:
    forms = (Accepted("-d", exact=True), AcceptedNumber("1 +- 0", 1.0, 0.0))
    question = Typed(pack="p", id="q", home="h", prompt=(), accepted=forms)
    again = codec.loads(codec.dumps(question))
    assert again.accepted == forms
    assert isinstance(again.accepted[1].value, float)


def test_a_lesson_holds_pages_and_questions_in_their_order() -> None:
    page = Page((Paragraph((Run("one idea"),)),))
    recall = Recall(pack="p", id="why", home="l", prompt=(Paragraph((Run("Why?"),)),))
    lesson = Lesson(pack="p", id="l", title="L", screens=(page, recall, page))
    assert codec.loads(codec.dumps(lesson)).screens == (page, recall, page)


def test_an_aid_keeps_which_moment_it_is_for() -> None:
    aid = Aid(pack="p", id="a", title="A", moment=items.Moment.SOLVE, body=Template((), ()))
    assert codec.loads(codec.dumps(aid)).moment is items.Moment.SOLVE


@pytest.mark.parametrize("body", ['["Nothing"]', '["Run"]', "[3]", '["Run","x",0,"","too much"]', "[", "[]"])
def test_what_was_not_written_here_is_refused(body: str) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        codec.loads(body)


@pytest.mark.parametrize("value", [object(), {"a": 1}, [1], b"x"])
def test_only_model_values_are_taken(value: object) -> None:
    with pytest.raises(TypeError):
        codec.dumps(value)


def test_every_class_has_a_name_of_its_own() -> None:
    classes = [
        kind
        for module in (text, questions, conditions, drills, items)
        for kind in vars(module).values()
        if isinstance(kind, type) and kind.__module__ == module.__name__
    ]
    assert len({kind.__name__ for kind in classes}) == len(classes)
    assert json.loads(codec.dumps(Style.CODE)) == 4
