"""What is known of a lab after each of its events: when it comes back, and how many of its hints are held back.

Hints fade with success and come back after failure. A try that was solved without a hint holds one more of them back at
the beginning of the next, the most telling first. Every look at the checks that finds one not holding gives one back,
and looking at the solution gives back all. So a hint that is held back is never further away than an honest attempt.

A solved lab comes back as a finished drill does: after a week, then ever later. Whoever needed the solution meets it
again in two days, whether they then got there or not. A try before that day is a repetition and moves nothing.
"""

from dataclasses import replace

from tutor.learning.drill_log import next_interval
from tutor.model.events import HintTaken, LabBegan, LabChecked, LabEvent, SolutionShown
from tutor.model.knowledge import LabProgress


def tried(progress: LabProgress, event: LabEvent, day: int) -> LabProgress:
    """What is known of a lab after an event on study day `day`. Nothing counts between a solved try and the next."""
    match event:
        case LabBegan(reset=False):
            return replace(progress, tries=progress.tries + 1, going=True, failed=0, hints=0, shown=False)
        case LabBegan():
            return progress
        case HintTaken(number=number) if progress.going:
            return replace(progress, hints=max(progress.hints, number))
        case SolutionShown() if progress.going and not progress.shown:
            interval = next_interval(progress.interval, False)
            return replace(progress, shown=True, faded=0, interval=interval, due=day + interval)
        case LabChecked(solved=False) if progress.going:
            return replace(progress, failed=progress.failed + 1)
        case LabChecked() if progress.going:
            return _solved(progress, day)
    return progress


def _solved(progress: LabProgress, day: int) -> LabProgress:
    alone = not progress.hints and not progress.shown
    after = replace(
        progress,
        going=False,
        solved=progress.solved + 1,
        alone=progress.alone + alone,
        faded=progress.faded + alone,
        last=day,
    )
    if progress.shown or (progress.due is not None and day < progress.due):
        return after
    interval = next_interval(progress.interval, True)
    return replace(after, interval=interval, due=day + interval)


def hints_ready(progress: LabProgress, total: int) -> int:
    """How many more hints may be asked for now, of the `total` that the lab has."""
    held_back = max(0, progress.faded - progress.failed)
    return max(0, total - held_back - progress.hints)
