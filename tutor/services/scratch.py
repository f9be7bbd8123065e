"""A scratch folder that goes with the process that made it: what was killed is cleaned up by the next one."""

import fcntl
import os
import tempfile
from contextlib import suppress

from tutor.errors import SandboxError
from tutor.sandbox.world import World

_HELD = "held"  # a file that is locked as long as whoever made the folder lives


class Scratch:
    """A new folder, `path`, among the temporary ones; before it is made, those of its kind that nobody holds go."""

    def __init__(self, kind: str) -> None:
        """`kind` begins the folder's name. Raises OSError where none can be made."""
        _sweep(kind)
        self.path = tempfile.mkdtemp(prefix=f"{kind}-")
        draft = os.path.join(self.path, f"{_HELD}.new")
        self._handle = os.open(draft, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        os.rename(draft, os.path.join(self.path, _HELD))  # only now can others see it: it is held already

    def remove(self) -> None:
        """Remove the folder with all that is in it, the first time. Raises SandboxError where that fails."""
        World(self.path).remove()
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1


def _sweep(kind: str) -> None:
    """Remove the folders of a kind that belong to this person, and whose process is gone."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if not entry.name.startswith(f"{kind}-") or not entry.is_dir(follow_symlinks=False):
                continue
            if entry.stat(follow_symlinks=False).st_uid == os.getuid():
                _remove_unheld(entry.path)


def _remove_unheld(folder: str) -> None:
    try:
        handle = os.open(os.path.join(folder, _HELD), os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        World(folder).remove()
    except (OSError, SandboxError):
        pass  # somebody lives in it, or it stays: it is in nobody's way
    finally:
        os.close(handle)
