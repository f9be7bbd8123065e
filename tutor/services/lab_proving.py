"""The author's rule for labs, checked by running them: at least one check fails before, all hold after the solution."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from tutor.model.checks import Check
from tutor.model.items import Item
from tutor.model.labs import Lab
from tutor.model.problems import Place, Problem
from tutor.packs.codes import MESSAGES
from tutor.packs.folder import read_pack
from tutor.places import Places
from tutor.sandbox.boxes import Box, missing_tools
from tutor.sandbox.checking import Looked, look
from tutor.sandbox.limits import Limits
from tutor.sandbox.running import run
from tutor.sandbox.world import World
from tutor.services.checking import Checked, Proved
from tutor.services.lab_worlds import SETUP, box_for, failure
from tutor.services.trust import trust_in


def run_labs(
    checked: list[Checked], where: Places, *, unboxed: bool = False, progress: Callable[[int, int], None] | None = None
) -> list[Checked]:
    """Run the labs of these packs too. Before any runs: NotTrusted where the commands of one may not be run, and
    SandboxError where there is no sandbox and `unboxed` does not say that this is agreed to.
    """
    read = [read_pack(one.folder) for one in checked]
    for one, pack in zip(checked, read, strict=True):
        if pack.pack is not None:
            trust_in(where, pack.pack.id, one.folder, (*pack.items, *pack.claims)).require(one.folder)
    count = sum(isinstance(item, Lab) for pack in read for item in pack.items)
    if not count:
        return checked
    box = box_for(unboxed=unboxed)
    done = 0
    found = []
    for one, pack in zip(checked, read, strict=True):
        labs = []
        for proved in prove_labs(where, pack.items, box):
            labs.append(proved)
            done += 1
            if progress is not None:
                progress(done, count)
        found.append(replace(one, labs=tuple(labs)))
    return found


def prove_labs(where: Places, items: Iterable[Item], box: Box) -> Iterator[Proved]:
    """Run every lab among these items, one after the other, each in a world of its own that is removed again."""
    for item in items:
        if isinstance(item, Lab):
            yield _prove(where, item, box)


def _prove(where: Places, lab: Lab, box: Box) -> Proved:
    missing = missing_tools(box, lab.needs)
    if missing:
        tools = " and ".join(missing)
        return Proved(lab.name, False, (_problem(lab.place, "W751", "run it where the tool is", tool=tools),))
    os.makedirs(where.worlds, mode=0o700, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="proof-", dir=where.worlds)
    world = World(os.path.join(folder, lab.id))
    try:
        return Proved(lab.name, True, tuple(_problems(world, lab, box)))
    finally:
        world.remove()
        with suppress(OSError):
            os.rmdir(folder)


def _problems(world: World, lab: Lab, box: Box) -> Iterator[Problem]:
    world.make()
    why = failure(run(world, box, lab.setup, SETUP, strict=True), SETUP)
    if why:
        yield _problem(lab.place, "E751", "every command of it must succeed", why=why)
        return
    if all(one.holds for one in _looked(world, lab.checks, box)):
        yield _problem(lab.place, "E752", "a check must fail until the task is done")
    why = failure(run(world, box, lab.solution, SETUP, strict=True), SETUP)
    if why:
        hint = "write `|| true` after a command that is meant to fail" if "status" in why else ""
        yield _problem(lab.place, "E753", hint, why=why)
        return
    for one in _looked(world, lab.checks, box):
        if not one.holds:
            found = one.trouble or f"{one.check.written}, but {one.found}"
            yield _problem(one.check.place, "E754", why=found)


def _looked(world: World, checks: tuple[Check, ...], box: Box) -> list[Looked]:
    return [look(world, box, check, Limits()) for check in checks]


def _problem(place: Place, code: str, hint: str = "", **values: object) -> Problem:
    return Problem(place, code, MESSAGES[code].format(**values), hint)
