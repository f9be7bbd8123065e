"""`tutor verify` and `tutor show --sources`: what is run, what is said, what is written where."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from claim_packs import CLAIM, CLAIMED
from cli_runs import Run
from e2e.terminal import Terminal

from tutor.errors import SandboxError
from tutor.places import places
from tutor.sandbox.boxes import find_box

ROOT = Path(__file__).resolve().parents[2]
PASSED = "1 claim ran: 1 passed, 0 failed, 0 skipped; 1 control failed as it must\n"


@pytest.fixture
def signs(monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path, write_pack: Callable[..., Path]) -> Path:
    """A pack with one claim, in TUTOR_PATH, and trusted."""
    try:
        find_box()
    except SandboxError as error:
        pytest.skip(str(error))
    folder = write_pack(tmp_path / "signs", CLAIMED)
    monkeypatch.setenv("TUTOR_PATH", str(folder))
    assert run("trust", str(folder), "--yes").code == 0
    return folder


def write(signs: Path, text: str, run: Run) -> None:
    (signs / "claims/names.yaml").write_text(text)
    run("trust", str(signs), "--yes")


def test_what_passes_says_so_and_is_kept_beside_the_pack(run: Run, signs: Path) -> None:
    ran = run("verify", str(signs))
    assert (ran.code, ran.out, ran.err) == (0, "", f"written: {signs}/verified.lock\n{PASSED}")
    assert "claim name-is-kept passed" in (signs / "verified.lock").read_text()


def test_a_pack_is_named_by_its_id_too(run: Run, signs: Path) -> None:
    assert run("verify", "signs").code == 0
    assert (signs / "verified.lock").exists()


def test_nothing_is_kept_where_nobody_wants_it(run: Run, signs: Path) -> None:
    ran = run("verify", "signs", "--no-lock")
    assert ran.err.endswith(f"run tutor verify, which writes verified.lock)\n{PASSED}")
    assert "W861 1 of 1 claims were never verified" in ran.err
    assert not (signs / "verified.lock").exists()


def test_what_was_not_run_and_is_stale_is_named(run: Run, signs: Path) -> None:
    (signs / "claims/more.yaml").write_text(CLAIM.replace("name-is-kept", "more"))
    write(signs, CLAIM, run)
    ran = run("verify", str(signs / "claims/more.yaml"))
    assert "claims/names.yaml:1:7: W861 1 of 2 claims" in ran.err
    assert run("verify", str(signs / "claims/names.yaml")).err.startswith("written: ")


def test_an_installed_pack_is_not_written_to(run: Run, signs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = Path(places().installed) / "signs"
    installed.parent.mkdir(parents=True)
    signs.rename(installed)
    monkeypatch.delenv("TUTOR_PATH")
    assert run("verify", "signs").err.startswith(f"written: {places().verified}/signs.lock\n")
    assert not (installed / "verified.lock").exists()
    assert "passed" in run("show", "sign", "--sources").out


def test_nor_is_one_that_came_with_the_program_unless_it_is_named_by_its_folder(
    run: Run, signs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = Path(places().shipped) / "signs"
    shipped.parent.mkdir(parents=True)
    signs.rename(shipped)
    monkeypatch.delenv("TUTOR_PATH")
    assert run("verify", "signs").err.startswith(f"written: {places().verified}/signs.lock\n")
    assert run("verify", str(shipped)).err.startswith(f"written: {shipped}/verified.lock\n")


def test_what_fails_is_told_with_what_was_expected_at_its_place(run: Run, signs: Path) -> None:
    write(signs, CLAIM.replace("is: name}", "is: nmae}"), run)
    ran = run("verify", str(signs))
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "name-is-kept: `echo name > sign.txt` puts the name there (failed)",
        f"  {signs}/claims/names.yaml:7:23: E852 expected: sign.txt is 'nmae'; got: it is 'name'",
    ]
    assert ran.err.endswith("1 claim ran: 0 passed, 1 failed, 0 skipped; 0 controls failed as they must\n")


def test_in_the_pack_itself_files_are_named_as_tutor_check_names_them(
    run: Run, signs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(signs, CLAIM.replace("is: name}", "is: a//./b}"), run)
    monkeypatch.chdir(signs)
    ran = run("verify")
    assert "\n  claims/names.yaml:7:23: E852 expected: sign.txt is 'a//./b'" in ran.out
    assert "written: verified.lock\n" in ran.err


def test_a_missing_tool_is_no_pass(run: Run, signs: Path) -> None:
    write(signs, CLAIM.replace("[sh]", "[no-such-tool]"), run)
    ran = run("verify", str(signs))
    assert ran.code == 1
    assert "W851 not run: no-such-tool is missing here" in ran.out
    assert ran.err.endswith("0 claims ran: 0 passed, 0 failed, 1 skipped; 0 controls failed as they must\n")


def test_a_claim_that_cannot_be_read_is_no_pass(run: Run, signs: Path) -> None:
    write(
        signs,
        CLAIM + CLAIM.replace("name-is-kept", "two").replace("  control: {run: echo name >> sign.txt}\n", ""),
        run,
    )
    ran = run("verify", str(signs))
    assert ran.code == 1
    assert f"{signs}/claims/names.yaml:9:3: E020 control is missing" in ran.err
    assert "1 passed, 0 failed" in ran.err


def test_the_answer_for_programs(run: Run, signs: Path) -> None:
    write(signs, CLAIM.replace("is: name}", "is: nmae}"), run)
    (one,) = run("verify", str(signs), "--json").json
    assert (one["claim"], one["outcome"], one["control failed"]) == ("signs/name-is-kept", "failed", False)
    assert one["backs"] == ["signs/sign", "signs/which-name"]
    assert [problem["code"] for problem in one["problems"]] == ["E852"]


def test_without_claims_nothing_ran(run: Run, tmp_path: Path, write_pack: Callable[..., Path]) -> None:
    folder = write_pack(tmp_path / "kit", {"aids/change-sign.md": CLAIMED["aids/change-sign.md"]})
    ran = run("verify", str(folder))
    assert (ran.code, ran.err) == (1, "0 claims ran: 0 passed, 0 failed, 0 skipped; 0 controls failed as they must\n")


@pytest.mark.parametrize("word", ["no-such-pack", "./no/such/folder"])
def test_what_is_not_there_is_said(run: Run, word: str) -> None:
    ran = run("verify", word)
    assert ran.code == 2
    assert "no such" in ran.err


def test_without_trust_nothing_is_run(run: Run, signs: Path) -> None:
    (signs / "claims/names.yaml").write_text(CLAIM.replace("setup: echo", f"setup: touch {signs}/sprung; echo"))
    ran = run("verify", str(signs))
    assert ran.code == 2
    assert f"tutor trust {signs} shows them, and asks" in ran.err
    assert not (signs / "sprung").exists()


@pytest.mark.parametrize(
    ("typed", "words", "code"), [("y\n", (), 0), ("n\n", (), 2), ("", (), 2), ("", ("--no-sandbox",), 0)]
)
def test_without_a_sandbox_that_is_said_and_asked(
    run: Run,
    signs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    words: tuple[str, ...],
    code: int,
) -> None:
    bare = tmp_path / "bin"
    bare.mkdir()
    for tool in ("sh", "rm", "chmod"):
        (bare / tool).symlink_to(f"/bin/{tool}")
    find_box.cache_clear()
    monkeypatch.setenv("PATH", str(bare))
    ran = run("verify", str(signs), *words, typed=typed)
    assert ran.code == code
    assert ("Careful: there is no sandbox on this machine." in ran.err) is not bool(words)
    assert (signs / "verified.lock").exists() is (code == 0)


def test_ctrl_c_ends_it_and_leaves_no_world(run: Run, signs: Path) -> None:
    write(signs, CLAIM.replace("run: echo name > sign.txt", "run: touch began; sleep 9"), run)
    with Terminal([sys.executable, "-m", "tutor", "verify", str(signs)], cwd=ROOT) as terminal:
        while not list(Path(places().worlds).glob("claim-*/*/home/work/began")):
            os.sched_yield()
        terminal.kill(signal.SIGINT)
        assert terminal.wait_exit() == 130
    assert list(Path(places().worlds).glob("claim-*")) == []
    assert not (signs / "verified.lock").exists()


class TestSources:
    def test_an_item_and_a_question_show_what_backs_them(self, run: Run, signs: Path) -> None:
        run("verify", "signs")
        for word in ("sign", "signs/which-name"):
            lines = run("show", word, "--sources").out.splitlines()
            assert lines[0].startswith("Put the name right (signs/")
            assert "  https://example.org/signs" in lines
            assert "  Read by its author on 2026-11-20." in lines
            assert "  `echo name > sign.txt` puts the name there" in lines
            assert lines[-1].startswith("      passed, ")
            assert lines[-1].endswith("with sh (tells no version) (claim name-is-kept)")

    def test_what_nothing_backs_says_so(self, run: Run, signs: Path) -> None:
        lines = run("show", "--sources", "change-sign").out.splitlines()
        assert "  Its author names none." in lines
        assert lines[-1] == "  No claim backs it."

    def test_the_answer_for_programs(self, run: Run, signs: Path) -> None:
        run("verify", "signs")
        found = run("show", "sign", "--sources", "--json").json
        assert found["sources"] == ["https://example.org/signs"]
        assert [(one["claim"], one["standing"]) for one in found["claims"]] == [("name-is-kept", "passed")]

    def test_an_aid_says_in_one_line_that_it_held(self, run: Run, signs: Path) -> None:
        assert "verified" not in run("show", "change-sign").out
        write(signs, CLAIM.replace("[sign, which-name]", "[change-sign]"), run)
        run("verify", "signs")
        assert run("show", "change-sign").out.splitlines()[-1].startswith("verified 20")

    def test_nobody_of_that_name(self, run: Run, signs: Path) -> None:
        assert run("show", "nobody", "--sources").code == 2
