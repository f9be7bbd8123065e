"""What came new into the packs since the learner last looked: items added, changed, gone, and versions.

What packs held at the last look is kept on this machine, by a hash of each item's file. It covers every pack but the
learner's own: those that were updated, those that came with a newer program, a team's folder that git has pulled.
"""

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from tutor.catalog.reading import PackRow
from tutor.errors import PackError
from tutor.learning.days import local_date
from tutor.packs.folder import read_bytes
from tutor.packs.installing.changes import Change as Change, in_order
from tutor.packs.installing.store import Store
from tutor.places import Places
from tutor.services.installed import installed_pack
from tutor.services.installing import last_changes
from tutor.services.opening import Tutor


class Held(NamedTuple):
    """What a pack held: its version, and by (kind, id) the title and a hash of each item."""

    version: str
    items: dict[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PackNews:
    """What is new in one pack. `before` is its version at the last look; None: the whole pack is new."""

    pack: str
    title: str
    version: str
    before: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class News:
    """All that is new. `since` is the day of the last look, "" before the first."""

    since: str
    packs: tuple[PackNews, ...]


def news(tutor: Tutor) -> News:
    """What came since the last look. Before the first look only what was installed counts as new."""
    since, seen = _kept(tutor.where)
    found = []
    for row in _rows(tutor):
        if row.id in seen or since:
            before = seen.get(row.id)
        elif row.label == "installed":
            updated = Store(tutor.where.installed).at(row.folder)
            if updated is not None and updated.before is not None and updated.before.record is not None:
                changes = last_changes(updated)
                if changes or updated.before.record.version != row.version:
                    found.append(_of(row, updated.before.record.version, changes))
                continue
            before = None
        else:
            continue
        now = _held(tutor, row)
        changes = _differing(before.items if before else {}, now.items)
        if before is None or changes or before.version != now.version:
            found.append(_of(row, before.version if before else None, changes))
    return News(since, tuple(found))


def news_of(where: Places, pack: str) -> PackNews:
    """What the last update of an installed pack brought, whenever that was. Raises NotFound, PackError."""
    installed = installed_pack(where, pack)
    now, before = installed.current.record, installed.before.record if installed.before else None
    if now is None or before is None:
        raise PackError(f"{pack} was not updated yet", hint=f"tutor pack info {pack} tells what is in it.")
    return PackNews(pack, "", now.version, before.version, last_changes(installed))


def mark_seen(tutor: Tutor) -> None:
    """Note that the learner has looked. Where that cannot be written it is told once more."""
    _, seen = _kept(tutor.where)
    seen.update({row.id: _held(tutor, row) for row in _rows(tutor)})
    packs = {
        pack: {"version": held.version, "items": [[*key, *value] for key, value in held.items.items()]}
        for pack, held in seen.items()
    }
    beside = f"{tutor.where.news}.{os.getpid()}"
    try:
        os.makedirs(tutor.where.state, exist_ok=True)
        with open(beside, "w", encoding="utf-8") as file:
            json.dump({"looked": local_date(tutor.today).isoformat(), "packs": packs}, file, ensure_ascii=False)
        os.replace(beside, tutor.where.news)
    except OSError:
        return


def _rows(tutor: Tutor) -> list[PackRow]:
    return [row for row in tutor.catalog.packs() if row.label != "own"]


def _of(row: PackRow, before: str | None, changes: tuple[Change, ...]) -> PackNews:
    return PackNews(row.id, row.title, row.version, before, changes)


def _held(tutor: Tutor, row: PackRow) -> Held:
    """What a pack holds now, as the catalog knows it."""
    items = tutor.catalog.read(
        lambda db: db.execute(
            "SELECT item.kind, item.name, item.title, file.path FROM item JOIN file ON file.id = item.file"
            " WHERE item.pack = ?",
            (row.id,),
        ).fetchall()
    )
    held = {}
    for kind, name, title, path in items:
        data = read_bytes(row.folder, path, []) or b""
        held[(kind, name.partition("/")[2])] = (title, sha256(data).hexdigest()[:16])
    return Held(row.version, held)


def _differing(
    old: dict[tuple[str, str], tuple[str, str]], new: dict[tuple[str, str], tuple[str, str]]
) -> tuple[Change, ...]:
    found = []
    for key in {*old, *new}:
        if key not in new:
            found.append(Change("-", *key, old[key][0]))
        elif key not in old:
            found.append(Change("+", *key, new[key][0]))
        elif old[key][1] != new[key][1]:
            found.append(Change("~", *key, new[key][0]))
    return in_order(found)


def _kept(where: Places) -> tuple[str, dict[str, Held]]:
    """(the day of the last look, what packs held then). A file that cannot be read is as none."""
    try:
        with open(where.news, encoding="utf-8") as file:
            found = json.load(file)
        packs = {
            str(pack): Held(
                str(one["version"]),
                {(str(kind), str(id)): (str(title), str(digest)) for kind, id, title, digest in one["items"]},
            )
            for pack, one in found["packs"].items()
        }
        return str(found["looked"]), packs
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return "", {}
