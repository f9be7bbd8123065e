"""Trying out what is being written: a lesson or a quiz from any of its screens, a drill at any scene in any state."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.errors import TutorError
from tutor.learning import session as machine
from tutor.learning.drill_log import continued
from tutor.learning.planning import Plan
from tutor.learning.session import Ask, ReadScreen, Session, SessionStep
from tutor.model.conditions import LARGEST, State, StateValue, bounded, effect_of
from tutor.model.drills import Drill, Ending, Scene
from tutor.model.events import DrillBegan, DrillEnded, DrillEvent, Mark, Reset
from tutor.model.items import Lesson, Page, Quiz
from tutor.model.questions import Question
from tutor.services.drilling import Playing
from tutor.services.opening import Tutor
from tutor.services.showing import Reread
from tutor.services.study import Sitting

if TYPE_CHECKING:  # it brings the parsers, which showing needs none of
    from tutor.services.broken import Broken

_SET = re.compile(r"(\S+)\s*=\s*(\S+)")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


class Rehearsal(Sitting):
    """A lesson or quiz as a learner meets it for the first time, each time anew.

    The steps are those of the text, in its order. For a house whose journal is scratch paper: answers are kept in it,
    and what was known of the questions is forgotten when the rehearsal begins.
    """

    def __init__(self, tutor: Tutor, item: Lesson | Quiz, broken: "Sequence[Broken]" = ()) -> None:
        """`broken`: what stands in the place of questions that cannot be shown."""
        super().__init__(tutor, Plan(()))
        self.path = item.place.path  # of its file in the pack
        whole = _with_pages(item, broken)
        self._lessons[item.name] = whole  # what the pages are looked up in, also those of a quiz
        self._broken = {ReadScreen(item.name, place): one for one in broken for place in [_place_in(whole, one)]}
        questions = [question.name for question in item.questions]
        known = tutor.journal.memories(questions)
        if known:
            tutor.journal.record(*(Reset(name) for name in known))
        self._all: tuple[SessionStep, ...] = tuple(_steps(whole, is_quiz=isinstance(item, Quiz)))
        self.go(0)

    def go(self, place: int) -> None:
        """To a step; beyond either end, to the last one there."""
        self._session = Session(self._all[max(0, min(place, len(self._all) - 1)) :])

    def step_of(self, screen: int) -> int:
        """The step that shows a screen of the lesson or a question of the quiz, counted from 0 as in the text."""
        return self._places[screen] if 0 <= screen < len(self._places) else 0

    @property
    def _ends(self) -> tuple[int, int]:
        """The steps that open and close a lesson."""
        return 0, len(self._all) - 1

    @property
    def _places(self) -> list[int]:
        """The steps in the order of the text: what opens and closes a lesson left out, and each guess asked again."""
        return [
            place
            for place, step in enumerate(self._all)
            if not (isinstance(step, ReadScreen) and (step in self._broken or place in self._ends))
            and not (isinstance(step, Ask) and replace(step, mark=Mark.GUESS) in self._all[:place])
        ]

    def place_of(self, asked: str = "") -> int:
        """The step that asks a question by its full name; of "" the step on screen, at the end the last one."""
        if asked:
            return next(n for n, step in enumerate(self._all) if isinstance(step, Ask) and step.question == asked)
        now = self._session.current
        step = replace(now, misses=0) if isinstance(now, Ask) else now
        return self._all.index(step) if step in self._all else len(self._all) - 1

    @property
    def broken(self) -> "Broken | None":
        """What is on screen in the place of a question that cannot be shown; None where something else is."""
        now = self._session.current
        return self._broken.get(now) if isinstance(now, ReadScreen) else None

    def go_to_broken(self, known: Collection[str]) -> bool:
        """To the first place of a broken question whose heading is not `known`; whether there is one."""
        for place, step in enumerate(self._all):
            if isinstance(step, ReadScreen) and step in self._broken and self._broken[step].heading not in known:
                self.go(place)
                return True
        return False

    @property
    def headings(self) -> set[str]:
        """The headings of the broken questions."""
        return {one.heading for one in self._broken.values()}

    def read_again(self) -> Reread:
        """Nothing: after a save a preview begins another rehearsal."""
        return Reread.SAME

    def turn_page(self, seconds: float) -> None:
        """On to the next screen. Nothing is kept of it: a preview always begins a lesson anew."""
        self._session = machine.turn_page(self._session)


def _with_pages(item: Lesson | Quiz, broken: "Sequence[Broken]") -> Lesson:
    """The item with a page for each broken question, at its place; a quiz as a lesson of nothing but its screens."""
    parts: list[Page | Question] = list(item.screens if isinstance(item, Lesson) else item.questions)
    for one in reversed(broken):
        parts.insert(one.at, one.page)
    if isinstance(item, Lesson):
        return replace(item, screens=tuple(parts))
    return Lesson(pack=item.pack, id=item.id, title=item.title, screens=tuple(parts))


def _place_in(lesson: Lesson, broken: "Broken") -> int:
    return next(place for place, screen in enumerate(lesson.screens) if screen is broken.page)


def _steps(item: Lesson, *, is_quiz: bool) -> list[SessionStep]:
    if is_quiz:
        return [
            ReadScreen(item.name, number) if isinstance(screen, Page) else Ask(screen.name)
            for number, screen in enumerate(item.screens)
        ]
    steps: list[SessionStep] = [ReadScreen(item.name, -1)]
    again: list[SessionStep] = []
    for number, screen in enumerate(item.screens):
        if isinstance(screen, Page):
            steps.append(ReadScreen(item.name, number))
        elif screen.guess:
            steps.append(Ask(screen.name, Mark.GUESS))
            again.append(Ask(screen.name))
        else:
            steps.append(Ask(screen.name))
    return [*steps, *again, ReadScreen(item.name, len(item.screens))]


def stand_at(tutor: Tutor, drill: Drill, scene: Scene, state: State) -> Playing:
    """A play of a drill that begins at a scene, in a state, as if a way had led there."""
    begun = sum(isinstance(one.event, DrillBegan) for one in tutor.journal.drill_events(drill.name))
    name = f"{tutor.journal.device}-{begun + 1}"
    # Always the first turn, so that the choices stand in the same order from one look to the next.
    began = DrillBegan(drill.name, name, 0, scene.id, state, drill.shape, scene.variant, True)
    events: list[DrillEvent] = [began]
    play = continued(None, began)
    if scene.ending:
        events.append(DrillEnded(drill.name, name, scene.id, scene.ending is Ending.PASS, True, ()))
        play = continued(play, events[-1])
    tutor.journal.record(*events)
    playing = Playing(tutor, drill, play)
    playing.notice = ""
    return playing


def fitting(drill: Drill, state: State) -> State:
    """The drill's own state with the values of another one, as far as these are of the same names and kinds."""
    known = dict(state)
    return tuple(
        (name, known[name] if name in known and type(known[name]) is type(value) else value)
        for name, value in drill.state
    )


def changed_state(drill: Drill, state: State, typed: str) -> State:
    """The state after what an author typed: `minutes = 12`, `looked = yes`, several between commas.

    What a choice may do is understood too: `minutes +5`, `looked`, `not looked`. Raises TutorError for anything else.
    """
    values = dict(state)
    for part in filter(None, map(str.strip, typed.split(","))):
        name, value = _meant(values, part)
        values[name] = value
    return tuple(values.items())


def _meant(values: dict[str, StateValue], part: str) -> tuple[str, StateValue]:
    hint = "For example: " + example(values)
    match = _SET.fullmatch(part)
    if match and (word := match[2].lower()) in _YES_NO:
        name = match[1]
        value: StateValue = _YES_NO[word]
    else:
        effect = effect_of(f"{match[1]} = {match[2]}" if match else part)
        if effect is None:
            raise TutorError(f"{part!r} changes nothing", hint=hint)
        name = effect.name
        value = bounded(int(values.get(name, 0)) + effect.value) if effect.adds else effect.value
    if name not in values:
        raise TutorError(f"this drill's state has no {name!r}", hint="It has: " + (", ".join(values) or "nothing"))
    if isinstance(value, bool) is not isinstance(values[name], bool):
        kind = "yes or no" if isinstance(values[name], bool) else f"a whole number up to {LARGEST:,}"
        raise TutorError(f"{name} is {kind}", hint=hint)
    return name, value


def example(values: Mapping[str, StateValue]) -> str:
    """What an author may type to change these values."""
    shown = [f"{name} = {'yes' if isinstance(value, bool) else 12}" for name, value in values.items()]
    return ", ".join(shown[:2]) or "minutes = 12"
