"""Drills for tests of several rooms: the one from the format's documentation, and any that hypothesis can think of."""

from hypothesis import strategies as st

from tutor.model.conditions import Both, Compared, Condition, Effect, Either, Flag, Negated
from tutor.model.drills import Drill, DrillChoice, Ending, FailRule, LabHandover, Scene
from tutor.model.problems import Place
from tutor.model.text import Blocks, Paragraph, Run

DISK = """\
---
title: Disk almost full at 03:12
why: The first ten minutes decide whether the evidence survives.
goal: Restore headroom without destroying evidence
state: {minutes: 0, looked: false}
show: [minutes]
fail: {out of time: minutes >= 30}
---
## The pager goes off {#page}
`db-1` is 96% full. Writes stop at 100%.

- [ ] Delete the oldest logs -> wiped {minutes +5}
  The disk drops to 71%. At 09:00 audit asks for those logs.
  > Evidence went before anyone knew the cause. Look first.
- [x] See what is growing -> cause {minutes +3, looked}
  `du` shows binlogs: +40 GB in one hour.
- [ ] Restart what the runbook names -> cause {minutes +12}
  Twelve minutes later the graph climbs exactly as before.
  > The runbook guesses; two commands would have told you.
- [ ] Wait for the day shift -> page {minutes +10}
  97%. Nobody has woken up.
  > The disk does not wait.

## The cause {#cause .checkpoint}
A replica has been down since 02:00, so binlogs pile up.

- [x] Restart the replica -> saved {if looked, minutes +10}
- [ ] Restart the database -> wiped {minutes +5}
  It comes back, replays its logs, and the last hour of evidence is rotated away.
  > A restart is a change. You had not named the fault yet.

## Evidence gone {#wiped .fail}
Space is back. The audit trail is not.

## Saved {#saved .pass}
Binlogs purge themselves. 41 minutes of headroom.
"""


def words(text: str) -> Blocks:
    return (Paragraph((Run(text),)),)


def choice(text: str, target: str | LabHandover, *effects: Effect, sound: bool = False, **more: object) -> DrillChoice:
    """A choice with an outcome and a why."""
    values = {"outcome": words("It goes on."), "why": words("It is how it is."), **more}
    runs = (Run(text),)
    return DrillChoice(source=text, runs=runs, target=target, sound=sound, effects=effects, **values)  # type: ignore[arg-type]


def scene(id: str, *choices: DrillChoice, **more: object) -> Scene:
    return Scene(id=id, title=(Run(id.title()),), choices=choices, place=Place("drills/d.md"), **more)  # type: ignore[arg-type]


def drill(*scenes: Scene, **more: object) -> Drill:
    return Drill(pack="p", id="d", title="Drill", scenes=scenes, **more)  # type: ignore[arg-type]


_STATE = (("n", 0), ("looked", False))
_numbers = st.integers(-3, 6)
_effects = st.one_of(
    st.builds(Effect, st.just("n"), _numbers, st.booleans()),
    st.builds(Effect, st.just("looked"), st.booleans()),
)
_plain: st.SearchStrategy[Condition] = st.one_of(
    st.just(Flag("looked")),
    st.builds(Compared, st.just("n"), st.sampled_from(("=", "!=", "<", "<=", ">", ">=")), _numbers),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    _plain,
    lambda inside: st.one_of(
        st.builds(Negated, inside),
        st.builds(Both, st.lists(inside, min_size=2, max_size=3).map(tuple)),
        st.builds(Either, st.lists(inside, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=4,
)


@st.composite
def drills(draw: st.DrawFn) -> Drill:
    """A drill as the readers of packs let one through: every target is there, whatever else may be wrong with it."""
    names = ["good", "bad", *(f"s{number}" for number in range(draw(st.integers(1, 4))))]
    targets = st.sampled_from(names) | st.builds(
        LabHandover, st.just("p/lab"), st.sampled_from(names), st.sampled_from(names)
    )
    scenes: list[Scene] = []
    for name in names[2:]:
        for variant in draw(st.sampled_from(((("",)), ("",), ("", "b")))):
            choices = [
                choice(
                    f"{name}{variant} {number}",
                    draw(targets),
                    *draw(st.lists(_effects, max_size=2)),
                    sound=draw(st.booleans()),
                    condition=draw(st.none() | st.none() | conditions),
                )
                for number in range(draw(st.integers(1, 3)))
            ]
            timer = {"seconds": 20, "late": draw(st.sampled_from(names))} if draw(st.booleans()) else {}
            scenes.append(scene(name, *choices, variant=variant, checkpoint=draw(st.booleans()), **timer))
    rules = [FailRule("too much", "too-much", draw(conditions))] if draw(st.booleans()) else []
    endings = (scene("good", ending=Ending.PASS), scene("bad", ending=Ending.FAIL))
    return drill(*scenes, *endings, state=_STATE, fail=tuple(rules), show=("n",))
