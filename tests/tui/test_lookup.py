"""Looking up: answers at every key, the best one open beside them, and back to the task in one key."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from looking import sees, shown, until
from textual.pilot import Pilot

from tutor.model.events import LookedUp, Outcome, PackChanged, PackState
from tutor.places import Places
from tutor.services.lookup import note_look_up
from tutor.services.recent import recent
from tutor.tui import packs_again
from tutor.tui.app import TutorApp
from tutor.tui.screens.aid import AidScreen
from tutor.tui.screens.contents import ContentsScreen
from tutor.tui.screens.lookup import MOST, LookupScreen
from tutor.tui.screens.today import TodayScreen


def aid(title: str, ask: str, line: str = "Do it") -> str:
    return f'---\ntitle: "{title}"\naid: checklist\nasks: ["{ask}"]\n---\n- [ ] {line}\n- [ ] Look again\n'


AIDS = {
    "aids/undo.md": aid("Undo a commit", "how do I undo the last commit", "See [[push]]"),
    "aids/push.md": aid("Push was rejected", "error: failed to push some refs"),
    "aids/stash.md": aid("Bring a stash back", "where are my stashed changes"),
    "quizzes/all.md": "---\ntitle: All\nteaches: [undo]\n---\n## Soft? {#soft}\n- = yes\n",
}


@pytest.fixture
def kit(add_pack: Callable[..., Path], request: pytest.FixtureRequest) -> TutorApp:
    add_pack("kit", AIDS)
    app: TutorApp = request.getfixturevalue("app")
    return app


def told(app: TutorApp) -> list[Any]:
    return [one.event for one in app.tutor.journal.events() if isinstance(one.event, (LookedUp, Outcome))]


async def looking(pilot: Pilot[Any], words: str) -> None:
    """Press `/` and type words."""
    await pilot.press("slash")
    await until(pilot, lambda: isinstance(pilot.app.screen, LookupScreen))
    await pilot.press(*("space" if letter == " " else letter for letter in words))


async def test_the_best_answer_is_open_while_it_is_typed(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "/ look up")
        await looking(pilot, "")
        await sees(pilot, "What do you need?", "Type what you want to do")
        await pilot.press(*"und")
        await sees(pilot, "▸ Undo a commit", "☐ See Push was rejected", "1 found", "↵ use it", "esc back")
        await pilot.press(*"o l")  # one letter of the next word says nothing yet
        await sees(pilot, "▸ Undo a commit")


async def test_an_error_message_finds_its_aid_and_the_arrows_show_others(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "push commit")
        first, second = ("Push was rejected", "Undo a commit")
        screen = await sees(pilot, "2 found", first, second)
        if f"▸ {first}" not in screen:
            first, second = second, first
        await pilot.press("down")
        await sees(pilot, f"▸ {second}", f"│  {second}")
        await pilot.press("down", "up")  # the last one is the last one
        await sees(pilot, f"▸ {first}", f"│  {first}")


async def test_of_many_answers_the_chosen_one_is_in_view(
    add_pack: Callable[..., Path], request: pytest.FixtureRequest
) -> None:
    add_pack("many", {f"aids/a{n}.md": aid(f"Mend the valve number {n}", f"valve {n}") for n in range(60)})
    app: TutorApp = request.getfixturevalue("app")
    async with app.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "mend valve")
        await sees(pilot, f"{MOST} or more found")
        seen = set()
        for key in ("down",) * (MOST - 1) + ("up",) * MOST:
            await pilot.press(key)
            marked = [line.split("│")[0].strip("▸ ") for line in shown(app).splitlines() if line.startswith("▸")]
            assert len(marked) == 1
            seen.add(marked[0])
        assert len(seen) == MOST


async def test_a_shell_in_the_same_terminal_knows_what_was_opened(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "stash")
        await pilot.press("enter")
        await until(pilot, lambda: told(kit))
        last = recent(kit.tutor.where)
        assert last is not None
        assert (last.question, last.aid) == ("stash", "kit/stash")


async def test_what_was_repaired_and_what_came_near_is_said(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "undo comit")
        await sees(pilot, "comit → commit", "▸ Undo a commit")
        await pilot.press("escape")
        await looking(pilot, "zzzzzz")
        await sees(pilot, "Nothing found.", "noted as a wish")
        assert "use it" not in shown(kit)


async def test_enter_uses_the_aid_and_one_escape_is_back_at_the_task(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "enter")
        await until(pilot, lambda: isinstance(kit.screen, ContentsScreen))
        await looking(pilot, "undo commit")
        await sees(pilot, "▸ Undo a commit")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(kit.screen, AidScreen))
        await sees(pilot, "▸ ☐ See Push was rejected", "0 of 2")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(kit.screen, ContentsScreen))


async def test_from_an_aid_the_list_is_one_key_away_as_it_was(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "push commit")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(kit.screen, AidScreen))
        title = shown(kit).splitlines()[3].strip()
        await pilot.press("slash")
        await sees(pilot, "push commit", f"▸ {title}")
        await pilot.press(*"stash")  # typing replaces the old words
        await sees(pilot, "▸ Bring a stash back", "1 found")
        await pilot.press("enter", "escape")
        await until(pilot, lambda: isinstance(kit.screen, TodayScreen))


async def test_the_question_the_rank_and_the_outcome_are_kept(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "undo the last commit")
        await pilot.press("enter")
        await sees(pilot, "0 of 2")
        await until(pilot, lambda: told(kit))
        await pilot.press("plus")
        await sees(pilot, "✓ Noted: it worked, ", "after you asked")
        looked, outcome = told(kit)
        assert (looked.question, looked.aid, looked.rank) == ("undo the last commit", "kit/undo", 1)
        assert (outcome.aid, outcome.worked, outcome.question) == ("kit/undo", True, "undo the last commit")
        assert 0 <= outcome.seconds < 60


async def test_an_aid_that_another_leads_to_belongs_to_the_same_question(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "undo commit")
        await pilot.press("enter")
        await sees(pilot, "0 of 2")
        await pilot.press("tab", "enter")
        await sees(pilot, "Push was rejected")
        await pilot.press("minus")
        await sees(pilot, "Noted: it did not.")
        looked, outcome = told(kit)
        assert looked.aid == "kit/undo"
        assert (outcome.aid, outcome.question, outcome.worked) == ("kit/push", "undo commit", False)


async def test_leaving_notes_the_answer_that_was_read_and_the_wish(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "stash")
        await sees(pilot, "▸ Bring a stash back")
        await pilot.press("escape")
        await looking(pilot, "zzzzzz")
        await pilot.press("escape")
        await looking(pilot, "")  # the words are those of before: nothing new is asked
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(kit.screen, TodayScreen))
        assert [(one.question, one.aid) for one in told(kit)] == [("stash", "kit/stash"), ("zzzzzz", "")]


async def test_the_third_look_up_offers_to_learn_once(kit: TutorApp) -> None:
    for _ in range(2):
        note_look_up(kit.tutor.where, "undo", "kit/undo", 1, 5)
    async with kit.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "undo commit")
        await pilot.press("enter")
        await sees(pilot, "three times in two weeks.  a  learns it.")
        await pilot.press("escape")
        await looking(pilot, "undo my commit")
        await pilot.press("enter")
        await sees(pilot, "0 of 2")
        await until(pilot, lambda: len(told(kit)) == 4)
        assert "three times" not in shown(kit)
        await pilot.press("a")
        await sees(pilot, "1 question of it join")
        assert kit.tutor.journal.added() == {"kit/undo"}


async def test_what_was_left_unfinished_comes_before_anything_is_typed(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        kit.open_link("tutor:kit/stash")
        await sees(pilot, "0 of 2")
        await pilot.press("space", "escape")
        await looking(pilot, "")
        await sees(pilot, "You left unfinished", "▸ Bring a stash back", "1 of 2 · a moment ago")
        await pilot.press("enter")
        await sees(pilot, "You left it a moment ago, 1 of 2 done.", "☑ Do it")


async def test_the_palette_looks_up_too(kit: TutorApp) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", *"look", "enter")
        await sees(pilot, "What do you need?")


async def test_a_question_in_a_sitting_is_still_there_afterwards(kit: TutorApp) -> None:
    kit.tutor.journal.record(PackChanged("tiny", PackState.STARTED))
    async with kit.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await sees(pilot, "It comes before the second.")
        await looking(pilot, "stash")
        await pilot.press("enter", "escape")
        await sees(pilot, "It comes before the second.")


@pytest.mark.parametrize(
    "words",
    ["?", '"', "a OR NOT", "NEAR(x y)", "שלום", "見つからない", "the of and", "x" * 10_000, "\x1b[2J", "[/] [red]"],
)
async def test_any_text_can_be_asked(kit: TutorApp, words: str) -> None:
    async with kit.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "")
        kit.screen.query_one("Words").value = words  # type: ignore[attr-defined]
        await pilot.pause()
        await pilot.press("down", "pagedown", "enter")
        assert "\x1b" not in shown(kit)
        assert kit.is_running


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (80, 24), (200, 60)])
async def test_it_stands_in_any_terminal(kit: TutorApp, size: tuple[int, int]) -> None:
    async with kit.run_test(size=size) as pilot:
        await looking(pilot, "commit push stash")
        await pilot.press("down", "pagedown", "pageup", "up")
        lines = shown(kit).split("\n")
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)
        if size == (40, 12):
            await sees(pilot, "Bring a stash back", "☐ Do it")  # the answer is on screen, below the list


async def test_a_pack_that_means_harm_is_only_text(
    add_pack: Callable[..., Path], request: pytest.FixtureRequest
) -> None:
    add_pack("evil", {"aids/evil.md": aid("[/] [@click=app.quit]t[/]", "evil [/]", "[/] [@click=app.quit]x[/]")})
    app: TutorApp = request.getfixturevalue("app")
    async with app.run_test(size=(80, 24)) as pilot:
        await looking(pilot, "evil")
        screen = await sees(pilot, "▸ [/]", "│  [/] [@click=app.quit]t[/]", "☐ [/] [@click=app.quit]x[/]")
        assert "\x1b" not in screen


async def test_own_aids_with_errors_are_a_line_in_the_list(
    kit: TutorApp, places: Places, write_pack: Callable[..., Path]
) -> None:
    own = {"pack.yaml": "format: 1\npack: own\ntitle: Own\n", "aids/tea.md": "---\ntitle: Tea\naid: none\n---\n"}
    write_pack(Path(places.own), own)
    async with kit.run_test(size=(80, 24)) as pilot:
        await pilot.press("f5")
        await looking(pilot, "undo")
        await sees(pilot, "▸ Undo a commit", "! own: left out: 1 item with", "tutor check")
        await pilot.press("down")
        await sees(pilot, "▸ Undo a commit")


async def test_packs_that_changed_are_said_and_read_at_a_key(
    kit: TutorApp, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs_again, "CHECK_SECONDS", -1.0)
    async with kit.run_test(size=(80, 24), notifications=True) as pilot:
        (shelf / "kit" / "aids" / "new.md").write_text(aid("Bisect a fault", "which commit broke it"))
        await looking(pilot, "bisect")
        await sees(pilot, "Packs have changed: F5")
        await pilot.press("f5")
        await sees(pilot, "Packs are read again.", "▸ Bisect a fault")
