"""`tutor preview --plain`: what is in a pack, or one item whole, as plain lines with its answers in sight."""

import os
from collections.abc import Iterable, Iterator

from tutor.cli.check_formats import problem_lines
from tutor.cli.speech import columns, count, say, talk
from tutor.errors import Exit, NotFound
from tutor.model.aid_layout import aid_lines
from tutor.model.conditions import State, written
from tutor.model.drills import Drill, DrillChoice, Ending, Scene
from tutor.model.items import Aid, Item, Lesson, Page, Path, Quiz
from tutor.model.labs import Lab
from tutor.model.layout import plain_lines, plain_runs, wrap
from tutor.model.printed import fitted
from tutor.model.problems import Problem
from tutor.model.questions import Choice, Cloze, ExpectedWrong, Match, Order, Question, Typed
from tutor.model.text import Runs
from tutor.places import places
from tutor.services.excerpts import Excerpts
from tutor.services.previewing import Preview

WIDTH = columns(76)


def print_preview(path: str) -> int:
    """Print the pack at `path`, or the item of a file; 1 where the file holds nothing that can be shown."""
    preview = Preview(path, places())
    try:
        preview.look_over()
        return _file(preview, preview.inside(path)) if os.path.isfile(path) else _pack(preview)
    finally:
        preview.close()


def _pack(preview: Preview) -> int:
    pack = preview.pack
    if pack is not None:
        say(pack.title, f"{pack.id}, version {pack.version}")
        told = (pack.about, f"For: {pack.audience}" if pack.audience else "")
        say(*(line for text in told if text for line in wrap(text, WIDTH)))
    kind = ""
    for row in preview.files():
        if row.kind != kind:
            kind = row.kind
            say("", kind if kind == "claims" else f"{kind}:")
        problems = preview.problems_at(row.path)
        wrong = f" ({_counted(problems)})" if problems else ""
        say(*wrap(f"{row.title or 'nothing can be shown'}: {row.path}{wrong}", WIDTH, "  ", "    "))
    found = preview.problems_at()
    if found:
        say("", _counted(found) + ":")
        say(*_told(preview, found))
    return int(Exit.DONE if pack else Exit.NOTHING)


def _file(preview: Preview, path: str) -> int:
    problems = preview.problems_at(path)
    if problems:
        say(_counted(problems) + ":", *_told(preview, problems), "")
    if path == "pack.yaml":
        return _pack(preview)
    row = preview.row_at(path)
    claims = [claim for claim in preview.claims() if claim.place.path == path]
    if row is None:
        raise NotFound("this file is no part of the pack", where=path)
    if claims:
        say(*(line for claim in claims for line in wrap(plain_runs(claim.says), WIDTH, "- ", "  ")))
    elif row.name:
        say(*item_lines(preview.tutor.catalog.item(row.name)))
    else:
        talk(f"Nothing of {path} can be shown.")
        return int(Exit.NOTHING)
    return int(Exit.DONE)


def _counted(problems: Iterable[Problem]) -> str:
    found = list(problems)
    errors = sum(problem.is_error for problem in found)
    parts = [count(errors, "error")] * bool(errors) + [count(len(found) - errors, "warning")] * (errors < len(found))
    return ", ".join(parts)


def _told(preview: Preview, problems: Iterable[Problem]) -> Iterator[str]:
    excerpts = Excerpts(preview.folder)
    for problem in problems:
        yield from problem_lines("", problem, excerpts, colour=False)


def item_lines(item: Item) -> list[str]:
    """A whole item as lines, everything that a learner meets in it one after the other."""
    match item:
        case Lesson():
            return [*_lesson(item)]
        case Quiz():
            return [item.title, *(line for question in item.questions for line in _question(question))]
        case Aid():
            return fitted(aid_lines(item, WIDTH), WIDTH, colour=False)
        case Drill():
            return [*_drill(item)]
        case Lab():
            return [*_lab(item)]
        case Path():
            return [*_path(item)]


def _lesson(lesson: Lesson) -> Iterator[str]:
    yield lesson.title
    for persona, why in lesson.why:
        yield from _labelled(f"Why, {persona}" if persona else "Why", why)
    yield count(lesson.minutes, "minute")
    yield from _labelled("Story", lesson.story)
    pages = sum(isinstance(screen, Page) for screen in lesson.screens)
    number = 0
    for screen in lesson.screens:
        if isinstance(screen, Page):
            number += 1
            yield from ("", f"Page {number} of {pages}", *plain_lines(screen.blocks, WIDTH))
        else:
            yield from _question(screen)
    yield ""
    yield from _labelled("To keep", lesson.essence)
    yield from _labelled("Use it today", lesson.use_today)
    for objection, answer in lesson.objections:
        yield from _labelled("Objection", objection)
        yield from _labelled("  Answer", answer)


def _question(question: Question) -> Iterator[str]:
    guess = ", guessed before the teaching" if question.guess else ""
    yield from ("", f"Question {question.id} ({question.kind}{guess})", *plain_lines(question.prompt, WIDTH))
    match question:
        case Choice():
            for option in question.options:
                yield from wrap(plain_runs(option.runs), WIDTH, "  [x] " if option.right else "  [ ] ", "      ")
                yield from plain_lines(option.why, WIDTH, "      > ")
        case Typed():
            yield from wrap("; ".join(form.text for form in question.accepted), WIDTH, "  = ", "    ")
            yield from _wrong(question.expected_wrong)
        case Cloze():
            for number, blank in enumerate(question.blanks, 1):
                yield from wrap("; ".join(form.text for form in blank.accepted), WIDTH, f"  {number} = ", "      ")
            yield from _wrong(question.expected_wrong)
        case Order():
            for number, step in enumerate(question.steps, 1):
                yield from wrap(plain_runs(step.runs), WIDTH, f"  {number}. ", "     ")
        case Match():
            for pair in question.pairs:
                yield from wrap(f"{plain_runs(pair.left.runs)} => {plain_runs(pair.right.runs)}", WIDTH, "  ", "    ")
    yield from plain_lines(question.explanation, WIDTH, "  > ")


def _wrong(expected: Iterable[ExpectedWrong]) -> Iterator[str]:
    for one in expected:
        yield from wrap(one.text, WIDTH, "  ~ ", "    ")
        yield from plain_lines(one.why, WIDTH, "    > ")


def _drill(drill: Drill) -> Iterator[str]:
    yield drill.title
    yield from _labelled("At stake", drill.why)
    yield from _labelled("Goal", drill.goal)
    if drill.state:
        yield from wrap(_state(drill.state), WIDTH, "State: ", "  ")
    for rule in drill.fail:
        yield from wrap(f"{rule.name}: {written(rule.condition)}", WIDTH, "Fails: ", "  ")
    for scene in drill.scenes:
        yield from ("", *_scene_head(scene), *plain_lines(scene.blocks, WIDTH))
        for number, choice in enumerate(scene.choices, 1):
            yield from _choice(number, choice)


def _scene_head(scene: Scene) -> list[str]:
    notes = {Ending.PASS: "a good ending", Ending.FAIL: "a bad ending", Ending.NONE: ""}[scene.ending]
    timed = f"{scene.seconds} seconds, then #{scene.late}" if scene.seconds else ""
    variant = f"variant {scene.variant}" if scene.variant else ""
    told = ", ".join(filter(None, (f"#{scene.id}", variant, notes, "checkpoint" * scene.checkpoint, timed)))
    return wrap(f"{plain_runs(scene.title)} ({told})", WIDTH)


def _choice(number: int, choice: DrillChoice) -> Iterator[str]:
    yield from wrap(plain_runs(choice.runs), WIDTH, f"  {number}  ", "     ")
    parts = [f"-> {choice.target}", f"if {written(choice.condition)}" if choice.condition else ""]
    told = [*filter(None, parts), *(effect.written for effect in choice.effects), "sound" * choice.sound]
    yield from wrap(", ".join(filter(None, told)), WIDTH, "     ")
    yield from plain_lines(choice.outcome, WIDTH, "     ")
    yield from plain_lines(choice.why, WIDTH, "     > ")


def _state(state: State) -> str:
    return ", ".join(f"{n} {('no', 'yes')[v] if isinstance(v, bool) else v}" for n, v in state)


def _lab(lab: Lab) -> Iterator[str]:
    yield lab.title
    if lab.needs:
        yield f"Needs: {', '.join(lab.needs)}"
    yield from ("", *plain_lines(lab.blocks, WIDTH))
    yield from _script("Setup", lab.setup)
    yield from ("", "Checks:")
    for check in lab.checks:
        yield from wrap(f"{check.subject} {check.of}: {check.written}", WIDTH, "  - ", "    ")
        yield from _labelled("    else", check.otherwise)
    for number, hint in enumerate(lab.hints, 1):
        yield from _labelled(f"Hint {number}", hint)
    yield from _script("Solution", lab.solution)


def _script(label: str, text: str) -> Iterator[str]:
    if text:
        yield from ("", f"{label}:", *(f"    {line}" for line in text.splitlines()))


def _path(path: Path) -> Iterator[str]:
    yield path.title
    yield from _labelled("Why", path.why)
    for stage in path.stages:
        yield from ("", plain_runs(stage.title))
        for step in stage.steps:
            why = f": {plain_runs(step.why)}" if step.why else ""
            yield from wrap(f"{plain_runs((step.link,))}{why}", WIDTH, "  - ", "    ")


def _labelled(label: str, words: Runs) -> Iterator[str]:
    if words:
        yield from wrap(plain_runs(words), WIDTH, f"{label}: ", "  ")
