"""`scripts/tutor` and `scripts/test` set themselves up: on a small checkout of its own, without the network."""

import os
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

MAIN = """
import os, sys
def start():
    print("answer", *sys.argv[1:], "in", os.getcwd())
    return 7 if "fail" in sys.argv else 0
"""
PYTEST = "import os, sys; print('pytest', *sys.argv[1:], 'in', os.getcwd())"
usable = runpy.run_path(str(ROOT / "scripts" / "_install.py"))["_usable"]
UNREACHABLE = "nothing-of-that-name==1.0 --hash=sha256:" + "0" * 64 + "\n"


def make_checkout(folder: Path) -> Path:
    """A checkout as a person has it after cloning; nothing is pinned, so that nothing needs the network."""
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    files = {"tutor/__init__.py": "", "tutor/cli/__init__.py": "", "tutor/cli/main.py": MAIN, "pytest.py": PYTEST}
    for name, text in {**files, "requirements.lock": "", "requirements-dev.lock": ""}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the PATH with the few tools that the scripts use, and no Python."""
    folder = tmp_path_factory.mktemp("bin")
    for name in ("cat", "cmp", "dirname", "readlink"):
        found = shutil.which(name)
        assert found, name
        (folder / name).symlink_to(found)
    return folder


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("python")
    (folder / "python3").symlink_to(os.path.realpath(sys.executable))
    return folder


@pytest.fixture
def env(home: Path, tools: Path, python: Path) -> dict[str, str]:
    return {"HOME": str(home), "PATH": f"{tools}:{python}", "PIP_NO_INDEX": "1", "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture(scope="session")
def first_start(
    tmp_path_factory: pytest.TempPathFactory, tools: Path, python: Path
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A checkout and what its first start said. Making an environment takes seconds: done once, then copied."""
    folder = make_checkout(tmp_path_factory.mktemp("made") / "check out")
    env = {"HOME": "/nowhere", "PATH": f"{tools}:{python}", "PYTHONDONTWRITEBYTECODE": "1"}
    return folder, start(folder, env, "two words", "-x", cwd=folder.parent)


@pytest.fixture
def checkout(first_start: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path) -> Path:
    """A checkout that has set itself up, at another path than it did: it may be moved and copied."""
    folder = tmp_path / "my tutor"
    shutil.copytree(first_start[0], folder, symlinks=True)
    return folder


def change_lock(checkout: Path, text: str = "# changed\n") -> None:
    (checkout / "requirements.lock").write_text(text)


def start(
    checkout: Path, env: Mapping[str, str], *words: str, script: str = "tutor", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    command = [checkout / "scripts" / script, *words]
    return subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, check=False)


def test_the_first_start_sets_up_and_answers(first_start: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    checkout, done = first_start
    assert done.stdout == f"answer two words -x in {checkout.parent}\n"
    assert "setting up .venv with Python" in done.stderr
    assert done.returncode == 0
    # Bytecode is there although PYTHONDONTWRITEBYTECODE is set: a start would pay for it otherwise.
    assert list((checkout / "tutor" / "cli" / "__pycache__").glob("main.*.pyc"))


def test_a_start_with_nothing_to_do_says_nothing_and_looks_for_no_python(
    checkout: Path, env: dict[str, str], tools: Path
) -> None:
    done = start(checkout, {**env, "PATH": str(tools)}, "due")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("answer due in ")


def test_the_status_is_the_tutors(checkout: Path, env: dict[str, str]) -> None:
    assert start(checkout, env, "fail").returncode == 7


def test_a_start_through_a_link_works_from_anywhere(checkout: Path, env: dict[str, str], tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    (elsewhere / "t").symlink_to("../my tutor/scripts/tutor")
    (tmp_path / "u").symlink_to(elsewhere / "t")
    done = subprocess.run(["../u", "x"], env=env, cwd=elsewhere, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (f"answer x in {elsewhere}\n", "")


def test_the_working_folder_and_pythonpath_change_nothing(checkout: Path, env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "tutor").mkdir()
    for trap in ("tutor/__init__.py", "sitecustomize.py", "os.py"):
        (tmp_path / trap).write_text("raise SystemExit('trapped')")
    done = start(checkout, {**env, "PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": "x"}, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("changed", ["requirements.lock", "scripts/_install.py"])
def test_a_changed_lock_is_followed(changed: str, checkout: Path, env: dict[str, str]) -> None:
    with (checkout / changed).open("a") as file:
        file.write("# changed\n")
    done = start(checkout, env)
    assert "bringing .venv up to requirements.lock" in done.stderr
    assert done.returncode == 0
    assert start(checkout, env).stderr == ""


def test_tests_and_tutor_share_one_environment(checkout: Path, env: dict[str, str], tmp_path: Path) -> None:
    first = start(checkout, env, "-k", "some words", script="test", cwd=tmp_path)
    assert first.stdout == f"pytest -k some words in {checkout}\n"
    assert "bringing .venv up to requirements-dev.lock" in first.stderr
    for script in ("test", "tutor"):
        assert start(checkout, env, script=script).stderr == ""


def test_without_words_all_tests_run_on_every_core(checkout: Path, env: dict[str, str]) -> None:
    assert start(checkout, env, script="test").stdout == f"pytest -n auto --dist worksteal in {checkout}\n"


def test_an_environment_whose_python_is_gone_is_not_used(checkout: Path) -> None:
    assert usable(checkout / ".venv")
    python = (checkout / ".venv" / "bin" / "python").resolve().name
    link = checkout / ".venv" / "bin" / python
    link.unlink()
    link.symlink_to("/gone/with/an/upgrade/python3.0")
    assert not usable(checkout / ".venv")


def test_an_install_that_is_killed_is_done_anew(checkout: Path, env: dict[str, str]) -> None:
    leftover = checkout / ".venv" / "leftover"
    leftover.touch()
    change_lock(checkout)
    command = [checkout / "scripts" / "tutor"]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True, start_new_session=True) as first:
        assert first.stderr
        assert "bringing .venv up" in first.stderr.readline()
        while not (checkout / ".venv" / "unfinished").exists() and first.poll() is None:
            os.sched_yield()
        os.killpg(first.pid, signal.SIGKILL)
    done = start(checkout, env)
    assert "setting up .venv" in done.stderr
    assert done.returncode == 0
    assert not leftover.exists()


def test_two_starts_at_once_install_once(checkout: Path, env: dict[str, str]) -> None:
    change_lock(checkout)
    running = [
        subprocess.Popen(
            [checkout / "scripts" / "tutor"], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    said = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert all(out.startswith("answer") for out, _ in said)
    assert sorted("bringing .venv up" in err for _, err in said) == [False, True]


def test_without_network_it_says_so_and_leaves_nothing_half_done_in_use(checkout: Path, env: dict[str, str]) -> None:
    change_lock(checkout, UNREACHABLE)
    done = start(checkout, env)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the network is needed this once" in done.stderr
    assert "nothing-of-that-name" in done.stderr
    assert "Traceback" not in done.stderr
    assert not usable(checkout / ".venv")


def test_without_python_it_says_what_to_install(tmp_path: Path, env: dict[str, str], tools: Path) -> None:
    checkout = make_checkout(tmp_path / "none")
    done = start(checkout, {**env, "PATH": str(tools)})
    assert (done.returncode, done.stdout) == (2, "")
    assert "needs Python 3.11 or newer" in done.stderr
    assert "apt install python3-venv" in done.stderr


def test_a_python_that_is_too_old_is_named_and_a_newer_one_taken(
    tmp_path: Path, env: dict[str, str], tools: Path, checkout: Path
) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "python3").write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.8.20 && exit\nexit 1\n')
    (old / "python3").chmod(0o755)
    change_lock(checkout)
    done = start(checkout, {**env, "PATH": f"{tools}:{old}"})
    assert done.returncode == 2
    assert "found only Python 3.8.20" in done.stderr
    (old / "python3.12").symlink_to(os.path.realpath(sys.executable))
    assert start(checkout, {**env, "PATH": f"{tools}:{old}"}).returncode == 0
