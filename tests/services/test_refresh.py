"""The library is what the pack folders hold now, whatever happened to the catalog in between."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from tutor.catalog import scanning
from tutor.catalog.reading import Catalog
from tutor.errors import CatalogError
from tutor.places import Places
from tutor.services.library import refresh

WritePack = Callable[[Path, Mapping[str, str]], Path]


def places_with(where: Places, **changed: str) -> Places:
    """The same places but for some folders."""
    return Places(**{name: getattr(where, name) for name in ("data", "cache", "state", "shipped")} | changed)


def quiz(*names: str) -> str:
    """A quiz without a problem but that it teaches nothing."""
    return "---\ntitle: A quiz\n---\n" + "\n".join(f"## What is {name}? {{#{name}}}\n- = {name}\n" for name in names)


def lesson(*names: str, teaches: str = "") -> str:
    return quiz(*names).replace(
        "A quiz\n", f"A lesson\nminutes: 2\nwhy: Because.\nessence: One.\nteaches: [{teaches}]\n"
    )


class Shelf:
    """The packs of one home, and how many files each refresh has read."""

    def __init__(self, where: Places, write_pack: WritePack, here: Path) -> None:
        self.where = where
        self.write_pack = write_pack
        self.here = here
        self.read = 0
        self.opened: list[Catalog] = []

    def pack(self, name: str, files: Mapping[str, str]) -> Path:
        """A shipped pack."""
        return self.write_pack(Path(self.where.shipped) / name, files)

    def refresh(self) -> Catalog:
        self.read = 0
        catalog = refresh(self.where, str(self.here), self._count)
        self.opened.append(catalog)
        return catalog

    def _count(self, done: int, total: int) -> None:
        assert 0 < done <= total
        self.read = done


@pytest.fixture
def shelf(places: Places, write_pack: WritePack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """Stamps are trusted at once, so that what is read again is read because of the test."""
    monkeypatch.setattr(scanning, "TICK_NS", 0)
    shelf = Shelf(places, write_pack, tmp_path)
    yield shelf
    for catalog in shelf.opened:
        catalog.close()


@pytest.fixture
def git(shelf: Shelf) -> Path:
    files = {"lessons/undo.md": lesson("u1", "u2"), "quizzes/a.md": quiz("a1"), "quizzes/b.md": quiz("b1", "b2")}
    files["pack.yaml"] = "format: 1\npack: git\ntitle: Git\norder: [undo]\n"
    return shelf.pack("git", files)


def names(catalog: Catalog) -> list[str]:
    return [row.name for row in catalog.questions()]


def contents(catalog: Catalog) -> object:
    """All that a catalog tells."""
    return (
        catalog.packs(),
        catalog.shadowed(),
        catalog.problems(),
        catalog.renamed(),
        [
            (row, catalog.item(row.name), catalog.teaches(row.name), catalog.taught_by(row.name))
            for row in catalog.items()
        ],
        [(row, catalog.question(row.name)) for row in catalog.questions()],
    )


# -- what is there


def test_the_tiny_pack_comes_back_whole(shelf: Shelf, tiny_pack: Path) -> None:
    from tutor.packs.folder import read_pack

    shutil.copytree(tiny_pack, Path(shelf.where.shipped) / "tiny")
    catalog = shelf.refresh()
    whole = read_pack(str(tiny_pack))
    assert tuple(catalog.item(row.name) for row in catalog.items()) == whole.items
    assert catalog.pack("tiny") == whole.pack
    assert [problem for _, problem in catalog.problems()] == sorted(whole.problems)
    assert (shelf.read, catalog.notes, catalog.path) == (4, (), shelf.where.catalog)


def test_without_a_pack_the_library_is_empty(shelf: Shelf) -> None:
    catalog = shelf.refresh()
    assert catalog.packs() == []
    assert catalog.problems() == []


def test_packs_come_from_every_source_and_say_from_which(
    shelf: Shelf, git: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = tmp_path / "team"
    monkeypatch.setenv("TUTOR_PATH", str(team))
    for folder in (
        tmp_path / ".tutor" / "mine",
        team / "ours",
        Path(shelf.where.own),
        Path(shelf.where.installed) / "x",
    ):
        shelf.write_pack(folder, {"quizzes/q.md": quiz("q")})
    rows = shelf.refresh().packs()
    assert [(row.id, row.label) for row in rows] == [
        ("mine", "here"),
        ("ours", "team"),
        ("own", "own"),
        ("x", "installed"),
        ("git", "shipped"),
    ]


def test_of_two_packs_with_one_id_the_first_wins_until_it_is_gone(shelf: Shelf, git: Path) -> None:
    first = shelf.write_pack(Path(shelf.where.installed) / "git", {"quizzes/other.md": quiz("o1")})
    catalog = shelf.refresh()
    assert names(catalog) == ["git/o1"]
    assert catalog.shadowed() == [("git", str(git), str(first))]
    shutil.rmtree(first)
    catalog = shelf.refresh()
    assert names(catalog) == ["git/u1", "git/u2", "git/a1", "git/b1", "git/b2"]
    assert catalog.shadowed() == []


def test_a_new_pack_earlier_in_the_order_takes_the_id_over(shelf: Shelf, git: Path) -> None:
    shelf.refresh()
    shelf.write_pack(Path(shelf.where.installed) / "git", {"quizzes/a.md": quiz("a1", "a9")})
    assert names(shelf.refresh()) == ["git/a1", "git/a9"]


def test_the_id_of_the_learners_own_pack_is_kept_for_it(shelf: Shelf) -> None:
    shelf.pack("taken", {"pack.yaml": "format: 1\npack: own\ntitle: Mine\n"})
    shelf.pack("own", {"quizzes/q.md": quiz("q")})
    catalog = shelf.refresh()
    assert catalog.packs() == []
    assert {problem.code for _, problem in catalog.problems()} == {"E401"}


def test_a_broken_pack_beside_a_whole_one_is_told_and_left_out(shelf: Shelf, git: Path) -> None:
    shelf.pack("broken", {"pack.yaml": "format: 9\npack: broken\n", "quizzes/q.md": quiz("q")})
    shipped = Path(shelf.where.shipped)
    (shipped / "nameless" / "lessons").mkdir(parents=True)
    (shipped / "circle").symlink_to(shipped / "circle")
    catalog = shelf.refresh()
    assert [row.id for row in catalog.packs()] == ["git"]
    told = {os.path.basename(folder) for folder, problem in catalog.problems() if problem.is_error}
    assert told == {"broken", "nameless", "circle"}
    assert [problem.code for _, problem in catalog.problems(str(shipped / "nameless"))] == ["E402"]
    shelf.refresh()
    assert shelf.read == 0


def test_a_pack_with_an_error_opens_without_the_broken_question(shelf: Shelf, git: Path) -> None:
    (git / "quizzes" / "a.md").write_text(quiz("a1") + "\n## Broken {#a2}\n- [ ] none is right\n- [ ] of these\n")
    catalog = shelf.refresh()
    (row,) = catalog.packs()
    assert row.problems >= 1
    assert "git/a1" in names(catalog)
    assert "git/a2" not in names(catalog)
    assert any(problem.place.path == "quizzes/a.md" for pack, problem in catalog.problems("git") if pack == "git")


# -- what changed


def test_nothing_is_read_again_when_nothing_changed(shelf: Shelf, git: Path) -> None:
    before = contents(shelf.refresh())
    assert shelf.read == 3
    assert contents(shelf.refresh()) == before
    assert shelf.read == 0


def test_only_the_file_that_changed_is_read_again(shelf: Shelf, git: Path) -> None:
    shelf.refresh()
    (git / "quizzes" / "b.md").write_text(quiz("b1", "b3"))
    assert names(shelf.refresh())[-2:] == ["git/b1", "git/b3"]
    assert shelf.read == 1
    (git / "quizzes" / "c.md").write_text(quiz("c1"))
    assert names(shelf.refresh())[-1] == "git/c1"
    assert shelf.read == 1
    (git / "quizzes" / "b.md").unlink()
    assert names(shelf.refresh()) == ["git/u1", "git/u2", "git/a1", "git/c1"]
    assert shelf.read == 0


def test_a_change_that_keeps_size_and_time_is_seen(shelf: Shelf, git: Path) -> None:
    path = git / "quizzes" / "b.md"
    shelf.refresh()
    status = path.stat()
    path.write_text(quiz("b1", "b9"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert names(shelf.refresh())[-1] == "git/b9"


def test_a_change_in_the_very_moment_of_reading_is_seen(
    shelf: Shelf, git: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "TICK_NS", 10**12)
    shelf.refresh()
    shelf.refresh()
    assert shelf.read == 3


def test_pack_yaml_changes_the_order_without_any_item_being_read(shelf: Shelf, git: Path) -> None:
    shelf.refresh()
    (git / "pack.yaml").write_text("format: 1\npack: git\ntitle: New\norder: [b, nothing]\nrenamed: {old: undo}\n")
    catalog = shelf.refresh()
    assert [row.name for row in catalog.items()] == ["git/b", "git/a", "git/undo"]
    assert catalog.packs()[0].title == "New"
    assert catalog.renamed() == [("git/old", "git/undo")]
    assert any(problem.code == "E404" for _, problem in catalog.problems())
    assert shelf.read == 0


def test_a_pack_that_takes_another_id_takes_all_its_names_along(shelf: Shelf, git: Path) -> None:
    shelf.refresh()
    (git / "pack.yaml").write_text("format: 1\npack: hub\ntitle: Hub\norder: [undo]\n")
    assert names(shelf.refresh()) == ["hub/u1", "hub/u2", "hub/a1", "hub/b1", "hub/b2"]


def test_a_repeated_id_is_left_out_until_the_first_is_gone(shelf: Shelf, git: Path) -> None:
    (git / "quizzes" / "b.md").write_text(quiz("a1", "b2"))
    catalog = shelf.refresh()
    assert catalog.question("git/a1").home == "a"
    assert any(problem.code == "E403" for _, problem in catalog.problems())
    (git / "quizzes" / "a.md").unlink()
    catalog = shelf.refresh()
    assert catalog.question("git/a1").home == "b"
    assert all(problem.code != "E403" for _, problem in catalog.problems())


def test_a_pack_that_vanishes_while_it_is_read_leaves_the_others(shelf: Shelf, git: Path) -> None:
    other = shelf.pack("other", {f"quizzes/{number}.md": quiz(f"o{number}") for number in range(3)})

    def vanish(done: int, total: int) -> None:
        shutil.rmtree(other, ignore_errors=True)

    refresh(shelf.where, str(shelf.here), vanish).close()
    catalog = shelf.refresh()
    assert [row.id for row in catalog.packs()] == ["git"]
    assert {pack for pack, _ in catalog.problems()} == {"git"}


PATHS = ("lessons/undo.md", "quizzes/a.md", "quizzes/b.md", "pack.yaml")
TEXTS = (
    None,
    lesson("a1", "x"),
    lesson("b1", teaches="a"),
    quiz("x", "y"),
    quiz("a1"),
    "no front matter",
    "format: 1\npack: git\ntitle: T\norder: [b]\n",
    "format: 1\npack: hub\ntitle: T\nrenamed: {o: a}\n",
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(
        st.tuples(st.sampled_from(("git", "hub")), st.sampled_from(PATHS), st.sampled_from(TEXTS)),
        min_size=2,
        max_size=8,
    ),
    every=st.integers(1, 4),
)
def test_what_was_read_bit_by_bit_equals_what_is_read_at_once(
    shelf: Shelf, edits: list[tuple[str, str, str | None]], every: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "packs").mkdir()
        where = places_with(shelf.where, shipped=str(base / "packs"), cache=str(base / "cache"))
        for number, (pack, path, text) in enumerate(edits):
            file = base / "packs" / pack / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                file.unlink(missing_ok=True)
            else:
                file.write_text(text)
            if number % every == 0:
                refresh(where, folder).close()
        bit_by_bit = refresh(where, folder)
        at_once = refresh(places_with(where, cache=str(base / "fresh")), folder)
        assert contents(bit_by_bit) == contents(at_once)
        bit_by_bit.close()
        at_once.close()


# -- the file


def overwrite(path: str, data: bytes, at: int = 0) -> None:
    with open(path, "r+b") as file:
        file.seek(at)
        file.write(data)


def page_of(path: str, table: str) -> tuple[int, int]:
    """Where a table's first page begins in the file, and how long a page is."""
    with sqlite3.connect(path) as db:
        ((size,),) = db.execute("PRAGMA page_size")
        ((root,),) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
    db.close()
    return (root - 1) * size, size


def spoil_bodies(path: str) -> None:
    start, size = page_of(path, "question_body")
    overwrite(path, b"\xff" * size, start)


def spoil_json(path: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE question_body SET body = '[\"Nothing'")
        db.execute("UPDATE item SET body = '[[]'")
    db.close()


def spoil_stamps(path: str) -> None:
    start, size = page_of(path, "file")
    overwrite(path, b"\xff" * size, start)


def spoil_facts(path: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE file SET facts = '[[', size = 0 WHERE path LIKE 'quizzes/%'")
        db.execute("UPDATE file SET facts = '[[' WHERE path LIKE 'lessons/%'")
    db.close()


def change_version(path: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def change_program(path: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = '0.0.1 0'")
    db.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: overwrite(path, b"not a database at all, but some text"),
        lambda path: overwrite(path, os.urandom(4000), 100),
        lambda path: os.truncate(path, os.path.getsize(path) // 2),
        lambda path: os.truncate(path, 4096),
        lambda path: os.truncate(path, 50),
        lambda path: os.truncate(path, 0),
        spoil_bodies,
        spoil_json,
        spoil_stamps,
        spoil_facts,
        change_version,
        change_program,
    ],
    ids=[
        "text",
        "random",
        "half",
        "page",
        "header",
        "empty",
        "bodies",
        "json",
        "stamps",
        "facts",
        "version",
        "program",
    ],
)
def test_a_damaged_or_foreign_catalog_is_thrown_away_and_said_in_one_line(
    shelf: Shelf, git: Path, spoil: Callable[[str], None]
) -> None:
    whole = shelf.refresh()
    before = contents(whole)
    whole.close()
    spoil(shelf.where.catalog)
    mended = shelf.refresh()
    assert contents(mended) == before
    assert len(mended.notes) == 1
    assert "built anew" in mended.notes[0]
    again = shelf.refresh()
    assert contents(again) == before
    assert again.notes == ()


def test_a_catalog_without_anything_to_mend_it_says_that_it_is_damaged(shelf: Shelf, git: Path) -> None:
    shelf.refresh().close()
    spoil_bodies(shelf.where.catalog)
    catalog = Catalog.open(shelf.where.catalog)
    with pytest.raises(CatalogError, match="damaged"):
        catalog.question("git/u1")
    catalog.close()


def test_a_catalog_that_is_not_there_is_an_error_to_open(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="no catalog"):
        Catalog.open(str(tmp_path / "nowhere" / "catalog.sqlite"))


def test_a_cache_folder_that_cannot_be_made_is_said_and_all_works(shelf: Shelf, git: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    shelf.where = places_with(shelf.where, cache=str(tmp_path / "file" / "cache"))
    catalog = shelf.refresh()
    assert names(catalog) == ["git/u1", "git/u2", "git/a1", "git/b1", "git/b2"]
    (note,) = catalog.notes
    assert str(tmp_path / "file" / "cache") in note
    assert "this run alone" in note


def test_a_catalog_in_a_folder_that_became_read_only_is_still_read(shelf: Shelf, git: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is read-only for root")
    before = contents(shelf.refresh())
    shelf.opened.pop().close()
    os.chmod(shelf.where.cache, 0o500)
    try:
        catalog = shelf.refresh()
        assert contents(catalog) == before
        assert catalog.notes == ()
        (git / "quizzes" / "c.md").write_text(quiz("c1"))
        catalog = shelf.refresh()
        assert "git/c1" in names(catalog)
        assert len(catalog.notes) == 1
    finally:
        os.chmod(shelf.where.cache, 0o700)


FULL = """
import resource, sys
sys.dont_write_bytecode = True  # it would be cut at the limit, too
from tutor.places import Places
from tutor.services.library import refresh
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
catalog = refresh(Places(data="", cache=sys.argv[1], state="", shipped=sys.argv[2]), "/")
print(len(catalog.questions()), len(catalog.notes), *catalog.notes)
"""


def test_a_full_disk_is_said_and_all_works(shelf: Shelf, git: Path) -> None:
    told = run(FULL, shelf.where.cache, shelf.where.shipped)
    assert told.startswith("5 1 The catalog cannot be kept in")
    assert not any(name.endswith(".new") for name in os.listdir(shelf.where.cache))
    assert names(shelf.refresh())


def run(code: str, *words: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


# -- several at once

BUILD = """
import sys
from tutor.places import Places
from tutor.services.library import refresh
print("ready", flush=True)
sys.stdin.readline()
for _ in range(3):
    catalog = refresh(Places(data="", cache=sys.argv[1], state="", shipped=sys.argv[2]), "/")
    print(len(catalog.questions()), *catalog.notes, flush=True)
    catalog.close()
"""


@pytest.mark.parametrize("state", ["missing", "damaged", "changed"])
def test_several_processes_may_build_at_once(shelf: Shelf, git: Path, state: str) -> None:
    shelf.pack("big", {f"quizzes/{number}.md": quiz(f"q{number}", f"r{number}") for number in range(30)})
    if state != "missing":
        shelf.refresh()
    if state == "damaged":
        overwrite(shelf.where.catalog, b"\xff" * 3000, 2000)
    if state == "changed":
        for number in range(20, 40):
            shelf.pack("big", {f"quizzes/{number}.md": quiz(f"q{number}", f"s{number}")})
    command = [sys.executable, "-c", BUILD, shelf.where.cache, shelf.where.shipped]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60) for process in running]
    assert [error for _, error in told] == ["", "", ""]
    count = str(5 + 2 * (40 if state == "changed" else 30))
    lines = [line for output, _ in told for line in output.splitlines()]
    assert {line.split(" ")[0] for line in lines} == {count}
    assert not any("this run alone" in line for line in lines)


def test_whoever_reads_during_a_build_sees_the_old_state_whole(shelf: Shelf, git: Path) -> None:
    reader = shelf.refresh()
    before = names(reader)
    seen: list[list[str]] = []

    def look(done: int, total: int) -> None:
        other = Catalog.open(shelf.where.catalog)
        seen.extend((names(other), names(reader)))
        other.close()

    for number in range(3):
        (git / "quizzes" / f"n{number}.md").write_text(quiz(f"m{number}"))
    shutil.rmtree(git / "lessons")
    after = names(refresh(shelf.where, str(shelf.here), look))
    assert seen == [before] * 6
    assert names(reader) == after == ["git/a1", "git/b1", "git/b2", "git/m0", "git/m1", "git/m2"]


def test_a_build_that_is_stopped_leaves_the_old_state(shelf: Shelf, git: Path) -> None:
    before = names(shelf.refresh())

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    (git / "quizzes" / "c.md").write_text(quiz("c1"))
    with pytest.raises(KeyboardInterrupt):
        refresh(shelf.where, str(shelf.here), stop)
    assert names(Catalog.open(shelf.where.catalog)) == before
    assert names(shelf.refresh()) == [*before, "git/c1"]


def test_two_working_folders_do_not_take_each_others_packs_away(shelf: Shelf, git: Path, tmp_path: Path) -> None:
    shelf.write_pack(tmp_path / "work" / ".tutor" / "mine", {"quizzes/m.md": quiz("m1")})
    inside = refresh(shelf.where, str(tmp_path / "work" / "deep" / "er"))
    outside = shelf.refresh()
    assert "mine/m1" in names(inside)
    assert "mine/m1" not in names(outside)
    assert inside.path != outside.path == shelf.where.catalog
    inside.close()


def test_catalogs_of_working_folders_long_left_are_deleted(shelf: Shelf, git: Path) -> None:
    cache = Path(shelf.where.cache)
    cache.mkdir(parents=True)
    for name in ("catalog-0a1b2c3d.sqlite", "catalog-0a1b2c3d.sqlite-wal", "catalog-ffffffff.sqlite", "other.sqlite"):
        (cache / name).write_text("")
        if "ffff" not in name:
            os.utime(cache / name, (0, 0))
    shelf.refresh()
    assert {path.name for path in cache.glob("*.sqlite")} == {
        "catalog.sqlite",
        "catalog-ffffffff.sqlite",
        "other.sqlite",
    }
    assert not (cache / "catalog-0a1b2c3d.sqlite-wal").exists()


# -- what it costs

IMPORTED = """
import sys
from tutor.places import Places
from tutor.services.library import refresh
catalog = refresh(Places(data="", cache=sys.argv[1], state="", shipped=sys.argv[2]), "/")
catalog.questions(), catalog.packs(), catalog.items(), catalog.close()
print(*(name for name in ("tutor.packs", "tutor.model", "tutor.catalog.building", "yaml") if name in sys.modules))
"""


def test_what_reads_packs_is_imported_only_when_something_changed(shelf: Shelf, git: Path) -> None:
    assert "tutor.packs" in run(IMPORTED, shelf.where.cache, shelf.where.shipped)
    assert run(IMPORTED, shelf.where.cache, shelf.where.shipped) == "\n"
