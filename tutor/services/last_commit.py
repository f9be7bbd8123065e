"""The files of a pack as they stand in the last commit of its git repository, by git's own plumbing.

Nothing in a repository is obeyed: only trees and blobs of its own object store are read, which runs no hook, no filter
and no helper, and what a partial clone lacks is not fetched.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import new as new_hash

from tutor.packs.folder import LARGEST
from tutor.packs.pack import PACK_FILE
from tutor.packs.reading import KINDS, is_read

_SECONDS = 20  # a disk that sleeps; beyond that there is no last commit to compare with
_MOST_FILES = 20_000
_MOST_BYTES = 512 * 1024 * 1024
_OPTIONS = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


@dataclass(frozen=True, slots=True)
class LastCommit:
    """What HEAD has of a pack: the object of each file that would be read, by its path in the pack's folder."""

    folder: str
    objects: dict[str, str]

    def has(self, path: str, data: bytes) -> bool:
        """Whether HEAD holds just these bytes at `path`."""
        object = self.objects.get(path, "")
        if not object:
            return False
        digest = new_hash("sha256" if len(object) == 64 else "sha1", usedforsecurity=False)
        digest.update(b"blob %d\0" % len(data) + data)
        return digest.hexdigest() == object

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The bytes of these files; those that cannot be read are left out."""
        wanted = [(path, self.objects[path]) for path in paths if path in self.objects]
        names = "".join(f"{object}\n" for _, object in wanted)
        output = _git(self.folder, ["cat-file", "--batch"], names.encode()) if wanted else None
        return {} if output is None else _contents(output, [path for path, _ in wanted])


def last_commit(folder: str) -> LastCommit | None:
    """HEAD's files of the pack in `folder`; None without git, repository or commit, or where HEAD has no such pack."""
    below = [PACK_FILE, *(f"{kind}/" for kind in KINDS)]
    output = _git(folder, ["ls-tree", "-r", "-z", "-l", "HEAD", "--", *below])
    if output is None:
        return None
    objects: dict[str, str] = {}
    bytes_left = _MOST_BYTES
    for entry in output.split(b"\0"):
        facts, tab, name = entry.partition(b"\t")
        mode, kind, object, size = (facts.split() + [b""] * 4)[:4]
        path = os.fsdecode(name)
        inside, _, last = path.rpartition("/")
        if not tab or kind != b"blob" or mode == b"120000" or not size.isdigit() or int(size) > LARGEST:
            continue
        bytes_left -= int(size)
        if bytes_left < 0 or len(objects) >= _MOST_FILES:
            return None
        if path == PACK_FILE or (inside in KINDS and is_read(inside, last)):
            objects[path] = object.decode("ascii", "replace")
    return LastCommit(folder, objects) if PACK_FILE in objects else None


def _git(folder: str, words: Sequence[str], given: bytes = b"") -> bytes | None:
    """What git prints; None where it is missing, fails or does not come to an end."""
    program = shutil.which("git")
    if program is None:
        return None
    # In a hook git points to its own index and folder; here the pack's folder alone says which repository it is.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    command = [program, *_OPTIONS, "-C", os.path.abspath(folder), *words]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, env=environment, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _contents(output: bytes, paths: Sequence[str]) -> dict[str, bytes]:
    """The blobs that `cat-file --batch` printed, as they were asked: a line `OBJECT blob SIZE`, bytes, a line end."""
    found: dict[str, bytes] = {}
    at = 0
    for path in paths:
        end = output.find(b"\n", at)
        facts = output[at:end].split()
        at = end + 1
        if len(facts) == 3 and facts[2].isdigit():
            size = int(facts[2])
            found[path] = output[at : at + size]
            at += size + 1
    return found
