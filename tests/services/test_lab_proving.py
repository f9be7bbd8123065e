"""The author's rule, checked by running: a check fails before, all hold after the solution."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lab_packs import LAB, SIGNS

from tutor.errors import NotTrusted, SandboxError
from tutor.places import Places
from tutor.sandbox.boxes import find_box
from tutor.services.checking import Checked, check
from tutor.services.lab_proving import run_labs
from tutor.services.trust import agree, trust_at

RunLab = Callable[[str], Checked]


@pytest.fixture(autouse=True)
def _sandbox() -> None:
    try:
        find_box()
    except SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture
def proved(places: Places, tmp_path: Path, write_pack: Callable[..., Path]) -> RunLab:
    """`proved(text)` runs the lab of that text."""

    def run_one(text: str) -> Checked:
        folder = str(write_pack(tmp_path / "signs", {**SIGNS, "labs/sign.md": text}))
        agree(places, trust_at(places, folder))
        return run_labs(check([folder], date(2026, 11, 22)), places)[0]

    return run_one


def test_a_good_lab_runs_without_a_problem(proved: RunLab, places: Places) -> None:
    checked = proved(LAB)
    assert checked.problems == ()
    assert checked.labs_run == 1
    assert list(Path(places.worlds).iterdir()) == [], "no world is left"


CASES = {
    "E751": (LAB.replace('echo "kept"', 'no-such-tool; echo "kept"'), 1),
    "E752": (LAB.replace("is: name,", "is: nmae,").replace("echo name", "echo nmae"), 1),
    "E753": (LAB.replace("solution: echo name > sign.txt", "solution: echo name > sign.txt && false"), 1),
    "E754": (LAB.replace("lines: 2", "lines: 3"), 10),
    "W751": (LAB.replace("[sh]", "[no-such-tool]"), 1),
}


@pytest.mark.parametrize("code", CASES)
def test_a_lab_that_breaks_the_rule_is_reported_where_it_stands(proved: RunLab, code: str) -> None:
    text, line = CASES[code]
    checked = proved(text)
    assert [(problem.code, str(problem.place)) for problem in checked.problems] == [
        (code, f"labs/sign.md:{line}:{5 if line > 1 else 1}")
    ]
    assert checked.labs_run == (0 if code == "W751" else 1)


def test_the_reason_is_told(proved: RunLab) -> None:
    (problem,) = proved(CASES["E751"][0]).problems
    assert "no-such-tool: not found" in problem.message
    (problem,) = proved(CASES["E754"][0]).problems
    assert problem.message.endswith("ls: has 3 lines, but it has 2 lines")


def test_a_solution_that_fills_the_disk_is_stopped(proved: RunLab, places: Places) -> None:
    (problem,) = proved(LAB.replace("solution: echo name > sign.txt", "solution: cat /dev/zero > big")).problems
    assert problem.code == "E753"
    assert "filled more than 200 MB" in problem.message
    assert list(Path(places.worlds).iterdir()) == []


def test_nothing_runs_without_trust(places: Places, tmp_path: Path, write_pack: Callable[..., Path]) -> None:
    trap = tmp_path / "sprung"
    text = LAB.replace("solution: echo", f"solution: touch {trap}; echo")
    checked = check([str(write_pack(tmp_path / "signs", {**SIGNS, "labs/sign.md": text}))], date(2026, 11, 22))
    with pytest.raises(NotTrusted):
        run_labs(checked, places)
    assert not trap.exists()
    assert not Path(places.worlds).exists()


def test_nothing_runs_without_a_sandbox_unless_that_is_agreed_to(
    places: Places, tmp_path: Path, write_pack: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(write_pack(tmp_path / "signs", SIGNS))
    agree(places, trust_at(places, folder))
    checked = check([folder], date(2026, 11, 22))
    find_box.cache_clear()
    bare = tmp_path / "bin"
    bare.mkdir()
    for tool in ("sh", "ls", "rm", "chmod"):
        (bare / tool).symlink_to(f"/bin/{tool}")
    monkeypatch.setenv("PATH", str(bare))
    with pytest.raises(SandboxError, match="no sandbox"):
        run_labs(checked, places)
    (one,) = run_labs(checked, places, unboxed=True)
    assert (one.labs_run, one.problems) == (1, ())
