"""What only the whole pack shows, and packs as folders on disk."""

import os
import sys
from pathlib import Path

import pytest

from tutor.model.items import Quiz
from tutor.packs.folder import LARGEST, pack_files, read_pack

PACK = "format: 1\npack: kit\ntitle: Kit\n"


def lesson(more: str = "", body: str = "Text\n") -> str:
    return f"---\ntitle: T\nwhy: w\nessence: e\nminutes: 3\n{more}---\n{body}"


def quiz(body: str, teaches: str = "a") -> str:
    return f"---\ntitle: T\nteaches: [{teaches}]\n---\n{body}"


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    folder = tmp_path / "kit"
    folder.mkdir()
    return folder


def write(folder: Path, **files: str | bytes) -> None:
    """Files by name; `lessons_a` is lessons/a.md."""
    for name, text in files.items():
        path = folder / ("pack.yaml" if name == "pack" else name.replace("_", "/", 1) + ".md")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def said(folder: Path) -> list[str]:
    return [f"{problem.place} {problem.code}" for problem in read_pack(str(folder)).problems]


def test_order_comes_first_the_rest_by_name(kit: Path) -> None:
    write(
        kit, pack=PACK + "order: [c, b]\n", lessons_a=lesson(), lessons_b=lesson(), quizzes_c=quiz("## Q {#q}\n- = x\n")
    )
    write(kit, lessons_0=lesson())
    assert [item.id for item in read_pack(str(kit)).items] == ["c", "b", "0", "a"]


def test_of_two_equal_ids_the_later_is_left_out_with_both_places_named(kit: Path) -> None:
    write(kit, pack=PACK, lessons_a=lesson(body="## Q {#q}\n- = x\n"), quizzes_a=quiz("## Q {#r}\n- = x\n"))
    write(kit, quizzes_b=quiz("## Q {#q}\n- = x\n\n## R {#r}\n- = x\n"))
    read = read_pack(str(kit))
    assert [str(problem) for problem in read.problems] == [
        "quizzes/a.md:1:1: E403 the id a is given twice, first at lessons/a.md:1:1; this one is left out"
        " (rename one of them)",
        "quizzes/b.md:5:7: E403 the id q is given twice, first at lessons/a.md:7:7; this one is left out"
        " (rename one of them)",
    ]
    assert [item.id for item in read.items] == ["a", "b"]
    assert isinstance(read.items[1], Quiz)
    assert [question.id for question in read.items[1].questions] == ["r"]


def test_all_questions_of_a_repeated_cloze_are_left_out(kit: Path) -> None:
    write(kit, pack=PACK, lessons_a=lesson(body="## Q {#trees}\n- = x\n"))
    write(kit, quizzes_b=quiz("## The ==1::one== or ==2::two== {#trees}\n\n## R {#r}\n- = x\n"))
    read = read_pack(str(kit))
    assert [problem.code for problem in read.problems] == ["E403"]
    assert isinstance(read.items[1], Quiz)
    assert [question.id for question in read.items[1].questions] == ["r"]


def test_names_must_name_something_of_the_right_kind(kit: Path) -> None:
    write(
        kit,
        pack=PACK + "order: [q, gone]\nrenamed: {z: gone}\n",
        lessons_a=lesson("after: [b, far/away]\n", "[[qqq]] [[trees]] [[kit/a]] [[other/x]] [[disk]]\n"),
        quizzes_b=quiz(
            "## Q {#q confuses=trees}\n- = x\n\n## The ==1::one== or ==2::two== {#trees confuses=trees.1}\n"
        ),
        labs_disk="---\ntitle: L\nchecks: [{run: a, exit: 0, else: b}]\nsolution: c\n---\nText\n",
    )
    read = read_pack(str(kit))
    assert [(str(problem.place), problem.code, problem.hint) for problem in read.problems] == [
        ("lessons/a.md:6:9", "E405", ""),
        ("lessons/a.md:8:1", "E404", ""),
        ("lessons/a.md:8:9", "E405", "name trees.1 or trees.2"),
        ("pack.yaml:4:9", "E405", ""),
        ("pack.yaml:4:12", "E404", "delete it there"),
        ("pack.yaml:5:14", "E404", ""),
        ("quizzes/b.md:5:19", "E405", "name trees.1 or trees.2"),
    ]
    assert len(read.items) == 3, "a name that names nothing leaves the item in"


def test_a_hint_names_the_nearest_or_the_new_id(kit: Path) -> None:
    write(kit, pack=PACK + "renamed: {old: undo}\n", lessons_undo=lesson("", "[[old]] [[und]]\n"))
    assert [problem.hint for problem in read_pack(str(kit)).problems] == [
        "it was renamed: undo",
        "did you mean 'undo'?",
    ]


def test_a_chain_of_renames_is_written_flat(kit: Path) -> None:
    write(kit, pack=PACK + "renamed: {x: y, y: z, z: a}\n", lessons_a=lesson())
    assert [problem.hint for problem in read_pack(str(kit)).problems] == ["write x: a", "write y: a"]


def test_lessons_that_wait_for_each_other_are_named(kit: Path) -> None:
    write(kit, pack=PACK, lessons_a=lesson("after: [c]\n"), lessons_b=lesson("after: [a]\n"))
    write(kit, lessons_c=lesson("after: [b]\n"), lessons_d=lesson("after: [a]\n"), lessons_e=lesson())
    problems = read_pack(str(kit)).problems
    assert [(problem.code, problem.message) for problem in problems] == [
        ("W404", "each of these lessons comes after another of them: a, b, c")
    ]


def test_an_item_with_errors_is_left_out_and_the_pack_opens(kit: Path) -> None:
    write(kit, pack=PACK, lessons_a=lesson("minutes: many\n"), lessons_b=lesson("", "[[a]]\n"))
    read = read_pack(str(kit))
    assert [item.id for item in read.items] == ["b"]
    assert [problem.code for problem in read.problems] == ["E011"]


# On disk


def test_without_pack_yaml_all_other_problems_are_told_too(kit: Path) -> None:
    write(kit, lessons_a="Text\n")
    read = read_pack(str(kit))
    assert read.pack is None
    assert read.items == ()
    assert read.problems[0].code == "E402"
    assert "E005" in [problem.code for problem in read.problems]


def test_a_folder_that_is_not_there_is_a_problem(kit: Path) -> None:
    assert said(kit / "none") == [".:1:1 E004"]


def test_a_file_over_the_limit_is_not_read(kit: Path) -> None:
    write(kit, pack=PACK, lessons_b=lesson())
    with open(kit / "lessons" / "a.md", "wb") as file:
        file.truncate(50 * 1024 * 1024)
    read = read_pack(str(kit))
    assert [str(problem) for problem in read.problems] == [
        f"lessons/a.md:1:1: E003 the file is larger than {LARGEST >> 20} MB and was not read (divide it)"
    ]
    assert [item.id for item in read.items] == ["b"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_what_may_not_be_read_is_named(kit: Path) -> None:
    write(kit, pack=PACK, lessons_a=lesson(), quizzes_b=quiz("## Q {#q}\n- = x\n"))
    (kit / "lessons").chmod(0)
    (kit / "quizzes" / "b.md").chmod(0)
    try:
        assert said(kit) == ["lessons:1:1 E004", "quizzes/b.md:1:1 E004"]
    finally:
        (kit / "lessons").chmod(0o755)


def test_a_folder_without_permission_is_named(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(kit, pack=PACK, lessons_a=lesson())
    listed = os.listdir

    def refuse(path: str) -> list[str]:
        if path.endswith("lessons"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "listdir", refuse)
    read = read_pack(str(kit))
    assert [str(problem) for problem in read.problems] == ["lessons:1:1: E004 cannot be read: permission denied"]
    assert read.pack is not None


def test_links_pipes_and_odd_names(kit: Path, tmp_path: Path) -> None:
    write(kit, pack=PACK, lessons_a=lesson())
    (tmp_path / "secret.md").write_text(lesson())
    lessons = kit / "lessons"
    (lessons / "out.md").symlink_to(tmp_path / "secret.md")
    (lessons / "loop.md").symlink_to("loop.md")
    (lessons / "inside.md").symlink_to("a.md")
    (lessons / "folder.md").mkdir()
    (lessons / ".hidden.md").write_text("x")
    (lessons / "notes.txt").write_text("x")
    (lessons / "red\x1b[31m.md").write_text("x")
    os.mkfifo(lessons / "pipe.md")
    (kit / "quizzes").symlink_to(kit)
    assert pack_files(str(kit)) == [
        "pack.yaml",
        *(f"lessons/{name}.md" for name in ("a", "folder", "inside", "loop", "pipe")),
    ]
    assert said(kit) == [
        "lessons/out.md:1:1 W003",
        r"'lessons/red\x1b[31m.md':1:1 W003",
        "lessons/folder.md:1:1 W003",
        "lessons/loop.md:1:1 E004",
        "lessons/pipe.md:1:1 W003",
    ]
    assert [item.id for item in read_pack(str(kit)).items] == ["a", "inside"]


def test_what_cannot_be_read_is_not_blamed_for_what_it_does_not_say(kit: Path) -> None:
    broken = {"quizzes_latin": b"---\ntitle: \xff\n---\n", "quizzes_empty": b"", "aids_yaml": b"---\ntitle: [\n---\n"}
    write(kit, pack=PACK, quizzes_alone="---\ntitle: T\n---\n## Q {#q}\n- = x\n", **broken)
    codes = [line for line in said(kit) if line.endswith(("W402", "W403"))]
    assert codes == ["quizzes/alone.md:1:1 W402"]
