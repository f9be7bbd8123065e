"""The tutorial of docs/authors.md is true: whoever types it, from nothing to a shared pack, sees what it shows."""

import re
from pathlib import Path

import pytest
import tutorial

from tutor.services.lab_worlds import no_sandbox

CHANGING = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "SUM"),  # verified.lock, and so the zip, holds versions of tools
    (re.compile(r"\b\d+ kB\b"), "SIZE"),
    (re.compile(r"\b\d{4}-\d\d-\d\d$", re.MULTILINE), "TODAY"),
)


def settled(text: str, home: Path) -> str:
    """What is printed, without what differs from day to day and from machine to machine."""
    text = text.replace(str(home), "/home/you")
    for pattern, word in CHANGING:
        text = pattern.sub(word, text)
    return text


def test_every_command_says_what_the_page_shows(home: Path) -> None:
    if why := no_sandbox():
        pytest.skip(why)
    steps = tutorial.steps(tutorial.DOC.read_text())
    printed = tutorial.run(steps, home)
    assert len(printed) == len(steps) > 20
    for step, said in zip(steps, printed, strict=True):
        assert settled(said, home) == settled(step.says, home), step.does


def test_it_goes_all_the_way() -> None:
    does = "\n".join(step.does for step in tutorial.steps(tutorial.DOC.read_text()) if not step.path)
    for command in ("new pack", "check", "ids", "preview", "verify", "pack build", "pack install", "how"):
        assert f"tutor {command} " in does.replace("\n", " "), command
    written = {step.path.partition("/")[0] for step in tutorial.steps(tutorial.DOC.read_text()) if step.path}
    assert written == {"aids", "lessons", "quizzes", "claims"}
