"""A session line by line: the same sitting as on the screen, readable as a transcript."""

import io
import json
import sys
from pathlib import Path

import pytest
from cli_runs import Run

from tutor.cli.main import main
from tutor.cli.plain import PlainSession
from tutor.services.opening import open_tutor
from tutor.services.study import begin, begin_quiz


def answered(run: Run, typed: str, *words: str, days: float = 0) -> str:
    ran = run("spare", *(words or ("5m", "tiny")), "--plain", typed=typed, days=days)
    assert "Traceback" not in ran.err
    return ran.out


def test_a_lesson_from_its_why_to_its_essence(run: Run) -> None:
    run("settings", "confidence", "no")
    out = answered(run, "\n\na\nb\n\n\n\n\ntwo\n\n", "2m", "tiny")
    expected = [
        "The first idea",
        "It comes before the second.",
        "One comes first.",
        "1 of 1: tiny, new",
        "Which number comes first?",
        "And that is all.",
        "To keep:",
        "  One comes first.",
        "All is saved.",
    ]
    positions = [out.index(line) for line in expected[:-1]] + [out.rindex(expected[-1])]
    assert positions == sorted(positions)


def test_right_wrong_and_why_stand_under_the_letters_that_were_shown(run: Run) -> None:
    out = answered(run, "\n\na\n")
    assert ("wrong (your answer)" in out) != ("right (your answer)" in out)
    assert "       Two comes second." in out
    assert "Counting starts with one." in out


def test_a_word_that_is_no_answer_is_asked_again(run: Run) -> None:
    out = answered(run, "\n\nz\n\n1\n")
    assert out.count("One letter, a-b") == 4


def test_skipping_taking_back_and_stopping(run: Run) -> None:
    out = answered(run, "\n\n:s\n:q\n")
    assert "0 answers, 0 right." in out
    out = answered(run, "\na\n:u\n:q\n")
    taken = out.index("Taken back: tiny/which-first, answered ")
    assert "    Which number comes first?\n" in out[taken:]
    assert run("undo").code == 1


class Learner:
    """Reads what is shown and answers it rightly: options by their text, texts as they are."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def say(self, *lines: str) -> None:
        self.shown += lines

    def isatty(self) -> bool:
        return False

    def letter(self, text: str) -> str:
        return next(line.split()[0] for line in reversed(self.shown) if line.strip().endswith("  " + text))

    def readline(self) -> str:
        if not self.shown[-1].startswith(("One letter", "All letters")):
            return "3\n" if "Think, then press enter. " in self.shown[-3:] else self.typed() + "\n"
        texts = ["One"] if self.shown[-1].startswith("One letter") else ["one", "two", "three"]
        return " ".join(self.letter(text) for text in texts) + "\n"

    def typed(self) -> str:
        if self.shown[-1].startswith("(1) "):
            return "two"
        recent = "\n".join(self.shown[-4:])
        return "two" if "after one?" in recent else "One" if "comes before" in recent else ""


def test_every_kind_is_answered(run: Run) -> None:
    run("settings", "confidence", "no")
    run("start", "tiny")
    learner = Learner()
    tutor = open_tutor()
    try:
        for _ in range(2):  # the lessons, then the questions that wait for them
            PlainSession(tutor, begin(tutor, 10), learner, learner.say).run()  # type: ignore[arg-type]
    finally:
        tutor.close()
    out = "\n".join(learner.shown)
    assert "__(1)__ comes before __(2)__" in out
    assert "All letters a-c in order" in out
    assert "Nothing is there to be counted" in out
    assert "Not yet." not in out
    assert "3 answers, 3 right." in out


def test_practice_leaves_the_schedule_alone(run: Run) -> None:
    run("start", "tiny")
    answered(run, "\n\na\nb\n\n\n")
    before = run("progress", "--json").json
    out = answered(run, "a\nb\n", "2m", "--practise")
    assert "the schedule stays as it was" in out
    after = run("progress", "--json").json
    assert (after["packs"], after["ahead"]) == (before["packs"], before["ahead"])
    assert after["practice"]["answers"] >= 1


def test_nothing_to_do_is_exit_1_and_says_what_one_could_do(run: Run) -> None:
    ran = run("spare", "5m", "--plain")
    assert ran.code == 1
    assert ran.out == ""
    assert "--practise" in ran.err
    assert run("spare", "--practise", "--plain").err == "Nothing is learnt yet, so there is nothing to practise.\n"


def test_a_lesson_by_name(run: Run) -> None:
    assert "The second idea" in answered(run, "\n", "--lesson", "second")
    assert run("spare", "--lesson", "both", "--plain").code == 2


def test_a_lesson_says_first_that_its_questions_wait(run: Run) -> None:
    run("settings", "new-a-day", "1")
    run("settings", "confidence", "no")
    answered(run, "\n\ntwo\n\n", "--lesson", "second")
    out = answered(run, "\n", "--lesson", "first")
    assert "Today is full: 1 question of it waits for another day." in " ".join(out.split())


def test_a_lesson_of_a_pack_that_is_not_started_keeps_its_promise(run: Run) -> None:
    run("settings", "confidence", "no")
    out = answered(run, "\n\ntwo\n\n", "--lesson", "second")
    assert "Right." in out
    assert "For that, read the lesson to its end: you have not started “A tiny pack”." in " ".join(out.split())
    assert "Its questions come back from now on" in out
    assert "- 1 review: tiny" in run("today", days=9).out
    assert run("due", "--json", days=9).json == {"due": 1, "packs": {"tiny": 1}}


def test_a_question_missed_four_times_is_left_for_tomorrow_with_its_lesson(run: Run) -> None:
    run("settings", "confidence", "no")
    out = " ".join(answered(run, "\n\n" + "five\n" * 4 + "\n", "--lesson", "second").split())
    assert out.count("What comes after one?") == 4
    assert "It comes again tomorrow," in out
    assert "To read it: tutor spare --lesson tiny/second" in out
    assert "1 miss left open: first next time." in out


def test_figures_as_json_leave_stdout_to_the_answer(run: Run) -> None:
    run("start", "tiny")
    ran = run("spare", "5m", "--json", typed="\n\n")
    assert ran.json["answered"] == 0
    assert "The first idea" in ran.err


def test_flags_may_stand_among_the_words(run: Run) -> None:
    assert "The first idea" in run("spare", "5m", "--plain", "tiny", typed="").out


def test_lengths_of_time(run: Run) -> None:
    for length in ("5", "5m", "90s", "1h"):
        assert run("today", length).code == 0
    for length in ("5x", "0", "-3m", "100h", "nan"):
        assert run("today", length).code == 2


def test_a_question_is_out_before_its_answer_is_waited_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("start", "tiny")
    arrived = io.BytesIO()
    shown_by_then: list[str] = []

    class OtherEnd(io.StringIO):
        def readline(self, *_: int) -> str:  # type: ignore[override]
            shown_by_then.append(arrived.getvalue().decode())
            return super().readline()

    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(arrived), encoding="utf-8"))
    tutor = open_tutor()
    try:
        PlainSession(tutor, begin(tutor, 10), OtherEnd("\n")).run()
    finally:
        tutor.close()
    assert "It comes before the second." in shown_by_then[0]


def test_for_json_prompts_are_talk(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    run("start", "tiny")
    monkeypatch.setattr(sys, "stdin", Keyboard("\n\n:q\n"))
    assert main(["spare", "5m", "tiny", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["answered"] == 0
    assert "(enter) " in said.err


QUIZ = """\
---
title: Figures and words
teaches: [first]
---
## How many are two and two? {#sum}
- = 4 +- 0
- ~ few
  > How many exactly?

## Which command lists where HEAD has been? {#reflog}
- = `git reflog`

## First ==one==, then ==two==. {#turns}
"""


def quizzed(run: Run, tiny_pack: Path, typed: str) -> str:
    """What is said while a quiz is answered line by line."""
    (tiny_pack / "quizzes" / "figures.md").write_text(QUIZ)
    run("settings", "confidence", "no")
    said: list[str] = []
    tutor = open_tutor()
    try:
        sitting = begin_quiz(tutor, "tiny/figures")
        PlainSession(tutor, sitting, io.StringIO(typed), lambda *lines: said.extend(lines), lambda prompt: None).run()
    finally:
        tutor.close()
    return "\n".join(said)


def test_words_where_a_number_is_asked_are_no_miss(run: Run, tiny_pack: Path) -> None:
    out = quizzed(run, tiny_pack, "four\n4\n")
    assert out.index("> four") < out.index("A number is asked for") < out.index("> 4") < out.index("Right.")
    assert "1 answer, 1 right." in out
    assert "How many exactly?" in quizzed(run, tiny_pack, "few\n"), "an expected wrong answer has its own words"
    assert "The answer: 4" in quizzed(run, tiny_pack, "\n"), "who does not know is shown the answer"


def test_a_typed_miss_shows_the_difference(run: Run, tiny_pack: Path) -> None:
    out = quizzed(run, tiny_pack, "4\ngit relog\n")
    assert "The answer: git reflog\nThe difference: git re[+f]log\n    [-too much] [+missing]" in out


def test_of_several_blanks_each_is_told(run: Run, tiny_pack: Path) -> None:
    out = quizzed(run, tiny_pack, "4\ngit reflog\none\nthree\n")
    assert "  (1)  one - right\n  (2)  two - wrong, you typed: three" in out


def test_what_is_no_word_of_how_sure_is_asked_again(run: Run) -> None:
    out = answered(run, "\n\ntwo\nvery\n3\n\n\n", "--lesson", "tiny/second")
    assert "> two\nHow sure? 1 guess, 2 fairly, 3 sure (enter: pass over) very\nHow sure? 1 guess" in out
