"""Labs on screen: what they run is shown and asked first; then the task, checks, hints and the solution.

A terminal that a shell could be opened on is not at hand here: tests/e2e has one.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from drill_values import DISK
from looking import sees, shown, until
from textual.binding import Binding

from tutor.errors import SandboxError
from tutor.places import Places
from tutor.sandbox.boxes import find_box
from tutor.services import labs as service
from tutor.services.labs import LabState, labs
from tutor.services.opening import Tutor
from tutor.services.trust import trust_of
from tutor.tui.app import TutorApp
from tutor.tui.screens.drill import DrillScreen
from tutor.tui.screens.lab import LabScreen

LAB = """\
---
title: Mend the sign
needs: [grep]
setup: |
  echo nmae > sign.txt
  echo other > other.txt
checks:
  - {file: other.txt, is: other, else: "The other file changed."}
  - {run: cat sign.txt, is: name, else: "The sign still says `nmae`."}
hints: ["Look at the sign.", "Two letters have changed places."]
solution: echo name > sign.txt
---
Somebody wrote the sign wrong. Mend `sign.txt`.
"""
THROUGH = DISK.replace("-> wiped {minutes +5}\n  The disk", "-> lab/sign then saved else wiped\n  The disk")


@pytest.fixture(autouse=True)
def _sandbox() -> None:
    try:
        find_box()
    except SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture
def kit(add_pack: Callable[..., Path]) -> Path:
    """A shipped pack, whose commands need no asking."""
    return add_pack("kit", {"labs/sign.md": LAB, "drills/disk.md": THROUGH})


@pytest.fixture
def app(kit: Path, request: pytest.FixtureRequest) -> TutorApp:
    return TutorApp(request.getfixturevalue("tutor"))


def installed(places: Places, write_pack: Callable[..., Path], text: str = LAB) -> None:
    """The same lab in a pack that came from elsewhere; to be called before the house is opened."""
    write_pack(Path(places.installed) / "else", {"labs/sign.md": text})


def lab_of(app: TutorApp) -> LabScreen:
    assert isinstance(app.screen, LabScreen)
    return app.screen


def state(tutor: Tutor) -> LabState:
    return next(row.state for row in labs(tutor) if row.name.endswith("/sign"))


async def test_a_lab_is_found_failed_helped_with_and_solved(app: TutorApp) -> None:
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        await pilot.press("D", "end")
        await sees(pilot, "Labs, with real tools in a scratch folder", "▸ Mend the sign", "○ not tried yet")
        await pilot.press("enter")
        await sees(pilot, "Somebody wrote the sign wrong. Mend sign.txt.", "Folder:", "c check", "h hint")
        await sees(pilot, "A shell cannot be opened from here.")
        folder = Path(lab_of(app).lab.folder)
        assert (folder / "sign.txt").read_text() == "nmae\n"

        await pilot.press("c")
        await sees(pilot, "1 of 2 checks hold", "✓ other.txt", "✗ The sign still says nmae.", "cat sign.txt")
        assert shown(app).index("The sign still says") < shown(app).index("cat sign.txt"), "the author's words first"
        assert "is 'other'" in shown(app), "what holds is told whole"
        assert "is 'name'" not in shown(app), "what is expected is no part of the task"
        await pilot.press("h")
        await sees(pilot, "Hints", "1  Look at the sign.")
        await pilot.press("h")
        await sees(pilot, "2  Two letters have changed places.")
        assert " h hint" not in shown(app).splitlines()[-1]

        (folder / "sign.txt").write_text("name\n")
        await pilot.press("c")
        await sees(pilot, "2 of 2 checks hold", "✓ Solved.", "It comes back Sat 28 Nov.", "↵ done")
        await pilot.press("s")
        await sees(pilot, "The solution", "echo name > sign.txt", "What you typed", "(not known)")
        await pilot.press("enter")
        await sees(pilot, "✓ solved", "solved with help", "comes back")
        assert not folder.exists()


async def test_what_gives_away_or_throws_away_is_asked_for_twice(app: TutorApp) -> None:
    async with app.run_test(size=(80, 40), notifications=True) as pilot:
        app.do_lab("kit/sign")
        await sees(pilot, "Somebody wrote")
        await pilot.press("u")
        await sees(pilot, "What was done in a lab is not taken back")
        await pilot.press("s")
        screen = await sees(pilot, "s again shows the solution; it counts as help.")
        assert "echo name" not in screen
        await pilot.press("r")
        await sees(pilot, "r again builds the folder anew")
        await pilot.press("s")
        await sees(pilot, "s again")
        await pilot.press("s")
        await sees(pilot, "echo name > sign.txt")
        folder = Path(lab_of(app).lab.folder)
        (folder / "other.txt").unlink()
        await pilot.press("r", "r")
        await sees(pilot, "It begins afresh.")
        assert (folder / "other.txt").exists()


async def test_a_lab_that_was_left_goes_on_and_a_solved_one_may_be_done_again(app: TutorApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        app.do_lab("kit/sign")
        await sees(pilot, "Somebody wrote")
        folder = Path(lab_of(app).lab.folder)
        (folder / "sign.txt").write_text("name\n")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, LabScreen))
        assert state(app.tutor) is LabState.GOING
        app.do_lab("kit/sign")
        await sees(pilot, "It goes on where you left it.")
        await pilot.press("c")
        await sees(pilot, "✓ Solved.")
        await pilot.press("r")
        await sees(pilot, "A shell cannot be opened")
        assert (folder / "sign.txt").read_text() == "nmae\n"
        progress = app.tutor.journal.lab("kit/sign")
        assert progress is not None
        assert (progress.tries, progress.solved) == (2, 1)


async def test_a_pack_from_elsewhere_shows_every_command_and_asks(
    places: Places, write_pack: Callable[..., Path], request: pytest.FixtureRequest
) -> None:
    installed(places, write_pack)
    app = TutorApp(request.getfixturevalue("tutor"))
    async with app.run_test(size=(80, 40)) as pilot:
        app.do_lab("else/sign")
        await sees(pilot, "This pack runs commands", "All its commands (3)", "sign · setup", "echo nmae > sign.txt")
        await sees(pilot, "sign · check", "cat sign.txt", "sign · solution", "y I trust them")
        await pilot.press("escape")
        assert not trust_of(app.tutor, "else").is_given
        app.do_lab("else/sign")
        await sees(pilot, "y I trust them")
        await pilot.press("y")
        await sees(pilot, "Somebody wrote the sign wrong.")
        assert trust_of(app.tutor, "else").is_given


async def test_without_a_sandbox_that_is_said_and_asked(app: TutorApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "no_sandbox", lambda: "bwrap is not here")
    async with app.run_test(size=(80, 24)) as pilot:
        app.do_lab("kit/sign")
        await sees(pilot, "Careful: bwrap is not here.", "y run it all the same")
        await pilot.press("y")
        await sees(pilot, "Somebody wrote the sign wrong.")


async def test_a_tool_that_is_not_here_is_named(kit: Path, request: pytest.FixtureRequest) -> None:
    (kit / "labs" / "sign.md").write_text(LAB.replace("[grep]", "[no-such-tool]"))
    app = TutorApp(request.getfixturevalue("tutor"))
    async with app.run_test(size=(80, 24)) as pilot:
        app.do_lab("kit/sign")
        await sees(pilot, "It needs no-such-tool, and that is not on this machine.")
        await pilot.press("c", "h", "s", "r", "escape")
        await until(pilot, lambda: not isinstance(app.screen, LabScreen))


async def test_a_setup_that_fails_is_said(kit: Path, request: pytest.FixtureRequest) -> None:
    (kit / "labs" / "sign.md").write_text(LAB.replace("echo other > other.txt", "exit 3"))
    app = TutorApp(request.getfixturevalue("tutor"))
    async with app.run_test(size=(80, 24)) as pilot:
        app.do_lab("kit/sign")
        await sees(pilot, "! the world of this lab cannot be built", "status 3")


@pytest.mark.parametrize("leaving", ["enter", "escape", "n"])
async def test_a_drill_leads_through_a_lab_and_goes_on_with_how_that_went(app: TutorApp, leaving: str) -> None:
    solved = leaving != "n"
    async with app.run_test(size=(80, 40)) as pilot:
        app.play("kit/disk")
        await sees(pilot, "begin")
        await pilot.press("enter")
        screen = await sees(pilot, "Delete the oldest")
        key = next(line.strip()[0] for line in screen.splitlines() if "Delete the oldest" in line)
        await pilot.press(key)
        await sees(pilot, "Somebody wrote the sign wrong.")
        await pilot.press("escape")  # takes no choice
        await sees(pilot, "decision 1")
        await pilot.press(key)
        await sees(pilot, "Somebody wrote the sign wrong.")
        if solved:
            Path(lab_of(app).lab.folder, "sign.txt").write_text("name\n")
            await pilot.press("c")
            await sees(pilot, "↵ on with the story")
            await pilot.press(leaving)  # escape too: what was solved is not solved twice
            await sees(pilot, "The lab is solved.", "✓ Saved")
        else:
            await pilot.press(leaving)
            await sees(pilot, "The lab is not solved.", "✗ Evidence gone")
        assert isinstance(app.screen, DrillScreen)


async def test_a_lab_that_means_harm_is_only_text(
    places: Places, write_pack: Callable[..., Path], request: pytest.FixtureRequest
) -> None:
    text = LAB.replace("title: Mend the sign", 'title: "[/] [@click=app.quit]t[/]"')
    text = text.replace("Look at the sign.", "[/] [bold").replace("The sign still", "[@click=app.bell]x[/] still")
    text = text.replace("echo other > other.txt", "echo other > other.txt # [/] [@click=app.quit]q[/]")
    installed(places, write_pack, text.replace("Somebody wrote", "[/] \x1b[31mwrote"))
    app = TutorApp(request.getfixturevalue("tutor"))
    async with app.run_test(size=(80, 50)) as pilot:
        await pilot.press("D", "end")
        await sees(pilot, "[/] [@click=app.quit]t[/]")
        await pilot.press("enter")
        await sees(pilot, "# [/] [@click=app.quit]q[/]")
        await pilot.press("y")
        await sees(pilot, "[/]", "wrote")
        await pilot.press("h", "c")
        screen = await sees(pilot, "1  [/] [bold", "✗ [@click=app.bell]x[/] still")
        assert "\x1b" not in screen
        assert app.is_running


async def test_help_and_palette_know_the_keys_of_a_lab(app: TutorApp) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        app.do_lab("kit/sign")
        await sees(pilot, "Somebody wrote")
        await pilot.press("question_mark")
        await sees(pilot, "Look which checks hold", "The next hint", "Build its folder again")
        await pilot.press("escape", "colon", *"check", "enter")
        await sees(pilot, "1 of 2 checks hold")


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60), (1, 1)])
async def test_a_lab_stands_in_any_terminal(app: TutorApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        app.do_lab("kit/sign")
        await until(pilot, lambda: lab_of(app).check_action("check", ()))
        await pilot.press("c")
        await until(pilot, lambda: app.tutor.journal.lab("kit/sign").failed)  # type: ignore[union-attr]
        await pilot.press("h", "end")
        lines = shown(app).split("\n")
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)


def test_every_key_has_an_id_and_says_what_it_does() -> None:
    for binding in LabScreen.BINDINGS:
        assert isinstance(binding, Binding)
        assert binding.id
        assert binding.description
