"""The schemas as the language server for YAML takes them, the one from npm that most editors use.

YAML_LANGUAGE_SERVER names its program; .ci/run installs it.
"""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from lsp_editor import Editor

from tutor.services.schemas import shipped

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")

pytestmark = pytest.mark.skipif(not PROGRAM, reason="yaml-language-server (npm) is not here")

FOLDERS = {"lesson": "lessons", "quiz": "quizzes", "aid": "aids", "drill": "drills", "lab": "labs", "path": "paths"}


def editor(folder: Path) -> Editor:
    """A file called as a kind is checked by the schema of that kind."""
    schemas = {Path(path).as_uri(): [f"{kind}*.yaml"] for kind, _, path in shipped()}
    settings: dict[str, Any] = {"yaml": {"schemas": schemas, "validate": True, "completion": True}}
    return Editor(folder, (str(PROGRAM), "--stdio"), settings)


def fronts(kind: str) -> list[str]:
    """What stands as facts in the packs that ship."""
    content = ROOT / "content"
    if kind == "pack":
        return [path.read_text() for path in sorted(content.glob("*/pack.yaml"))]
    if kind == "claims":
        return [path.read_text() for path in sorted(content.glob("*/claims/*.yaml"))]
    return [path.read_text().split("---\n")[1] for path in sorted(content.glob(f"*/{FOLDERS[kind]}/*.md"))]


@pytest.mark.parametrize("kind", [kind for kind, _, _ in shipped()])
async def test_what_ships_has_no_problem_in_any_file(kind: str, tmp_path: Path) -> None:
    texts = fronts(kind)
    assert texts
    async with editor(tmp_path) as yaml:
        for number, text in enumerate(texts[:12]):
            yaml.open(f"{kind}{number}.yaml", text)
            assert await yaml.messages(f"{kind}{number}.yaml") == []


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        ("pack", "format: 2\npack: tea\ntitle: Tea\n", "Value is not accepted"),
        ("pack", "format: 1\npack: Tea Time\ntitle: Tea\n", "does not match"),
        ("lesson", "title: A\nwhy: B\nessence: C\nminutes: 90\n", "maximum"),
        ("lesson", "title: A\nwhy: B\nminutes: 3\n", "Missing property"),
        ("aid", "title: A\naid: check-list\n", "Value is not accepted"),
        ("aid", "title: A\naid: checklist\nask: [how]\n", "not allowed"),
        ("lab", "title: A\nsolution: x\nchecks:\n  - {file: a, exit: 0, else: No}\n", ""),
        ("claims", "- {id: a, says: b, backs: [c], run: d, expect: [{exit: 0}], control: {walk: e}}\n", "not allowed"),
    ],
)
async def test_what_the_loader_refuses_is_told(kind: str, text: str, word: str, tmp_path: Path) -> None:
    async with editor(tmp_path) as yaml:
        yaml.open(f"{kind}.yaml", text)
        told = await yaml.messages(f"{kind}.yaml")
        assert any(word in message for message in told), told


async def test_texts_pass_as_they_are_written(tmp_path: Path) -> None:
    """`no`, `1.10` and a number are texts to the loader; the schema must not call them wrong."""
    async with editor(tmp_path) as yaml:
        yaml.open("pack.yaml", "format: 1\npack: tea\ntitle: no\nversion: 1.10\nauthors: [7]\n")
        assert await yaml.messages("pack.yaml") == []


async def test_keys_are_offered_with_what_they_are_for(tmp_path: Path) -> None:
    async with editor(tmp_path) as yaml:
        yaml.open("lesson.yaml", "title: A\n")
        await yaml.messages("lesson.yaml")
        offered = await yaml.offered("lesson.yaml", 1, 0)
        assert {"why", "essence", "minutes", "teaches"} <= offered.keys()
