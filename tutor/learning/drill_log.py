"""What the events of a drill tell: the play that they make up, and what is known of the drill after each of them.

Pure folds over events, without the drill itself: a log can be replayed when its pack is long gone. An event of another
play than the one that is open (from a second machine, say) leaves that play as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tutor.model.conditions import State, after, effect_of
from tutor.model.events import DrillBegan, DrillChose, DrillEnded, DrillEvent, DrillNoted, DrillRewound, Event
from tutor.model.knowledge import DrillProgress, Play, Taken

# When a finished drill comes back, in days: soon after a failed try, ever later after passed ones.
AFTER_FAILURE = 2
AFTER_FIRST_PASS = 7
_LATER = 2.5
_LATEST = 180


@dataclass(frozen=True, slots=True)
class History:
    """All that was ever done in one drill, newest play and all of them.

    `walked`: (scene, hash of the choice or "" where time ran out, where it led). `reached`: the state at each ending,
    as it was the last time.
    """

    play: Play | None = None
    walked: frozenset[tuple[str, str, str]] = frozenset()
    reached: tuple[tuple[str, State], ...] = ()


def history(events: Iterable[Event]) -> History:
    """What events of one drill tell, from oldest to newest."""
    play: Play | None = None
    walked: set[tuple[str, str, str]] = set()
    reached: dict[str, State] = {}
    for event in events:
        play = continued(play, event)
        if isinstance(event, DrillChose):
            walked.add((event.scene, event.choice, event.target))
        elif isinstance(event, DrillEnded) and play is not None and play.play == event.play:
            reached[event.ending] = play.state
    return History(play, frozenset(walked), tuple(reached.items()))


def replayed(events: Iterable[Event]) -> Play | None:
    """The newest play that these events tell, from oldest to newest; None where none was begun."""
    return history(events).play


def continued(play: Play | None, event: Event) -> Play | None:
    """The play after an event."""
    if isinstance(event, DrillBegan):
        return Play(
            drill=event.drill,
            play=event.play,
            turn=event.turn,
            shape=event.shape,
            scene=event.scene,
            variant=event.variant,
            state=event.state,
            begun=event.state,
            visited=((event.scene, event.variant),),
        )
    if play is None or not isinstance(event, DrillChose | DrillRewound | DrillEnded) or event.play != play.play:
        return play
    match event:
        case DrillChose():
            return _chosen(play, event)
        case DrillRewound():
            return _rewound(play, event)
        case DrillEnded():
            return replace(play, ending=event.ending, passed=event.passed, endings=(*play.endings, event.ending))


def _chosen(play: Play, event: DrillChose) -> Play:
    taken = Taken(
        play.scene, play.variant, play.state, event.choice, event.target, event.effects, event.seconds, event.lab
    )
    effects = tuple(effect for written in event.effects if (effect := effect_of(written)))
    here = (event.target, event.variant)
    return replace(
        play,
        scene=event.target,
        variant=event.variant,
        state=after(play.state, effects),
        taken=(*play.taken, taken),
        visited=play.visited if here in play.visited else (*play.visited, here),
        ending="",
        passed=False,
    )


def _rewound(play: Play, event: DrillRewound) -> Play:
    if not 0 <= event.to < len(play.taken):
        return play
    back = play.taken[event.to]
    return replace(
        play,
        scene=back.scene,
        variant=back.variant,
        state=back.state,
        taken=play.taken[: event.to],
        ending="",
        passed=False,
        rewinds=play.rewinds + 1,
    )


def played(progress: DrillProgress, event: DrillEvent, day: int) -> DrillProgress:
    """What is known of a drill after an event on study day `day`. A rewind counts for nothing but an open play."""
    match event:
        case DrillBegan(play=play, resumed=resumed):
            return replace(progress, tries=progress.tries + (not resumed), play=play)
        case DrillChose(play=play) | DrillRewound(play=play):
            return replace(progress, play=play)
        case DrillNoted(text=text):
            return replace(progress, note=text)
        case DrillEnded():
            found = progress.endings if event.ending in progress.endings else (*progress.endings, event.ending)
            ended = replace(progress, endings=found, play="" if progress.play == event.play else progress.play)
            return _tried(ended, event, day) if event.first else ended


def _tried(progress: DrillProgress, event: DrillEnded, day: int) -> DrillProgress:
    """How a try went. It moves the day of return when it was due, or showed what had never been shown."""
    known = dict(progress.first_tries)
    new = [variant for variant in ("", *event.shown) if variant not in known]
    counted = replace(
        progress,
        ended=progress.ended + 1,
        passed=progress.passed + event.passed,
        first_tries=(*progress.first_tries, *((variant, event.passed) for variant in dict.fromkeys(new))),
        last=day,
    )
    if not new and progress.due is not None and day < progress.due:
        return counted  # a repetition
    interval = next_interval(progress.interval, event.passed)
    return replace(counted, interval=interval, due=day + interval)


def next_interval(interval: int, passed: bool) -> int:
    """Days until a drill comes back, after a try that went so; `interval` is the one before, 0 for none."""
    if not passed:
        return AFTER_FAILURE
    return min(_LATEST, max(AFTER_FIRST_PASS, round(interval * _LATER)))
