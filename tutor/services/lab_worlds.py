"""The scratch worlds of labs: one for each lab, built by its setup, kept while a try goes on, held by one program."""

import fcntl
import os
import time
from contextlib import suppress
from hashlib import sha256

from tutor.errors import SandboxError
from tutor.model.labs import Lab
from tutor.places import Places
from tutor.sandbox.boxes import Box, Unboxed, find_box, missing_tools
from tutor.sandbox.limits import Limits
from tutor.sandbox.running import Ran, run
from tutor.sandbox.watch import end_leftovers
from tutor.sandbox.world import World
from tutor.settings import SETUP_SECONDS, WORLD_DAYS

SETUP = Limits(seconds=SETUP_SECONDS)
_MOST_LINES = 3
_A_DAY = 86_400


def box_for(*, unboxed: bool) -> Box:
    """The sandbox; none where there is none and that was agreed to. Raises SandboxError where it was not."""
    try:
        return find_box()
    except SandboxError:
        if unboxed:
            return Unboxed()
        raise


def no_sandbox() -> str:
    """Why commands cannot be walled in on this machine; "" where they can."""
    try:
        find_box()
    except SandboxError as error:
        return error.message
    return ""


def require_tools(lab: Lab, box: Box) -> None:
    """Raises SandboxError with the names of the tools that the lab needs and that are not here."""
    missing = missing_tools(box, lab.needs)
    if missing:
        seen = "" if isinstance(box, Unboxed) else ", or lies where the sandbox does not look (/usr, /opt, /nix)"
        raise SandboxError(
            f"this lab needs {' and '.join(missing)}",
            where=lab.name,
            hint=f"It is not on this machine{seen}.",
        )


def build(world: World, box: Box, lab: Lab) -> None:
    """Build the world of a lab from nothing. Raises SandboxError with what the setup said; no world is left then."""
    world.make()
    try:
        why = failure(run(world, box, lab.setup, SETUP, strict=True), SETUP)
        if why:
            raise SandboxError(f"the world of this lab cannot be built: {why}", where=lab.name)
        world.write_note({"setup": fingerprint(lab)})
    except BaseException:
        world.remove()
        raise


def failure(ran: Ran, limits: Limits) -> str:
    """Why a script did not come to a good end; "" where it did."""
    if ran.stop:
        return limits.words(ran.stop)
    if not ran.exit:
        return ""
    said = [line for line in ran.err.splitlines() if line.strip()][-_MOST_LINES:]
    return f"it ended with status {ran.exit}" + (f": {' / '.join(said)}" if said else "")


def fingerprint(lab: Lab) -> str:
    """What a world was built from: another setup makes another world."""
    return sha256(lab.setup.encode()).hexdigest()


def is_whole(world: World, lab: Lab) -> bool:
    """Whether this world was built to its end, by the setup that the lab has now."""
    return world.note().get("setup") == fingerprint(lab)


class Hold:
    """A lab's world, held by this program alone until `release`; the system lets go of it when the program dies."""

    def __init__(self, where: Places, lab: Lab) -> None:
        folder = os.path.join(where.worlds, lab.pack)
        self.world = World(os.path.join(folder, lab.id))
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            self._handle = os.open(f"{self.world.root}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            reason = (error.strerror or "unknown").lower()
            raise SandboxError(f"a scratch folder cannot be made: {reason}", where=folder) from error
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._handle)
            raise SandboxError("this lab is open in another window", where=lab.name) from error
        if os.path.isdir(self.world.root):
            end_leftovers(self.world)
            with suppress(OSError):
                os.utime(self.world.root)

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def sweep(where: Places) -> None:
    """Remove the worlds that nobody came back to for a month. What is open elsewhere is never that old."""
    oldest = time.time() - WORLD_DAYS * _A_DAY
    with suppress(OSError):
        for pack in os.scandir(where.worlds):
            for entry in os.scandir(pack.path):
                if entry.is_dir(follow_symlinks=False) and entry.stat().st_mtime < oldest:
                    World(entry.path).remove()
