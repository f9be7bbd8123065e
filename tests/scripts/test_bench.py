"""`scripts/bench` lists what it measures, and measures it: tried on very little material."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIGURES_TO_REACH = {"start", "keys", "verdict", "ram", "due", "big", "answers", "rebuild", "build"}
WORDS_OF_THEIR_OWN = {"memory", "journal"}
# Help pages to look things up in lie beside a checkout where its figures are taken; a clone alone has none.
PAGES = ROOT.parent / "shared" / "data" / "lookup"
OF_THE_PAGES = {"lookup", "index", "found", "typing"}


@pytest.fixture
def _benches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "scripts")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that is set up: its Python is the one that runs the tests."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nPYTHONPATH="$PYTHONPATH:{ROOT}" exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    made_from = (ROOT / "requirements.lock").read_bytes() + (ROOT / "scripts" / "_install.py").read_bytes()
    (tmp_path / ".venv" / "requirements.lock.stamp").write_bytes(made_from)
    return tmp_path


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'scripts'}{os.pathsep}{ROOT}"}
    return subprocess.run(
        [sys.executable, "-m", "benches", *words], env=env, capture_output=True, text=True, check=False
    )


def listed(text: str) -> set[str]:
    return {line.split()[0] for line in text.splitlines() if line.startswith("  ")}


def test_without_words_it_lists_what_there_is(checkout: Path) -> None:
    done = subprocess.run([checkout / "scripts" / "bench"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {*FIGURES_TO_REACH, *WORDS_OF_THEIR_OWN, "all"} <= listed(done.stdout)


def test_an_unknown_row_is_named() -> None:
    done = bench("nothing")
    assert done.returncode == 2
    assert "there is no row 'nothing'" in done.stderr


@pytest.mark.long
def test_every_row_is_measured(tmp_path: Path) -> None:
    done = bench("--small", "--runs", "1", "--data", str(tmp_path), "all")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    rows = listed(bench().stdout) - WORDS_OF_THEIR_OWN - {"all"}
    assert {line.split()[0] for line in lines} == rows
    measured = rows - (set() if shutil.which("bwrap") else {"labs"}) - (set() if PAGES.is_dir() else OF_THE_PAGES)
    assert all(any(line.startswith(row) and "not measured" not in line for line in lines) for row in measured)


@pytest.mark.usefixtures("_benches")
def test_generated_packs_are_sound_and_hold_every_kind(tmp_path: Path) -> None:
    from benches.writing import Author

    from tutor.model.items import Lesson, Quiz
    from tutor.model.questions import KINDS
    from tutor.packs.folder import read_pack

    Author(1).pack(str(tmp_path / "made"), 10, 30)
    read = read_pack(str(tmp_path / "made"))
    assert read.problems == ()
    questions = [question for item in read.items if isinstance(item, (Lesson, Quiz)) for question in item.questions]
    assert len(questions) == 300
    assert {question.kind for question in questions} == set(KINDS)
    assert all(question.explanation for question in questions)


@pytest.mark.usefixtures("_benches")
def test_a_generated_history_leaves_its_share_due(tmp_path: Path) -> None:
    from benches import homes

    from tutor.journal.store import Journal

    today = 20_000
    packs = homes.write_packs(str(tmp_path), 1, 2, 50)
    rebuilt = homes.learnt_home(str(tmp_path), packs, today, due=0.5)
    where = homes.places_in(str(tmp_path))
    journal = Journal.open(where.journal, copies=where.copies)
    memories = list(journal.all_memories())
    journal.close()
    assert rebuilt.events == 3 + 100 * homes.ANSWERS
    assert {memory.reps for memory in memories} == {homes.ANSWERS}
    assert not any(memory.missed or memory.resting for memory in memories)
    assert 30 <= sum(memory.due is not None and memory.due <= today for memory in memories) <= 70
    assert all(memory.last is not None and today - homes.TWO_YEARS <= memory.last <= today for memory in memories)


@pytest.mark.usefixtures("_benches")
def test_a_target_bounds_the_ratio_where_there_is_a_peer() -> None:
    from benches.figures import Figure

    alone = Figure("row", "what", 30.0, "ms", "once", at_most=25)
    beside = Figure("row", "what", 30.0, "ms", "once", peer="other", peer_value=25.0, at_most=1.5)
    faster = Figure("row", "what", 30.0, "/s", "once", peer="other", peer_value=40.0, at_least=1.0)
    assert (alone.met, beside.met, faster.met) == (False, True, False)
    assert Figure("row", "what", 30.0, "ms", "once").met is None
    assert "1.20 ×" in beside.line()
    assert "MISSED" in faster.line()
