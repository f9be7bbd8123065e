"""Every problem code: an input that brings it up at its place, and the list of codes in the docs."""

import re
from pathlib import Path

import pytest

from tutor.model.problems import Problem
from tutor.packs.codes import CODES, FAMILIES, MESSAGES
from tutor.packs.codes.document import document
from tutor.packs.folder import read_pack

ROOT = Path(__file__).parents[2]

PACK = "format: 1\npack: kit\ntitle: Kit\norder: [first, ask]\n"
LESSON = "---\ntitle: First\nwhy: It matters.\nessence: Look first.\nminutes: 3\nteaches: [tick]\n---\n"
QUIZ = "---\ntitle: Ask\nteaches: [first]\n---\n"
TICK = "---\ntitle: Tick\naid: checklist\nasks: [how do I look]\n---\n- [ ] Look\n"


def aid(kind: str, more: str = "") -> str:
    return f"---\ntitle: Aid\naid: {kind}\n{more}---\n"


def front(line: str) -> str:
    """A lesson with one more line of front matter, the seventh."""
    return LESSON[:-4] + line + "\n---\nText\n"


GOOD = {
    "pack.yaml": PACK,
    "lessons/first.md": LESSON + "Text\n",
    "quizzes/ask.md": QUIZ + "## Why? {#why}\n> So.\n",
    "aids/tick.md": TICK,
}
QUIZ_AT = QUIZ.count("\n") + 1  # the first line of a quiz's body
BODY = LESSON.count("\n") + 1

# code: (file, its text, line, column)
CASES: dict[str, tuple[str, str | bytes, int, int]] = {
    "E001": ("lessons/first.md", LESSON.encode() + b"caf\xe9\n", BODY, 4),
    "E002": ("lessons/first.md", " \n", 1, 1),
    "E005": ("lessons/first.md", "Text\n", 1, 1),
    "E006": ("lessons/first.md", "---\ntitle: First\n", 1, 1),
    "E007": ("lessons/first.md", front("story: `git` is hard"), 7, 8),
    "E008": ("lessons/first.md", front("objections:\n\ta: b"), 8, 1),
    "E009": ("lessons/first.md", front("tags: " + "[" * 20 + "]" * 20), 7, 22),
    "E010": ("lessons/first.md", front("story: *emphasis"), 7, 8),
    "E011": ("lessons/first.md", front("minutes: 4"), 7, 1),
    "E012": ("lessons/first.md", front("story: {{name}} left"), 7, 9),
    "E013": ("lessons/first.md", front("sources:\n  - error: failed"), 8, 5),
    "E014": ("lessons/first.md", front("tags: git"), 7, 7),
    "E015": ("lessons/first.md", front("objections: none"), 7, 13),
    "E016": ("lessons/first.md", LESSON.replace("3", "soon") + "Text\n", 5, 10),
    "E017": ("lessons/first.md", front("verified: 2026-02-30"), 7, 11),
    "E018": ("aids/tick.md", TICK.replace("checklist", "check-list"), 3, 6),
    "E019": ("lessons/first.md", front("after: [Undo Commit]"), 7, 9),
    "E020": ("quizzes/ask.md", QUIZ.replace("title: Ask\n", "") + "## Why? {#why}\n> So.\n", 1, 1),
    "E021": ("lessons/first.md", front("story: Issue #12 came back"), 7, 14),
    "E023": ("lessons/first.md", LESSON + "> " * 30 + "deep\n", BODY, 1),
    "E024": ("quizzes/ask.md", QUIZ + "## Why?\n> So.\n" * 600, QUIZ_AT + 1000, 1),
    "E025": ("lessons/First.md", LESSON + "Text\n", 1, 1),
    "E026": ("lessons/first.md", LESSON + "Text\n\n```\nx\n", BODY + 2, 1),
    "W001": ("lessons/first.md", "\ufeff" + LESSON + "Text\n", 1, 1),
    "W002": ("lessons/first.md", LESSON + "a\x1b[31mb\n", BODY, 2),
    "W004": ("lessons/first.md", front("storry: x"), 7, 1),
    "W005": ("lessons/first.md", LESSON + "See [[Undo Commit]].\n", BODY, 5),
    "W006": ("lessons/first.md", LESSON + "> [!DANGER]\n> Stop\n", BODY, 3),
    "W007": ("aids/tick.md", aid("checklist", "requires: {git: new}\n") + "- [ ] Look\n", 4, 17),
    "W008": ("lessons/first.md", LESSON + "`a` " * 5000 + "\n", BODY, 1),
    "W013": ("lessons/first.md", LESSON + "See [it](tick.md).\n", BODY, 8),
    "W012": (
        "quizzes/ask.md",
        QUIZ + "".join(f"## Why? {{#w{n} .fixed}}\n> So.\n" for n in range(600)),
        QUIZ_AT + 1000,
        9,
    ),
    "W014": ("lessons/first.md", front("tags: [\u201cundo\u201d]"), 7, 8),
    "E101": ("quizzes/ask.md", QUIZ + "## Why?\n> So.\n", QUIZ_AT, 1),
    "E102": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- Untracked\n- [x] Staged\n", QUIZ_AT + 1, 3),
    "E103": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- = one\n- two\n", QUIZ_AT + 2, 3),
    "E104": ("quizzes/ask.md", QUIZ + "## Which? {#a}\nText\n", QUIZ_AT, 1),
    "E105": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- [ ] one\n- [ ] two\n", QUIZ_AT + 1, 3),
    "E106": ("quizzes/ask.md", QUIZ + "## Which? {#a .order}\n1. one\n", QUIZ_AT + 1, 1),
    "E107": ("quizzes/ask.md", QUIZ + "## Q {#a}\n" + "".join(f"- [x] {n}\n" for n in range(10)), QUIZ_AT + 1, 1),
    "E108": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- [x] one\n- [ ]  one\n", QUIZ_AT + 2, 3),
    "E109": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- [x] one\n- [ ] two\n- = three\n", QUIZ_AT + 3, 3),
    "E110": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- [x] one\n> Why\n- [ ] two\n", QUIZ_AT + 2, 1),
    "E111": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- [x] one\n- [ ] two\n\nMore\n", QUIZ_AT + 4, 1),
    "E112": ("quizzes/ask.md", QUIZ + "## Which? {#a .ordr}\n- = x\n", QUIZ_AT, 15),
    "E113": ("quizzes/ask.md", QUIZ + "## Which? {#a #b}\n- = x\n", QUIZ_AT, 15),
    "E114": ("quizzes/ask.md", QUIZ + "## Which? {#a .order .match}\n1. x\n2. y\n", QUIZ_AT, 11),
    "E115": ("quizzes/ask.md", QUIZ + "## Which? {#Big}\n- = x\n", QUIZ_AT, 12),
    "E116": ("lessons/first.md", LESSON + "## Which?\n- [x] one\n- [ ] two\n", BODY + 1, 1),
    "E117": ("quizzes/ask.md", QUIZ + "## Which? {#a .order}\n- one\n- two\n", QUIZ_AT, 11),
    "E119": ("quizzes/ask.md", QUIZ + "## Which? {#a .match}\n- a => b\n- c -> d\n", QUIZ_AT + 2, 3),
    "E120": ("quizzes/ask.md", QUIZ + "## Which? {#a .match}\n- a => b => c\n- c => d\n", QUIZ_AT + 1, 3),
    "E121": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- =\n", QUIZ_AT + 1, 3),
    "E122": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- = 1,41 +- 0,01\n", QUIZ_AT + 1, 3),
    "E123": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- = one\n- ~ one\n", QUIZ_AT + 2, 3),
    "E124": ("quizzes/ask.md", QUIZ + "## The ==1::one== and ==two== {#a}\n", QUIZ_AT, 23),
    "E125": ("quizzes/ask.md", QUIZ + "## The ==one== and ==two== {#a}\n- = 3::tree\n", QUIZ_AT + 1, 3),
    "E126": ("quizzes/ask.md", QUIZ + "## The ==one== {#a}\n- [x] one\n- [ ] two\n", QUIZ_AT + 1, 3),
    "E127": ("quizzes/ask.md", QUIZ + "## Which? {#a}\n- [x] one\n  - two\n- [ ] three\n", QUIZ_AT + 2, 3),
    "E128": ("quizzes/ask.md", QUIZ + "## A {#a}\n- = x\n\n##B {#b}\n", QUIZ_AT + 3, 1),
    "E129": ("quizzes/ask.md", QUIZ + "## A {#a}\n- = x\n\n## B {#a}\n- = x\n", QUIZ_AT + 3, 7),
    "E130": ("quizzes/ask.md", QUIZ + "## A {#a}\n- = " + "x" * 2001 + "\n", QUIZ_AT + 1, 3),
    "E131": ("quizzes/ask.md", QUIZ + "## A {#a}\n- = x\n\n  Why not\n", QUIZ_AT + 3, 3),
    "E132": ("quizzes/ask.md", QUIZ + "## {#a}\n- = x\n", QUIZ_AT, 1),
    "E133": ("quizzes/ask.md", QUIZ + "## A {#a confuses=a}\n- = x\n", QUIZ_AT, 6),
    "E134": ("quizzes/ask.md", QUIZ + "## A {#a}\n= x\n", QUIZ_AT + 1, 1),
    "W101": ("quizzes/ask.md", QUIZ + "## A {#a .fixed}\n- = x\n", QUIZ_AT, 6),
    "W102": ("quizzes/ask.md", QUIZ + "## A {#a}\n- = x\n- = x\n", QUIZ_AT + 2, 3),
    "W110": ("quizzes/ask.md", QUIZ + "## Fill it {#a}\nThe ==tree== is it.\n\n> So\n", QUIZ_AT + 1, 5),
    "W111": ("quizzes/ask.md", QUIZ + "## ==tree== {#a}\n\n> So\n", QUIZ_AT, 1),
    "W104": ("quizzes/ask.md", QUIZ + "## The ==one {#a}\n> So\n", QUIZ_AT, 8),
    "W105": ("quizzes/ask.md", QUIZ + "Hello\n\n## A {#a}\n- = x\n", QUIZ_AT, 1),
    "E201": ("lessons/first.md", LESSON + "Text\n---\nMore\n", BODY + 1, 1),
    "E202": ("lessons/first.md", LESSON + "---\n", BODY, 1),
    "E203": ("quizzes/ask.md", QUIZ, QUIZ_AT, 1),
    "W201": ("lessons/first.md", LESSON + "word " * 601 + "\n", 5, 10),
    "E301": ("aids/tick.md", aid("checklist") + "Text\n", 5, 1),
    "E302": ("aids/tick.md", aid("checklist") + "- [ ] a\n\nText\n\n- [ ] b\n", 7, 1),
    "E303": ("aids/tick.md", aid("checklist") + "- [ ] a\n- b\n", 6, 3),
    "E304": ("aids/tick.md", aid("checklist") + "- [x] a\n", 5, 3),
    "E305": ("aids/tick.md", aid("checklist") + "- [ ] !\n", 5, 3),
    "E306": ("aids/tick.md", aid("procedure") + "- a\n", 5, 1),
    "E307": ("aids/tick.md", aid("procedure") + "1. a\n\n- => b\n", 7, 1),
    "E308": ("aids/tick.md", aid("procedure") + "1. a\n   - !! lost\n", 6, 6),
    "E309": ("aids/tick.md", aid("procedure") + "1. a\n   - => b\n\n     c\n", 8, 1),
    "E310": ("aids/tick.md", aid("reference") + "term: meaning\n", 5, 1),
    "E311": ("aids/tick.md", aid("template", "fields: {who: Who?}\n"), 6, 1),
    "E312": ("aids/tick.md", aid("template", "fields: {who: Who?}\n") + "{{who}} and {{whom}}\n", 6, 13),
    "E313": ("aids/tick.md", aid("template", "fields: {who: Who?}\n") + "{{who}} {{ who }}\n", 6, 9),
    "E314": ("aids/tick.md", aid("decision", "answer: [Do]\n") + "Text\n", 6, 1),
    "E315": ("aids/tick.md", aid("decision", "answer: [Do]\n") + "| If | Do |\n|---|---|\n", 6, 1),
    "E316": ("aids/tick.md", aid("decision") + "| If | Do |\n|---|---|\n| a | b |\n", 1, 1),
    "E317": ("aids/tick.md", aid("decision", "answer: [Done]\n") + "| If | Do |\n|---|---|\n| a | b |\n", 4, 10),
    "E318": ("aids/tick.md", aid("decision", "answer: [Do]\n") + "| Do |\n|---|\n| b |\n", 4, 1),
    "E319": ("aids/tick.md", aid("decision", "answer: [Do]\n") + "| If | Do |\n|---|---|\n| | b |\n", 8, 1),
    "W301": ("aids/tick.md", aid("checklist", "answer: [Do]\n") + "- [ ] a\n", 4, 1),
    "W302": ("aids/tick.md", aid("template", "fields: {who: Who?}\n") + "Text\n", 4, 10),
    "W303": (
        "aids/tick.md",
        aid("decision", "answer: [Do]\n") + "| A | B | Do |\n|---|---|---|\n| 1 | 1 | x |\n| 2 | 2 | y |\n",
        6,
        1,
    ),
    "W304": (
        "aids/tick.md",
        aid("decision", "answer: [Do]\n") + "| If | Do |\n|---|---|\n| * | a |\n| 1 | b |\n",
        9,
        1,
    ),
    "W305": (
        "aids/tick.md",
        aid("decision", "answer: [Do]\n") + "| A | B | Do |\n|---|---|---|\n| 1 | * | x |\n| * | 2 | y |\n",
        9,
        1,
    ),
    "E401": ("pack.yaml", PACK.replace("kit", "own"), 2, 7),
    "E403": ("quizzes/ask.md", QUIZ + "## Why? {#first}\n> So.\n", QUIZ_AT, 10),
    "E404": ("quizzes/ask.md", QUIZ.replace("first", "frist") + "## Why? {#why}\n> So.\n", 3, 11),
    "E405": ("quizzes/ask.md", QUIZ.replace("first", "first, why") + "## Why? {#why}\n> So.\n", 3, 18),
    "E406": ("lessons/first.md", front("after: [first]"), 7, 9),
    "E407": ("pack.yaml", PACK + "renamed: {tick: first}\n", 5, 17),
    "E408": ("pack.yaml", PACK + "renamed: {a: b, b: first}\n", 5, 14),
    "W401": ("pack.yaml", PACK.replace("first, ask", "first, first"), 4, 16),
    "W402": ("quizzes/ask.md", "---\ntitle: Ask\n---\n## Why? {#why}\n> So.\n", 1, 1),
    "W403": ("lessons/first.md", LESSON.replace("teaches: [tick]\n", "") + "Text\n", 1, 1),
    "W404": ("lessons/a.md", front("after: [b]"), 7, 9),
    "W405": (
        "lessons/first.md",
        LESSON.replace("why: It", "why: {boss: It").replace("s.\ne", "s.}\ne") + "Text\n",
        3,
        7,
    ),
    "E501": ("paths/way.md", "---\ntitle: Way\n---\n## Now\n- first\n", 5, 3),
    "E502": ("paths/way.md", "---\ntitle: Way\n---\n- [[first]]\n", 4, 1),
    "E503": ("paths/way.md", "---\ntitle: Way\n---\n## Now\n", 4, 1),
    "W501": ("paths/way.md", "---\ntitle: Way\n---\n## Now\nText\n\n- [[first]]\n", 5, 1),
}
# Those that a folder brings up, in test_whole_pack.py and test_misplaced.py.
ON_DISK = {"E003", "E004", "E402", "W003", "W408"}
# Told to authors alone, in test_style.py; and of ids that are gone.
FOR_AUTHORS = {
    f"W{n}" for n in ("009", "010", "011", "106", "107", "108", "109", "202", "203", "306", "307", "308", "309")
}
OF_IDS = {"E409", "W406", "W407"}


def write(folder: Path, files: dict[str, str | bytes]) -> None:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def problems(folder: Path, path: str, text: str | bytes) -> tuple[Problem, ...]:
    more: dict[str, str | bytes] = {"lessons/b.md": front("after: [a]")} if path == "lessons/a.md" else {}
    write(folder, {**GOOD, **more, path: text})
    return read_pack(str(folder)).problems


def test_a_good_pack_has_no_problems(tmp_path: Path) -> None:
    write(tmp_path, dict(GOOD))
    read = read_pack(str(tmp_path))
    assert read.problems == ()
    assert [item.id for item in read.items] == ["first", "ask", "tick"]


@pytest.mark.parametrize("code", CASES)
def test_a_code_is_reported_where_its_cause_stands(tmp_path: Path, code: str) -> None:
    path, text, line, column = CASES[code]
    found = [problem for problem in problems(tmp_path, path, text) if problem.code == code]
    assert found, [str(problem) for problem in problems(tmp_path, path, text)]
    place = found[0].place
    expected = ("aids/tick.md" if code == "W403" else path, line, column)
    assert (place.path, place.line, place.column) == expected, str(found[0])


def test_every_code_has_a_case() -> None:
    """Drills, labs and claims bring theirs to tests of their own, and so do those named here."""
    here = {code for code in MESSAGES if code[1] in "012345"}
    assert here - CASES.keys() == ON_DISK | FOR_AUTHORS | OF_IDS


def test_every_code_is_used_and_every_used_code_is_known() -> None:
    paths = [*(ROOT / "tutor/packs").glob("*.py"), *(ROOT / "tutor/services").glob("*.py")]
    assert set(re.findall(r'"([EW]\d{3})"', "".join(path.read_text() for path in paths))) == set(MESSAGES)


def test_a_code_stands_in_one_family_with_examples() -> None:
    codes = [code for family in FAMILIES for code in family.CODES]
    assert len(codes) == len({code.code for code in codes}) == len(CODES)
    assert [code.code for code in codes if not (code.means.endswith(".") and code.bad and code.good)] == []


def test_the_docs_are_what_the_codes_say() -> None:
    assert (ROOT / "docs/codes.md").read_text(encoding="utf-8") == document(), "run scripts/codes"
