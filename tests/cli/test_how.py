"""`tutor how` and its neighbours: what stands on stdout, on stderr, and what is remembered."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from cli.cli_runs import Run

from tutor.cli.output import Screen
from tutor.places import places

UNDO = """\
---
title: Undo the last commit
aid: procedure
asks: ["how do I undo the last commit", "committed too early"]
---
1. Take it back.
   ```
   git reset --soft HEAD~1
   ```
   - => the work is staged
2. Look.
   ```
   git status
   ```
"""
BRANCH = """\
---
title: Bring a branch back
aid: checklist
asks: [deleted my branch]
---
- [ ] ! `git reflog` names the commit
- [ ] Undo nothing else
"""
QUIZ = """\
---
title: Undoing
teaches: [undo]
---
## Which option keeps the work? {#keeps}
- = --soft
"""

PACK = {"aids/undo.md": UNDO, "aids/branch.md": BRANCH, "quizzes/undoing.md": QUIZ}


@pytest.fixture
def kit(tiny_pack: Path, write_pack: Callable[[Path, Mapping[str, str]], Path], run: Run) -> Path:
    """A pack of two aids beside the tiny one."""
    return write_pack(tiny_pack.parent / ".tutor" / "kit", PACK)


def test_the_answer_stands_on_stdout_with_what_else_was_found(kit: Path, run: Run) -> None:
    ran = run("how", "undo", "last", "commit")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "Undo the last commit kit/undo (here)"
    assert "     git reset --soft HEAD~1" in lines
    assert any(line.startswith(" 2  ") for line in lines)
    assert "tutor how +" in lines[-1]
    assert "tutor how -" in lines[-1]
    assert "\x1b" not in ran.out


def test_quotes_are_optional_and_so_is_how(kit: Path, run: Run) -> None:
    said = {
        run(*words).out
        for words in (("how", "undo last commit"), ("undo last commit",), ("how", "undo", "last", "commit"))
    }
    assert len(said) == 1


def test_a_first_word_that_is_no_command_asks(kit: Path, run: Run) -> None:
    assert run("committed", "too", "early").out.startswith("Undo the last commit")
    assert run("deleted", "my", "branch").out.startswith("Bring a branch back")


def test_more_words_than_a_command_takes_ask_and_do_nothing_else(kit: Path, run: Run) -> None:
    ran = run("undo", "last", "commit")
    assert ran.code == 0
    assert ran.out.startswith("Undo the last commit")
    assert ran.err == "tutor undo takes no words, so this is looked up and nothing else is done.\n"
    assert run("start", "kit", "now").err.startswith("tutor start takes 1 word,")
    assert run("packs", "--json").code == 0
    assert run("spare", "--lesson", "first", "--plain", typed="").err.count("looked up") == 0


@pytest.mark.parametrize(
    "words", [("undo", "--frob"), ("start", "nowhere"), ("learn", "no-such-id"), ("show", "--frob")]
)
def test_wrong_words_of_a_command_are_usage_with_the_question_as_a_hint(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert f"tutor how {' '.join(words)}" in ran.err


def test_what_is_no_flag_belongs_to_the_question(kit: Path, run: Run) -> None:
    assert run("how", "git", "reset", "--soft", "-q").out.startswith("Undo the last commit")
    assert run("how", "--", "--list", "undo", "commit").out.startswith("Undo the last commit")
    assert run("--", "undo", "last", "commit").out.startswith("Undo the last commit")


def test_flags_may_stand_anywhere(kit: Path, run: Run) -> None:
    for words in (("--tsv", "undo", "commit"), ("undo", "--tsv", "commit"), ("undo", "commit", "--tsv")):
        first = run("how", *words).out.splitlines()[0]
        assert first.split("\t") == ["kit/undo", "Undo the last commit", "kit", str(kit / "aids" / "undo.md")]


def test_json_raw_and_list(kit: Path, run: Run) -> None:
    found = run("how", "undo", "commit", "--json").json
    assert found["aids"][0] == {
        "id": "kit/undo",
        "title": "Undo the last commit",
        "kind": "procedure",
        "pack": "kit",
        "from": "here",
        "path": str(kit / "aids" / "undo.md"),
    }
    assert "git reset --soft HEAD~1" in found["text"]
    assert run("how", "undo", "commit", "--raw").out == UNDO
    assert run("how", "undo", "commit", "--list").out.splitlines()[0] == " 1  Undo the last commit kit/undo (here)"


def test_of_one_pack_only(kit: Path, run: Run) -> None:
    assert run("how", "--pack", "tiny", "count").out.startswith("Count to two")
    assert run("how", "--pack=tiny", "undo", "commit").code == 1
    ran = run("how", "--pack", "nowhere", "count")
    assert (ran.code, ran.out) == (2, "")


def test_wrong_values_of_flags_are_usage(run: Run) -> None:
    assert run("how", "x", "--color", "purple").code == 2
    assert run("how", "x", "--pack").code == 2


def test_exact_corrects_nothing(kit: Path, run: Run) -> None:
    assert run("how", "undo", "comit").err == "comit: taken as commit\n"
    assert run("how", "--exact", "undo", "comit").code == 1


def test_colour_only_where_it_is_wanted(kit: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[1mUndo the last commit\x1b[0m" in run("how", "undo", "commit", "--color", "always").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" in run("how", "undo", "commit", "--color=always").out
    assert "\x1b" not in run("how", "undo", "commit", "--color=never").out


def test_a_number_opens_another_answer_of_the_last_look_up(kit: Path, run: Run) -> None:
    first = run("how", "undo", "branch").out
    named = next(line for line in first.splitlines() if line.startswith(" 2  "))
    second = run("how", "2").out
    assert named[4:].startswith(second.splitlines()[0])
    assert run("how", "1").out.splitlines()[0] == first.splitlines()[0]
    assert (run("how", "9").code, run("how", "9").out) == (1, "")
    assert run("how", "2", "--raw").out.startswith("---\n")


def test_without_a_last_look_up_a_number_is_a_question(kit: Path, run: Run) -> None:
    assert run("how", "97").code == 1


def test_the_outcome_is_told_and_kept(kit: Path, run: Run) -> None:
    run("how", "undo", "last", "commit")
    assert run("how", "+").out == "Noted: kit/undo worked.\n"
    assert run("how", "-").out == "Noted: kit/undo did not work.\n"
    found = bodies("outcome")
    assert [body["worked"] for body in found] == [True, False]
    assert found[0]["question"] == "undo last commit"


def test_an_outcome_without_a_look_up_is_nothing(run: Run) -> None:
    ran = run("how", "+")
    assert (ran.code, ran.out) == (1, "")


def test_what_is_not_found_is_a_wish(kit: Path, run: Run) -> None:
    ran = run("how", "brew", "tee", "xyzzy")
    assert (ran.code, ran.out) == (1, "")
    assert "noted as a wish" in ran.err
    run("how", "Brew", "tee", "xyzzy")
    found = run("wishes", "--json").json
    assert [(wish["question"].lower(), wish["times"]) for wish in found] == [("brew tee xyzzy", 2)]
    assert "brew tee xyzzy" in run("wishes").out.lower()


def test_without_wishes_there_is_nothing_to_list(run: Run) -> None:
    assert run("wishes").code == 1


@pytest.mark.parametrize("words", [(), ("",), ("  ",), ("the", "of"), ("?",)])
def test_an_empty_question_finds_nothing_and_says_how_to_ask(run: Run, words: tuple[str, ...]) -> None:
    ran = run("how", *words)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err


@pytest.mark.parametrize(
    "question",
    ["x" * 10_000, "\x1b[2J\x07\x00", 'a" OR "b', "NEAR(", "\u202eabc", "التراجع", "撤销 提交", "\udcff\udcfe"],
)
def test_hostile_questions_are_questions(kit: Path, run: Run, question: str) -> None:
    ran = run("how", question)
    assert ran.code == 1
    assert "\x1b" not in ran.out + ran.err
    assert run("wishes").code in (0, 1)


def test_the_third_look_up_in_two_weeks_offers_once_to_learn(kit: Path, run: Run) -> None:
    offers = [run("how", "undo", "last", "commit", days=day).err for day in (0, 20, 21, 22, 23)]
    assert ["tutor learn kit/undo" in said for said in offers] == [False, False, False, True, False]
    assert run("learn", "kit/undo").code == 0


def test_an_aid_that_nothing_teaches_is_never_offered(kit: Path, run: Run) -> None:
    assert all("learn" not in run("how", "deleted", "my", "branch").err for _ in range(4))


def test_show_and_list(kit: Path, run: Run) -> None:
    assert run("show", "undo").out.splitlines()[0] == "Undo the last commit kit/undo (here)"
    assert run("show", "kit/undo", "--raw").out == UNDO
    assert run("list").out.splitlines()[:2] == [
        "kit/branch\tchecklist\tBring a branch back\there",
        "kit/undo\tprocedure\tUndo the last commit\there",
    ]
    assert [row.split("\t")[0] for row in run("list", "--tsv", "--pack", "kit").out.splitlines()] == [
        "kit/branch",
        "kit/undo",
    ]
    missing = run("show", "nothing-like-it")
    assert (missing.code, missing.out) == (2, "")


def test_an_aid_that_just_fills_a_screen_is_shown_on_one(kit: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run("show", "undo").out.splitlines()
    screen = Screen()
    monkeypatch.setattr("tutor.cli.show.Screen", lambda _: screen)
    screen.rows = len(whole) + 1
    assert run("show", "undo").out.splitlines() == whole
    screen.rows = len(whole) - whole.count("") + 2
    assert run("show", "undo").out.splitlines() == [
        line for number, line in enumerate(whole) if line or number == whole.index("")
    ]


def test_copy_says_where_it_went(kit: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    ran = run("copy", "undo", "2")
    assert (ran.code, ran.out.splitlines()[1]) == (0, "git status")
    path = ran.out.splitlines()[0].removeprefix("Copied to ").rstrip(":")
    assert Path(path).read_text() == "git status\n"
    which = run("copy", "undo")
    assert (which.code, which.out) == (2, " 1  git reset --soft HEAD~1\n 2  git status\n")
    assert run("copy", "undo", "9").code == 2


def test_index_reads_what_changed_in_place(kit: Path, run: Run) -> None:
    assert "job aids." in run("index").out
    (kit / "aids" / "undo.md").write_text(UNDO.replace("Undo the last", "Take back the last"))
    assert run("how", "undo", "last", "commit").out.startswith("Take back the last commit")


def test_a_damaged_index_is_built_again_and_said(kit: Path, run: Run) -> None:
    run("how", "undo", "last", "commit")
    for path in Path(places().cache).glob("catalog*.sqlite"):
        path.write_bytes(b"not a database " * 400)
    ran = run("how", "undo", "last", "commit")
    assert ran.out.startswith("Undo the last commit")
    assert ran.err == "The catalog was damaged and has been built anew.\n"


def test_a_journal_that_cannot_be_written_changes_nothing(kit: Path, run: Run) -> None:
    run("list")  # the catalog is there
    Path(places().journal).parent.mkdir(parents=True, exist_ok=True)
    Path(places().journal).write_bytes(b"no journal at all " * 100)
    ran = run("how", "undo", "last", "commit")
    assert (ran.code, ran.err) == (0, "")
    assert run("how", "+").code == 2


def test_a_wish_that_cannot_be_noted_is_not_said_to_be(kit: Path, run: Run) -> None:
    assert "noted as a wish" in run("how", "xylophone").err
    Path(places().journal).write_bytes(b"no journal at all " * 100)
    ran = run("how", "xylophone")
    assert (ran.code, ran.err.splitlines()[0]) == (1, "Nothing found.")


def test_a_cache_that_cannot_be_written_is_said_once_and_works(kit: Path, run: Run) -> None:
    Path(places().cache).parent.mkdir(parents=True, exist_ok=True)
    Path(places().cache).write_text("a file where the folder should be")
    ran = run("how", "undo", "last", "commit")
    assert ran.out.startswith("Undo the last commit")
    assert len(ran.err.splitlines()) == 1


def test_a_narrow_screen_has_narrow_lines(kit: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert all(len(line) <= 40 for line in run("how", "undo", "last", "commit").out.splitlines())


# What a look-up may load: nothing that costs more than a plain function.
SLOW = """
argparse ast base64 calendar contextlib dataclasses datetime decimal difflib enum fcntl fractions hashlib inspect json
logging markdown_it pathlib platformdirs pydantic random re rich shutil socket statistics string subprocess tempfile
textual threading traceback typing unicodedata urllib uuid warnings yaml tutor.catalog.reading tutor.journal.store
tutor.learning tutor.model.items tutor.packs tutor.settings
"""
LOOK_UP = """
import sys
before = set(sys.modules)
from tutor.cli.main import main
code = main(sys.argv[2:])
print(code, *(name for name in sys.argv[1].split() if name in set(sys.modules) - before), file=sys.stderr)
"""


def test_a_look_up_loads_nothing_slow(kit: Path, run: Run) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}

    def loaded_by(*words: str) -> str:
        command = [sys.executable, "-c", LOOK_UP, SLOW, *words]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        return done.stderr.splitlines()[-1]

    assert "yaml" in loaded_by("how", "undo", "last", "commit")  # the catalog is built, and the journal made
    loaded_by("index")  # the stamps of files that were just written are settled
    assert loaded_by("how", "undo", "last", "commit") == "0"
    assert loaded_by("undo", "last", "comit") == "0"
    assert loaded_by("how", "--command", "undo last commit") == "0"
    assert loaded_by("show", "kit/undo") == "0 warnings"  # importlib's own, which chooses the command


def bodies(kind: str) -> list[dict[str, object]]:
    import sqlite3

    with sqlite3.connect(places().journal) as db:
        rows = db.execute("SELECT body FROM event WHERE kind = ? ORDER BY time", (kind,)).fetchall()
    db.close()
    return [json.loads(body) for (body,) in rows]


def test_own_aids_with_errors_are_told_once_in_one_line(kit: Path, run: Run) -> None:
    (kit / "aids" / "broken.md").write_text("---\ntitle: Broken\naid: nonsense\nmoment: never\n---\n")
    told = f"kit: left out: 1 item with errors; tutor check {kit}\n"
    assert run("how", "undo", "last", "commit").err == told
    assert run("list").err == told
    assert "tutor check" not in run("how", "2").err


def test_a_folder_of_the_team_that_is_not_there_is_told_and_stops_nothing(
    kit: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_PATH", "/no/such:/nor/this")
    told = "TUTOR_PATH names what is no folder: /no/such, /nor/this\n"
    for words in (("how", "undo", "commit"), ("list",), ("where",), ("packs",)):
        for _ in range(2):  # a second look-up takes the catalog as it is
            ran = run(*words)
            assert (ran.code, ran.err) == (0, told)
    assert run("where", "--json").json["missing"] == ["/no/such", "/nor/this"]
    assert told.strip() in run("doctor").out


def test_the_list_says_where_an_aid_is_from(kit: Path, run: Run) -> None:
    lines = [line.split("\t") for line in run("list").out.splitlines()]
    assert {len(fields) for fields in lines} == {4}
    assert ["kit/undo", "procedure", "Undo the last commit", "here"] in lines
    assert ["tiny/look-here", "procedure", "Count to two", "team"] in lines


def test_a_link_in_an_aid_says_its_title_and_the_id_that_opens_it(kit: Path, run: Run) -> None:
    (kit / "aids" / "linked.md").write_text(
        "---\ntitle: Linked\naid: checklist\nasks: [linked]\n---\n- [ ] See [[undo]] and [[nowhere]]\n"
    )
    out = run("show", "linked").out
    assert "[ ] See Undo the last commit (undo) and nowhere\n" in out
    assert "\x0e" not in run("show", "linked", "--json").out
    assert run("how", "linked").out.startswith("Linked kit/linked (here)\n"), "what is found stays what it was"
