"""A drill in a preview: played from any scene in any state, and all of the state in sight."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.model.conditions import State
from tutor.model.drills import Drill, Ending, Scene
from tutor.services.drilling import Outcome, Stakes
from tutor.services.rehearsing import changed_state, example, fitting, stand_at
from tutor.tui.screens.drill import DrillScreen
from tutor.tui.text import content, plain
from tutor.tui.widgets.heading import TutorScreen
from tutor.tui.widgets.rows import Row, Rows, scrolled
from tutor.tui.widgets.scene import gauge


class DrillPreview(DrillScreen):
    """A drill. `at` is the place of a scene to stand at; else `before`: where the drill stood, a scene's id and state.

    -1 and None: it begins at its stakes, as for a learner.
    """

    DEFAULT_CSS = """
    DrillPreview #inspector { max-height: 3; max-width: 100; padding: 0 1; border-top: solid $rule; }
    DrillPreview.-short #inspector { max-height: 2; border-top: none; }
    DrillPreview #state { max-width: 100; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "scenes", "scenes", id="preview.scenes", tooltip="Begin at any scene, in the state that stands"),
        Binding(
            "equals_sign",
            "change",
            "state",
            key_display="=",
            id="preview.state",
            tooltip="Change the state: type minutes = 12, looked = yes",
        ),
    ]

    def __init__(self, name: str, at: int = -1, before: tuple[str, State] | None = None) -> None:
        super().__init__(name)
        self._at = at
        self._before = before
        self._inspector = Static("", id="inspector", markup=False)
        self._field = Input(id="state", compact=True)

    @property
    def drill(self) -> Drill | None:
        """The drill, once it was read."""
        return self._stakes.drill if self._stakes else None

    @property
    def standing(self) -> tuple[str, State] | None:
        """The scene's id and the state, None before a play."""
        return (self._scene.scene, self.playing.play.state) if self._scene else None

    def body(self) -> Iterable[Widget]:
        yield from super().body()
        yield self._inspector
        yield self._field

    def on_mount(self) -> None:  # type: ignore[override]  # the base class's runs too, before what is called later
        self._field.display = False
        self.call_later(self._begin_there)

    def stakes(self) -> Stakes:
        return replace(super().stakes(), left=False)

    async def _begin(self, *, afresh: bool) -> None:
        await super()._begin(afresh=True)

    async def _begin_there(self) -> None:
        drill = self.drill
        if drill is None:
            return
        self._inspect(fitting(drill, self._before[1] if self._before else ()))
        scene = drill.scenes[self._at] if 0 <= self._at < len(drill.scenes) else None
        if scene is None and self._before is not None:
            scene = drill.scene(self._before[0])
        if scene is not None:
            await self.stand(scene, fitting(drill, self._before[1] if self._before else ()))

    async def stand(self, scene: Scene, state: State) -> None:
        """Play on from a scene in a state."""
        drill = self.drill
        if drill is not None:
            with self.app.calmly():
                await self.play(stand_at(self.app.tutor, drill, scene, state))

    def show(self, outcome: Outcome | None = None, notice: str = "") -> None:
        super().show(outcome, notice)
        self._inspect(self.playing.play.state)

    def _inspect(self, state: State) -> None:
        scene = self.standing[0] if self.standing else ""
        pieces = [gauge(name, value, None) for name, value in state]
        told = Content("   ").join(pieces) if pieces else plain("no state", "$quiet")
        self._inspector.update(Content.assemble(plain(f"#{scene}   " if scene else "", "$accent"), told))

    @property
    def _state(self) -> State:
        if self.standing is not None:
            return self.standing[1]
        return self.drill.state if self.drill else ()

    # -- what an author does

    def action_scenes(self) -> None:
        drill = self.drill
        if drill is None:
            return

        def go(place: int) -> None:
            self.call_later(self.stand, drill.scenes[place], self._state)

        here = self.standing[0] if self.standing else ""
        self.app.push_screen(ScenesScreen(drill.title, drill.scenes, here, go))

    def action_change(self) -> None:
        self.on_screen_suspend()  # the time of a scene stands still while somebody types
        self._field.placeholder = example(dict(self._state))
        self._field.display = True
        self.set_focus(self._field)

    @on(Input.Submitted, "#state")
    async def _changed(self, event: Input.Submitted) -> None:
        event.stop()
        drill = self.drill
        if drill is None:
            return
        with self.app.calmly():
            state = changed_state(drill, self._state, event.value)
            here = self.standing and drill.scene(self.standing[0], self.playing.play.variant)
            scene = here or drill.scenes[0]
            self._leave_field()
            await self.stand(scene, state)

    def _leave_field(self) -> None:
        self._field.value = ""
        self._field.display = False
        self.on_screen_resume()
        if self._page is not None:
            self.set_focus(self._page, scroll_visible=False)
        else:
            self.set_focus(next(iter(self._pane.children), None))

    def action_back(self) -> None:
        if self._field.display:
            self._leave_field()
        else:
            super().action_back()


class ScenesScreen(TutorScreen):
    """The scenes of a drill; calls `go` with the place of the one that was chosen."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "begin here", id="scenes.go", tooltip="Play from this scene on"),
    ]

    def __init__(self, title: str, scenes: Sequence[Scene], here: str, go: Callable[[int], None]) -> None:
        super().__init__()
        self._title = title
        self._scenes = scenes
        self._here = here
        self._go = go

    def heading(self) -> tuple[str, str]:
        return f"{self._title} · scenes", "esc stay"

    def body(self) -> Iterable[Widget]:
        rows = [_row(str(place), scene) for place, scene in enumerate(self._scenes)]
        chosen = next((str(place) for place, scene in enumerate(self._scenes) if scene.id == self._here), "")
        yield scrolled(Rows(*rows, chosen=chosen))

    def action_go(self) -> None:
        place = int(self.query_one(Rows).chosen)
        self.app.pop_screen()
        self._go(place)

    def on_rows_picked(self) -> None:
        self.action_go()


_ENDINGS = {Ending.PASS: "✓ good ending", Ending.FAIL: "✗ bad ending", Ending.NONE: ""}


def _row(key: str, scene: Scene) -> Row:
    notes = [_ENDINGS[scene.ending], "checkpoint" * scene.checkpoint, f"variant {scene.variant}" * bool(scene.variant)]
    right = plain(", ".join(filter(None, notes)), "$quiet")
    return Row(key, content(scene.title), right, plain(f"#{scene.id}", "$quiet"))
