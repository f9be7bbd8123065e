"""Drills on screen: found, played to a bad end, gone back in, played to a good one, and looked back at."""

from collections.abc import Callable
from pathlib import Path

import pytest
from drill_values import DISK
from looking import sees, shown, until
from textual.binding import Binding
from textual.pilot import Pilot

from tutor.errors import JournalError
from tutor.journal.store import Journal
from tutor.model.events import DrillChose, DrillNoted, DrillRewound, PackChanged, PackState
from tutor.places import Places
from tutor.services.drill_gauges import limits
from tutor.services.drilling import begin
from tutor.services.opening import Tutor, open_tutor
from tutor.services.preferences import change_setting
from tutor.tui.app import TutorApp
from tutor.tui.screens.debrief import DebriefPane, DebriefScreen, NoteField
from tutor.tui.screens.drill import DrillScreen
from tutor.tui.screens.drills import DrillsScreen
from tutor.tui.screens.forks import ForksScreen
from tutor.tui.screens.today import TodayScreen
from tutor.tui.widgets.scene import ScenePage
from tutor.tui.widgets.stakes import StakesPage

DRILL = DISK.replace("fail: {", "teaches: [look-here]\nfail: {")
AID = "---\ntitle: Look here\naid: procedure\n---\n1. Look.\n"


class Seconds:
    """A clock for a screen, that moves when told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def kit(shelf: Path, add_pack: Callable[..., Path]) -> Path:
    """A pack with the drill of the documentation, on the shelf before the house is opened."""
    return add_pack("kit", {"drills/disk.md": DRILL, "aids/look-here.md": AID})


@pytest.fixture
def app(kit: Path, request: pytest.FixtureRequest) -> TutorApp:
    return TutorApp(request.getfixturevalue("tutor"))


def again_with(request: pytest.FixtureRequest, kit: Path, text: str) -> TutorApp:
    """The app on another text of the drill."""
    (kit / "drills" / "disk.md").write_text(text)
    return TutorApp(request.getfixturevalue("tutor"))


async def choose(pilot: Pilot[None], words: str) -> None:
    """Press the number of the choice that begins with these words."""
    screen = await sees(pilot, words)
    line = next(line for line in screen.splitlines() if line.strip(" ▸")[3:].startswith(words))
    await pilot.press(line.strip(" ▸")[0])


async def play(pilot: Pilot[None], name: str = "kit/disk") -> DrillScreen:
    """Open the drill and go past its stakes."""
    app = pilot.app
    assert isinstance(app, TutorApp)
    app.play(name)
    await until(pilot, lambda: app.screen.query(StakesPage))
    await pilot.press("enter")
    screen = app.screen
    assert isinstance(screen, DrillScreen)
    await until(pilot, lambda: app.screen.query(ScenePage))
    return screen


async def test_a_drill_is_found_in_the_list_with_how_it_stands(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("D")
        await sees(pilot, "▸ Disk almost full at 03:12", "○ not tried yet", "kit · about", "↵ open")
        await pilot.press("enter")
        await sees(pilot, "The first ten minutes decide", "Your goal: Restore headroom", "it costs nothing", "↵ begin")
        assert app.tutor.journal.drill("kit/disk") is None  # to look is not to try
        await pilot.press("enter")
        await sees(pilot, "The pager goes off", "db-1 is 96% full.", "minutes  ░░░░░░░░░░ 0 of 30", "1-4 choose")
        await pilot.press("escape")
        await sees(pilot, "… left in the middle", "0 of 3 endings found")


async def test_from_a_bad_end_back_to_a_fork_and_to_a_good_end(app: TutorApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await play(pilot)
        await choose(pilot, "Restart what the runbook")
        screen = await sees(pilot, "You: Restart what the runbook names", "the graph climbs exactly", "The cause")
        assert "The runbook guesses" not in screen  # why waits for the debrief
        await sees(pilot, "checkpoint", "decision 2", "12 of 30")
        assert "Restart the replica" not in shown(app)  # only who has looked knows of it
        await choose(pilot, "Restart the database")
        await sees(pilot, "✗ Evidence gone", "A bad ending: here it cost nothing", "the end", "↵ look back")

        await pilot.press("enter")
        await sees(pilot, "looking back", "Your first try", "Restart what the runbook names", "Best from here")
        await sees(pilot, "1. See what is growing", "2. Restart the replica", "The runbook guesses")
        await sees(pilot, "no good end could be reached any", "minutes  · 0  ▄ 12  ▅ 17", "1 of 3 endings found")
        await sees(pilot, "still to find: 1 good and 1 bad", "1 scene not seen yet", "Look here  aid", "↵ more")

        await pilot.press("b")
        await sees(pilot, "Back to which decision?", "1  The pager goes off", "▸ 2  The cause", "checkpoint")
        await pilot.press("up", "enter")
        await sees(pilot, "The pager goes off", "decision 1", "0 of 30")
        await choose(pilot, "See what is growing")
        await choose(pilot, "Restart the replica")
        await sees(pilot, "✓ Saved", "A good ending")
        await pilot.press("enter")
        await sees(pilot, "✓ Saved", "the same: no way was better", "looked   · no  █ yes  █ yes  hidden until now")
        assert "Your first try" not in shown(app)
    kept = [one.event for one in app.tutor.journal.events("kit/disk")]
    assert [event.to for event in kept if isinstance(event, DrillRewound)] == [0]
    assert sum(isinstance(event, DrillChose) for event in kept) == 4


async def test_the_debrief_leads_to_what_helps_takes_a_note_and_is_done(app: TutorApp) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        await play(pilot)
        await choose(pilot, "Delete the oldest")
        await pilot.press("enter")
        await sees(pilot, "What helps", "This drill comes back Mon 23 Nov.", "What would you do first next time?")
        await pilot.press("tab", "enter")
        await sees(pilot, "Look here", "1. Look.")
        await pilot.press("escape", "escape")
        await sees(pilot, "↵ answer")
        await pilot.press("enter", *"look q", "enter")
        await sees(pilot, "Kept: look q", "↵ done")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        app.play("kit/disk")
        await sees(pilot, "Last time you wrote: look q")
    assert any(one.event == DrillNoted("kit/disk", "look q") for one in app.tutor.journal.events("kit/disk"))


async def test_a_note_is_left_by_escape_and_n_and_capital_n_are_not_one_key(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await play(pilot)
        await choose(pilot, "Delete the oldest")
        await pilot.press("enter", "N", "n", "b")
        await until(pilot, lambda: app.screen.query_one(NoteField).value == "nb")
        await pilot.press("escape")
        await sees(pilot, "n a new play")
        await pilot.press("n")
        await sees(pilot, "The pager goes off", "decision 1")
    progress = app.tutor.journal.drill("kit/disk")
    assert progress is not None
    assert progress.tries == 2


async def test_arrows_mark_a_choice_and_an_enter_too_many_takes_none(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await play(pilot)
        await pilot.press("enter")  # marks the first
        await sees(pilot, "▸ 1")
        assert not screen.playing.play.taken
        await pilot.press("up")
        await sees(pilot, "▸ 4")
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: len(screen.playing.play.taken) == 1)
        await until(pilot, lambda: "▸" not in shown(app))


async def test_going_back_by_one_to_the_checkpoint_and_to_the_beginning(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await play(pilot)
        await pilot.press("b", "r", "c")
        assert app.screen is screen  # nothing to go back to
        await choose(pilot, "See what is growing")
        await choose(pilot, "Restart the database")
        await sees(pilot, "Evidence gone")
        await pilot.press("c")
        await sees(pilot, "The cause", "decision 2")
        await pilot.press("u")
        await sees(pilot, "decision 1")
        await choose(pilot, "Wait")
        await choose(pilot, "Wait")
        await sees(pilot, "decision 3")
        await choose(pilot, "Delete")
        await pilot.press("enter")
        await sees(pilot, "looking back")
        await pilot.press("u")
        await sees(pilot, "decision 3")
        await pilot.press("r")
        await sees(pilot, "decision 1", "0 of 30")
        app.action_undo()  # as the palette's "Take back" does
        await sees(pilot, "There is no choice to take back.")


async def test_a_play_that_was_left_goes_on_and_may_be_begun_anew(app: TutorApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await play(pilot)
        await choose(pilot, "See what is growing")
        await sees(pilot, "The cause")
        await pilot.press("escape")
        app.play("kit/disk")
        await sees(pilot, "it goes on where you left it", "n a new play")
        await pilot.press("enter")
        await sees(pilot, "It goes on where you left it.", "The cause", "3 of 30")
        await pilot.press("escape")
        app.play("kit/disk")
        await sees(pilot, "n a new play")
        await pilot.press("n")
        await sees(pilot, "The pager goes off", "0 of 30")


async def test_a_changed_drill_goes_on_at_a_checkpoint_and_says_so(
    kit: Path, places: Places, shelf: Path, clock: Callable[[], tuple[int, int]]
) -> None:
    places.shipped = str(shelf)
    first = open_tutor(where=places, here=places.shipped, clock=clock)
    playing = begin(first, "disk")
    playing.choose(next(n for n, one in enumerate(playing.scene.choices) if one.source.startswith("See")), 1.0)
    first.close()
    (kit / "drills" / "disk.md").write_text(DRILL.replace("minutes +12", "minutes +11"))
    tutor = open_tutor(where=places, here=places.shipped, clock=clock)
    async with TutorApp(tutor).run_test(size=(80, 24)) as pilot:
        await play(pilot)
        await sees(pilot, "This drill was changed since you left it", "is still there.", "The cause")
    tutor.close()


async def test_a_coach_says_why_at_once(kit: Path, request: pytest.FixtureRequest) -> None:
    app = again_with(request, kit, DRILL.replace("show:", "coach: true\nshow:"))
    async with app.run_test(size=(80, 24)) as pilot:
        await play(pilot)
        await choose(pilot, "Wait")
        await sees(pilot, "97%. Nobody has woken up.", "▏ The disk does not wait.")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_timed_scene_counts_down_and_goes_where_the_author_says(
    kit: Path, request: pytest.FixtureRequest, size: tuple[int, int]
) -> None:
    app = again_with(request, kit, DRILL.replace("{#page}", "{#page time=20 late=wiped}"))
    clock = Seconds()
    async with app.run_test(size=size) as pilot:
        app.push_screen(DrillScreen("kit/disk", clock=clock, tick=0.001))
        await sees(pilot, "begin")
        await pilot.press("enter")
        await sees(pilot, "20 s left")
        clock.now += 15
        await sees(pilot, "5 s left")
        await pilot.press("question_mark")
        await sees(pilot, "Here")
        clock.now += 60  # reading the keys costs no time
        await pilot.press("escape")
        await sees(pilot, "5 s left")
        clock.now += 6
        await sees(pilot, "The time is over.", "✗ Evidence gone", "the end")


async def test_timers_may_be_off(kit: Path, request: pytest.FixtureRequest) -> None:
    app = again_with(request, kit, DRILL.replace("{#page}", "{#page time=20 late=wiped}"))
    change_setting(app.tutor, "timers", "off")
    async with app.run_test(size=(80, 24)) as pilot:
        await play(pilot)
        assert "s left" not in await sees(pilot, "The pager goes off")


async def test_what_cannot_be_kept_is_said_and_can_be_tried_again(
    app: TutorApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalError("the disk is full", hint="Make room, then try again.")

    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await play(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(Journal, "record", full)
            await pilot.press("1")
            await sees(pilot, "the disk is full", "decision 1")
        await choose(pilot, "See what is growing")
        await sees(pilot, "decision 2")


async def test_today_offers_a_drill_and_enter_on_it_opens_it(app: TutorApp) -> None:
    app.tutor.journal.record(PackChanged("kit", PackState.STARTED), PackChanged("tiny", PackState.STARTED))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "if there is time", "Disk almost full at 03:12", "drill · not tried yet")
        await pilot.press("down", "down", "down")
        await sees(pilot, "▸ Disk almost full", "↵ play this now")
        await pilot.press("enter")
        await sees(pilot, "The first ten minutes decide")


async def test_a_drill_alone_is_what_enter_opens(app: TutorApp) -> None:
    app.tutor.journal.record(PackChanged("kit", PackState.STARTED))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Nothing is due now.", "If you like, there is more:", "↵ play this now")
        await pilot.press("enter")
        await sees(pilot, "The first ten minutes decide")


async def test_the_library_lists_a_packs_drills_and_links_open_them(app: TutorApp) -> None:
    begin(app.tutor, "disk")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l", "down", "enter")
        await sees(pilot, "Drills, where getting it wrong costs nothing", "Disk almost full", "… left in the middle")
        await pilot.press("end", "enter")
        await sees(pilot, "it goes on where you left it")
        await pilot.press("escape")
        app.open_link("tutor:kit/disk")
        await until(pilot, lambda: isinstance(app.screen, DrillScreen))


async def test_the_palette_knows_drills_and_the_keys_of_a_play(app: TutorApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("colon", *"drills", "enter")
        await until(pilot, lambda: isinstance(app.screen, DrillsScreen))
        await play(pilot)
        await choose(pilot, "Wait")
        await pilot.press("colon", *"start again", "enter")
        await sees(pilot, "decision 1")


async def test_help_lists_the_keys_of_a_scene_and_of_a_debrief(app: TutorApp) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        await play(pilot)
        await choose(pilot, "Wait")
        await pilot.press("question_mark")
        await sees(pilot, "Its number chooses at once", "Back to any earlier decision", "Back to the first decision")
        await pilot.press("escape")
        await choose(pilot, "Delete")
        await pilot.press("enter", "question_mark")
        await sees(pilot, "What would you do first next time?", "Choices stand in another order")


def test_every_key_has_an_id_and_says_what_it_does() -> None:
    for owner in (DrillScreen, DrillsScreen, ForksScreen, DebriefScreen, DebriefPane, NoteField,
                  ScenePage, StakesPage):  # fmt: skip
        for binding in owner.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id
            assert binding.description or binding.system


HOSTILE = """\
---
title: "[/] [@click=app.quit]t[/]"
why: "[/] why \\e[31m"
goal: "[bold"
state: {m: 0, f: false}
show: [m, f]
fail: {too much: m >= 9}
teaches: [look-here]
---
## [/] [@click=app.bell]scene[/] {#one .checkpoint}
[/] text \x1b[31mred [[look-here]]

- [ ] [/] one -> one {m +3, f}
  [@click=app.bell]out[/] \x1b[2J
  > [/] because
- [x] [@click=app.bell]two[/] -> two {m +1}
  > [/] fine

## [/] over {#two .pass}
[/] done
"""


async def test_a_drill_that_means_harm_is_only_text_on_every_screen(kit: Path, request: pytest.FixtureRequest) -> None:
    app = again_with(request, kit, HOSTILE)
    async with app.run_test(size=(80, 60), notifications=True) as pilot:
        await pilot.press("D")
        await sees(pilot, "[/] [@click=app.quit]t[/]")
        await pilot.press("enter")
        await sees(pilot, "[/] why", "Your goal: [bold")
        await pilot.press("enter")
        await sees(pilot, "[/] [@click=app.bell]scene[/]", "[/] text", "f  no")
        await pilot.press("tab", "enter")  # its link
        await sees(pilot, "Look here", "1. Look.")
        await pilot.press("escape", "escape")
        await choose(pilot, "[/] one")
        await sees(pilot, "You: [/] one", "[@click=app.bell]out[/]", "f  yes")
        await pilot.press("b")
        await sees(pilot, "1  [/] [@click=app.bell]scene[/]", "you: [/] one")
        await pilot.press("escape")
        await choose(pilot, "[/] one")
        await choose(pilot, "[/] one")
        await sees(pilot, "✗ too much")
        await pilot.press("enter")
        screen = await sees(pilot, "[/] because", "[@click=app.bell]two[/]", "Where you have been")
        assert "\x1b" not in screen
        assert app.is_running


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60), (1, 1)])
async def test_every_screen_of_a_drill_stands_in_any_terminal(app: TutorApp, size: tuple[int, int]) -> None:
    playing = begin(app.tutor, "disk")
    place = next(n for n, choice in enumerate(playing.scene.choices) if choice.source.startswith("Wait"))
    playing.choose(place, 1.0)
    async with app.run_test(size=size) as pilot:
        for keys, comes in (
            (("D", "end"), lambda: isinstance(app.screen, DrillsScreen)),
            (("enter", "end"), lambda: app.screen.query(StakesPage)),
            (("n", "end"), lambda: app.screen.query(ScenePage)),
            (("1", "end", "b", "up"), lambda: isinstance(app.screen, ForksScreen)),
            (("escape",), lambda: isinstance(app.screen, DrillScreen)),
            (("1", "1", "1"), lambda: isinstance(app.screen, DrillScreen)),
        ):
            await pilot.press(*keys)
            await until(pilot, comes)
            await until(pilot, lambda: shown(app).count("\n") == size[1] - 1)
            assert all(len(line) <= size[0] for line in shown(app).split("\n"))
        screen = app.screen
        assert isinstance(screen, DrillScreen)
        while not screen.playing.play.ending:
            screen.playing.choose(0, 1.0)
        screen.show()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("space", "end", "N", "x")
        await until(pilot, lambda: app.screen.query_one(NoteField).value == "x")


async def test_on_a_small_screen_what_is_below_is_one_key_away(app: TutorApp) -> None:
    async with app.run_test(size=(40, 12)) as pilot:
        await play(pilot)
        await sees(pilot, "space more")
        await pilot.press("down")  # the marked choice is brought into view
        await sees(pilot, "▸ 1")
        await pilot.press("1")
        await sees(pilot, "You: ")  # from the top


def test_a_gauge_reaches_to_where_a_rule_ends_the_play(kit: Path, request: pytest.FixtureRequest) -> None:
    tutor: Tutor = request.getfixturevalue("tutor")
    assert limits(begin(tutor, "disk").drill) == {"minutes": (0, 30)}
