"""The adapter that plugs look-up into a measurement fills a catalog of today's layout."""

from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS: list[dict[str, Any]] = [
    {"id": "git-commit-undo", "title": "Undo a commit", "tags": ["git"], "aliases": ["take it back"], "body": "reset"},
    {"id": "tar-unpack", "title": "Unpack an archive", "body": "tar -x"},
]


def test_documents_are_found_by_their_own_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    from rank_adapter import factory

    answer = factory(DOCS)

    assert answer("unpack archive", 5)[0] == "tar-unpack"
    assert answer("take it back", 5)[0] == "git-commit-undo"
    assert answer("zebra", 5) == []
