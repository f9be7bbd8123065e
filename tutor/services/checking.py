"""Finding what is wrong with packs, for their authors: every problem of every file at once.

A file is looked at by itself, by several processes where there are many, and what is found in it is kept
(check_cache.py): when one file of many changed, one is read. Checks of the whole pack run over what is kept.
"""

import gc
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Protocol

from tutor.catalog.scanning import TOO_FRESH
from tutor.errors import NotFound
from tutor.journal.clock import system_clock
from tutor.model.items import Pack
from tutor.model.problems import Problem
from tutor.packs.codes import LACKING_IDS
from tutor.packs.evidence import check_evidence
from tutor.packs.folder import OpenedPack, belongs, open_pack, read_bytes
from tutor.packs.misplaced import misplaced, right_place
from tutor.packs.whole import check_whole
from tutor.places import Places
from tutor.services.author_reading import (
    Found,
    Job,
    digest_of,
    evidence_of,
    facts_of,
    problems_at,
    read_for_author,
    stamp_of,
)
from tutor.services.check_cache import CheckCache, program_stamp
from tutor.services.earlier import Present, id_problems
from tutor.services.pack_folders import packs_at
from tutor.services.stale_claims import RUN_AGAIN, lock_problems
from tutor.services.verified_lock import lock_in

_A_HAND = 400_000  # bytes to read that are worth starting another process for


class Kept(Protocol):
    """Where what was found in the files of a pack with an id is kept until next time: on disk or in memory."""

    def load(self, pack: str) -> dict[str, Found]: ...

    def save(self, pack: str, files: Mapping[str, Found]) -> None: ...


@dataclass(frozen=True, slots=True)
class Proved:
    """What running a lab showed (lab_proving.py). `ran` is False where it could not be run here."""

    lab: str  # full name
    ran: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack's folder and what was found in it, in the order of files and lines, claims to be run again last.

    Paths of problems are relative to `folder`. `pack` is None where it cannot be opened; `labs` is what running its
    labs showed.
    """

    folder: str
    pack: Pack | None
    found: tuple[Problem, ...]
    labs: tuple[Proved, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.found, *(problem for lab in self.labs for problem in lab.problems))

    @property
    def lacks_ids(self) -> bool:
        """Whether ids are missing, all of which `tutor ids` writes."""
        return any(problem.code in LACKING_IDS for problem in self.found)

    @property
    def labs_run(self) -> int:
        """How many labs ran from their setup on."""
        return sum(lab.ran for lab in self.labs)


def today() -> date:
    """The day by the clock of the program, as local time has it."""
    now, offset = system_clock()
    return datetime.fromtimestamp(now / 1000 + offset, UTC).date()


def check(paths: Sequence[str], today: date, where: Places | None = None) -> list[Checked]:
    """Check each path: a pack's folder, a folder of packs, or a file or folder in a pack, of which only the problems
    in it are told. `where` is the place to keep what was found; None keeps nothing. Raises NotFound where there is
    nothing to check.
    """
    asked: dict[str, set[str]] = {}
    for path in paths:
        for folder in packs_at(path):
            inside = _inside(folder, path)
            if os.path.isfile(path) and not belongs(inside):
                right = right_place(folder, inside)
                hint = f"It would be read as {right}" if right else "No pack is read from a file like it."
                raise NotFound("this file is no part of the pack", where=path, hint=hint)
            asked.setdefault(folder, set()).add(inside)
    program = program_stamp() if where else ""
    found = []
    with _seldom_collected():
        for folder, parts in asked.items():
            checked = _check(folder, today, where, CheckCache(where, folder, program) if where else None)
            kept = (one for one in checked.found if any(_is_in(one.place.path, part) for part in parts))
            found.append(replace(checked, found=tuple(kept)))
    return found


def _inside(folder: str, path: str) -> str:
    """A path relative to the folder of its pack, "." for all of it."""
    inside = os.path.relpath(os.path.abspath(path), os.path.abspath(folder)).replace(os.sep, "/")
    return "." if inside.startswith("..") else inside


def _is_in(path: str, part: str) -> bool:
    return part == "." or path == part or path.startswith(f"{part}/")


def _check(folder: str, today: date, where: Places | None, cache: CheckCache | None) -> Checked:
    opened = open_pack(folder)
    opened = replace(opened, problems=(*opened.problems, *misplaced(folder)))
    return put_together(folder, opened, looked_at(folder, opened, cache), today, where)


def put_together(
    folder: str,
    opened: OpenedPack,
    files: Mapping[str, Found],
    today: date,
    where: Places | None,
    *,
    with_history: bool = True,
) -> Checked:
    """All that is wrong with a pack, from what was found in each of its files by path. Reads no file of it.

    `with_history`: also ids that are gone since the last commit, for which git is asked.
    """
    problems = [*opened.problems]
    for path, found in files.items():
        problems += problems_at(path, found.problems)
        if evidence := evidence_of(found):
            problems += check_evidence(path, evidence, today)
    dropped: frozenset[tuple[str, str]] = frozenset()
    facts = [*map(facts_of, files.values()), *opened.facts]
    if opened.pack is not None:
        whole = check_whole(opened.pack, facts)
        problems += whole.problems
        problems += lock_problems(lock_in(folder), opened.pack.id, facts, today.isoformat())
        dropped = whole.dropped
    for path, found in files.items():
        if (path, found.item) not in dropped:
            problems += problems_at(path, found.proof)
    if with_history:
        problems += id_problems(Present(folder, opened.pack, facts, problems), where, os.getcwd())
    return Checked(folder, opened.pack, tuple(sorted(problems, key=_order)))


def _order(problem: Problem) -> tuple[bool, Problem]:
    """Files and lines; what is to be run again comes last, since everything else may change it once more."""
    return problem.code in RUN_AGAIN, problem


def looked_at(
    folder: str, opened: OpenedPack, cache: Kept | None, edited: Mapping[str, Found] | None = None
) -> dict[str, Found]:
    """What every file of a pack comes to, by its path, in the order of the paths; `edited` files as they are given."""
    before = cache.load(opened.id) if cache else {}
    found = dict(edited or {})
    found |= _kept(folder, [path for path in opened.paths if path not in found], before)
    jobs = [Job(opened.id, folder, path) for path in opened.paths if path not in found]
    found.update((jobs[number].path, one) for number, one in _read(jobs))
    if cache and found != before:
        cache.save(opened.id, {path: one for path, one in found.items() if one.stamp})
    return {path: found[path] for path in opened.paths}


def _kept(folder: str, paths: Sequence[str], before: Mapping[str, Found]) -> dict[str, Found]:
    """What is known of the files that did not change: by their stamps, or by their content where only these did."""
    at = time.time_ns()
    kept = {}
    for path in paths:
        known = before.get(path)
        stamp = stamp_of(os.path.join(folder, path), at) if known else None
        if known is None or stamp is None:
            continue
        if known.stamp != stamp or stamp[3] == TOO_FRESH:
            data = read_bytes(folder, path, [])
            if data is None or digest_of(data) != known.digest:
                continue
            known = known._replace(stamp=stamp)
        kept[path] = known
    return kept


def _read(jobs: Sequence[Job]) -> Iterator[tuple[int, Found]]:
    hands = _hands(jobs)
    if not hands:
        return enumerate(map(read_for_author, jobs))
    from tutor.services.crew import shared_out  # what processes talk by costs a tenth of a check to import

    return shared_out(read_for_author, jobs, hands)


def _hands(jobs: Sequence[Job]) -> int:
    """How many processes should help with reading these."""
    if len(jobs) < 2:
        return 0
    size = 0
    for job in jobs:
        stamp = stamp_of(os.path.join(job.folder, job.path), 0)
        size += stamp[0] if stamp else 0
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable - 1, size // _A_HAND)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Parsing makes values by the million and few circles: looking for these often takes a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
