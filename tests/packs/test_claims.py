"""Claims as text: what is read, every problem at its place, and that one mistake does not take the others along."""

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tutor.model.checks import Subject, Word
from tutor.model.claims import Claim
from tutor.model.layout import plain_runs
from tutor.packs.codes import MESSAGES
from tutor.packs.folder import read_pack
from tutor.packs.reading import read_file

ROOT = Path(__file__).parents[2]

CLAIM = """\
- id: hard-keeps-untracked
  says: "`git reset --hard` leaves untracked files alone"
  backs: [hard-survives, undo]
  needs: [git]
  setup: |
    git init -q .
    echo keep > new.txt
  run: git reset -q --hard
  expect: [{exit: 0}, {file: new.txt, has: keep}, {run: ls, lines: 1}]
  control: {run: git clean -fdq}
"""
SECOND = CLAIM.replace("hard-keeps-untracked", "another")


def read(text: str) -> tuple[Claim, ...]:
    found = read_file("kit", "claims/undo.yaml", text.encode())
    assert found.problems == ()
    return found.claims


def problems(text: str) -> list[tuple[str, int, int]]:
    found = read_file("kit", "claims/undo.yaml", text.encode())
    return [(problem.code, problem.place.line, problem.place.column) for problem in found.problems]


def test_a_claim_is_read_as_it_is_written() -> None:
    (claim,) = read(CLAIM)
    assert claim.name == "kit/hard-keeps-untracked"
    assert plain_runs(claim.says) == "`git reset --hard` leaves untracked files alone"
    assert claim.backs == ("kit/hard-survives", "kit/undo")
    assert claim.needs == ("git",)
    assert claim.setup == "git init -q .\necho keep > new.txt"
    assert claim.control == (("run", "git clean -fdq"),)
    assert str(claim.place) == "claims/undo.yaml:1:3"
    assert [(check.subject, check.of, check.word, check.value) for check in claim.expect] == [
        (Subject.RUN, "", Word.EXIT, 0),
        (Subject.FILE, "new.txt", Word.HAS, "keep"),
        (Subject.RUN, "ls", Word.LINES, 1),
    ]
    assert claim.expect[0].written == "run: ends with status 0"


def test_the_twin_differs_in_what_the_control_gives() -> None:
    (claim,) = read(CLAIM)
    assert (claim.twin.setup, claim.twin.run) == (claim.setup, "git clean -fdq")


def test_every_command_is_listed_for_whoever_must_trust_it() -> None:
    (claim,) = read(CLAIM)
    assert claim.commands == (
        ("setup", "git init -q .\necho keep > new.txt"),
        ("run", "git reset -q --hard"),
        ("check", "ls"),
        ("control run", "git clean -fdq"),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("leaves untracked", "spares untracked"),
        ("echo keep", "echo kept"),
        ("-q --hard\n", "--hard\n"),
        ("lines: 1", "lines: 2"),
        ("-fdq", "-fdqx"),
        ("needs: [git]", "needs: [git, ls]"),
    ],
)
def test_another_digest_for_another_claim(old: str, new: str) -> None:
    assert read(CLAIM)[0].digest != read(CLAIM.replace(old, new))[0].digest


def test_the_same_digest_elsewhere_in_the_file_and_for_other_items() -> None:
    moved = read(SECOND + CLAIM.replace("[hard-survives, undo]", "[undo]"))[1]
    assert moved.digest == read(CLAIM)[0].digest


LINES = CLAIM.split("\n")
# code: (the file, line, column)
CASES = {
    "E801": ("id: one\nsays: two\n", 1, 1),
    "E802": (CLAIM.replace("{run: git clean", "{exit: git clean"), 10, 13),
    "E803": (CLAIM.replace("git clean -fdq", "git reset -q --hard"), 10, 3),
    "E804": (CLAIM.replace("[{exit: 0}, {file: new.txt, has: keep}, {run: ls, lines: 1}]", "[]"), 9, 3),
    "E805": (CLAIM + CLAIM, 11, 7),
}
WHEN_RUN = {"E851", "E852", "E853", "E854", "E855", "E856", "W851"}  # in tests/services/test_verifying.py
OF_LOCKS = {"W861", "W862", "W863"}  # in tests/services/test_verified.py


@pytest.mark.parametrize("code", CASES)
def test_a_code_is_reported_where_its_cause_stands(code: str) -> None:
    text, line, column = CASES[code]
    assert problems(text) == [(code, line, column)]
    left = read_file("kit", "claims/undo.yaml", text.encode()).claims
    assert [claim.id for claim in left] == (["hard-keeps-untracked"] if code == "E805" else [])


def test_the_codes_are_the_same_here_and_in_the_program() -> None:
    ours = {code for code in MESSAGES if code[1] == "8"}
    assert CASES.keys() | WHEN_RUN | OF_LOCKS == ours


@pytest.mark.parametrize("key", ["id", "says", "backs", "run", "expect", "control"])
def test_what_a_claim_cannot_do_without_is_missed_at_the_claim(key: str) -> None:
    text = SECOND + re.sub(rf"(?m)^(- |  ){key}:.*\n", r"\1", CLAIM) if key == "id" else ""
    text = text.replace("-   says", "- says") or SECOND + re.sub(rf"(?m)^  {key}:.*\n", "", CLAIM)
    assert problems(text) == [("E020", 11, 3)]
    found = read_file("kit", "claims/undo.yaml", text.encode())
    assert [claim.id for claim in found.claims] == ["another"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("control: {run: git clean -fdq}", "control: {}", "E803"),
        ("control: {run: git clean -fdq}", "control: git clean -fdq", "E015"),
        ("{exit: 0}", "{file: a, run: b, has: c}", "E702"),
        ("{exit: 0}", "{}", "E703"),
        ("{exit: 0}", "{exists: true}", "E704"),
        ("{exit: 0}", "{file: ../a, has: c}", "E705"),
        ("{exit: 0}", "{lines: many}", "E706"),
        ("{exit: 0}", "{exit: 0, else: Why}", "W004"),
        ("needs: [git]", "needs: [/usr/bin/git]", "E709"),
        ("needs: [git]", "neds: [git]", "W004"),
        ("hard-keeps-untracked", "Hard Keeps", "E019"),
        ("backs: [hard", "backs: [Hard", "E019"),
        ("run: git reset -q --hard", "run: git reset  -q #hard", "E021"),
    ],
)
def test_what_could_mean_anything_else_is_said(old: str, new: str, code: str) -> None:
    new = new.replace("-q #", "-q" + " #")
    assert code in {found for found, _, _ in problems(CLAIM.replace(old, new))}


@pytest.mark.parametrize(
    "text",
    [
        "- &a {id: b}\n- *a\n",
        "- !!python/object:os.system {id: b}\n",
        "[" * 50_000,
        "- id: a\n  id: a\n",
        "- text\n- [list]\n",
        "- id: a\n---\n- id: b\n",
        "- {id: a, says: b",
        "\x00- id: a\n",
        "- id: \xff\n",
        "- id: a\n\tsays: b\n",
    ],
)
def test_hazards_of_yaml_are_problems(text: str) -> None:
    found = read_file("kit", "claims/undo.yaml", text.encode("latin-1"))
    assert found.claims == ()
    assert any(problem.is_error for problem in found.problems)


@given(
    st.lists(st.sampled_from([*LINES, "- ", "  ", "{", "}", "[", "control:", "x: y", "&a", "*a", "# c"]), max_size=30)
)
def test_no_file_of_claims_makes_a_traceback(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = read_file("kit", "claims/undo.yaml", text.encode())
    assert all(claim.expect and claim.control and claim.run for claim in found.claims)


LESSON = "---\ntitle: First\nwhy: It matters.\nessence: Look first.\nminutes: 3\n---\nText\n"
QUIZ = "---\ntitle: Ask\nteaches: [first]\n---\n## The ==1::a== and ==2::b==. {#trees}\n> So.\n"


def test_what_it_backs_is_looked_for_in_the_whole_pack(tmp_path: Path) -> None:
    files = {
        "pack.yaml": "format: 1\npack: kit\ntitle: Kit\n",
        "lessons/first.md": LESSON,
        "quizzes/ask.md": QUIZ,
        "claims/a.yaml": CLAIM.replace("[hard-survives, undo]", "[first, trees, other/thing, frist]"),
        "claims/b.yaml": CLAIM.replace("[hard-survives, undo]", "[ask]"),
        "claims/notes.md": "not read",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    found = read_pack(str(tmp_path))
    assert [(problem.code, str(problem.place)) for problem in found.problems] == [
        ("E404", "claims/a.yaml:3:38"),
        ("E805", "claims/b.yaml:1:7"),
    ]
    assert "did you mean 'first'?" in found.problems[0].hint
    assert [claim.place.path for claim in found.claims] == ["claims/a.yaml"]


def test_a_claim_may_be_called_as_what_it_backs(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "claims").mkdir()
    (tmp_path / "pack.yaml").write_text("format: 1\npack: kit\ntitle: Kit\n")
    (tmp_path / "lessons/first.md").write_text(LESSON)
    (tmp_path / "claims/a.yaml").write_text(
        CLAIM.replace("hard-keeps-untracked", "first").replace("[hard-survives, undo]", "[first]")
    )
    found = read_pack(str(tmp_path))
    assert found.problems == ()
    assert (len(found.items), len(found.claims)) == (1, 1)
