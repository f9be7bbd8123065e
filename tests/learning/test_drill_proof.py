"""What a drill can come to is looked at whole, and every fault is found where it stands."""

import pytest
from drill_values import DISK, choice, drill, drills, scene, words
from hypothesis import given, strategies as st

from tutor.learning.drill_graph import Graph
from tutor.learning.drill_play import Player
from tutor.learning.drill_proof import Fault, prove
from tutor.learning.drill_search import search
from tutor.learning.drill_style import grading
from tutor.model.conditions import LARGEST, Both, Compared, Effect, Flag, Negated
from tutor.model.drills import Drill, Ending, FailRule
from tutor.model.problems import Place
from tutor.packs.reading import read_file

GOOD = scene("good", ending=Ending.PASS)
BAD = scene("bad", ending=Ending.FAIL)


def faults(one: Drill, most: int = 200_000) -> list[tuple[Fault, str]]:
    return [(finding.fault, finding.subject) for finding in prove(one, most).findings]


def test_a_sound_drill_has_no_fault() -> None:
    item = read_file("p", "drills/disk.md", DISK.encode()).item
    assert isinstance(item, Drill)
    proof = prove(item)
    assert (proof.findings, proof.complete, proof.states) == ((), True, 11)


CASES: dict[Fault, tuple[Drill, str]] = {
    Fault.STUCK: (
        drill(
            scene("a", choice("go", "b"), choice("look", "b", Effect("looked", True), sound=True)),
            scene("b", choice("on", "good", condition=Flag("looked"), sound=True)),
            GOOD,
            state=(("looked", False),),
        ),
        "b",
    ),
    Fault.NO_PASS: (drill(scene("a", choice("go", "bad")), BAD), ""),
    Fault.NO_SOUND_PATH: (drill(scene("a", choice("go", "good")), GOOD), ""),
    Fault.NO_EXIT: (
        drill(
            scene("a", choice("go", "b"), choice("out", "good", sound=True)),
            scene("b", choice("on", "c")),
            scene("c", choice("back", "b")),
            GOOD,
        ),
        "b, c",
    ),
    Fault.OVERFLOW: (
        drill(
            scene("a", choice("more", "a", Effect("n", LARGEST, True)), choice("out", "good", sound=True)),
            GOOD,
            state=(("n", 0),),
            show=("n",),
        ),
        "more",
    ),
    Fault.UNREACHABLE: (
        drill(scene("a", choice("go", "good", sound=True)), scene("b", choice("x", "good")), GOOD),
        "b",
    ),
    Fault.NEVER: (
        drill(
            scene(
                "a",
                choice("go", "good", sound=True),
                choice("no", "bad", condition=Both((Flag("looked"), Negated(Flag("looked"))))),
                choice("bad", "bad"),
            ),
            GOOD,
            BAD,
            state=(("looked", False),),
        ),
        "no",
    ),
    Fault.ALWAYS: (
        drill(
            scene("a", choice("go", "good", sound=True, condition=Compared("n", "<", 5))),
            GOOD,
            state=(("n", 0),),
        ),
        "go",
    ),
    Fault.NO_SUCH_END: (drill(scene("a", choice("go", "good", sound=True)), GOOD, BAD), "bad"),
    Fault.UNREAD: (
        drill(scene("a", choice("go", "good", Effect("n", 1), sound=True)), GOOD, state=(("n", 0),)),
        "n",
    ),
    Fault.SAME: (drill(scene("a", choice("go", "good", sound=True), choice("on", "good")), GOOD), "a"),
    Fault.NO_OUTCOME: (
        drill(scene("a", choice("go", "good", sound=True), choice("no", "bad", outcome=())), GOOD, BAD),
        "no",
    ),
    Fault.NO_WHY: (
        drill(scene("a", choice("go", "good", sound=True), choice("no", "bad", why=())), GOOD, BAD),
        "no",
    ),
    Fault.GRADING: (
        drill(scene("a", choice("go", "good", sound=True, outcome=words("Correct! It works."))), GOOD),
        "Correct",
    ),
    Fault.TOO_MANY: (
        drill(scene("a", choice("go", "good", sound=True), *(choice(f"c{n}", "bad") for n in range(4))), GOOD, BAD),
        "a",
    ),
    Fault.TOO_LONG: (
        drill(scene("a", choice("go", "good", sound=True), blocks=words("word " * 81)), GOOD),
        "a",
    ),
}


@pytest.mark.parametrize("fault", CASES)
def test_a_fault_is_found_and_nothing_else(fault: Fault) -> None:
    one, subject = CASES[fault]
    assert faults(one) == [(fault, subject)]


def test_every_fault_has_a_case() -> None:
    assert {*CASES, Fault.INCOMPLETE} == set(Fault)


def test_a_finding_stands_at_its_choice() -> None:
    there = Place("drills/d.md", 12, 3)
    one = drill(scene("a", choice("go", "good", sound=True), choice("no", "bad", why=(), place=there)), GOOD, BAD)
    assert [finding.place for finding in prove(one).findings] == [there]


def test_a_stuck_situation_is_told_with_its_state() -> None:
    (finding,) = prove(CASES[Fault.STUCK][0]).findings
    assert finding.detail == "not looked"


def test_a_fail_rule_that_can_never_be_met_is_an_ending_that_never_happens() -> None:
    rule = FailRule("too late", "too-late", Compared("n", ">", 9), Place("drills/d.md", 4))
    one = drill(scene("a", choice("go", "good", sound=True)), GOOD, state=(("n", 0),), fail=(rule,))
    (finding,) = prove(one).findings
    assert (finding.fault, finding.subject, finding.place.line) == (Fault.NO_SUCH_END, "too-late", 4)


def test_a_fail_rule_ends_a_loop() -> None:
    rule = FailRule("too late", "too-late", Compared("n", ">", 9))
    wait = scene("a", choice("wait", "a", Effect("n", 1, True)), choice("go", "good", sound=True))
    assert faults(drill(wait, GOOD, state=(("n", 0),), fail=(rule,))) == []


def test_time_that_runs_out_reaches_a_scene_but_is_no_way_on() -> None:
    timed = scene("a", choice("go", "good", sound=True), seconds=20, late="late")
    assert faults(drill(timed, scene("late", choice("on", "bad")), GOOD, BAD)) == []
    trap = scene("b", choice("on", "b"), seconds=20, late="good")
    found = faults(drill(scene("a", choice("x", "b"), choice("go", "good", sound=True)), trap, GOOD))
    assert found == [(Fault.NO_EXIT, "b")]


def test_every_variant_is_looked_at() -> None:
    stuck = scene("s", choice("on", "good", condition=Flag("looked")), variant="b")
    one = drill(scene("s", choice("go", "good", sound=True)), stuck, GOOD, state=(("looked", False),))
    assert (Fault.STUCK, "s") in faults(one)


def counting() -> Drill:
    """A drill with situations without end: nothing can be proved of it."""
    return drill(
        scene("a", choice("up", "a", Effect("n", 1, True)), choice("on", "b", sound=True)),
        scene("b", choice("out", "good", condition=Compared("n", ">", 150), sound=True), choice("back", "a")),
        GOOD,
        state=(("n", 0),),
    )


def test_what_is_too_large_is_said_to_be_incomplete_and_played_at_random() -> None:
    proof = prove(counting(), most=400)
    assert (proof.complete, proof.plays > 0) == (False, True)
    assert [finding.fault for finding in proof.findings] == [Fault.INCOMPLETE]
    assert Fault.NEVER not in [finding.fault for finding in proof.findings]  # random play came that far


def test_ten_thousand_scenes_are_looked_at() -> None:
    chain = [scene(f"s{n}", choice("on", f"s{n + 1}" if n < 9_999 else "good", sound=True)) for n in range(10_000)]
    proof = prove(drill(*chain, GOOD))
    assert (proof.findings, proof.states) == ((), 10_001)


@given(drills(), st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=15), st.integers(0, 9))
def test_whatever_can_be_played_was_looked_at(one: Drill, steps: list[tuple[int, bool]], seed: int) -> None:
    """The search and the player, which share no code, agree on where every choice leads."""
    graph = Graph(one)
    found = search(graph, 5_000)
    seen = set(found.nodes)
    player = Player(one, seed)
    play = player.begin("p", 0).play
    for place, solved in steps:
        node = graph.at(play.scene, play.variant, play.state)
        assert node is not None
        if found.complete:
            assert node in seen
        if not play.ending:
            ways = {way.choice.source for way in graph.open_ways(node)}
            assert ways == {one.source for one in player.choices(play)}
        play = player.choose(play, place, 1.0, solved).play


@given(drills())
def test_nothing_that_can_be_written_breaks_the_proof(one: Drill) -> None:
    proof = prove(one, 500)
    assert proof.states <= 501 + len(one.scenes) * 3
    assert list(proof.findings) == sorted(proof.findings, key=lambda finding: finding.place)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Correct! The disk drops.", "Correct"),
        ("Wrong. The disk fills.", "Wrong"),
        ("Well done, it works.", "Well done"),
        ("Good call: it works.", "Good call"),
        ("Right after lunch the pager goes off.", ""),
        ("The wrong disk.", ""),
        ("Good morning. Nobody woke up.", ""),
        ("Wrong-footed, you look again.", ""),
    ],
)
def test_an_outcome_that_grades_is_told_from_one_that_tells(text: str, grade: str) -> None:
    assert grading(words(text)) == grade
