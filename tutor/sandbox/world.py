"""A scratch world on disk: a home, the folder in it where commands run, and what is known of its making.

    ROOT/home        HOME of every command, with a .gitconfig; ROOT/home/work is where they run
    ROOT/tmp         /tmp of every command
    ROOT/rc          start-up files of shells; commands can read it
    ROOT/world.json  a note of whoever made the world, out of reach of the commands

Commands may write to home and tmp alone, so this program never writes there once they have run: a link that they left
would lead it out.
"""

import json
import os
import stat
import subprocess
from dataclasses import dataclass

from tutor.errors import SandboxError
from tutor.sandbox.limits import Limits, Stop

MARK = "TUTOR_WORLD"  # an environment variable: whose processes these are
_GIT_CONFIG = """\
[user]
	name = Learner
	email = learner@example.org
[init]
	defaultBranch = main
[gc]
	auto = 0
[maintenance]
	auto = false
"""


@dataclass(frozen=True, slots=True)
class World:
    root: str  # absolute

    @property
    def home(self) -> str:
        return os.path.join(self.root, "home")

    @property
    def work(self) -> str:
        """Where commands run, and what paths of checks start from."""
        return os.path.join(self.home, "work")

    @property
    def tmp(self) -> str:
        return os.path.join(self.root, "tmp")

    @property
    def rc(self) -> str:
        return os.path.join(self.root, "rc")

    @property
    def _note(self) -> str:
        return os.path.join(self.root, "world.json")

    def make(self) -> None:
        """Make the world empty, in place of any that was there. Raises SandboxError where that cannot be."""
        self.remove()
        try:
            for folder in (self.work, self.tmp, self.rc):
                os.makedirs(folder, mode=0o700)
            with open(os.path.join(self.home, ".gitconfig"), "w", encoding="utf-8") as file:
                file.write(_GIT_CONFIG)
        except OSError as error:
            reason = (error.strerror or "unknown").lower()
            raise SandboxError(f"a scratch folder cannot be made: {reason}", where=self.root) from error

    def remove(self) -> None:
        """Remove all of it, however deep, and whatever its permissions are. Raises SandboxError where that fails."""
        if not os.path.lexists(self.root):
            return
        # Not shutil.rmtree: it recurses, and what commands left behind may be deeper than Python's stack.
        if _quietly("rm", "-rf", "--", self.root):
            _quietly("chmod", "-R", "u+rwx", "--", self.root)
            if _quietly("rm", "-rf", "--", self.root):
                raise SandboxError("a scratch folder cannot be removed", where=self.root, hint="Remove it by hand.")

    def write_note(self, note: dict[str, str | float]) -> None:
        """Keep what the next one should know of this world: it is whole from now on."""
        with open(self._note, "w", encoding="utf-8") as file:
            json.dump(note, file)

    def note(self) -> dict[str, str | float]:
        """What `write_note` kept; empty where the world was never finished."""
        try:
            with open(self._note, encoding="utf-8") as file:
                found = json.load(file)
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def over(self, limits: Limits) -> Stop:
        """Whether the world takes more of the disk than it may."""
        size = files = 0
        waiting = [self.home, self.tmp]
        while waiting:
            try:
                with os.scandir(waiting.pop()) as entries:
                    for entry in entries:
                        files += 1
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
                        if size > limits.disk:
                            return Stop.DISK
                        if files > limits.files:
                            return Stop.FILES
            except (FileNotFoundError, PermissionError, NotADirectoryError):
                continue  # it changes while it is looked at
            except OSError:
                return Stop.FILES  # a path too long to be followed: nobody's honest work
        return Stop.NONE

    def read(self, path: str, most: int) -> bytes | None:
        """At most `most` bytes of a file below the working folder; None where there is none, or it leads out."""
        real = os.path.realpath(os.path.join(self.work, path))
        if not real.startswith(os.path.realpath(self.home) + os.sep):
            return None
        try:
            handle = os.open(real, os.O_RDONLY | os.O_NONBLOCK)  # opening a pipe would wait for a writer
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            return None
        with os.fdopen(handle, "rb") as file:
            return file.read(most)

    def exists(self, path: str) -> bool:
        """Whether there is anything at a path below the working folder, a link that leads nowhere included."""
        return os.path.lexists(os.path.join(self.work, path))


def _quietly(*command: str) -> int:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode
