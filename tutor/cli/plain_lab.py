"""A lab line by line: the task, the learner's own shell, what holds, and help for whoever asks."""

from collections.abc import Callable
from time import monotonic
from typing import TextIO

from tutor.cli import speech
from tutor.errors import SandboxError
from tutor.model.layout import plain_lines, plain_runs, wrap
from tutor.services.labs import Checked, OpenLab

WIDTH = speech.columns(80)
HELP = (
    "enter goes back to the shell; c checks",
    "h gives a hint, s shows the solution beside what you typed",
    "r builds the world again, as it was at the beginning",
    "t tells the task again",
    "q leaves; tutor lab goes on from there",
)


class PlainLab:
    """Does a lab over a stream of lines. `plain`: the learner opens a shell themselves. `clock` gives seconds."""

    def __init__(
        self,
        lab: OpenLab,
        lines: TextIO,
        say: Callable[..., None] = speech.say,
        ask: Callable[[str], None] = speech.ask,
        *,
        plain: bool = False,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._lab = lab
        self._lines = lines
        self._say = say
        self._ask_for = ask
        self._clock = clock
        self._since = clock()
        self._shell = not plain and lab.can_open_shell

    def run(self) -> None:
        """Until the lab is left, or solved and left. All that was done is kept."""
        self._task()
        if self._lab.notice:
            self._say("", *wrap(self._lab.notice, WIDTH))
        elif self._lab.resumed:
            self._say("", "You left this in the middle: it goes on from there. r begins afresh.")
        self._where()
        if self._shell:
            self._work()
        while True:
            word = self._line()
            if word is None or word in ("q", ":q"):
                break
            self._obey(word)
        if not self._lab.solved:
            self._say("Left as it is: tutor lab goes on from there.")

    def _task(self) -> None:
        lab = self._lab.lab
        self._say(lab.title, "", *plain_lines(lab.blocks, WIDTH))

    def _where(self) -> None:
        folder = self._lab.folder
        if self._shell:
            walls = "in a sandbox: no network, and nothing outside its folder can be changed"
            self._say("", *wrap(f"Your shell opens there {walls if self._lab.boxed else 'without a sandbox'}.", WIDTH))
            self._say("Type exit to come back and see what holds.", "")
            return
        self._say("", "Open a shell in this folder, do it there, then press c and enter here:", f"    {folder}")
        self._say(*wrap("What you type in a shell of your own runs as you, outside any sandbox.", WIDTH))

    def _obey(self, word: str) -> None:
        match word:
            case "" if self._shell:
                self._work()
            case "c":
                self._check()
            case "h":
                self._hint()
            case "s":
                self._solution()
            case "r":
                self._reset()
            case "t":
                self._task()
            case _:
                self._say(*(HELP if self._shell else HELP[1:]))

    def _work(self) -> None:
        """The learner's shell, then a look at what holds."""
        try:
            said = self._lab.shell()
        except SandboxError as error:
            self._shell = False
            speech.complain(error)
            self._where()
            return
        if said:
            self._say(*wrap(said, WIDTH))
        self._check()

    def _check(self) -> None:
        spent, self._since = self._clock() - self._since, self._clock()
        checked = self._lab.check(spent)
        self._say("")
        for one in checked.looked:
            found = "" if one.holds or one.trouble else f" ({one.found})"
            sign = f"  {'holds' if one.holds else 'not yet':<8}"
            if one is checked.told and checked.hint:
                self._say(*wrap(plain_runs(checked.hint), WIDTH, sign))
                sign = " " * len(sign)
            self._say(*wrap(f"{self._lab.words(one)}{found}", WIDTH, sign))
        self._say("", *_verdict(checked))

    def _hint(self) -> None:
        lab = self._lab
        given = lab.hint()
        if given is not None:
            self._say(*wrap(plain_runs(given), WIDTH, f"Hint {len(lab.hints)}: "))
        for number, old in enumerate(() if given is not None else lab.hints, 1):
            self._say(*wrap(plain_runs(old), WIDTH, f"Hint {number}: "))
        if lab.hints_left:
            self._say(f"{speech.count(lab.hints_left, 'hint')} left.")
        elif lab.hints_held_back:
            held = speech.count(lab.hints_held_back, "more hint")
            self._say(f"You solved this without: {held}, one each time a check does not hold.")
        elif given is None:
            self._say("There is no other hint; s shows the solution.")

    def _solution(self) -> None:
        beside = self._lab.solution()
        self._say("The solution:", *(f"    {line}" for line in beside.solution.split("\n")), "")
        if beside.typed:
            self._say("What you typed:", *(f"    {line}" for line in beside.typed))
        else:
            self._say("What you typed is not known here.")

    def _reset(self) -> None:
        try:
            self._lab.reset()
        except SandboxError as error:
            speech.complain(error)
            return
        self._say("The world is as it was at the beginning.")

    def _line(self) -> str | None:
        """What the learner wants, or None at the end of the input."""
        back = "enter back to the shell, " if self._shell else ""
        if self._lab.solved:
            prompt = f"{back}s compare with the solution, q leave: "
        else:
            prompt = f"{back}c check, h hint, s solution, r afresh, q leave: "
        typed = self._lines.isatty()
        self._ask_for(prompt if typed else "")  # whoever types at the other end of a pipe waits for the task too
        line = self._lines.readline()
        if not line:
            return None
        word = line.strip().lower()
        if not typed:
            self._say(prompt + word)  # nobody's terminal has shown it
        return word


def _verdict(checked: Checked) -> list[str]:
    if checked.solved:
        back = f" It comes back {checked.returns:%a %d %b}." if checked.returns else ""
        return [f"Solved: all of it holds.{back}"]
    lines = [f"{checked.holding} of {len(checked.looked)} hold."]
    if checked.trouble:
        lines += wrap(f"It could not be looked at as it should: {checked.trouble}. r begins afresh.", WIDTH)
    return lines
