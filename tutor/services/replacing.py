"""Putting new bytes in the place of a file that somebody may be editing: whole or not at all, never over an edit."""

import os
import tempfile
from contextlib import suppress

from tutor.errors import TutorError


class Edited(TutorError):
    """The file is not what it was when it was read: somebody else has written it."""


def replace_file(path: str, before: bytes, after: bytes) -> None:
    """Put `after` in the place of `before` at `path`: in one step, with the same mode and owner, through links.

    A file with several names keeps them all: it is then written where it is, while the new text lies beside it. Raises
    Edited where the file does not hold `before` any more, TutorError where it cannot be written.
    """
    real = os.path.realpath(path)
    try:
        _replace(real, before, after)
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise TutorError(f"not written: {reason}", where=path) from error


def _replace(real: str, before: bytes, after: bytes) -> None:
    status = os.stat(real)
    if not os.access(real, os.W_OK):
        raise TutorError("not written: it is read-only", where=real, hint=f"chmod u+w {real}")
    folder, name = os.path.split(real)
    handle, beside = tempfile.mkstemp(prefix=f".{name[:40]}.", suffix=".new", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            os.fchmod(file.fileno(), status.st_mode & 0o7777)
            if (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
                with suppress(OSError):  # who may not give files away keeps them
                    os.fchown(file.fileno(), status.st_uid, status.st_gid)
            file.flush()
            os.fsync(file.fileno())
        _refuse_edited(real, before)
        if status.st_nlink > 1:
            _overwrite(real, after)
        else:
            os.replace(beside, real)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(beside)


def _refuse_edited(real: str, before: bytes) -> None:
    with open(real, "rb") as file:
        if file.read(len(before) + 1) != before:
            raise Edited("not written: it was changed meanwhile", where=real, hint="Run the command again.")


def _overwrite(real: str, after: bytes) -> None:
    with open(real, "r+b") as file:
        file.write(after)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())
