"""What the command palette offers while a drill is played, at its debrief, and in a lab."""

from tutor.tui.screens.offered import OfferedCommands


class DrillCommands(OfferedCommands):
    """The keys of a drill by name."""

    OFFERED = {  # noqa: RUF012 - declared by the base class
        "earlier": ("Go back", "To any earlier decision of this play"),
        "checkpoint": ("To the checkpoint", "Back to the latest one"),
        "restart": ("Start again", "Back to the first decision of this play"),
        "sources": ("Sources", "What backs this drill, and what was run to check it"),
        "reply": ("Reply", "Tell its author: it helped, it is wrong, unclear or out of date"),
    }


class DebriefCommands(OfferedCommands):
    """The keys of a debrief by name."""

    OFFERED = {  # noqa: RUF012 - declared by the base class
        "earlier": ("Go back", "To any decision of this play"),
        "restart": ("Start again", "Back to the first decision of this play"),
        "again": ("A new play", "The same drill from its beginning, choices in another order"),
        "note": ("Note", "What you would do first next time"),
        "reply": ("Reply", "Tell its author: it helped, it is wrong, unclear or out of date"),
    }


class LabCommands(OfferedCommands):
    """The keys of a lab by name."""

    OFFERED = {  # noqa: RUF012 - declared by the base class
        "shell": ("Open a shell", "Your own, in the folder of this lab"),
        "check": ("Check", "Look which checks hold"),
        "hint": ("Hint", "The next one"),
        "solution": ("Solution", "Beside what you did"),
        "reset": ("Start again", "Build the folder of this lab anew"),
        "sources": ("Sources", "What backs this lab, and what was run to check it"),
        "reply": ("Reply", "Tell its author: it helped, it is wrong, unclear or out of date"),
    }
