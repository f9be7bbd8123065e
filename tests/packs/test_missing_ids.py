"""Ids that are missing: where they go in, and that nothing else in the file is touched."""

import re

import pytest
from hypothesis import given, strategies as st

from tutor.model.ids import is_id
from tutor.packs.ids_missing import Missing, missing_in
from tutor.packs.ids_writing import Written, chosen, ids_in, write_ids
from tutor.packs.reading import read_file
from tutor.packs.slugs import first_free, full_slug, slug_of

QUIZ = "---\ntitle: Undo\n---\n"
LESSON = "---\ntitle: Undo\nwhy: w\nessence: e\nminutes: 3\n---\n"


def written(path: str, text: str | bytes, taken: tuple[str, ...] = ()) -> Written:
    data = text if isinstance(text, bytes) else text.encode()
    missing = missing_in(path, data)
    return write_ids(path, data, missing, chosen(missing, set(taken)))


def body(path: str, text: str, front: str = QUIZ, taken: tuple[str, ...] = ()) -> str:
    """What a file's body is afterwards."""
    after = written(path, front + text, taken).data.decode()
    assert after.startswith(front)
    return after[len(front) :]


HEADINGS = {
    "## Why is it safe?\n> So.\n": "## Why is it safe? {#safe}\n> So.\n",
    "## Steps {.order}\n1. a\n2. b\n": "## Steps {#steps .order}\n1. a\n2. b\n",
    "## Steps {.order confuses=a}\n1. a\n2. b\n": "## Steps {#steps .order confuses=a}\n1. a\n2. b\n",
    "## Steps {#}\n> So.\n": "## Steps {#steps}\n> So.\n",
    "## Steps {# .order}\n1. a\n2. b\n": "## Steps {#steps .order}\n1. a\n2. b\n",
    "##\tTabs and blanks \t \n> So.\n": "##\tTabs and blanks {#tabs-blanks} \t \n> So.\n",
    "## Closed ##\n> So.\n": "## Closed {#closed} ##\n> So.\n",
    "   ### What is C# #\n> So.\n": "   ### What is C# {#c} #\n> So.\n",
    "Over two\n  lines\n=====\n> So.\n": "Over two\n  lines {#over-two-lines}\n=====\n> So.\n",
    "Over two {.order\n  confuses=a}\n===\n1. a\n2. b\n": (
        "Over two {#over-two .order\n  confuses=a}\n===\n1. a\n2. b\n"
    ),
    "## No end of line": "## No end of line {#no-end-line}",
    "## ==1::the index== and ==2::HEAD==\n": "## ==1::the index== and ==2::HEAD== {#and}\n",
    "## Wo liegt `Größe`?\n> So.\n": "## Wo liegt `Größe`? {#wo-liegt-grosse}\n> So.\n",
    "## Что это?\n> So.\n": "## Что это? {#undo-1}\n> So.\n",
    "## See [the docs](https://example.org/a)\n> So.\n": (
        "## See [the docs](https://example.org/a) {#see-docs}\n> So.\n"
    ),
    "## Same\n> a\n\n## Same\n> b\n": "## Same {#same}\n> a\n\n## Same {#same-2}\n> b\n",
    # What is no question stays as it is.
    "## Why? {#why}\n> So.\n": "## Why? {#why}\n> So.\n",
    "## a {#a}\n```\n## Not a heading\n```\n> So.\n": "## a {#a}\n```\n## Not a heading\n```\n> So.\n",
    "## a {#a}\n    ## code\n> So.\n": "## a {#a}\n    ## code\n> So.\n",
    "## a {#a}\n- ## inside\n": "## a {#a}\n- ## inside\n",
    "Prompt\n---\n": "Prompt\n---\n",
}


@pytest.mark.parametrize("text", HEADINGS)
def test_an_id_goes_into_the_heading_of_a_question(text: str) -> None:
    assert body("quizzes/undo.md", text) == HEADINGS[text]


@pytest.mark.parametrize("text", ["## Why {why}\n", "## Why{#why}\n", "## Why { .order }\n", "##\n", "## {.order}\n"])
def test_what_only_the_author_can_tell_is_left_to_the_author(text: str) -> None:
    outcome = written("quizzes/undo.md", QUIZ + text)
    assert outcome.data.decode() == QUIZ + text
    assert [(one.line, bool(one.reason)) for one in outcome.unclear] == [(4, True)]


def test_in_a_lesson_only_what_was_meant_as_a_question_gets_an_id() -> None:
    text = "## Plain\ntext\n- [ ] a box\n\n## Forgotten\ntext\n- [x] a\n- [ ] b\n\n## ==Hidden== part\n\n## {.guess}\n"
    expected = "## Plain\ntext\n- [ ] a box\n\n## Forgotten {#forgotten}\ntext\n- [x] a\n- [ ] b\n\n## ==Hidden== part"
    assert body("lessons/undo.md", text, LESSON) == expected + " {#part}\n\n## {.guess}\n"


def test_line_ends_marks_and_unreadable_signs_stay() -> None:
    text = (QUIZ + "## A \x1b[31mred\x00 one\x07  \n> So.\n\x0c\n## Next\n> So.").replace("\n", "\r\n")
    data = b"\xef\xbb\xbf" + text.encode()
    after = written("quizzes/undo.md", data).data
    expected = data.replace(b"one\x07  ", b"one\x07 {#31mred-one}  ").replace(b"## Next", b"## Next {#next}")
    assert after == expected


def test_old_line_ends_count_as_lines() -> None:
    data = (QUIZ + "## One\n> a\n## Two\n> b").replace("\n", "\r").encode()
    outcome = written("quizzes/undo.md", data)
    assert outcome.data == data.replace(b"## One", b"## One {#one}").replace(b"## Two", b"## Two {#two}")
    assert [new.line for new in outcome.new] == [4, 6]


def test_a_file_whose_name_is_no_id_gets_one_in_its_front_matter() -> None:
    after = written("quizzes/Undo It.md", (QUIZ + "## a {#a}\n> b\n").replace("\n", "\r\n")).data
    assert after == ("---\nid: undo-it\ntitle: Undo\n---\n## a {#a}\n> b\n").replace("\n", "\r\n").encode()
    assert read_file("kit", "quizzes/Undo It.md", after).facts.ids[0][0] == "undo-it"


def test_scenes_get_ids_of_their_own_drill() -> None:
    front = "---\ntitle: D\nfail: {out of time: minutes > 3}\nstate: {minutes: 0}\n---\n"
    text = (
        "## The pager\n- [x] Look -> the-cause\n- [ ] Wait -> done\n\n## The cause {.checkpoint}\n- [x] Mend -> done\n"
        "## Out of time\nx\n\n## Out of time {.fail}\n\n## Done {#done .pass}\n\n## Other {variant=b}\n"
    )
    after = body("drills/disk.md", text, front, taken=("pager", "the-cause"))
    assert re.findall(r"^## .*", after, re.M) == [
        "## The pager {#pager}",
        "## The cause {#the-cause .checkpoint}",  # what a choice leads to already
        "## Out of time {#out-time}",
        "## Out of time {#out-of-time .fail}",  # the ending of the rule
        "## Done {#done .pass}",
        "## Other {variant=b}",
    ]
    outcome = written("drills/disk.md", front + text)
    assert [one.reason for one in outcome.unclear] == ["write the id of the scene that this is a variant of"]


def test_scenes_in_yaml_get_ids_in_their_maps() -> None:
    text = """\
title: Disk
scenes:
  - title: The pager
    choices:
      - {text: Look, to: cause}
  - {title: "The cause", text: x}
  - id:
    title: Saved
  - {id: done, title: Done, pass: true}
"""
    expected = text.replace("  - title: The", "  - id: pager\n    title: The").replace(
        "{title: ", "{id: cause, title: "
    )
    assert written("drills/disk.yaml", text).data.decode() == expected.replace("id:\n", "id: saved\n")


def test_ids_that_stand_anywhere_are_taken() -> None:
    assert ids_in(b"```\n## a {#in-code}\n```\n## \xff {.order #last}\n") == {"in-code", "last"}
    assert body("quizzes/undo.md", "## Last\n> So.\n", taken=("last", "last-2")) == "## Last {#last-3}\n> So.\n"


def test_a_file_that_is_no_text_lacks_nothing() -> None:
    assert missing_in("quizzes/undo.md", b"## \xff") == Missing("undo")
    assert missing_in("claims/undo.yaml", b"- says: x") == Missing("undo")


PIECES = st.sampled_from(
    [
        "## Heading", "## Heading {.order}", "## Heading {#}", "### Größe `x` ##", "## ==a== b", "## Q {#q}", "##",
        "Set\next", "===", "---", "- [x] a", "- [ ] b", "> So.", "```", "    ## code", "- ## in", "> ## in", "\t", "",
        "text {#x", "## a{#b}", "## \x1b[1mx", "## a\\", "## `a", "| a |\n|---|", "## \u2028 x", "## x {}",
        "1. a", "- a => b", "## <b>x</b> {.fixed}", "## [[undo]]", "# \ufeff", "## Что", "##\u00a0x", "## x\u00a0",
    ]
)  # fmt: skip


@given(
    st.sampled_from(["quizzes/undo.md", "lessons/undo.md", "drills/undo.md", "quizzes/Un do.md"]),
    st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_without_the_ids_that_went_in_the_file_is_what_it_was(
    path: str, pieces: list[str], end: str, with_mark: bool
) -> None:
    text = end.join([*(LESSON if "lessons" in path else QUIZ).splitlines(), *pieces])
    data = (b"\xef\xbb\xbf" if with_mark else b"") + text.encode("utf-8", "replace")
    outcome = written(path, data)
    ids = [new.id for new in outcome.new]
    assert all(map(is_id, ids))
    assert is_what_it_was(outcome, data)
    again = written(path, outcome.data)
    assert (again.data, again.new) == (outcome.data, ())  # a second time nothing changes
    kinds = [kind for id, kind, *_ in read_file("kit", path, outcome.data).facts.ids if id in ids]
    assert len(kinds) >= sum(new.gap.what == "question" for new in outcome.new)


def is_what_it_was(outcome: Written, data: bytes) -> bool:
    """Whether taking each id out of its line again, with what came with it, leads back."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n|$)", outcome.data.decode())
    for new in outcome.new:
        line = lines[new.line - 1]
        end = line[len(line.rstrip("\r\n")) :]
        before, went_in, after = line.rpartition(f"{new.gap.before}{new.id}{new.gap.after}".replace("\n", end))
        if not went_in:
            return False
        lines[new.line - 1] = before + after
    return "".join(lines).encode() == data


@given(st.text(max_size=200))
def test_a_slug_is_an_id_or_nothing(words: str) -> None:
    for slug in (slug_of(words), full_slug(words)):
        assert not slug or is_id(slug)


@given(st.from_regex(r"[a-z0-9][a-z0-9-]{0,63}", fullmatch=True), st.integers(1, 120))
def test_the_first_free_id_is_free(slug: str, number: int) -> None:
    taken: set[str] = set()
    for _ in range(number):
        id = first_free(slug, taken)
        assert is_id(id)
        assert id not in taken
        taken.add(id)
