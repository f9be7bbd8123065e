"""`tutor trust`, `tutor lab` line by line, `tutor check --labs`: what is asked, what is told, what is left alone."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import Run
from lab_packs import LAB, SIGNS

from tutor.cli.main import main
from tutor.errors import SandboxError
from tutor.places import places
from tutor.sandbox.boxes import find_box


@pytest.fixture
def signs(monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path, write_pack: Callable[..., Path]) -> Path:
    """A pack with one lab, in TUTOR_PATH."""
    try:
        find_box()
    except SandboxError as error:
        pytest.skip(str(error))
    folder = write_pack(tmp_path / "signs", SIGNS)
    monkeypatch.setenv("TUTOR_PATH", str(folder))
    return folder


def work() -> Path:
    return Path(places().worlds, "signs", "sign", "home", "work")


class TestTrust:
    def test_every_command_is_shown_before_the_question(self, run: Run, signs: Path) -> None:
        ran = run("trust", "signs", typed="y\n")
        assert ran.code == 0
        lines = ran.out.splitlines()
        assert lines[0] == "signs: 3 commands, not trusted yet"
        assert '    sign: setup: echo "kept" > other.txt' in lines
        assert "    sign: check: ls" in lines
        assert "    sign: solution: echo name > sign.txt" in lines
        assert "until one of these commands changes" in ran.err
        assert run("trust", "signs").out.startswith("signs: 3 commands, trusted")

    @pytest.mark.parametrize("typed", ["", "n\n", "yep\n", "\n"])
    def test_anything_but_yes_is_no(self, run: Run, signs: Path, typed: str) -> None:
        assert run("trust", "signs", typed=typed).code == 1
        assert run("trust", "signs").code == 1

    def test_a_change_is_shown(self, run: Run, signs: Path) -> None:
        run("trust", "signs", "--yes")
        (signs / "labs/sign.md").write_text(LAB.replace("solution: echo name", "solution: curl x; echo name"))
        ran = run("trust", "signs", typed="n\n")
        assert "changed since it was trusted" in ran.out
        assert ran.out.splitlines()[1:6] == [  # each line once, the new one and the gone one marked where they stand
            '    sign: setup: echo "nmae" > sign.txt',
            '    sign: setup: echo "kept" > other.txt',
            "    sign: check: ls",
            "  - sign: solution: echo name > sign.txt",
            "  + sign: solution: curl x; echo name > sign.txt",
        ]

    def test_a_folder_is_a_pack_too(self, run: Run, signs: Path) -> None:
        assert run("trust", str(signs), "--yes").code == 0
        assert run("trust", "--json").json[0]["state"] == "trusted"
        assert run("trust", "signs", "--forget").code == 0
        assert run("trust", "signs", "--forget").code == 1
        assert run("trust", "--json").json[0]["state"] == "not trusted yet"

    def test_a_pack_without_commands_has_nothing_to_trust(self, run: Run, tiny_pack: Path) -> None:
        ran = run("trust", "tiny")
        assert (ran.code, ran.out) == (0, "tiny: no commands, so nothing to trust\n")


class TestLab:
    def test_it_is_done_line_by_line(self, run: Run, signs: Path) -> None:
        ran = run("lab", "sign", "--plain", typed="y\nc\nh\ns\nq\n")
        assert ran.code == 1
        assert "3 commands in 1 lab, not trusted yet" in ran.err
        assert f"    {work()}" in ran.out.splitlines()
        lines = ran.out.splitlines()
        told = next(number for number, line in enumerate(lines) if line.startswith("  not yet "))
        assert lines[told : told + 2] == [
            "  not yet The sign still says `nmae`.",
            "          sign.txt (it is 'nmae')",
        ], "what the author says of it first, then what was looked at, and not what is expected"
        assert "Hint 1: Look at the sign." in ran.out
        assert "    echo name > sign.txt" in ran.out
        (work() / "sign.txt").write_text("name\n")
        ran = run("lab", "sign", "--plain", typed="c\nq\n")
        assert ran.code == 0
        assert "it goes on from there" in ran.out
        assert "Solved: all of it holds. It comes back" in ran.out
        assert not work().exists()

    def test_no_trust_no_command(self, run: Run, signs: Path) -> None:
        for typed in ("", "n\n", "v\nn\n"):
            ran = run("lab", "sign", "--plain", typed=typed)
            assert ran.code == 2
            assert "tutor trust signs shows them" in ran.err
        assert "    sign: check: ls" in ran.err.splitlines(), "v shows them first"
        assert not work().exists()

    def test_no_sandbox_is_said_and_asked(self, run: Run, signs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        run("trust", "signs", "--yes")
        find_box.cache_clear()
        tools = signs.parent / "bin"
        tools.mkdir()
        for tool in ("sh", "ls", "rm", "chmod"):
            (tools / tool).symlink_to(f"/bin/{tool}")
        monkeypatch.setenv("PATH", str(tools))
        ran = run("lab", "sign", "--plain", typed="n\n")
        assert ran.code == 2
        assert "there is no sandbox on this machine" in ran.err
        assert "your files and your network" in ran.err
        assert not work().exists()
        assert run("lab", "sign", "--plain", typed="y\nq\n").code == 1
        assert work().exists()
        assert run("lab", "sign", "--plain", "--no-sandbox", typed="q\n").code == 1
        assert run("check", "--labs", str(signs)).code == 2
        assert run("check", "--labs", "--no-sandbox", str(signs)).code == 0

    def test_a_missing_tool_is_named(self, run: Run, signs: Path) -> None:
        (signs / "labs/sign.md").write_text(LAB.replace("[sh]", "[no-such-tool]"))
        ran = run("lab", "sign", "--plain", typed="y\n")
        assert ran.code == 2
        assert "this lab needs no-such-tool" in ran.err

    def test_a_reset_and_a_new_world(self, run: Run, signs: Path) -> None:
        run("trust", "signs", "--yes")
        assert "as it was at the beginning" in run("lab", "sign", "--plain", typed="r\nx\nt\nq\n").out
        assert "goes on" not in run("lab", "sign", "--plain", "--afresh", typed="q\n").out.split("Open a shell")[0]

    def test_the_list_tells_how_each_stands(self, run: Run, signs: Path) -> None:
        (row,) = [row for row in run("lab", "--json").json if row["name"] == "signs/sign"]
        assert (row["state"], row["tries"], row["returns"]) == ("not tried yet", 0, None)
        assert "signs/sign: Put the name right (not tried yet)" in run("lab").out.splitlines()

    def test_how_it_was_left_as_json(self, run: Run, signs: Path) -> None:
        run("trust", "signs", "--yes")
        left = run("lab", "sign", "--plain", "--json", typed="h\nc\n").json
        assert left == {
            "lab": "signs/sign",
            "solved": False,
            "hints": 1,
            "solution shown": False,
            "returns": None,
        }


class TestCheck:
    def test_labs_are_run_and_counted(self, run: Run, signs: Path) -> None:
        assert run("check", "--labs", str(signs)).code == 2, "not without trust"
        run("trust", str(signs), "--yes")
        ran = run("check", "--labs", str(signs))
        assert ran.code == 0
        assert "1 lab ran" in ran.err.splitlines()

    def test_a_broken_lab_is_an_error(self, run: Run, signs: Path) -> None:
        (signs / "labs/sign.md").write_text(LAB.replace("solution: echo name", "solution: echo nmae"))
        run("trust", str(signs), "--yes")
        ran = run("check", "--labs", str(signs))
        assert ran.code == 1
        assert "labs/sign.md:9:5: E754" in ran.out

    def test_none_run_is_a_failure(self, run: Run, tiny_pack: Path) -> None:
        ran = run("check", "--labs", str(tiny_pack))
        assert ran.code == 1
        assert "0 labs ran" in ran.err.splitlines()


def test_the_task_is_out_before_its_word_is_waited_for(run: Run, signs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("trust", "signs", "--yes")
    arrived = io.BytesIO()
    shown_by_then: list[str] = []

    class OtherEnd(io.StringIO):
        def readline(self, *_: int) -> str:  # type: ignore[override]
            shown_by_then.append(arrived.getvalue().decode())
            return super().readline()

    monkeypatch.setattr(sys, "stdin", OtherEnd("q\n"))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(arrived), encoding="utf-8"))
    assert main(["lab", "sign", "--plain"]) == 1
    assert "The sign in `sign.txt`" in shown_by_then[0]


def test_whoever_reads_a_lab_may_stop_reading(run: Run, signs: Path) -> None:
    """As `tutor lab sign | head -1` does: no word of complaint."""
    run("trust", "signs", "--yes")
    command = f"yes h | {sys.executable} -m tutor lab sign --plain | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=signs.parent)
    assert (done.stdout, done.stderr) == ("Put the name right\n", "")
