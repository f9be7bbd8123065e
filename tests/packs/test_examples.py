"""The examples of every problem code, run: the bad one brings the problem up, the good one does not."""

import re
from datetime import date
from pathlib import Path

import pytest

from tutor.packs.codes import CODES
from tutor.packs.codes.code import PLACES
from tutor.services.checking import check

TODAY = date(2026, 11, 22)
LESSON = {
    "title": "Undo",
    "why": "It is needed daily.",
    "essence": "Nothing is lost.",
    "minutes": "1",
    "teaches": "[undo-steps]",
}
SOURCED = "sources: [man git-reset]\nverified: 2026-11-20\n"
AID = f"---\ntitle: Undo step by step\nasks: [how do I undo, how do I take it back]\n{SOURCED}"
DRILL = "---\ntitle: The pager\n"
STATE = "state: {minutes: 0, looked: false}\nshow: [minutes, looked]\n---\n"
ENDINGS = "\n\n## Saved {#saved .pass}\nDone.\n\n## Gone {#gone .fail}\nAll is gone.\n"
LAB = {"title": "Undo", "solution": "git reset", "checks": "[{run: git log, lines: 1, else: It is still there.}]"}
QUIZ = "---\ntitle: Quiz\nteaches: [undo]\n---\n"
PACK = "format: 1\npack: kit\ntitle: Kit\n"
EMPTY = {
    "pack.yaml": PACK,
    "lessons/undo.md": "",
    "aids/undo-steps.md": f"{AID}aid: checklist\n---\n- [ ] Look\n",
    "quizzes/quiz.md": f"{QUIZ}## Why? {{#why-undo}}\n> So.\n",
}


def front(fields: dict[str, str], lines: str) -> str:
    """Front matter of these fields, but for those that the lines have."""
    keys = set(re.findall(r"^(\w+):", lines, re.MULTILINE))
    rest = [f"{key}: {value}" for key, value in fields.items() if key not in keys]
    return "\n".join(["---", lines, *rest, "---", ""])


def framed(where: str, text: str) -> dict[str, str]:
    """The files of a pack in which an example stands at its place; `lessons/undo.md` is there whatever it is."""
    lesson = front(LESSON, "tags: [undo]")
    match where:
        case "front":
            return {"lessons/undo.md": front(LESSON, text) + "Text\n"}
        case "lesson":
            return {"lessons/undo.md": f"{lesson}{text}\n"}
        case "pack":
            return {"pack.yaml": f"{PACK}{text}\n"}
        case "quiz":
            return {"quizzes/quiz.md": f"{QUIZ}{text}\n"}
        case "answers":
            return {"quizzes/quiz.md": f"{QUIZ}## Which? {{#which}}\n{text}\n"}
        case "heading":
            return {"quizzes/quiz.md": f"{QUIZ}{text}\n- = x\n\n## What? {{#what}}\n- = y\n"}
        case "aid":
            head = f"---\ntitle: Undo step by step\n{SOURCED}" if "asks:" in text else AID
            return {"aids/undo-steps.md": f"{head}{text}\n"}
        case "checklist" | "procedure" | "reference":
            return {"aids/undo-steps.md": f"{AID}aid: {where}\n---\n{text}\n"}
        case "path":
            return {"paths/way.md": f"---\ntitle: Way\n---\n{text}\n"}
        case "drill":
            return {"drills/night.md": f"{DRILL}{text}\n"}
        case "scene":
            return {"drills/night.md": f"{DRILL}{STATE}{text}{ENDINGS}"}
        case "lab":
            return {"labs/try.md": front(LAB, text) + "Undo it.\n"}
    files = re.split(r"^==> (.*) <==\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(files[::2], files[1::2], strict=True))


def codes_of(folder: Path, files: dict[str, str]) -> set[str]:
    lesson = front(LESSON, "tags: [undo]") + "Text\n"
    for path, text in {**EMPTY, "lessons/undo.md": lesson, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (checked,) = check([str(folder)], TODAY)
    return {problem.code for problem in checked.problems}


RUNNABLE = [code.code for code in CODES.values() if code.where]


@pytest.mark.parametrize("name", RUNNABLE)
def test_an_example_shows_what_its_code_means(tmp_path: Path, name: str) -> None:
    code = CODES[name]
    assert code.where in PLACES
    assert code.code in codes_of(tmp_path / "kit", framed(code.where, code.bad))
    good = codes_of(tmp_path / "good" / "kit", framed(code.where, code.good))
    assert code.code not in good
    if not code.is_error:
        assert {each for each in good if each.startswith("E")} == set()


def test_most_codes_have_examples_that_run() -> None:
    assert len(RUNNABLE) > 0.75 * sum(code[1] not in "89" for code in CODES)
