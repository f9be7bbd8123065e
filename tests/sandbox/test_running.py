"""Commands of a pack run in their world and nowhere else, come to an end, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tutor.errors import SandboxError
from tutor.sandbox.boxes import Box, Bubblewrap, Unboxed, find_box, missing_tools
from tutor.sandbox.limits import Limits, Stop
from tutor.sandbox.running import Ran, run
from tutor.sandbox.watch import end_leftovers
from tutor.sandbox.world import MARK, World

LIMITS = Limits(seconds=20, output=100_000, disk=8 << 20, files=150, processes=60)
SHORT = replace(LIMITS, seconds=0.4)


def belonging(world: World) -> list[str]:
    """The processes that run for a world."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={world.root}".encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text())
        except OSError:
            continue
    return found


@pytest.fixture(autouse=True)
def _nothing_is_left(world: World) -> Iterator[None]:
    yield
    deadline = time.monotonic() + 5
    while belonging(world) and time.monotonic() < deadline:
        os.sched_yield()
    assert belonging(world) == []


def test_a_script_runs_in_an_empty_folder_with_a_home_of_its_own(world: World, either: Box) -> None:
    ran = run(world, either, 'pwd; ls -A; echo "$HOME"; git config user.name; git config init.defaultBranch', LIMITS)
    assert ran.out.split() == [world.work, world.home, "Learner", "main"]
    assert (ran.exit, ran.err, ran.stop) == (0, "", Stop.NONE)


def test_nothing_of_the_learners_environment_is_seen(
    world: World, either: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    assert "hunter2" not in run(world, either, "env", LIMITS).out


def test_signals_work_inside_whoever_ignored_them_outside(world: World, either: Box) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as under nohup
    try:
        ran = run(world, either, "sh -c 'kill -HUP $$; echo alive'; echo $?", LIMITS)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert ran.out == "129\n"


def test_signals_work_inside_where_the_learners_path_has_no_env(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "bin"
    bare.mkdir()
    (bare / "rm").symlink_to("/bin/rm")
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert run(world, Unboxed(), ":", LIMITS) == Ran()
        monkeypatch.setenv("PATH", str(bare))
        assert run(world, Unboxed(), "kill -HUP $$; echo alive", LIMITS).out == ""
    finally:
        signal.signal(signal.SIGHUP, before)


def test_output_errors_and_status_are_told_apart(world: World, either: Box) -> None:
    assert run(world, either, "echo out; echo err >&2; exit 3", LIMITS) == Ran(3, "out\n", "err\n")


def test_a_strict_script_ends_at_its_first_failure(world: World, either: Box) -> None:
    assert run(world, either, "false\necho on", LIMITS, strict=True) == Ran(1)
    assert run(world, either, "false\necho on", LIMITS).out == "on\n"


def test_what_is_no_text_does_no_harm(world: World, either: Box) -> None:
    assert run(world, either, r"printf '\377\000a'", LIMITS).out == "�\0a"


# What a careless or a hostile script may do, and what it is stopped by.
BAD = {
    "waits for input": ("cat", Stop.NONE),
    "waits for a terminal": ("head -n 1 < /dev/tty", Stop.NONE),
    "never ends": ("while :; do :; done", Stop.TIME),
    "ignores signals": ("trap '' TERM HUP INT; while :; do sleep 1; done", Stop.TIME),
    "closes its output and goes on": ("exec >&- 2>&-; while :; do sleep 1; done", Stop.TIME),
    "writes without end": ("yes", Stop.OUTPUT),
    "fills the disk with one file": ("cat /dev/zero > big", Stop.DISK),
    "fills the disk with many": ("i=0; while :; do i=$((i+1)); head -c 1000000 /dev/zero > f$i; done", Stop.DISK),
    "makes files without end": ("i=0; while :; do i=$((i+1)); : > f$i; done", Stop.FILES),
    "makes folders without end": ("while :; do mkdir a; cd a; done", Stop.FILES),
}


@pytest.mark.parametrize("what", BAD)
def test_a_script_without_an_end_is_stopped(world: World, either: Box, what: str) -> None:
    script, stop = BAD[what]
    limits = SHORT if stop is Stop.TIME else LIMITS
    ran = run(world, either, script, limits)
    assert ran.stop is stop
    assert limits.words(ran.stop) or stop is Stop.NONE
    world.make()
    assert os.listdir(world.work) == []


def test_a_full_disk_stays_near_its_limit(world: World, box: Box) -> None:
    run(world, box, "for i in 1 2 3 4 5 6 7 8 9; do cat /dev/zero > f$i & done; wait", LIMITS)
    size = sum(entry.stat().st_size for entry in os.scandir(world.work))
    assert size <= 9 * LIMITS.disk + 4096, "each file is bounded by the system, their sum by looking"


@pytest.mark.parametrize("place", ["/tmp", "/var/tmp", "/dev/shm"])
def test_memory_cannot_be_filled_through_temporary_files(world: World, box: Box, place: str) -> None:
    ran = run(world, box, f"i=0; while :; do i=$((i+1)); head -c 1000000 /dev/zero > {place}/f$i; done", LIMITS)
    assert ran.stop is Stop.DISK


def test_a_script_that_forks_for_ever_is_stopped(world: World, box: Box) -> None:
    # One that doubles itself would, between two looks, take every process that this machine has from other tests.
    ran = run(world, box, "while :; do sleep 60 & done", LIMITS)
    assert ran.stop is Stop.PROCESSES


def test_a_script_that_forks_for_ever_is_stopped_by_time_where_nobody_counts(world: World) -> None:
    quiet = "while :; do sleep 0.05 & sleep 0.05; done"  # a real one would be all over this machine
    assert run(world, Unboxed(), quiet, SHORT).stop is Stop.TIME


@pytest.mark.parametrize("daemon", ["sleep 600 &", "setsid sleep 600 &", "(setsid sleep 600 &) & exit 0"])
def test_a_daemon_ends_with_the_script_that_left_it(world: World, either: Box, daemon: str) -> None:
    began = time.monotonic()
    ran = run(world, either, f"{daemon}\necho done", LIMITS)
    assert ran.exit == 0
    assert time.monotonic() - began < 10, "nobody waits for it"


def test_a_script_may_remove_its_own_folder(world: World, either: Box) -> None:
    run(world, either, 'rm -rf "$HOME/work" "$HOME"/.[a-z]*; rm -rf "$HOME"', LIMITS)
    assert not os.path.exists(world.work)
    assert run(world, either, "echo on", LIMITS).stop is Stop.GONE
    world.make()
    assert run(world, either, "echo on", LIMITS).out == "on\n"


def test_a_shell_that_dies_is_told_by_its_status(world: World, either: Box) -> None:
    assert run(world, either, "kill -9 $$", LIMITS).exit in (-9, 137)


def test_a_world_is_removed_whatever_its_permissions_and_depth(world: World, either: Box) -> None:
    deep = "i=0; while [ $i -lt 60 ]; do i=$((i+1)); mkdir d; cd d; done; touch f; chmod 000 ."
    run(world, either, deep, LIMITS)
    world.remove()
    assert not os.path.exists(world.root)


@pytest.mark.parametrize(
    "script",
    [
        'rm -rf "$OUTSIDE"',
        'echo gone > "$OUTSIDE/precious"',
        'ln -s "$OUTSIDE" link; rm -rf link/* ; echo gone > link/precious',
        "touch -c /etc/passwd /usr/bin/env /bin/sh /etc /usr; touch /x /etc/x /usr/x /dev/x",
        "mount -o remount,rw /etc; mount -o remount,rw /; unshare -Urm mount -o remount,rw /usr; touch /usr/x",
        "cd ../..; rm -rf ./* ; echo gone > world.json; echo gone > rc/bashrc",
    ],
)
def test_nothing_outside_the_world_is_touched(world: World, box: Box, tmp_path: Path, script: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("kept")
    world.write_note({"lab": "kept"})
    before = seen(tmp_path, ("/", "/etc", "/usr", "/usr/bin", "/etc/passwd", "/bin/sh"), world)
    run(world, box, f'OUTSIDE="{outside}"; {script}', LIMITS)
    assert seen(tmp_path, ("/", "/etc", "/usr", "/usr/bin", "/etc/passwd", "/bin/sh"), world) == before
    assert (outside / "precious").read_text() == "kept"
    assert world.note() == {"lab": "kept"}


def seen(folder: Path, others: tuple[str, ...], world: World) -> list[tuple[str, int, int]]:
    """Every file below `folder` but the world's own, and some of the system's, with size and time of change."""
    inside = (Path(world.home), Path(world.tmp))
    paths = [path for path in folder.rglob("*") if not any(path.is_relative_to(own) for own in inside)]
    stats = [(str(path), os.lstat(path)) for path in sorted([*paths, *map(Path, others)])]
    return [(path, stat.st_size if not os.path.isdir(path) else 0, stat.st_mtime_ns) for path, stat in stats]


def test_the_learners_own_files_are_not_seen(world: World, box: Box, home: Path) -> None:
    (home / "diary").write_text("private")
    assert run(world, box, f"cat {home}/diary /root/.bashrc; ls /root /home", LIMITS).out == ""


def test_there_is_no_network(world: World, box: Box) -> None:
    reach = "import socket\nsocket.create_connection(('192.0.2.1', 80), 5)"
    python = f'PATH="$PATH:{os.path.dirname(sys.executable)}"; /usr/bin/python3 -c "{reach}"'
    ran = run(world, box, python, LIMITS)
    assert "unreachable" in ran.err or "not found" in ran.err, ran
    assert "lo" in run(world, box, "cat /proc/net/dev", LIMITS).out
    devices = run(world, box, "cat /proc/net/dev", LIMITS).out.split("\n")[2:]
    assert [line.split(":")[0].strip() for line in devices if line] == ["lo"]


def test_other_processes_are_not_seen(world: World, box: Box) -> None:
    assert len(run(world, box, "cd /proc; ls -d [0-9]*", LIMITS).out.split()) <= 4


WAITS = """
import sys
from tutor.sandbox.boxes import Unboxed, find_box
from tutor.sandbox.limits import Limits
from tutor.sandbox.running import run
from tutor.sandbox.world import World
box = Unboxed() if sys.argv[2] == "unboxed" else find_box()
run(World(sys.argv[1]), box, "setsid sleep 600 & touch began; sleep 600", Limits(seconds=600))
"""


def interrupted(world: World, box: Box, how: int) -> int:
    """End a program in the middle of a script; its exit status."""
    words = [sys.executable, "-c", WAITS, world.root, "unboxed" if isinstance(box, Unboxed) else "boxed"]
    program = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    while not os.path.exists(os.path.join(world.work, "began")):
        assert program.poll() is None
        os.sched_yield()
    program.send_signal(how)
    return program.wait(20)


def test_ctrl_c_in_the_middle_ends_all_of_it(world: World, either: Box) -> None:
    assert interrupted(world, either, signal.SIGINT) != 0


def test_kill_9_in_the_middle_ends_all_of_it_in_a_sandbox(world: World, box: Box) -> None:
    interrupted(world, box, signal.SIGKILL)


def test_what_outlives_a_kill_9_without_a_sandbox_is_ended_by_the_next(world: World) -> None:
    interrupted(world, Unboxed(), signal.SIGKILL)
    assert belonging(world)
    end_leftovers(world)


def test_a_missing_tool_is_named(box: Box) -> None:
    for one in (box, Unboxed()):
        assert missing_tools(one, ["sh", "no-such-tool", "git"]) == ["no-such-tool"]


def test_a_tool_that_the_sandbox_would_not_see_is_missing(
    box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "own-tool"
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert missing_tools(box, ["own-tool"]) == ["own-tool"]
    assert missing_tools(Unboxed(), ["own-tool"]) == []


def test_no_sandbox_is_said_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find_box.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match="no sandbox on this machine") as raised:
        find_box()
    assert "bubblewrap" in raised.value.hint
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(SandboxError, match="does not work on this machine: bwrap: No permissions"):
        find_box()
    assert find_box.cache_info().currsize == 0, "it is looked for again"


def test_a_sandbox_that_works_is_looked_for_once(box: Box) -> None:
    assert isinstance(box, Bubblewrap)
    assert find_box() is find_box()
