"""Drills: which there are, playing one, looking back at it. What both faces call.

Everything that the learner does is in the journal before the next scene shows. A play that was left goes on where it
stood; `begin` opens it again. A face shows `Playing.scene`, asks for one of its choices and calls `choose` (`run_out`
when the seconds of a timed scene are over, or `rewind`), shows the `Outcome` that it gets, and shows the scene anew;
once the scene is an ending, it shows `look_back` and may take a `note`, `rewind`, or begin `again`. Whatever raises a
JournalError was not saved and left the play as it was: it can be tried again.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.errors import NotFound
from tutor.learning.days import local_date
from tutor.learning.drill_debrief import (
    Curve as Curve,
    Debrief as Debrief,
    EndingView as EndingView,
    Fork as Fork,
    MapScene as MapScene,
    TradeOff as TradeOff,
    debrief,
)
from tutor.learning.drill_log import History, history
from tutor.learning.drill_play import Player, Turn
from tutor.model.conditions import State
from tutor.model.drills import Drill, DrillChoice, Ending, LabHandover, Scene
from tutor.model.events import BroughtForward, DrillBegan, DrillEnded, DrillEvent, DrillNoted, Event
from tutor.model.knowledge import DrillProgress, Play
from tutor.model.text import Blocks, Run, Runs
from tutor.services.drill_states import DrillState as DrillState, drill_state
from tutor.services.opening import Tutor, resolve
from tutor.services.packs import questions_of

COSTS_NOTHING = "Getting it wrong here is the point: it costs nothing, and you can always go back."


@dataclass(frozen=True, slots=True)
class DrillRow:
    """A drill as a list shows it. `progress` None: never begun. `returns`: when it comes back, None where not yet."""

    name: str
    pack: str
    title: str
    minutes: int  # about
    state: DrillState
    endings_found: int
    endings: int
    progress: DrillProgress | None
    returns: datetime.date | None


def drills(tutor: Tutor, pack: str = "") -> list[DrillRow]:
    """The drills of all packs, or of one, in the packs' order."""
    known = tutor.journal.drills()
    rows = []
    for row in tutor.catalog.items(pack, "drill"):
        progress = known.get(row.name)
        drill = _drill(tutor, row.name)
        endings = {ending for ending, _ in drill.endings}
        found = endings.intersection(progress.endings) if progress else ()
        due = progress.due if progress else None
        returns = local_date(due) if due is not None else None
        state = drill_state(progress, tutor.today)
        rows.append(
            DrillRow(row.name, row.pack, row.title, row.minutes, state, len(found), len(endings), progress, returns)
        )
    return rows


@dataclass(frozen=True, slots=True)
class SceneView:
    """What is on screen: a situation and the choices as shown, or an ending without choices.

    `shown`: the parts of the state that the learner sees. `seconds` 0: not timed, or the learner has timers off.
    `stuck`: no choice can be taken although this is no ending; going back is all there is.
    """

    scene: str
    title: Runs
    blocks: Blocks
    choices: tuple[DrillChoice, ...]
    shown: State
    seconds: int
    ending: Ending
    decisions: int  # taken so far
    checkpoint: bool

    @property
    def stuck(self) -> bool:
        return not self.choices and not self.ending


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a choice did. `choice` None: the time ran out. `why` waits for the debrief, unless the drill coaches.

    `lab`: "solved" or "unsolved" where the choice led through a lab.
    """

    choice: DrillChoice | None
    blocks: Blocks = ()
    why: Blocks = ()
    lab: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A decision to which the play can go back: `rewind(place)`. `chosen` is the choice's text, () if time ran out."""

    place: int
    title: Runs
    chosen: Runs
    checkpoint: bool


@dataclass(frozen=True, slots=True)
class Help:
    """An item that helps with what the drill practises."""

    name: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class LookedBack:
    """The debrief, and what follows from the play.

    `links`: what helps, as far as it is there. `brought_forward`: questions that are due today since the try failed.
    `returns`: when the drill comes back. `note`: what the learner wrote last time. `counted`: this play was a first
    try, on the drill or on a variant never seen; else it was a repetition.
    """

    debrief: Debrief
    links: tuple[Help, ...]
    brought_forward: int
    returns: datetime.date | None
    note: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Stakes:
    """What there is to know before a play. `left`: one was left in the middle. `note`: what to do first this time."""

    drill: Drill
    left: bool
    note: str


class Playing:
    """One play of a drill, open. `notice` is a line to show first: that it goes on, or that the drill was changed."""

    def __init__(self, tutor: Tutor, drill: Drill, play: Play | None, notice: str = "") -> None:
        self._tutor = tutor
        self.drill = drill
        progress = tutor.journal.drill(drill.name)
        seen = [variant for variant, _ in progress.first_tries] if progress else []
        self._player = Player(drill, int(tutor.number("seed")), seen)
        self._brought_forward = 0
        self._counted = False
        self.notice = notice
        if play is None:
            turn = self._player.begin(self._new_name(), progress.tries if progress else 0)
            self.play = turn.play
            tutor.journal.record(*turn.events)
        else:
            self.play = play
            self._resume()

    @property
    def scene(self) -> SceneView:
        """Where the play stands."""
        scene = self._player.scene(self.play)
        state = dict(self.play.state)
        shown = tuple((name, state[name]) for name in self.drill.show if name in state)
        ending = Ending.NONE
        if self.play.ending:
            ending = Ending.PASS if self.play.passed else Ending.FAIL
        if scene is None:
            return SceneView(self.play.scene, self._title(None), (), (), shown, 0, ending, len(self.play.taken), False)
        timed = scene.seconds if self._tutor.setting("timers") and not ending else 0
        choices = self._player.choices(self.play)
        return SceneView(
            scene.id,
            self._title(scene),
            scene.blocks,
            choices,
            shown,
            timed if choices else 0,
            ending,
            len(self.play.taken),
            scene.checkpoint,
        )

    def lab(self, place: int) -> str:
        """The lab that the choice at `place` leads through, "" for none: do it, then `choose` with how it went."""
        choices = self._player.choices(self.play)
        target = choices[place].target if 0 <= place < len(choices) else ""
        return target.lab if isinstance(target, LabHandover) else ""

    def choose(self, place: int, seconds: float, *, solved: bool = False) -> Outcome | None:
        """Take the choice at `place` of the scene's; None where there is none. `seconds` from scene shown to choice."""
        choices = self._player.choices(self.play)
        turn = self._player.choose(self.play, place, seconds, solved)
        if not turn.events:
            return None
        choice = choices[place]
        self._take(turn)
        return Outcome(choice, choice.outcome, choice.why if self.drill.coach else (), self.play.taken[-1].lab)

    def run_out(self, seconds: float) -> Outcome | None:
        """The seconds of the scene are over; None where it is not timed."""
        turn = self._player.run_out(self.play, seconds)
        if not turn.events:
            return None
        self._take(turn)
        return Outcome(None)

    def earlier(self) -> list[Earlier]:
        """The decisions of this play, oldest first."""
        places = set(self._player.checkpoints(self.play))
        found = []
        for place, taken in enumerate(self.play.taken):
            scene = self.drill.scene(taken.scene, taken.variant)
            choices = scene.choices if scene else ()
            chosen = next((choice.runs for choice in choices if choice.hash == taken.choice), ())
            found.append(Earlier(place, self._title(scene), chosen, place in places))
        return found

    def rewind(self, place: int) -> bool:
        """Back to the decision at `place` of `earlier`, 0 to start again. Kept, and never counted against anybody."""
        return self._take(self._player.rewind(self.play, place))

    def to_checkpoint(self) -> bool:
        """Back to the latest checkpoint; whether there was one."""
        places = self._player.checkpoints(self.play)
        return bool(places) and self.rewind(places[0])

    def note(self, text: str) -> None:
        """Keep what the learner would do first next time."""
        if text.strip():
            self._tutor.journal.record(DrillNoted(self.drill.name, text.strip()))

    def look_back(self) -> LookedBack:
        """The debrief of a play that stands at an ending."""
        progress = self._tutor.journal.drill(self.drill.name)
        due = progress.due if progress else None
        return LookedBack(
            debrief(self.drill, self.play, _history(self._tutor, self.drill.name)),
            tuple(self._links()),
            self._brought_forward,
            None if due is None else local_date(due),
            progress.note if progress else "",
            self._counted,
        )

    def again(self) -> None:
        """Begin another play of the same drill: choices in another order, variants that were never seen first."""
        following = Playing(self._tutor, self.drill, None)
        self._player, self.play, self.notice = following._player, following.play, ""
        self._brought_forward, self._counted = 0, False

    def _title(self, scene: Scene | None) -> Runs:
        return scene.title if scene else (Run(self.drill.ending_title(self.play.scene)),)

    def _new_name(self) -> str:
        """A name that no play of this drill has."""
        begun = sum(isinstance(one.event, DrillBegan) for one in self._tutor.journal.drill_events(self.drill.name))
        return f"{self._tutor.journal.device}-{begun + 1}"

    def _resume(self) -> None:
        turn = self._player.resume(self.play, self._new_name())
        if not turn.events:
            self.notice = "It goes on where you left it."
            return
        self._take(turn)
        where = "at its beginning" if self.play.scene == self.drill.start else "at a checkpoint that is still there"
        self.notice = f"This drill was changed since you left it: it goes on {where}."

    def _take(self, turn: Turn) -> bool:
        """Record what was done, then stand where it led."""
        if not turn.events:
            return False
        before = self._tutor.journal.drill(self.drill.name)
        self._tutor.journal.record(*turn.events, *self._following(turn.events))
        self.play = turn.play
        ended = next((event for event in turn.events if isinstance(event, DrillEnded)), None)
        if ended is not None and ended.first:
            after = self._tutor.journal.drill(self.drill.name)
            tries = len(before.first_tries) if before else 0
            self._counted = after is not None and len(after.first_tries) > tries
        return True

    def _following(self, events: tuple[DrillEvent, ...]) -> Iterator[Event]:
        """A failed try brings forward what is known of the questions that the drill practises."""
        if not any(isinstance(event, DrillEnded) and event.first and not event.passed for event in events):
            return
        names = dict.fromkeys(name for item in self.drill.teaches for name in questions_of(self._tutor, item))
        today = self._tutor.today
        self._brought_forward = 0
        for name, memory in self._tutor.journal.memories(names).items():
            if memory.due is not None and memory.due > today and memory.last != today:
                self._brought_forward += 1
                yield BroughtForward(name)

    def _links(self) -> Iterator[Help]:
        known = {row.name: row for row in self._tutor.catalog.items()}
        for name in dict.fromkeys(self.drill.teaches):
            if name in known:
                yield Help(name, known[name].title, known[name].kind)


def stakes(tutor: Tutor, word: str) -> Stakes:
    """What is at stake in the drill that `word` names; nothing is begun. Raises NotFound where there is none."""
    drill = _drill(tutor, resolve(tutor, word))
    progress = tutor.journal.drill(drill.name)
    return Stakes(drill, bool(progress and progress.play), progress.note if progress else "")


def begin(tutor: Tutor, word: str, *, afresh: bool = False) -> Playing:
    """Play the drill that `word` names: the play that was left, or a new one (`afresh`: always a new one).

    Raises NotFound where there is no such drill.
    """
    drill = _drill(tutor, resolve(tutor, word))
    progress = tutor.journal.drill(drill.name)
    play = _history(tutor, drill.name).play if progress and progress.play and not afresh else None
    return Playing(tutor, drill, play if play and not play.ending else None)


def _drill(tutor: Tutor, name: str) -> Drill:
    item = tutor.catalog.item(name)
    if not isinstance(item, Drill):
        raise NotFound(f"{name} is not a drill", hint="tutor drill lists them")
    return item


def _history(tutor: Tutor, name: str) -> History:
    return history(recorded.event for recorded in tutor.journal.drill_events(name))
