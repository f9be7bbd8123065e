"""No bytes make a traceback, and none of them keeps the reader busy for long."""

import time

import pytest
from hypothesis import given, settings, strategies as st

from tutor.model.items import Lesson, Quiz
from tutor.packs.pack import read_pack_file
from tutor.packs.reading import ReadFile, read_file
from tutor.packs.source import without_unsafe

LESSON = """---
title: First
why: {new: It *matters*., old: "a\\u0041"}
essence: Look.
minutes: 3
after: [a, b/c]
objections: {x: y}
story: |
  one
  two
---
Text [[link]] and `code` ![a](b) **x** <http://x.org>.

---

## Which `x`? {#which .several .guess confuses=other}
> [!NOTE]
> Look

- [x] one

  ```sh
  ls
  ```
  > Why
- [ ] two
> So.

## The ==1::index== and ==2::`tree`== {#trees}
- = 1::stage
- ~ 2::leaf
  > No.

---

| a | b |
|---|:-:|
| 1 | 2 |
"""
QUIZ = """---
title: Ask
teaches: [one]
---
## How much? {#much}
- = 1.41 +- 0.01
- = `x`
- ~ 2
  > Why

## Order {#order .order}
1. one
2. two
   > Why

## Match {#match .match .fixed}
- a => b
- c => `d => e`

## Why? {#why}
> So
"""
AIDS = {
    "checklist": "Intro\n\n- [ ] a\n- [ ] ! b\n\n  c\n\n---\n\n- [ ] d\n\nOutro\n",
    "procedure": "1. a\n\n   ```sh\n   ls\n   ```\n   - => b\n   - !! c: [[d]]\n2. e\n",
    "decision": "| a | b | c |\n|---|---|---|\n| 1 | * | x |\n| 2 | 1 | y |\n| * | * | z |\n",
    "reference": "term\n: meaning\n\nother\n: one\n\n  two\n",
    "template": "Dear {{who}} `{{who}}`\n\n```\n{{what}}\n```\n",
}
PATH = "---\ntitle: Way\npersona: new\n---\n## Now\n- [[a]] why\n- [[b/c]]\n"
PACK = """format: 1
pack: kit
title: Kit
order: [a, b]
renamed: {x: y}
synonyms: {a: [b]}
personas: {new: x}
"""
FILES = [
    ("lessons/first.md", LESSON),
    ("quizzes/ask.md", QUIZ),
    ("paths/way.md", PATH),
    ("pack.yaml", PACK),
    *(
        (
            f"aids/{kind}.md",
            f"---\ntitle: A\naid: {kind}\nanswer: [c]\nfields: {{who: Who?}}\nrequires: {{git: '>=2'}}\n---\n{body}",
        )
        for kind, body in AIDS.items()
    ),
]
# What mutations put in: signs that mean something somewhere.
# fmt: off
PIECES = st.sampled_from([
    "\n", "\n\n", "---\n", "- ", "- [ ] ", "- [x] ", "- = ", "- ~ ", "> ", "1. ", "## ", " {#a}", "{.order}", "`",
    "```\n", "==", "1::", " => ", "[[", "]]", "{{", "}}", "[/]", "[@click=x]", "\x1b[31m", "\x00", "\t", "  ", "*",
    "|", ": ", "#", "&a", "*a", "!!x", "é", "\u202e", "\ud7ff", "\U0001f600", "\r", "\ufeff", "+-", "-", "\\", "<",
    "!", "\u2028", "\x85",
])
# fmt: on


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A valid file with parts cut, repeated, moved and put in."""
    path, text = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        part = draw(st.one_of(PIECES, st.just(""), st.just(text[start:end] * 2), st.text(max_size=5)))
        text = text[:start] + part + text[end:]
    return path, text.encode("utf-8", "surrogatepass")


def read(path: str, data: bytes) -> ReadFile:
    if path == "pack.yaml":
        read_pack_file(data, "kit")
    return read_file("kit", path, data)


def check(path: str, data: bytes) -> None:
    """Reads a file: its problems must stand in it, and one of them be an error where the item is left out."""
    file = read(path, data)
    remarks = read_file("kit", path, data, for_author=True)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in (*file.problems, *remarks.problems):
        assert problem.place.path == path
        assert 1 <= problem.place.line <= lines + 1
        assert problem.place.column >= 1
        assert without_unsafe(str(problem)) == str(problem)
    if path != "pack.yaml" and file.item is None:
        assert any(problem.is_error for problem in file.problems)


def test_the_files_to_mutate_are_good() -> None:
    for path, text in FILES:
        file = read(path, text.encode())
        assert path == "pack.yaml" or file.item is not None, file.problems


@given(mutated())
@settings(max_examples=500, deadline=None)
def test_no_mutation_of_a_good_file_makes_a_traceback(file: tuple[str, bytes]) -> None:
    check(*file)


@given(st.sampled_from([path for path, _ in FILES]), st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_a_traceback(path: str, data: bytes) -> None:
    check(path, data)


@given(st.sampled_from(FILES), st.text(max_size=120))
@settings(max_examples=250, deadline=None)
def test_no_text_makes_a_traceback(file: tuple[str, str], text: str) -> None:
    path, good = file
    front = good[: good.find("---\n", 4) + 4]
    check(path, (front + text).encode())
    check(path, f"---\n{text}\n---\n".encode())


HEAD = "---\ntitle: T\nwhy: w\nessence: e\nminutes: 3\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "[" * 50_000 + "\n---\n",
        "---\na: " + "{a: " * 50_000 + "\n---\n",
        "---\na:\n " + "- " * 50_000 + "\n---\n",
        "---\n" + "".join(" " * depth + "a:\n" for depth in range(1_000)) + "---\n",
        "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + "d: [*c, *c]\n" * 20_000 + "---\n",
        HEAD + "---\n" + "> " * 50_000 + "x\n",
        HEAD + "---\n" + "- " * 50_000 + "x\n",
        HEAD + "---\n" + "".join("  " * depth + "- a\n" for depth in range(300)),
    ],
    ids=["lists", "maps", "items", "keys", "aliases", "quotes", "bullets", "nested bullets"],
)
def test_depth_and_bombs_are_refused_at_once(text: str) -> None:
    begin = time.process_time()
    file = read_file("kit", "lessons/a.md", text.encode())
    assert file.item is None
    assert time.process_time() - begin < 10
    assert {problem.code for problem in file.problems} & {"E009", "E010", "E023"}


@pytest.mark.parametrize(
    "unit", ["x", "[", "*a", "`a", "<", "&", "\\", "~~a", "[[a]] ", "==a", "{", "| a", "_", "[a](", "![", "[]", "[ ] "]
)
def test_lines_of_a_hundred_thousand_characters_are_read(unit: str) -> None:
    line = (unit * 100_000)[:100_000]
    begin = time.process_time()
    check(
        "lessons/a.md", f"{HEAD}---\n{line}\n\n## {line} {{#a}}\n- = x\n\n## B {{#b}}\n- [x] {line}\n- [ ] a\n".encode()
    )
    check("lessons/a.md", f"---\ntitle: {line}\n---\n".encode())
    assert time.process_time() - begin < 10


def test_a_file_full_of_errors_lists_some_and_says_so() -> None:
    file = read_file("kit", "quizzes/a.md", b"---\ntitle: T\n---\n" + b"## Q\n" * 2_000)
    assert 500 < len(file.problems) < 520
    assert "E024" in [problem.code for problem in file.problems]


def test_errors_are_listed_however_many_warnings_stand_before_them() -> None:
    warned = "".join(f"## W{number}? {{#w{number} .fixed}}\n> So.\n\n" for number in range(600))
    file = read_file(
        "kit", "quizzes/a.md", f"---\ntitle: T\n---\n{warned}## Wrong? {{#wrong}}\n- [ ] a\n- [ ] b\n".encode()
    )
    codes = [problem.code for problem in file.problems]
    assert (codes.count("W101"), codes.count("W012"), codes.count("E024")) == (500, 1, 0)
    assert codes[-1] == "E105", "the error after them"


def test_a_front_matter_of_unknown_keys_hides_no_error_and_takes_no_time() -> None:
    keys = "".join(f"unknown{number}: x\n" for number in range(20_000))
    begin = time.process_time()
    file = read_file("kit", "quizzes/a.md", f"---\n{keys}id: No Id\n---\n## Why? {{#why}}\n> So.\n".encode())
    assert time.process_time() - begin < 10
    assert {"E019", "E020"} <= {problem.code for problem in file.problems}


def test_good_questions_among_six_hundred_wrong_ones_stay_in() -> None:
    wrong = "".join(f"## Wrong {number} {{#w{number}}}\n- [ ] a\n- [ ] b\n\n" for number in range(600))
    good = "## Good {#%s}\n- [x] a\n- [ ] b\n\n"
    front = "---\ntitle: T\nwhy: w\nessence: e\nminutes: 2\n---\nText.\n\n"
    for path in ("quizzes/a.md", "lessons/a.md"):
        head = "---\ntitle: T\n---\n" if path.startswith("quizzes") else front
        file = read_file("kit", path, (head + good % "first" + wrong + good % "last").encode())
        assert isinstance(file.item, Quiz | Lesson)
        assert [question.id for question in file.item.questions] == ["first", "last"]
        codes = [problem.code for problem in file.problems if problem.is_error]
        assert (codes.count("E024"), len(codes)) == (1, 501), "500 are listed, and that there are more"
