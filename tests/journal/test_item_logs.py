"""Logs for authors: what is written is read, and whatever else comes is told with its line."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from journal.histories import answer

from tutor.errors import TutorError
from tutor.journal.item_logs import LONGEST, ItemLog, log_text, read_log
from tutor.journal.store import Journal
from tutor.learning.item_figures import Given
from tutor.model.events import Confidence, LogNamed, Mark, Renamed
from tutor.model.questions import KINDS

NAME, MADE = "0123456789abcdef", "2026-11-22T10:00:00Z"
HASH = "1:0123456789abcdef"
HEAD = {"tutor": "answers", "format": 1, "pack": "p", "name": NAME, "made": MADE, "answers": 1}
LINE = {"n": 1, "question": "a", "kind": "choice", "gave": [HASH], "right": True, "seconds": 4.0, "answer": HASH}

givens = st.builds(
    Given,
    st.just(NAME),
    st.sampled_from(KINDS),
    st.lists(st.just(HASH), max_size=3).map(tuple),
    st.booleans(),
    st.integers(0, 1000).map(lambda tenths: tenths / 10),
    st.none() | st.sampled_from(Confidence),
    st.sampled_from(("", HASH)),
    st.sampled_from(Mark),
)


@pytest.fixture(scope="module")
def any_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is written again and again."""
    return tmp_path_factory.mktemp("logs") / "any.log"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "learner.log"


@given(answers=st.lists(st.tuples(st.sampled_from(("a", "trees.2")), givens), max_size=5).map(tuple))
def test_what_is_written_is_read(any_file: Path, answers: tuple[tuple[str, Given], ...]) -> None:
    log = ItemLog("p", NAME, MADE, answers)
    any_file.write_text(log_text(log))
    assert read_log(str(any_file)) == log


@given(data=st.binary(max_size=200) | st.text(max_size=60).map(str.encode), at=st.integers(0, 400))
def test_no_bytes_make_a_traceback(any_file: Path, data: bytes, at: int) -> None:
    sound = lines(HEAD, LINE)
    for damaged in (data, sound[:at] + data + sound[at:], sound[:at] + data):
        any_file.write_bytes(damaged)
        with suppress(TutorError):
            read_log(str(any_file))


def lines(*values: object) -> bytes:
    return b"".join(value if isinstance(value, bytes) else json.dumps(value).encode() + b"\n" for value in values)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (b"", "", "no log of answers"),
        (b"\xff\xfe", ":1", "not UTF-8"),
        (b"[" * 50_000, ":1", "no JSON"),
        (b"[]\n", ":1", "no answer"),
        (lines({"some": "other JSON"}), ":1", "no log of answers"),
        (lines({**HEAD, "format": 2}, LINE), ":1", "another format"),
        (lines({**HEAD, "format": True}, LINE), ":1", "another format"),
        (lines({**HEAD, "pack": "../p"}, LINE), ":1", "damaged"),
        (lines({**HEAD, "name": "\x1b[31m"}, LINE), ":1", "damaged"),
        (lines(HEAD), ":1", "0 answers and should have 1"),
        (lines(HEAD, json.dumps(LINE).encode()[:30]), ":2", "no JSON"),
        (lines(HEAD, LINE, LINE), ":3", "answer 1 is there twice"),
        (lines({**HEAD, "answers": 2}, {**LINE, "n": 2}), ":2", "answer 1 is missing"),
        (lines(HEAD, {**LINE, "n": "1"}), ":2", "no number"),
        (lines(HEAD, b" " * LONGEST + b"\n"), ":2", "too long"),
        (lines(HEAD, {**LINE, "question": "a\x1b[2J"}), ":2", "'question'"),
        (lines(HEAD, {**LINE, "kind": "riddle"}), ":2", "'kind'"),
        (lines(HEAD, {**LINE, "gave": ["typed in clear"]}), ":2", "'gave'"),
        (lines(HEAD, {**LINE, "gave": [HASH] * 65}), ":2", "'gave'"),
        (lines(HEAD, {**LINE, "right": 1}), ":2", "'right'"),
        (lines(HEAD, {**LINE, "seconds": float("nan")}), ":2", "'seconds'"),
        (lines(HEAD, {**LINE, "seconds": -1}), ":2", "'seconds'"),
        (lines(HEAD, {**LINE, "seconds": 10**400}), ":2", "'seconds'"),
        (lines(HEAD, b'{"n": ' + b"9" * 5000 + b"}\n"), ":2", "no JSON"),
        (lines(HEAD, {**LINE, "confidence": ["sure"]}), ":2", "'confidence'"),
        (lines(HEAD, {**LINE, "mark": {}}), ":2", "'mark'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(file: Path, text: bytes, line: str, words: str) -> None:
    file.write_bytes(text)
    with pytest.raises(TutorError, match=words) as error:
        read_log(str(file))
    assert error.value.where == f"{file}{line}"
    assert "\x1b" not in str(error.value)


def test_what_a_mail_program_does_to_line_ends_is_no_damage(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + lines(HEAD, b"\n", LINE, b"\n").replace(b"\n", b"\r\n"))
    assert len(read_log(str(file)).answers) == 1


def test_what_is_no_file_is_said(file: Path, tmp_path: Path) -> None:
    os.mkfifo(file)
    for path, words in ((file, "no file"), (tmp_path, "directory|no file"), (tmp_path / "none", "no such file")):
        with pytest.raises(TutorError, match=words):
            read_log(str(path))


def test_a_file_that_is_too_large_is_not_read(file: Path) -> None:
    with file.open("wb") as made:
        made.truncate((64 << 20) + 1)
    with pytest.raises(TutorError, match="larger than any log"):
        read_log(str(file))


def test_answers_stand_under_the_names_of_now_and_undone_ones_are_gone(journal: Journal) -> None:
    journal.record(answer("p/a"), answer("p/b"), answer("q/a"), Renamed("p/a", "p/new"))
    journal.record(answer("p/c"), Renamed("p/new", "p/z"))
    journal.undo()
    journal.record(answer("pq/a"), answer("p/z", mark=Mark.GUESS))
    assert [name for name, _ in journal.answers_to("p")] == ["p/z", "p/b", "p/z"]


def test_the_first_name_of_a_log_stays(journal: Journal, opened: Callable[[], Journal]) -> None:
    assert journal.log_name("p") == ""
    journal.record(LogNamed("p", "one"), LogNamed("q", "other"), LogNamed("p", "two"))
    assert opened().log_name("p") == "one"
