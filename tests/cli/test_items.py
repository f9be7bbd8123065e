"""`tutor items`: what answers say of each question, from one's own journal or from the logs of several learners."""

import io
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from cli_runs import Run

from tutor.cli.main import main
from tutor.model.events import Answered, Confidence, Event, Mark, Renamed, Verdict
from tutor.model.ids import joined_hash, text_hash
from tutor.model.questions import Question
from tutor.places import places
from tutor.services.item_figures import item_report
from tutor.services.opening import open_tutor

CHOICE, TYPED = joined_hash(("One",)), joined_hash(("two",))
Learner = Callable[..., Path]


def record(*events: Event) -> None:
    tutor = open_tutor()
    tutor.journal.record(*events)
    tutor.close()


def chose(text: str, *, sure: bool = False, mark: Mark = Mark.NONE) -> Answered:
    verdict = Verdict.RIGHT if text == "One" else Verdict.WRONG
    confidence = Confidence.SURE if sure else None
    return Answered(
        "tiny/which-first", "choice", (text_hash(text),), verdict, 3.5, confidence, answer_hash=CHOICE, mark=mark
    )


def typed(text: str) -> Answered:
    verdict = Verdict.RIGHT if text == "two" else Verdict.WRONG
    return Answered("tiny/after-one", "typed", (text,), verdict, 6.0, answer_hash=TYPED)


@pytest.fixture
def learner(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learner:
    """`learner("ann", answers)` is the log that a learner of that name writes, in a home of its own."""

    def log(name: str, answers: Iterable[Event], file: str = "") -> Path:
        path = tmp_path / f"{file or name}.log"
        with monkeypatch.context() as patched:
            patched.setenv("XDG_DATA_HOME", str(tmp_path / "homes" / name))
            record(*answers)
            ran = run("items", "tiny", "--export", str(path), "--yes")
            assert ran.code == 0, ran.err
        return path

    return log


def test_the_own_journal_says_what_it_can_and_no_more(run: Run) -> None:
    assert run("items", "tiny").code == 1
    record(*[chose("Two", sure=True)] * 20, typed("three"))
    ran = run("items", "tiny")
    assert ran.code == 0
    assert ran.out == (
        "tiny 1.0.0: 21 answers by 1 learner, in your own journal\n"
        "\n"
        "which-first: Which number comes first?\n"
        "  ! mostly wrong, often sure and wrong\n"
        "  right            0% of 20 answers (likely 0% to 16%)\n"
        "  at first try     not enough yet (1 learner)\n"
        "  sure and wrong   100% of 20 sure answers (likely 84% to 100%)\n"
        "  seconds          4, the median of 20 answers\n"
        "\n"
        "Not enough yet (fewer than 20 rated answers):\n"
        "  after-one  1 answer\n"
        "\n"
        "Never answered: 3 questions\n"
    )


def test_questions_that_nobody_answered_are_only_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pack of 10,000 questions took seconds, to read those that nothing can be said of."""
    record(chose("Two"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")  # where "tiny" is no folder
    tutor = open_tutor()
    read: list[str] = []
    question = tutor.catalog.question

    def noted(name: str) -> Question:
        read.append(name)
        return question(name)

    monkeypatch.setattr(tutor.catalog, "question", noted)
    report = item_report(tutor, "tiny", [])
    tutor.close()
    assert len(report.unanswered) == 4
    assert read == ["tiny/which-first"]


def test_several_logs_are_read_together(run: Run, learner: Learner) -> None:
    logs = [learner(f"learner{n}", [chose("Two" if n < 12 else "One"), typed("four")]) for n in range(20)]
    found = run("items", "tiny", *map(str, logs), "--json").json
    assert (found["learners"], found["answers"], found["logs"]) == (20, 40, 20)
    by_id = {one["id"]: one for one in found["questions"]}
    first = by_id["which-first"]
    assert (first["first tries"]["count"], first["first tries"]["of"], first["first tries"]["enough"]) == (8, 20, True)
    assert first["flags"] == ["mostly wrong"]
    assert by_id["after-one"]["never given"] == {"wrong answers": ["three"], "of": 20}
    assert by_id["after-one"]["flags"] == ["mostly wrong", "wrong answers that nobody gives"]


def test_two_logs_of_one_learner_count_once_the_newer_one(run: Run, learner: Learner, tmp_path: Path) -> None:
    old = learner("ann", [chose("Two")], "old")
    head, line = old.read_text().splitlines()
    older = {**json.loads(head), "made": "2020-01-01T00:00:00Z"}
    old.write_text(f"{json.dumps(older)}\n{line}\n")
    new = learner("ann", [chose("One")], "new")
    assert json.loads(new.read_text().splitlines()[0])["name"] == older["name"]
    for logs in ((old, new), (new, old)):
        ran = run("items", "tiny", *map(str, logs), "--json")
        assert (ran.json["answers"], ran.json["left out"]) == (2, [str(old)])
        assert "newer log of the same learner" in ran.err
    other = learner("bob", [chose("One")])
    assert json.loads(other.read_text().splitlines()[0])["name"] != older["name"]


def test_a_log_holds_what_the_author_needs_and_nothing_else(run: Run, learner: Learner, tmp_path: Path) -> None:
    answers = [
        chose("Two", mark=Mark.GUESS),
        typed("my secret"),
        typed("two"),
        Answered("q/a", "recall", (), Verdict.RIGHT, 1),
    ]
    path = learner("ann", answers)
    head, *lines = map(json.loads, path.read_text().splitlines())
    assert set(head) == {"tutor", "format", "pack", "name", "made", "answers"}
    assert lines[0] == {
        "n": 1,
        "question": "which-first",
        "kind": "choice",
        "gave": [text_hash("Two")],
        "right": False,
        "seconds": 3.5,
        "answer": CHOICE,
        "mark": "guess",
    }
    assert len(lines) == 3
    assert "gave" not in lines[2]
    assert "secret" not in path.read_text()
    connection = sqlite3.connect(tmp_path / "homes" / "ann" / "tutor" / "journal.sqlite")
    [(own,)] = connection.execute("SELECT value FROM meta WHERE key = 'device'").fetchall()
    connection.close()
    assert own not in path.read_text()


def test_exactly_what_was_shown_is_written(run: Run, learner: Learner, tmp_path: Path) -> None:
    record(chose("One"))
    path = tmp_path / "mine.log"
    ran = run("items", "tiny", "--export", str(path), "--yes")
    assert path.read_text() in ran.err


def test_nothing_leaves_unasked_and_a_no_leaves_no_trace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(chose("One"))
    path = tmp_path / "mine.log"
    assert run("items", "tiny", "--export", str(path)).code == 2
    person = io.StringIO("n\n")
    person.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", person)
    assert main(["items", "tiny", "--export", str(path)]) == 1
    assert not path.exists()
    tutor = open_tutor()
    assert tutor.journal.log_name("tiny") == ""
    tutor.close()
    assert run("items", "tiny", "also", "--export", str(path)).code == 2
    assert run("items", "nothing-learnt", "--export", str(path), "--yes").code == 2


def test_what_is_no_log_of_this_pack_is_told_with_its_line(run: Run, learner: Learner, tmp_path: Path) -> None:
    good = learner("ann", [chose("One")])
    other = tmp_path / "other.log"
    other.write_text(good.read_text().replace('"tiny"', '"other"'))
    for path, where, words in (
        (other, f"{other}:1", "this is a log of other, not of tiny"),
        (Path(places().journal), places().journal, "not UTF-8"),
        (tmp_path, str(tmp_path), ""),
    ):
        ran = run("items", "tiny", str(good), str(path))
        assert (ran.code, ran.out) == (2, "")
        assert where in ran.err
        assert words in ran.err
        assert "Traceback" not in ran.err


def test_answers_follow_renames_and_those_to_nothing_are_counted_apart(
    run: Run, learner: Learner, tiny_pack: Path
) -> None:
    gone = Answered("tiny/gone", "recall", (), Verdict.RIGHT, 1.0)
    log = learner("ann", [chose("One"), gone, Renamed("tiny/never", "tiny/other")])
    lesson = tiny_pack / "lessons" / "first.md"
    lesson.write_text(lesson.read_text().replace("#which-first", "#comes-first"))
    with (tiny_pack / "pack.yaml").open("a") as file:
        file.write("renamed: {which-first: comes-first}\n")
    for word in ("tiny", str(tiny_pack)):
        found = run("items", word, str(log), "--json").json
        assert ([one["id"] for one in found["questions"]], found["gone"]) == (["comes-first"], 1)


def test_an_option_in_new_words_is_said_to_be_unknown(run: Run, tiny_pack: Path) -> None:
    record(*[chose("Two")] * 20)
    lesson = tiny_pack / "lessons" / "first.md"
    lesson.write_text(lesson.read_text().replace("- [ ] Two", "- [ ] Number two"))
    out = run("items", "tiny").out
    assert "never chosen     “Number two”, in 20 answers" in out
    assert "unknown          20 answers chose an option that is not there in these words" in out
    lesson.write_text(lesson.read_text().replace("- [x] One", "- [x] Number one"))
    assert "which-first  0 answers, and 20 from before its answer was changed" in run("items", "tiny").out


def test_no_such_pack(run: Run, tmp_path: Path) -> None:
    assert run("items", "nowhere").code == 2
    assert run("items", str(tmp_path / "no folder")).code == 2
