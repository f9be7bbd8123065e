"""Labs: which there are, and doing one. What both faces call.

A face asks `prepare` how a lab stands, and whoever learns for what is not settled: trust in the pack's commands, and
that there is no sandbox. `begin` then opens it and raises where something is not settled after all. While it is open:

- `shell` opens the learner's own shell in the lab's folder, on the terminal of this process, until they leave it. It
  sets up that terminal and puts it back by itself: inside `App.suspend` nothing else is needed. Where it cannot (see
  `can_open_shell`), say: open a shell in `folder`, then press c.
- `check` looks which checks hold, `hint` gives the next hint, `solution` the solution beside what was typed, `reset`
  builds the world again.

Whatever is done is in the journal when the method returns. A lab that is closed, or whose program dies, before it is
solved is gone on with by the next `begin`; the world of a solved one is removed by `close`.
"""

import datetime
import os
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self

from tutor.errors import NotFound, SandboxError
from tutor.learning.days import local_date
from tutor.learning.lab_log import hints_ready
from tutor.model.events import HintTaken, LabBegan, LabChecked, LabEvent, SolutionShown
from tutor.model.knowledge import LabProgress
from tutor.model.labs import Lab
from tutor.model.text import Runs
from tutor.sandbox.boxes import Box, Unboxed, missing_tools
from tutor.sandbox.checking import Looked, look
from tutor.sandbox.environment import shell_environment
from tutor.sandbox.limits import Limits
from tutor.sandbox.shells import own_shell, shell_command, typed_in
from tutor.sandbox.terminal import has_terminal, open_shell
from tutor.services.lab_worlds import Hold, box_for, build, is_whole, no_sandbox, require_tools, sweep
from tutor.services.opening import Tutor, resolve
from tutor.services.trust import Trust, trust_of

_AT_ONCE = 1.0  # seconds; a shell that ends sooner, not well and with nothing typed, never was one
# Whoever is away longer than this does something else; the rest is not counted as time spent.
_LONGEST_SECONDS = 3600.0


class LabState(StrEnum):
    """What the list of labs says of one."""

    NEW = "not tried yet"
    GOING = "in the middle"
    DUE = "comes back today"
    DONE = "solved"
    SEEN = "solution seen"


@dataclass(frozen=True, slots=True)
class LabRow:
    """A lab as a list shows it. `progress` None: never begun. `returns`: when it comes back, None where not yet."""

    name: str
    pack: str
    title: str
    state: LabState
    progress: LabProgress | None
    returns: datetime.date | None


def labs(tutor: Tutor, pack: str = "") -> list[LabRow]:
    """The labs of all packs, or of one, in the packs' order."""
    known = tutor.journal.labs()
    rows = []
    for row in tutor.catalog.items(pack, "lab"):
        progress = known.get(row.name)
        returns = local_date(progress.due) if progress and progress.due is not None else None
        rows.append(LabRow(row.name, row.pack, row.title, lab_state(progress, tutor.today), progress, returns))
    return rows


def lab_state(progress: LabProgress | None, today: int) -> LabState:
    """How a lab stands on study day `today`."""
    if progress is None or not progress.tries:
        return LabState.NEW
    if progress.going and not progress.shown:
        return LabState.GOING
    if progress.due is not None and progress.due <= today:
        return LabState.DUE
    return LabState.DONE if progress.solved else LabState.SEEN


@dataclass(frozen=True, slots=True)
class Ready:
    """What stands between a learner and a lab. `no_sandbox`: why commands cannot be walled in here, "" where they can.

    `missing`: tools that it needs and that are not here. `going`: a try was left in the middle.
    """

    lab: Lab
    trust: Trust
    no_sandbox: str
    missing: tuple[str, ...]
    going: bool


def prepare(tutor: Tutor, word: str) -> Ready:
    """How the lab that `word` names stands. Raises NotFound where there is no such lab."""
    lab = _lab(tutor, word)
    progress = tutor.journal.lab(lab.name)
    return Ready(
        lab,
        trust_of(tutor, lab.pack),
        no_sandbox(),
        tuple(missing_tools(box_for(unboxed=True), lab.needs)),
        bool(progress and progress.going),
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """What looking came to. `hint`: the `else` of the first check that does not hold.

    `trouble`: why the checks could not be looked at as they should. `returns`: when a solved lab comes back.
    """

    looked: tuple[Looked, ...]
    solved: bool
    hint: Runs = ()
    trouble: str = ""
    returns: datetime.date | None = None

    @property
    def holding(self) -> int:
        return sum(one.holds for one in self.looked)

    @property
    def told(self) -> Looked | None:
        """The check that `hint` is about; None where all hold."""
        return next((one for one in self.looked if not one.holds), None)


@dataclass(frozen=True, slots=True)
class Beside:
    """The solution, and the lines that the learner typed in shells of this world (none where they are not known)."""

    solution: str
    typed: tuple[str, ...]


class OpenLab:
    """A lab that is being done. `resumed`: a try that was left goes on. `notice`: what to say first, or ""."""

    def __init__(self, tutor: Tutor, lab: Lab, box: Box, hold: Hold) -> None:
        self.lab = lab
        self.solved = False
        self.resumed = False
        self.notice = ""
        self._tutor = tutor
        self._box = box
        self._hold = hold
        self._world = hold.world

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def folder(self) -> str:
        """Where the work is done."""
        return self._world.work

    @property
    def boxed(self) -> bool:
        """Whether commands run in a sandbox."""
        return not isinstance(self._box, Unboxed)

    @property
    def progress(self) -> LabProgress:
        return self._tutor.journal.lab(self.lab.name) or LabProgress(self.lab.name)

    @property
    def returns(self) -> datetime.date | None:
        """When the lab comes back, None where that is not known yet."""
        due = self.progress.due
        return local_date(due) if due is not None else None

    def check(self, seconds: float = 0.0) -> Checked:
        """Look which checks hold; all of them: the lab is solved. `seconds` since it was opened or looked at last."""
        looked = tuple(look(self._world, self._box, check, Limits()) for check in self.lab.checks)
        held = tuple(one.holds for one in looked)
        if not self.solved:
            self._record(LabChecked(self.lab.name, held, min(seconds, _LONGEST_SECONDS)))
        trouble = next((one.trouble for one in looked if one.trouble), "")
        first = next((one.check for one in looked if not one.holds), None)
        if first is not None:
            return Checked(looked, False, first.otherwise, trouble)
        self.solved = True
        return Checked(looked, True, returns=self.returns)

    def words(self, one: Looked) -> str:
        """A check in a line. What it expects may be the answer: it is told once it holds or the solution was seen."""
        known = one.holds or self.progress.shown
        return f"{one.check.looked_at}: {one.check.wanted}" if known else one.check.looked_at

    @property
    def hints(self) -> tuple[Runs, ...]:
        """The hints that were given in this try."""
        return self.lab.hints[: self.progress.hints]

    @property
    def hints_left(self) -> int:
        """How many more may be asked for now."""
        return hints_ready(self.progress, len(self.lab.hints))

    @property
    def hints_held_back(self) -> int:
        """How many only come when checks do not hold: the lab was solved without them before."""
        return len(self.lab.hints) - len(self.hints) - self.hints_left

    def hint(self) -> Runs | None:
        """The next hint; None where there is none now."""
        if not self.hints_left:
            return None
        number = len(self.hints) + 1
        self._record(HintTaken(self.lab.name, number))
        return self.lab.hints[number - 1]

    def solution(self) -> Beside:
        """The solution beside what was typed. Before the lab is solved, this counts as help."""
        if not self.solved:
            self._record(SolutionShown(self.lab.name))
        return Beside(self.lab.solution, typed_in(self._world))

    def reset(self) -> None:
        """Build the world again, as it was at the beginning. The try goes on. Raises SandboxError where that fails."""
        build(self._world, self._box, self.lab)
        self._record(LabBegan(self.lab.name, reset=True))

    @property
    def can_open_shell(self) -> bool:
        return has_terminal()

    def shell(self) -> str:
        """Open the learner's shell in the lab's folder until they leave it; what is to be said of its end, or "".

        What they did stays, however it ends. Raises SandboxError where no shell can be opened.
        """
        if not has_terminal():
            raise SandboxError("there is no terminal to open a shell on", hint=f"Open a shell in {self.folder}")
        if not os.path.isdir(self.folder):
            return "The folder of this lab is gone."
        shell = own_shell(self._box)
        command, more = shell_command(self._world, shell, self.lab.id)
        env = {**shell_environment(self._world, self._box), "SHELL": shell, **more}
        limits = Limits(seconds=None)
        ended = open_shell(self._world, self._box, command, env, limits)
        if ended.stop:
            return f"The shell was ended: {limits.words(ended.stop)}."
        if ended.exit and not ended.typed and ended.seconds < _AT_ONCE:
            return f"The shell {shell} ended at once, with status {ended.exit}."
        return ""

    def close(self) -> None:
        """Let go of the lab. A try that is not solved can be gone on with."""
        if self.solved:
            self._world.remove()
        self._hold.release()

    def open(self, *, afresh: bool) -> None:
        """Go on with the world that is there, or build one; `begin` does this."""
        progress = self.progress
        whole = is_whole(self._world, self.lab) and os.path.isdir(self.folder)
        if progress.going and whole and not afresh:
            self.resumed = True
            return
        if progress.going and not afresh:
            self.notice = "What you left of it is no longer there, or the lab was changed: it begins afresh."
        build(self._world, self._box, self.lab)
        self._record(LabBegan(self.lab.name, reset=progress.going))

    def _record(self, event: LabEvent) -> None:
        self._tutor.journal.record(event)


def begin(tutor: Tutor, word: str, *, unboxed: bool = False, afresh: bool = False) -> OpenLab:
    """Open the lab that `word` names: the try that was left, or a new world (`afresh`: always a new one).

    `unboxed`: the learner knows that there is no sandbox and wants it all the same; where there is one it is used.
    Raises NotFound, NotTrusted, and SandboxError where it cannot be run here or is open elsewhere.
    """
    lab = _lab(tutor, word)
    trust_of(tutor, lab.pack).require()
    box = box_for(unboxed=unboxed)
    require_tools(lab, box)
    sweep(tutor.where)
    opened = OpenLab(tutor, lab, box, Hold(tutor.where, lab))
    try:
        opened.open(afresh=afresh)
    except BaseException:
        opened.close()
        raise
    return opened


def _lab(tutor: Tutor, word: str) -> Lab:
    item = tutor.catalog.item(resolve(tutor, word))
    if not isinstance(item, Lab):
        raise NotFound(f"{item.name} is not a lab", hint="tutor lab lists them")
    return item
