"""`E`: from an item to the editor, at the right line, and back to what it says now."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest
from looking import sees, shown, until

from tutor.places import Places
from tutor.services.study import begin_lesson
from tutor.tui.app import TutorApp
from tutor.tui.screens.study import StudyScreen

WritePack = Callable[[Path, Mapping[str, str]], Path]
PACK = {
    "pack.yaml": "format: 1\npack: own\ntitle: Own pack\n",
    "lessons/undo.md": "---\ntitle: Undo\nwhy: Why\nessence: E\nminutes: 1\n---\nOne.\n\n---\n\nTwo.\n",
    "aids/steps.md": "---\ntitle: Steps\naid: procedure\nasks: [a]\n---\n1. At once\n2. Later\n",
    "lessons/weigh.md": (
        "---\ntitle: Weigh\nwhy: Why\nessence: E\nminutes: 1\n---\nRead at once.\n\n---\n\n"
        "## Asked at once? {#asked}\n- [x] Yes\n- [ ] No\n\n> Told at once.\n"
    ),
    "paths/way.md": "---\ntitle: The way\nwhy: So it is\n---\n## First\n- [[undo]] at once\n",
}


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor, called vim, that notes what it was told and writes a word more; the note."""
    program, note = tmp_path / "vim", tmp_path / "told"
    program.write_text(f'#!/bin/sh\necho "$@" >> {note}\nfor last; do :; done\nsed -i s/once/last/ "$last"\n')
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(program))
    return note


@pytest.fixture
def app(places: Places, write_pack: WritePack, request: pytest.FixtureRequest) -> TutorApp:
    write_pack(Path(places.own), PACK)
    app = TutorApp(request.getfixturevalue("tutor"))
    app.suspend = nullcontext  # type: ignore[method-assign,assignment]  # a test has no terminal to make room on
    return app


async def test_a_page_of_ones_own_lesson_opens_at_its_line(app: TutorApp, places: Places, editor: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(StudyScreen(begin_lesson(app.tutor, "own/undo")))
        await pilot.press("E")
        await pilot.press("enter", "enter")
        await sees(pilot, "Two.")
        await pilot.press("E")
        path = f"{places.own}/lessons/undo.md"
        assert editor.read_text() == f"+1 {path}\n+11 {path}\n"


async def test_what_was_edited_shows_at_once(app: TutorApp, editor: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_link("tutor:own/way")
        await sees(pilot, "at once")
        await pilot.press("E")
        await sees(pilot, "at last")


async def test_an_open_aid_shows_what_was_edited_at_the_step_it_was_at(app: TutorApp, editor: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_link("tutor:own/steps")
        await sees(pilot, "At once", "step 1 of 2")
        await pilot.press("E")
        await sees(pilot, "At last", "step 1 of 2")
        await pilot.press("escape")
        await sees(pilot, "First lesson")  # one screen of it, not two


async def test_an_open_lesson_shows_what_was_edited(app: TutorApp, editor: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(StudyScreen(begin_lesson(app.tutor, "own/weigh")))
        await pilot.press("enter")
        await sees(pilot, "Read at once.")
        await pilot.press("E")
        await sees(pilot, "Read at last.", "page 1")


async def test_so_does_a_question_until_it_is_answered(app: TutorApp, places: Places, editor: Path) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.push_screen(StudyScreen(begin_lesson(app.tutor, "own/weigh")))
        await pilot.press("enter", "enter")
        await sees(pilot, "Asked at once?")
        await pilot.press("E")
        await sees(pilot, "Asked at last?")
        await pilot.press("a")
        await sees(pilot, "Told at last.")
        path = Path(places.own, "lessons/weigh.md")
        path.write_text(path.read_text().replace("Told at last", "Told otherwise"))
        app.packs.reload()
        await until(pilot, lambda: "otherwise" in str(app.tutor.catalog.question("own/asked").explanation))
        await sees(pilot, "Told at last.")  # a verdict is about the question as it was asked


async def test_a_lesson_with_other_screens_than_before_goes_on_as_it_was_begun(
    app: TutorApp, places: Places, editor: Path
) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.push_screen(StudyScreen(begin_lesson(app.tutor, "own/undo")))
        await pilot.press("enter")
        await sees(pilot, "One.", "page 1 of 2")
        path = Path(places.own, "lessons/undo.md")
        path.write_text(path.read_text().replace("One.", "Other.\n\n---\n\nMore."))
        await pilot.press("E")
        await sees(pilot, "One.", "It has other screens now", "page 1 of 2")


async def test_an_open_pack_of_ones_own_edits_what_is_chosen(app: TutorApp, places: Places, editor: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        from tutor.tui.screens.contents import ContentsScreen

        await app.push_screen(ContentsScreen("own"))
        await sees(pilot, "▸ Undo")
        await pilot.press("E")
        assert editor.read_text() == f"+1 {places.own}/lessons/undo.md\n"


async def test_an_installed_pack_is_not_edited_in_place_but_replied_to(app: TutorApp, editor: Path) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.open_link("tutor:tiny/look-here")
        await sees(pilot, "Count to two")
        await pilot.press("E")
        await sees(pilot, "Reply to its author", "not edited in place")
        assert not editor.exists()


async def test_without_an_editor_it_says_where_it_is_written(app: TutorApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.open_link("tutor:own/way")
        await until(pilot, lambda: "at once" in shown(app))
        await pilot.press("E")
        await sees(pilot, "way.md:1", "which editor do you want?", "EDITOR")
