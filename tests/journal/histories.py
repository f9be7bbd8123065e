"""Histories of a learner, as hypothesis draws them: any event after any other, clocks that jump, two devices."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tutor.learning.apply import apply
from tutor.learning.replay import Knowledge, linked, taken_back
from tutor.model.events import (
    Answered,
    BroughtForward,
    Buried,
    Confidence,
    Declined,
    DrillBegan,
    DrillChose,
    DrillEnded,
    DrillNoted,
    DrillRewound,
    Event,
    Grade,
    HintTaken,
    ItemAdded,
    LabBegan,
    LabChecked,
    LessonRead,
    LogNamed,
    LookedUp,
    Mark,
    Outcome,
    PackChanged,
    PackState,
    Recorded,
    Renamed,
    Replied,
    ReplyKind,
    ReplySent,
    Reset,
    Resumed,
    SettingChanged,
    SolutionShown,
    Stamp,
    Suspended,
    Undoable,
    Undone,
    Verdict,
    subject,
)

DAY_MS = 86_400_000
NOON = 20_000 * DAY_MS + 12 * 3_600_000  # of study day 20,000
NAMES = ("p/a", "p/b", "p/c", "q/d")
DEVICES = ("aaaa0001", "bbbb0002")

names = st.sampled_from(NAMES)
seconds = st.floats(0, 100, allow_nan=False)


def answer(question: str = "p/a", *, right: bool = True, mark: Mark = Mark.NONE, **more: Any) -> Answered:
    """An answer to a choice, in 4 seconds unless told."""
    verdict = Verdict.RIGHT if right else Verdict.WRONG
    return Answered(question, "choice", ("1:0123456789abcdef",), verdict, more.pop("seconds", 4.0), mark=mark, **more)


answers = st.builds(
    Answered,
    names,
    st.sampled_from(("choice", "recall")),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
    st.sampled_from(Verdict),
    seconds,
    st.none() | st.sampled_from(Confidence),
    st.none() | st.sampled_from(Grade),
    st.sampled_from(("", "1:aa", "1:bb")),
    st.sampled_from((Mark.NONE, Mark.NONE, Mark.NONE, Mark.GUESS, Mark.PRACTICE)),
)
settings = st.one_of(
    st.builds(SettingChanged, st.just("retention"), st.sampled_from((0.8, 0.95, None, 7.0, "much"))),
    st.builds(SettingChanged, st.just("rollover"), st.sampled_from((0, 4, 23, None, -1, 2.5))),
    st.builds(SettingChanged, st.just("seed"), st.integers(0, 99)),
    st.builds(SettingChanged, st.just("parameters"), st.sampled_from(("", "1 2 3", "x", " ".join(["0.5"] * 21)))),
    st.builds(SettingChanged, st.sampled_from(("theme", "from a newer program")), st.text(max_size=4)),
)
plays = st.sampled_from(("one", "two"))
states = st.lists(st.tuples(st.sampled_from(("minutes", "looked")), st.integers(-9, 9) | st.booleans()), max_size=2)
drilled = st.one_of(
    st.builds(DrillBegan, names, plays, st.integers(0, 9), st.just("page"), states.map(tuple), resumed=st.booleans()),
    st.builds(
        DrillChose,
        names,
        plays,
        st.just("page"),
        st.just("1:aa"),
        st.sampled_from(("page", "cause")),
        st.sampled_from(((), ("minutes +3",), ("looked", "minutes = 2"), ("nonsense +",))),
        seconds=seconds,
    ),
    st.builds(DrillRewound, names, plays, st.integers(-1, 5)),
    st.builds(
        DrillEnded,
        names,
        plays,
        st.sampled_from(("saved", "wiped")),
        st.booleans(),
        st.booleans(),
        st.sampled_from(((), ("page~",), ("page~b", "cause~"))),
    ),
    st.builds(DrillNoted, names, st.text(max_size=5)),
)
in_labs = st.one_of(
    st.builds(LabBegan, names, st.booleans()),
    st.builds(LabChecked, names, st.lists(st.booleans(), max_size=3).map(tuple), seconds),
    st.builds(HintTaken, names, st.integers(1, 4)),
    st.builds(SolutionShown, names),
)
replied = st.one_of(
    st.builds(Replied, names, st.sampled_from(ReplyKind), st.text(max_size=5), st.sampled_from(("", "1.2.0"))),
    st.builds(ReplySent, names, st.sampled_from(DEVICES), st.integers(1, 25)),
    st.builds(LogNamed, st.sampled_from(("p", "q")), st.text(max_size=4)),
)
others = st.one_of(
    drilled,
    in_labs,
    replied,
    st.builds(BroughtForward, names),
    st.builds(LessonRead, names, st.integers(0, 5), seconds, st.booleans()),
    st.builds(
        LookedUp, st.text(max_size=5), names | st.just(""), st.integers(0, 5), st.integers(0, 999), st.booleans()
    ),
    st.builds(Outcome, names, st.booleans(), seconds, st.text(max_size=5)),
    st.builds(PackChanged, st.sampled_from(("p", "q")), st.sampled_from(PackState)),
    st.builds(ItemAdded, names),
    settings,
    st.builds(Suspended, names),
    st.builds(Resumed, names),
    st.builds(Buried, names, st.integers(19_990, 20_020)),
    st.builds(Reset, names),
    st.builds(Renamed, names, names),
    st.builds(Declined, st.sampled_from(("leech:p/a", "read:p/b")), st.none() | st.integers(0, 30_000)),
)
undo = st.integers(0, 30)  # takes back the answer at this place among the answers so far
steps = st.one_of(answers, answers, answers, others, undo)
gaps = st.sampled_from((0, 5_000, 40_000, DAY_MS // 3, DAY_MS, 3 * DAY_MS, 40 * DAY_MS, -2 * DAY_MS))


@st.composite
def histories(draw: st.DrawFn, longest: int = 25) -> list[Recorded]:
    """Events as journals record them: in the order of their stamps, numbered by device."""
    found: list[Recorded] = []
    utc, numbers = NOON, dict.fromkeys(DEVICES, 0)
    for step, gap, device in draw(st.lists(st.tuples(steps, gaps, st.sampled_from(DEVICES)), max_size=longest)):
        utc += gap
        event = step if not isinstance(step, int) else _undo(found, step)
        if event is not None:
            numbers[device] += 1
            time = max(utc, found[-1].stamp.time + 1) if found else utc
            found.append(Recorded(Stamp(time, device, numbers[device], utc, 3600), event))
    return found


def _undo(events: list[Recorded], place: int) -> Undone | None:
    given = [one for one in events if isinstance(one.event, Undoable)]
    if not given:
        return None
    one = given[place % len(given)]
    return Undone(one.stamp.device, one.stamp.seq, subject(one.event))


def stamped(*events: Event, every: int = DAY_MS) -> list[Recorded]:
    """Events recorded one after the other, `every` ms apart, from noon of study day 20,000 on."""
    return [
        Recorded(Stamp(NOON + n * every, DEVICES[0], n + 1, NOON + n * every, 0), event)
        for n, event in enumerate(events)
    ]


def one_by_one(events: list[Recorded], each: Callable[[Knowledge], None] = lambda known: None) -> Knowledge:
    """What is known when every event is applied as it comes and every undo takes its answer back, as a journal does."""
    known = Knowledge()
    undone: set[tuple[str, int]] = set()
    for number, recorded in enumerate(events):
        event = recorded.event
        if not isinstance(event, Undone):
            known.take(apply(known, recorded))
        elif (event.device, event.seq) not in undone:
            renames = [one.event for one in events[:number] if isinstance(one.event, Renamed)]
            about = {*linked({event.question}, renames), ""}
            standing = (one for one in events[:number] if (one.stamp.device, one.stamp.seq) not in undone)
            known.take(taken_back((one for one in standing if subject(one.event) in about), (event.device, event.seq)))
            undone.add((event.device, event.seq))
        each(known)
    return known
