"""Which commands of which packs may be run: those that somebody on this machine has seen and agreed to.

Agreed to is a set of commands, not a pack and not a place: whatever changes one of them asks again. Packs that came
with the program need no asking, for they are part of what runs already; nor do packs that hold no command.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from tutor.errors import NotFound, NotTrusted, SandboxError
from tutor.model.claims import Claim
from tutor.model.items import Item
from tutor.model.labs import Lab
from tutor.places import Places
from tutor.services.opening import Tutor

Command = tuple[str, str, str]  # the lab's id or "claim ID", what the command is for, its text


class TrustState(StrEnum):
    NOTHING = "no commands"
    SHIPPED = "came with the program"
    TRUSTED = "trusted"
    NEW = "not trusted yet"
    CHANGED = "changed since it was trusted"


@dataclass(frozen=True, slots=True)
class Trust:
    """A pack's commands, and whether they may be run. `before`: those that were agreed to, where these differ."""

    pack: str
    state: TrustState
    commands: tuple[Command, ...]
    before: tuple[Command, ...] = ()

    @property
    def is_given(self) -> bool:
        return self.state in (TrustState.NOTHING, TrustState.SHIPPED, TrustState.TRUSTED)

    def require(self, folder: str = "") -> None:
        """Raises NotTrusted where the commands may not be run. `folder`: where the pack lies, if not in the library."""
        if not self.is_given:
            raise NotTrusted(
                f"the commands of {self.pack} are {self.state.value}",
                hint=f"tutor trust {folder or self.pack} shows them, and asks",
            )

    @property
    def difference(self) -> tuple[tuple[str, str], ...]:
        """What changed since it was agreed to, line by line: ("-", line) for gone, ("+", line) for new."""
        return tuple((sign, line) for sign, line in self.compared if sign != " ")

    @property
    def compared(self) -> tuple[tuple[str, str], ...]:
        """Every line of the commands once, and those that are gone where they stood; " " for what stayed."""
        from difflib import SequenceMatcher

        old, new = lines_of(self.before), lines_of(self.commands)
        found: list[tuple[str, str]] = []
        for tag, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                found += [(" ", line) for line in new[k:n]]
            else:
                found += [("-", line) for line in old[i:j]] + [("+", line) for line in new[k:n]]
        return tuple(found)


def lines_of(commands: Iterable[Command]) -> list[str]:
    """Commands as lines, each with the item and the purpose that it has."""
    return [f"{item}: {what}: {line}" for item, what, text in commands for line in text.split("\n") if line.strip()]


def trust_of(tutor: Tutor, pack: str) -> Trust:
    """How the commands of a pack in the library stand. Raises NotFound where there is no such pack."""
    row = next((row for row in tutor.catalog.packs() if row.id == pack), None)
    if row is None:
        raise NotFound(f"there is no pack {pack!r}", hint="tutor packs lists them")
    items = [tutor.catalog.item(one.name) for one in tutor.catalog.items(pack, "lab")]
    return trust_in(tutor.where, pack, row.folder, (*items, *tutor.catalog.claims(pack)))


def trust_at(where: Places, folder: str) -> Trust:
    """How the commands of the pack in a folder stand. Raises NotFound where no pack can be read there."""
    from tutor.packs.folder import read_pack

    read = read_pack(folder)
    if read.pack is None:
        raise NotFound("there is no pack that can be read", where=folder, hint=f"tutor check {folder} says why")
    return trust_in(where, read.pack.id, folder, (*read.items, *read.claims))


def trusts(tutor: Tutor) -> list[Trust]:
    """All packs of the library that hold commands."""
    found = [trust_of(tutor, row.id) for row in tutor.catalog.packs()]
    return [trust for trust in found if trust.commands]


def trust_in(where: Places, pack: str, folder: str, items: Iterable[Item | Claim]) -> Trust:
    """How the commands of these items and claims stand, which are all that a pack's folder holds."""
    commands = tuple(
        (item.label if isinstance(item, Claim) else item.id, what, text)
        for item in items
        if isinstance(item, Lab | Claim)
        for what, text in item.commands
    )
    if not commands:
        return Trust(pack, TrustState.NOTHING, ())
    if os.path.realpath(folder).startswith(os.path.realpath(where.shipped) + os.sep):
        return Trust(pack, TrustState.SHIPPED, commands)
    kept = _kept(where).get(pack)
    if kept is None:
        return Trust(pack, TrustState.NEW, commands)
    if kept.digest == _hash(commands):
        return Trust(pack, TrustState.TRUSTED, commands, kept.commands)
    if not kept.asked:
        return Trust(pack, TrustState.NEW, commands)
    return Trust(pack, TrustState.CHANGED, commands, kept.commands)


def agree(where: Places, trust: Trust, *, asked: bool = True) -> None:
    """Keep that these very commands may be run. Raises SandboxError where that cannot be kept.

    `asked`: somebody saw them. What the program wrote itself is agreed to unasked, and changes are then the first
    commands that anybody sees.
    """
    _keep(where, {**_kept(where), trust.pack: _Agreed(_hash(trust.commands), trust.commands, asked)})


def take_back(where: Places, pack: str) -> bool:
    """Forget an agreement; whether there was one."""
    kept = _kept(where)
    if kept.pop(pack, None) is None:
        return False
    _keep(where, kept)
    return True


def _hash(commands: tuple[Command, ...]) -> str:
    return "1:" + sha256(json.dumps(commands).encode()).hexdigest()


class _Agreed(NamedTuple):
    digest: str
    commands: tuple[Command, ...]
    asked: bool


def _kept(where: Places) -> dict[str, _Agreed]:
    """What was agreed to, by pack. A file that cannot be read agrees to nothing."""
    try:
        with open(where.trust, encoding="utf-8") as file:
            packs = json.load(file)["packs"]
        return {
            str(pack): _Agreed(
                str(one["hash"]),
                tuple((str(item), str(what), str(text)) for item, what, text in one["commands"]),
                one.get("asked") is not False,
            )
            for pack, one in packs.items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _keep(where: Places, kept: dict[str, _Agreed]) -> None:
    packs = {
        pack: {"hash": one.digest, "commands": one.commands} | ({} if one.asked else {"asked": False})
        for pack, one in sorted(kept.items())
    }
    beside = f"{where.trust}.{os.getpid()}"
    try:
        os.makedirs(where.state, exist_ok=True)
        with open(beside, "w", encoding="utf-8") as file:
            json.dump({"packs": packs}, file, ensure_ascii=False, indent=1)
        os.replace(beside, where.trust)
    except OSError as error:
        raise SandboxError(
            f"this cannot be kept: {(error.strerror or 'unknown').lower()}", where=where.trust
        ) from error
