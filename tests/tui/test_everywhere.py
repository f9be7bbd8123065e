"""What holds on every screen: help, palette, settings, progress, small terminals, and packs that mean harm."""

from collections.abc import Callable
from pathlib import Path

import pytest
from looking import sees, shown, until
from textual.binding import Binding

from tutor.errors import JournalError
from tutor.model.events import Answered, LessonRead, PackChanged, PackState, Verdict
from tutor.services.opening import Tutor
from tutor.tui.app import TutorApp
from tutor.tui.screens.aid import AidScreen
from tutor.tui.screens.contents import ContentsScreen
from tutor.tui.screens.help import HelpScreen
from tutor.tui.screens.library import LibraryScreen
from tutor.tui.screens.lookup import LookupScreen, Words
from tutor.tui.screens.progress import ProgressScreen
from tutor.tui.screens.reader import ReaderScreen
from tutor.tui.screens.settings import SettingsScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.widgets.aids.checklist import ChecklistPane
from tutor.tui.widgets.aids.decision import DecisionPane
from tutor.tui.widgets.aids.field import Field
from tutor.tui.widgets.aids.procedure import ProcedurePane
from tutor.tui.widgets.aids.reference import ReferencePane
from tutor.tui.widgets.aids.template import TemplatePane
from tutor.tui.widgets.linked import Linked
from tutor.tui.widgets.reading import ReadingPane
from tutor.tui.widgets.rows import Rows

OURS = (
    TutorApp, TodayScreen, LibraryScreen, ContentsScreen, ReaderScreen, HelpScreen, SettingsScreen, ProgressScreen,
    Rows, Linked, ReadingPane, LookupScreen, Words, AidScreen, ChecklistPane, ProcedurePane, DecisionPane,
    ReferencePane, TemplatePane, Field,
)  # fmt: skip


def test_every_key_has_an_id_and_says_what_it_does() -> None:
    for owner in OURS:
        for binding in owner.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id
            assert binding.description or binding.system


async def test_help_lists_the_keys_that_work_where_you_were(app: TutorApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("l", "question_mark")
        await sees(pilot, "Here", "Start the pack", "Everywhere", "Leave at once; all is saved", "What this is")
        assert "Pause it" not in shown(app)  # not started: the key does nothing, so it is not listed
        await pilot.press("escape")
        await sees(pilot, "Library")


async def test_one_place_is_never_opened_twice(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "p", "l")
        await sees(pilot, "Library")
        await pilot.press("escape")
        await sees(pilot, "Learn in minutes")


async def test_the_palette_reaches_every_place(app: TutorApp) -> None:
    async with app.run_test(size=(80, 44)) as pilot:
        await pilot.press("colon")
        await sees(pilot, "Today", "Library", "Progress", "Settings", "Practise", "Take back", "Colours: contrast")
        await pilot.press(*"progress", "enter")
        await sees(pilot, "What you know")


@pytest.mark.parametrize(("words", "found"), [("theme", "Colours: dark"), ("undo", "Take back"), ("quit", "Leave")])
async def test_the_palette_is_searched_by_what_a_command_does_too(app: TutorApp, words: str, found: str) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("colon", *words)
        await until(pilot, lambda: found in shown(app) and "Library" not in shown(app))


async def test_a_theme_shows_at_once_and_is_remembered(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", *["down"] * 4)
        await sees(pilot, "▸ Colours")
        await pilot.press("right")
        assert app.theme == "light"
        await sees(pilot, "← light →")
        assert app.tutor.setting("theme") == "light"
        await pilot.press("left", "left")
        await sees(pilot, "← contrast →")
        await pilot.press("backspace")
        await sees(pilot, "← dark →")
        assert app.theme == "dark"


async def test_settings_show_an_hour_as_an_hour_and_the_way_back(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await sees(pilot, "← 04:00 →", "esc back")
        await pilot.press(*["down"] * 3, "right")
        await sees(pilot, "← 05:00 →")
        await pilot.press("backspace")
        await sees(pilot, "← 04:00 →")


async def test_a_number_stays_between_its_limits(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "down", "down", *["right"] * 9)
        await sees(pilot, "← 0.97 →")
    assert app.tutor.setting("retention") == 0.97


async def test_progress_of_a_newcomer_says_that_it_is_too_early(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await sees(
            pilot, "Nothing yet", "Not enough yet to say: 0 reviews", "Nothing in the next 14 days.", "None yet."
        )


async def test_progress_shows_what_is_known_what_comes_and_the_minutes(tutor: Tutor, app: TutorApp) -> None:
    tutor.journal.record(
        PackChanged("tiny", PackState.STARTED),
        LessonRead("tiny/first", 2, 120.0, finished=True),
        Answered("tiny/which-first", "choice", (), Verdict.RIGHT, 5.0),
    )
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("p")
        await sees(pilot, "A tiny pack", "about 1 of 1 right", "4 are still to", "days together: 1", "Sa ▂ 2")


HOSTILE = {
    "pack.yaml": 'format: 1\npack: evil\ntitle: "[/] [@click=app.bell]x[/]"\nabout: "[/][bold"\nfor: "[red]"\n',
    "lessons/first.md": (
        '---\ntitle: "[/] [@click=app.quit]t[/]"\nwhy: "[/] why"\nessence: "[/] e"\nminutes: 1\nteaches: [aid]\n---\n'
        "[/] [@click=app.bell]x[/] \x1b[31mred\n\n"
        "| [/] | b |\n|---|---|\n| [@click=app.bell]x[/] | [bold |\n\n"
        '```bash\necho "[/]" \x1b[2J\n```\n\n'
        "## [/] which \x1b[31m? {#q}\n- [x] [/]\n- [ ] [@click=app.bell]x[/]\n> [/]\n"
    ),
    "aids/aid.md": (
        '---\ntitle: "[/] aid"\naid: procedure\nasks: ["[/]"]\n---\n1. [/] [@click=app.bell]x[/]\n   - => [/]\n'
    ),
}


async def test_a_pack_that_means_harm_is_only_text_on_every_screen(
    add_pack: Callable[..., Path], request: pytest.FixtureRequest
) -> None:
    add_pack("evil", HOSTILE)
    app: TutorApp = request.getfixturevalue("app")
    app.tutor.journal.record(PackChanged("evil", PackState.STARTED))
    async with app.run_test(size=(80, 30), notifications=True) as pilot:
        await sees(pilot, "[/] [@click=app.quit]t[/]")
        await pilot.press("l")
        await sees(pilot, "[/] [@click=app.bell]x[/]")
        await pilot.press("z", "s", "enter")
        await sees(pilot, "[/][bold", "[red]", "[/] aid")
        await pilot.press("question_mark", "escape", "enter")
        await sees(pilot, "[/] why")
        await pilot.press("enter")
        screen = await sees(pilot, "[@click=app.bell]x[/]", 'echo "[/]"')
        assert "\x1b" not in screen
        await pilot.press("enter")
        await sees(pilot, "which")
        await pilot.press("escape")
        app.open_link("tutor:evil/aid")
        await sees(pilot, "1. [/] [@click=app.bell]x[/]", "→ [/]")


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60), (1, 1)])
async def test_every_screen_stands_in_any_terminal(tutor: Tutor, app: TutorApp, size: tuple[int, int]) -> None:
    tutor.journal.record(PackChanged("tiny", PackState.STARTED), LessonRead("tiny/first", 2, 60.0, finished=True))
    async with app.run_test(size=size) as pilot:
        for keys in (
            ("down", "up"),
            ("l",),
            ("enter", "end"),
            ("p", "end"),
            ("comma", "down"),
            ("question_mark", "end"),
        ):
            await pilot.press(*keys)
            await until(pilot, lambda: app.screen.is_mounted)
            lines = shown(app).split("\n")
            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines)
        app.open_link("tutor:tiny/look-here")
        await until(pilot, lambda: isinstance(app.screen, AidScreen))
        await pilot.press("end")


async def test_a_screen_follows_a_terminal_that_changes_its_size(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "enter")
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: len(shown(app).splitlines()) == 12)
        assert app.screen.has_class("-narrow")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: len(shown(app).splitlines()) == 24)
        assert not app.screen.has_class("-short")
        await sees(pilot, "The second idea")


async def test_an_error_that_a_person_can_mend_is_said_with_its_hint(
    app: TutorApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalError("the disk is full", where="/data/[/]journal", hint="Make room, then try again.")

    monkeypatch.setattr(app.tutor.journal, "record", full)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("l", "s")
        await sees(pilot, "the disk is full", "Make room", "○ not started")
        await pilot.press("comma", "right")
        await sees(pilot, "Settings", "← 5 →")


async def test_without_colours_the_chosen_row_is_still_marked(tutor: Tutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = TutorApp(tutor)
    assert app.no_color
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await sees(pilot, "▸ A tiny pack")
