"""What the command palette offers while a question is on screen."""

from tutor.tui.screens.offered import OfferedCommands


class StudyCommands(OfferedCommands):
    """The keys of a question by name."""

    OFFERED = {  # noqa: RUF012 - declared by the base class
        "skip": ("Skip", "Leave this question for another time"),
        "bury": ("Not before tomorrow", "Put this question off"),
        "suspend": ("Never again", "This question is not asked until you resume it"),
        "afresh": ("Start afresh", "Its answer changed: learn it as a new question"),
        "sources": ("Sources", "What backs it, and what was run to check it"),
        "reply": ("Reply", "Tell its author: it helped, it is wrong, unclear or out of date"),
    }
