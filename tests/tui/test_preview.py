"""A preview on screen: jumping to what was saved, what is wrong above it, any step and any scene, and the editor."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from drill_values import DISK
from looking import sees, shown, until
from textual.pilot import Pilot
from textual.widgets import Input

from tutor.places import Places
from tutor.services.previewing import Preview
from tutor.tui.preview import PreviewApp
from tutor.tui.screens.aid import AidScreen
from tutor.tui.screens.lab import LabScreen
from tutor.tui.screens.preview import BrokenScreen, PreviewContents, ProblemsScreen
from tutor.tui.screens.preview_drill import DrillPreview, ScenesScreen
from tutor.tui.screens.preview_study import StudyPreview
from tutor.tui.screens.reader import ReaderScreen

LESSON = """\
---
title: Undo a commit
why: It saves you.
essence: Undo it.
minutes: 3
sources: [a book]
verified: 2026-11-20
---
The first page, and [[look]].

## What is undone? {#what-undone}
- [x] All
- [ ] Nothing
  > Not at all.
> All of it.

---

The second page.
"""
AID = "---\ntitle: Look\naid: procedure\nasks: [look, see]\n---\n" + "".join(f"{n}. Step {n}.\n" for n in range(1, 41))
LAB = (
    "---\ntitle: A note\nsetup: echo a > n\nchecks:\n  - {file: n, has: b, else: No.}\nsolution: echo b > n\n---\nDo.\n"
)
CLAIMS = (
    "- id: it-is\n  says: It is `so`\n  backs: [look]\n  run: true\n  expect: [{exit: 0}]\n  control: {run: false}\n"
)
FILES = {
    "pack.yaml": "format: 1\npack: kit\ntitle: A kit\nabout: To try on.\nfor: Authors\nversion: 1.2.0\n",
    "lessons/undo.md": LESSON,
    "aids/look.md": AID,
    "drills/disk.md": DISK,
    "labs/note.md": LAB,
    "paths/way.md": "---\ntitle: The way\nwhy: So.\n---\n## First\n- [[undo]] at once\n",
    "claims/so.yaml": CLAIMS,
}
Show = Callable[..., Any]


@pytest.fixture
def pack(tmp_path: Path, write_pack: Callable[[Path, Mapping[str, str]], Path]) -> Path:
    return write_pack(tmp_path / "kit", FILES)


@pytest.fixture
def show(places: Places, pack: Path, clock: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Show]:
    """`show(first, size)`: a preview of the pack in which nobody watches: `f5` reads what was saved."""
    houses: list[Preview] = []

    @asynccontextmanager
    async def run(first: str = "", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[Any]]:
        monkeypatch.setattr("tutor.services.watching.each_save", lambda paths, until, quiet: iter(()))
        houses.append(Preview(str(pack), places, clock))
        app = PreviewApp(houses[-1], first)
        app.suspend = nullcontext  # type: ignore[method-assign,assignment]  # a test has no terminal to make room on
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(pilot, lambda: app.preview.looked_over)
            yield pilot

    yield run
    for house in houses:
        house.close()


def edit(pack: Path, path: str, old: str, new: str) -> None:
    """An author saves a file."""
    text = (pack / path).read_text()
    assert old in text
    (pack / path).write_text(text.replace(old, new, 1))


SIZES = [(80, 24), (40, 12)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_pack_is_listed_and_each_item_opens_as_a_learner_sees_it(show: Show, size: tuple[int, int]) -> None:
    async with show(size=size) as pilot:
        await sees(pilot, "A kit", "preview", "▸ Undo a commit")
        opened = []
        for _ in range(6):
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(pilot.app.screen, PreviewContents))
            await sees(pilot, "E edit")
            opened.append(type(pilot.app.screen))
            await pilot.press("escape", "down")
            await until(pilot, lambda: isinstance(pilot.app.screen, PreviewContents))
        assert opened == [StudyPreview, AidScreen, DrillPreview, LabScreen, ReaderScreen, BrokenScreen]
        await sees(pilot, "▸ claims/so.yaml")


async def test_it_jumps_to_the_page_that_was_just_saved(show: Show, pack: Path) -> None:
    async with show("aids/look.md") as pilot:
        await sees(pilot, "Step 1.")
        edit(pack, "lessons/undo.md", "The second page.", "The other page.")
        await pilot.press("f5")
        await sees(pilot, "The other page.", "lessons/undo.md", "page 2 of 2")
        edit(pack, "lessons/undo.md", "- [ ] Nothing", "- [ ] Not a thing")
        await pilot.press("f5")
        await sees(pilot, "What is undone?", "Not a thing")
        edit(pack, "lessons/undo.md", "title: Undo a commit", "title: Undo commits")
        await pilot.press("f5")  # what is on screen did not change: it stays
        await sees(pilot, "Undo commits", "What is undone?")


async def test_a_file_that_is_shown_stays_where_it_was_scrolled_to(show: Show, pack: Path) -> None:
    lines = "".join(f"- [ ] Line {number}\n" for number in range(1, 41))
    (pack / "aids" / "look.md").write_text(AID.replace("procedure", "checklist").partition("1. ")[0] + lines)
    async with show("aids/look.md") as pilot:
        await sees(pilot, "Line 1")
        await pilot.press("end")
        await sees(pilot, "Line 40")
        edit(pack, "aids/look.md", "Line 39", "Line nearly last")
        await pilot.press("f5")
        await sees(pilot, "Line nearly last", "Line 40")


async def test_a_procedure_shows_the_step_that_was_changed_and_stays_at_it(show: Show, pack: Path) -> None:
    async with show() as pilot:
        edit(pack, "aids/look.md", "Step 7.", "Step seven.")
        await pilot.press("f5")
        await sees(pilot, "Step seven.", "step 7 of 40")
        edit(pack, "aids/look.md", "title: Look", "title: Look out")
        await pilot.press("f5")
        await sees(pilot, "Look out", "Step seven.", "step 7 of 40")
        await pilot.press("escape")
        await sees(pilot, "▸ Look out")


async def test_a_mistake_is_explained_above_and_an_item_that_is_lost_to_it_in_its_place(show: Show, pack: Path) -> None:
    async with show("lessons/undo.md") as pilot:
        await sees(pilot, "lessons/undo.md", "It saves you.")
        edit(pack, "lessons/undo.md", "- [x] All", "- [ ] All")
        await pilot.press("f5")
        await sees(pilot, "✗ 1 error", "E105 no option is right", "E edit", "! all")
        edit(pack, "lessons/undo.md", "minutes: 3", "minutes: many")
        await pilot.press("f5")
        await sees(pilot, "It cannot be shown until this is mended:", "E016 minutes is", "minutes: many", "^")
        edit(pack, "lessons/undo.md", "minutes: many", "minutes: 3")
        edit(pack, "lessons/undo.md", "- [ ] All", "- [x] All")
        await pilot.press("f5")
        await sees(pilot, "✓ nothing wrong", "It saves you.")


async def test_a_broken_question_is_told_at_its_place(show: Show, pack: Path, editor: Path) -> None:
    asked = "## {0}? {{#q-{0}}}\n- [x] {0}\n- [ ] Not {0}\n\n"
    broken = "## Two? {#q-two}\n- [x] [/]\n\n"
    head = "---\ntitle: Quiz\nteaches: [undo]\n---\n"
    quiz = head + asked.format("one") + broken + asked.format("three")
    (pack / "quizzes").mkdir()
    (pack / "quizzes/quiz.md").write_text(quiz)
    async with show("quizzes/quiz.md") as pilot:
        await sees(pilot, "one?")
        await pilot.press("right_square_bracket")
        await sees(
            pilot, "This question is left out until it is mended:", "10:1 E106 at least two options", "- [x] [/]"
        )
        await pilot.press("E")
        assert editor.read_text() == f"+9 {pack}/quizzes/quiz.md\n"
        await pilot.press("right_square_bracket")
        await sees(pilot, "three?")
        edit(pack, "quizzes/quiz.md", "- [x] [/]", "- [x] [/]\n- [ ] Else")
        await pilot.press("f5")
        await sees(pilot, "Two?")
    async with show("lessons/undo.md") as pilot:
        await sees(pilot, "It saves you.")
        edit(pack, "lessons/undo.md", "- [x] All", "- [ ] All")
        await pilot.press("f5")
        await sees(pilot, "This question is left out", "E105 no option is right")


async def test_what_a_pack_says_of_its_mistakes_is_text(show: Show, pack: Path) -> None:
    async with show() as pilot:
        edit(pack, "lessons/undo.md", "minutes: 3", "minutes: '[@click=app.bell]x[/]'")
        await pilot.press("f5")
        await sees(pilot, "[@click=app.bell]x[/]")


async def test_all_that_is_wrong_is_a_list_that_leads_to_the_lines(show: Show, pack: Path, editor: Path) -> None:
    edit(pack, "lessons/undo.md", "minutes: 3", "minutes: many")
    async with show("aids/look.md") as pilot:
        await pilot.press("exclamation_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProblemsScreen))
        screen = await sees(pilot, "E016", "lessons/undo.md:5:10")
        assert screen.index("aids/look.md") < screen.index("lessons/undo.md")  # the file on screen goes first
        await sees(pilot, "W861")  # all is looked over: the list changes no more
        while "▸ E016" not in (before := shown(pilot.app)):
            await pilot.press("down")
            await until(pilot, lambda before=before: shown(pilot.app) != before)  # type: ignore[misc]
        await pilot.press("enter")
        await until(pilot, editor.exists)
        assert editor.read_text() == f"+5 {pack}/lessons/undo.md\n"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor, called vim, that notes what it was told; the note. It changes the second page into the last."""
    program, note = tmp_path / "vim", tmp_path / "told"
    program.write_text(f'#!/bin/sh\necho "$@" >> {note}\nfor f; do :; done\nsed -i "s/second page/last page/" "$f"\n')
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))
    return note


async def test_e_opens_the_editor_at_the_page_and_shows_what_was_saved(show: Show, pack: Path, editor: Path) -> None:
    async with show("lessons/undo.md") as pilot:
        await pilot.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        await sees(pilot, "The second page.")
        await pilot.press("E")
        await sees(pilot, "The last page.")
        line = LESSON.splitlines().index("The second page.") + 1
        assert editor.read_text() == f"+{line} {pack}/lessons/undo.md\n"


async def test_e_opens_the_scene_the_chosen_file_and_an_error_before_all(show: Show, pack: Path, editor: Path) -> None:
    async with show() as pilot:
        await sees(pilot, "▸ Undo a commit")
        await pilot.press("E")
        await sees(pilot, "last page")  # the editor saved something: it is shown
        edit(pack, "drills/disk.md", "A replica has been", "A replica was")
        await pilot.press("f5")
        await sees(pilot, "A replica was")
        await pilot.press("E")
        line = DISK.splitlines().index("## The cause {#cause .checkpoint}") + 1
        edit(pack, "drills/disk.md", "-> saved {if looked", "-> nowhere {if looked")
        await pilot.press("f5")
        await sees(pilot, "error")
        await pilot.press("E")
        wrong = next(n for n, text in enumerate(DISK.splitlines(), 1) if "-> saved" in text)
        told = [text.split()[0] for text in editor.read_text().splitlines()]
        assert told == ["+1", f"+{line}", f"+{wrong}"]


async def test_any_step_of_a_lesson_is_turned_to_and_an_answer_is_judged(show: Show, pack: Path) -> None:
    async with show("lessons/undo.md") as pilot:
        await sees(pilot, "It saves you.", "[ ] next")
        await pilot.press("right_square_bracket", "right_square_bracket")
        await sees(pilot, "What is undone?")
        await pilot.press("a")
        await sees(pilot, "All of it.")
        await pilot.press("left_square_bracket")
        await sees(pilot, "The first page")
        await pilot.press("right_square_bracket", "right_square_bracket", "right_square_bracket")
        await sees(pilot, "Undo it.")
        await pilot.press("enter")
        await sees(pilot, "That was all of it.", "▸ Undo a commit")


async def test_a_link_leads_to_the_item_and_esc_back(show: Show) -> None:
    async with show("lessons/undo.md") as pilot:
        await pilot.press("right_square_bracket")
        await sees(pilot, "The first page")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, AidScreen))
        await sees(pilot, "aids/look.md", "Step 1.")
        await pilot.press("escape")
        await sees(pilot, "The first page")


@pytest.mark.parametrize("size", SIZES)
async def test_a_drill_is_played_from_any_scene_in_any_state(show: Show, size: tuple[int, int]) -> None:
    async with show("drills/disk.md", size) as pilot:
        app = pilot.app
        await sees(pilot, "minutes  0   looked  no")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, ScenesScreen))
        await sees(pilot, "▸ The pager goes off")
        await pilot.press("down", "enter")
        await sees(pilot, "The cause", "#cause   minutes  0   looked  no")
        await pilot.press("equals_sign")
        await until(pilot, lambda: isinstance(app.focused, Input))
        await pilot.press(*"minutes = 12, looked = yes", "enter")
        await sees(pilot, "#cause   minutes  12   looked  yes")
        drill = app.screen
        assert isinstance(drill, DrillPreview)
        choices = drill.playing.scene.choices
        assert len(choices) == 2  # one of them is there for whoever looked
        place = next(n for n, one in enumerate(choices, 1) if one.source == "Restart the replica")
        await pilot.press(str(place))
        await sees(pilot, "#saved   minutes  22   looked  yes")
        await pilot.press("enter")
        await sees(pilot, "looking back")


async def test_a_wrong_word_for_the_state_is_explained_and_esc_leaves_the_field(show: Show) -> None:
    async with show("drills/disk.md") as pilot:
        await sees(pilot, "looked  no")
        await pilot.press("equals_sign", *"hours = 3", "enter")
        await sees(pilot, "this drill's state has no 'hours'", "It has: minutes, looked")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.focused, Input))
        assert isinstance(pilot.app.screen, DrillPreview)
        await pilot.press("enter")
        await sees(pilot, "The pager goes off")


async def test_a_variant_keeps_its_state_and_a_timed_scene_waits_while_somebody_types(show: Show, pack: Path) -> None:
    timed = "## The pager goes off {#page time=2 late=wiped}"
    text = DISK.replace("## The pager goes off {#page}", timed)
    other = "## The other cause {#cause .checkpoint variant=b}\nNobody knows.\n\n- [x] Look -> saved\n\n"
    text = text.replace("{#cause .checkpoint}", "{#cause .checkpoint variant=a}")
    (pack / "drills" / "disk.md").write_text(text.replace("## Evidence gone", other + "## Evidence gone"))
    async with show("drills/disk.md") as pilot:
        await sees(pilot, "looked  no")
        await pilot.press("s", "down", "down", "enter")
        await sees(pilot, "The other cause", "Nobody knows.")
        await pilot.press("equals_sign", *"minutes = 3", "enter")
        await sees(pilot, "The other cause", "#cause   minutes  3")
        await pilot.press("s", "home", "enter")
        await sees(pilot, "The pager goes off", "s left")
        drill = pilot.app.screen
        assert isinstance(drill, DrillPreview)
        now = drill._clock()
        await pilot.press("equals_sign")
        drill._clock = lambda: now + 3600.0
        await pilot.press("escape", "1")  # an hour of typing costs no second of the scene
        await sees(pilot, "#", "You: ")


async def test_a_saved_drill_goes_on_in_the_state_in_which_it_stood(show: Show, pack: Path) -> None:
    async with show("drills/disk.md") as pilot:
        await sees(pilot, "looked  no")
        await pilot.press("equals_sign", *"minutes = 7", "enter")
        await sees(pilot, "#page   minutes  7")
        edit(pack, "drills/disk.md", "A replica has been", "A replica was")
        await pilot.press("f5")
        await sees(pilot, "A replica was", "#cause   minutes  7   looked  no")
        edit(pack, "drills/disk.md", "title: Disk almost full at 03:12", "title: A full disk")
        await pilot.press("f5")
        await sees(pilot, "A full disk", "#cause   minutes  7")


async def test_a_drill_always_begins_with_its_stakes_and_never_where_it_was_left(show: Show) -> None:
    async with show() as pilot:
        await pilot.press("down", "down", "enter")
        await sees(pilot, "The first ten minutes decide")
        await pilot.press("enter")
        await sees(pilot, "The pager goes off")
        await pilot.press("1", "escape", "enter")
        screen = await sees(pilot, "The first ten minutes decide")
        assert "left" not in screen
        await pilot.press("enter")
        await sees(pilot, "The pager goes off", "decision 1", "minutes  0")


async def test_a_lab_asks_for_trust_before_anything_runs(show: Show, places: Places) -> None:
    async with show("labs/note.md") as pilot:
        await sees(pilot, "echo a > n", "I trust them")
        assert not Path(places.trust).exists()
        assert not Path(pilot.app.tutor.where.worlds).exists()  # type: ignore[attr-defined]


async def test_nothing_of_the_learners_own_house_is_offered(show: Show) -> None:
    async with show() as pilot:
        await sees(pilot, "A kit")
        await pilot.press("slash", "l", "p", "D", "comma", "u", "colon")
        assert isinstance(pilot.app.screen, PreviewContents)
        await pilot.press("question_mark")
        screen = await sees(pilot, "keys")
        assert "Library" not in screen
        assert "nothing that you did here is kept" in screen
        assert "What is wrong" in screen


async def test_without_watchfiles_it_opens_and_says_what_to_install(
    places: Places, pack: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)
    house = Preview(str(pack), places, clock)
    app = PreviewApp(house)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "A kit", "F5", "tutor[author]")
        edit(pack, "aids/look.md", "Step 1.", "Step one.")
        await pilot.press("f5")
        await sees(pilot, "Step one.")
    house.close()


async def test_a_save_is_noticed_by_itself(places: Places, pack: Path, clock: Any) -> None:
    pytest.importorskip("watchfiles")
    house = Preview(str(pack), places, clock)
    app = PreviewApp(house)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: house.looked_over)  # it watches before it looks
        edit(pack, "aids/look.md", "Step 1.", "Step one.")
        await sees(pilot, "aids/look.md", "Step one.")
    house.close()


async def test_an_installed_pack_is_seen_and_not_edited_in_place(
    places: Places, write_pack: Callable[[Path, Mapping[str, str]], Path], clock: Any, editor: Path
) -> None:
    house = Preview(str(write_pack(Path(places.installed) / "kit", FILES)), places, clock)
    app = PreviewApp(house, "aids/look.md")
    app.suspend = nullcontext  # type: ignore[method-assign,assignment]
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await sees(pilot, "Step 1.")
        await pilot.press("E")
        await sees(pilot, "not edited in place")
        await pilot.press("R")
        assert isinstance(app.screen, AidScreen)  # a reply would be gone with the preview
        await pilot.press("escape", "E")
        assert not editor.exists()
    house.close()
