"""The house of a preview: one pack, brought up to date by what was saved, and a journal that is scratch paper."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from drill_values import DISK

from tutor.errors import NotFound, TutorError
from tutor.model.events import Verdict
from tutor.places import Places
from tutor.services.drilling import begin
from tutor.services.opening import open_tutor
from tutor.services.preferences import change_setting
from tutor.services.previewing import Preview, Saved
from tutor.services.study import begin_lesson
from tutor.services.trust import TrustState, agree, trust_of

WritePack = Callable[[Path, Mapping[str, str]], Path]
Open = Callable[..., Preview]

LESSON = """\
---
title: Undo
why: It saves you.
essence: Undo it.
minutes: 3
---
One.

## What is undone? {#what-undone}
- [x] All
- [ ] Nothing

---

Two.
"""
LAB = """\
---
title: A note
setup: echo draft > note
checks:
  - {file: note, has: done, else: "Not done."}
solution: echo done > note
---
Write a note.
"""
FILES = {
    "lessons/undo.md": LESSON,
    "aids/look.md": "---\ntitle: Look\naid: procedure\nasks: [look, see]\n---\n1. Look.\n",
    "drills/disk.md": DISK,
    "labs/note.md": LAB,
}


@pytest.fixture
def pack(write_pack: WritePack, tmp_path: Path) -> Path:
    return write_pack(tmp_path / "kit", FILES)


@pytest.fixture
def preview(places: Places, clock: Any) -> Iterator[Open]:
    opened: list[Preview] = []

    def open_it(path: Path) -> Preview:
        opened.append(Preview(str(path), places, clock))
        return opened[-1]

    yield open_it
    for one in opened:
        one.close()


def test_it_holds_this_pack_alone_in_the_order_of_its_kinds(preview: Open, pack: Path) -> None:
    house = preview(pack)
    assert house.pack is not None
    assert house.pack.id == "kit"
    assert [(row.path, row.name, row.title) for row in house.files()] == [
        ("lessons/undo.md", "kit/undo", "Undo"),
        ("aids/look.md", "kit/look", "Look"),
        ("drills/disk.md", "kit/disk", "Disk almost full at 03:12"),
        ("labs/note.md", "kit/note", "A note"),
    ]
    assert house.path_of("kit/what-undone") == "lessons/undo.md"
    assert house.path_of("other/thing") == ""


def test_a_file_names_its_pack_and_several_packs_must_be_told_apart(preview: Open, pack: Path) -> None:
    house = preview(pack / "drills" / "disk.md")
    assert house.folder == str(pack)
    assert house.inside(str(pack / "drills" / "disk.md")) == "drills/disk.md"
    (pack.parent / "more").mkdir()
    (pack.parent / "more" / "pack.yaml").write_text("format: 1\npack: more\ntitle: More\n")
    with pytest.raises(TutorError, match="several packs"):
        preview(pack.parent)
    with pytest.raises(NotFound):
        preview(pack / "nothing")


@pytest.mark.parametrize(
    ("path", "old", "new", "at"),
    [
        ("lessons/undo.md", "Two.", "Three.", 2),
        ("lessons/undo.md", "Nothing", "Not a thing", 1),
        ("lessons/undo.md", "One.", "A line more.\n\nOne.", 0),
        ("lessons/undo.md", "title: Undo", "title: Undo it", -1),
        ("drills/disk.md", "A replica has been down", "A replica went down", 1),
        ("aids/look.md", "title: Look", "title: See", -1),
        ("aids/look.md", "Look.", "Look twice.", 0),
    ],
)
def test_a_save_tells_its_file_and_the_first_part_that_differs(
    preview: Open, pack: Path, path: str, old: str, new: str, at: int
) -> None:
    house = preview(pack)
    file = pack / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    assert house.update() == (Saved(path, at),)
    assert house.update() == ()


def test_a_question_that_was_added_or_taken_out_is_where_it_was(preview: Open, pack: Path) -> None:
    house = preview(pack)
    file = pack / "lessons" / "undo.md"
    file.write_text(LESSON + "\n## And? {#and}\n- = yes\n")
    assert house.update() == (Saved("lessons/undo.md", 3),)
    file.write_text(LESSON)
    assert house.update() == (Saved("lessons/undo.md", 2),)


def test_only_what_changed_is_read_again(preview: Open, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = preview(pack)
    for path in FILES:  # long settled
        os.utime(pack / path, (1_000_000_000, 1_000_000_000))
    house.update()
    from tutor.services import reading_packs

    read = []
    real = reading_packs._read
    monkeypatch.setattr(reading_packs, "_read", lambda job: (read.append(job[2]), real(job))[1])
    monkeypatch.setattr("tutor.catalog.scanning.TICK_NS", 0)
    house.update()
    read.clear()
    (pack / "aids" / "look.md").write_text(FILES["aids/look.md"].replace("1. Look.", "1. See."))
    house.update()
    assert read == ["aids/look.md"]


def test_the_latest_of_several_saves_comes_last_and_a_file_that_is_gone_shows_the_pack(
    preview: Open, pack: Path
) -> None:
    house = preview(pack)
    for second, path in enumerate(("lessons/undo.md", "aids/look.md"), 1):
        (pack / path).write_text((pack / path).read_text() + "\nMore.\n")
        os.utime(pack / path, (2_000_000_000 + second, 2_000_000_000 + second))
    assert [saved.path for saved in house.update()] == ["lessons/undo.md", "aids/look.md"]
    (pack / "aids" / "look.md").unlink()
    assert [saved.path for saved in house.update()] == ["pack.yaml"]
    assert house.row_at("aids/look.md") is None
    (pack / "pack.yaml").write_text("format: 1\npack: kit\ntitle: Another\n")
    assert [saved.path for saved in house.update()] == ["pack.yaml"]
    assert house.pack is not None
    assert house.pack.title == "Another"


def test_errors_are_known_with_the_save_and_all_else_once_it_is_looked_over(preview: Open, pack: Path) -> None:
    house = preview(pack)
    assert house.problems_at("aids/look.md") == ()  # what is no error is found by looking over
    house.look_over()
    warned = house.problems_at("aids/look.md")
    assert warned
    file = pack / "lessons" / "undo.md"
    file.write_text(LESSON.replace("minutes: 3", "minutes: many"))
    house.update()
    row = house.row_at("lessons/undo.md")
    assert row is not None
    assert (row.name, row.kind) == ("", "lesson")
    assert "E016" in [one.code for one in house.problems_at("lessons/undo.md")]
    file.write_text(LESSON)
    house.update()
    assert not any(one.is_error for one in house.problems_at("lessons/undo.md"))
    assert house.looked_over
    assert house.problems_at("aids/look.md") == warned


def test_a_folder_without_a_usable_pack_file_still_says_why(preview: Open, pack: Path) -> None:
    (pack / "pack.yaml").write_text("title: No id\n")
    house = preview(pack)
    assert house.pack is None
    assert house.claims() == []
    assert house.files()[0].path == "lessons/undo.md"
    assert any(one.is_error for one in house.problems_at("pack.yaml"))
    (pack / "pack.yaml").write_text("format: 1\npack: kit\ntitle: Kit\n")
    house.update()
    assert house.row_at("lessons/undo.md") is not None
    assert house.path_of("kit/undo") == "lessons/undo.md"


def test_what_is_done_in_it_reaches_neither_journal_nor_state(
    preview: Open, pack: Path, places: Places, home: Path, clock: Any
) -> None:
    """The learner has this very pack installed, with history: all of it is byte for byte what it was."""
    places.shipped = str(pack.parent)
    tutor = open_tutor(where=places, here=str(home), clock=clock)
    change_setting(tutor, "theme", "light")
    begin(tutor, "kit/disk").choose(0, 1.0)
    tutor.close()
    before = _all_below(home)
    house = preview(pack)
    assert house.tutor.setting("theme") == "light"
    assert house.tutor.journal.drills() == {}
    sitting = begin_lesson(house.tutor, "kit/undo")
    while sitting.screen is not None:
        if hasattr(sitting.screen, "question"):
            sitting.answer((sitting.screen.question.options[0].hash,), 1.0)
        else:
            sitting.turn_page(1.0)
    playing = begin(house.tutor, "kit/disk")
    while not playing.scene.ending:
        playing.choose(0, 1.0)
    answered = [one.event for one in house.tutor.journal.events("kit/what-undone")]
    assert [event.verdict for event in answered if hasattr(event, "verdict")] == [Verdict.RIGHT]
    scratch = Path(house.where.data).parent
    assert scratch.is_dir()
    house.close()
    assert not scratch.exists()
    assert {path: text for path, text in _all_below(home).items() if "/cache/" not in path} == {
        path: text for path, text in before.items() if "/cache/" not in path
    }


def _all_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def test_trust_is_asked_as_always_and_what_was_agreed_to_counts(preview: Open, pack: Path, places: Places) -> None:
    house = preview(pack)
    trust = trust_of(house.tutor, "kit")
    assert trust.state is TrustState.NEW
    agree(house.where, trust)
    assert os.path.exists(places.trust)
    assert trust_of(preview(pack).tutor, "kit").state is TrustState.TRUSTED
    (pack / "labs" / "note.md").write_text(LAB.replace("echo draft", "echo first"))
    house.update()
    assert trust_of(house.tutor, "kit").state is TrustState.CHANGED


def test_ones_own_pack_may_be_called_so_and_an_installed_one_is_told_apart(
    preview: Open, places: Places, write_pack: WritePack
) -> None:
    write_pack(Path(places.own), {"pack.yaml": "format: 1\npack: own\ntitle: Own\n", **FILES})
    own = preview(Path(places.own))
    assert own.pack is not None
    assert own.tutor.catalog.packs()[0].label == "own"
    installed = preview(write_pack(Path(places.installed) / "kit", FILES))
    assert installed.tutor.catalog.packs()[0].label == "installed"
