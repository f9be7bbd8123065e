"""Installing and updating packs: what it would do is worked out first; then it is done at once, or not at all."""

import dataclasses
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tutor.catalog.scanning import scan
from tutor.errors import NotFound, PackError
from tutor.journal.clock import system_clock
from tutor.model.items import Pack
from tutor.model.labs import Lab
from tutor.model.problems import Problem
from tutor.packs.folder import read_bytes
from tutor.packs.installing.addresses import check_address, is_address
from tutor.packs.installing.changes import Change as Change, changes_between
from tutor.packs.installing.clones import GitSource, is_repository, newest
from tutor.packs.installing.records import Origin, Record, write_record
from tutor.packs.installing.store import INSIDE, Installed, Store
from tutor.packs.installing.taking import FolderSource, Taken, take
from tutor.packs.installing.zips import ZipSource, is_zip
from tutor.packs.pack import PACK_FILE, read_pack_file
from tutor.packs.reading import CLAIMS, KINDS, read_file
from tutor.places import PackSource, Places, pack_sources
from tutor.services.installed import altered_files, installed_pack
from tutor.settings import OWN_PACK

if TYPE_CHECKING:
    from tutor.services.trust import Command  # would bring the journal with it

_OPEN = ("http://", "git://")


@dataclass(frozen=True, slots=True)
class Offer:
    """What installing would do. `counts`: files by kind of item; `commands`: all that the pack could run, once trusted.

    `before` is what is installed under that id, `changes` what would then differ; `is_same` where nothing would, and
    the installed files are still what they were. `folder` holds the files until then.
    """

    pack: Pack
    record: Record
    taken: Taken
    folder: str
    counts: tuple[tuple[str, int], ...]
    commands: "tuple[Command, ...]"
    before: Installed | None = None
    changes: tuple[Change, ...] = ()
    notices: tuple[str, ...] = ()
    is_same: bool = False

    def problems(self) -> list[Problem]:
        """What is wrong in it; what an error is in is left out. It reads every file: a large pack takes seconds."""
        from tutor.services.checking import check  # slow to import

        (checked,) = check([self.folder], date.fromisoformat(self.record.day))
        return list(checked.problems)

    def lost(self) -> list[str]:
        """The files of items that are there now, and that errors would leave out. It reads the files that differ."""
        old = self.before.current if self.before else None
        if old is None or old.record is None:
            return []
        now, new = old.record.hashes, self.taken.hashes
        differing = sorted(path for path in new if path in now and now[path] != new[path])
        return [path for path in differing if _has_item(old.folder, path) and not _has_item(self.folder, path)]


@contextmanager
def offered(where: Places, here: str, word: str, *, replace: bool = False) -> Iterator[Offer]:
    """What installing the pack at a path or an address would do, until the end of the `with`.

    Raises PackError where it cannot be: it is no pack or a hazardous one, or its id is taken and nobody said `replace`;
    NotFound where nothing is.
    """
    origin, address = origin_of(word)
    with Store(where.installed).stage() as stage:
        offer = _taken(origin, address, stage)
        before = _allowed(where, here, offer, replace=replace)
        yield _beside(offer, before, where, here)


@contextmanager
def update_offered(where: Places, here: str, pack: str) -> Iterator[Offer | None]:
    """What an update would bring, from where the pack was installed; None: nothing. Raises PackError, NotFound."""
    installed = installed_pack(where, pack)
    record = installed.current.record
    if record is None:
        raise PackError(f"it is not known where {pack} came from", hint="Install it again, with --replace.")
    if record.origin is Origin.GIT and newest(record.address) == record.commit:
        yield None
        return
    if record.origin is not Origin.GIT and not os.path.exists(record.address):
        raise PackError(
            f"{pack} was installed from a {record.origin.value} that is gone",
            where=record.address,
            hint="tutor pack install PATH --replace takes it from elsewhere.",
        )
    with Store(where.installed).stage() as stage:
        offer = _taken(record.origin, record.address, stage)
        if offer.pack.id != pack:
            raise PackError(
                f"what is there now is another pack: {offer.pack.id}, not {pack}",
                where=record.address,
                hint=f"tutor pack install {record.address} installs that one beside it.",
            )
        offer = _beside(offer, installed, where, here)
        yield None if offer.is_same else offer


@contextmanager
def looked_at(word: str) -> Iterator[Offer]:
    """The pack at a path or an address, to be told about. Nothing is kept. Raises PackError, NotFound."""
    origin, address = origin_of(word)
    with TemporaryDirectory(prefix="tutor-") as stage:
        os.mkdir(os.path.join(stage, INSIDE))
        yield _taken(origin, address, stage)


def accept(where: Places, offer: Offer) -> Installed:
    """Do what was offered, at once. Raises PackError; then what was installed before still is."""
    stage = os.path.dirname(offer.folder)
    expected = offer.before.current.number if offer.before else 0
    return Store(where.installed).place(stage, offer.pack.id, expected)


def last_changes(installed: Installed) -> tuple[Change, ...]:
    """What the version in use has that the one before has not."""
    old, new = installed.before, installed.current
    if old is None or old.record is None or new.record is None:
        return ()
    return changes_between(old.folder, old.record.hashes, new.folder, new.record.hashes)


def origin_of(word: str) -> tuple[Origin, str]:
    """What a word on the command line means: what kind of thing, and where. Raises PackError, NotFound."""
    path = os.path.realpath(word)
    if os.path.exists(word) and not path.isprintable():
        raise PackError(
            "the path has characters that cannot be shown, nor kept as where the pack came from", where=path
        )
    if os.path.isdir(word):
        has_pack = FolderSource(path).has_pack()
        return Origin.GIT if not has_pack and is_repository(path) else Origin.FOLDER, path
    if os.path.isfile(word):
        if os.path.basename(word) == PACK_FILE:
            raise PackError("give the folder that it lies in", where=word)
        if not is_zip(word):
            raise PackError("this is neither a folder nor a zip", where=word)
        return Origin.ZIP, path
    if os.path.exists(word):
        raise PackError("this is no plain file", where=word)
    if word.startswith("-") or is_address(word):
        check_address(word)
        return Origin.GIT, word
    raise NotFound("no such file or folder", where=word, hint="A pack is a folder, a zip or a git repository.")


def _taken(origin: Origin, address: str, stage: str) -> Offer:
    """The pack there, copied into the stage with its record."""
    folder = os.path.join(stage, INSIDE)
    commit = ""
    with ExitStack() as leaving:
        if origin is Origin.FOLDER:
            taken = take(FolderSource(address), folder)
        elif origin is Origin.ZIP:
            taken = take(leaving.enter_context(ZipSource(address)), folder)
        else:
            clone = leaving.enter_context(TemporaryDirectory(prefix="clone-", dir=stage))
            source = leaving.enter_context(GitSource(address, clone))
            commit = source.commit
            taken = take(source, folder)
    pack = _opened(folder, os.path.basename(address))
    record = Record(pack.id, pack.version, origin, address, commit, _now(), taken.hashes)
    write_record(stage, record)
    kinds = Counter(path.partition("/")[0] for path in taken.hashes if "/" in path)
    counts = [(kind, kinds[below]) for below, (kind, _, _) in KINDS.items() if kinds[below]]
    return Offer(pack, record, taken, folder, tuple(counts), _commands(pack, folder, taken))


def _opened(folder: str, name: str) -> Pack:
    """The pack in `folder`, which is a copy of one that is called `name` where it comes from."""
    problems: list[Problem] = []
    data = read_bytes(folder, PACK_FILE, problems)
    pack, found = read_pack_file(data, name) if data is not None else (None, ())
    if pack is None:
        told = "\n".join(str(problem) for problem in (*problems, *found))
        raise PackError(f"this pack cannot be opened\n{told}")
    return pack


def _has_item(folder: str, path: str) -> bool:
    """Whether a file of a pack is one that can be shown."""
    data = read_bytes(folder, path, [])
    return data is not None and read_file("", path, data).item is not None


def _commands(pack: Pack, folder: str, taken: Taken) -> "tuple[Command, ...]":
    """All that labs and claims could run."""
    found: list[Command] = []
    for path in sorted(taken.hashes):
        if path.partition("/")[0] in ("labs", CLAIMS):
            data = read_bytes(folder, path, [])
            read = read_file(pack.id, path, data or b"")
            if isinstance(read.item, Lab):
                found += [(read.item.id, what, text) for what, text in read.item.commands]
            found += [(claim.label, what, text) for claim in read.claims for what, text in claim.commands]
    return tuple(found)


def _allowed(where: Places, here: str, offer: Offer, *, replace: bool) -> Installed | None:
    """What is installed under the pack's id. Raises PackError where it may not be replaced."""
    record = offer.record
    pack = record.pack
    if pack == OWN_PACK:
        raise own_is_reserved()
    found = Store(where.installed).find(pack)
    if found is not None:
        now = found.current.record
        is_next = now is not None and (
            now.is_from(record.origin, record.address)
            or (now.is_zip_beside(record) and _authors(found.current.folder) == offer.pack.authors != ())
        )
        if not replace and (now is None or not is_next):
            raise PackError(
                f"{pack} is installed already, from elsewhere{f': {now.address}' if now else ''}",
                hint="--replace takes this one in its place; what you know of it stays.",
            )
        return found
    for label, id, folder in packs_in(pack_sources(where, here)):
        if id == pack and label == "installed":
            raise PackError(
                f"{pack} is there already, put there by hand",
                where=folder,
                hint="Move that folder away first; tutor pack install takes it from there, too.",
            )
        if id == pack and label == "shipped" and not replace:
            raise PackError(
                f"{pack} comes with the program",
                hint="--replace uses this one in its place, until it is removed.",
            )
    return None


def _authors(folder: str) -> tuple[str, ...]:
    """Who wrote the pack in a folder, as it says itself."""
    data = read_bytes(folder, PACK_FILE, [])
    pack = read_pack_file(data, os.path.basename(folder))[0] if data is not None else None
    return pack.authors if pack else ()


def own_is_reserved() -> PackError:
    """Every learner has a pack with that id."""
    return PackError(f"{OWN_PACK!r} is the learner's own pack", hint="To share it, give a copy an id of its own.")


def _beside(offer: Offer, before: Installed | None, where: Places, here: str) -> Offer:
    """The offer with what it means for what is there."""
    changes: tuple[Change, ...] = ()
    is_same = False
    if before is not None and before.current.record is not None:
        old, now, new = before.current, before.current.record, offer.record
        changes = changes_between(old.folder, now.hashes, offer.folder, new.hashes)
        is_same = now.hashes == new.hashes and now.is_from(new.origin, new.address) and not altered_files(before)
    notices = [f"left out: {path}" for path in offer.taken.left_out]
    if offer.record.address.lower().startswith(_OPEN):
        notices.append("not encrypted on its way: anybody there could have changed it")
    for label, id, folder in packs_in(pack_sources(where, here)):
        if id == offer.pack.id and label in ("here", "team"):
            notices.append(f"passed over where {folder} is seen, which comes first")
        if id == offer.pack.id and label == "shipped":
            notices.append("used in place of the one that comes with the program")
    return dataclasses.replace(offer, before=before, changes=changes, notices=tuple(notices), is_same=is_same)


def packs_in(sources: Iterable[PackSource]) -> Iterator[tuple[str, str, str]]:
    """Every pack that is seen, as (where from, id, folder)."""
    for seen in scan(sources):
        data = read_bytes(seen.folder, PACK_FILE, []) if PACK_FILE in seen.files else None
        pack = read_pack_file(data, os.path.basename(seen.folder))[0] if data is not None else None
        if pack is not None:
            yield seen.label, pack.id, seen.folder


def _now() -> str:
    utc, offset = system_clock()
    return datetime.fromtimestamp(utc / 1000, timezone(timedelta(seconds=offset))).isoformat(timespec="seconds")
