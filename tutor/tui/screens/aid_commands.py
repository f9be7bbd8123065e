"""What the command palette offers while an aid is in use."""

from tutor.tui.screens.offered import OfferedCommands


class AidCommands(OfferedCommands):
    """The keys of an aid by name."""

    OFFERED = {  # noqa: RUF012 - declared by the base class
        "copy": ("Copy", "A command of this aid, or its text"),
        "worked": ("It worked", "Note that this aid worked"),
        "failed": ("It did not work", "Note that this aid did not work"),
        "learn": ("Learn this aid", "Its questions join your queue"),
        "sources": ("Sources", "What backs this aid, and what was run to check it"),
        "reply": ("Reply", "Tell its author: it helped, it is wrong, unclear or out of date"),
    }
