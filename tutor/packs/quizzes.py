"""Quizzes: questions alone, each under its own heading."""

from tutor.model.items import Quiz
from tutor.model.questions import Question
from tutor.packs.attributes import has_attributes
from tutor.packs.frontmatter import Front
from tutor.packs.items import common, full_names
from tutor.packs.lessons import is_rule_without_blank
from tutor.packs.markdown import Body
from tutor.packs.questions import Draft, check_hash, read_question
from tutor.packs.source import Source


def read_quiz(source: Source, front: Front, first_line: int, id: str) -> Quiz | None:
    """A quiz, or None if it has errors that are not a question's own."""
    body = Body(source, first_line)
    questions: list[Question] = []
    drafts = _drafts(body)
    if not drafts:
        source.report("E203", first_line, 1, "## What would you ask? {#id}")
    for draft in drafts:
        questions += read_question(body, draft, id, len(questions))
    quiz = Quiz(
        **common(source, front, id),  # type: ignore[arg-type]
        teaches=full_names(source, front, "teaches"),
        questions=tuple(questions),
    )
    return None if source.errors else quiz


def _drafts(body: Body) -> list[Draft]:
    """The headings, each with what stands below it. Text outside questions is reported, since it is shown nowhere."""
    drafts: list[Draft] = []
    draft: Draft | None = None
    for span in body.spans:
        if span.kind == "hr":
            draft = None
        elif span.kind == "heading":
            draft = None
            if has_attributes(body.content(span)) or not is_rule_without_blank(body, span):
                draft = Draft(span)
                drafts.append(draft)
        elif draft:
            draft.parts.append(span)
        elif not check_hash(body, span):
            body.source.report("W105", span.line, 1, "put it below the heading of its question")
    return drafts
