"""The answers that `tutor new` begins with: from flags, and at a terminal asked one after the other."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping, Sequence

from tutor.cli.speech import ask, complain, say, talk
from tutor.errors import TutorError
from tutor.services.making import QUESTIONS, TITLE, Question, clean_answer

_BACK = "<"
_TOLD = (
    "A sentence each. Return alone takes what stands in [brackets], if anything does. "
    f"{_BACK} goes back to the question before. ctrl-c stops, and nothing is written."
)


def answers_of(options: Namespace, audience: str) -> dict[str, str]:
    """The answers by their flags, those that are missing asked for at a terminal. `audience`: whom the pack is for."""
    given: dict[str, str] = {}
    missing: list[Question] = []
    usual = {"for": audience, "title": options.id.replace("-", " ").capitalize()}
    for question in (*QUESTIONS, TITLE):
        answer = getattr(options, f"answer_{question.flag}")
        if answer is not None:
            given[question.flag] = clean_answer(question, answer)
        else:
            missing.append(question)
    if missing and sys.stdin.isatty() and sys.stdout.isatty() and not options.json:
        talk(_TOLD)
        given |= _asked(missing, usual)
    else:
        given |= {question.flag: usual[question.flag] for question in missing if usual.get(question.flag)}
        _require(question for question in missing if question.flag not in given)
    return given


def _require(missing: Iterable[Question]) -> None:
    lines = [f"  --{question.flag:<12}{question.words} {question.example}" for question in missing]
    if lines:
        raise TutorError("these answers are missing, and there is no terminal to ask for them", hint="\n".join(lines))


def _asked(questions: Sequence[Question], usual: Mapping[str, str]) -> dict[str, str]:
    """The answers that are typed; `usual` ones are offered, and so is what was typed before somebody went back."""
    found = dict(usual)
    place = 0
    while place < len(questions):
        question = questions[place]
        answer = _answer(question, found.get(question.flag, ""))
        if answer is None:
            place = max(0, place - 1)
        else:
            found[question.flag] = answer
            place += 1
    return {question.flag: found[question.flag] for question in questions}


def _answer(question: Question, usual: str) -> str | None:
    """An answer, asked for until it is one; None to go back. Raises KeyboardInterrupt where the input ends."""
    while True:
        say("", question.words)
        ask(f"  [{usual}] " if usual else f"  For example: {question.example}\n  > ")
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        if line.strip() == _BACK:
            return None
        try:
            return clean_answer(question, line.strip() or usual, "this answer")
        except TutorError as error:
            complain(error)
