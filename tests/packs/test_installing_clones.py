"""Packs in git repositories, with the real git on local ones: what a repository may bring, and that none of it runs."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tutor.errors import PackError
from tutor.packs.installing import clones
from tutor.packs.installing.clones import GitSource, is_repository, newest
from tutor.packs.installing.taking import Taken, take

WritePack = Callable[[Path, Mapping[str, str]], Path]


def git(*words: str, cwd: Path) -> str:
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")
    return subprocess.run(
        ["git", *identity, *words], cwd=cwd, env=env, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def work(tmp_path: Path, write_pack: WritePack) -> Path:
    """A repository with a pack in it, nothing committed yet."""
    folder = write_pack(tmp_path / "tiny", {"lessons/a.md": "a", "setup.py": "x"})
    git("init", "-q", "-b", "main", cwd=folder)
    return folder


def bare(work: Path) -> str:
    """A bare repository of what is there now."""
    git("add", "-A", cwd=work)
    git("commit", "-q", "-m", "all", cwd=work)
    folder = work.parent / "bare.git"
    git("clone", "-q", "--bare", str(work), str(folder), cwd=work)
    return str(folder)


def cloned(address: str, tmp_path: Path) -> Taken:
    (tmp_path / "clone").mkdir()
    (tmp_path / "out").mkdir()
    with GitSource(address, str(tmp_path / "clone")) as source:
        return take(source, str(tmp_path / "out"))


def test_a_pack_is_taken_from_the_newest_commit(work: Path, tmp_path: Path) -> None:
    address = bare(work)
    found = cloned(address, tmp_path)
    assert sorted(found.hashes) == ["lessons/a.md", "pack.yaml"]
    assert (tmp_path / "out/lessons/a.md").read_text() == "a"
    assert newest(address) == git("rev-parse", "HEAD", cwd=work).strip()
    assert git("--git-dir", str(tmp_path / "clone"), "rev-list", "--count", "HEAD", cwd=work).strip() == "1"


def test_a_repository_is_told_from_a_folder(work: Path, tmp_path: Path) -> None:
    assert is_repository(str(work))
    assert is_repository(bare(work))
    assert not is_repository(str(tmp_path))


def test_no_hook_no_filter_no_submodule_is_run_or_followed(
    work: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever git would run in a clone with a checkout leaves a mark; the same repository cloned by hand shows it."""
    mark = tmp_path / "mark"
    hook = f"#!/bin/sh\necho ran >> {mark}\n"
    templates = home / "templates" / "hooks"
    for folder in (templates, home / "hooks"):
        folder.mkdir(parents=True)
        for name in ("post-checkout", "post-merge", "reference-transaction", "pre-auto-gc"):
            (folder / name).write_text(hook)
            (folder / name).chmod(0o755)
    other = work.parent / "other"
    other.mkdir()
    git("init", "-q", "-b", "main", cwd=other)
    (other / "evil.md").write_text("x")
    git("add", "-A", cwd=other)
    git("commit", "-q", "-m", "x", cwd=other)
    (work / ".gitattributes").write_text("*.md filter=evil\n")
    (work / ".githooks").mkdir()
    (work / ".githooks/post-checkout").write_text(hook)
    git("submodule", "--quiet", "add", str(other), "aids", cwd=work)
    address = bare(work)
    (home / ".gitconfig").write_text(
        f"[init]\n\ttemplateDir = {home}/templates\n[core]\n\thooksPath = {home}/hooks\n"
        f'[filter "evil"]\n\tsmudge = "echo ran >> {mark}; cat"\n\tclean = cat\n'
        "[submodule]\n\trecurse = true\n[protocol]\n\tallow = always\n"
    )
    found = cloned(address, tmp_path)
    assert not mark.exists()
    assert found.left_out == ("aids: it is no plain file",)
    assert not (tmp_path / "out/aids").exists()
    assert not (tmp_path / "clone/modules").exists()
    assert (tmp_path / "out/lessons/a.md").read_text() == "a"
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    subprocess.run(["git", "clone", "-q", "--recurse-submodules", address, str(tmp_path / "by-hand")], check=True)
    assert mark.read_text().count("ran") > 1, "by hand all of it runs"


def test_links_are_left_out_and_named(work: Path, tmp_path: Path) -> None:
    (work / "lessons/link.md").symlink_to("/etc/passwd")
    (work / "quizzes").symlink_to("/etc")
    (work / "elsewhere").symlink_to("/etc")
    found = cloned(bare(work), tmp_path)
    assert found.left_out == ("lessons/link.md: it is a link", "quizzes: it is a link")
    assert sorted(found.hashes) == ["lessons/a.md", "pack.yaml"]


def test_names_that_are_one_on_some_systems_are_refused(work: Path, tmp_path: Path) -> None:
    (work / "lessons/A.md").write_text("another")
    with pytest.raises(PackError, match="one name on some systems"):
        cloned(bare(work), tmp_path)


def test_a_file_that_is_too_large_is_refused(work: Path, tmp_path: Path) -> None:
    (work / "lessons/large.md").write_bytes(b"\0" * (9 << 20))
    with pytest.raises(PackError, match="larger than 8 MB"):
        cloned(bare(work), tmp_path)


def test_a_repository_that_grows_too_large_is_given_up(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = bare(work)
    monkeypatch.setattr(clones, "CLONE_BYTES", -1)
    monkeypatch.setattr(clones, "_LOOKED", 0.0)
    with pytest.raises(PackError, match="too large"):
        cloned(address, tmp_path)


def test_a_repository_without_a_commit_or_a_pack_is_said(work: Path, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="empty"):
        newest(str(work))
    with pytest.raises(PackError, match="empty"):
        cloned(str(work), tmp_path)


def test_what_git_says_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        cloned(str(tmp_path / "nowhere"), tmp_path)
    assert "git could not get it" in str(caught.value)
    assert "nowhere" in caught.value.hint


def test_git_works_in_no_repository_of_its_caller(work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the tutor is started from a hook."""
    address = bare(work)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert cloned(address, tmp_path).hashes


def test_an_address_never_reaches_a_path_or_a_program(tmp_path: Path) -> None:
    """Addresses are checked before; git is told once more which protocols may be spoken."""
    for address in (f"file://{tmp_path}", "ext::touch mark", "--upload-pack=touch mark"):
        with pytest.raises(PackError, match="git could not get it"):
            newest(address)
    assert not list(tmp_path.iterdir())


def test_without_git_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackError, match="git cannot be started"):
        newest("https://example.org/pack")
