"""Doing a lab: its world, what holds, help that fades, and a way on after whatever happened."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from e2e.terminal import Terminal
from lab_packs import LAB, SIGNS

from tutor.errors import NotFound, NotTrusted, SandboxError
from tutor.journal.clock import AHEAD
from tutor.model.layout import plain_runs
from tutor.places import Places
from tutor.sandbox.boxes import find_box
from tutor.services.labs import LabState, OpenLab, begin, labs, prepare
from tutor.services.opening import Tutor, open_tutor
from tutor.services.trust import agree, trust_of

ROOT = Path(__file__).resolve().parents[2]
NAME = "signs/sign"
Open = Callable[[], Tutor]


@pytest.fixture(autouse=True)
def _sandbox() -> None:
    try:
        find_box()
    except SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture
def folder(none_shipped: Places, write_pack: Callable[..., Path]) -> Path:
    return write_pack(Path(none_shipped.installed) / "signs", SIGNS)


@pytest.fixture
def opened(folder: Path, tmp_path: Path) -> Iterator[Open]:
    found: list[Tutor] = []

    def open_one() -> Tutor:
        found.append(open_tutor(here=str(tmp_path)))
        return found[-1]

    yield open_one
    for one in found:
        one.close()


@pytest.fixture
def tutor(opened: Open) -> Tutor:
    """The open house, in which the commands of the pack are trusted."""
    one = opened()
    agree(one.where, trust_of(one, "signs"))
    return one


def solve(lab: OpenLab) -> None:
    Path(lab.folder, "sign.txt").write_text("name\n")


def world_of(tutor: Tutor) -> Path:
    return Path(tutor.where.worlds, "signs", "sign")


def test_a_lab_is_built_failed_and_solved(tutor: Tutor) -> None:
    with begin(tutor, "sign") as lab:
        assert lab.boxed
        assert sorted(os.listdir(lab.folder)) == ["other.txt", "sign.txt"]
        first = lab.check(12.0)
        assert [one.holds for one in first.looked] == [True, False, True]
        assert (first.holding, first.solved, plain_runs(first.hint)) == (2, False, "The sign still says `nmae`.")
        solve(lab)
        second = lab.check(3.0)
        assert second.solved
        assert lab.solved
        assert second.returns == lab.returns is not None
    assert not world_of(tutor).exists(), "a solved world is removed"
    progress = tutor.journal.lab(NAME)
    assert progress is not None
    assert (progress.tries, progress.solved, progress.alone, progress.failed) == (1, 1, 1, 1)
    assert tutor.journal.day(tutor.today).labs == 1
    assert tutor.journal.day(tutor.today).seconds == 15.0


def test_what_was_left_goes_on(tutor: Tutor) -> None:
    with begin(tutor, "sign") as lab:
        assert not lab.resumed
        Path(lab.folder, "mine.txt").touch()
        lab.hint()
    with begin(tutor, "sign") as lab:
        assert lab.resumed
        assert os.path.exists(f"{lab.folder}/mine.txt")
        assert len(lab.hints) == 1
    with begin(tutor, "sign", afresh=True) as lab:
        assert not lab.resumed
        assert not os.path.exists(f"{lab.folder}/mine.txt")
        assert lab.progress.tries == 1, "it is the same try"


def test_a_lab_that_was_changed_begins_afresh_and_says_so(tutor: Tutor, folder: Path, opened: Open) -> None:
    with begin(tutor, "sign"):
        pass
    (folder / "labs/sign.md").write_text(LAB.replace("nmae", "anme"))
    other = opened()
    agree(other.where, trust_of(other, "signs"))
    with begin(other, "sign") as lab:
        assert "changed" in lab.notice
        assert Path(lab.folder, "sign.txt").read_text() == "anme\n"


def test_a_reset_builds_the_world_again(tutor: Tutor) -> None:
    with begin(tutor, "sign") as lab:
        solve(lab)
        Path(lab.folder, "more.txt").touch()
        lab.reset()
        assert Path(lab.folder, "sign.txt").read_text() == "nmae\n"
        assert not os.path.exists(f"{lab.folder}/more.txt")
        assert lab.progress.tries == 1


def test_hints_come_one_by_one_and_fade_with_success(tutor: Tutor) -> None:
    with begin(tutor, "sign") as lab:
        given = [plain_runs(hint) for _ in range(4) if (hint := lab.hint())]
        assert given == ["Look at the sign.", "Swap two letters.", "`echo name > sign.txt`"]
        assert [plain_runs(hint) for hint in lab.hints] == given
        solve(lab)
        lab.check()
    with begin(tutor, "sign") as lab:
        assert lab.hints_left == 3, "solved with hints: all are there again"
        solve(lab)
        lab.check()
    with begin(tutor, "sign") as lab:
        assert (lab.hints_left, lab.hints_held_back) == (2, 1), "solved without: one is held back"
        lab.check()
        assert (lab.hints_left, lab.hints_held_back) == (3, 0), "it comes back when a check does not hold"


def test_the_solution_stands_beside_what_was_typed(tutor: Tutor) -> None:
    with begin(tutor, "sign") as lab:
        Path(lab.folder, "../.history").write_text("cat sign.txt\nvi sign.txt\n")
        beside = lab.solution()
        assert (beside.solution, beside.typed) == ("echo name > sign.txt", ("cat sign.txt", "vi sign.txt"))
        solve(lab)
        lab.check()
        lab.solution()
    progress = tutor.journal.lab(NAME)
    assert progress is not None
    assert (progress.solved, progress.alone, progress.interval) == (1, 0, 2)


def test_what_a_check_expects_is_told_once_it_holds_or_the_solution_was_shown(tutor: Tutor) -> None:
    with begin(tutor, "sign") as lab:
        checked = lab.check()
        assert [lab.words(one) for one in checked.looked] == ["other.txt: is 'kept'", "sign.txt", "ls: has 2 lines"]
        lab.solution()
        assert [lab.words(one) for one in checked.looked][1] == "sign.txt: is 'name'"
    with begin(tutor, "sign") as lab:
        assert lab.words(lab.check().looked[1]) == "sign.txt: is 'name'", "it is the same try"


def test_to_compare_after_solving_is_no_help(tutor: Tutor) -> None:
    with begin(tutor, "sign") as lab:
        solve(lab)
        lab.check()
        lab.solution()
        lab.check()
    progress = tutor.journal.lab(NAME)
    assert progress is not None
    assert (progress.alone, progress.shown) == (1, False)


def test_a_folder_that_was_removed_is_said_and_can_be_built_again(tutor: Tutor) -> None:
    with begin(tutor, "sign") as lab:
        subprocess.run(["rm", "-rf", lab.folder], check=True)
        checked = lab.check()
        assert checked.trouble == "the working folder is gone"
        assert not checked.solved
    with begin(tutor, "sign") as lab:
        assert "no longer there" in lab.notice
        solve(lab)
        assert lab.check().solved


def test_a_lab_is_open_once(tutor: Tutor, opened: Open) -> None:
    with begin(tutor, "sign"), pytest.raises(SandboxError, match="open in another window"):
        begin(opened(), "sign")
    begin(tutor, "sign").close()


def test_what_is_not_settled_is_told_and_nothing_runs(
    opened: Open, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "labs/sign.md").write_text(LAB.replace("[sh]", "[sh, no-such-tool]"))
    tutor = opened()
    ready = prepare(tutor, "sign")
    assert not ready.trust.is_given
    assert ready.missing == ("no-such-tool",)
    assert ready.no_sandbox == ""
    with pytest.raises(NotTrusted):
        begin(tutor, "sign", unboxed=True)
    agree(tutor.where, ready.trust)
    with pytest.raises(SandboxError, match="needs no-such-tool"):
        begin(tutor, "sign")
    find_box.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "no sandbox" in prepare(tutor, "sign").no_sandbox
    with pytest.raises(SandboxError, match="no sandbox"):
        begin(tutor, "sign")
    assert not world_of(tutor).exists()
    assert tutor.journal.labs() == {}


def test_a_setup_that_fails_leaves_nothing_behind(opened: Open, folder: Path) -> None:
    (folder / "labs/sign.md").write_text(LAB.replace('echo "kept"', 'echo broken >&2; false; echo "kept"'))
    tutor = opened()
    agree(tutor.where, trust_of(tutor, "signs"))
    with pytest.raises(SandboxError, match="cannot be built: it ended with status 1: broken"):
        begin(tutor, "sign")
    assert not world_of(tutor).exists()
    assert tutor.journal.labs() == {}


DIES = """
import os, sys
from tutor import places
places._shipped = lambda: "/nowhere"
from tutor.services.labs import begin
from tutor.services.opening import open_tutor
tutor = open_tutor(here="/")
with begin(tutor, "sign") as lab:
    lab.hint()
    open(lab.folder + "/mine.txt", "w").close()
    lab.check()
    print("there", flush=True)
    sys.stdin.read()
"""


def test_kill_9_in_the_middle_loses_nothing(tutor: Tutor) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", DIES], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"there\n"
        program.kill()
    with begin(tutor, "sign") as lab:
        assert lab.resumed
        assert os.path.exists(f"{lab.folder}/mine.txt")
        assert (lab.progress.hints, lab.progress.failed) == (1, 1)


def test_kill_9_while_the_world_is_built_begins_it_anew(opened: Open, folder: Path) -> None:
    (folder / "labs/sign.md").write_text(LAB.replace('echo "kept"', '[ -e ../slow ] || sleep 60; echo "kept"'))
    tutor = opened()
    agree(tutor.where, trust_of(tutor, "signs"))
    program = subprocess.Popen([sys.executable, "-c", DIES], cwd=ROOT, stderr=subprocess.DEVNULL, env=os.environ)
    with program:
        while not (world_of(tutor) / "home/work/sign.txt").exists():
            assert program.poll() is None
            os.sched_yield()
        program.kill()
    (folder / "labs/sign.md").write_text(LAB)
    later = opened()
    agree(later.where, trust_of(later, "signs"))
    with begin(later, "sign") as lab:
        assert not lab.resumed
        assert sorted(os.listdir(lab.folder)) == ["other.txt", "sign.txt"]


OPENS_A_SHELL = """
from tutor import places
places._shipped = lambda: "/nowhere"
from tutor.services import labs
from tutor.services.opening import open_tutor
labs._AT_ONCE = 600
with labs.begin(open_tutor(here="/"), "sign") as lab:
    print("said", lab.shell() or "nothing", "of it")
"""


def test_a_shell_that_ends_at_once_is_told_of_where_nothing_was_typed(tutor: Tutor) -> None:
    with Terminal([sys.executable, "-c", OPENS_A_SHELL], env={"SHELL": "/bin/false"}, cwd=ROOT) as terminal:
        terminal.wait_for("said The shell /bin/false ended at once, with status 1. of it")
        assert terminal.wait_exit() == 0
    with Terminal([sys.executable, "-c", OPENS_A_SHELL], env={"SHELL": "/bin/bash"}, cwd=ROOT) as terminal:
        terminal.wait_for("~/work$")
        terminal.press("false; exit", "enter")
        terminal.wait_for("said nothing of it")
        assert terminal.wait_exit() == 0


def test_worlds_that_nobody_came_back_to_are_removed(tutor: Tutor) -> None:
    old = Path(tutor.where.worlds, "signs", "forgotten")
    (old / "home").mkdir(parents=True)
    new = Path(tutor.where.worlds, "signs", "newer")
    new.mkdir()
    long_ago = time.time() - 40 * 86_400
    os.utime(old, (long_ago, long_ago))
    begin(tutor, "sign").close()
    assert not old.exists()
    assert new.exists()


def test_the_list_tells_how_each_lab_stands(tutor: Tutor, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def state() -> LabState:
        (row,) = [row for row in labs(opened()) if row.name == NAME]
        return row.state

    assert state() is LabState.NEW
    with begin(tutor, "sign") as lab:
        assert state() is LabState.GOING
        solve(lab)
        lab.check()
    assert state() is LabState.DONE
    monkeypatch.setenv(AHEAD, str(8 * 86_400))
    assert state() is LabState.DUE


def test_what_is_no_lab_is_not_found(tutor: Tutor) -> None:
    with pytest.raises(NotFound):
        prepare(tutor, "no-such-lab")
