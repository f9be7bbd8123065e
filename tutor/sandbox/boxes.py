"""The walls round a command: Bubblewrap where it works, none where nobody has it and the learner agreed.

Bubblewrap gives each command its own view of the machine: programs read-only, no other home, no network, and of all
that can be written only the world. Its processes see no others and end with it, daemons too.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tutor.errors import SandboxError
from tutor.sandbox.world import World

# What a command can read beside its world: where programs and their settings are.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/nix", "/gnu", "/run/current-system")
_WALLS = "--unshare-all --die-with-parent --cap-drop ALL"
_TRIAL = f"{_WALLS} --ro-bind / / --proc /proc --dev /dev --remount-ro / -- /bin/sh -c :"
_TRIAL_SECONDS = 10
_USUAL_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"


@dataclass(frozen=True, slots=True)
class Bubblewrap:
    """Walls by namespaces. `program` is where bwrap is."""

    program: str

    @property
    def path(self) -> str:
        """The learner's PATH, as far as it can be seen inside."""
        found = [
            folder
            for folder in os.environ.get("PATH", _USUAL_PATH).split(os.pathsep)
            if any(folder == root or folder.startswith(root + "/") for root in SYSTEM) and os.path.isdir(folder)
        ]
        return os.pathsep.join(found) or _USUAL_PATH

    def command(self, world: World, command: Sequence[str], told: int | None = None) -> list[str]:
        """`command` with walls round it; the file descriptor `told` gets the process id of its first process."""
        words = [self.program, *_WALLS.split()]
        for folder in SYSTEM:
            words += ["--ro-bind-try", folder, folder]
        words += ["--proc", "/proc", "--dev", "/dev"]
        for folder in ("/tmp", "/var/tmp", "/dev/shm"):  # all of it counts as the world's
            words += ["--bind", world.tmp, folder]
        # The same path inside as outside: what commands wrote down stays true.
        words += ["--bind", world.home, world.home, "--ro-bind", world.rc, world.rc]
        words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", world.work]
        if told is not None:
            words += ["--info-fd", str(told)]
        return [*words, "--", *command]


@dataclass(frozen=True, slots=True)
class Unboxed:
    """No walls: only for whoever was told so and agreed. Commands run as the learner, with a clean environment."""

    @property
    def path(self) -> str:
        return os.environ.get("PATH", _USUAL_PATH)


Box = Bubblewrap | Unboxed


@cache
def find_box() -> Bubblewrap:
    """A sandbox that was seen to work. Raises SandboxError, with what is missing, where there is none."""
    program = shutil.which("bwrap")
    if program is None:
        hint = "Install bubblewrap, which brings the program bwrap."
        raise SandboxError("there is no sandbox on this machine", hint=hint)
    words = [program, *_TRIAL.split()]
    try:
        tried = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TRIAL_SECONDS, check=False
        )
        said = tried.stderr.decode(errors="replace").strip() if tried.returncode else ""
        failed = tried.returncode != 0
    except (OSError, subprocess.TimeoutExpired) as error:
        said, failed = str(error), True
    if failed:
        lines = said.splitlines()
        raise SandboxError(
            f"the sandbox does not work on this machine: {lines[-1] if lines else 'bwrap failed'}",
            hint="bwrap needs user namespaces, which some systems and containers forbid.",
        )
    return Bubblewrap(program)


def missing_tools(box: Box, needs: Sequence[str]) -> list[str]:
    """Those programs that a command in this box would not find."""
    return [tool for tool in needs if shutil.which(tool, path=box.path) is None]
