"""`tutor pack` and `tutor news`: what is told, what is asked, what is left alone when the answer is no."""

import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_runs import Ran, Run

from tutor.cli.main import main
from tutor.model.events import Answered, Verdict
from tutor.places import places
from tutor.services.opening import open_tutor


class Typed(io.StringIO):
    """Somebody at a terminal who types this."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def asked(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """`asked("y\\n", "pack", "install", …)`: as `run`, with somebody to ask. The tiny pack is in no folder of packs."""
    monkeypatch.delenv("TUTOR_PATH")

    def ran(typed: str, *words: str) -> Ran:
        monkeypatch.setattr(sys, "stdin", Typed(typed))
        try:
            code = main(list(words))
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return ran


Asked = Callable[..., Ran]


def there() -> list[str]:
    folder = Path(places().installed)
    return sorted(path.name for path in folder.iterdir() if path.name[0] != ".") if folder.exists() else []


def change(pack: Path, version: str) -> None:
    """A new version: a lesson less, a quiz in other words."""
    file = pack / "pack.yaml"
    file.write_text(file.read_text().replace("version: 1.0.0", f"version: {version}"))
    quiz = pack / "quizzes/both.md"
    quiz.write_text(quiz.read_text().replace("Both ideas", "Both of them"))


class TestInstall:
    def test_all_is_told_before_the_question(self, asked: Asked, tiny_pack: Path) -> None:
        ran = asked("y\n", "pack", "install", str(tiny_pack))
        assert ran.code == 0
        lines = ran.out.splitlines()
        assert lines[:5] == [
            "Install tiny 1.0.0: A tiny pack",
            "    Two lessons, a quiz and a job aid, to try things on.",
            "    for Tests",
            "    by the tutor project; CC-BY-4.0; language en",
            "    2 lessons, 1 quiz, 1 aid",
        ]
        assert lines[5].startswith("    5 files, ")
        assert lines[6].startswith("    fingerprint ")
        assert lines[7].startswith(f"    from the folder {tiny_pack}, 20")
        assert lines[8] == "6 warnings in it, for its author; nothing is left out"
        assert lines[9] == "Install it? y or n: Installed. tutor start tiny puts its lessons on Today."
        assert asked("", "start", "tiny").code == 0
        assert f"    from the folder {tiny_pack}, 20" in asked("", "packs").out
        assert asked("", "pack", "install", str(tiny_pack)).out == (
            "tiny 1.0.0 is installed already, just as it is there.\n"
        )

    @pytest.mark.parametrize("typed", ["", "n\n", "\n", "yep\n"])
    def test_anything_but_yes_is_no(self, asked: Asked, tiny_pack: Path, typed: str) -> None:
        ran = asked(typed, "pack", "install", str(tiny_pack))
        assert ran.code == 1
        assert "Nothing was changed." in ran.err
        assert there() == []

    def test_where_nobody_can_be_asked_nothing_is_done(self, run: Run, tiny_pack: Path) -> None:
        ran = run("pack", "install", str(tiny_pack), typed="y\n")
        assert ran.code == 2
        assert "--yes agrees beforehand" in ran.err
        assert there() == []
        assert run("pack", "install", str(tiny_pack), "--yes").code == 0
        assert there() == ["tiny"]

    def test_errors_are_counted_before_the_question(self, asked: Asked, tiny_pack: Path) -> None:
        (tiny_pack / "lessons/bad.md").write_text("no front matter")
        ran = asked("n\n", "pack", "install", str(tiny_pack))
        assert re.search(r"^1 error and \d warnings in it; what an error is in is left out:$", ran.out, re.MULTILINE)
        assert "    lessons/bad.md:1:1: E005" in ran.out

    @pytest.mark.parametrize("words", [(), ("--yes",)])
    def test_warnings_are_counted_too_whoever_agrees_and_when(
        self, asked: Asked, tiny_pack: Path, words: tuple[str, ...]
    ) -> None:
        ran = asked("y\n", "pack", "install", str(tiny_pack), *words)
        assert "6 warnings in it, for its author; nothing is left out" in ran.out.splitlines()
        (tiny_pack / "lessons/bad.md").write_text("no front matter")
        ran = asked("y\n", "pack", "install", str(tiny_pack), *words)
        assert re.search(r"^1 error and \d warnings in it; what an error is in is left out:$", ran.out, re.MULTILINE)
        assert there() == ["tiny"]
        (tiny_pack / "lessons/bad.md").write_text("none")
        told = asked("y\n", "pack", "install", str(tiny_pack), "--json", *words).json
        assert told["problems"]["errors"] == 1
        assert told["problems"]["warnings"] > 1

    def test_a_large_pack_agreed_to_beforehand_is_not_read_through(
        self, asked: Asked, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tutor.cli.pack_install.READ_THROUGH", 4)
        (tiny_pack / "lessons/bad.md").write_text("no front matter")
        ran = asked("", "pack", "install", str(tiny_pack), "--yes")
        assert "not read through, with 6 files; tutor packs tells of its errors" in ran.out.splitlines()
        assert asked("", "pack", "info", "tiny", "--json").json["errors"] == 1

    def test_as_json(self, asked: Asked, tiny_pack: Path) -> None:
        ran = asked("y\n", "pack", "install", str(tiny_pack), "--json")
        assert (ran.json["pack"], ran.json["done"], ran.json["version before"]) == ("tiny", True, None)
        assert ran.json["inside"] == {"lesson": 2, "quiz": 1, "aid": 1}
        assert ran.json["from"] == {"kind": "folder", "address": str(tiny_pack), "commit": ""}
        assert ran.err.startswith("Install it?"), "stdout is for the JSON"

    def test_text_of_a_pack_steers_no_terminal(self, asked: Asked, tiny_pack: Path) -> None:
        pack = tiny_pack / "pack.yaml"
        pack.write_text(pack.read_text().replace("A tiny pack", '"A \\e[31m tiny\\a pack"'))
        (tiny_pack / "lessons/a\x1b[31m.md").symlink_to("first.md")
        ran = asked("n\n", "pack", "install", str(tiny_pack))
        assert "\x1b" not in ran.out + ran.err
        assert "\a" not in ran.out

    @pytest.mark.parametrize(
        ("word", "why"),
        [
            ("file:///tmp/tiny", "give the path itself"),
            ("ext::sh", "a program of its own"),
            ("nowhere", "no such file or folder"),
            ("https://me:secret@example.org/x", "a password"),
            ("ftp://example.org/x", "no address of a repository"),
        ],
    )
    def test_what_is_refused_is_said(self, asked: Asked, word: str, why: str) -> None:
        ran = asked("", "pack", "install", word)
        assert ran.code == 2
        assert why in ran.err.lower()
        assert "Traceback" not in ran.err
        assert not os.path.exists(places().installed) or there() == []

    def test_an_option_for_git_is_none_of_ours(self, asked: Asked) -> None:
        assert asked("", "pack", "install", "--upload-pack=touch x").code == 2
        ran = asked("", "pack", "install", "--", "--upload-pack=touch x")
        assert ran.code == 2
        assert "an option, not the address" in ran.err


class TestUpdate:
    def test_what_would_change_is_told_and_it_can_be_taken_back(self, asked: Asked, tiny_pack: Path) -> None:
        asked("y\n", "pack", "install", str(tiny_pack))
        assert asked("", "pack", "update").out == "tiny: nothing new\n"
        assert asked("", "pack", "update").code == 1
        change(tiny_pack, "1.1.0")
        ran = asked("n\n", "pack", "update", "tiny")
        assert ran.code == 1
        assert "Update tiny 1.0.0 → 1.1.0: A tiny pack" in ran.out.splitlines()
        assert "    ~ quiz both: Both of them" in ran.out.splitlines()
        ran = asked("y\n", "pack", "update")
        assert ran.out.endswith("Updated. tutor pack rollback tiny goes back to 1.0.0.\n")
        ran = asked("n\n", "pack", "rollback", "tiny")
        assert (ran.code, ran.err) == (1, "Nothing was changed.\n")
        assert ran.out.startswith(f"Take tiny back: 1.1.0 → 1.0.0\n    from the folder {tiny_pack}, ")
        assert "    What you know is kept. 1.0.0 is the oldest version that is kept." in ran.out.splitlines()
        ran = asked("y\n", "pack", "rollback", "tiny")
        assert ran.out.endswith("tiny is at 1.0.0 again (1.1.0 before). tutor pack update brings the newest.\n")
        ran = asked("y\n", "pack", "rollback", "tiny")
        assert ran.code == 2
        assert "there is no version of tiny before 1.0.0" in ran.err
        (updated,) = asked("", "pack", "update", "--yes", "--json").json
        assert (updated["version before"], updated["done"]) == ("1.0.0", True)
        assert asked("", "pack", "update", "--yes", "--json").json == []
        assert asked("n\n", "pack", "rollback", "tiny", "--json").json["done"] is False
        assert asked("", "pack", "rollback", "tiny", "--json", "--yes").json == {
            "pack": "tiny",
            "version": "1.0.0",
            "version before": "1.1.0",
            "done": True,
        }

    def test_that_the_author_left_the_version_alone_is_said(self, asked: Asked, tiny_pack: Path) -> None:
        asked("", "pack", "install", str(tiny_pack), "--yes")
        change(tiny_pack, "1.0.0")
        told = asked("n\n", "pack", "update", "tiny").out.splitlines()
        assert told[0] == "Update tiny (still called 1.0.0): A tiny pack"

    def test_going_back_asks_somebody(self, run: Run, asked: Asked, tiny_pack: Path) -> None:
        asked("", "pack", "install", str(tiny_pack), "--yes")
        change(tiny_pack, "1.1.0")
        asked("", "pack", "update", "--yes")
        ran = run("pack", "rollback", "tiny")
        assert ran.code == 2
        assert "nothing was changed" in ran.err
        assert "Take tiny back: 1.1.0" in asked("", "pack", "rollback", "tiny", "--yes").out

    def test_one_that_cannot_be_had_stops_no_other(
        self, asked: Asked, tiny_pack: Path, write_pack: Callable[..., Path], tmp_path: Path
    ) -> None:
        gone = write_pack(tmp_path / "gone", {"lessons/a.md": "x"})
        for folder in (gone, tiny_pack):
            asked("", "pack", "install", str(folder), "--yes")
        gone.rename(tmp_path / "elsewhere")
        change(tiny_pack, "2")
        ran = asked("", "pack", "update", "--yes")
        assert ran.code == 2
        assert "gone was installed from a folder that is gone" in ran.err
        assert "Update tiny 1.0.0 → 2" in ran.out

    @pytest.mark.parametrize("most", [300, 4])
    def test_an_item_that_an_error_takes_away_is_named(
        self, asked: Asked, tiny_pack: Path, monkeypatch: pytest.MonkeyPatch, most: int
    ) -> None:
        """A large pack, too, of which few files changed."""
        monkeypatch.setattr("tutor.cli.pack_install.READ_THROUGH", most)
        (tiny_pack / "quizzes/never.md").write_text("no front matter")
        asked("", "pack", "install", str(tiny_pack), "--yes")
        change(tiny_pack, "2")
        assert "lost" not in asked("n\n", "pack", "update", "tiny").out
        (tiny_pack / "quizzes/both.md").write_text("no front matter any more")
        (tiny_pack / "quizzes/never.md").write_text("still no front matter")
        told = "1 item of 1.0.0 is lost through errors: quizzes/both.md"
        assert told in asked("n\n", "pack", "update", "tiny").out.splitlines()
        assert asked("n\n", "pack", "update", "tiny", "--json").json[0]["lost"] == ["quizzes/both.md"]
        assert told in asked("", "pack", "update", "tiny", "--yes").out.splitlines()

    def test_without_packs_that_is_said(self, asked: Asked) -> None:
        ran = asked("", "pack", "update")
        assert ran.code == 1
        assert "No pack was installed" in ran.err
        assert asked("", "pack", "update", "tiny").code == 2


class TestRemove:
    def test_what_is_known_is_kept_and_that_is_said(self, asked: Asked, tiny_pack: Path) -> None:
        asked("", "pack", "install", str(tiny_pack), "--yes")
        asked("", "start", "tiny")
        tutor = open_tutor()
        tutor.journal.record(Answered("tiny/which-first", "choice", (), Verdict.WRONG, 3.0))
        tutor.close()
        ran = asked("n\n", "pack", "remove", "tiny")
        assert ran.code == 1
        assert (
            "    Its files go; what you know of 1 question of it is kept, and counts again when it is back." in ran.out
        )
        assert there() == ["tiny"]
        assert "tiny  1" in asked("", "due").out
        assert asked("y\n", "pack", "remove", "tiny").out.endswith("Removed.\n")
        assert asked("", "due").out == "0 reviews due\n"
        assert there() == []
        assert asked("y\n", "pack", "remove", "tiny").code == 2
        asked("", "pack", "install", str(tiny_pack), "--yes")
        assert "1 of 5 questions learnt" in asked("", "progress").out


class TestBuildAndInfo:
    def test_a_zip_is_written_and_told_about(self, asked: Asked, tiny_pack: Path, tmp_path: Path) -> None:
        ran = asked("", "pack", "build", str(tiny_pack))
        assert ran.code == 0
        assert ran.out.startswith("tiny-1.0.0.zip: A tiny pack 1.0.0, 5 files, ")
        again = asked("", "pack", "build", str(tiny_pack), "--output", "x.zip", "--json").json
        assert f"    sha256 {again['sha256']}" in ran.out.splitlines()
        assert (tmp_path / "x.zip").read_bytes() == (tmp_path / "tiny-1.0.0.zip").read_bytes()
        told = asked("", "pack", "info", "x.zip").out.splitlines()
        assert told[0] == "tiny 1.0.0: A tiny pack"
        assert "    2 lessons, 1 quiz, 1 aid" in told
        assert any(line.endswith("they match its SHA256SUMS") for line in told)
        assert "    4 min of lessons, 5 questions" in told
        assert asked("", "pack", "info", "x.zip", "--json").json["minutes"] == 4

    def test_a_pack_with_errors_is_not_built(self, asked: Asked, tiny_pack: Path, tmp_path: Path) -> None:
        (tiny_pack / "lessons/bad.md").write_text("no front matter")
        ran = asked("", "pack", "build", str(tiny_pack))
        assert ran.code == 1
        assert "1 error, so nothing was built" in ran.err
        assert f"{tiny_pack}/lessons/bad.md:1:1: E005" in ran.err
        assert not list(tmp_path.glob("*.zip*"))
        assert asked("", "pack", "build", str(tmp_path / "none")).code == 2
        (tiny_pack / "lessons/bad.md").unlink()
        assert asked("", "pack", "build", str(tiny_pack), "-o", "no/such/folder/x.zip").code == 2


class TestNews:
    def test_what_came_since_the_last_look(self, asked: Asked, tiny_pack: Path) -> None:
        assert asked("", "news").code == 1
        asked("", "pack", "install", str(tiny_pack), "--yes")
        assert asked("", "news").out == "tiny 1.0.0 is new: A tiny pack (4 items)\n"
        ran = asked("", "news")
        assert ran.code == 1
        assert ran.out.startswith("Nothing new since 20")
        change(tiny_pack, "1.1.0")
        asked("", "pack", "update", "--yes")
        told = "tiny 1.0.0 → 1.1.0: A tiny pack\n    ~ quiz both: Both of them\n"
        assert asked("", "news", "--keep").out == told
        (found,) = asked("", "news", "--json").json["packs"]
        assert found == {
            "pack": "tiny",
            "title": "A tiny pack",
            "version": "1.1.0",
            "version before": "1.0.0",
            "changes": [{"what": "changed", "kind": "quiz", "id": "both", "title": "Both of them"}],
        }
        assert asked("", "news").code == 1
        assert asked("", "news", "tiny").out.splitlines()[1] == "    ~ quiz both: Both of them"
        assert asked("", "news", "none").code == 2

    def test_before_the_first_look_the_last_update_counts(self, asked: Asked, tiny_pack: Path) -> None:
        asked("", "pack", "install", str(tiny_pack), "--yes")
        change(tiny_pack, "2")
        asked("", "pack", "update", "--yes")
        assert asked("", "news").out.startswith("tiny 1.0.0 → 2")

    def test_a_folder_that_others_write_is_told_of_too(self, run: Run, tiny_pack: Path, places_file: Path) -> None:
        assert run("news").code == 1
        (tiny_pack / "quizzes/both.md").unlink()
        ran = run("news")
        assert ran.out == "tiny 1.0.0: A tiny pack\n    - quiz both: Both ideas\n"
        for damaged in ("", "{", '{"looked": 1, "packs": 3}'):
            places_file.write_text(damaged)
            assert run("news").code == 1
        assert json.loads(places_file.read_text())["packs"]["tiny"]["version"] == "1.0.0"

    @pytest.fixture
    def places_file(self) -> Path:
        return Path(places().news)


def test_without_a_deed_all_of_them_are_told(run: Run) -> None:
    ran = run("pack")
    assert ran.code == 2
    for deed in ("install", "update", "rollback", "remove", "build", "info"):
        assert f"tutor pack {deed} " in ran.err
        assert run("pack", deed, "-h").code == 0
    assert run("pack", "--json", "update").code == 2


def test_a_word_that_is_no_deed_names_the_deeds(run: Run) -> None:
    ran = run("pack", "list")
    assert ran.code == 2
    assert ran.err.startswith("tutor: 'list' is nothing that is done to a pack: install, update, ")
    assert "tutor packs lists the packs you have" in ran.err
