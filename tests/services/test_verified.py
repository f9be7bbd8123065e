"""What is kept of a run, and what is said of it: to the learner in one line at the item, to the author as problems."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from claim_packs import AID, CLAIM, CLAIMED, SIGN
from hypothesis import given, strategies as st

from tutor.catalog.backing import backing
from tutor.errors import TutorError
from tutor.packs.folder import read_pack
from tutor.places import Places
from tutor.services.claims import Pile, Verification, keep
from tutor.services.opening import Tutor, open_tutor
from tutor.services.sources import sources_of, verified_line
from tutor.services.stale_claims import lock_problems
from tutor.services.verified import Proof, is_long_ago, proof_line
from tutor.services.verified_lock import Entry, lock_beside, lock_in, read_lock, write_lock
from tutor.services.verifying import Outcome, Verified

TODAY = "2026-11-22"
QUIZ = """\
---
title: Signs
teaches: [change-sign]
---
## The ==1::sign== says ==2::name==. {#words}

> It does.

## Which one? {#other}
> That one.
"""
FILES = {**CLAIMED, "quizzes/signs.md": QUIZ}


@pytest.fixture
def folder(places: Places, write_pack: Callable[..., Path]) -> Path:
    """A shipped pack with claims."""
    return write_pack(Path(places.shipped) / "signs", FILES)


@pytest.fixture
def tutor(places: Places, folder: Path, home: Path) -> Iterator[Tutor]:
    opened = open_tutor(where=places, here=str(home))
    yield opened
    opened.close()


def ran(folder: Path, outcome: Outcome = Outcome.PASSED) -> Verification:
    """What running the claims of a folder would have shown."""
    read = read_pack(str(folder))
    pile = Pile(str(folder), read, read.claims)
    return Verification(((pile, tuple(Verified(claim, outcome) for claim in read.claims)),), {"sh": "1.2.3"})


def again(tutor: Tutor, home: Path) -> Tutor:
    return open_tutor(where=tutor.where, here=str(home))


# -- the lock


ENTRY = Entry("a", "passed", TODAY, "1:00ff", {"git": "2.39.5", "dash": ""}, {"kit/a": "12", "kit/b": "34"})


def fields(entry: Entry) -> list[object]:
    return [getattr(entry, name) for name in Entry.__slots__]


def test_a_lock_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = str(tmp_path / "deep" / "verified.lock")
    bare = Entry("b", "failed", TODAY, "1:ff", {}, {})
    write_lock(path, {"b": bare, "a": ENTRY})
    assert {id: fields(entry) for id, entry in read_lock(path).items()} == {"a": fields(ENTRY), "b": fields(bare)}
    assert os.listdir(tmp_path / "deep") == ["verified.lock"]


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_lock_is_no_traceback(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("lock") / "verified.lock"
    path.write_bytes(b"claim a passed 2026-11-22 1:00 - -\n" + data)
    read_lock(str(path))


@pytest.mark.parametrize("line", ["claim a maybe d h - -", "claim a passed d h -", "clam a passed d h - -", "claim"])
def test_a_line_that_cannot_be_read_is_passed_over(tmp_path: Path, line: str) -> None:
    path = tmp_path / "verified.lock"
    path.write_text(f"{line}\nclaim b passed {TODAY} 1:00 git=2,sh= k/a=1\n")
    assert list(read_lock(str(path))) == ["b"]


def test_what_was_skipped_stays_and_what_is_gone_goes(folder: Path, places: Places) -> None:
    keep(places, ran(folder), "2026-11-01")
    path = lock_in(str(folder))
    write_lock(path, {**read_lock(path), "gone": ENTRY})
    assert keep(places, ran(folder, Outcome.SKIPPED), TODAY) == []
    assert keep(places, ran(folder), TODAY) == [path]
    (entry,) = read_lock(path).values()
    assert (entry.id, entry.date, entry.tools) == ("name-is-kept", TODAY, {"sh": "1.2.3"})
    assert entry.backed.keys() == {"sign", "which-name"}


def test_an_installed_pack_is_left_as_it_is(places: Places, write_pack: Callable[..., Path]) -> None:
    folder = write_pack(Path(places.installed) / "signs", FILES)
    assert keep(places, ran(folder), TODAY) == [lock_beside(places.verified, "signs")]
    assert not (folder / "verified.lock").exists()


def test_a_lock_that_cannot_be_kept_is_said(places: Places, write_pack: Callable[..., Path]) -> None:
    folder = write_pack(Path(places.installed) / "signs", FILES)
    Path(places.verified).parent.mkdir(parents=True, exist_ok=True)
    Path(places.verified).write_text("in the way")
    with pytest.raises(TutorError, match="cannot be kept"):
        keep(places, ran(folder), TODAY)


# -- at the item


@pytest.mark.parametrize("name", ["sign", "which-name"])
def test_what_held_is_said_at_the_item_and_the_question(tutor: Tutor, folder: Path, name: str) -> None:
    keep(tutor.where, ran(folder), TODAY)
    assert verified_line(tutor, f"signs/{name}") == "verified 2026-11 with sh 1.2"
    backed = sources_of(tutor, f"signs/{name}")
    assert (backed.title, backed.sources, backed.verified) == (
        "Put the name right",
        ("https://example.org/signs",),
        "2026-11-20",
    )
    (proof,) = backed.proofs
    assert (proof.id, proof.says, proof.told) == (
        "name-is-kept",
        "`echo name > sign.txt` puts the name there",
        f"passed, {TODAY} with sh 1.2.3",
    )


def test_what_no_claim_backs_says_nothing(tutor: Tutor, folder: Path) -> None:
    keep(tutor.where, ran(folder), TODAY)
    assert verified_line(tutor, "signs/change-sign") == ""
    assert sources_of(tutor, "signs/other").proofs == ()


def test_what_was_never_run_says_nothing(tutor: Tutor) -> None:
    assert verified_line(tutor, "signs/sign") == ""
    assert [proof.told for proof in sources_of(tutor, "signs/sign").proofs] == ["not verified yet"]


def test_what_did_not_hold_says_so(tutor: Tutor, folder: Path) -> None:
    keep(tutor.where, ran(folder, Outcome.FAILED), TODAY)
    assert verified_line(tutor, "signs/sign") == "! a fact here did not hold when it was run, 2026-11"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("lessons/sign.md", SIGN.replace("leads people", "sends people")),
        ("claims/names.yaml", CLAIM.replace("exit: 0", "exit: 1")),
    ],
)
def test_what_changed_since_says_so(tutor: Tutor, folder: Path, home: Path, path: str, text: str) -> None:
    keep(tutor.where, ran(folder), TODAY)
    (folder / path).write_text(text)
    opened = again(tutor, home)
    assert verified_line(opened, "signs/sign") == "! changed since it was verified, 2026-11"
    opened.close()


def test_another_file_may_change(tutor: Tutor, folder: Path, home: Path) -> None:
    keep(tutor.where, ran(folder), TODAY)
    (folder / "aids/change-sign.md").write_text(AID.replace("aloud", "twice"))
    (folder / "claims/names.yaml").write_text("# moved\n" + CLAIM)
    opened = again(tutor, home)
    assert verified_line(opened, "signs/sign").startswith("verified")
    opened.close()


def test_a_cloze_is_backed_as_a_whole(tutor: Tutor, folder: Path, home: Path) -> None:
    (folder / "claims/names.yaml").write_text(CLAIM.replace("[sign, which-name]", "[words]"))
    opened = again(tutor, home)
    for name, count in (("signs/words.1", 1), ("signs/words.2", 1), ("signs/other", 0), ("signs/signs", 1)):
        found = opened.catalog.read(partial(backing, name=name))
        assert len(found) == count, name
        assert all(one.backed["words"] for one in found)
    opened.close()


def test_a_question_of_another_item_lends_nothing(tutor: Tutor, folder: Path, home: Path) -> None:
    """A claim that names another question of the same lesson says nothing about this one."""
    (folder / "claims/names.yaml").write_text(CLAIM.replace("[sign, which-name]", "[words]"))
    opened = again(tutor, home)
    assert sources_of(opened, "signs/other").proofs == ()
    opened.close()


def entry_of(folder: Path, **more: str) -> Entry:
    (entry,) = read_lock(lock_in(str(folder))).values()
    for name, value in more.items():
        setattr(entry, name, value)
    return entry


def test_the_later_run_counts_and_one_that_still_fits_before_one_that_does_not(tutor: Tutor, folder: Path) -> None:
    keep(tutor.where, ran(folder), "2026-10-01")
    beside = lock_beside(tutor.where.verified, "signs")
    write_lock(beside, {"name-is-kept": entry_of(folder, date="2026-11-02", result="failed")})
    assert "did not hold" in verified_line(tutor, "signs/sign")
    write_lock(beside, {"name-is-kept": entry_of(folder, date="2026-09-02", result="failed")})
    assert verified_line(tutor, "signs/sign") == "verified 2026-10 with sh 1.2"
    write_lock(beside, {"name-is-kept": entry_of(folder, date="2026-11-02", digest="1:other")})
    assert verified_line(tutor, "signs/sign") == "verified 2026-10 with sh 1.2"


def proof(standing: str, date: str, **tools: str) -> Proof:
    return Proof("a", "It is so.", standing, date, tools)


def test_a_line_of_several_claims_tells_the_oldest_run_and_the_latest_tools() -> None:
    found = [proof("passed", "2026-11-22", git="2.47.1", bash="5.2.15"), proof("passed", "2026-03-01", git="2.39.5")]
    assert proof_line(found, TODAY) == "verified 2026-03 with bash 5.2, git 2.47"
    assert proof_line([proof("passed", "2026-03-01", dash="")], TODAY) == "verified 2026-03"
    told = proof("passed", "2026-03-01", dash="", git="2.39.5").told
    assert told == "passed, 2026-03-01 with dash (tells no version), git 2.39.5"
    assert proof_line([*found, proof("not verified yet", "")], TODAY).startswith("verified 2026-03")
    assert proof_line([], TODAY) == ""


@pytest.mark.parametrize(("date", "long_ago"), [("2025-11-22", False), ("2025-11-21", True), ("2027-01-01", False)])
def test_a_year_is_long(date: str, long_ago: bool) -> None:
    assert is_long_ago(date, TODAY) is long_ago
    words = proof_line([proof("passed", date, git="2.39.5")], TODAY)
    assert words.startswith("! ") is long_ago
    assert words.endswith("over a year ago") is long_ago


# -- for the author


def problems(folder: Path, today: str = TODAY) -> list[str]:
    return [one.code for one in lock_problems(lock_in(str(folder)), "signs", read_pack(str(folder)).files, today)]


def test_the_author_is_told_what_must_be_run_again(folder: Path, places: Places) -> None:
    assert problems(folder) == ["W861"]
    keep(places, ran(folder), TODAY)
    assert problems(folder) == []
    assert problems(folder, "2027-11-23") == ["W863"]
    (folder / "lessons/sign.md").write_text(SIGN.replace("leads people", "sends people"))
    assert problems(folder) == ["W861"]
    keep(places, ran(folder, Outcome.FAILED), TODAY)
    assert problems(folder) == ["W862"]


def test_a_pack_without_claims_is_told_nothing(places: Places, write_pack: Callable[..., Path]) -> None:
    folder = write_pack(
        Path(places.shipped) / "signs", {name: text for name, text in FILES.items() if "claims" not in name}
    )
    assert problems(folder) == []
