"""How each kind of question is answered by keys, and what an answer then holds."""

import pytest
from looking import sees, shown, until
from studying import Stage, asking, cloze, match, one_of, option, order, recall, say, some_of, typed

from tutor.model.events import Confidence, Grade, Mark
from tutor.model.questions import AcceptedNumber, Question, Typed
from tutor.services.answering import given_choice, given_match, given_order
from tutor.tui.widgets.answers import answer_widget

SIZE = (80, 24)


def type_name(question: Question) -> str:
    return type(question).__name__.lower()


def stage(question: Question, order: tuple[int, ...] = (), *, mark: Mark = Mark.NONE, sure: bool = True) -> Stage:
    return Stage(answer_widget(asking(question, order, mark=mark), ask_confidence=sure))


async def answers(app: Stage, *keys: str, size: tuple[int, int] = SIZE) -> list[tuple[str, ...]]:
    """What was given after these keys."""
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
    return [event.given for event in app.given]


async def test_a_letter_answers_at_once_with_the_option_that_stands_there() -> None:
    question = one_of()
    assert await answers(stage(question, (2, 0, 1)), "b") == [given_choice(question, [0])]


async def test_an_option_is_moved_to_and_answered_with_enter() -> None:
    question = one_of()
    assert await answers(stage(question, (2, 0, 1)), "j", "down", "k", "enter") == [given_choice(question, [2])]


async def test_an_enter_too_many_answers_nothing() -> None:
    app = stage(one_of(), (0, 1, 2))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await sees(pilot, "Press a letter, or move to an option first.")
    assert not app.given


async def test_letters_beyond_the_options_mean_nothing() -> None:
    assert await answers(stage(one_of(), (0, 1, 2)), "d", "i") == []


async def test_how_sure_is_told_before_the_answer_and_may_be_taken_back() -> None:
    app = stage(one_of(), (0, 1, 2))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("1", "3")
        assert "▸3 sure" in await sees(pilot, "How sure?")
        await pilot.press("a", "3", "a")
        await until(pilot, lambda: len(app.given) == 2)
    assert [event.confidence for event in app.given] == [Confidence.SURE, None]


@pytest.mark.parametrize(
    "app",
    [stage(one_of(), (0, 1, 2), sure=False), stage(one_of(), (0, 1, 2), mark=Mark.GUESS), stage(recall())],
    ids=["switched off", "a guess is a guess", "recall is graded anyway"],
)
async def test_how_sure_is_not_asked_where_it_says_nothing(app: Stage) -> None:
    async with app.run_test(size=SIZE) as pilot:
        assert "How sure" not in await sees(pilot, "?")


@pytest.mark.parametrize("mark", [Mark.GUESS, Mark.PRACTICE])
async def test_that_an_answer_does_not_count_is_said_on_a_small_screen_too(mark: Mark) -> None:
    app = Stage(answer_widget(asking(one_of(), (0, 1, 2), mark=mark, why="no harm done"), ask_confidence=True))
    async with app.run_test(size=(40, 12)) as pilot:
        await sees(pilot, "no harm done", "What survives")


async def test_several_are_ticked_and_unticked() -> None:
    question = some_of()
    app = stage(question, (0, 1, 2))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("a", "b", "b", "j", "space")
        await sees(pilot, "a  ☑  git log", "b  ☐  git reset --hard", "▸ c  ☑  git status")
        await pilot.press("enter")
        await until(pilot, lambda: app.given)
    assert app.given[0].given == given_choice(question, [0, 2])


async def test_nothing_ticked_is_an_answer_only_when_meant() -> None:
    assert await answers(stage(some_of(), (0, 1, 2)), "enter") == []
    assert await answers(stage(some_of(), (0, 1, 2)), "enter", "enter") == [()]


async def test_in_a_field_letters_are_text() -> None:
    assert await answers(stage(typed()), *"q1ux", "?", "enter") == [("q1ux?",)]


async def test_a_field_is_left_to_tell_how_sure() -> None:
    app = stage(typed())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"git", "tab", "1", "up", *"k", "escape", "2", "enter")
        await until(pilot, lambda: app.given)
    assert (app.given[0].given, app.given[0].confidence) == (("gitk",), Confidence.FAIRLY)


async def test_who_does_not_know_presses_enter_twice() -> None:
    app = stage(typed())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        await sees(pilot, "Nothing typed yet. ↵ again shows the answer.")
        await pilot.press("enter")
        await until(pilot, lambda: app.given)
    assert app.given[0].given == ("",)


async def test_a_cloze_shows_in_the_sentence_what_is_typed() -> None:
    app = stage(cloze())
    async with app.run_test(size=(40, 12)) as pilot:
        await sees(pilot, "_1___", "_2___")
        await pilot.press(*"the", "space", *"index", "enter")
        await sees(pilot, "HEAD, the index and")
        await pilot.press(*"files", "enter")
        await until(pilot, lambda: app.given)
    assert app.given[0].given == ("the index", "files")


async def test_fields_are_gone_through_with_tab_and_back() -> None:
    assert await answers(stage(cloze()), *"a", "tab", *"b", "up", *"c", "down", *"d", "enter") == [("ac", "bd")]


async def test_steps_number_themselves_in_the_order_of_their_letters() -> None:
    question = order()
    app = stage(question, (2, 0, 1))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("b", "a", "enter")
        await sees(pilot, "a  2  git log rescue", "b  1  git reflog", "c  ·  git branch", "1 of 3 have no number yet.")
        await pilot.press("backspace", "c", "a", "enter")
        await until(pilot, lambda: app.given)
    assert app.given[0].given == given_order(question, [0, 1, 2])


async def test_a_step_pressed_again_gives_its_number_up() -> None:
    question = order()
    assert await answers(stage(question, (0, 1, 2)), "c", "a", "c", "b", "c", "enter") == [
        given_order(question, [0, 1, 2])
    ]


async def test_pairs_are_matched_line_by_line() -> None:
    question = match()
    app = stage(question, (1, 0, 2))
    async with app.run_test(size=SIZE) as pilot:
        await sees(pilot, "▸ ·  --soft", "a  files", "b  files and index", "c  nothing")  # equal right sides are one
        await pilot.press("b", "a", "enter")
        await sees(pilot, "b  --soft", "a  --mixed", "▸ ·  --hard", "2 of 4 have no letter yet.")
        await pilot.press("c", "a", "backspace", "b", "enter")
        await until(pilot, lambda: app.given)
    assert app.given[0].given == given_match(question, [0, 1, 2, 0])


async def test_recall_is_thought_revealed_and_graded() -> None:
    app = stage(recall())
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3")
        assert "It rewrites nothing" not in await sees(pilot, "Say it to yourself")
        await pilot.press("enter")
        await sees(pilot, "It rewrites nothing.", "1  again", "4  easy")
        await pilot.press("2")
        await until(pilot, lambda: app.given)
    assert (app.given[0].given, app.given[0].own) == ((), Grade.HARD)


async def test_nine_long_options_keep_the_cursor_in_sight() -> None:
    words = "that goes on and on until it no longer fits one line of a small screen"
    app = stage(one_of(*(option(f"Option {n} {words}", right=n == 4) for n in range(9))), tuple(range(9)))
    async with app.run_test(size=(40, 12)) as pilot:
        for n in range(9):
            await pilot.press("down")
            await sees(pilot, f"▸ {'abcdefghi'[n]}  Option {n}", "no longer fits")
        assert all(line.startswith("      ") for line in shown(app).splitlines() if "longer fits" in line)
        await pilot.press("down")
        await sees(pilot, "▸ a  Option 0")


@pytest.mark.parametrize("question", [one_of(), some_of(), typed(), cloze(), order(), match(), recall()], ids=type_name)
async def test_every_kind_says_how_it_is_answered(question: Question) -> None:
    places = {"choice": 3, "order": 3, "match": 3}.get(question.kind, 0)
    app = stage(question, tuple(range(places)))
    async with app.run_test(size=(20, 5)) as pilot:  # and no terminal is too small to be survived
        await pilot.pause()
        keys = [active.binding for active in app.screen.active_bindings.values() if active.binding.show]
        assert any(binding.description in ("answer", "show the answer", "next") for binding in keys)


async def test_words_where_a_number_is_asked_are_no_answer() -> None:
    accepted = (AcceptedNumber("4 +- 0", 4, 0),)
    app = stage(Typed(pack="git", id="sum", home="undo", prompt=say("Two and two?"), accepted=accepted))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*"four", "enter")
        await sees(pilot, "A number is asked for")
        assert not app.given
        await pilot.press(*["backspace"] * 4, "4")
        await until(pilot, lambda: "A number" not in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.given)
    assert app.given[0].given == ("4",)
