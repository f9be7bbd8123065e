"""What no pack has any more is counted nowhere: not at the prompt, not in the library, not in what comes."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tutor.journal.clock import AHEAD
from tutor.model.events import Answered, ItemAdded, PackChanged, PackState, Verdict
from tutor.places import Places
from tutor.services.due import due_now
from tutor.services.opening import Tutor, open_tutor
from tutor.services.packs import due_by_pack, pack_views
from tutor.services.progress import progress
from tutor.services.reviews import due_count, forecast

Open = Callable[[], Tutor]


def quiz(*names: str) -> str:
    asked = "".join(f"\n## Ask {name} {{#{name}}}\n- = {name}\n" for name in names)
    return f"---\ntitle: Knots\n---\n{asked}"


def answered(name: str, *, right: bool = False) -> Answered:
    return Answered(name, "typed", ("x",), Verdict.RIGHT if right else Verdict.WRONG, 3.0)


@pytest.fixture
def where(none_shipped: Places, write_pack: Callable[..., Path]) -> Places:
    """The places of an empty home, in which two packs of two questions are installed; both were missed today."""
    for pack in ("knots", "ropes"):
        write_pack(Path(none_shipped.installed) / pack, {"quizzes/all.md": quiz("kept", "gone")})
    return none_shipped


@pytest.fixture
def opened(where: Places, tmp_path: Path) -> Iterator[Open]:
    tutors: list[Tutor] = []

    def open_again() -> Tutor:
        tutors.append(open_tutor(where=where, here=str(tmp_path)))
        return tutors[-1]

    yield open_again
    for tutor in tutors:
        tutor.close()


@pytest.fixture
def tutor(opened: Open, where: Places) -> Tutor:
    """All four questions were missed today; then the author of knots took one away."""
    first = opened()
    first.journal.record(PackChanged("knots", PackState.STARTED), PackChanged("ropes", PackState.STOPPED))
    first.journal.record(*(answered(f"{pack}/{name}") for pack in ("knots", "ropes") for name in ("kept", "gone")))
    (Path(where.installed) / "knots" / "quizzes" / "all.md").write_text(quiz("kept"))
    return opened()


def test_what_is_gone_is_known(tutor: Tutor) -> None:
    assert tutor.gone == {"knots/gone"}


def test_counts_leave_it_out(tutor: Tutor) -> None:
    assert due_count(tutor, tutor.today, {"knots"}) == 1
    assert due_count(tutor, tutor.today, {"knots", "ropes"}) == 3
    assert due_count(tutor, tutor.today, {"knots"}, {"ropes/kept"}) == 2
    assert {day: count for day, count in forecast(tutor, 0, tutor.today, {"knots"}).items() if count} == {
        tutor.today: 1
    }


def test_the_library_and_progress_leave_it_out(tutor: Tutor) -> None:
    views = {view.row.id: (view.learnt, view.due) for view in pack_views(tutor) if view.learnt}
    assert views == {"knots": (1, 1), "ropes": (2, 2)}
    seen = progress(tutor)
    assert seen.ahead[0][1] == 1
    assert [(known.pack, known.learnt) for known in seen.packs] == [("knots", 1), ("ropes", 2)]


def test_the_prompt_leaves_it_out(tutor: Tutor) -> None:
    assert due_now() == {"knots": 1}
    tutor.journal.record(ItemAdded("ropes/all"))
    assert due_now() == {"knots": 1, "ropes": 2}


def test_the_prompt_counts_all_that_was_learnt_where_there_is_no_catalog(tutor: Tutor) -> None:
    Path(tutor.where.catalog).unlink()
    assert due_now() == {"knots": 2}


def test_a_team_pack_counts_where_it_is_seen(
    opened: Open, write_pack: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = write_pack(tmp_path / ".tutor" / "ours", {"quizzes/all.md": quiz("kept")})
    tutor = opened()
    tutor.journal.record(PackChanged("ours", PackState.STARTED), answered("ours/kept"))
    monkeypatch.chdir(team)
    assert due_now() == {"ours": 1}
    elsewhere = open_tutor(where=tutor.where, here="/")
    assert due_count(elsewhere, elsewhere.today, {"ours"}) == 0
    elsewhere.close()
    monkeypatch.chdir("/")
    assert due_now() == {}


def test_a_journal_of_an_earlier_program_is_counted_by_opening_it(tutor: Tutor) -> None:
    tutor.journal.record(ItemAdded("ropes/all"))
    with sqlite3.connect(tutor.where.journal) as earlier:
        earlier.execute("ALTER TABLE day DROP COLUMN labs")
    earlier.close()
    assert due_now() is None
    again = open_tutor(where=tutor.where, here="/")
    assert due_by_pack(again) == {"knots": 1, "ropes": 2}
    again.close()
    assert due_now() == {"knots": 1, "ropes": 2}


def test_what_was_added_cannot_be_counted_without_a_catalog(tutor: Tutor) -> None:
    tutor.journal.record(ItemAdded("ropes/all"))
    Path(tutor.where.catalog).unlink()
    assert due_now() is None


def test_nothing_is_due_before_anything_was_learnt(where: Places, monkeypatch: Any) -> None:
    monkeypatch.setenv(AHEAD, "86400")
    assert due_now() == {}
