"""Claims are run as they are written, in worlds that are gone afterwards, and their controls must fail."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from claim_packs import CLAIM, CLAIMED

from tutor.errors import NotFound, NotTrusted, SandboxError
from tutor.places import Places
from tutor.sandbox.boxes import find_box
from tutor.services.claims import Verification, piles_at, verify
from tutor.services.trust import agree, trust_at
from tutor.services.verifying import Outcome, Verified

Verify = Callable[[str], Verified]

RUN = "run: echo name > sign.txt"
CONTROL = "control: {run: echo name >> sign.txt}"


@pytest.fixture
def sandbox() -> None:
    try:
        find_box()
    except SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture
def folder(tmp_path: Path, write_pack: Callable[..., Path]) -> Callable[[str], str]:
    """`folder(text)` is a pack with that file of claims."""
    return lambda text: str(write_pack(tmp_path / "signs", {**CLAIMED, "claims/names.yaml": text}))


@pytest.fixture
def verified(places: Places, folder: Callable[[str], str], sandbox: None) -> Verify:
    """`verified(text)` runs the one claim of that text."""

    def verify_one(text: str) -> Verified:
        path = folder(text)
        agree(places, trust_at(places, path))
        (found,) = verify(places, piles_at(path)).results
        assert list(Path(places.worlds).iterdir()) == [], "no world is left"
        return found

    return verify_one


def codes(found: Verified) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in found.problems]


def test_a_claim_that_holds_and_whose_control_fails_has_passed(verified: Verify) -> None:
    found = verified(CLAIM)
    assert (found.outcome, found.problems, found.control_failed) == (Outcome.PASSED, (), True)


CASES = {
    "E851": CLAIM.replace("setup: echo", "setup: no-such-tool; echo"),
    "E852": CLAIM.replace("is: name}", "is: nmae}"),
    "E853": CLAIM.replace(CONTROL, "control: {run: printf name > sign.txt}"),
    "E854": CLAIM.replace(CONTROL, "control: {run: echo name > sign.txt; exit 3}"),
    "E855": CLAIM.replace(CONTROL, "control: {run: ehco name > sign.txt}"),
    "E856": CLAIM.replace(RUN, "run: head -c 2000000 /dev/zero"),
}


@pytest.mark.parametrize("code", CASES)
def test_what_is_wrong_is_told_where_it_stands(verified: Verify, code: str) -> None:
    found = verified(CASES[code])
    assert codes(found) == [(code, "claims/names.yaml:7:23" if code == "E852" else "claims/names.yaml:1:3")]
    assert (found.outcome, found.control_failed) == (Outcome.FAILED, False)


def test_what_was_expected_and_what_came_are_told(verified: Verify) -> None:
    text = CLAIM.replace(RUN, "run: echo oops >&2; echo nmae > sign.txt")
    (problem,) = verified(text).problems
    assert problem.message == "expected: sign.txt is 'name'; got: it is 'nmae'"
    assert problem.hint == "it said: oops"
    (problem,) = verified(CASES["E851"]).problems
    assert "no-such-tool: not found" in problem.message


def test_a_setup_of_the_control_that_fails_is_no_control(verified: Verify) -> None:
    found = verified(CLAIM.replace(CONTROL, "control: {setup: false}"))
    assert "setup of the control" in found.problems[0].message
    assert codes(found) == [("E851", "claims/names.yaml:1:3")]


def test_where_the_status_alone_is_expected_it_is_all_that_can_fail(verified: Verify) -> None:
    text = CLAIM.replace(", {file: sign.txt, is: name}", "").replace(RUN, "run: test -f sign.txt")
    assert verified(text.replace(CONTROL, "control: {run: test -d sign.txt}")).outcome is Outcome.PASSED


def test_a_claim_may_be_about_a_command_that_is_not_found_but_no_control(verified: Verify) -> None:
    text = CLAIM.replace(RUN, "run: no-such-tool").replace("{exit: 0}, {file: sign.txt, is: name}", "{exit: 127}")
    assert verified(text.replace(CONTROL, "control: {run: 'true'}")).outcome is Outcome.PASSED


def test_a_missing_tool_skips_and_passes_nothing(verified: Verify) -> None:
    found = verified(CLAIM.replace("[sh]", "[no-such-tool]"))
    assert (found.outcome, found.control_failed) == (Outcome.SKIPPED, False)
    assert codes(found) == [("W851", "claims/names.yaml:1:3")]


def test_what_run_writes_is_looked_at_without_a_file(verified: Verify) -> None:
    text = CLAIM.replace(RUN, "run: cat sign.txt; echo error >&2")
    text = text.replace(
        "{exit: 0}, {file: sign.txt, is: name}", "{is: nmae}, {lines: 1}, {has: ma}, {run: ls, lines: 1}"
    )
    assert verified(text.replace(CONTROL, "control: {run: cat sign.txt 2>&1; echo error}")).outcome is Outcome.PASSED


# Each with the code that it comes to. The control of all of them fails as it must.
HAZARDS = {
    "forks without end": ("while :; do sleep 60 & done", "E856"),
    "fills the disk": ("cat /dev/zero > big", "E856"),
    "writes megabytes": ("cat /dev/zero", "E856"),
    "writes bytes that are no text": ("head -c 1000 /dev/urandom; printf '\\200\\377' > sign.txt", "E852"),
    "writes what a terminal would obey": ("printf '\\033[2J' > sign.txt", "E852"),
    "waits for input": ('read answer; echo "$answer" > sign.txt', "E852"),
    "removes its folder": ("rm -rf ../work", "E856"),
    "leaves a daemon": ("(setsid sleep 600 &); echo nmae > sign.txt", "E852"),
    "is killed": ("kill -9 $$", "E852"),
    "makes a link that leads out": ("ln -sf /etc/passwd sign.txt", "E852"),
}


@pytest.mark.parametrize("hazard", HAZARDS)
def test_hazards_fail_and_leave_nothing_behind(verified: Verify, hazard: str) -> None:
    run, code = HAZARDS[hazard]
    found = verified(CLAIM.replace(RUN, f"run: |\n    {run}"))
    assert found.outcome is Outcome.FAILED
    assert code in {problem.code for problem in found.problems}
    assert "\x1b" not in "".join(problem.message for problem in found.problems)


def test_a_check_that_runs_into_a_limit_does_not_hold(verified: Verify) -> None:
    found = verified(CLAIM.replace("{exit: 0}", "{run: cat /dev/zero > big, exit: 0}"))
    assert codes(found) == [("E856", "claims/names.yaml:7:12")]
    assert "filled more than 200 MB" in found.problems[0].message


def test_there_is_no_network_and_a_home_with_a_name(verified: Verify) -> None:
    text = CLAIM.replace(RUN, "run: git config user.name")
    text = text.replace("{exit: 0}, {file: sign.txt, is: name}", "{is: Learner}, {run: cat /proc/net/route, lines: 1}")
    assert verified(text.replace(CONTROL, "control: {run: git config user.email}")).outcome is Outcome.PASSED


def many(count: int) -> str:
    return "".join(CLAIM.replace("name-is-kept", f"claim-{n}") for n in range(count))


@pytest.mark.parametrize("jobs", [1, 3])
def test_several_are_told_in_their_order_however_many_run_at_a_time(
    places: Places, folder: Callable[[str], str], sandbox: None, jobs: int
) -> None:
    path = folder(many(6))
    agree(places, trust_at(places, path))
    steps: list[tuple[int, int]] = []
    found: Verification = verify(places, piles_at(path), jobs=jobs, progress=lambda *step: steps.append(step))
    assert [one.claim.id for one in found.results] == [f"claim-{n}" for n in range(6)]
    assert {one.outcome for one in found.results} == {Outcome.PASSED}
    assert steps == [(n, 6) for n in range(1, 7)]
    assert found.versions.keys() == {"sh"}


STOPPED = """
import sys
from tutor.places import places
from tutor.services.claims import piles_at, verify
verify(places(), piles_at(sys.argv[1]), jobs=2)
"""


def test_ctrl_c_ends_all_that_runs_and_clears_it_away(
    places: Places, folder: Callable[[str], str], sandbox: None
) -> None:
    path = folder(many(4).replace(RUN, "run: setsid sleep 600 & touch began; sleep 9"))
    agree(places, trust_at(places, path))
    program = subprocess.Popen([sys.executable, "-c", STOPPED, path], stderr=subprocess.DEVNULL)
    while not list(Path(places.worlds).glob("claim-*/*/home/work/began")):
        assert program.poll() is None
        os.sched_yield()
    program.send_signal(signal.SIGINT)
    assert program.wait(20) != 0
    assert list(Path(places.worlds).iterdir()) == []


def test_nothing_runs_without_trust(places: Places, folder: Callable[[str], str], tmp_path: Path) -> None:
    path = folder(CLAIM.replace("setup: echo", f"setup: touch {tmp_path}/sprung; echo"))
    with pytest.raises(NotTrusted):
        verify(places, piles_at(path))
    assert not (tmp_path / "sprung").exists()
    assert not Path(places.worlds).exists()


def test_a_changed_claim_asks_for_trust_again(places: Places, folder: Callable[[str], str], sandbox: None) -> None:
    agree(places, trust_at(places, folder(CLAIM)))
    changed = folder(CLAIM.replace("echo name >>", "echo  name >>"))
    with pytest.raises(NotTrusted, match="changed since"):
        verify(places, piles_at(changed))


def test_commands_of_claims_are_named_with_their_claim(places: Places, folder: Callable[[str], str]) -> None:
    assert trust_at(places, folder(CLAIM)).commands == (
        ("claim name-is-kept", "setup", "echo nmae > sign.txt"),
        ("claim name-is-kept", "run", "echo name > sign.txt"),
        ("claim name-is-kept", "control run", "echo name >> sign.txt"),
    )


def test_nothing_runs_without_a_sandbox_unless_that_is_agreed_to(
    places: Places, folder: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(CLAIM)
    agree(places, trust_at(places, path))
    find_box.cache_clear()
    bare = tmp_path / "bin"
    bare.mkdir()
    for tool in ("sh", "rm", "chmod"):
        (bare / tool).symlink_to(f"/bin/{tool}")
    monkeypatch.setenv("PATH", str(bare))
    with pytest.raises(SandboxError, match="no sandbox"):
        verify(places, piles_at(path))
    assert [one.outcome for one in verify(places, piles_at(path), unboxed=True).results] == [Outcome.PASSED]


def test_a_file_of_claims_is_run_alone(folder: Callable[[str], str]) -> None:
    path = Path(folder(many(2)))
    (path / "claims/more.yaml").write_text(CLAIM)
    assert [len(pile.claims) for pile in piles_at(str(path))] == [3]
    assert [len(pile.claims) for pile in piles_at(str(path / "claims/more.yaml"))] == [1]
    assert [len(pile.claims) for pile in piles_at(str(path / "lessons/sign.md"))] == [3]
    with pytest.raises(NotFound):
        piles_at(str(path / "claims/none.yaml"))
