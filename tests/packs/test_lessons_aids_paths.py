"""Lessons, job aids of the five kinds and paths, as authors write them."""

from tutor.model.items import (
    Aid,
    Checklist,
    Decision,
    Item,
    Lesson,
    Moment,
    Page,
    Path,
    Procedure,
    Reference,
    Template,
)
from tutor.model.text import Code, Heading, Paragraph, Run, Runs, Style, plain
from tutor.packs.reading import read_file

LESSON = "---\ntitle: First\nwhy: It *matters*.\nessence: Look.\nminutes: 3\n"


def item(path: str, text: str) -> Item:
    file = read_file("kit", path, text.encode())
    assert file.item is not None, [str(problem) for problem in file.problems]
    assert not file.problems, [str(problem) for problem in file.problems]
    return file.item


def codes(path: str, text: str) -> list[str]:
    return [problem.code for problem in read_file("kit", path, text.encode()).problems]


def lesson(body: str, front: str = LESSON) -> Lesson:
    found = item("lessons/first.md", f"{front}---\n{body}")
    assert isinstance(found, Lesson)
    return found


HOW = "asks: [how]\n"


def aid(kind: str, body: str, more: str = "") -> Aid:
    found = item("aids/help.md", f"---\ntitle: Help\naid: {kind}\n{more if 'asks' in more else HOW + more}---\n{body}")
    assert isinstance(found, Aid)
    return found


def texts(cells: tuple[Runs, ...]) -> list[str]:
    return [plain(cell) for cell in cells]


# Lessons


def test_screens_are_pages_and_questions_in_order() -> None:
    found = lesson(
        "---\n\nOne\n\n---\n\n---\n\n## Two\n\nText\n\n## Q {#q}\n- = x\n\n---\n\n"
        "Three\n\n## R {#r}\n> So.\n\n# Four\n\n---\n"
    )
    shown = [
        [plain(block.runs) for block in screen.blocks if isinstance(block, Heading | Paragraph)]
        if isinstance(screen, Page)
        else screen.id
        for screen in found.screens
    ]
    assert shown == [["One"], ["Two", "Text"], "q", ["Three"], "r", ["Four"]]
    assert [question.id for question in found.questions] == ["q", "r"]


def test_front_matter_of_a_lesson() -> None:
    found = lesson(
        "Text\n",
        "---\nid: other\ntitle: 'Is *.log `x`: no'\nwhy: {new: You *will*., old: You did.}\nessence: no\nminutes: 4\n"
        + "after: [a, far/b]\nteaches:\n  - c\ntags: [1.10, no]\nstory: |\n  Two\n  lines\nuse_today: Now.\n"
        + "objections: {Too slow?: It takes a second.}\nsources: [x]\nverified: 2026-11-20\n",
    )
    assert (found.name, found.title, found.minutes) == ("kit/other", "Is *.log `x`: no", 4)
    assert [(persona, plain(runs)) for persona, runs in found.why] == [("new", "You will."), ("old", "You did.")]
    assert found.why[0][1][1] == Run("will", int(Style.EMPHASIS))
    assert found.essence == (Run("no"),)
    assert (found.after, found.teaches) == (("kit/a", "far/b"), ("kit/c",))
    assert found.tags == ("1.10", "no")
    assert plain(found.story) == "Two lines"
    assert [texts(pair) for pair in found.objections] == [["Too slow?", "It takes a second."]]
    assert found.verified == "2026-11-20"


def test_a_plain_list_or_task_list_is_prose() -> None:
    assert lesson("## Tasks\n- [ ] one\n- two\n").questions == ()


def test_what_looks_like_a_question_but_has_no_id_is_named() -> None:
    start = LESSON + "---\n"
    assert codes("lessons/a.md", start + "## Q\n- = x\n") == ["E116"]
    assert codes("lessons/a.md", start + "## The ==index==\n") == ["E116"]
    assert codes("lessons/a.md", start + "## Q{#q}\n- = x\n") == ["E128", "E116"]
    assert codes("lessons/a.md", start + "##Q {#q}\n") == ["E128"]
    assert codes("lessons/a.md", start + "## Use of {braces} and a == b\n") == []


def test_a_lesson_stays_when_only_its_question_is_broken() -> None:
    file = read_file("kit", "lessons/a.md", (LESSON + "---\nText\n\n## Q {#q .ordr}\n- [ ] x\n").encode())
    assert isinstance(file.item, Lesson)
    assert file.item.questions == ()
    assert {problem.code for problem in file.problems} == {"E105", "E106", "E112"}
    assert ("q", "question") in [each[:2] for each in file.facts.ids]


def test_facts_name_ids_and_links_with_their_places() -> None:
    text = LESSON + "teaches: [tick]\n---\nSee [[which]]\nand [[far/way]].\n\n## Q {#q confuses=r}\n- = x\n"
    facts = read_file("kit", "lessons/a.md", text.encode()).facts
    assert facts.ids == (("a", "lesson", 1, 1), ("q", "question", 11, 7))
    assert sorted(facts.links) == [
        ("far/way", "link", 9, 5),
        ("kit/r", "confuses", 11, 19),
        ("kit/tick", "teaches", 6, 11),
        ("kit/which", "link", 8, 5),
    ]


# Job aids


def test_a_checklist_has_sections_killers_and_details() -> None:
    found = aid(
        "checklist", "Before.\n\n- [ ] Look\n- [ ] ! Save\n\n  How to save.\n\n---\n\n- [ ] Go\n\n---\n\nAfter.\n"
    )
    assert isinstance(found.body, Checklist)
    first, second = found.body.sections
    assert [(plain(tick.runs), tick.killer) for tick in first] == [("Look", False), ("Save", True)]
    assert first[1].detail == (Paragraph((Run("How to save."),)),)
    assert [plain(tick.runs) for tick in second] == ["Go"]
    assert found.intro == (Paragraph((Run("Before."),)),)
    assert found.outro == (Paragraph((Run("After."),)),)


def test_a_procedure_has_commands_expectations_and_ways_out() -> None:
    found = aid(
        "procedure",
        "1. Look\n\n   ```sh\n   git status\n   ```\n\n   - => a `clean` tree\n"
        "   - !! it says `a: b`: see [[which]]\n   - plain\n2. Go\n",
    )
    assert isinstance(found.body, Procedure)
    first, second = found.body.steps
    assert first.commands == (Code("sh", "git status"),)
    assert texts(first.expect) == ["a clean tree"]
    assert [texts(way) for way in first.otherwise] == [["it says a: b", "see which"]]
    assert first.otherwise[0][1][1] == Run("which", 0, "tutor:kit/which")
    assert [type(block).__name__ for block in first.blocks] == ["Paragraph", "Code", "ListBlock"]
    assert second.expect == ()


def test_a_decision_names_its_answer_columns() -> None:
    found = aid(
        "decision", "| If | And | Use |\n|---|---|---|\n| a | * | `x` |\n| * | * | y |\n\nDone.\n", "answer: [Use]\n"
    )
    assert isinstance(found.body, Decision)
    assert texts(found.body.columns) == ["If", "And", "Use"]
    assert found.body.answers == (2,)
    assert [texts(row) for row in found.body.rows] == [["a", "*", "x"], ["*", "*", "y"]]


def test_a_narrower_row_first_is_no_overlap() -> None:
    table = "| A | Use |\n|---|---|\n| 1 | x |\n| * | y |\n"
    assert codes("aids/a.md", f"---\ntitle: A\naid: decision\nasks: [how]\nanswer: [Use]\n---\n{table}") == []


def test_a_reference_is_a_definition_list() -> None:
    found = aid("reference", "`HEAD`\n: where you *stand*\n: a name\n\nindex\n: what comes next\n")
    assert isinstance(found.body, Reference)
    assert [(plain(term), len(blocks)) for term, blocks in found.body.entries] == [("HEAD", 2), ("index", 1)]


def test_a_template_is_filled_in_code_too_where_a_field_is_declared() -> None:
    found = aid(
        "template",
        "Dear {{who}}, run `{{cmd}}`:\n\n```\n{{cmd}} {{other}}\n```\n\nAnd `{{undeclared}}`.\n",
        'fields: {who: "Who?", cmd: "Which command?"}\n',
    )
    assert isinstance(found.body, Template)
    assert found.body.fields == (("who", "Who?"), ("cmd", "Which command?"))
    assert found.body.blocks[1] == Code("", "{{cmd}} {{other}}")


def test_front_matter_of_an_aid() -> None:
    found = aid(
        "checklist",
        "- [ ] a\n",
        'asks: ["error: failed to push some refs", no]\nmoment: solve\n'
        'when: Now.\nnot_when: "`x`"\nrequires: {git: ">=2.23"}\n',
    )
    assert found.asks == ("error: failed to push some refs", "no")
    assert found.moment is Moment.SOLVE
    assert found.not_when == (Run("x", int(Style.CODE)),)
    assert found.requires == (("git", ">=2.23"),)
    assert found.aid_kind == "checklist"


def test_a_heading_in_an_aid_is_never_a_question() -> None:
    assert aid("checklist", "## Which? {#a}\n\n- [ ] a\n").intro


# Paths


def test_a_path_has_stages_with_steps() -> None:
    found = item(
        "paths/way.md",
        "---\ntitle: Way\nwhy: There.\n---\n## Now\n- [[a]] to *begin*\n- [[far/b]]\n\n## Then\n- [[c]]\n",
    )
    assert isinstance(found, Path)
    assert [(plain(stage.title), [step.item for step in stage.steps]) for stage in found.stages] == [
        ("Now", ["kit/a", "far/b"]),
        ("Then", ["kit/c"]),
    ]
    assert plain(found.stages[0].steps[0].why) == "to begin"
