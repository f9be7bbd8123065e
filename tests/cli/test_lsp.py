"""`tutor lsp` where its extra is missing, or is another version: that is said, with how to get it."""

import sys
from pathlib import Path

import pytest
from cli_runs import Run

from tutor.cli.lsp import NEEDED


@pytest.fixture(autouse=True)
def _without(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(sys.modules):
        if name.partition(".")[0] in ("pygls", "lsprotocol") or name == "tutor.lsp.server":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)


def test_a_missing_package_is_named_with_the_way_to_get_it(run: Run) -> None:
    ran = run("lsp")
    assert ran.code == 2
    assert "the language server needs the package pygls, version 2" in ran.err
    assert f"-m pip install '{NEEDED}'" in ran.err
    assert "tutor[author]" in ran.err
    assert f'"{NEEDED};' in (Path(__file__).parents[2] / "pyproject.toml").read_text()


def test_an_older_version_is_no_traceback(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pygls 1, as some systems ship it, keeps its server elsewhere."""
    (tmp_path / "old" / "pygls").mkdir(parents=True)
    (tmp_path / "old" / "pygls" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path / "old"))
    monkeypatch.delitem(sys.modules, "pygls")
    assert "needs the package pygls, version 2" in run("lsp").err
