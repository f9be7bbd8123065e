"""What a look-up reads: the catalog as it is while nothing tells of changes, and a sound one whatever happened."""

import os
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tutor.catalog import scanning
from tutor.errors import NotFound
from tutor.places import Places
from tutor.services.library import refresh_stamps
from tutor.services.lookup import Aids, note_wish, one_aid
from tutor.services.recent import Recent, recent, remember

WritePack = Callable[[Path, Mapping[str, str]], Path]


def aid(title: str, more: str = "") -> str:
    return f"---\ntitle: {title}\naid: checklist\n---\n- [ ] Look\n{more}"


@pytest.fixture
def own(places: Places, write_pack: WritePack) -> Path:
    """The learner's own pack with one aid."""
    return write_pack(
        Path(places.own), {"pack.yaml": "format: 1\npack: own\ntitle: Own\n", "aids/tea.md": aid("Brew tea")}
    )


@pytest.fixture
def installed(places: Places, write_pack: WritePack) -> Path:
    return write_pack(Path(places.installed) / "git", {"aids/undo.md": aid("Undo a commit")})


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that were written a moment ago count as settled: the tests do not wait for the tick."""
    monkeypatch.setattr(scanning, "TICK_NS", -(10**15))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one with every time that the packs are looked at in full."""
    from tutor.services import library

    counted: list[str] = []
    refresh = library.refresh

    def counting(where: Places, here: str, *args: object) -> object:
        counted.append(here)
        return refresh(where, here)

    monkeypatch.setattr(library, "refresh", counting)
    return counted


def titles(places: Places, question: str, here: str = "/") -> list[str]:
    aids = Aids(places, here)
    try:
        return [hit.title for hit in aids.search(question, 5).hits]
    finally:
        aids.close()


def test_a_second_look_up_reads_nothing_again(places: Places, own: Path, reads: list[str]) -> None:
    assert titles(places, "tea") == ["Brew tea"]
    assert titles(places, "brew") == ["Brew tea"]
    assert len(reads) == 1


def test_a_change_in_an_own_file_is_seen_at_once(places: Places, own: Path) -> None:
    titles(places, "tea")
    (own / "aids" / "tea.md").write_text(aid("Brew green tea"))
    assert titles(places, "tea") == ["Brew green tea"]


def test_files_that_come_and_go_in_installed_packs_are_seen_at_once(
    places: Places, installed: Path, reads: list[str]
) -> None:
    titles(places, "commit")
    (installed / "aids" / "amend.md").write_text(aid("Amend a commit"))
    assert sorted(titles(places, "commit")) == ["Amend a commit", "Undo a commit"]
    (installed / "aids" / "undo.md").unlink()
    assert titles(places, "commit") == ["Amend a commit"]
    assert titles(places, "commit") == ["Amend a commit"]
    assert len(reads) == 3


def test_an_installed_file_changed_in_place_waits_for_the_full_look(places: Places, installed: Path) -> None:
    titles(places, "commit")
    (installed / "aids" / "undo.md").write_text(aid("Revert a commit"))
    assert titles(places, "commit") == ["Undo a commit"]
    refresh_stamps(places, "/").close()
    assert titles(places, "commit") == ["Revert a commit"]


def test_a_pack_that_appears_is_seen(places: Places, own: Path, write_pack: WritePack, tmp_path: Path) -> None:
    titles(places, "tea")
    write_pack(Path(places.installed) / "git", {"aids/undo.md": aid("Undo a commit")})
    assert titles(places, "commit") == ["Undo a commit"]
    write_pack(tmp_path / ".tutor" / "here", {"aids/here.md": aid("A commit here")})
    assert "A commit here" in titles(places, "commit", str(tmp_path))
    assert "A commit here" not in titles(places, "commit")


def test_a_file_written_while_it_was_read_is_looked_at_again(
    places: Places, own: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "TICK_NS", 10**12)
    titles(places, "tea")
    titles(places, "tea")
    monkeypatch.setattr(scanning, "TICK_NS", -(10**15))
    titles(places, "tea")
    titles(places, "tea")
    assert len(reads) == 3


@pytest.mark.parametrize(
    "damage", ["missing", "empty", "cut", "overwritten", "of another release", "index overwritten"]
)
def test_a_catalog_that_cannot_be_used_is_built_again(places: Places, own: Path, damage: str) -> None:
    titles(places, "tea")
    note_wish(places, "coffee")
    path = Path(places.catalog)
    spoil(path, damage)
    aids = Aids(places, "/")
    assert [hit.title for hit in aids.search("tea", 5).hits] == ["Brew tea"]
    assert aids.printed(aids.all()[0].id)[0]
    said = " ".join(aids.notes)
    aids.close()
    assert "built anew" in said


def test_the_first_catalog_of_all_is_no_news(places: Places, own: Path, tmp_path: Path, write_pack: WritePack) -> None:
    aids = Aids(places, "/")
    assert aids.search("tea", 5).hits
    assert aids.notes == ()
    aids.close()
    note_wish(places, "coffee")
    write_pack(tmp_path / "project" / ".tutor" / "here", {"aids/here.md": aid("Brew coffee here")})
    aids = Aids(places, str(tmp_path / "project"))
    assert aids.search("coffee", 5).hits
    assert aids.notes == ()
    aids.close()


def spoil(path: Path, damage: str) -> None:
    if damage == "missing":
        path.unlink()
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "cut":
        os.truncate(path, path.stat().st_size // 2)
    elif damage == "overwritten":
        path.write_bytes(b"no catalog " * 1000)
    elif damage == "of another release":
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("UPDATE meta SET value = '0.0.1 1' WHERE key = 'program'")
    else:
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (size,) = db.execute("PRAGMA page_size").fetchone()
            (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'aid_text_data'").fetchone()
        with path.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)


def test_an_aid_by_its_id_or_its_full_name(places: Places, own: Path, installed: Path, write_pack: WritePack) -> None:
    write_pack(Path(places.installed) / "other", {"aids/undo.md": aid("Undo something else")})
    aids = Aids(places, "/")
    assert one_aid(aids, "tea").name == "own/tea"
    assert one_aid(aids, "other/undo").title == "Undo something else"
    with pytest.raises(NotFound) as several:
        one_aid(aids, "undo")
    assert "git/undo, other/undo" in several.value.hint
    with pytest.raises(NotFound):
        one_aid(aids, "nothing")
    aids.close()


def test_the_last_look_up_comes_back_as_it_was(places: Places) -> None:
    assert recent(places) is None
    remember(places, Recent(1234, "how\ndo \udcff I", ["git/undo", "own/tea"], 2))
    found = recent(places)
    assert found is not None
    assert (found.asked, found.question, found.names, found.aid) == (
        1234,
        "how do ? I",
        ["git/undo", "own/tea"],
        "own/tea",
    )


@pytest.mark.parametrize("spoiled", ["", "no number\n1\nq\na", "1\n9\nq\na", "1\n-1\nq\na"])
def test_a_spoiled_note_counts_as_none(places: Places, spoiled: str) -> None:
    remember(places, Recent(1, "q", ["git/undo"], 1))
    for note in Path(places.look_ups).iterdir():
        note.write_text(spoiled)
    assert recent(places) is None


def test_notes_of_terminals_long_gone_are_swept(places: Places) -> None:
    old = Path(places.look_ups) / "old-terminal"
    old.parent.mkdir(parents=True)
    old.write_text("1\n0\nq")
    os.utime(old, (time.time() - 30 * 86_400,) * 2)
    remember(places, Recent(1, "q", [], 0))
    assert not old.exists()
