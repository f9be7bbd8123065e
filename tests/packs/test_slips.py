"""Slips that a new author makes: each is told once, at its own line, with what to write instead."""

import pytest

from tutor.packs import reading, source
from tutor.packs.ids_missing import missing_in
from tutor.packs.pack import read_pack_file
from tutor.packs.reading import read_file
from tutor.packs.whole import check_whole

LESSON = "---\ntitle: First\nwhy: It matters.\nessence: Look first.\nminutes: 3\nsources: [me]\n---\n"  # seven lines
QUIZ = "---\ntitle: Ask\nteaches: [first]\n---\n"  # four
AID = "---\ntitle: Tick\naid: {}\nasks: [how do I look, where do I look]\nsources: [me]\n---\n"  # six


def told(path: str, text: str) -> list[tuple[str, int, int, str]]:
    """Code, line, column and hint of what an author is told of a file."""
    found = read_file("kit", path, text.encode(), for_author=True).problems
    return [(problem.code, problem.place.line, problem.place.column, problem.hint) for problem in found]


def codes(path: str, text: str) -> list[tuple[str, int]]:
    return [(code, line) for code, line, *_ in told(path, text)]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("lessons/first.md", f"{LESSON}Text\n\n```sh\ngit log\n\n---\n\n## Why? {{#why}}\n> So.\n", 10),
        ("quizzes/ask.md", f"{QUIZ}## Why? {{#why}}\n~~~\nx\n```\n> So.\n\n## And? {{#and}}\n> So.", 6),
        ("aids/tick.md", AID.format("procedure") + "1. Look\n\n   ```sh\n   ls\n   - => a list\n2. Act\n", 9),
        ("aids/tick.md", AID.format("checklist") + "> ```\n> x\n\n- [ ] Look\n", 7),
        ("quizzes/ask.md", f"{QUIZ}## Why? {{#why}}\n> So.\n\n```", 8),
    ],
)
def test_a_fence_that_is_never_closed_is_told_where_it_opens(path: str, text: str, line: int) -> None:
    assert ("E026", line) in codes(path, text)
    if path.startswith("quizzes"):
        assert [(one.line, one.reason) for one in missing_in(path, text.encode()).unclear] == [
            (line, "the fence is never closed, so that what stands behind it is no text")
        ]


@pytest.mark.parametrize(
    "body", ["```sh\ngit log\n```", "~~~~\n~~~\n\n~~~~  \n", "- a\n  ```\n  b\n  ```\n", "> ```\n> ```\n", "```\n```"]
)
def test_a_fence_that_is_closed_is_none_of_these(body: str) -> None:
    assert codes("lessons/first.md", LESSON + body) == []


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("lessons/first.md", f"{LESSON}Text\n\n- an ==index==\n", 10),
        ("lessons/first.md", f"{LESSON}| a |\n|---|\n| ==b== |\n", 10),
        ("lessons/first.md", LESSON.replace("Look first.", "Look ==first==.") + "Text\n", 4),
        ("quizzes/ask.md", f"{QUIZ}## Why? {{#why}}\n- [x] an ==index==\n- [ ] a tree\n\n> So.\n", 6),
        ("quizzes/ask.md", f"{QUIZ}## Why? {{#why}}\n- = x\n  > An ==index==.\n", 7),
        ("quizzes/ask.md", f"{QUIZ}## Why? {{#why .order}}\n1. one\n2. ==two==\n\n> So.\n", 7),
        ("aids/tick.md", AID.format("checklist") + "- [ ] ==Look==\n", 7),
    ],
)
def test_what_looks_hidden_is_told_wherever_nothing_is_hidden(path: str, text: str, line: int) -> None:
    assert codes(path, text) == [("W110", line)]


def test_a_typed_answer_is_taken_as_written() -> None:
    assert codes("quizzes/ask.md", f"{QUIZ}## Highlight? {{#why}}\n- = ==text==\n\n> So.\n") == []


@pytest.mark.parametrize(
    ("body", "bare"),
    [
        ("## ==HEAD== {#a}\n\n> So.\n", True),
        ("## `==HEAD==`. {#a}\n\n> So.\n", True),
        ("## ==HEAD== {#a}\nWhat names the commit?\n\n- = head\n\n> So.\n", False),
        ("## ==1::one== ==2::two== {#a}\n\n> So.\n", False),
        ("## The ==one== {#a}\n\n> So.\n", False),
    ],
)
def test_a_heading_that_is_nothing_but_its_gap_asks_nothing(body: str, bare: bool) -> None:
    assert codes("quizzes/ask.md", QUIZ + body) == [("W111", 5)] * bare


BROKEN_YAML = "---\ntitle: `a` b\naid: decision\n---\n| a | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("lessons/first.md", "title: First\nwhy: w\n---\nText ==a==\n\n- [x] a\n", ("E005", 1)),
        ("lessons/first.md", "---\ntitle: First\nwhy: w\n", ("E006", 1)),
        ("aids/first.md", "---\ntitle: First\naid: decision\n", ("E006", 1)),
        ("labs/first.md", "---\ntitle: First\n", ("E006", 1)),
        ("aids/first.md", BROKEN_YAML, ("E007", 2)),
        ("aids/First One.md", BROKEN_YAML, ("E007", 2)),
        ("aids/first.md", BROKEN_YAML.replace("| 1 | 2 |", "| 1 |  |"), ("E007", 2)),
        ("aids/first.md", "---\naid: template\ntitle: `a` b\n---\n{{who}}\n", ("E007", 3)),
        ("drills/first.md", "---\ntitle: `a` b\nstate: {n: 0}\n---\n## A {#a}\n- [x] b -> c {n +1}\n", ("E007", 2)),
        ("drills/first.yaml", "title: `a` b\n", ("E007", 1)),
        ("aids/first.md", "---\n- title\n---\nText\n", ("E013", 2)),
        ("lessons/first.md", "---\ntitle: `a` b\nwhy: w\n---\nText\n", ("E007", 2)),
    ],
)
def test_of_front_matter_that_cannot_be_read_only_that_is_said(path: str, text: str, said: tuple[str, int]) -> None:
    file = read_file("kit", path, text.encode(), for_author=True)
    assert [(problem.code, problem.place.line) for problem in file.problems] == [said]
    assert file.evidence is None
    assert file.item is None


def test_what_is_wrong_with_a_question_is_said_beside_it() -> None:
    text = "---\ntitle: `a` b\n---\n## Why? {#why}\n- [ ] a\n- [ ] b\n\n> So.\n"
    assert [code for code, _ in codes("quizzes/ask.md", text)] == ["E007", "E105"]


def test_an_aid_may_be_taught_by_what_could_not_be_read() -> None:
    pack, _ = read_pack_file(b"format: 1\npack: kit\ntitle: Kit\n", "kit")
    assert pack
    aid = read_file("kit", "aids/tick.md", (AID.format("checklist") + "- [ ] Look\n").encode()).facts
    quiz = read_file("kit", "quizzes/ask.md", b"---\ntitle: `a` b\nteaches: [tick]\n---\n## Q {#q}\n> So.\n").facts
    assert [problem.code for problem in check_whole(pack, [aid]).problems] == ["W403"]
    assert check_whole(pack, [aid, quiz]).problems == ()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("-[x] A\n-[ ] B\n", [(6, 1, 'write "- [x] A"'), (7, 1, 'write "- [ ] B"')]),
        ("- [x] A\n-[ ] B\n", [(7, 1, 'write "- [ ] B"')]),
        ("What is it?\n*[x] A\n", [(7, 1, 'write "- [x] A"')]),
        ("= -n\n", [(6, 1, 'write "- = -n"')]),
        ("Say it.\n\n= -n\n= -m\n", [(8, 1, 'write "- = -n"'), (9, 1, 'write "- = -m"')]),
        ("- = -n\n= --dry-run\n", [(7, 1, 'write "- = --dry-run"')]),
        ("-= x\n-~ y\n", [(6, 1, 'write "- = x"'), (7, 1, 'write "- ~ y"')]),
        ("What?\n-=> x\n", [(7, 1, 'write "- = x"')]),
        ("- = x\n-~ -xf\n", [(7, 1, 'write "- ~ -xf"')]),
        ("- =x\n- ~y\n", [(6, 3, 'write "- = x"'), (7, 3, 'write "- ~ y"')]),
        ("- = x\n- ~-xf\n", [(7, 3, 'write "- ~ -xf"')]),
        ("- ~ y\n- =x\n", [(7, 3, 'write "- = x"')]),
        ("[x] yes\n[ ] no\n", [(6, 1, 'write "- [x] yes"'), (7, 1, 'write "- [ ] no"')]),
        ("Is it?\n[x] yes\n[ ] no\n", [(7, 1, 'write "- [x] yes"'), (8, 1, 'write "- [ ] no"')]),
        ("- [x] yes\n[ ] no\n", [(7, 1, 'write "- [ ] no"')]),
    ],
)
def test_an_answer_line_without_its_dash_or_blank_is_told_at_its_line(
    answers: str, said: list[tuple[int, int, str]]
) -> None:
    assert told("quizzes/ask.md", f"{QUIZ}## Why? {{#why}}\n{answers}\n> So.\n") == [("E134", *each) for each in said]


def test_prose_may_begin_with_such_signs() -> None:
    prompt = "A sum of\n= 4\n\n- [link](https://a.b)\n\n```\n-[x] a\n= 4\n```\n"
    assert codes("quizzes/ask.md", f"{QUIZ}## Why? {{#why}}\n{prompt}\n> So.\n") == []
    assert codes("lessons/first.md", f"{LESSON}Nothing\n= 4\n") == []


@pytest.mark.parametrize("line", ["-~ -xf", "- ~-xf"])
def test_a_wrong_answer_of_a_cloze_is_told_so_too(line: str) -> None:
    assert codes("quizzes/ask.md", f"{QUIZ}## Use ==-n== first {{#why}}\n{line}\n\n> So.\n") == [("E134", 6)]


@pytest.mark.parametrize(
    "prompt",
    [
        "- ~/bin\n- ~/lib\n",
        "- -x\n- -y\n",
        "- ~5 minutes\n- ~10 minutes\n",
        "- =x\n- an option\n",
        "- =A1\n- =B2\n\nWhich?\n\n- [x] A\n- [ ] B\n",
        "- ==\n- =>x\n- ~~x~~\n",
        "A box\n[ ] is empty.\n",
    ],
)
def test_a_list_of_a_prompt_may_hold_such_texts(prompt: str) -> None:
    assert codes("quizzes/ask.md", f"{QUIZ}## Why? {{#why}}\n{prompt}\n> So.\n") == []


@pytest.mark.parametrize(
    ("step", "hint"),
    [
        ("   - =>clean", "- => clean"),
        ("   - !!bad: stop", "- !! bad: stop"),
        ("   -=> clean", "- => clean"),
        ("   -!! bad: stop", "- !! bad: stop"),
        ("   => clean", "- => clean"),
        ("   - => a list\n   -!! bad: stop", "- !! bad: stop"),
    ],
)
def test_a_sign_of_a_step_without_its_dash_or_blank_is_told_at_its_line(step: str, hint: str) -> None:
    found = told("aids/tick.md", AID.format("procedure") + f"1. Look\n{step}\n2. Act\n")
    assert [(code, line, said) for code, line, _, said in found] == [
        ("E134", 7 + len(step.split("\n")), f'write "{hint}"')
    ]


def test_steps_may_hold_such_signs_elsewhere() -> None:
    text = "1. Look\n   ```sh\n   => x\n   ```\n   - => a\n   - `!!` b => c\n2. Type\n   !! twice\n\n=> the end\n"
    assert codes("aids/tick.md", AID.format("procedure") + text) == []


def test_the_mark_of_a_killer_line_needs_its_blank() -> None:
    assert told("aids/tick.md", AID.format("checklist") + "- [ ] !one\n- [ ] ! two\n- [ ] `!x`\n") == [
        ("E134", 7, 7, 'write "- [ ] ! one"')
    ]
    assert codes("aids/tick.md", AID.format("checklist") + "[ ] Look\n[ ] Act\n") == [("E134", 7), ("E134", 8)]


def test_such_lines_of_drills_checklists_and_lessons_are_told_too() -> None:
    drill = "---\ntitle: D\n---\n## A {#a}\nIt is.\n\n-[x] look -> b\n\n## B {#b .pass}\nYes.\n"
    assert codes("drills/d.md", drill) == [("E134", 7)]
    assert codes("aids/tick.md", AID.format("checklist") + "-[ ] Look\n- [ ] Act\n") == [("E134", 7)]
    assert codes("lessons/first.md", f"{LESSON}## Which?\n-[x] A\n-[ ] B\n") == [("E134", 9), ("E134", 10)]


CHOICE = f"{QUIZ}## Why? {{#why}}\n- [x] A\n- [ ] B\n\n> So.\n\n"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("And this.\n", [("E111", 11)]),
        ("And this.\n\nAnd that.\n", [("E111", 11), ("E111", 13)]),
        ("```\nx\n```\n", [("E111", 11)]),
        ("- [ ] C\n", [("E110", 9)]),
        ("---\n\n> More.\n", [("W105", 13)]),
    ],
)
def test_what_stands_behind_the_explanation_is_told_alone(after: str, said: list[tuple[str, int]]) -> None:
    assert codes("quizzes/ask.md", CHOICE + after) == said


def test_an_option_below_a_hidden_part_is_told_what_to_write() -> None:
    assert told("quizzes/ask.md", f"{QUIZ}## The ==tree== {{#tree}}\n- [x] A\n- [ ] B\n\n> So.\n") == [
        ("E126", 6, 3, 'write "- = text" for what is also accepted, or take the == out of the heading')
    ]


def test_a_missing_id_of_a_lesson_is_mended_as_one_of_a_quiz() -> None:
    [(code, _, _, hint)] = told("lessons/first.md", f"{LESSON}## Which?\n\n- [x] A\n- [ ] B\n")
    assert code == "E116"
    assert hint.endswith("tutor ids writes one")


@pytest.mark.parametrize("more", ["", " .fixed", " confuses=b"])
def test_an_id_with_blanks_is_told_as_one(more: str) -> None:
    text = f"{QUIZ}## Why? {{#Hold on now{more}}}\n- [x] a\n- [ ] b\n\n> So.\n"
    assert told("quizzes/ask.md", text) == [("E115", 5, 10, "an id has no blanks: hold-on-now")]


def test_a_class_without_its_point_is_still_known() -> None:
    [(code, _, column, hint)] = told("quizzes/ask.md", f"{QUIZ}## Why? {{#hold fixed}}\n- [x] a\n- [ ] b\n\n> So.\n")
    assert (code, column, hint) == ("E112", 16, "write .fixed")


def test_the_id_of_a_scene_has_no_blanks_either() -> None:
    text = "---\ntitle: D\n---\n## A {#hold on .checkpoint}\n- [x] look -> b\n\n## B {#b .pass}\nYes.\n"
    assert told("drills/d.md", text) == [("E019", 4, 7, "an id has no blanks: hold-on")]


SCENES = (
    "## A {#a}\n- [x] look -> b {looked, minutes +2}\n- [ ] wait -> b {if not looked, minutes +5}\n\n"
    "## B {#b .pass}\nYes.\n"
)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("state: {minutes: 0, looked: no}", [("E624", 3, "write false instead of no")]),
        ("state:\n  minutes: few\n  looked: false", [("E624", 4, "")]),
        ("state: [minutes, looked]", [("E015", 3, "write state: {name: text}")]),
        (
            "state:\n  minutes: 0\n  looked:",
            [("E020", 5, "What choices change: names with a whole number, true or false to begin with")],
        ),
        ("state: {minutes: 0, looked: {a: b}}", [("E013", 3, None)]),
    ],
)
def test_a_state_with_an_error_declares_its_names_all_the_same(
    state: str, said: list[tuple[str, int, str | None]]
) -> None:
    text = f"---\ntitle: D\n{state}\nshow: [minutes]\nfail: {{out: minutes > 9 and looked}}\n---\n{SCENES}"
    found = told("drills/d.md", text)
    assert [(code, line) for code, line, *_ in found] == [(code, line) for code, line, _ in said]
    assert all(hint in (None, found[0][3]) for *_, hint in said), found


def test_a_name_that_is_nowhere_in_the_state_is_told_beside_it() -> None:
    text = f"---\ntitle: D\nstate: {{minutes: no, looked: false}}\n---\n{SCENES}".replace("minutes +5", "minuts +5")
    assert [code for code, _ in codes("drills/d.md", text)] == ["E624", "E621"]


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[rule](rule.md)", ("W013", "write [[rule]]")),
        ("[rule](../aids/rule.md#top)", ("W013", "write [[rule]]")),
        ("[it](pictures/a.png)", ("W013", "write [[id]] for an item of the pack, or a whole address: https://…")),
        ("[[aids/rule]]", ("W005", "write [[rule]]")),
        ("[[rule.md]]", ("W005", "write [[rule]]")),
        ("[[kit/rule]]", None),
        ("[it](https://a.b/rule.md), [it](mailto:a@b.c), [it](#here), <https://a.b>, `[a](b.md)`", None),
    ],
)
@pytest.mark.parametrize("path", ["lessons/first.md", "aids/tick.md"])
def test_a_link_to_a_file_is_told_with_the_link_that_works(path: str, link: str, said: tuple[str, str] | None) -> None:
    body = (
        f"{LESSON}Text\nSee {link}\n" if path.startswith("lessons") else AID.format("checklist") + f"- [ ] See {link}\n"
    )
    assert [(code, hint) for code, _, _, hint in told(path, body)] == ([said] if said else [])


def test_what_a_quiz_teaches_is_an_id_and_no_path() -> None:
    text = QUIZ.replace("[first]", "[aids/rule]") + "## Why? {#why}\n> So.\n"
    assert told("quizzes/ask.md", text) == [("E019", 3, 11, "write rule")]


def test_no_link_may_name_a_folder_of_a_pack() -> None:
    assert set(source.FOLDERS) == reading.FOLDERS


def test_a_field_in_a_fence_that_is_not_declared_is_told_beside_one_that_is() -> None:
    head = AID.format("template").replace("sources", "fields: {who: Who?}\nsources")
    text = f"{head}Dear {{{{who}}}}:\n\n```\nfrom {{{{who}}}}\nto {{{{source}}}} ${{{{ secrets }}}}\n```\n"
    assert told("aids/tick.md", text) == [("W309", 12, 4, 'fields: {source: "the question for it"}')]
    none = AID.format("template").replace("sources", "fields: {}\nsources") + "```\n{{source}}\n```\n"
    assert "W309" not in [code for code, _ in codes("aids/tick.md", none)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tags: [\u201cundo\u201d]", [("W014", 7, 8, 'write "…"')]),
        ("tags: [\u201cone, two\u201d]", [("W014", 7, 8, 'write "…"'), ("W014", 7, 14, 'write "…"')]),
        ("story: \u201eSo\u201c", [("W014", 7, 8, 'write "…"')]),
        ("story: \u2018So\u2019", [("W014", 7, 8, 'write "…"')]),
        ("story: \u201cIt broke: again\u201d", [("E007", 7, 17, 'write story: "It broke: again"')]),
        ('story: "\u201cSo\u201d"', []),
        ("story: \u201cUndo\u201d is safe, said the authors\u2019 friend", []),
        ("story: She said \u201cno\u201d", []),
    ],
)
def test_curly_quotes_of_yaml_are_called_so(line: str, said: list[tuple[str, int, int, str]]) -> None:
    text = LESSON[:-4] + f"{line}\n---\nText\n"
    assert [each for each in told("lessons/first.md", text) if each[0] != "W004"] == said
    for problem in read_file("kit", "lessons/first.md", text.encode()).problems:
        assert "these are curly quotes" in problem.message


def test_a_tab_may_part_a_key_from_its_value_and_may_not_indent() -> None:
    assert codes("lessons/first.md", LESSON.replace("minutes: ", "minutes:\t") + "Text\n") == []
    indented = LESSON.replace("sources: [me]", "sources:\n\t- me")
    assert [code for code, _ in codes("lessons/first.md", indented + "Text\n")] == ["E008"]


def test_a_title_hides_nothing_and_takes_no_backslash() -> None:
    text = QUIZ.replace("Ask", "==Ask==") + "## Why? {#why}\n> So.\n"
    assert told("quizzes/ask.md", text) == [("W110", 2, 8, "write it without the ==")]
