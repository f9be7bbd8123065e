"""Installed packs on disk: at every moment, and after every way to be interrupted, one whole version is in use."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tutor.errors import PackError
from tutor.packs.installing import store as store_module
from tutor.packs.installing.manifest import Hashes
from tutor.packs.installing.records import Origin, Record, read_record, write_record
from tutor.packs.installing.store import Installed, Store, altered
from tutor.packs.installing.taking import FolderSource, take

ROOT = Path(__file__).parents[2]


def place(store: Store, pack: str, text: str, expected: int | None = None) -> Installed:
    """Install a version whose files all hold `text`."""
    with store.stage() as stage:
        hashes = write(Path(stage, "pack"), text)
        write_record(stage, Record(pack, text, Origin.FOLDER, "/from", "", "2026-11-22T10:00:00+01:00", hashes))
        found = store.find(pack)
        return store.place(stage, pack, (found.current.number if found else 0) if expected is None else expected)


def write(folder: Path, text: str) -> Hashes:
    source = folder.parent / "source"
    (source / "lessons").mkdir(parents=True)
    (source / "pack.yaml").write_text(f"format: 1\npack: tiny\ntitle: {text}\n")
    for number in range(3):
        (source / f"lessons/{number}.md").write_text(text)
    hashes = take(FolderSource(str(source)), str(folder)).hashes
    shutil.rmtree(source)
    return hashes


def texts(folder: Path) -> set[str]:
    return {path.read_text() for path in (folder / "lessons").iterdir()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "data" / "packs"))


def test_looking_makes_no_folder(store: Store) -> None:
    assert store.all() == []
    assert store.find("tiny") is None
    assert not Path(store.folder).exists()


def test_a_version_is_in_use_and_the_one_before_is_kept(store: Store) -> None:
    for text in ("one", "two", "three"):
        found = place(store, "tiny", text)
    assert texts(Path(found.link)) == {"three"}
    assert found.before is not None
    assert texts(Path(found.before.folder)) == {"two"}
    assert sorted(os.listdir(Path(store.folder, ".kept/tiny"))) == ["2", "3"]
    assert found.current.record is not None
    assert found.current.record.version == "three"
    assert [one.pack for one in store.all()] == ["tiny"]
    assert store.at(found.link) == found
    assert store.at("/elsewhere/tiny") is None


def test_what_is_in_use_is_on_the_disk_before_it_is_in_use(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut leaves what was synced: every file and folder of a version, before a link leads to it."""
    place(store, "tiny", "one")
    synced: set[str] = set()
    at_rename: dict[str, set[str]] = {}
    fsync, rename = os.fsync, os.rename

    def note_sync(handle: int) -> None:
        fsync(handle)
        synced.add(os.readlink(f"/proc/self/fd/{handle}"))

    def note_rename(old: str, new: str) -> None:
        at_rename[new] = set(synced)
        rename(old, new)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "rename", note_rename)
    with store.stage() as stage:
        hashes = write(Path(stage, "pack"), "two")
        write_record(stage, Record("tiny", "two", Origin.FOLDER, "/from", "", "2026-11-22T10:00:00+01:00", hashes))
        parts = ["", "/pack", "/record.json", "/pack/lessons", *(f"/pack/{path}" for path in hashes)]
        placed = store.place(stage, "tiny", 1)
    assert at_rename[os.path.dirname(placed.current.folder)] >= {stage + part for part in parts}
    kept = os.path.join(store.folder, ".kept")
    assert at_rename[placed.link] >= {os.path.join(kept, "tiny"), kept}
    assert store.folder in synced
    synced.clear()
    store.roll_back("tiny")
    assert store.folder in synced


def test_going_back_and_forward_again(store: Store) -> None:
    place(store, "tiny", "one")
    with pytest.raises(PackError, match="no earlier version"):
        store.roll_back("tiny")
    place(store, "tiny", "two")
    back = store.roll_back("tiny")
    assert texts(Path(back.link)) == {"one"}
    assert back.before is None
    forward = place(store, "tiny", "three")
    assert forward.before is not None
    assert texts(Path(forward.before.folder)) == {"one"}
    assert texts(Path(forward.link)) == {"three"}


def test_removing_leaves_nothing(store: Store) -> None:
    place(store, "tiny", "one")
    place(store, "other", "one")
    store.remove("tiny")
    assert sorted(os.listdir(store.folder)) == [".kept", ".lock", "other"]
    assert os.listdir(Path(store.folder, ".kept")) == ["other"]
    with pytest.raises(PackError, match="not installed any more"):
        store.remove("tiny")


@pytest.mark.parametrize("pack", ["lessons", "aids", "claims"])
def test_a_pack_may_be_called_as_a_kind_of_item(store: Store, pack: str) -> None:
    """A folder that holds one called so would be taken for a pack itself."""
    found = place(store, pack, "one")
    assert os.path.basename(found.link) == f"{pack}.pack"
    assert store.at(found.link) == found
    store.remove(pack)
    assert store.find(pack) is None


def test_files_are_read_only_and_a_changed_one_is_noticed(store: Store) -> None:
    found = place(store, "tiny", "one")
    lesson = Path(found.link, "lessons/1.md")
    assert not lesson.stat().st_mode & 0o222
    assert altered(found.current) == []
    lesson.chmod(0o644)
    lesson.write_text("two")
    Path(found.link, "lessons/0.md").unlink()
    Path(found.link, "lessons/more.md").write_text("x")
    assert altered(found.current) == ["lessons/0.md", "lessons/1.md", "lessons/more.md"]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"hashes": []}'])
def test_a_damaged_record_is_none(store: Store, text: str) -> None:
    found = place(store, "tiny", "one")
    folder = Path(found.current.folder).parent
    assert read_record(str(folder)) == found.current.record
    (folder / "record.json").write_text(text)
    now = store.find("tiny")
    assert now is not None
    assert now.current.record is None
    assert altered(now.current) == []


def test_who_comes_second_is_told(store: Store) -> None:
    place(store, "tiny", "one")
    with pytest.raises(PackError, match="another tutor has changed tiny"):
        place(store, "tiny", "two", expected=0)
    assert texts(Path(store.folder, "tiny")) == {"one"}


def test_what_somebody_put_there_is_never_replaced(store: Store) -> None:
    by_hand = Path(store.folder, "tiny")
    by_hand.mkdir(parents=True)
    with pytest.raises(PackError, match="something is there already"):
        place(store, "tiny", "one")
    assert by_hand.is_dir()
    assert store.find("tiny") is None


def test_many_at_once_leave_one_whole_pack(store: Store) -> None:
    told: list[str] = []

    def install(text: str) -> None:
        try:
            place(store, "tiny", text)
        except PackError as error:
            told.append(error.message)

    threads = [threading.Thread(target=install, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = store.find("tiny")
    assert found is not None
    assert len(texts(Path(found.link))) == 1
    assert all("another tutor" in message for message in told)
    assert len(told) < 8
    assert altered(found.current) == []


def test_a_turn_that_does_not_come_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    place(store, "tiny", "one")
    monkeypatch.setattr(store_module, "PATIENCE", 0.0)
    with open(Path(store.folder, ".lock")) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(PackError, match="another tutor is changing packs"):
            store.remove("tiny")
    store.remove("tiny")


# Kills itself before the nth thing that it does to the folder of packs, for each n, and tells what was there then.
KILLED = """
import os, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from test_installing_store import place, texts
from tutor.packs.installing.store import Store, altered

folder, deed = sys.argv[1], sys.argv[2]
store = Store(folder)
before = "" if deed == "install" else "two"


def whole():
    found = store.find("tiny")
    if found is None:
        assert not os.path.lexists(os.path.join(folder, "tiny"))
        return ""
    assert altered(found.current) == []
    (text,) = texts(Path(found.link))
    return text


def reset():
    if store.find("tiny"):
        store.remove("tiny")
    for text in ("one", "two") if before else ():
        place(store, "tiny", text)


def die(event, args):
    global left
    if any(isinstance(each, str) and each.startswith(folder) for each in args):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), 9)


deeds = {{
    "install": lambda: place(store, "tiny", "three"),
    "update": lambda: place(store, "tiny", "three"),
    "rollback": lambda: store.roll_back("tiny"),
    "remove": lambda: store.remove("tiny"),
}}
after = {{"install": "three", "update": "three", "rollback": "one", "remove": ""}}[deed]
place(store, "other", "x")
reset()
done = deaths = 0
while not done:
    child = os.fork()
    if child == 0:
        left = deaths
        sys.addaudithook(die)
        deeds[deed]()
        os._exit(0)
    done = os.WIFEXITED(os.waitpid(child, 0)[1])
    deaths += 1
    assert whole() in (before, after)
    place(store, "other", "x")  # the next change sweeps
    assert not [name for name in os.listdir(folder + "/.kept") if name.startswith(".new-")]
    if whole() != before:
        reset()
print(deaths)
"""


@pytest.mark.parametrize(("deed", "least"), [("install", 10), ("update", 10), ("rollback", 4), ("remove", 4)])
def test_killed_at_any_moment_it_is_whole(store: Store, deed: str, least: int) -> None:
    code = KILLED.format(tests=str(Path(__file__).parent))
    done = subprocess.run(
        [sys.executable, "-c", code, store.folder, deed],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > least, "it was to be killed at more than so many moments"


FULL = """
import os, resource, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from test_installing_store import place, texts
from tutor.errors import PackError
from tutor.packs.installing.store import Store, altered
from tutor.packs.installing.taking import FolderSource, take

store = Store(sys.argv[1])
found = place(store, "tiny", "one")
if sys.argv[2] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
try:
    with store.stage() as stage:
        take(FolderSource(sys.argv[3]), os.path.join(stage, "pack"))
    print("it all went in")
except PackError as error:
    print(error)
assert store.find("tiny") == found and texts(Path(found.link)) == {{"one"}} and altered(found.current) == []
assert sorted(os.listdir(os.path.join(store.folder, ".kept"))) == ["tiny"]
"""


@pytest.mark.parametrize("how", ["limit", "tmpfs"])
def test_a_disk_that_fills_half_way_leaves_the_old_pack_whole(store: Store, tmp_path: Path, how: str) -> None:
    large = tmp_path / "large"
    (large / "lessons").mkdir(parents=True)
    (large / "pack.yaml").write_text("format: 1\npack: tiny\ntitle: Large\n")
    for number in range(20):
        (large / f"lessons/{number}.md").write_bytes(b"x" * 60_000)
    code = FULL.format(tests=str(Path(__file__).parent))
    command = [sys.executable, "-c", code, store.folder, how, str(large)]
    if how == "tmpfs":
        os.makedirs(store.folder)
        box = ["bwrap", "--dev-bind", "/", "/", "--size", "500000", "--tmpfs", store.folder]
        if subprocess.run([*box, "true"], capture_output=True, check=False).returncode if shutil.which("bwrap") else 1:
            pytest.skip("there is no bwrap here that can make a small disk")
        command = [*box, *command]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "this cannot be written: " + ("file too large" if how == "limit" else "no space left") in done.stdout


def test_a_folder_that_cannot_be_written_is_said(store: Store, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(PackError, match="cannot be written"):
        place(store, "tiny", "one")


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("bwrap"), reason="root may write everywhere")
def test_a_disk_that_is_read_only_is_said_and_packs_are_read_all_the_same(store: Store) -> None:
    place(store, "tiny", "one")
    code = (
        "import sys; from tutor.packs.installing.store import Store; store = Store(sys.argv[1])\n"
        "assert store.find('tiny')\n"
        "try:\n    store.remove('tiny')\nexcept Exception as error:\n    print(type(error).__name__, error)\n"
        "assert store.find('tiny')"
    )
    box = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", store.folder, store.folder]
    if subprocess.run([*box, "true"], capture_output=True, check=False).returncode:
        pytest.skip("there is no bwrap here that can make a read-only disk")
    command = [*box, sys.executable, "-c", code, store.folder]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("PackError")
    assert "read-only file system" in done.stdout
