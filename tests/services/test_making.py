"""`tutor new`: whatever an author answers, the files pass the check and the words stay words."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tutor.errors import TutorError
from tutor.model.items import AID_KINDS, Aid, Lesson, Quiz
from tutor.model.layout import plain_lines, plain_runs
from tutor.packs.folder import read_pack
from tutor.services.checking import check
from tutor.services.making import (
    LONGEST,
    LONGEST_TITLE,
    MAKES,
    MOST_WORDS,
    QUESTIONS,
    TITLE,
    chosen_id,
    clean_answer,
    home_at,
    item_files,
    pack_files,
    write_files,
)
from tutor.services.templates import inline, one_line

TODAY = date(2026, 11, 22)
ANSWERS = {question.flag: question.example for question in (*QUESTIONS, TITLE)}
NASTY = [
    *('say "no": it\'s # one', "- [x] yes", "> quoted", "# Heading", "---", "1. one", "```", "~~~", "| a | b |", "==a"),
    *("{{name}} `{{x}}`", "[[nowhere]]", "a -> b {if x}", "[!NOTE]", "[a]: b", "x {#id}", "* * *", ": meaning", "=> x"),
    *("\u202eright to left", "a\x1b[31mb", "two\nlines\r\nthree", "\ufeffmark", "soft\u00adhyphen", "&#x202E;", "<b>"),
    *("`open", "**open", "\\", "\\\\", "%", "@", "'", '"', "null", "~", "2026-11-22", "Größe 漢字 🙂", "<<title>>"),
    *("[[]]", "漢" * LONGEST_TITLE, "a " * MOST_WORDS, "==hidden== parts", "![x](y)", "https://example.org/?a=b&c=d"),
]  # fmt: skip
LONG = ["漢" * LONGEST, "word " * MOST_WORDS, "W" * LONGEST, "- " * MOST_WORDS, "`" * LONGEST]

words = st.text(min_size=1, max_size=60).filter(lambda text: bool(one_line(text)))
sentences = st.one_of(words, st.sampled_from([*NASTY, *LONG]))
answers = st.fixed_dictionaries(
    {**{question.flag: sentences for question in QUESTIONS}, "title": st.one_of(words, st.sampled_from(NASTY))}
)


def cleaned(given: Mapping[str, str]) -> dict[str, str]:
    return {question.flag: clean_answer(question, given[question.flag]) for question in (*QUESTIONS, TITLE)}


def problems(folder: Path) -> list[str]:
    """What the strict check says, but for the claim, which was not run."""
    (checked,) = check([str(folder)], TODAY)
    return [str(problem) for problem in checked.problems if problem.code != "W861"]


def make(folder: Path, given: Mapping[str, str]) -> Path:
    write_files(str(folder), pack_files("kit", cleaned(given), "A. Uthor", str(TODAY)))
    return folder


@settings(max_examples=25)
@given(answers)
def test_a_pack_passes_the_check_whatever_the_answers_are(
    tmp_path_factory: pytest.TempPathFactory, given: dict[str, str]
) -> None:
    folder = make(tmp_path_factory.mktemp("packs") / "kit", given)
    assert problems(folder) == []
    pack = read_pack(str(folder)).pack
    assert pack is not None
    clean = cleaned(given)
    unquoted = " ".join(clean["differently"].replace("`", " ").split()) or clean["differently"]
    assert (pack.title, pack.audience, pack.about) == (clean["title"], clean["for"], unquoted)


@settings(max_examples=25)
@given(answers, st.sampled_from(MAKES[1:]), st.sampled_from(AID_KINDS))
def test_an_item_passes_the_check_whatever_the_answers_are(
    tmp_path_factory: pytest.TempPathFactory, given: dict[str, str], kind: str, aid: str
) -> None:
    folder = make(tmp_path_factory.mktemp("packs") / "kit", ANSWERS)
    home = home_at(str(folder), "/nowhere")
    files = item_files(kind, "mine", home, cleaned(given), str(TODAY), aid=aid, teaches="first-lesson")
    write_files(home.folder, files)
    assert problems(folder) == []


@pytest.mark.parametrize("text", NASTY)
def test_the_words_of_an_author_are_what_a_learner_reads(tmp_path: Path, text: str) -> None:
    folder = make(tmp_path / "kit", {**ANSWERS, "know": text, "differently": text, "when": text, "why": text})
    items = {item.id: item for item in read_pack(str(folder)).items}
    lesson, quiz, aid = items["first-lesson"], items["first-quiz"], items["first-aid"]
    assert isinstance(lesson, Lesson)
    assert isinstance(quiz, Quiz)
    assert isinstance(aid, Aid)
    expected = clean_answer(QUESTIONS[0], text)
    if not any(sign in expected for sign in ("&", "**", "`", "\\\\", "![")):  # these are Markdown, as they were meant
        assert plain_runs(lesson.essence) == plain_runs(dict(lesson.why)[""]) == expected
        assert " ".join(plain_lines(quiz.questions[1].explanation, 500)) == expected
        assert plain_runs(aid.when) == expected
    assert aid.asks[0] == expected


def test_each_answer_goes_where_it_belongs(tmp_path: Path) -> None:
    folder = make(tmp_path / "kit", ANSWERS)
    readme = (folder / "README.md").read_text()
    assert all(ANSWERS[flag] in readme for flag in ANSWERS)
    read = read_pack(str(folder))
    kinds = {item.place.path.partition("/")[0] for item in read.items}
    assert kinds == {"lessons", "quizzes", "aids", "drills", "labs", "paths"}
    assert [claim.id for claim in read.claims] == ["copy-keeps-the-old-text"]
    assert "tutor check --strict" in (folder / ".github/workflows/check.yml").read_text()
    drill = (folder / "drills/first-drill.md").read_text()
    assert f'goal: "{ANSWERS["know"]}"' in drill


def test_no_answer_stands_in_a_command(tmp_path: Path) -> None:
    marked = {flag: f"$(touch {flag}) `touch {flag}`; touch {flag}" for flag in ANSWERS}
    folder = make(tmp_path / "kit", marked)
    for path in (folder / "labs/first-lab.md", folder / "claims/first.yaml", folder / ".github/workflows/check.yml"):
        for line in path.read_text().splitlines():
            assert "touch" not in line or line.startswith(("#", "title:", "hints:", "Where you are:"))


def test_an_aid_brings_a_quiz_unless_something_teaches_it(tmp_path: Path) -> None:
    folder = make(tmp_path / "kit", ANSWERS)
    home = home_at(str(folder / "lessons"), "/nowhere")
    files = item_files("aid", "mine", home, ANSWERS, str(TODAY))
    assert [file.path for file in files] == ["aids/mine.md", "quizzes/mine-quiz.md"]
    lesson = folder / "lessons/first-lesson.md"
    lesson.write_text(lesson.read_text().replace("teaches: [first-aid]", "teaches: [first-aid, mine]"))
    files = item_files("aid", "mine", home_at(str(folder), "/nowhere"), ANSWERS, str(TODAY))
    assert [file.path for file in files] == ["aids/mine.md"]


def test_ids_are_new_and_well_formed(tmp_path: Path) -> None:
    home = home_at(str(make(tmp_path / "kit", ANSWERS)), "/nowhere")
    assert chosen_id("", "First lesson", home.taken) == "first-lesson-2"
    for id, hint in (("First-Lesson", "first-lesson"), ("first-lesson", "first-lesson-2"), ("a" * 51, "50")):
        with pytest.raises(TutorError) as error:
            chosen_id(id, "", home.taken)
        assert hint in error.value.hint
    with pytest.raises(TutorError, match="no id can be made"):
        chosen_id("", "Что?")


def test_a_quiz_says_what_it_practises_and_a_path_leads_somewhere(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("format: 1\npack: kit\ntitle: Kit\n")
    home = home_at(str(tmp_path), "/nowhere")
    for kind in ("quiz", "path"):
        with pytest.raises(TutorError) as error:
            item_files(kind, "mine", home, ANSWERS, str(TODAY))
        assert "There are none yet" in error.value.hint
    write_files(home.folder, item_files("lesson", "one", home, ANSWERS, str(TODAY)))
    home = home_at(str(tmp_path), "/nowhere")
    assert "teaches: [one]" in item_files("quiz", "mine", home, ANSWERS, str(TODAY))[0].text
    with pytest.raises(TutorError, match="two is no lesson"):
        item_files("quiz", "mine", home, ANSWERS, str(TODAY), teaches="one, two")


def test_nothing_is_overwritten_and_nothing_is_left_half_way(tmp_path: Path) -> None:
    folder = make(tmp_path / "kit", ANSWERS)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    os.unlink(folder / "pack.yaml")
    with pytest.raises(TutorError, match="there already"):
        make(folder, ANSWERS)
    assert not (folder / "pack.yaml").exists()
    assert all(path.read_bytes() == text for path, text in before.items() if path.name != "pack.yaml")


def test_an_answer_is_a_sentence() -> None:
    assert clean_answer(QUESTIONS[1], " two\n\tlines \x00 \u200b") == "two lines"
    for text in (" \u200b\n", "x" * (LONGEST + 1), "a " * (MOST_WORDS + 1)):
        with pytest.raises(TutorError):
            clean_answer(QUESTIONS[1], text)


def test_code_in_an_answer_stays_code() -> None:
    assert inline("`[[ -f x ]]` and [[x]]") == "`[[ -f x ]]` and [\\[x]]"
    assert inline("``a `{{b}}` c`` {{d}}") == "``a `{ {b}}` c`` {\\{d}}"
