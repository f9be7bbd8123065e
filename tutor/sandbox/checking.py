"""Whether a check holds in a world, and what was found instead."""

import os
from dataclasses import dataclass

from tutor.model.checks import Check, Subject, Word
from tutor.sandbox.boxes import Box
from tutor.sandbox.limits import Limits
from tutor.sandbox.running import Ran, run
from tutor.sandbox.world import World

_LONGEST = 60  # characters of what was found


@dataclass(frozen=True, slots=True)
class Looked:
    """What a check came to. `found` says in a few words what is there instead, where it does not hold.

    `trouble`: the check itself could not be brought to an end, or the world is over its limits.
    """

    check: Check
    holds: bool
    found: str = ""
    trouble: str = ""


def look(world: World, box: Box, check: Check, limits: Limits) -> Looked:
    """Look whether a check holds. A check that is stopped does not hold."""
    if not os.path.isdir(world.work):
        return Looked(check, False, "", "the working folder is gone")
    if check.subject is Subject.FILE:
        return _look_at_file(world, check, limits)
    ran = run(world, box, check.of, limits)
    if ran.stop:
        return Looked(check, False, "", f"{check.looked_at}: {limits.words(ran.stop)}")
    return judge(check, ran)


def judge(check: Check, ran: Ran) -> Looked:
    """Whether a check holds of what a command came to that has run to its end."""
    if check.word is Word.EXIT:
        return Looked(check, ran.exit == check.value, f"it ended with status {ran.exit}")
    return _compared(check, ran.out)


def _look_at_file(world: World, check: Check, limits: Limits) -> Looked:
    if check.word is Word.EXISTS:
        there = world.exists(check.of)
        return Looked(check, there == check.value, "it is there" if there else "it is not there")
    data = world.read(check.of, limits.output)
    if data is None:
        return Looked(check, False, "there is no such file")
    return _compared(check, data.decode(errors="replace"))


def _compared(check: Check, text: str) -> Looked:
    text = text.replace("\r\n", "\n").removesuffix("\n")
    lines = text.count("\n") + 1 if text else 0
    if check.word is Word.LINES:
        return Looked(check, lines == check.value, f"it has {lines} line{'' if lines == 1 else 's'}")
    wanted = str(check.value)
    holds = wanted in text if check.word is Word.HAS else wanted.removesuffix("\n") == text
    return Looked(check, holds, f"it is {text[:_LONGEST]!r}{'…' if len(text) > _LONGEST else ''}")
