"""A drill: its stakes, then scene after scene until an ending. Every choice is kept before its outcome shows."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from time import monotonic
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.services.drill_gauges import limits
from tutor.services.drilling import Outcome, Playing, SceneView, Stakes, begin, stakes
from tutor.tui.screens.backed import BackedScreen
from tutor.tui.widgets.reading import ReadingPane
from tutor.tui.widgets.scene import ScenePage
from tutor.tui.widgets.stakes import StakesPage
from tutor.tui.widgets.turning import Turning

SECOND = 1.0  # between two looks at the clock of a timed scene

Clock = Callable[[], float]  # seconds from some beginning; never jumps back


def _commands() -> type[Any]:
    from tutor.tui.screens.drill_commands import DrillCommands  # the palette is opened rarely

    return DrillCommands


class DrillScreen(BackedScreen):
    """One play of the drill `name`, the one that was left or one `afresh`.

    `clock` measures the time from a scene to its choice; `tick` in seconds.
    """

    CSS_PATH = "drill.tcss"
    COMMANDS: ClassVar[set[Any]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "earlier", "go back", id="drill.back", tooltip="Back to any earlier decision; it costs nothing"),
        Binding("c", "checkpoint", "to the checkpoint", show=False, id="drill.checkpoint"),
        Binding("r", "restart", "start again", id="drill.restart", tooltip="Back to the first decision"),
        Binding("u", "take_back", "take back", show=False, id="undo", tooltip="Take back your last choice"),
    ]

    def __init__(self, name: str, *, afresh: bool = False, clock: Clock = monotonic, tick: float = SECOND) -> None:
        super().__init__()
        self._drill = name
        self._afresh = afresh
        self._clock = clock
        self._tick = tick
        self._stakes: Stakes | None = None
        self._playing: Playing | None = None
        self._page: ScenePage | None = None
        self._shown_at = 0.0
        self._spent_before = 0.0  # at the scene on screen, when something came to stand in front of it
        self._scene: SceneView | None = None  # that is on screen
        self._checkpoint = False  # whether there is one behind it
        self._pane = ReadingPane()
        self._pane.can_focus = False  # what is in it has the focus, and its keys still work

    @property
    def playing(self) -> Playing:
        """The play; there is one once the stakes were read."""
        assert self._playing is not None
        return self._playing

    def heading(self) -> tuple[str, str]:
        if self._stakes is None:
            return "Drill", ""
        drill = self._stakes.drill
        scene = self._scene
        if scene is None:
            return f"{drill.pack} · drill", ""
        where = "the end" if scene.ending else f"decision {scene.decisions + 1}"
        if scene.seconds:
            left = f"{max(0, round(scene.seconds - self._spent()))} s left"
            where = left if self.has_class("-narrow") else f"{where} · {left}"
        return f"{drill.pack} · {drill.title}", where

    def backed(self) -> str:
        return self._drill

    def part(self) -> int | str:
        return self._scene.scene if self._scene else ""

    def body(self) -> Iterable[Widget]:
        yield self._pane

    async def on_mount(self) -> None:
        self._timer = self.set_interval(self._tick, self._look_at_clock, pause=True)
        with self.app.calmly():
            self._stakes = self.stakes()
            page = StakesPage(self._stakes)
            await self._pane.mount(page)
            self.set_focus(page)
            self.refresh_heading()

    def stakes(self) -> Stakes:
        """What there is to know before the play."""
        known = stakes(self.app.tutor, self._drill)
        return replace(known, left=False) if self._afresh else known

    @on(Turning.Turned)
    async def _stakes_read(self, event: Turning.Turned) -> None:
        event.stop()
        await self._begin(afresh=self._afresh)

    async def action_afresh(self) -> None:
        await self._begin(afresh=True)

    async def _begin(self, *, afresh: bool) -> None:
        if self._playing is not None:
            return  # the key was pressed twice
        with self.app.calmly():
            await self.play(begin(self.app.tutor, self._drill, afresh=afresh))

    async def play(self, playing: Playing) -> None:
        """Show a play in place of what is shown."""
        self._playing = playing
        self._page = ScenePage(limits(playing.drill))
        with self.app.batch_update():
            gone = self._pane.remove_children()
            await self._pane.mount(self._page)
            self.show(notice=playing.notice)
        await gone

    # -- what is on screen

    def show(self, outcome: Outcome | None = None, notice: str = "") -> None:
        """Show where the play stands, after what led there. The time of the scene begins."""
        assert self._page is not None
        self._scene = scene = self.playing.scene
        self._checkpoint = any(one.checkpoint for one in self.playing.earlier())
        self._shown_at = self._clock()
        self._spent_before = 0.0
        with self.app.batch_update():
            self._page.show(scene, outcome, notice)
            self.set_focus(self._page, scroll_visible=False)
            self.refresh_heading()
        if scene.seconds:
            self._timer.resume()
        else:
            self._timer.pause()

    @property
    def _seconds(self) -> int:
        """That the scene on screen gives; 0: as many as you like."""
        return self._scene.seconds if self._scene else 0

    def _spent(self) -> float:
        return self._clock() - self._shown_at

    def _look_at_clock(self) -> None:
        if self.app.screen is not self or not self._seconds:
            return
        if self._spent() < self._seconds:
            self.refresh_heading()
        else:
            self._timer.pause()  # if it cannot be kept, it is not tried again every second: any choice tries
            self._do(lambda: self.playing.run_out(self._spent()))

    def on_screen_suspend(self) -> None:
        """Whatever stands in front of it, the time of a scene stands still meanwhile."""
        self._spent_before = self._spent()
        self._timer.pause()

    def on_screen_resume(self) -> None:
        if self._playing is not None:
            self._shown_at = self._clock() - self._spent_before
            if self._seconds:
                self._timer.resume()

    # -- what the learner does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "afresh":
            return self._stakes is not None and self._stakes.left and self._playing is None
        if action in ("earlier", "restart", "take_back"):
            return self._playing is not None and bool(self.playing.play.taken)
        if action == "checkpoint":
            return self._checkpoint
        return super().check_action(action, parameters)

    @on(ScenePage.Chosen)
    def _chosen(self, event: ScenePage.Chosen) -> None:
        """Keep the choice, then show what it did. When it cannot be kept the scene stays as it is, to try again."""
        event.stop()
        spent = self._spent()
        if self._seconds and spent > self._seconds:
            self._do(lambda: self.playing.run_out(spent))
        else:
            self._choose(event.place, spent)

    def _choose(self, place: int, spent: float) -> None:
        lab = self.playing.lab(place)
        if not lab:
            self._do(lambda: self.playing.choose(place, spent))
            return
        from tutor.tui.screens.lab import LabScreen

        def came_back(solved: bool) -> None:
            self._do(lambda: self.playing.choose(place, spent, solved=solved))

        self.app.push_screen(LabScreen(lab, came_back))

    def _do(self, deed: Callable[[], Outcome | None]) -> None:
        try:
            outcome = deed()
        except TutorError as error:
            self.app.trouble(error)
            return
        if outcome is not None:  # None: a key that was pressed twice
            self.show(outcome)

    @on(ScenePage.Ended)
    def _ended(self, event: ScenePage.Ended) -> None:
        event.stop()
        from tutor.tui.screens.debrief import DebriefScreen

        with self.app.calmly():
            self.app.push_screen(DebriefScreen(self.playing, self))

    def rewind(self, place: int) -> None:
        """Back to an earlier decision. It is kept, and never counted against anybody."""
        with self.app.calmly():
            if self.playing.rewind(place):
                self.show()

    def again(self) -> None:
        """Another play of the same drill."""
        with self.app.calmly():
            self.playing.again()
            self.show()

    def action_earlier(self) -> None:
        from tutor.tui.screens.forks import ForksScreen

        self.app.push_screen(ForksScreen(self.playing.earlier(), self.rewind))

    def action_checkpoint(self) -> None:
        with self.app.calmly():
            if self.playing.to_checkpoint():
                self.show()

    def action_restart(self) -> None:
        self.rewind(0)

    def action_take_back(self) -> None:
        self.rewind(len(self.playing.play.taken) - 1)

    def take_back(self) -> None:
        """What the palette's "Take back" does here: the last choice, and no answer of another day."""
        if self.check_action("take_back", ()):
            self.action_take_back()
        else:
            self.app.say("There is no choice to take back.")
