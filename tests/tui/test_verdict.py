"""What a learner is told after an answer."""

from dataclasses import replace

from looking import sees, shown, until
from studying import Stage, asking, cloze, feedback, match, one_of, option, order, recall, some_of, typed

from tutor.model.events import Confidence, Grade, Mark
from tutor.model.questions import Question
from tutor.model.text import Blocks, Paragraph, Run
from tutor.services.answering import given_choice, given_match, given_order
from tutor.services.showing import Feedback
from tutor.tui.widgets.answers.base import AnswerWidget
from tutor.tui.widgets.verdict import VerdictView


async def told(
    question: Question,
    given: tuple[str, ...],
    shown_order: tuple[int, ...] = (),
    *,
    own: Grade | None = None,
    confidence: Confidence | None = None,
    result: Feedback | None = None,
    size: tuple[int, int] = (80, 30),
) -> str:
    """The screen after this answer."""
    answer = AnswerWidget.Given(given, confidence, own)
    app = Stage(VerdictView(asking(question, shown_order), answer, result or feedback(question, given, own)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        return shown(app)


async def test_each_option_is_marked_and_says_why() -> None:
    question = one_of()
    screen = await told(question, given_choice(question, [1]), (2, 0, 1))
    lines = [line.strip() for line in screen.splitlines()]
    assert "✗ Not yet" in lines
    at = lines.index("· a  Edits to tracked files")
    assert lines[at + 1 : at + 5] == [
        "✓ b  Untracked files",
        "Only tracked files are overwritten.",
        "✗ c  Staged edits  ← you chose this",
        "The index is reset too.",
    ]
    assert lines.index("It spares.") < lines.index("It comes again before you stop. That is why.")


async def test_what_was_left_out_is_said() -> None:
    question = some_of()
    screen = await told(question, given_choice(question, [0, 1]), (0, 1, 2))
    assert "✓ a  git log  ← you chose this" in screen
    assert "✗ b  git reset --hard  ← you chose this" in screen
    assert "✓ c  git status  ← left out" in screen


async def test_a_typed_answer_shows_the_difference_in_signs() -> None:
    screen = await told(typed(), ("git log",))
    assert "You typed     git log" in screen
    assert "The answer    git reflog" in screen
    assert "Difference    git [+ref]log" in screen
    assert "[-too much]  [+missing]" in screen
    assert "git log shows what is reachable." in screen


async def test_another_accepted_form_is_right_and_the_first_one_is_told() -> None:
    screen = await told(typed(), ("git reflog show",))
    assert "✓ Right" in screen
    assert "You typed     git reflog show" in screen
    assert "Also written  git reflog" in screen


async def test_a_cloze_is_whole_again_with_what_was_typed_beside_it() -> None:
    screen = await told(cloze(), ("the index", "x"))
    assert "The trees are HEAD, the index and the working tree." in screen
    assert "✓ 1  the index" in screen
    assert "✗ 2  the working tree  ← you typed: x" in screen


async def test_each_step_has_its_right_place() -> None:
    question = order()
    screen = await told(question, given_order(question, [0, 2, 1]))
    assert "✓ 1. git reflog\n" in screen
    assert "✗ 2. git branch rescue  ← you put it 3rd" in screen
    assert "✗ 3. git log rescue  ← you put it 2nd" in screen


async def test_pairs_stand_as_they_belong_together() -> None:
    question = match()
    screen = await told(question, given_match(question, [0, 0, 2, 0]))
    assert "✓ --soft → files and index\n" in screen
    assert "✗ --mixed → files  ← you: files and index" in screen


async def test_a_recall_says_how_it_was_graded() -> None:
    assert "✓ You knew it: good" in await told(recall(), (), own=Grade.GOOD)
    assert "✗ Not yet" in await told(recall(), (), own=Grade.AGAIN)


async def test_a_guess_before_the_teaching_is_no_miss() -> None:
    question = one_of()
    given = given_choice(question, [1])
    screen = await told(question, given, (0, 1, 2), result=feedback(question, given, mark=Mark.GUESS))
    assert "✗ Guessed: not this one" in screen


async def test_how_sure_you_were_is_held_against_the_answer() -> None:
    question = one_of()
    right, wrong = given_choice(question, [0]), given_choice(question, [1])
    assert "it comes back sooner" in await told(question, right, (0, 1, 2), confidence=Confidence.GUESS)
    assert "worth a second look" in await told(question, wrong, (0, 1, 2), confidence=Confidence.SURE)


async def test_a_leech_rests_and_its_lesson_is_one_key_away() -> None:
    question = one_of()
    given = given_choice(question, [1])
    result = feedback(question, given, leech=True, lesson="git/undo")
    result = replace(result, words="It rests now.", reason="It slipped away 8 times.")
    view = VerdictView(asking(question, (0, 1, 2)), AnswerWidget.Given(given, None), result)
    app = Stage(view)
    async with app.run_test(size=(80, 30)) as pilot:
        await sees(pilot, "It rests now. It slipped away 8 times.", "L opens the lesson.")


async def test_space_shows_the_rest_and_then_goes_on() -> None:
    question = one_of(*(option(f"Option {n}", right=n == 0, why="A long why. " * 9) for n in range(9)))
    given = given_choice(question, [1])
    answer = AnswerWidget.Given(given, None)
    app = Stage(VerdictView(asking(question, tuple(range(9))), answer, feedback(question, given)))
    async with app.run_test(size=(40, 12)) as pilot:
        await sees(pilot, "✗ Not yet", "space more")
        for _ in range(40):
            if app.turned:
                break
            await pilot.press("space")
        await until(pilot, lambda: app.turned)
        await sees(pilot, "It comes again before you stop.")


async def test_what_a_pack_says_stays_text() -> None:
    evil = "[/] [@click=app.bell]x[/] \x1b[31mred \x1b]0;title\x07"
    blocks: Blocks = (Paragraph((Run(evil),)),)
    question = replace(typed(), prompt=blocks, explanation=blocks, accepted=(replace(typed().accepted[0], text=evil),))
    screen = await told(question, (evil + "!",))
    assert screen.count("[/] [@click=app.bell]x[/]") >= 4
    assert "\x1b" not in screen
    assert "\x07" not in screen
