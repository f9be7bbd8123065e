"""Editors: what is told to each of them, and on which line things are written."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from drill_values import DISK

from tutor.errors import NotFound, TutorError
from tutor.places import Places
from tutor.services.editors import Spot, editor_command, may_edit, spot_of
from tutor.services.opening import Tutor, open_tutor

LESSON = """\
---
title: Undo
why: It saves you.
essence: Undo it.
minutes: 3
---

The first page.

```yaml
---
```

---

The second page.

## What is undone? {#what-undone}
- [x] All
- [ ] Nothing

---

The third page.

---
The fourth page.
"""
WritePack = Callable[[Path, Mapping[str, str]], Path]


@pytest.fixture
def tutor(places: Places, write_pack: WritePack, clock: Any, home: Path) -> Iterator[Tutor]:
    write_pack(Path(places.own), {"pack.yaml": "format: 1\npack: own\ntitle: Own\n", "lessons/undo.md": LESSON})
    write_pack(Path(places.installed) / "kit", {"drills/disk.md": DISK})
    opened = open_tutor(where=places, here=str(home), clock=clock)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("editor", "told"),
    [
        ("vim", ["vim", "+7", "/a b/undo.md"]),
        ("/usr/bin/nvim -p", ["/usr/bin/nvim", "-p", "+7", "/a b/undo.md"]),
        ("nano", ["nano", "+7", "/a b/undo.md"]),
        ("emacs -nw", ["emacs", "-nw", "+7", "/a b/undo.md"]),
        ("micro", ["micro", "+7", "/a b/undo.md"]),
        ("code --wait", ["code", "--wait", "-g", "/a b/undo.md:7"]),
        ("hx", ["hx", "/a b/undo.md:7"]),
        ("subl -w", ["subl", "-w", "/a b/undo.md:7"]),
        ("ed", ["ed", "/a b/undo.md"]),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_form(
    monkeypatch: pytest.MonkeyPatch, editor: str, told: list[str]
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    assert editor_command(Spot("/a b/undo.md", 7)) == told


def test_visual_goes_before_editor_and_without_both_it_is_said_how_to_name_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "vi")
    monkeypatch.setenv("VISUAL", "nano")
    assert editor_command(Spot("/x", 1)) == ["nano", "+1", "/x"]
    monkeypatch.delenv("VISUAL")
    monkeypatch.setenv("EDITOR", " ")
    with pytest.raises(TutorError, match="which editor") as caught:
        editor_command(Spot("/x", 3))
    assert caught.value.where == "/x:3"
    assert "EDITOR" in caught.value.hint
    monkeypatch.setenv("EDITOR", "vi 'unclosed")
    with pytest.raises(TutorError, match="names no editor"):
        editor_command(Spot("/x"))


@pytest.mark.parametrize(("page", "words"), [*enumerate(("first", "second", "third", "fourth"), 1)])
def test_a_page_of_a_lesson_has_its_line(tutor: Tutor, page: int, words: str) -> None:
    spot = spot_of(tutor, "own/undo", page)
    lines = Path(spot.path).read_text().splitlines()
    assert lines[spot.line - 1] == f"The {words} page."


def test_a_question_a_scene_and_an_item_have_theirs(tutor: Tutor) -> None:
    question = spot_of(tutor, "own/what-undone")
    assert LESSON.splitlines()[question.line - 1] == "## What is undone? {#what-undone}"
    scene = spot_of(tutor, "kit/disk", "cause")
    assert DISK.splitlines()[scene.line - 1] == "## The cause {#cause .checkpoint}"
    assert spot_of(tutor, "kit/disk", "gone").line == spot_of(tutor, "kit/disk").line == 1
    with pytest.raises(NotFound):
        spot_of(tutor, "own/nothing")


def test_only_a_pack_that_somebody_writes_in_is_edited(tutor: Tutor) -> None:
    assert may_edit(tutor, "own")
    assert not may_edit(tutor, "kit")
    assert not may_edit(tutor, "nothing")
