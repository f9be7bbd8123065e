"""Files that were meant to be read: told with the right place, and nothing else is."""

from pathlib import Path

import pytest

from tutor.packs.misplaced import misplaced

LESSON = "---\ntitle: U\nwhy: w\nessence: e\nminutes: 1\n---\nText\n"


def told(folder: Path, *files: str, text: str = LESSON) -> list[str]:
    for path in ("pack.yaml", *files):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    found = misplaced(str(folder))
    assert {problem.code for problem in found} <= {"W408"}
    return [f"{problem.place.path}: {problem.hint}" for problem in found]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("lesson/u.md", "move it to lessons/u.md"),
        ("Lessons/u.md", "move it to lessons/u.md"),
        ("quizes/u.md", "move it to quizzes/u.md"),
        ("lessons/sub/v.md", "move it to lessons/v.md"),
        ("u.md", "move it to lessons/u.md"),
        ("claims/more.yml", "rename it to claims/more.yaml"),
        ("drills/night.yml", "rename it to drills/night.yaml"),
        ("lessons/tabs.MD", "rename it to lessons/tabs.md"),
        ("aids/u.markdown", "rename it to aids/u.md"),
    ],
)
def test_what_lies_in_the_wrong_place_is_told_with_the_right_one(tmp_path: Path, path: str, hint: str) -> None:
    assert told(tmp_path, path) == [f"{path}: {hint}"]


def test_an_item_outside_of_all_folders_is_known_by_its_keys(tmp_path: Path) -> None:
    assert told(tmp_path, "a.md", text="---\ntitle: A\naid: checklist\n---\n") == ["a.md: move it to aids/a.md"]
    assert told(tmp_path, "q.md", text="---\ntitle: Q\nteaches: [a]\n---\n")[-1] == "q.md: move it to quizzes/q.md"


def test_what_else_is_kept_in_a_pack_is_not_mentioned(tmp_path: Path) -> None:
    others = ("README.md", "CHANGELOG.md", "LICENSE", ".github/workflows/check.yml", "docs/lessons/u.md", "notes/u.md")
    assert told(tmp_path, *others, "verified.lock", text="# Read me\n") == []
    assert (
        told(tmp_path, "lessons/u.md", "drills/n.yaml", "claims/c.yaml", "lessons/picture.png", "lessons/u.md~") == []
    )
    assert told(tmp_path, "lessons/sub/README.md", "lessons/.u.md.swp", "lessons/.hidden/u.md") == []


def test_a_folder_that_leads_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "again").symlink_to(tmp_path / "lessons")
    assert len(told(tmp_path, "lessons/sub/v.md")) < 10
