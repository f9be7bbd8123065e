"""`tutor ids` on whole packs: what is taken, what is written where, and what becomes of ids that are gone."""

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.errors import TutorError
from tutor.model.problems import Problem
from tutor.packs.folder import read_pack
from tutor.places import Places
from tutor.services import identifying
from tutor.services.earlier import Present, id_problems
from tutor.services.identifying import Identified, identify
from tutor.services.last_commit import last_commit
from tutor.services.library import refresh
from tutor.services.replacing import Edited, replace_file

PACK = "format: 1\npack: kit\ntitle: Kit\n"
QUIZ = "---\ntitle: Ask\nteaches: [first]\n---\n"
LESSON = "---\ntitle: First\nwhy: w\nessence: e\nminutes: 3\n---\nText\n"
KEPT = "## What survives? {#survives}\n- [x] files\n- [ ] edits\n"


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    folder = tmp_path / "kit"
    for name, text in {"pack.yaml": PACK, "lessons/first.md": LESSON, "quizzes/ask.md": QUIZ + KEPT}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


Ids = Callable[..., Identified]


@pytest.fixture
def ids(kit: Path, places: Places) -> Ids:
    def ids(*, dry: bool = False, renames: bool = False, path: str = "") -> Identified:
        (found,) = identify([str(kit / path)], places, str(kit.parent), dry=dry, renames=renames)
        return found

    return ids


def git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main")
    subprocess.run(["git", "-C", str(folder), *name, *words], check=True, capture_output=True)


def commit(folder: Path) -> None:
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", "--allow-empty")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def gone(kit: Path, places: Places) -> list[Problem]:
    read = read_pack(str(kit))
    return id_problems(Present(str(kit), read.pack, read.files, read.problems), places, str(kit.parent))


def test_an_id_is_new_among_items_questions_and_old_names(kit: Path, ids: Ids) -> None:
    (kit / "pack.yaml").write_text(PACK + "renamed: {old: survives}\n")
    (kit / "quizzes/ask.md").write_text(QUIZ + KEPT + "## First\n> a\n## Old\n> b\n## Survives\n> c\n## Ask\n> d\n")
    (kit / "quizzes/more.md").write_text(QUIZ + "## First\n> a\n")
    found = ids()
    given = [(file.path, new.id, new.line) for file in found.files for new in file.new]
    assert given == [
        ("quizzes/ask.md", "first-2", 8),
        ("quizzes/ask.md", "old-2", 10),
        ("quizzes/ask.md", "survives-2", 12),
        ("quizzes/ask.md", "ask-2", 14),
        ("quizzes/more.md", "first-3", 5),
    ]
    assert (found.written, found.left) == (5, 0)
    assert [problem.code for problem in read_pack(str(kit)).problems] == []
    assert not ids().changes


def test_of_one_file_the_whole_pack_is_read_and_only_that_file_is_written(kit: Path, ids: Ids) -> None:
    (kit / "quizzes/ask.md").write_text(QUIZ + "## First\n> a\n")
    (kit / "quizzes/more.md").write_text(QUIZ + "## First\n> a\n")
    found = ids(path="quizzes/more.md")
    assert [(file.path, file.new[0].id) for file in found.files] == [("quizzes/more.md", "first-2")]
    assert (kit / "quizzes/ask.md").read_text() == QUIZ + "## First\n> a\n"


def test_a_dry_run_writes_nothing(kit: Path, ids: Ids) -> None:
    (kit / "quizzes/ask.md").write_text(QUIZ + "## First\n> a\n")
    before = os.stat(kit / "quizzes/ask.md")
    assert ids(dry=True).changes
    assert (kit / "quizzes/ask.md").read_text() == QUIZ + "## First\n> a\n"
    assert os.stat(kit / "quizzes/ask.md").st_mtime_ns == before.st_mtime_ns


def test_mode_and_links_stay(kit: Path, ids: Ids, tmp_path: Path) -> None:
    path = kit / "quizzes/ask.md"
    path.write_text(QUIZ + "## First\n> a\n")
    path.chmod(0o640)
    (kit / "texts").mkdir()
    path.rename(kit / "texts/ask.md")
    path.symlink_to("../texts/ask.md")
    os.link(kit / "texts/ask.md", tmp_path / "other-name.md")
    ids()
    assert os.readlink(path) == "../texts/ask.md"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o640
    assert (tmp_path / "other-name.md").read_text() == QUIZ + "## First {#first-2}\n> a\n"
    assert sorted(os.listdir(kit / "texts")) == ["ask.md"]


def test_a_file_that_is_edited_meanwhile_is_not_overwritten(
    kit: Path, ids: Ids, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kit / "quizzes/ask.md"
    path.write_text(QUIZ + "## First\n> a\n")
    real = identifying.replace_file

    def edited_before(at: str, before: bytes, after: bytes) -> None:
        path.write_text(QUIZ + "## First!\n> a\n")
        real(at, before, after)

    monkeypatch.setattr(identifying, "replace_file", edited_before)
    found = ids()
    assert found.files[0].refused.startswith("not written: it was changed meanwhile")
    assert (found.written, found.left) == (0, 1)
    assert path.read_text() == QUIZ + "## First!\n> a\n"
    assert os.listdir(kit / "quizzes") == ["ask.md"]


def test_replacing_is_refused_where_the_file_has_grown_or_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"ab")
    with pytest.raises(Edited):
        replace_file(str(path), b"a", b"c")
    with pytest.raises(TutorError, match="no such file"):
        replace_file(str(tmp_path / "b.md"), b"a", b"c")
    assert path.read_bytes() == b"ab"


def test_installed_packs_and_files_that_cannot_be_read_are_refused(kit: Path, places: Places, ids: Ids) -> None:
    (kit / "quizzes/big.md").write_bytes(b"x" * (8 * 1024 * 1024 + 1))
    with pytest.raises(TutorError, match="larger"):
        ids()
    os.makedirs(places.installed)
    kit.rename(Path(places.installed) / "kit")
    with pytest.raises(TutorError, match="installed"):
        identify([os.path.join(places.installed, "kit")], places, str(kit.parent))


# Ids that are gone


def test_an_id_that_was_renamed_since_the_last_commit_is_told_with_the_line_to_write(
    kit: Path, places: Places, ids: Ids
) -> None:
    commit(kit)
    assert gone(kit, places) == []
    edit(kit / "quizzes/ask.md", "{#survives}", "{#hard-survives}")
    (problem,) = gone(kit, places)
    assert str(problem) == (
        "quizzes/ask.md:5:1: W406 survives is called hard-survives since the last commit, and nothing says so"
        " (write in pack.yaml: renamed: {survives: hard-survives})"
    )
    assert ids().left == 1
    found = ids(renames=True)
    assert (found.told, found.left) == ((("survives", "hard-survives"),), 0)
    assert (kit / "pack.yaml").read_text() == PACK + "renamed: {survives: hard-survives}\n"
    assert gone(kit, places) == []


def test_an_id_lost_from_its_heading_is_written_again(kit: Path, places: Places, ids: Ids) -> None:
    commit(kit)
    edit(kit / "quizzes/ask.md", " {#survives}", "")
    assert ids().files[0].new[0].id == "survives"
    assert (kit / "quizzes/ask.md").read_text() == QUIZ + KEPT
    assert gone(kit, places) == []


@pytest.mark.parametrize("broken", [" {#survives", " {#Survives!}"])
def test_an_error_at_the_heading_that_lost_its_id_is_enough(kit: Path, places: Places, ids: Ids, broken: str) -> None:
    commit(kit)
    edit(kit / "quizzes/ask.md", " {#survives}", broken)
    assert gone(kit, places) == []


def test_a_question_that_is_gone_is_told_and_its_id_is_not_given_again(kit: Path, places: Places, ids: Ids) -> None:
    commit(kit)
    (kit / "quizzes/ask.md").write_text(QUIZ + "## Survives\n> Something else altogether.\n")
    assert ids().files[0].new[0].id == "survives-2"
    (problem,) = gone(kit, places)
    assert problem.code == "W407"
    assert "NEW-ID" in problem.hint
    commit(kit)
    assert gone(kit, places) == []


def test_a_renamed_file_is_recognised_by_its_title_or_its_questions(kit: Path, places: Places) -> None:
    commit(kit)
    (kit / "quizzes/ask.md").rename(kit / "quizzes/asked.md")
    edit(kit / "quizzes/asked.md", "title: Ask", "title: Another")
    (kit / "lessons/first.md").rename(kit / "lessons/the-first.md")
    told = [(problem.code, problem.hint.partition("renamed")[2]) for problem in gone(kit, places)]
    assert ("W406", ": {ask: asked}") in told
    assert ("W406", ": {first: the-first}") in told


def test_a_pack_inside_a_larger_repository_is_compared_with_its_own_folder(kit: Path, places: Places) -> None:
    (kit.parent / "pack.yaml").write_text("format: 1\npack: other\ntitle: Other\n")
    (kit.parent / "quizzes").mkdir()
    (kit.parent / "quizzes/x.md").write_text(QUIZ + "## Other {#other}\n> a\n")
    git(kit.parent, "init", "-q")
    commit(kit.parent)
    found = last_commit(str(kit))
    assert found is not None
    assert sorted(found.objects) == ["lessons/first.md", "pack.yaml", "quizzes/ask.md"]
    assert found.read(["quizzes/ask.md"]) == {"quizzes/ask.md": (QUIZ + KEPT).encode()}
    assert [found.has("pack.yaml", PACK.encode()), found.has("pack.yaml", b""), found.has("x", b"")] == [1, 0, 0]


def test_nothing_of_a_repository_is_run(kit: Path, places: Places, tmp_path: Path) -> None:
    commit(kit)
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.sshCommand", "core.pager", "filter.x.smudge", "diff.external", "core.editor"):
        git(kit, "config", key, str(trap))
    git(kit, "config", "remote.o.url", f"ext::{trap}")
    git(kit, "config", "remote.o.promisor", "true")
    git(kit, "config", "extensions.partialClone", "o")
    (kit / ".git/info/attributes").write_text("* filter=x diff=x\n")
    for object in (kit / ".git/objects").glob("??/*"):  # what is missing would be fetched
        if (
            b"survives"
            in subprocess.run(
                ["git", "-C", str(kit), "cat-file", "-p", object.parent.name + object.name],
                capture_output=True,
                check=True,
            ).stdout
        ):
            (tmp_path / "sprung").unlink(missing_ok=True)
            object.chmod(0o600)
            object.unlink()
    (tmp_path / "sprung").unlink(missing_ok=True)
    edit(kit / "quizzes/ask.md", "{#survives}", "{#hard-survives}")
    gone(kit, places)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("harm", ["empty", "no-commit", "broken-head", "file"])
def test_an_odd_repository_is_no_trouble(kit: Path, places: Places, harm: str) -> None:
    if harm == "file":
        (kit / ".git").write_text("gitdir: /nowhere\n")
    else:
        git(kit, "init", "-q")
        if harm == "broken-head":
            (kit / ".git/HEAD").write_text("ref: refs/heads/../../x\n")
        if harm == "empty":
            git(kit, "commit", "-qm", "x", "--allow-empty")
    assert last_commit(str(kit)) is None
    assert gone(kit, places) == []


def test_without_git_the_catalog_says_what_there_was(
    kit: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_PATH", str(kit))
    refresh(places, str(kit.parent)).close()
    assert gone(kit, places) == []
    edit(kit / "quizzes/ask.md", "{#survives}", "{#hard-survives}")
    (kit / "lessons/first.md").rename(kit / "lessons/one.md")
    problems = gone(kit, places)
    assert [(problem.code, problem.place.path) for problem in problems] == [
        ("W406", "lessons/one.md"),
        ("W406", "quizzes/ask.md"),
    ]
    assert "since it was built last" in problems[0].message


def test_a_file_that_cannot_be_read_now_loses_no_ids(kit: Path, places: Places) -> None:
    commit(kit)
    (kit / "quizzes/ask.md").write_bytes(b"\xff")
    assert gone(kit, places) == []


def test_a_rename_onto_an_id_that_lived_beside_it_is_an_error(kit: Path, places: Places) -> None:
    (kit / "quizzes/ask.md").write_text(QUIZ + KEPT + "## Other {#other}\n> So.\n")
    commit(kit)
    (kit / "quizzes/ask.md").write_text(QUIZ + KEPT)
    (kit / "pack.yaml").write_text(PACK + "renamed: {other: survives}\n")
    (problem,) = gone(kit, places)
    assert (problem.code, problem.place.path, problem.place.line, problem.place.column) == ("E409", "pack.yaml", 4, 18)
    commit(kit)
    assert gone(kit, places) == []


def test_renames_in_a_circle_are_an_error(kit: Path) -> None:
    (kit / "pack.yaml").write_text(PACK + "renamed: {a: b, b: a}\n")
    problems = read_pack(str(kit)).problems
    assert [(problem.code, problem.hint) for problem in problems] == [("E408", "they lead in a circle")] * 2


# renamed: in pack.yaml


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("renamed: {a: b}\n", "renamed: {survives: new, a: b}\n"),
        ("renamed: {}  # none yet\n", "renamed: {survives: new}  # none yet\n"),
        ("renamed:\n", "renamed: {survives: new}\n"),
        ("renamed:\n  a: b\n  c: d\n", "renamed:\n  survives: new\n  a: b\n  c: d\n"),
        ("renamed: {a: survives, 'b': \"survives\"}", "renamed: {survives: new, a: new, 'b': \"new\"}"),
        ("order: [first]", "order: [first]\nrenamed: {survives: new}"),
        ("\r\norder: [first]\r\n", "\r\norder: [first]\r\nrenamed: {survives: new}\r\n"),
    ],
)
def test_a_rename_is_written_where_the_others_stand(kit: Path, ids: Ids, before: str, after: str) -> None:
    commit(kit)
    (kit / "pack.yaml").write_bytes((PACK + before).encode())
    edit(kit / "quizzes/ask.md", "{#survives}", "{#new}")
    assert not ids(renames=True).left
    assert (kit / "pack.yaml").read_bytes() == (PACK + after).encode()


def test_where_a_rename_has_no_place_the_line_is_told(kit: Path, ids: Ids) -> None:
    commit(kit)
    (kit / "pack.yaml").write_text("{format: 1, pack: kit, title: Kit}\n")
    edit(kit / "quizzes/ask.md", "{#survives}", "{#new}")
    found = ids(renames=True)
    assert found.left == 2
    assert "renamed: {survives: new}" in found.untold[0].hint
    assert (kit / "pack.yaml").read_text() == "{format: 1, pack: kit, title: Kit}\n"
