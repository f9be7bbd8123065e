"""A sitting line by line: one question, one answer, one verdict, for pipes, screen readers and slow connections."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TextIO

from tutor.cli import speech
from tutor.errors import TutorError
from tutor.model.events import Confidence, Grade, Verdict
from tutor.model.layout import plain_lines, plain_runs, wrap
from tutor.model.questions import Choice, Cloze, Match, Order, Question, Recall, Typed
from tutor.model.text import Runs
from tutor.services.answering import given_choice, given_match, given_order, is_beside_the_point, targets
from tutor.services.history import TakenBack, told
from tutor.services.opening import Tutor
from tutor.services.showing import Asking, Closing, Feedback, Opening, Reading, Screen
from tutor.services.study import Sitting
from tutor.services.telling import how_kept, waits

WIDTH = speech.columns(76)
LETTERS = "abcdefghi"
GRADES = {"1": Grade.AGAIN, "2": Grade.HARD, "3": Grade.GOOD, "4": Grade.EASY}
SURE = {"1": Confidence.GUESS, "2": Confidence.FAIRLY, "3": Confidence.SURE}
HELP = (
    ":s skip, :u take the last answer back, :z not before tomorrow, :x never again, :q stop",
    "End an answer by letters with ? when you guess, with ! when you are sure.",
)
CHANGED = (
    "The answer of this question changed since you last met it. Answer to go on as before, or :f to start it afresh."
)


class Stop(Exception):
    """The learner stops, or the input has ended."""


class Said(Exception):
    """A command was given where an answer was asked for; the screen is shown anew."""


class PlainSession:
    """Plays a sitting over a stream of lines. `say` takes what is shown, `ask` a prompt (default: standard output)."""

    def __init__(
        self,
        tutor: Tutor,
        sitting: Sitting,
        lines: TextIO,
        say: Callable[..., None] = speech.say,
        ask: Callable[[str], None] = speech.ask,
    ) -> None:
        self._tutor = tutor
        self._sitting = sitting
        self._lines = lines
        self._say = say
        self._ask_for = ask

    def run(self) -> None:
        """Until the sitting or the input ends. Every answer is kept when its verdict shows."""
        self._say(*wrap("Answer and press enter; :? lists the other words.", WIDTH))
        try:
            while (screen := self._sitting.screen) is not None:
                try:
                    self._show(screen)
                except Said:
                    continue
        except Stop:
            pass
        self._end()

    def _show(self, screen: Screen) -> None:
        started = monotonic()
        if isinstance(screen, Asking):
            self._ask(screen, started)
            return
        self._say("", *_screen_lines(screen))
        self._line("(enter) ")
        self._sitting.turn_page(monotonic() - started)

    def _ask(self, asking: Asking, started: float) -> None:
        question = asking.question
        self._say("", f"{asking.number} of {asking.of}: {question.pack}, {asking.why}", "")
        if asking.changed:
            self._say(*wrap(CHANGED, WIDTH), "")
        self._say(*plain_lines(question.prompt, WIDTH))
        self._say(*_choices(question, asking.order))
        given, confidence, own = self._answer(asking)
        feedback = self._try(lambda: self._sitting.answer(given, monotonic() - started, confidence=confidence, own=own))
        self._say("", *_feedback_lines(feedback, asking.order, given))

    def _try(self, deed: Callable[[], Feedback]) -> Feedback:
        """What cannot be saved can be tried again: the answer is not lost while the program runs."""
        while True:
            try:
                return deed()
            except TutorError as error:
                speech.complain(error)
                self._line("(enter to try again, :q to stop) ")

    def _answer(self, asking: Asking) -> tuple[tuple[str, ...], Confidence | None, Grade | None]:
        question = asking.question
        match question:
            case Recall():
                self._line("Think, then press enter. ")
                self._say(*plain_lines(question.explanation, WIDTH))
                while True:
                    grade = GRADES.get(self._line("1 again, 2 hard, 3 good, 4 easy: ").strip())
                    if grade is not None:
                        return (), None, grade
            case Cloze():
                given = tuple(self._line(f"({number}) ") for number in range(1, len(question.blanks) + 1))
                return given, self._how_sure(), None
            case Choice() | Order() | Match():
                return self._lettered(asking, question)
            case _:
                while is_beside_the_point(question, typed := self._line("> ")):
                    self._say(*wrap("A number is asked for, such as 12 or 0.5. Enter alone shows the answer.", WIDTH))
                return (typed,), self._how_sure(), None

    def _lettered(
        self, asking: Asking, question: Choice | Order | Match
    ) -> tuple[tuple[str, ...], Confidence | None, Grade | None]:
        places = len(asking.order)
        while True:
            line = self._line("> ").strip().lower()
            confidence = {"?": Confidence.GUESS, "!": Confidence.SURE}.get(line[-1:])
            letters = [letter for letter in line.rstrip("?!") if letter not in " ,;"]
            if letters and all(letter in LETTERS[:places] for letter in letters):
                chosen = [asking.order[LETTERS.index(letter)] for letter in letters]
                match question:
                    case Choice() if question.several or len(chosen) == 1:
                        return given_choice(question, chosen), confidence, None
                    case Order() if sorted(chosen) == list(range(places)):
                        return given_order(question, chosen), confidence, None
                    case Match() if len(chosen) == len(question.pairs):
                        return given_match(question, chosen), confidence, None
            self._say(_how_to(question, places))

    def _how_sure(self) -> Confidence | None:
        if not self._sitting.asks_confidence:
            return None
        while told := self._line("How sure? 1 guess, 2 fairly, 3 sure (enter: pass over) ").strip():
            if told in SURE:
                return SURE[told]
        return None

    def _line(self, prompt: str) -> str:
        """One line of input. Raises Stop at the end, Said after a command that changes the screen."""
        typed = self._lines.isatty()
        self._ask_for(prompt if typed else "")  # whoever types at the other end of a pipe waits for the question too
        line = self._lines.readline()
        if not line:
            raise Stop
        line = line.rstrip("\r\n")
        if not typed:
            self._say(prompt + line)  # nobody's terminal has shown it
        match line.strip():
            case ":q":
                raise Stop
            case ":?":
                self._say(*(line for words in HELP for line in wrap(words, WIDTH)))
                raise Said
            case ":s":
                self._sitting.skip()
                raise Said
            case ":z":
                self._sitting.bury()
                raise Said
            case ":x":
                self._sitting.suspend()
                raise Said
            case ":u":
                self._take_back()
                raise Said
            case ":f" if self._may_start_afresh():
                self._sitting.start_afresh()
                self._say("It starts afresh, as a new question. :u takes that back.")
                raise Said
        return line

    def _may_start_afresh(self) -> bool:
        screen = self._sitting.screen
        return isinstance(screen, Asking) and screen.changed

    def _take_back(self) -> None:
        taken = self._sitting.undo()
        if taken is None:
            self._say("Nothing to take back.")
            return
        answer = told(self._tutor, taken)
        self._say(*wrap(f"Taken back: {answer.question}, {_done(answer)} {answer.when}", WIDTH))
        self._say(*wrap(answer.prompt, WIDTH, "    "))

    def _end(self) -> None:
        summary = self._sitting.summary()
        self._say("", f"{speech.count(summary.answered, 'answer')}, {summary.right} right.")
        if summary.lessons:
            self._say(f"{speech.count(summary.lessons, 'lesson')} read.")
        if summary.practice:
            self._say("Practice: the schedule stays as it was.")
        if summary.open_misses:
            self._say(f"{speech.count(summary.open_misses, 'miss', 'misses')} left open: first next time.")
        if summary.due_left:
            left = speech.count(summary.due_left, "review is", "reviews are")
            self._say(f"{left} still due and can wait.")
        self._say(how_kept(summary.saved))


def _done(taken: TakenBack) -> str:
    return "started afresh" if taken.is_fresh_start else "answered"


def _screen_lines(screen: Opening | Reading | Closing) -> list[str]:
    match screen:
        case Opening():
            lines = [screen.lesson.title, "", *wrap(plain_runs(screen.why), WIDTH)]
            lines.append(f"{screen.lesson.minutes} min" + (", where you left it" if screen.resumed else ""))
            if screen.waiting:
                lines += wrap(f"Today is full: {waits(screen.waiting)}.", WIDTH)
            return lines
        case Reading():
            return [
                f"{screen.lesson.title}, {screen.number} of {screen.of}",
                "",
                *plain_lines(screen.page.blocks, WIDTH),
            ]
        case Closing():
            lines = ["To keep:", *wrap(plain_runs(screen.lesson.essence), WIDTH, "  ")]
            if screen.lesson.use_today:
                lines += ["", *wrap("Use it today: " + plain_runs(screen.lesson.use_today), WIDTH)]
            if screen.lesson.objections:
                lines += ["", "What you may object:"]
            for objection, answer in screen.lesson.objections:
                lines += wrap(f"“{plain_runs(objection)}”", WIDTH, "  ") + wrap(plain_runs(answer), WIDTH, "    ")
            if screen.waiting:
                lines += ["", f"{waits(screen.waiting)}."]
            if screen.joins:
                lines += ["", "Its questions come back from now on: tutor today lists them."]
            return lines


def _choices(question: Question, order: tuple[int, ...]) -> list[str]:
    match question:
        case Choice():
            shown = [question.options[index].runs for index in order]
        case Order():
            shown = [question.steps[index].runs for index in order]
        case Match():
            shown = [targets(question)[index].runs for index in order]
            left = [wrap(plain_runs(pair.left.runs), WIDTH, f"  {n} ") for n, pair in enumerate(question.pairs, 1)]
            return [
                "",
                *(line for lines in left for line in lines),
                *_lettered_lines(shown),
                _how_to(question, len(order)),
            ]
        case _:
            return []
    return [*_lettered_lines(shown), _how_to(question, len(order))]


def _lettered_lines(shown: list[Runs]) -> list[str]:
    lines = [""]
    for letter, runs in zip(LETTERS, shown, strict=False):
        lines += wrap(plain_runs(runs), WIDTH, f"  {letter}  ")
    return lines


def _how_to(question: Choice | Order | Match, places: int) -> str:
    last = LETTERS[places - 1]
    match question:
        case Choice():
            return f"One or more of a-{last}, such as: a {last}" if question.several else f"One letter, a-{last}"
        case Order():
            return f"All letters a-{last} in order, such as: {' '.join(LETTERS[:places])}"
        case Match():
            pairs = len(question.pairs)
            return f"A letter for each of 1-{pairs}, such as: {' '.join((LETTERS[:places] * pairs)[:pairs])}"


def _feedback_lines(feedback: Feedback, order: tuple[int, ...], given: tuple[str, ...]) -> list[str]:
    graded, question = feedback.graded, feedback.question
    back = f"{feedback.words} {feedback.reason}".strip()
    if feedback.back is not None:
        back = f"{feedback.words[:-1]}, {feedback.back:%a %d %b}. {feedback.reason}"
    last = wrap(back, WIDTH)
    if feedback.lesson:
        last.append(f"To read it: tutor spare --lesson {feedback.lesson}")
    if isinstance(question, Recall):
        return last
    right = graded.verdict is Verdict.RIGHT
    lines = ["Right." if right else "Not yet."]
    if isinstance(question, Choice):
        lines += _judged_options(question, order, given)
    elif isinstance(question, Cloze) and not right:
        lines += _judged_blanks(feedback, given)
    elif not right or len(graded.expected) > 1:
        lines += wrap("The answer: " + "; ".join(graded.expected), WIDTH)
    if isinstance(question, Typed) and graded.difference:
        lines += wrap("The difference: " + _difference(graded.difference), WIDTH)
        lines.append("    [-too much] [+missing]")
    for blocks in (graded.why, question.explanation):
        if blocks:
            lines += ["", *plain_lines(blocks, WIDTH)]
    return [*lines, "", *last]


def _difference(runs: Sequence[tuple[str, str]]) -> str:
    """From what was typed to what is right; a blank that is too much or missing shows as ␣."""
    signs = {"extra": "[-{}]", "missing": "[+{}]"}
    return "".join(signs[kind].format(text.replace(" ", "␣")) if kind in signs else text for kind, text in runs)


def _judged_blanks(feedback: Feedback, given: tuple[str, ...]) -> list[str]:
    """Every blank: what it holds, and what was typed where that was something else."""
    lines: list[str] = []
    graded = feedback.graded
    typed = given + ("",) * (len(graded.expected) - len(given))
    for number, (right, answer, mine) in enumerate(zip(graded.parts, graded.expected, typed, strict=False), 1):
        yours = "" if right else f", you typed: {mine.strip()}" if mine.strip() else ", you left it empty"
        lines += wrap(f"{answer} - {'right' if right else 'wrong'}{yours}", WIDTH, f"  ({number})  ")
    return lines


def _judged_options(question: Choice, order: tuple[int, ...], given: tuple[str, ...]) -> list[str]:
    """Every option under the letter it had: whether it is right, whether it was chosen, and why."""
    lines: list[str] = []
    for letter, index in zip(LETTERS, order, strict=False):
        option = question.options[index]
        yours = " (your answer)" if option.hash in given else ""
        sign = "right" if option.right else "wrong"
        lines += wrap(f"{plain_runs(option.runs)} - {sign}{yours}", WIDTH, f"  {letter}  ")
        lines += plain_lines(option.why, WIDTH, "       ")
    return lines
