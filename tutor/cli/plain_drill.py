"""A drill line by line: a scene, a choice, what happened; then the debrief, readable as a transcript."""

from collections.abc import Callable
from time import monotonic
from typing import TextIO, TypeVar

from tutor.cli import speech
from tutor.errors import TutorError
from tutor.model.conditions import State, StateValue
from tutor.model.drills import Ending
from tutor.model.layout import plain_lines, plain_runs, wrap
from tutor.services.drilling import COSTS_NOTHING, Curve, Fork, LookedBack, Outcome, Playing, SceneView

WIDTH = speech.columns(76)
HELP = (
    "1-9 choose   b back to an earlier decision   c back to the last checkpoint   r start again",
    "q stop; everything is kept, and tutor drill goes on from there",
)
_KEYS = ("?", "b", "c", "r")
T = TypeVar("T")


class Stop(Exception):
    """The learner stops, or the input has ended."""


class PlainDrill:
    """Plays a drill over a stream of lines. `say` takes what is shown, `ask` a prompt; `clock` gives seconds.

    `do_lab` opens a lab by its full name and tells whether it was solved; None where no shell can be opened.
    """

    def __init__(
        self,
        playing: Playing,
        lines: TextIO,
        say: Callable[..., None] = speech.say,
        ask: Callable[[str], None] = speech.ask,
        clock: Callable[[], float] = monotonic,
        do_lab: Callable[[str], bool] | None = None,
    ) -> None:
        self._playing = playing
        self._do_lab = do_lab
        self._lines = lines
        self._say = say
        self._ask_for = ask
        self._clock = clock

    def run(self) -> None:
        """Until the learner or the input stops. Every choice is kept when its outcome shows."""
        self._open()
        try:
            while True:
                scene = self._playing.scene
                if scene.ending:
                    self._end(scene)
                else:
                    self._play(scene)
        except Stop:
            self._say("", "All is saved.")

    def _open(self) -> None:
        drill = self._playing.drill
        self._say(drill.title, "")
        if drill.why:
            self._say(*wrap("At stake: " + plain_runs(drill.why), WIDTH))
        if drill.goal:
            self._say(*wrap("Your goal: " + plain_runs(drill.goal), WIDTH))
        self._say(COSTS_NOTHING, "? lists the keys.")
        if self._playing.notice:
            self._say("", self._playing.notice)

    def _play(self, scene: SceneView) -> None:
        self._say("", *_headed(plain_runs(scene.title)), *plain_lines(scene.blocks, WIDTH))
        if scene.shown:
            self._say("", *wrap(_in_words(scene.shown), WIDTH))
        self._say("")
        for key, choice in enumerate(scene.choices, 1):
            self._say(*wrap(plain_runs(choice.runs), WIDTH, f"  {key}  "))
        if scene.stuck:
            self._say("There is no way on from here: b goes back.")
        if scene.seconds:
            self._say(f"You have {speech.count(scene.seconds, 'second')}.")
        started = self._clock()
        while True:
            word = self._line("> ").lower()
            seconds = self._clock() - started
            if scene.seconds and seconds > scene.seconds and word.isdecimal():
                self._tell(self._try(lambda spent=seconds: self._playing.run_out(spent)))  # type: ignore[misc]
                return
            if word.isdecimal() and 1 <= int(word) <= len(scene.choices):
                self._choose(int(word) - 1, seconds)
                return
            if self._went_back(word):
                return
            if word not in _KEYS:
                self._say(f"{_range(len(scene.choices))}; ? lists the keys." if scene.choices else HELP[0])

    def _choose(self, place: int, seconds: float) -> None:
        lab = self._playing.lab(place)
        solved = self._through(lab) if lab else False
        if solved is not None:
            self._tell(self._try(lambda: self._playing.choose(place, seconds, solved=solved)))

    def _through(self, lab: str) -> bool | None:
        """Whether the lab that a choice leads through is solved; None: choose again."""
        if self._do_lab is None:
            leads = f"This leads through the lab {lab}: do it with tutor lab {lab}, then come back."
            self._say("", *wrap(leads, WIDTH))
            return self._yes("Did you solve it? y or n: ")
        self._say("", *wrap(f"This leads through the lab {lab}, in a shell of your own.", WIDTH))
        if self._yes("Open it now? y or n: "):
            try:
                if self._do_lab(lab):
                    return True
            except TutorError as error:
                speech.complain(error)
            self._say("", "Back to the story: the lab is not solved.")
        return False if self._yes("Go on without having solved it? y, or n to choose again: ") else None

    def _yes(self, prompt: str) -> bool:
        return self._line(prompt).lower().startswith("y")

    def _tell(self, outcome: Outcome | None) -> None:
        if outcome is None:
            return
        if outcome.choice is None:
            self._say("", "The time is over.")
        if outcome.blocks:
            self._say("", *plain_lines(outcome.blocks, WIDTH))
        if outcome.why:
            self._say("", *plain_lines(outcome.why, WIDTH, "  > "))

    def _went_back(self, word: str) -> bool:
        """Whether `word` went back somewhere; help shows by itself."""
        if word == "?":
            self._say(*HELP)
        elif word == "c":
            if self._try(self._playing.to_checkpoint):
                return True
            self._say("There is no checkpoint behind you.")
        elif word == "r":
            if self._try(lambda: self._playing.rewind(0)):
                return True
            self._say("This is the beginning.")
        elif word == "b":
            return self._back()
        return False

    def _back(self) -> bool:
        earlier = self._playing.earlier()
        if not earlier:
            self._say("This is the beginning.")
            return False
        self._say("", "Back to which decision?")
        for number, one in enumerate(earlier, 1):
            mark = " (checkpoint)" if one.checkpoint else ""
            chosen = plain_runs(one.chosen) or "the time ran out"
            self._say(*wrap(f"{plain_runs(one.title)}{mark}: {chosen}", WIDTH, f"  {number:>2}  "))
        word = self._line(f"{_range(len(earlier))}, enter stays: ")
        if word.isdecimal() and 1 <= int(word) <= len(earlier):
            place = earlier[int(word) - 1].place
            return self._try(lambda: self._playing.rewind(place))
        return True

    def _end(self, scene: SceneView) -> None:
        back = self._playing.look_back()
        how = "A good ending" if scene.ending is Ending.PASS else "A bad ending"
        self._say("", *_headed(f"{how}: {plain_runs(scene.title)}"), *plain_lines(scene.blocks, WIDTH))
        self._say(*_debrief_lines(back, self._playing.drill.show))
        note = self._line("What would you do first next time? (enter: pass over) ")
        if note in ("q", ":q"):
            raise Stop
        if note:
            self._try(lambda: self._playing.note(note))
        while True:
            word = self._line("b back to a decision, r start again, n a new play, q stop: ").lower()
            if word == "n":
                self._try(self._playing.again)
                return
            if word and self._went_back(word) and not self._playing.scene.ending:
                return

    def _try(self, deed: Callable[[], T]) -> T:
        """What cannot be saved can be tried again: nothing is lost while the program runs."""
        while True:
            try:
                return deed()
            except TutorError as error:
                speech.complain(error)
                self._line("(enter to try again, q to stop) ")

    def _line(self, prompt: str) -> str:
        """One line of input without blanks around it. Raises Stop at the end, and for q."""
        typed = self._lines.isatty()
        self._ask_for(prompt if typed else "")  # whoever types at the other end of a pipe waits for the scene too
        line = self._lines.readline()
        if not line:
            raise Stop
        line = line.strip()
        if not typed:
            self._say((prompt + line).rstrip())  # nobody's terminal has shown it
        if line.lower() in ("q", ":q"):
            raise Stop
        return line


def _range(last: int) -> str:
    return f"One of 1-{last}" if last > 1 else "1"


def _headed(title: str) -> list[str]:
    return [title, "-" * min(len(title), WIDTH)]


def _in_words(state: State) -> str:
    return ", ".join(_value(name, value) for name, value in state)


def _value(name: str, value: StateValue) -> str:
    if isinstance(value, bool):
        return f"{name}: {'yes' if value else 'no'}"
    return f"{name}: {value}"


def _debrief_lines(back: LookedBack, shown: tuple[str, ...]) -> list[str]:
    debrief = back.debrief
    lines = ["", *_headed("Looking back")]
    for fork in debrief.forks:
        lines += _fork_lines(fork)
    for curve in debrief.curves:
        lines += ["", *_curve_lines(curve)]
    lines += ["", f"{debrief.found} of {speech.count(len(debrief.endings), 'ending')} found:"]
    lines += [_ending_line(view.title, view.passed, view.found, view.here) for view in debrief.endings]
    lines += ["", "Where you have been:"]
    for scene in debrief.map:
        ways = f" -> {', '.join(scene.ways)}" if scene.ways else ""
        untried = f" (+{scene.untried} untried)" if scene.untried else ""
        lines += wrap(f"{scene.scene}{ways}{untried}", WIDTH, "  * " if scene.on_path else "    ", "      ")
    if debrief.unvisited:
        lines.append(f"    {speech.count(debrief.unvisited, 'scene')} not seen yet")
    if debrief.trade_offs:
        lines += ["", "Good endings, and what they cost:"]
        for trade in debrief.trade_offs:
            kept = tuple((name, value) for name, value in trade.state if not shown or name in shown)
            lines += wrap(f"{trade.title}: {_in_words(kept) or 'nothing to tell'}", WIDTH, "  ", "    ")
    return [*lines, *_after_lines(back)]


def _fork_lines(fork: Fork) -> list[str]:
    chosen = plain_runs(fork.choice.runs) if fork.choice else "the time ran out"
    lines = ["", *wrap(f"{fork.title}: {chosen}", WIDTH, f"{fork.number:>2}  ")]
    if fork.choice is not None and fork.choice.why:
        lines += plain_lines(fork.choice.why, WIDTH, "      ")
    if fork.was_best:
        return [*lines, "    No way from here was better."]
    if fork.lost:
        return [*lines, "    From here no good end could be reached any more."]
    if not fork.best:
        return lines
    steps = "; then ".join(plain_runs(step.choice.runs) for step in fork.best)
    return [*lines, *wrap(steps, WIDTH, "    Best from here: ", "      ")]


def _curve_lines(curve: Curve) -> list[str]:
    if all(isinstance(value, bool) for value in curve.values):
        values = " ".join("yes" if value else "no" for value in curve.values)
    else:
        values = " ".join(str(int(value)) for value in curve.values)
    return wrap(f"{curve.name}: {values}", WIDTH, "    ", "      ")


def _ending_line(title: str, passed: bool, found: bool, here: bool) -> str:
    sign = "+" if passed else "-"
    return f"  {sign} {title if found else '(not found yet)'}{' (this one)' if here else ''}"


def _after_lines(back: LookedBack) -> list[str]:
    lines: list[str] = []
    if back.links:
        lines += ["", "What helps:"]
        lines += [f"  {link.title} ({link.kind} {link.name})" for link in back.links]
    if back.brought_forward:
        lines += ["", f"{speech.count(back.brought_forward, 'question')} about this will come today."]
    if back.returns is not None:
        lines += ["", f"This drill comes back {back.returns:%a %d %b}."]
    if back.note:
        lines += ["", *wrap(f"Last time you wrote: {back.note}", WIDTH)]
    return lines
