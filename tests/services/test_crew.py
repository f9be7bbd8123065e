"""Work that other processes share in: every job is done once, whatever becomes of the hands."""

import os
import select
import signal
import subprocess
import sys

import pytest
from hypothesis import given, settings, strategies as st

from tutor.services import crew
from tutor.services.crew import shared_out


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 300))
def test_alone_every_job_is_done_once(count: int) -> None:
    found = list(shared_out(str, range(count), hands=0))
    assert sorted(found) == [(number, str(number)) for number in range(count)]


@pytest.mark.parametrize("hands", [1, 2])
def test_with_hands_every_job_is_done_once(hands: int) -> None:
    found = list(shared_out(str, range(1_000), hands=hands))
    assert sorted(found) == [(number, str(number)) for number in range(1_000)]


def test_hands_do_a_part_of_the_work() -> None:
    done_by = {where for _, where in shared_out(_where, range(2_000), hands=1)}
    assert os.getpid() in done_by
    assert len(done_by) == 2


def test_what_a_hand_that_died_left_open_is_done_here() -> None:
    found = list(shared_out(_deadly_elsewhere, [(os.getpid(), number) for number in range(500)], hands=2))
    assert sorted(found) == [(number, number) for number in range(500)]


def test_without_processes_to_be_had_it_is_done_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert len(list(shared_out(str, range(500), hands=2))) == 500


def test_few_jobs_call_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    monkeypatch.setattr(crew, "_hired", lambda hands, leaving: pytest.fail("called") if hands else [])
    assert len(list(shared_out(str, range(crew.FEWEST - 1)))) == crew.FEWEST - 1


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waiting for a stranger's end needs pidfd_open")
def test_hands_end_with_a_parent_that_is_killed() -> None:
    code = (
        "import os\n"
        "from contextlib import ExitStack\n"
        "from tutor.services import crew\n"
        "(hand,) = crew._hired(1, ExitStack())\n"
        "hand.give(os.getpgid, range(1), [0])\n"
        "print(hand.answer()[0][1], flush=True)\n"
        "input()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with parent:
        assert parent.stdout is not None
        hand = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    ended, _, _ = select.select([hand], [], [], 60)
    os.close(hand)
    assert ended


def _where(number: int) -> int:
    return os.getpid()


def _deadly_elsewhere(job: tuple[int, int]) -> int:
    parent, number = job
    if os.getpid() != parent and number > 40:
        os.kill(os.getpid(), signal.SIGKILL)
    return number
