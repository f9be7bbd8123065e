"""Commands as a shell runs them: words in, what stands on stdout and stderr out, and the exit code."""

import io
import sys
from pathlib import Path

import pytest
from cli_runs import Ran, Run

from tutor.cli.main import main


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, tiny_pack: Path) -> Run:
    """`run("due", typed="a\\nb\\n")` in a working folder of its own, with the tiny pack in TUTOR_PATH."""
    monkeypatch.setenv("TUTOR_PATH", str(tiny_pack))
    monkeypatch.setattr("tutor.places._shipped", lambda: str(tmp_path / "shipped"))
    monkeypatch.chdir(tmp_path)

    def ran(*words: str, typed: str = "", days: float = 0) -> Ran:
        monkeypatch.setenv("TUTOR_CLOCK_AHEAD", str(round(days * 86400)))
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            code = main(list(words))
        except SystemExit as left:  # how argparse leaves
            code = left.code if isinstance(left.code, int) else 1
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return ran
