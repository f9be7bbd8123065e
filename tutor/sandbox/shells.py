"""The learner's own shell in a world: how each kind is started, and what was typed in it.

Their own start-up files stay outside with their home, so the shell gets others: a prompt that says where one is, and a
history that is written with every line.
"""

import os
import shlex
from collections.abc import Callable

from tutor.sandbox.boxes import SYSTEM, Box, Bubblewrap
from tutor.sandbox.world import World

_LARGEST_HISTORY = 1 << 20
_COMPLETION = "/usr/share/bash-completion/bash_completion"


def own_shell(box: Box) -> str:
    """The learner's shell, as a path; /bin/sh where it cannot be seen from inside."""
    shell = os.environ.get("SHELL", "")
    inside = isinstance(box, Bubblewrap) and not os.path.realpath(shell).startswith(tuple(f"{one}/" for one in SYSTEM))
    return "/bin/sh" if inside or not os.access(shell, os.X_OK) or not os.path.isfile(shell) else shell


def shell_command(world: World, shell: str, label: str) -> tuple[list[str], dict[str, str]]:
    """How to start `shell` interactively, and what it needs in its environment. `label` stands in its prompt."""
    return _KINDS.get(os.path.basename(shell), _sh)(world, shell, label)


def typed_in(world: World) -> tuple[str, ...]:
    """The lines that were typed in shells of this world, as far as these keep a history."""
    fish = _text(world, ".local/share/fish/fish_history").split("\n")
    kept = [line.removeprefix("- cmd: ") for line in fish if line.startswith("- cmd: ")]
    return (*(line for line in _text(world, ".history").split("\n") if line.strip()), *kept)


def _text(world: World, path: str) -> str:
    """A file of the world's home; "" where it is none."""
    data = world.read(f"../{path}", _LARGEST_HISTORY) or b""
    return data.decode(errors="replace")


def _bash(world: World, shell: str, label: str) -> tuple[list[str], dict[str, str]]:
    lines = [
        f"PS1='({label}) \\w$ '",
        "PROMPT_COMMAND='history -a'",
        "shopt -s histappend checkwinsize",
        f"[ -r {_COMPLETION} ] && . {_COMPLETION}",
    ]
    return [shell, "--rcfile", _write(world, "bashrc", lines), "-i"], {}


def _zsh(world: World, shell: str, label: str) -> tuple[list[str], dict[str, str]]:
    lines = [f"PROMPT='({label}) %~$ '", "SAVEHIST=1000 HISTSIZE=1000", "setopt inc_append_history"]
    lines += ["autoload -Uz compinit && compinit -D"]
    _write(world, ".zshrc", lines)
    return [shell, "-i"], {"ZDOTDIR": world.rc}


def _fish(world: World, shell: str, label: str) -> tuple[list[str], dict[str, str]]:
    prompt = f"function fish_prompt; printf '({label}) %s$ ' (prompt_pwd); end; set -g fish_greeting"
    return [shell, "-i", "-C", prompt], {}


def _sh(world: World, shell: str, label: str) -> tuple[list[str], dict[str, str]]:
    """Any shell that POSIX describes: it reads the file that ENV names. Most of these keep no history on disk."""
    return [shell, "-i"], {"ENV": _write(world, "shrc", [f"PS1={shlex.quote(f'({label}) $ ')}"])}


_KINDS: dict[str, Callable[[World, str, str], tuple[list[str], dict[str, str]]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}


def _write(world: World, name: str, lines: list[str]) -> str:
    path = os.path.join(world.rc, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([*lines, ""]))
    return path
