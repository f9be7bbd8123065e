"""What changed in the pack folders is read and written to the catalog: the slow half of the library.

A file is read again only when its stamp changed; what is checked over a whole pack is checked from the facts that were
kept of the others.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tutor.catalog.building import Building, Prepared, left_out, prepare
from tutor.catalog.freshness import keep_stamps
from tutor.catalog.scanning import PACK_FILE, Known, Seen, known_folders, scan, settled
from tutor.catalog.schema import damaged
from tutor.model.items import Pack
from tutor.model.problems import Place, Problem
from tutor.packs.codes import MESSAGES
from tutor.places import PackSource
from tutor.settings import OWN_PACK

Progress = Callable[[int, int], None]

if TYPE_CHECKING:
    from tutor.packs.reading import Facts


class _Choice(NamedTuple):
    """What becomes of a folder: its pack is used, passed over for `winner`, or None: not usable, `problems` say why."""

    seen: Seen
    pack: Pack | None
    facts: str  # of pack.yaml, "" where there are none
    winner: str
    problems: tuple[Problem, ...]

    @property
    def used(self) -> bool:
        return self.pack is not None and not self.winner

    @property
    def pack_id(self) -> str:
        return self.pack.id if self.pack else ""


def write_packs(db: sqlite3.Connection, sources: Sequence[PackSource], progress: Progress | None) -> None:
    """Bring the catalog in `db` up to what the sources hold, inside the transaction that is open."""
    at = time.time_ns()
    seen = scan(sources)
    known = known_folders(db)
    building = Building(db)
    choices = _chosen(seen)
    kept = {choice.seen.folder for choice in choices if choice.used and _same_pack(choice, known)}
    building.forget(known.keys() - kept)
    shelf = _Shelf(building, at, progress)
    for position, choice in enumerate(choices):
        folder = choice.seen.folder
        number = building.place(choice.seen, position, choice.pack_id, choice.winner)
        if folder not in kept or not known[folder].matches(choice.seen):
            shelf.put(number, choice)
    shelf.write()
    keep_stamps(db, sources, seen, at)


def _same_pack(choice: _Choice, known: dict[str, Known]) -> bool:
    before = known.get(choice.seen.folder)
    return before is not None and before.used and before.pack == choice.pack_id


def _chosen(seen: list[Seen]) -> list[_Choice]:
    """Of two packs with one id the first wins; `own` is the learner's own pack and nobody else's."""
    winners: dict[str, str] = {}
    choices = []
    for one in seen:
        pack, facts, problems = _read_pack_file(one)
        if pack is not None and pack.id == OWN_PACK and one.label != "own":
            problems = (*problems, Problem(pack.place, "E401", MESSAGES["E401"].format(id=OWN_PACK)))
            pack = None
        winner = winners.setdefault(pack.id, one.folder) if pack else one.folder
        choices.append(_Choice(one, pack, facts, "" if winner == one.folder else winner, problems))
    return choices


def _read_pack_file(seen: Seen) -> tuple[Pack | None, str, tuple[Problem, ...]]:
    from tutor.packs.folder import read_bytes
    from tutor.packs.pack import read_pack_file
    from tutor.packs.reading import read_file

    problems = [_problem(path, code, reason=reason) for path, code, reason in seen.troubles]
    if PACK_FILE not in seen.files:
        if all(path not in (".", PACK_FILE) for path, _, _ in seen.troubles):
            problems.append(_problem(PACK_FILE, "E402"))
        return None, "", tuple(problems)
    data = read_bytes(seen.folder, PACK_FILE, problems)
    if data is None:
        return None, "", tuple(problems)
    pack, found = read_pack_file(data, os.path.basename(seen.folder))
    facts = _facts_text(read_file(pack.id, PACK_FILE, data).facts) if pack else ""
    return pack, facts, (*problems, *found)


def _problem(path: str, code: str, **values: str) -> Problem:
    return Problem(Place(path), code, MESSAGES[code].format(**values))


class _Shelf:
    """The folders that must be written, gathered first so that progress can tell how much there is to do."""

    def __init__(self, building: Building, at: int, progress: Progress | None) -> None:
        self._building = building
        self._at = at
        self._progress = progress or (lambda done, total: None)
        self._waiting: list[tuple[int, _Choice, list[str]]] = []
        self._done = self._total = 0

    def put(self, folder: int, choice: _Choice) -> None:
        """Take up a folder by its number in the catalog, with the files that changed in it."""
        stored = self._building.stored(folder)
        changed = [
            path
            for path, stamp in choice.seen.files.items()
            if path != PACK_FILE and (path not in stored or stored[path].stamp != stamp)
        ]
        self._waiting.append((folder, choice, changed))
        self._total += len(changed)

    def write(self) -> None:
        """Read and write all that was taken up."""
        for folder, choice, changed in self._waiting:
            pack_file = choice.seen.files.get(PACK_FILE)
            stamp = settled(pack_file, self._at) if pack_file else None
            order: Sequence[str] = ()
            problems = choice.problems
            if choice.pack is not None and choice.used:
                order, found = self._write_files(folder, choice, choice.pack, changed)
                problems = (*problems, *found)
            self._building.settle(folder, stamp, choice.pack if choice.used else None, order, problems)

    def _write_files(
        self, folder: int, choice: _Choice, pack: Pack, changed: Sequence[str]
    ) -> tuple[Sequence[str], Sequence[Problem]]:
        from tutor.packs.whole import check_whole

        seen = choice.seen
        stored = self._building.stored(folder)
        read = self._read_all(pack.id, seen, changed)
        paths = [path for path in seen.files if path != PACK_FILE]
        facts = [read[path].facts if path in read else stored[path].facts for path in paths]
        whole = check_whole(pack, [_facts_of(one) for one in (choice.facts, *facts)])
        dropped = left_out(whole.dropped)
        for path in paths:
            if path not in read and stored[path].dropped != dropped.get(path, frozenset()):
                read[path] = _read((pack.id, seen.folder, path))
        self._building.remove(stored[path].id for path in stored if path in read or path not in seen.files)
        for path, one in read.items():
            stamp = settled(seen.files[path], self._at)
            self._building.add(folder, path, stamp, one, dropped.get(path, frozenset()))
        return whole.order, whole.problems

    def _read_all(self, pack: str, seen: Seen, paths: Sequence[str]) -> dict[str, Prepared]:
        from tutor.services.crew import shared_out

        read = {}
        for number, one in shared_out(_read, [(pack, seen.folder, path) for path in paths]):
            read[paths[number]] = one
            self._done += 1
            self._progress(self._done, self._total)
        return {path: read[path] for path in paths}


def _read(job: tuple[str, str, str]) -> Prepared:
    """What a file comes to, given the id of its pack, the folder and its path in it. Run in other processes too."""
    from tutor.packs.folder import read_bytes
    from tutor.packs.reading import Facts, read_file

    pack, folder, path = job
    problems: list[Problem] = []
    data = read_bytes(folder, path, problems)
    if data is None:
        return prepare(None, tuple(problems), _facts_text(Facts((), (), path)))
    read = read_file(pack, path, data)
    return prepare(read.item, read.problems, _facts_text(read.facts), read.claims, read.facts.digest)


def _facts_text(facts: "Facts") -> str:
    fields = [facts.ids, facts.links, facts.path, facts.claims, facts.digest]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _facts_of(text: str) -> "Facts":
    from tutor.packs.reading import Facts

    try:
        ids, links, path, claims, digest = json.loads(text)
        return Facts(tuple(map(tuple, ids)), tuple(map(tuple, links)), path, tuple(map(tuple, claims)), digest)
    except (TypeError, ValueError) as error:  # overwritten on the disk
        raise damaged("the catalog") from error
