"""Checking packs: which problems of which files, kept results, and the lines they are about."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tutor.errors import NotFound
from tutor.model.problems import Place, Problem
from tutor.places import Places
from tutor.services import checking
from tutor.services.author_reading import Job, read_for_author
from tutor.services.check_cache import CheckCache
from tutor.services.checking import check
from tutor.services.excerpts import Excerpts
from tutor.services.watching import watched

TODAY = date(2026, 11, 22)
WritePack = Callable[..., Path]


def lesson(body: str, more: str = "") -> str:
    head = f"title: T\nwhy: w\nessence: e\nminutes: 3\nsources: [x]\nverified: 2026-11-20\n{more}"
    return f"---\n{head}---\n{body}\n"


def said(found: list[checking.Checked]) -> list[str]:
    return [f"{problem.place} {problem.code}" for one in found for problem in one.problems]


@pytest.fixture
def kit(tmp_path: Path, write_pack: WritePack) -> Path:
    return write_pack(tmp_path / "kit", {"lessons/a.md": lesson("[[b]]"), "lessons/b.md": lesson("- [x] a")})


def test_problems_stand_in_the_order_of_files_and_lines(kit: Path) -> None:
    (kit / "lessons" / "a.md").write_text(lesson("[[c]]\n\n[[Bad One]] and [[d]]", "minuts: 3\n"))
    assert said(check([str(kit)], TODAY)) == [
        "lessons/a.md:8:1 W004",
        "lessons/a.md:10:1 E404",
        "lessons/a.md:12:1 W005",
        "lessons/a.md:12:17 E404",
        "lessons/b.md:9:1 E116",
    ]


def test_a_path_in_a_pack_has_only_its_own_problems_told(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kit / "lessons" / "a.md").write_text(lesson("[[c]]"))
    assert said(check([str(kit / "lessons" / "b.md")], TODAY)) == ["lessons/b.md:9:1 E116"]
    monkeypatch.chdir(kit / "lessons")
    assert said(check(["a.md", "a.md"], TODAY)) == ["lessons/a.md:9:1 E404"]
    assert said(check(["."], TODAY)) == ["lessons/a.md:9:1 E404", "lessons/b.md:9:1 E116"]
    (kit / "pack.yaml").write_text("format: 1\npack: kit\ntitle: Kit\ntitel: Kit\n")
    assert said(check(["."], TODAY)) == ["lessons/a.md:9:1 E404", "lessons/b.md:9:1 E116"]
    (kit / "pack.yaml").write_text("format: 1\npack: kit\ntitle: Kit\n")
    with pytest.raises(NotFound):
        check([str(kit / "lessons" / "c.md")], TODAY)


def test_the_day_is_what_makes_a_fact_old(kit: Path, places: Places) -> None:
    assert said(check([str(kit / "lessons" / "a.md")], TODAY, places)) == []
    later = date(2027, 11, 22)
    assert said(check([str(kit / "lessons" / "a.md")], later, places)) == ["lessons/a.md:7:11 W011"]


# What is kept


def read_paths(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are read from now on."""
    read: list[str] = []

    def reading(job: Job) -> object:
        read.append(job.path)
        return read_for_author(job)

    monkeypatch.setattr(checking, "read_for_author", reading)
    return read


def age(kit: Path) -> None:
    """Files get the stamp of an hour ago, as files have that nobody is writing."""
    for path in kit.rglob("*.md"):
        os.utime(path, (path.stat().st_atime - 3600, path.stat().st_mtime - 3600))


def test_only_what_changed_is_read_again(kit: Path, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check([str(kit)], TODAY, places)
    read = read_paths(monkeypatch)
    assert check([str(kit)], TODAY, places) == first
    assert read == []
    age(kit)  # another stamp, the same content
    assert check([str(kit)], TODAY, places) == first
    assert read == []
    (kit / "lessons" / "b.md").write_text(lesson("Text"))
    assert said(check([str(kit)], TODAY, places)) == []
    assert read == ["lessons/b.md"]


def test_what_another_program_kept_is_not_taken(kit: Path, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    check([str(kit)], TODAY, places)
    read = read_paths(monkeypatch)
    monkeypatch.setattr(checking, "program_stamp", lambda: "another")
    check([str(kit)], TODAY, places)
    assert read == ["lessons/a.md", "lessons/b.md"]
    (kit / "pack.yaml").write_text("format: 1\npack: kat\ntitle: Kit\n")  # full names begin with another id now
    del read[:]
    assert said(check([str(kit)], TODAY, places)) == ["lessons/b.md:9:1 E116"]
    assert read == ["lessons/a.md", "lessons/b.md"]


@pytest.mark.parametrize("harm", ["cut", "turned", "emptied", "noise", "folder"])
def test_a_damaged_cache_is_as_none(kit: Path, places: Places, harm: str) -> None:
    fresh = check([str(kit)], TODAY, places)
    (file,) = Path(places.checks).iterdir()
    data = bytearray(file.read_bytes())
    place = data.index(b"E116")
    data[place : place + 4] = b"E117"
    harmed = {"cut": bytes(data[:-20]), "turned": bytes(data), "emptied": b"", "noise": os.urandom(500)}
    if harm == "folder":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(harmed[harm])
    assert check([str(kit)], TODAY, places) == fresh


def test_where_nothing_can_be_kept_the_same_is_found(kit: Path, places: Places) -> None:
    fresh = check([str(kit)], TODAY)
    Path(places.cache).parent.mkdir(parents=True, exist_ok=True)
    Path(places.cache).write_text("a file where a folder is due")
    assert check([str(kit)], TODAY, places) == fresh
    assert check([str(kit)], TODAY, places) == fresh


def test_nothing_is_kept_of_a_file_that_could_not_be_read(kit: Path, places: Places) -> None:
    (kit / "lessons" / "b.md").write_bytes(b"x" * (9 * 1024 * 1024))
    assert "lessons/b.md:1:1 E003" in said(check([str(kit)], TODAY, places))
    assert list(CheckCache(places, str(kit), checking.program_stamp()).load("kit")) == ["lessons/a.md"]


QUESTIONS = ["## Q {#q}\n- = x", "## Q {#q}\n- [x] a\n- [ ] b\n\n> So."]
BODIES = st.sampled_from([*QUESTIONS, "Text", "[[a]] [[b]]", "[[c]]", "- [x] lost", "\u200b", ""])
NAMES = st.sampled_from(["lessons/a.md", "lessons/b.md", "quizzes/c.md", "aids/d.md", "drills/e.md", "pack.yaml"])
EDITS = st.lists(st.tuples(NAMES, st.one_of(st.none(), BODIES), st.sampled_from(["", "id: a\n", "teaches: [a]\n"])))


@given(edits=EDITS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_kept_results_are_what_a_fresh_check_finds_after_any_edits(
    places: Places, edits: list[tuple[str, str | None, str]]
) -> None:
    kit = tempfile.mkdtemp(prefix="kit-")
    try:
        Path(kit, "lessons").mkdir()
        Path(kit, "pack.yaml").write_text("format: 1\npack: kit\ntitle: Kit\n")
        for name, body, more in edits:
            path = Path(kit, name)
            if body is None or name == "pack.yaml":
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(exist_ok=True)
                path.write_text(lesson(body, more))
            if name == "pack.yaml" and body is not None:
                path.write_text(f"format: 1\npack: {'kat' if more else 'kit'}\ntitle: {body!r}\n")
            assert check([kit], TODAY, places) == check([kit], TODAY)
    finally:
        shutil.rmtree(kit)


# The line of a problem


@pytest.mark.parametrize(
    ("raw", "column", "line", "before"),
    [
        ("plain text", 7, "plain text", 6),
        ("\ttab\there", 6, "    tab    here", 11),
        ("漢字 here", 4, "漢字 here", 5),
        ("e\u0301e\u0301 x", 6, "e\u0301e\u0301 x", 3),
        ("red \x1b[31m\u202e", 5, "red [31m", 4),
        ("ends", 9, "ends", 4),
        ("x" * 60 + " " + "y" * 60, 62, "x" * 60 + " " + "y" * 39 + "…", 61),
        ("x" * 200 + "!" + "y" * 200, 201, "…" + "x" * 50 + "!" + "y" * 48 + "…", 51),
    ],
)
def test_a_mark_stands_below_the_place(tmp_path: Path, raw: str, column: int, line: str, before: int) -> None:
    (tmp_path / "a.md").write_text(f"first\n{raw}\n", encoding="utf-8")
    excerpt = Excerpts(str(tmp_path)).of(Problem(Place("a.md", 2, column), "E101", "m"))
    assert excerpt is not None
    assert (excerpt.line, excerpt.before) == (line, before)


def test_where_there_is_nothing_to_see_nothing_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("\n  \n")
    excerpts = Excerpts(str(tmp_path))
    for path, line in (("a.md", 1), ("a.md", 2), ("a.md", 9), ("none.md", 1), (".", 1)):
        assert excerpts.of(Problem(Place(path, line), "E101", "m")) is None


# Watching


def test_a_save_tells_what_is_new_and_what_is_mended(kit: Path, places: Places) -> None:
    pytest.importorskip("watchfiles")
    changes = watched([str(kit)], places)
    first = next(changes)
    assert [problem.code for _, problem in first.new] == ["E116"]
    (kit / "lessons" / "b.md").write_text(lesson("Moved down.\n\n- [x] a\n\n[[c]]"))
    second = next(changes)
    assert [problem.code for _, problem in second.new] == ["E404"]
    assert second.mended == ()
    assert [str(problem.place) for problem in second.checked[0].problems] == ["lessons/b.md:11:1", "lessons/b.md:13:1"]
    (kit / "lessons" / "b.md").write_text(lesson("Text"))
    assert sorted(problem.code for _, problem in next(changes).mended) == ["E116", "E404"]
    shutil.rmtree(kit)
    gone = next(change for change in changes if change.trouble or not change.checked[0].pack)
    assert gone.trouble is None or "no such" in str(gone.trouble)


def test_the_first_check_of_a_path_that_is_not_there_is_an_error(places: Places) -> None:
    with pytest.raises(NotFound):
        next(watched(["nowhere"], places))


def test_from_a_folder_in_a_folder_the_pack_around_is_checked(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kit / "lessons" / "sub").mkdir()
    (kit / "lessons" / "sub" / "c.md").write_text(lesson("Text"))
    monkeypatch.chdir(kit / "lessons" / "sub")
    assert said(check(["."], TODAY)) == ["lessons/sub/c.md:1:1 W408"]
    with pytest.raises(NotFound, match=r"(?s)no part of the pack.*lessons/c\.md"):
        check(["c.md"], TODAY)


def test_what_is_no_pack_and_no_part_of_one_is_an_error(kit: Path, tmp_path: Path) -> None:
    (kit / "README.md").write_text("# Read me\n")
    with pytest.raises(NotFound, match="no part of the pack"):
        check([str(kit / "README.md")], TODAY)
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound, match="there is no pack here"):
        check([str(tmp_path / "empty")], TODAY)
    (tmp_path / "empty" / "lessons").mkdir()
    assert said(check([str(tmp_path / "empty")], TODAY)) == ["pack.yaml:1:1 E402"]


def test_claims_to_be_run_again_are_told_after_what_is_to_be_mended(kit: Path) -> None:
    claim = "- id: c\n  says: s\n  backs: [a]\n  run: echo a\n  expect: [{exit: 0}]\n  control: {run: exit 1}\n"
    (kit / "claims").mkdir()
    (kit / "claims" / "first.yaml").write_text(claim)
    assert said(check([str(kit)], TODAY)) == ["lessons/b.md:9:1 E116", "claims/first.yaml:1:7 W861"]
