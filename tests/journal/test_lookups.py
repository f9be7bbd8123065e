"""Look-ups in the journal: written beside everything else, counted when they are asked for."""

import sqlite3
from pathlib import Path

import pytest

from tutor.journal.doctor import check, rebuild
from tutor.journal.lookups import record_look_up, record_outcome, wishes
from tutor.journal.store import Journal
from tutor.model.events import ItemAdded, LookedUp, Outcome


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "journal.sqlite")


def opened(path: str) -> Journal:
    return Journal.open(path, copies=f"{path}-copies")


def look_up(path: str, question: str = "undo", aid: str = "git/undo", rank: int = 1, teachable: bool = True) -> bool:
    return record_look_up(path, f"{path}-copies", question, aid, rank, 12, teachable=teachable)


def outcome(path: str, worked: bool) -> bool:
    return record_outcome(path, f"{path}-copies", "undo", "git/undo", worked, 61.24)


def test_the_first_look_up_makes_the_journal_and_all_are_events_like_others(path: str) -> None:
    look_up(path, 'say "\\" \x1b and 提交')
    outcome(path, True)
    look_up(path, "nothing like it", "", 0)
    with_journal = opened(path)
    found = [one.event for one in with_journal.events() if isinstance(one.event, LookedUp | Outcome)]
    with_journal.close()
    assert found == [
        LookedUp('say "\\"  and 提交', "git/undo", 1, 12),
        Outcome("git/undo", True, 61.2, "undo"),
        LookedUp("nothing like it"),
    ]


def test_they_do_no_harm_to_what_is_worked_out_from_events(path: str) -> None:
    for _ in range(3):
        look_up(path)
    journal = opened(path)
    assert rebuild(journal).equal
    journal.close()


def test_numbers_and_times_go_on_where_the_journal_left_off(path: str) -> None:
    journal = opened(path)
    journal.record(ItemAdded("git/other"))
    look_up(path)
    journal.record(ItemAdded("git/third"))
    stamps = [one.stamp for one in journal.events()]
    journal.close()
    assert [stamp.seq for stamp in stamps] == list(range(1, len(stamps) + 1))
    assert len({stamp.device for stamp in stamps}) == 1
    assert stamps == sorted(stamps)


def test_the_third_time_within_two_weeks_is_offered_once(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def on_day(day: int) -> bool:
        monkeypatch.setenv("TUTOR_CLOCK_AHEAD", str(day * 86_400))
        return look_up(path)

    assert [on_day(day) for day in (0, 1, 15, 16, 17, 18)] == [False, False, False, False, True, False]


def test_what_is_learnt_already_or_cannot_be_learnt_is_not_offered(path: str) -> None:
    journal = opened(path)
    journal.record(ItemAdded("git/undo"))
    journal.close()
    assert not any(look_up(path) for _ in range(4))
    assert not any(look_up(path, aid="git/lonely", teachable=False) for _ in range(4))


def test_wishes_are_counted_whatever_their_letters(path: str) -> None:
    assert wishes(path) == []
    for question in ("Brew tea", "brew tea", "fly"):
        look_up(path, question, "", 0)
    assert sorted((question.lower(), times) for question, times, _ in wishes(path)) == [("brew tea", 2), ("fly", 1)]


@pytest.mark.parametrize("spoil", [b"", b"no journal " * 100])
def test_a_journal_that_is_none_is_left_alone(path: str, spoil: bytes) -> None:
    Path(path).write_bytes(spoil)
    Path(f"{path}-copies").mkdir()
    Path(f"{path}-copies", "journal-2026-11-20.sqlite").write_bytes(b"a copy")
    before = Path(path).read_bytes()
    assert not look_up(path)
    if spoil:
        assert not outcome(path, True)
        assert Path(path).read_bytes() == before


def test_a_journal_of_a_newer_program_is_left_alone(path: str) -> None:
    opened(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert not outcome(path, True)


def test_a_copied_journal_takes_its_own_device(path: str, tmp_path: Path) -> None:
    look_up(path)
    copy = tmp_path / "elsewhere.sqlite"
    copy.write_bytes(Path(path).read_bytes())
    assert record_outcome(str(copy), str(tmp_path / "copies"), "q", "git/undo", True, 1)
    journal = Journal.open(str(copy), copies=str(tmp_path / "copies"))
    devices = {one.stamp.device for one in journal.events()}
    journal.close()
    assert len(devices) == 2


def test_what_is_left_open_by_one_that_ends_is_there_for_the_next(path: str) -> None:
    opened(path).close()
    kept: list[object] = []
    record_look_up(path, f"{path}-copies", "undo", "git/undo", 1, 5, keep=kept)
    assert [question for question, _, _ in wishes(path)] == []
    journal = opened(path)
    assert any(isinstance(one.event, LookedUp) for one in journal.events())
    journal.close()
    (connection,) = kept
    assert isinstance(connection, sqlite3.Connection)
    connection.close()
    assert check(path).damage == ()
