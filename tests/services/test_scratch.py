"""A scratch folder is gone with whoever made it: at once, or where that was killed, when the next one begins."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tutor.services.scratch import Scratch

DIES = "import os, signal; from tutor.services.scratch import Scratch; print(Scratch('kind').path, flush=True)"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def killed() -> Path:
    """The folder of a process that was killed."""
    words = [sys.executable, "-c", f"{DIES}; os.kill(os.getpid(), signal.SIGKILL)"]
    done = subprocess.run(
        words, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert done.returncode == -signal.SIGKILL
    return Path(done.stdout.strip())


def test_what_a_killed_process_left_goes_and_what_lives_stays(temporary: Path) -> None:
    left, mine = killed(), Scratch("kind")
    assert not left.exists(), "it went when the next one was made"
    (deep := Path(mine.path, "a/b")).mkdir(parents=True)
    deep.chmod(0)
    other = Scratch("kind")
    assert deep.parent.exists(), "somebody lives in it"
    mine.remove()
    other.remove()
    assert list(temporary.iterdir()) == []


def test_nothing_else_is_touched(temporary: Path) -> None:
    alike, link = temporary / "kind-mine", temporary / "kind-link"
    alike.mkdir()
    (target := temporary / "target").mkdir()
    (target / "held").touch()
    link.symlink_to(target)
    Scratch("kind").remove()
    assert alike.is_dir()
    assert (target / "held").exists()
