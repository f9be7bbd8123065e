"""The environment of commands, made from nothing: the same on every machine, and without a secret in it."""

import os

from tutor.sandbox.boxes import Box, Bubblewrap
from tutor.sandbox.world import MARK, World

# What a shell of the learner's own takes from outside, where it is set there.
_AT_HOME = ("TERM", "COLORTERM", "LANG", "LANGUAGE", "TZ", "NO_COLOR", "EDITOR", "VISUAL", "PAGER", "LESS")


def environment(world: World, box: Box) -> dict[str, str]:
    """For a pack's commands: English, nobody to ask, git without anybody's settings but the world's."""
    return {
        **_common(world, box),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "dumb",
        "GIT_EDITOR": "true",
        "PAGER": "cat",
    }


def shell_environment(world: World, box: Box) -> dict[str, str]:
    """For the learner's own shell: their language, terminal and editor."""
    own = {name: value for name in _AT_HOME if (value := os.environ.get(name))}
    own |= {name: value for name, value in os.environ.items() if name.startswith("LC_")}
    return {**_common(world, box), **own, "HISTFILE": os.path.join(world.home, ".history")}


def _common(world: World, box: Box) -> dict[str, str]:
    return {
        "HOME": world.home,
        "PATH": box.path,
        "USER": "learner",
        "LOGNAME": "learner",
        "SHELL": "/bin/sh",
        "TMPDIR": "/tmp" if isinstance(box, Bubblewrap) else world.tmp,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": world.root,  # a repository above it is none of the lab's
        MARK: world.root,
    }
