"""The clock of the program. Everything else takes the time as an argument."""

import os
import time

AHEAD = "TUTOR_CLOCK_AHEAD"


def system_clock() -> tuple[int, int]:
    """UTC in ms since 1970, and how many seconds local time is ahead of it.

    The variable TUTOR_CLOCK_AHEAD moves it by so many seconds, to see what another day will bring; an author who tries
    a pack does that in a home of its own (docs/journal.md).
    """
    now = time.time() + _ahead()
    return int(now * 1000), time.localtime(now).tm_gmtoff


def _ahead() -> float:
    text = os.environ.get(AHEAD, "")
    return float(text) if text.lstrip("-").isdigit() else 0.0
