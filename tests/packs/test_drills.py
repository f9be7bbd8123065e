"""Drills are read from both forms to the same model, and everything wrong in them is said at once, at its place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from drill_values import DISK, conditions
from hypothesis import given, strategies as st

from tutor.catalog.reading import Catalog
from tutor.model.codec import dumps, loads
from tutor.model.conditions import LARGEST, Both, Compared, Effect, Either, Flag, Negated, written
from tutor.model.drills import Drill, Ending, LabHandover, Scene
from tutor.model.questions import NOWHERE
from tutor.model.text import Paragraph, plain
from tutor.packs.codes import MESSAGES
from tutor.packs.conditions import At, read_braces, read_condition
from tutor.packs.folder import read_pack
from tutor.packs.reading import ReadFile, read_file
from tutor.packs.source import Source
from tutor.places import Places
from tutor.services.library import refresh

DISK_YAML = """\
title: Disk almost full at 03:12
why: The first ten minutes decide whether the evidence survives.
goal: Restore headroom without destroying evidence
state: {minutes: 0, looked: false}
show: [minutes]
fail: {out of time: minutes >= 30}
scenes:
  - id: page
    title: The pager goes off
    text: |
      `db-1` is 96% full. Writes stop at 100%.
    choices:
      - text: Delete the oldest logs
        to: wiped
        add: {minutes: 5}
        outcome: The disk drops to 71%. At 09:00 audit asks for those logs.
        why: Evidence went before anyone knew the cause. Look first.
      - {text: See what is growing, sound: true, to: cause, set: {looked: true}, add: {minutes: 3},
         outcome: "`du` shows binlogs: +40 GB in one hour."}
      - text: Restart what the runbook names
        to: cause
        add: {minutes: +12}
        outcome: Twelve minutes later the graph climbs exactly as before.
        why: The runbook guesses; two commands would have told you.
      - text: Wait for the day shift
        to: page
        add: {minutes: 10}
        outcome: 97%. Nobody has woken up.
        why: The disk does not wait.
  - id: cause
    title: The cause
    checkpoint: true
    text: A replica has been down since 02:00, so binlogs pile up.
    choices:
      - {text: Restart the replica, sound: true, to: saved, if: looked, add: {minutes: 10}}
      - text: Restart the database
        to: wiped
        add: {minutes: 5}
        outcome: It comes back, replays its logs, and the last hour of evidence is rotated away.
        why: A restart is a change. You had not named the fault yet.
  - {id: wiped, title: Evidence gone, fail: true, text: Space is back. The audit trail is not.}
  - {id: saved, title: Saved, pass: true, text: Binlogs purge themselves. 41 minutes of headroom.}
"""


def read(text: str, path: str = "drills/disk.md") -> ReadFile:
    return read_file("p", path, text.encode())


def drill_of(text: str, path: str = "drills/disk.md") -> Drill:
    found = read(text, path)
    assert isinstance(found.item, Drill), [str(problem) for problem in found.problems]
    return found.item


def without_places(drill: Drill) -> Drill:
    """The same drill, wherever it was written."""

    def scene(one: Scene) -> Scene:
        return replace(one, place=NOWHERE, choices=tuple(replace(choice, place=NOWHERE) for choice in one.choices))

    fail = tuple(replace(rule, place=NOWHERE) for rule in drill.fail)
    return replace(drill, place=NOWHERE, fail=fail, scenes=tuple(map(scene, drill.scenes)))


def front(*lines: str) -> str:
    return "\n".join(("---", "title: T", *lines, "---", ""))


BASE = front("state: {n: 0, on: false}")  # three lines and a closing rule: the body begins in line 5
END = "\n## End {#end .pass}\nOver.\n"


def body(text: str) -> str:
    return BASE + text + END


class TestMarkdown:
    def test_a_drill_is_what_its_text_says(self) -> None:
        drill = drill_of(DISK)
        assert (drill.name, drill.title, drill.start) == ("p/disk", "Disk almost full at 03:12", "page")
        assert drill.state == (("minutes", 0), ("looked", False))
        assert drill.show == ("minutes",)
        (rule,) = drill.fail
        assert (rule.name, rule.ending, rule.condition) == ("out of time", "out-of-time", Compared("minutes", ">=", 30))
        assert [(scene.id, scene.ending, scene.checkpoint) for scene in drill.scenes] == [
            ("page", Ending.NONE, False),
            ("cause", Ending.NONE, True),
            ("wiped", Ending.FAIL, False),
            ("saved", Ending.PASS, False),
        ]
        first, second = drill.scenes[0].choices[:2]
        assert (first.source, first.target, first.sound) == ("Delete the oldest logs", "wiped", False)
        assert (first.place.line, first.place.column) == (12, 3)
        assert [plain(block.runs) for block in first.why if isinstance(block, Paragraph)] == [
            "Evidence went before anyone knew the cause. Look first."
        ]
        assert second.effects == (Effect("minutes", 3, True), Effect("looked", True))
        assert drill.scenes[1].choices[0].condition == Flag("looked")
        assert read(DISK).problems == ()

    def test_the_last_arrow_outside_code_leads_on(self) -> None:
        choice = drill_of(body("## A {#a}\n- [x] Move `a -> b` then c -> end {n +1}\n")).scenes[0].choices[0]
        assert (choice.source, choice.target) == ("Move `a -> b` then c", "end")

    def test_what_is_indented_happens_and_what_is_quoted_is_why(self) -> None:
        text = (
            "## A {#a}\n- [ ] Go -> end\n  It runs.\n\n  ```sh\n  df -h\n  ```\n  > Because.\n  >\n  > Really.\n"
            "- [ ] Stay -> end\n\n  > [!TIP]\n  > Shown at once.\n"
        )
        go, stay = drill_of(body(text)).scenes[0].choices
        assert [type(block).__name__ for block in go.outcome] == ["Paragraph", "Code"]
        assert len(go.why) == 2
        assert [type(block).__name__ for block in stay.outcome] == ["Callout"]

    def test_a_lab_takes_over_and_gives_back(self) -> None:
        found = read(body("## A {#a}\n- [ ] Try it -> lab/undo then end else a\n"))
        assert isinstance(found.item, Drill)
        assert found.item.scenes[0].choices[0].target == LabHandover("p/undo", "end", "a")
        assert ("p/undo", "lab", 6, 17) in found.facts.links

    def test_timers_variants_and_levels_of_headings(self) -> None:
        text = "# A {#a time=20 late=end}\n- [ ] x -> b\n\n### B {#b}\n- [ ] x -> end\n\n"
        drill = drill_of(body(text + "## B2 {#b variant=other}\n- [ ] y -> a\n"))
        assert (drill.scenes[0].seconds, drill.scenes[0].late) == (20, "end")
        assert [scene.variant for scene in drill.variants("b")] == ["", "other"]

    def test_a_list_without_boxes_belongs_to_the_scene(self) -> None:
        scene = drill_of(body("## A {#a}\n- db-1\n- db-2\n\n---\n\n- [ ] go -> end\n")).scenes[0]
        assert len(scene.blocks) == 1
        assert len(scene.choices) == 1


class TestYaml:
    def test_both_forms_come_to_the_same_model(self) -> None:
        assert without_places(drill_of(DISK_YAML, "drills/disk.yaml")) == without_places(drill_of(DISK))
        assert drill_of(DISK_YAML, "drills/disk.yaml").shape == drill_of(DISK).shape

    @given(st.lists(st.tuples(st.sampled_from("nm"), st.integers(-9, 9)), max_size=3), st.none() | conditions)
    def test_effects_and_conditions_too(self, effects: list[tuple[str, int]], condition: object) -> None:
        when = [f"if {written(condition)}"] if condition else []  # type: ignore[arg-type]
        adds = {name: number for name, number in effects if number}
        braces = ", ".join([*(f"{name} {number:+}" for name, number in adds.items()), "looked", *when])
        head = "title: T\nstate: {n: 0, m: 3, looked: false}\n"
        text = f"---\n{head}---\n## A {{#a}}\n- [ ] go -> end {{{braces}}}\n{END}"
        added = ", ".join(f"{name}: {number}" for name, number in adds.items())
        yaml = f"{head}scenes:\n- id: a\n  title: A\n  choices:\n  - text: go\n    to: end\n    set: {{looked: true}}\n"
        yaml += f"    add: {{{added}}}\n" + (f'    if: "{when[0][3:]}"\n' if when else "")
        yaml += "- {id: end, title: End, pass: true, text: Over.}\n"
        assert without_places(drill_of(yaml, "drills/disk.yaml")) == without_places(drill_of(text))

    def test_every_key_has_its_place(self) -> None:
        yaml = (
            "title: T\nstate: {n: 0}\nscenes:\n  - id: A\n    titel: A\n    pass: maybe\n    choices:\n"
            "      - {text: go, to: nowhere, add: {n: x}, if: n >, colour: red}\n      - just text\n  - other\n"
        )
        found = [(problem.code, problem.place.line) for problem in read(yaml, "drills/disk.yaml").problems]
        assert found == [
            ("E617", 4),
            ("E019", 4),
            ("W004", 5),
            ("E018", 6),
            ("E615", 8),
            ("E620", 8),
            ("E620", 8),
            ("W004", 8),
            ("E015", 9),
            ("E015", 10),
        ]

    def test_problems_inside_a_text_stand_where_it_stands(self) -> None:
        yaml = (
            "title: T\nscenes:\n  - id: a\n    title: A\n    pass: true\n    text: |\n      One.\n\n"
            "      > [!LOOK] here\n"
        )
        (problem,) = read(yaml, "drills/disk.yaml").problems
        assert (problem.code, problem.place.line) == ("W006", 9)

    @pytest.mark.parametrize(
        "text", ["scenes: []\ntitle: T\n", "title: T\n", "title: T\nscenes: none\n", "- a\n", "{}"]
    )
    def test_a_drill_without_scenes_is_said_to_have_none(self, text: str) -> None:
        found = read(text, "drills/disk.yaml")
        assert found.item is None
        assert {problem.code for problem in found.problems} & {"E606", "E013"}

    def test_only_drills_are_read_from_yaml(self, tmp_path: Path) -> None:
        for path in ("drills/a.yaml", "lessons/b.yaml", "drills/c.yml"):
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text("x")
        (tmp_path / "pack.yaml").write_text("format: 1\npack: p\ntitle: P\n")
        assert {facts.path for facts in read_pack(str(tmp_path)).files} == {"pack.yaml", "drills/a.yaml"}


# code: (text of drills/d.md, line, column)
CASES: dict[str, tuple[str, int, int]] = {
    "E601": (body("## A\n- [ ] x -> end\n"), 5, 1),
    "E602": (body("## A {#a .checkpont}\n- [ ] x -> end\n"), 5, 10),
    "E603": (body("## A {#a #b}\n- [ ] x -> end\n"), 5, 10),
    "E604": (body("## A {#a}\n- [ ] x -> end\n\n## B {#b .pass .fail}\n"), 8, 16),
    "E605": (body("## A {#a time=20}\n- [ ] x -> end\n"), 5, 6),
    "E606": (BASE, 1, 1),
    "E607": (body("## A {#a}\n- [ ] x -> end\n\n## A2 {#a}\n- [ ] x -> end\n"), 8, 7),
    "E608": (body("## A {#a}\n- [ ] x\n"), 6, 7),
    "E609": (body("## A {#a}\n" + "".join(f"- [ ] x{n} -> end\n" for n in range(10))), 15, 3),
    "E610": (body("## A {#a}\n- [ ] -> end\n"), 6, 3),
    "E611": (body("## A {#a}\n- [ ] x -> end\n\nafter\n"), 8, 1),
    "E612": (body("## A {#a .fail}\n- [ ] x -> end\n"), 6, 3),
    "E613": (body("## A {#a}\nText.\n"), 5, 6),
    "E614": (body("## A {#a}\n- [ ] x -> {n +1}\n"), 6, 12),
    "E615": (body("## A {#a}\n- [ ] x -> ende\n"), 6, 12),
    "E616": (front("state: {n: 0}", "fail: {end: n > 3}") + "## A {#a}\n- [ ] x -> end\n" + END, 9, 8),
    "E617": (body("## {#a}\n- [ ] x -> end\n"), 5, 1),
    "E618": (body("## A {#a}\n- [ ] x -> end {n +1} now\n"), 6, 12),
    "E620": (body("## A {#a}\n- [ ] x -> end {n + +2}\n"), 6, 17),
    "E621": (body("## A {#a}\n- [ ] x -> end {if m > 2}\n"), 6, 20),
    "E622": (body("## A {#a}\n- [ ] x -> end {on +2}\n"), 6, 17),
    "E623": (body("## A {#a}\n- [ ] x -> end {n = 99999999999}\n"), 6, 21),
    "E624": (front("state: {n: soon}") + "## A {#a}\n- [ ] x -> end\n" + END, 3, 12),
    "E625": (front("state: {2n: 1}") + "## A {#a}\n- [ ] x -> end\n" + END, 3, 9),
    "E626": (body("## A {#a}\n- [ ] x -> end {if on, if n > 2}\n"), 6, 24),
    "E627": (body("## A {#a}\n- [ ] x -> end {if on" + " and on" * 200 + "}\n"), 6, 17),
    "E628": (body("## A {#a}\n- [ ] x -> end {if " + "(" * 20 + "on" + ")" * 20 + "}\n"), 6, 36),
    "W601": (body("Above.\n\n## A {#a}\n- [ ] x -> end\n"), 5, 1),
}


@pytest.mark.parametrize("code", CASES)
def test_a_code_is_reported_where_its_cause_stands(code: str) -> None:
    text, line, column = CASES[code]
    found = [problem for problem in read(text, "drills/d.md").problems if problem.code == code]
    assert [(problem.place.line, problem.place.column) for problem in found[:1]] == [(line, column)], [
        str(problem) for problem in read(text, "drills/d.md").problems
    ]


def test_every_code_of_reading_drills_has_a_case() -> None:
    assert CASES.keys() == {code for code in MESSAGES if code[1] == "6" and int(code[1:]) < 650}


def test_all_that_is_wrong_is_said_at_once_and_the_drill_is_left_out() -> None:
    text = body("## A\n- [ ] x\n- [ ] y -> nowhere {m +1}\n")
    found = read(text)
    assert found.item is None
    assert [problem.code for problem in found.problems] == ["E601", "E608", "E615", "E621"]


def at() -> tuple[Source, At]:
    source = Source("p", "drills/d.md")
    return source, At(source, 1, 1)


KNOWN = {"n": 0, "m": 0, "looked": False}


class TestConditions:
    @given(conditions)
    def test_what_is_written_is_read_as_it_was(self, condition: object) -> None:
        source, here = at()
        again = read_condition(written(condition), here, KNOWN)  # type: ignore[arg-type]
        assert source.problems == []
        assert written(again) == written(condition)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("text", "condition"),
        [
            (
                "looked and n > 1 or not looked",
                Either((Both((Flag("looked"), Compared("n", ">", 1))), Negated(Flag("looked")))),
            ),
            (
                "looked and (n > 1 or not looked)",
                Both((Flag("looked"), Either((Compared("n", ">", 1), Negated(Flag("looked")))))),
            ),
            ("not (n=1)", Negated(Compared("n", "=", 1))),
            ("-1<=m", Compared(-1, "<=", "m")),
            ("n != m", Compared("n", "!=", "m")),
        ],
    )
    def test_and_binds_closer_than_or_and_not_closest(self, text: str, condition: object) -> None:
        assert read_condition(text, at()[1], KNOWN) == condition

    @given(st.text(alphabet="nm looked()=<>!and or not 0123456789-+,.;\"'__import__", max_size=40))
    def test_no_text_is_evaluated_or_raises(self, text: str) -> None:
        source, here = at()
        found = read_condition(text, here, KNOWN)
        assert (found is None) == bool(source.problems)
        read_braces(text, here, KNOWN)

    @pytest.mark.parametrize(
        "text", ["__import__('os')", "n.real", "n > 1 > 2", "n == 1", "1", "true", "n >", "looked(", "n ** 2", "not"]
    )
    def test_what_is_no_condition_is_said_to_be_none(self, text: str) -> None:
        source, here = at()
        assert read_condition(text, here, KNOWN) is None
        assert len(source.problems) == 1

    def test_numbers_have_a_limit(self) -> None:
        assert read_condition(f"n < {LARGEST}", at()[1], KNOWN) is not None
        assert read_condition(f"n < {LARGEST + 1}", at()[1], KNOWN) is None


class TestInAPack:
    @pytest.fixture
    def pack(self, places: Places) -> Path:
        folder = Path(places.shipped) / "kit"
        (folder / "drills").mkdir(parents=True)
        (folder / "pack.yaml").write_text("format: 1\npack: kit\ntitle: Kit\norder: [disk]\n")
        (folder / "drills" / "disk.md").write_text(DISK)
        (folder / "drills" / "again.yaml").write_text(DISK_YAML)
        return folder

    @pytest.fixture
    def catalog(self, pack: Path, places: Places) -> Iterator[Catalog]:
        catalog = refresh(places, str(pack))
        yield catalog
        catalog.close()

    def test_drills_are_items(self, catalog: Catalog) -> None:
        rows = catalog.items(kind="drill")
        assert [(row.name, row.title, row.minutes) for row in rows] == [
            ("kit/disk", "Disk almost full at 03:12", 1),
            ("kit/again", "Disk almost full at 03:12", 1),
        ]
        assert catalog.item("kit/disk") == read_file("kit", "drills/disk.md", DISK.encode()).item
        assert catalog.packs()[0].minutes == 0  # of lessons

    def test_a_lab_that_is_not_there_is_said(self, pack: Path) -> None:
        (pack / "drills" / "lab.md").write_text(body("## A {#a}\n- [ ] x -> lab/none then end else a\n"))
        (problem,) = read_pack(str(pack)).problems
        assert (problem.code, str(problem.place)) == ("E404", "drills/lab.md:6:12")

    def test_two_files_with_one_id_are_one_too_many(self, pack: Path) -> None:
        (pack / "drills" / "disk.yaml").write_text(DISK_YAML)
        assert "E403" in {problem.code for problem in read_pack(str(pack)).problems}

    def test_a_drill_goes_through_the_codec(self) -> None:
        assert loads(dumps(drill_of(DISK))) == drill_of(DISK)


@pytest.mark.parametrize("path", ["drills/d.md", "drills/d.yaml"])
def test_a_large_file_of_nothing_but_mistakes_is_given_up_in_time(path: str) -> None:
    scenes = range(3_000)
    text = front() + "".join(f"## A {{#a{n}}}\n- [ ] x -> b{n} {{if}}\n" for n in scenes)
    if path.endswith(".yaml"):
        text = "title: T\nscenes:\n"
        text += "".join(f"- {{id: a{n}, title: A, choices: [{{text: x, to: b{n}, zz: 1}}]}}\n" for n in scenes)
    found = read(text, path)
    assert found.item is None
    assert sum(problem.is_error for problem in found.problems) == 501
    assert "E024" in {problem.code for problem in found.problems}
