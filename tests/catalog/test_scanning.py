"""What lies in the pack folders is seen as it is, and nothing that lies there can stop the look."""

import os
import socket
from pathlib import Path

import pytest

from tutor.catalog.scanning import PACK_FILE, look, scan, settled
from tutor.packs.folder import pack_files
from tutor.places import PackSource

FILES = {
    "lessons/one.md": "x",
    "lessons/two.md": "x",
    "quizzes/a.md": "x",
    "aids/b.md": "x",
    "paths/c.md": "x",
    "drills/d.md": "x",
    "labs/e.md": "x",
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return fill(tmp_path / "packs" / "git", {PACK_FILE: "pack: git", **FILES})


def fill(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def folders(*sources: Path) -> list[str]:
    return [seen.folder for seen in scan(PackSource("team", str(source)) for source in sources)]


def test_a_source_is_a_pack_or_a_folder_of_packs(pack: Path) -> None:
    assert folders(pack) == [str(pack)]
    other = fill(pack.parent / "another", {PACK_FILE: ""})
    assert folders(pack.parent) == [str(other), str(pack)]


def test_a_folder_without_pack_yaml_is_seen_so_that_it_can_be_told(pack: Path) -> None:
    broken = fill(pack.parent / "broken", {"lessons/x.md": ""})
    assert folders(pack.parent) == [str(broken), str(pack)]
    assert folders(broken) == [str(broken)]


def test_packs_may_be_called_as_a_kind_of_items_is(tmp_path: Path) -> None:
    aids = fill(tmp_path / "x" / "aids", {PACK_FILE: "", "aids/b.md": ""})
    lessons = fill(tmp_path / "x" / "lessons", {PACK_FILE: "", "lessons/one.md": ""})
    other = fill(tmp_path / "x" / "other", {PACK_FILE: ""})
    assert folders(tmp_path / "x") == [str(aids), str(lessons), str(other)]
    assert folders(aids) == [str(aids)]


def test_a_folder_that_two_sources_name_is_seen_once(pack: Path) -> None:
    assert folders(pack, pack.parent, pack) == [str(pack)]


def test_what_is_hidden_or_no_folder_is_passed_over(pack: Path) -> None:
    fill(pack.parent, {".git/pack.yaml": "", "README.md": "", ".hidden/lessons/x.md": ""})
    assert folders(pack.parent) == [str(pack)]


def test_the_same_files_are_seen_that_reading_a_pack_reads(pack: Path, tmp_path: Path) -> None:
    fill(
        pack,
        {"README.md": "", "lessons/.hidden.md": "", "lessons/notes.txt": "", "lessons/deep/x.md": "", "x/y.md": ""},
    )
    outside = fill(tmp_path / "outside", {"secret.md": "", "folder/x.md": ""})
    (pack / "lessons" / "out.md").symlink_to(outside / "secret.md")
    (pack / "lessons" / "inside.md").symlink_to(pack / "aids" / "b.md")
    (pack / "lessons" / "umlaut é.md").write_text("")
    (pack / "lessons" / "bell\a.md").write_text("")
    seen = look("team", str(pack))
    assert list(seen.files) == pack_files(str(pack))
    assert "lessons/inside.md" in seen.files
    assert [(path, code) for path, code, _ in seen.troubles] == [
        ("'lessons/bell\\x07.md'", "W003"),
        ("lessons/out.md", "W003"),
    ]


def test_a_kind_of_items_that_lies_elsewhere_is_left_out(pack: Path, tmp_path: Path) -> None:
    fill(tmp_path / "outside", {"x.md": ""})
    fill(pack.parent / "linked", {PACK_FILE: ""})
    (pack.parent / "linked" / "lessons").symlink_to(tmp_path / "outside")
    seen = look("team", str(pack.parent / "linked"))
    assert list(seen.files) == [PACK_FILE]
    assert seen.troubles == (("lessons", "W003", "it leads out of the pack"),)


def test_what_cannot_be_read_is_told_and_nothing_is_raised(pack: Path) -> None:
    (pack / "lessons" / "gone.md").symlink_to(pack / "lessons" / "nowhere.md")
    (pack / "lessons" / "circle.md").symlink_to(pack / "lessons" / "circle.md")
    (pack / "lessons" / "folder.md").mkdir()
    os.mkfifo(pack / "lessons" / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        folder = os.open(pack / "lessons", os.O_RDONLY)
        listening.bind(f"/proc/self/fd/{folder}/socket.md" if os.path.exists("/proc/self/fd") else "socket.md")
        os.close(folder)
    seen = look("team", str(pack))
    assert "lessons/one.md" in seen.files
    assert {path for path, _, _ in seen.troubles} == {
        f"lessons/{name}.md" for name in ("gone", "circle", "folder", "pipe", "socket")
    }


def test_a_folder_that_vanishes_during_the_look_is_told(pack: Path) -> None:
    seen = look("team", str(pack.parent / "gone"))
    assert seen.files == {}
    assert seen.troubles == ((".", "E004", "no such file or directory"),)
    assert [one.troubles[0][1] for one in scan([PackSource("team", str(pack.parent / "gone"))])] == ["E004"]


def test_a_name_that_is_no_text_is_told(pack: Path) -> None:
    os.mkdir(os.fsencode(str(pack.parent)) + b"/\xff")
    (pack.parent / "\x1b[31m").mkdir()
    odd = [seen for seen in scan([PackSource("team", str(pack.parent))]) if seen.troubles]
    assert len(odd) == 2
    assert all(seen.folder.isascii() and seen.folder.isprintable() and not seen.files for seen in odd)


def test_a_change_that_keeps_size_and_time_has_another_stamp(pack: Path) -> None:
    path = pack / "lessons" / "one.md"
    before = look("team", str(pack)).files["lessons/one.md"]
    other = path.with_suffix(".new")
    other.write_text("y")
    os.utime(other, ns=(before[1], before[1]))
    other.replace(path)
    after = look("team", str(pack)).files["lessons/one.md"]
    assert after[:2] == before[:2]
    assert after != before


def test_a_stamp_that_is_too_fresh_to_be_trusted_matches_nothing() -> None:
    stamp = (10, 5_000_000_000, 5_000_000_000, 77)
    assert settled(stamp, at=9_000_000_000) == stamp
    assert settled(stamp, at=5_010_000_000) != stamp
