"""A lab: a task with real tools in a scratch folder, done in the learner's own shell and looked at on the way back."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from time import monotonic
from typing import Any, ClassVar

from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from tutor.errors import TutorError
from tutor.services.labs import Checked, OpenLab, Ready, begin, prepare
from tutor.services.trust import agree
from tutor.tui.screens.backed import BackedScreen
from tutor.tui.text import plain
from tutor.tui.widgets.lab_page import (
    NO_SHELL,
    Standing,
    missing_widgets,
    sandbox_widgets,
    task_widgets,
    trust_widgets,
)
from tutor.tui.widgets.reading import ReadingPane

Clock = Callable[[], float]  # seconds from some beginning; never jumps back


class Stage(StrEnum):
    """What stands between the learner and the task."""

    OPENING = "it is being opened"
    TRUST = "the pack's commands are not trusted"
    MISSING = "a tool is missing"
    SANDBOX = "nothing walls the commands in"
    OPEN = "nothing"
    SHUT = "it could not be opened"


def _commands() -> type[Any]:
    from tutor.tui.screens.drill_commands import LabCommands  # the palette is opened rarely

    return LabCommands


class LabScreen(BackedScreen):
    """The lab `name`. `story`: a drill leads through it, and goes on with whether it was solved."""

    CSS_PATH = "drill.tcss"
    AUTO_FOCUS = "ReadingPane"
    COMMANDS: ClassVar[set[Any]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "agree", "I trust them", id="lab.trust", tooltip="These very commands; a change asks again"),
        Binding("y", "unboxed", "run it all the same", id="lab.unboxed"),
        Binding("enter", "go_on", "on with the story", id="lab.story", tooltip="Back to the drill, the lab solved"),
        Binding("enter", "done", "done", id="lab.done", tooltip="Back; its folder is cleared away"),
        Binding("enter", "shell", "open a shell", id="lab.shell", tooltip="Your own shell, in the folder of the lab"),
        Binding("c", "check", "check", id="lab.check", tooltip="Look which checks hold"),
        Binding("h", "hint", "hint", id="lab.hint", tooltip="The next hint"),
        Binding("s", "solution", "solution", id="lab.solution", tooltip="The solution beside what you did"),
        Binding("r", "reset", "start again", show=False, id="lab.reset", tooltip="Build its folder again"),
        Binding("n", "leave_unsolved", "go on unsolved", show=False, id="lab.unsolved", tooltip="Back to the drill"),
    ]

    def __init__(self, name: str, story: Callable[[bool], None] | None = None, *, clock: Clock = monotonic) -> None:
        super().__init__()
        self._lab = name
        self._story = story
        self._clock = clock
        self._stage = Stage.OPENING
        self._ready: Ready | None = None
        self._unboxed = False
        self._open: OpenLab | None = None
        self._standing = Standing()
        self._looked_at = 0.0
        self._doing = ""  # what goes on right now
        self._asked = ""  # the action that waits for the same key again
        self._trouble: TutorError | None = None
        self._pane = ReadingPane(Static(plain("Opening the lab …", "$quiet")))

    @property
    def lab(self) -> OpenLab:
        """The lab; there is one once nothing stands between the learner and the task."""
        assert self._open is not None
        return self._open

    def heading(self) -> tuple[str, str]:
        pack = self._lab.partition("/")[0]
        return f"{pack} · {self._ready.lab.title}" if self._ready else pack, self._doing or "lab"

    def backed(self) -> str:
        return self._lab

    def body(self) -> Iterable[Widget]:
        yield self._pane

    def on_mount(self) -> None:
        self.call_after_refresh(self._prepare)  # building takes a moment: what is said about it is seen first

    def on_unmount(self) -> None:
        if self._open is not None:
            self._open.close()

    # -- how it is opened

    async def _prepare(self) -> None:
        """See what stands in the way; open the lab where nothing does."""
        try:
            self._ready = prepare(self.app.tutor, self._lab)
            self._stage = self._next_stage(self._ready)
            if self._stage is Stage.OPEN:
                self._open = begin(self.app.tutor, self._lab, unboxed=self._unboxed)
                self._looked_at = self._clock()
        except TutorError as error:
            self._stage, self._trouble = Stage.SHUT, error
        self.refresh_heading()
        await self._draw()

    def _next_stage(self, ready: Ready) -> Stage:
        if not ready.trust.is_given:
            return Stage.TRUST
        if ready.missing:
            return Stage.MISSING
        return Stage.SANDBOX if ready.no_sandbox and not self._unboxed else Stage.OPEN

    async def action_agree(self) -> None:
        assert self._ready is not None
        with self.app.calmly():
            agree(self.app.tutor.where, self._ready.trust)
            await self._prepare()

    async def action_unboxed(self) -> None:
        self._unboxed = True
        await self._prepare()

    # -- what is on screen

    async def _draw(self, *, end: bool = False) -> None:
        """Show how it stands; with `end` what is new, which is below."""
        self._pane.action_unlink()
        with self.app.batch_update():
            await self._pane.remove_children()
            await self._pane.mount(*self._leaves())
        if end:
            self._pane.call_after_refresh(self._pane.scroll_end, animate=False)
        self.refresh_bindings()

    def _leaves(self) -> Iterator[Widget]:
        ready = self._ready
        if self._trouble is not None:
            yield Static(plain(f"! {self._trouble.message}", "$wrong"))
            yield Static(plain(self._trouble.hint, "$quiet"))
        elif ready is None:
            return
        elif self._stage is Stage.TRUST:
            yield from trust_widgets(ready.trust)
        elif self._stage is Stage.MISSING:
            yield from missing_widgets(ready)
        elif self._stage is Stage.SANDBOX:
            yield from sandbox_widgets(ready)
        else:
            yield from task_widgets(self.lab, self._standing)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        lab = self._open
        match action:
            case "agree":
                return self._stage is Stage.TRUST
            case "unboxed":
                return self._stage is Stage.SANDBOX
            case "shell":
                return lab is not None and not lab.solved and lab.can_open_shell
            case "done":
                return lab is not None and lab.solved and self._story is None
            case "check" | "reset" | "solution":
                return lab is not None
            case "hint":
                return lab is not None and not lab.solved and lab.hints_left > 0
            case "go_on":
                return lab is not None and lab.solved and self._story is not None
            case "leave_unsolved":
                return self._story is not None and not (lab is not None and lab.solved)
        return super().check_action(action, parameters)

    # -- what the learner does

    async def action_shell(self) -> None:
        """Their own shell until they leave it, then a look at what it came to."""
        lab, said, trouble = self.lab, "", None
        try:
            with self.app.suspend():
                try:  # suspend leaves the terminal to whoever raises inside it
                    said = lab.shell()
                except TutorError as error:
                    trouble = error
        except SuspendNotSupported:
            self.app.say(NO_SHELL, seconds=10)
            return
        if trouble is not None:
            self.app.trouble(trouble)
            return
        self._look_soon(said)

    def action_check(self) -> None:
        self._look_soon("")

    def _look_soon(self, said: str) -> None:
        """Looking may take seconds: that it goes on is seen first."""
        self._doing = "looking …"
        self.refresh_heading()
        self.call_after_refresh(self._look, said)

    async def _look(self, said: str) -> None:
        self._asked = self._doing = ""
        self.refresh_heading()
        with self.app.calmly():
            seconds, self._looked_at = self._clock() - self._looked_at, self._clock()
            checked: Checked = self.lab.check(seconds)
            self._standing = Standing(checked, self._standing.beside, said)
            await self._draw(end=True)

    async def action_hint(self) -> None:
        self._asked = ""
        with self.app.calmly():
            self.lab.hint()
            await self._draw(end=True)

    async def action_solution(self) -> None:
        """Asked for twice before it is solved: one key too many must not give it away."""
        if not self.lab.solved and await self._asks("solution", "s again shows the solution; it counts as help."):
            return
        with self.app.calmly():
            self._standing = Standing(self._standing.checked, self.lab.solution())
            await self._draw(end=True)

    async def action_reset(self) -> None:
        """Asked for twice: what was done in the folder goes. A solved lab is begun anew, as another try."""
        if self.lab.solved:
            self.lab.close()
            self._open, self._standing = None, Standing()
            await self._prepare()
            return
        if await self._asks("reset", "r again builds the folder anew; what you did in it goes."):
            return
        with self.app.calmly():
            self.lab.reset()
            self.lab.notice = "It begins afresh."
            self._standing = Standing()
            await self._draw()

    async def _asks(self, action: str, words: str) -> bool:
        """Whether this is the first time that `action` is asked for; then `words` say so."""
        if self._asked == action:
            self._asked = ""
            return False
        self._asked = action
        self._standing = Standing(self._standing.checked, self._standing.beside, words)
        await self._draw(end=True)
        return True

    def take_back(self) -> None:
        """What `u` does here: no answer of another day is touched."""
        self.app.say("What was done in a lab is not taken back: r builds it anew.")

    def action_back(self) -> None:
        """From a story an unsolved lab takes no choice; a solved one goes on with it, and is not to be solved twice."""
        if self.check_action("go_on", ()):
            self.action_go_on()
        else:
            super().action_back()

    def action_done(self) -> None:
        self.action_back()

    def action_go_on(self) -> None:
        self._tell(True)

    def action_leave_unsolved(self) -> None:
        self._tell(False)

    def _tell(self, solved: bool) -> None:
        assert self._story is not None
        self.app.pop_screen()
        self._story(solved)
