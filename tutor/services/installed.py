"""Packs that were installed: where each came from, going back, taking away, whether the files are as they were.

It imports no parser: lists of packs tell where each came from.
"""

import os

from tutor.errors import NotFound, PackError
from tutor.model.ids import is_id
from tutor.packs.installing.records import Origin, Record
from tutor.packs.installing.store import Installed as Installed, Store, Version, altered
from tutor.places import Places

ORIGINS = {Origin.FOLDER: "the folder", Origin.ZIP: "the zip", Origin.GIT: "the repository"}


def all_installed(where: Places) -> list[Installed]:
    """The installed packs by id."""
    return Store(where.installed).all()


def installed_at(where: Places, folder: str) -> Installed | None:
    """The installed pack that the library reads from this folder, if it is one."""
    return Store(where.installed).at(folder)


def origin_words(record: Record | None) -> str:
    """Where a version came from and when, for a person."""
    if record is None:
        return "nothing tells where it came from"
    commit = f", commit {record.commit[:12]}" if record.commit else ""
    return f"from {ORIGINS[record.origin]} {record.address}{commit}, {record.day}"


def version_of(version: Version) -> str:
    """What a version is called, for a person."""
    return version.record.version if version.record else "a version without a record"


def told_apart(one: Version, other: Version) -> tuple[str, str]:
    """What two versions of a pack are called where both are spoken of: their author may have left the number alone."""
    first, second = version_of(one), version_of(other)
    if first != second:
        return first, second
    return _apart(first, one.record), _apart(second, other.record)


def _apart(name: str, record: Record | None) -> str:
    if record is None:
        return name
    return (
        f"{name} (commit {record.commit[:12]})" if record.commit else f"{name} (of {record.at[:19].replace('T', ' ')})"
    )


def kept_words(learnt: int) -> str:
    """What stays of a pack that is removed, when `learnt` of its questions were answered."""
    known = f"what you know of {learnt} question{'' if learnt == 1 else 's'} of it" if learnt else "what you did in it"
    return f"{known} is kept, and counts again when it is back"


def installed_pack(where: Places, pack: str) -> Installed:
    """An installed pack. Raises NotFound with what could be meant, PackError for one that was put there by hand."""
    store = Store(where.installed)
    found = store.find(pack) if is_id(pack) else None
    if found is None:
        folder = os.path.join(where.installed, pack)
        if is_id(pack) and os.path.isdir(folder):
            raise PackError(f"{pack} was put there by hand, and is left to you", where=folder)
        names = ", ".join(one.pack for one in store.all())
        raise NotFound(f"no pack {pack!r} was installed", hint=f"Installed: {names}" if names else "None was.")
    return found


def version_before(installed: Installed) -> Version:
    """What going back would lead to. Raises PackError where there is none."""
    if installed.before is None:
        now = version_of(installed.current)
        raise PackError(
            f"there is no version of {installed.pack} before {now} to go back to",
            hint=f"The oldest that is kept is in use. tutor pack update {installed.pack} brings the newest.",
        )
    return installed.before


def roll_back(where: Places, pack: str) -> tuple[Version, Installed]:
    """Go back to the version before: the one that was left, and how it stands now. Raises PackError, NotFound."""
    left = installed_pack(where, pack).current
    return left, Store(where.installed).roll_back(pack)


def remove(where: Places, pack: str) -> Installed:
    """Take an installed pack away; what it was. What was learnt of it stays in the journal. Raises PackError."""
    found = installed_pack(where, pack)
    Store(where.installed).remove(pack)
    return found


def altered_files(installed: Installed) -> list[str]:
    """The paths of files that are not as they were installed. Raises PackError where they cannot be read."""
    try:
        return [os.path.join(installed.link, path) for path in altered(installed.current)]
    except OSError as error:
        raise PackError((error.strerror or "it cannot be read").lower(), where=installed.link) from error
