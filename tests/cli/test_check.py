"""`tutor check` and `tutor explain` as people and programs read them."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from cli_runs import Run
from e2e.terminal import Terminal

from tutor.cli.check_formats import FORMATS

WritePack = Callable[..., Path]
HEAD = "---\ntitle: T\nwhy: w\nessence: e\nminutes: 3\n---\n"


@pytest.fixture
def kit(tmp_path: Path, write_pack: WritePack, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack, seen from its folder, with an error in a file of a difficult name, and a warning."""
    body = f"{HEAD}\t漢 [[Bad One]]\n\n- [x] a, b%: c\n"
    kit = write_pack(tmp_path / "kit", {"lessons/ä 1.md": f"---\nid: one\n{body[4:]}".replace("\t", "")})
    monkeypatch.chdir(kit)
    return kit


def test_text_shows_the_line_and_marks_the_place(run: Run, kit: Path) -> None:
    ran = run("check")
    assert ran.code == 1
    lines = ran.out.split("\n")
    place = next(place for place, line in enumerate(lines) if ": W005 " in line)
    assert lines[place] == (
        "lessons/ä 1.md:8:3: W005 [[Bad One]] names no item: an id has small letters, digits and hyphens (write [[id]])"
    )
    assert lines[place + 1 : place + 3] == ["    漢 [[Bad One]]", "       ^"]
    assert "1 pack checked: 1 error, 2 warnings. tutor ids writes all the ids. Why, and" in ran.err
    assert "what to write: tutor explain E116 W005 W010" in ran.err


def test_warnings_fail_only_when_they_are_to(run: Run, kit: Path) -> None:
    (kit / "lessons" / "ä 1.md").write_text(f"---\nid: one\n{HEAD[4:]}Text\n")
    assert run("check").code == 0
    assert run("check", "--strict").code == 1
    (kit / "lessons" / "ä 1.md").unlink()
    assert run("check", "--strict").code == 0


def test_a_file_that_tries_to_steer_the_terminal_is_only_shown(run: Run, kit: Path) -> None:
    (kit / "lessons" / "a\x1b[31m.md").write_text(HEAD)
    (kit / "lessons" / "b.md").write_text(f"{HEAD}\x1b]0;x\x07 [[Bad One]] \u202e\n\x9b1m\n")
    for form in FORMATS:
        out = run("check", "--format", form).out
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out), form


def test_json_is_one_value_whichever_way_it_is_asked_for(run: Run, kit: Path) -> None:
    [one] = run("check", "--json").json
    assert [one] == run("check", "--format", "json").json
    assert (one["folder"], one["pack"]) == (".", "kit")
    assert {problem["level"] for problem in one["problems"]} == {"error", "warning"}
    assert one["problems"][0].keys() == {"path", "line", "column", "code", "level", "message", "hint"}


def test_github_puts_each_problem_beside_its_line(run: Run, kit: Path) -> None:
    lines = run("check", "--format", "github").out.splitlines()
    assert len(lines) == 3
    assert lines[1].startswith(
        "::warning file=lessons/ä 1.md,line=8,col=3,title=W005::[[Bad One]] names no item: an id"
    )
    (kit / "lessons" / "ä 1.md").rename(kit / "lessons" / "a,b%.md")
    assert run("check", "--format", "github").out.startswith("::warning file=lessons/a%2Cb%25.md,line=")


def test_sarif_is_what_the_standard_asks_for(run: Run, kit: Path) -> None:
    """The rules of the 2.1.0 schema for what is written; the whole was held against the schema itself by hand."""
    log = json.loads(run("check", "--format", "sarif", ".", str(kit)).out)
    assert log.keys() == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    [done] = log["runs"]
    assert done["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = done["tool"]["driver"]
    assert driver["name"]
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) == 3
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    for result in done["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        [location] = result["locations"]
        physical = location["physicalLocation"]
        assert physical["region"]["startLine"] >= 1
        assert physical["region"]["startColumn"] >= 1
        assert physical["artifactLocation"]["uri"] == "lessons/%C3%A4%201.md"


def test_sarif_of_nothing_is_a_run_without_results(run: Run, tmp_path: Path, write_pack: WritePack) -> None:
    log = json.loads(run("check", "--format", "sarif", str(write_pack(tmp_path / "kit", {}))).out)
    assert log["runs"][0]["results"] == []


def test_colours_are_for_a_terminal_that_wants_them(kit: Path) -> None:
    plain = {"NO_COLOR": "1"}
    for more, coloured in (({}, True), (plain, False)):
        with Terminal([sys.executable, "-m", "tutor", "check"], env=more) as terminal:
            assert terminal.wait_exit() == 1
            assert (b"\x1b[1;33mW005\x1b[0m" in terminal.output) == coloured


def test_watching_says_what_changed_and_ends_with_ctrl_c(kit: Path) -> None:
    pytest.importorskip("watchfiles")
    command = [sys.executable, "-m", "tutor", "check", "--watch"]
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=plain) as watching,
        ExitStack() as whatever_happens,
    ):
        whatever_happens.callback(watching.kill)
        assert watching.stdout is not None
        until = iter(watching.stdout.readline, "")
        assert any("Watching; ctrl-c ends it." in line for line in until)
        lesson = kit / "lessons" / "ä 1.md"
        lesson.write_text(lesson.read_text().replace("- [x] a, b%: c", "[[nothing]]"))
        said = []
        for line in until:
            said.append(line)
            if "0 errors" in line or "1 error," in line:
                break
        assert any(": E404 " in line for line in said)
        assert any(line.startswith("mended: lessons/ä 1.md: E116 ") for line in said)
        assert not any("W005" in line for line in said)
        watching.send_signal(signal.SIGINT)
        assert watching.wait(20) == 130


def test_watching_without_what_it_needs_says_how_to_get_it(
    run: Run, kit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    ran = run("check", "--watch")
    assert ran.code == 2
    assert "-m pip install watchfiles" in ran.err
    assert run("check", "--watch", "--json").code == 2


def test_explain_shows_a_bad_and_a_good_example(run: Run) -> None:
    ran = run("explain", "e102", "W306")
    assert ran.code == 0
    assert ran.out.startswith(
        "E102 (error): A line among options is none.\n\nBad, below the heading of a question:\n    - "
    )
    assert "\nW306 (warning): " in ran.out
    assert "- [ ] Staged" in ran.out.partition("Good")[2]


def test_explain_names_the_nearest_code_and_lists_them_all(run: Run) -> None:
    ran = run("explain", "E1022")
    assert ran.code == 2
    assert re.search(r"Did you mean E1\d\d\?", ran.err)
    assert "  E102  A line among options is none." in run("explain").out
    codes = run("explain", "--json").json
    assert {"code", "message", "means", "bad", "good", "where", "level"} == codes[0].keys()
    assert run("explain", "E102", "--json").json == [code for code in codes if code["code"] == "E102"]
