"""Running claims: whether each is true on this machine, and whether its control fails as it must."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from threading import Event

from tutor.model.checks import Check, Word
from tutor.model.claims import Claim
from tutor.model.problems import Problem
from tutor.packs.codes import problem
from tutor.places import Places
from tutor.sandbox.boxes import Box, missing_tools
from tutor.sandbox.checking import Looked, judge, look
from tutor.sandbox.limits import Limits
from tutor.sandbox.running import Ran, run
from tutor.sandbox.world import World
from tutor.services.lab_worlds import SETUP, failure

_NOT_RUN = (126, 127)  # what a shell ends with when it cannot run a command, or does not find it


class Outcome(StrEnum):
    """What became of a claim. One that is skipped says nothing, and least of all that it holds."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Verified:
    """A claim and what running it showed. `control_failed`: its control ran and failed, as it must."""

    claim: Claim
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    control_failed: bool = False


class Cancelled(Exception):
    """The run was called off in the middle of a claim: nothing is known of it."""


def verify_claims(where: Places, claims: Sequence[Claim], box: Box, jobs: int = 1) -> Iterator[Verified]:
    """Run claims, `jobs` at a time, and yield each as it is done; every one has worlds of its own, removed again.

    Whoever stops asking, or raises, ends what still runs.
    """
    off = Event()
    os.makedirs(where.worlds, mode=0o700, exist_ok=True)
    crew = ThreadPoolExecutor(max(1, jobs))
    try:
        for done in as_completed([crew.submit(_verify, where, claim, box, off) for claim in claims]):
            yield done.result()
    finally:
        off.set()
        crew.shutdown(cancel_futures=True)


def _verify(where: Places, claim: Claim, box: Box, off: Event) -> Verified:
    missing = missing_tools(box, claim.needs)
    if missing:
        tools = " and ".join(missing)
        return Verified(claim, Outcome.SKIPPED, (problem("W851", claim.place, "run it where the tool is", tool=tools),))
    folder = tempfile.mkdtemp(prefix="claim-", dir=where.worlds)
    world = World(os.path.join(folder, claim.id))
    try:
        found = tuple(_Trial(world, box, claim, off).problems())
        control = () if found else tuple(_Trial(world, box, claim.twin, off).problems_of_control())
    finally:
        world.remove()
        with suppress(OSError):
            os.rmdir(folder)
    if off.is_set():
        raise Cancelled
    outcome = Outcome.FAILED if found or control else Outcome.PASSED
    return Verified(claim, outcome, found + control, outcome is Outcome.PASSED)


class _Trial:
    """A claim, or the twin that its control makes of it, in a world that is built for it."""

    def __init__(self, world: World, box: Box, claim: Claim, off: Event) -> None:
        self._world = world
        self._box = box
        self._claim = claim
        self._limits = Limits(off=off)
        self._setup = Limits(seconds=SETUP.seconds, off=off)

    def problems(self) -> Iterator[Problem]:
        """What keeps the claim from being true."""
        if why := self._why_not_built():
            yield self._problem("E851", "every command of it must succeed", what="setup", why=why)
            return
        ran = self._ran(self._claim.run, self._limits)
        if ran.stop:
            yield self._problem("E856", why=self._limits.words(ran.stop))
            return
        for check in self._claim.expect:
            looked = self._look(check, ran)
            if looked.trouble:
                yield problem("E856", check.place, why=looked.trouble)
            elif not looked.holds:
                yield problem("E852", check.place, _said(ran), **_words(looked))

    def problems_of_control(self) -> Iterator[Problem]:
        """What makes it no control: it passes, or fails for a reason that any typing error would give as well."""
        if why := self._why_not_built():
            yield self._problem("E851", "every command of it must succeed", what="setup of the control", why=why)
            return
        ran = self._ran(self._claim.run, self._limits)
        if ran.stop or ran.exit in _NOT_RUN:
            why = self._limits.words(ran.stop) or failure(ran, self._limits)
            yield self._problem("E855", why=why)
            return
        looked = [self._look(check, ran) for check in self._claim.expect]
        trouble = next((one.trouble for one in looked if one.trouble), "")
        failed = {one.check.word for one in looked if not one.holds}
        if trouble:
            yield self._problem("E855", why=trouble)
        elif not failed:
            yield self._problem("E853", "let the control do what makes the fact untrue")
        elif failed == {Word.EXIT} and any(check.word is not Word.EXIT for check in self._claim.expect):
            yield self._problem("E854", "let it end well, and come to something else")

    def _why_not_built(self) -> str:
        self._world.make()
        return failure(self._ran(self._claim.setup, self._setup, strict=True), self._setup) if self._claim.setup else ""

    def _ran(self, script: str, limits: Limits, *, strict: bool = False) -> Ran:
        return run(self._world, self._box, script, limits, strict=strict)

    def _look(self, check: Check, ran: Ran) -> Looked:
        return look(self._world, self._box, check, self._limits) if check.of else judge(check, ran)

    def _problem(self, code: str, hint: str = "", **values: object) -> Problem:
        return problem(code, self._claim.place, hint, **values)


def _words(looked: Looked) -> dict[str, str]:
    """What was expected and what was found instead, for the message."""
    subject, _, expected = looked.check.written.partition(": ")
    return {"subject": subject, "expected": expected, "found": looked.found}


def _said(ran: Ran) -> str:
    """The last line that the command wrote to stderr, which mostly tells why."""
    lines = [line.strip() for line in ran.err.splitlines() if line.strip()]
    return f"it said: {lines[-1]}" if lines else ""
