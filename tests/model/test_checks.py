"""A check of a lab or a claim, in words."""

from hypothesis import given, strategies as st

from tutor.model.checks import SHORT, Check, Subject, Word


def of(text: str) -> Check:
    return Check(subject=Subject.RUN, of=text, word=Word.IS, value="14:35:02 last failed order")


def test_what_is_looked_at_gives_nothing_away() -> None:
    assert of("cat sign.txt").looked_at == "cat sign.txt"
    assert of("cat sign.txt").written == "cat sign.txt: is '14:35:02 last failed order'"


def test_long_shell_text_is_cut_to_one_line() -> None:
    assert of("set -e\n  for x in *; do\n echo $x; done\n").looked_at == "set -e …"
    assert of("\n  ls\n").looked_at == "ls"
    assert of("echo " + "x" * 100).looked_at == "echo " + "x" * (SHORT - 6) + "…"


@given(st.text(max_size=200))
def test_it_is_always_one_short_line(text: str) -> None:
    shown = of(text).looked_at
    assert len(shown) <= SHORT
    assert len(shown.splitlines()) <= 1
