"""How the text of a drill should be: short scenes, few options, and outcomes that show rather than grade."""

import re

from tutor.model.text import Blocks, Paragraph, plain

MOST_OPTIONS = 4  # shown at once
MOST_WORDS = 80  # of one scene

# A verdict at the beginning of what happens, with a sign after it: "Right after lunch" is none.
_GRADE = re.compile(
    r"((?:in)?correct|right|wrong|exactly|perfect|excellent|well done|nope|oops"
    r"|(?:good|great|nice|bad)(?: job| choice| call| work| answer| idea| one)?)\s*[!.:,;–—-](?!\w)",
    re.IGNORECASE,
)


def grading(outcome: Blocks) -> str:
    """The verdict that an outcome begins with, "" where it tells only what happens."""
    if not outcome or not isinstance(outcome[0], Paragraph):
        return ""
    match = _GRADE.match(plain(outcome[0].runs).lstrip("*_ "))
    return match.group(1) if match else ""
