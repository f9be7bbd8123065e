"""Where packs come from by name: which addresses are taken for a repository, and which are refused."""

import re

from tutor.errors import PackError

PROTOCOLS = ("https", "http", "ssh", "git")
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(?:([^/@]*)@)?([^/]*)(/.*)?")
_SCP = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9.-]*:[^-:].*")  # git's short form of ssh
_HOST = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def is_address(word: str) -> bool:
    """Whether a word is meant as an address rather than as a path."""
    return "://" in word or "::" in word or bool(_SCP.fullmatch(word))


def check_address(word: str) -> None:
    """Raises PackError for anything but the address of a repository that git may be asked for."""
    if word.startswith("-"):
        raise PackError(f"{word!r} is an option, not the address of a repository")
    if not word.isprintable() or " " in word:
        raise PackError(f"{word!a} is no address of a repository", hint="Write a blank in it as %20")
    if "::" in word.partition("/")[0]:
        raise PackError(f"{word!r} would have git run a program of its own", hint=_HINT)
    if _SCP.fullmatch(word) and "://" not in word:
        return
    parts = _URL.fullmatch(word)
    scheme = parts[1].lower() if parts else ""
    if scheme == "file":
        raise PackError(
            f"{word!r} is refused: a file:// address may lead anywhere on this machine",
            hint="Give the path itself: tutor pack install /path/to/the/pack",
        )
    if parts is None or scheme not in PROTOCOLS or not _HOST.fullmatch(parts[3]):
        raise PackError(f"{word!r} is no address of a repository", hint=_HINT)
    if word.lower().endswith(".zip"):
        raise PackError(f"{word!r} is a zip, and packs come over the network by git only", hint="Download it first.")
    if parts[2] is not None and (":" in parts[2] or scheme.startswith("http") or parts[2].startswith("-")):
        raise PackError(
            "the address holds a name or a password, which would be kept where the pack lies",
            hint="Leave it out: git asks its credential helper (git help credentials).",
        )


_HINT = "For example: https://example.org/pack.git or git@example.org:somebody/pack.git"
