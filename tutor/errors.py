"""The errors a person can cause, and the exit codes that report them. Any other exception is a bug."""


class Exit:
    """What a command's exit status means. Plain numbers: `enum` costs a tenth of a look-up to import."""

    DONE = 0
    NOTHING = 1  # nothing found, nothing due, or problems found
    USAGE = 2  # wrong words, or could not go on
    INTERRUPTED = 130


class TutorError(Exception):
    """Something a person can mend: what happened, where, and what to do.

    `message` is one plain sentence, `where` a path or `file:line:column` (may be empty), `hint` what to do next (may be
    empty). Faces print it without a traceback and exit with `exit_code`.
    """

    exit_code = Exit.USAGE

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}\n{self.hint}" if self.hint else text


class NotFound(TutorError):
    """No pack, item or question has that name."""


class JournalError(TutorError):
    """The journal cannot be opened, read or written."""


class JournalUnwritable(JournalError):
    """The disk is full or may not be written. What was saved before may still be read."""


class JournalTooNew(JournalError):
    """A newer program wrote this journal; an older one must not touch it."""


class SandboxError(TutorError):
    """Commands of a pack cannot be run here, or not without a risk that nobody agreed to."""


class NotTrusted(TutorError):
    """A pack's commands were never agreed to, or have changed since."""


class CatalogError(TutorError):
    """The catalog can be neither read nor built."""


class PackError(TutorError):
    """A pack cannot be installed, updated, removed or built."""
