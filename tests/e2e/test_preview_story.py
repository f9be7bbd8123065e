"""An author at work: the preview beside the editor, a mistake explained, and nothing of it in anybody's journal."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.terminal import Terminal

from tutor.places import places

pytest.importorskip("watchfiles")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_what_is_saved_is_shown_and_nothing_stays(
    tutor: Callable[..., Terminal], pack_here: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    lesson = pack_here / ".tutor" / "git-rescue" / "lessons" / "tea.md"
    editor = tmp_path / "nano"
    editor.write_text('#!/bin/sh\necho "told $1"\nsed -i "s/two minutes\\./three minutes./" "$2"\n')
    editor.chmod(0o755)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with tutor("preview", ".tutor/git-rescue", size=size, VISUAL=str(editor), TMPDIR=str(scratch)) as terminal:
        terminal.wait_for("warning")  # everything was looked over: it watches by now
        lesson.write_text(lesson.read_text().replace("- [x] About", "- [ ] About"))
        terminal.wait_for("E105")
        lesson.write_text(lesson.read_text().replace("- [ ] About", "- [x] About"))
        terminal.wait_for("How hot should the water be?")
        terminal.press("b")
        terminal.wait_for("Right")
        terminal.press("[")
        terminal.wait_for("two minutes.")
        terminal.press("E")
        terminal.wait_for("three")
        assert os.listdir(scratch)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert b"told +7" in terminal.output
    assert not os.listdir(scratch)
    assert not os.path.exists(places().journal)
