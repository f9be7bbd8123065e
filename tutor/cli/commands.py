"""The commands there are: one table for the choice of a module, the help and the parsers."""

# Command: (module, what it does, in the order of the help).
COMMANDS: dict[str, tuple[str, str]] = {
    "today": ("today", "what would fill the minutes you have, and why"),
    "spare": ("spare", "study for some minutes, line by line"),
    "due": ("due", "how many reviews are due"),
    "packs": ("packs", "the packs you have and their state"),
    "start": ("state", "start a pack, or start it again"),
    "pause": ("state", "no new lessons from a pack; its reviews go on"),
    "stop": ("state", "nothing more from a pack; its history is kept"),
    "learn": ("learn", "let the questions of an item join your queue"),
    "drill": ("drill", "play a drill, where getting it wrong costs nothing"),
    "progress": ("progress", "what you know, what comes when"),
    "undo": ("undo", "take back your newest answer"),
    "suspend": ("put_away", "never ask a question again, until resumed"),
    "bury": ("put_away", "do not ask a question before tomorrow"),
    "resume": ("put_away", "ask a suspended or resting question again"),
    "reset": ("put_away", "a fresh start for one question"),
    "settings": ("settings", "see or change a setting"),
    "check": ("check", "find what is wrong with a pack"),
    "where": ("where", "every path in use"),
    "doctor": ("doctor", "check what is stored, and mend it"),
}
