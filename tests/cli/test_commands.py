"""Each command: its answer on stdout, its talk on stderr, its exit code, and the same as JSON."""

import os
import sqlite3
from pathlib import Path

import pytest
from cli_runs import Run

from tutor.cli.commands import COMMANDS
from tutor.places import places


def test_help_names_every_command_and_the_exit_codes(run: Run) -> None:
    ran = run("-h")
    assert ran.code == 0
    for command in COMMANDS:
        assert f"  {command} " in ran.out
    assert "130 interrupted" in ran.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    ran = run(command, "-h")
    assert ran.code == 0
    assert f"usage: tutor {command}" in ran.out


def test_the_version(run: Run) -> None:
    assert run("--version").out.startswith("tutor ")


def test_a_word_that_is_no_command_is_looked_up_and_the_nearest_command_is_named(run: Run) -> None:
    ran = run("stat")
    assert (ran.code, ran.out) == (1, "")
    assert "Did you mean: tutor start\n" in ran.err


def test_flags_alone_ask_for_today_as_lines(run: Run) -> None:
    """What somebody with a screen reader tries first."""
    assert run("--plain").out == run("today").out
    assert run("--json").out == run("today", "--json").out


@pytest.mark.parametrize(
    "words", [("due", "--frob"), ("start",), ("start", "nowhere"), ("settings", "minutes", "lots")]
)
def test_wrong_words_are_usage(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_without_a_terminal_tutor_prints_today(run: Run) -> None:
    ran = run()
    assert ran.code == 0
    assert "tutor start" in ran.out


def test_packs_and_their_state(run: Run) -> None:
    assert "tiny: A tiny pack (not started)" in run("packs").out
    for command, state in (("start", "started"), ("pause", "paused"), ("stop", "stopped"), ("start", "started")):
        assert f"({state})" in run(command, "tiny").out
    [pack] = [pack for pack in run("packs", "--json").json["packs"] if pack["id"] == "tiny"]
    assert (pack["state"], pack["lessons"], pack["from"]) == ("started", 2, "team")


def test_what_is_due_is_found_and_said(run: Run) -> None:
    assert run("due").code == 1
    run("start", "tiny")
    run("spare", "2m", "tiny", "--plain", typed="\n\na\n\n\n" + "a\nb\n" * 3)
    ran = run("due", days=40)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "1 review due")
    assert run("due", "--json", days=40).json == {"due": 1, "packs": {"tiny": 1}}


def test_what_is_due_is_said_of_an_earlier_programs_journal_too(run: Run) -> None:
    run("start", "tiny")
    run("spare", "2m", "tiny", "--plain", typed="\n\na\n\n\n" + "a\nb\n" * 3)
    with sqlite3.connect(places().journal) as earlier:
        earlier.execute("ALTER TABLE day DROP COLUMN labs")
    earlier.close()
    assert run("due", "--json", days=40).json == {"due": 1, "packs": {"tiny": 1}}


def test_an_answer_is_taken_back(run: Run) -> None:
    assert run("undo").code == 1
    run("start", "tiny")
    run("spare", "2m", "tiny", "--plain", typed="\n\na\n")
    ran = run("undo")
    assert ran.code == 0
    assert "tiny/which-first" in ran.out
    assert "Which number comes first?" in ran.out
    assert run("undo").code == 1


def test_a_question_is_put_away_and_comes_back(run: Run) -> None:
    run("start", "tiny")
    run("spare", "2m", "tiny", "--plain", typed="\n\n" + "a\nb\n")
    for deed in ("suspend", "bury", "reset"):
        assert run(deed, "which-first").code == 0
        assert run("due", days=0).code == 1
        run("resume", "which-first")
    assert run("suspend", "first").code == 2  # a lesson


def test_learn_adds_what_a_pack_that_is_not_started_holds(run: Run) -> None:
    ran = run("learn", "look-here", "--json")
    assert ran.json == {"item": "tiny/look-here", "questions": 1}
    assert "1 new question: tiny; you asked to learn them;" in run("today").out


def test_settings_are_listed_changed_and_kept(run: Run) -> None:
    listed = run("settings").out
    assert "minutes    = 5      How many minutes Today offers first\n" in listed
    assert "retention  = 0.90   Share of reviews you want to get right\n" in listed
    assert run("settings", "minutes", "10").out.startswith("minutes = 10")
    assert run("settings", "minutes", "--json").json == {"minutes": 10}
    assert run("settings", "theme", "pink").code == 2
    assert run("settings", "nothing").code == 2


def test_the_hour_at_which_a_day_begins_is_written_as_an_hour(run: Run) -> None:
    assert "rollover   = 04:00" in run("settings").out
    assert run("settings", "rollover", "05:00").out.startswith("rollover = 05:00")
    assert run("settings", "rollover", "3").out.startswith("rollover = 03:00")
    assert run("settings", "rollover", "--json").json == {"rollover": 3}
    ran = run("settings", "rollover", "4:30")
    assert (ran.code, "full hour" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (("due", "--frob"), "due --frob"),
        (("start", "nowhere"), "start nowhere"),
        (("show", "no such; aid"), "show 'no such; aid'"),
        (("suspend", "nothing"), "suspend nothing"),
        (("check", "nowhere"), None),
        (("trust", "./nowhere"), None),
        (("settings", "nothing"), None),
        (("today", "5x"), None),
    ],
)
def test_what_could_be_a_question_is_told_how_to_ask_it(run: Run, words: tuple[str, ...], question: str | None) -> None:
    ran = run(*words)
    assert ran.code == 2
    hints = [line for line in ran.err.splitlines() if "tutor how" in line]
    assert hints == ([f"To look it up instead: tutor how {question}"] if question else [])


def test_where_names_every_path(run: Run, home: Path) -> None:
    paths = run("where", "--json").json["paths"]
    assert paths["journal"] == os.path.join(home, "data", "tutor", "journal.sqlite")
    assert not (home / "data").exists(), "asking for a path must not make it"


def test_progress_is_plain_and_says_when_there_is_not_enough(run: Run) -> None:
    assert run("progress").code == 1
    run("start", "tiny")
    run("spare", "2m", "tiny", "--plain", typed="\n\n" + "a\nb\n")
    ran = run("progress")
    assert ran.code == 0
    assert "1 of 5 questions learnt" in ran.out
    assert "not enough yet" in ran.out
    assert run("progress", "--json").json["kept"]["of"] == 0


def test_check_names_the_line_and_exits_with_1(run: Run, tiny_pack: Path) -> None:
    assert run("check", str(tiny_pack)).code == 0
    quiz = tiny_pack / "quizzes" / "both.md"
    quiz.write_text(quiz.read_text() + "\n## No id\n- [x] a\n- [ ] b\n")
    ran = run("check", str(tiny_pack))
    assert ran.code == 1
    assert f"{quiz}:15:1: E" in ran.out
    assert "1 error" in ran.err
    [checked] = run("check", str(quiz), "--json").json
    assert [one["line"] for one in checked["problems"] if one["level"] == "error"] == [15]
    assert {one["path"] for one in checked["problems"]} == {"quizzes/both.md"}
    assert run("check", "nowhere").code == 2


def test_what_was_left_out_is_told_with_the_folder_to_check(run: Run, tiny_pack: Path) -> None:
    quiz = tiny_pack / "quizzes" / "both.md"
    quiz.write_text(quiz.read_text() + "\n## No id\n- [x] a\n- [ ] b\n")
    assert f"1 error left something out: tutor check {tiny_pack}\n" in run("packs").out
    [problem] = run("packs", "--json").json["problems"]
    assert (problem["pack"], problem["folder"]) == ("tiny", str(tiny_pack))
    assert problem["problem"].startswith("quizzes/both.md:15:1: E")
    ran = run("doctor")
    assert (ran.code, f"tutor check {tiny_pack} lists them all" in ran.out) == (1, True)


def test_doctor_finds_a_sound_house(run: Run) -> None:
    run("start", "tiny")
    ran = run("doctor")
    assert ran.code == 0
    assert "equal to what" in ran.out
    assert all(finding["sound"] for finding in run("doctor", "--json").json)


def test_a_damaged_journal_is_said_plainly_and_brought_back(run: Run, home: Path) -> None:
    run("start", "tiny")
    run("spare", "2m", "tiny", "--plain", typed="\n\n" + "a\nb\n")  # which also keeps the day's copy
    journal = home / "data" / "tutor" / "journal.sqlite"
    journal.write_bytes(b"SQLite format 3\0" + os.urandom(20000))
    for words in (("today",), ("due",), ("spare", "2m", "--plain")):
        ran = run(*words)
        assert ran.code == 2
        assert "tutor doctor --restore" in ran.err
        assert "Traceback" not in ran.err
    assert run("doctor").code == 1
    assert run("doctor", "--restore").code == 0
    assert "1 of 5 questions learnt" in run("progress").out
    assert list(journal.parent.glob("journal.sqlite.damaged-*")), "the damaged file is kept"


def test_a_journal_that_is_gone_while_copies_are_there_is_said_and_brought_back(run: Run, home: Path) -> None:
    run("start", "tiny")
    run("spare", "2m", "tiny", "--plain", typed="\n\n" + "a\nb\n")  # which also keeps the day's copy
    (home / "data" / "tutor" / "journal.sqlite").unlink()
    for words in (("today",), ("due",), ("due", "--json")):
        ran = run(*words)
        assert (words, ran.code, ran.out) == (words, 2, "")
        assert "tutor doctor --restore" in ran.err
    ran = run("doctor")
    assert ran.code == 1
    assert "!!  journal: the journal is missing, and there are copies of it" in ran.out
    assert run("doctor", "--restore").code == 0
    assert "1 of 5 questions learnt" in run("progress").out


def test_a_data_folder_that_cannot_be_made_is_said_plainly(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "file"))
    ran = run("start", "tiny")
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert str(home / "file") in ran.err


def test_control_characters_from_outside_never_reach_the_terminal(run: Run) -> None:
    ran = run("check", "no\x1b[31msuch")
    assert ran.code == 2
    assert "\x1b" not in ran.err
