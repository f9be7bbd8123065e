"""Lessons: screens divided by `---`, pages to read with questions among them."""

import re
from math import ceil

from tutor.model.items import Lesson, Page
from tutor.model.questions import Question
from tutor.packs import cloze
from tutor.packs.answers import check_slips, is_answer_list
from tutor.packs.attributes import broken, has_attributes, nearly
from tutor.packs.frontmatter import Front
from tutor.packs.items import common, full_names, runs_of
from tutor.packs.markdown import Body, Span, inline_runs
from tutor.packs.questions import Draft, check_hash, read_question
from tutor.packs.source import Source
from tutor.packs.style import LessonReview

_WORDS_A_MINUTE = 200  # adults read 200 to 250 words of plain prose a minute
_RULE = re.compile(r" {0,3}-{3,}\s*")


def read_lesson(source: Source, front: Front, first_line: int, id: str) -> Lesson | None:
    """A lesson, or None if it has errors that are not a question's own."""
    body = Body(source, first_line)
    screens = _Screens(body, id).read()
    _check_minutes(source, front, body)
    why = tuple((key.text, inline_runs(source, text.text, text.line)) for key, text in front.maps.get("why", ()))
    for key, _ in front.maps.get("why", ()):
        source.links.append((key.text, "persona", key.line, key.column))
    lesson = Lesson(
        **common(source, front, id),  # type: ignore[arg-type]
        teaches=full_names(source, front, "teaches"),
        why=why or (("", runs_of(source, front, "why")),),
        essence=runs_of(source, front, "essence"),
        minutes=front.number("minutes", 3),
        after=full_names(source, front, "after"),
        story=runs_of(source, front, "story"),
        use_today=runs_of(source, front, "use_today"),
        objections=tuple(
            (inline_runs(source, key.text, key.line), inline_runs(source, text.text, text.line))
            for key, text in front.maps.get("objections", ())
        ),
        screens=tuple(screens),
    )
    return None if source.errors else lesson


class _Screens:
    """Divides a lesson's blocks into pages and questions."""

    def __init__(self, body: Body, home: str) -> None:
        self.body = body
        self.source = body.source
        self.home = home
        self.page: list[Span] = []
        self.draft: Draft | None = None
        self.found: list[Page | Question] = []
        self.review = LessonReview(body) if body.source.for_author else None
        self.seen_any = False

    def read(self) -> list[Page | Question]:
        for span in self.body.spans:
            if span.kind == "hr":
                self.end_screen()
            elif span.kind == "heading":
                self.heading(span)
            elif self.draft:
                self.draft.parts.append(span)
            else:
                check_prose(self.body, span)
                self.page.append(span)
        self.end_screen()
        if not self.seen_any:
            self.source.report("E202", self.body.first_line)
        return self.found

    def heading(self, span: Span) -> None:
        text = self.body.content(span)
        if has_attributes(text):
            self.end_screen()
            self.draft = Draft(span)
        elif is_rule_without_blank(self.body, span):
            self.end_screen()
        else:
            self.check_plain(span, text)
            if self.draft:
                self.end_screen()
            self.page.append(span)

    def check_plain(self, span: Span, text: str) -> None:
        """Reports a plain heading that was meant to be a question."""
        if slip := broken(text):
            line = span.line + text.count("\n", 0, slip[0])
            self.source.report("E128", line, self.source.line(line).rfind("{") + 1, slip[1])
        elif nearly(text):
            self.source.report("E128", span.line, text.rfind("{") + 1, "write {#id} after a blank, at the end")
        elif cloze.has_parts(text):
            self.source.report("E116", span.line, self.source.column(span.line, "=="), _HINT, what="a hidden part")

    def end_screen(self) -> None:
        """Closes the page or question that is being read. A page without content is no screen."""
        self.seen_any |= bool(self.page or self.draft)
        if self.draft:
            self.found += read_question(self.body, self.draft, self.home, len(self.found))
            if self.review:
                self.review.question()
            self.draft = None
        if self.page:
            self.found.append(Page(self.body.blocks(self.page)))
            if self.review:
                self.review.page(self.page)
            self.page = []


_HINT = "give the heading an id, ## Prompt {#id}; tutor ids writes one"


def check_prose(body: Body, span: Span) -> None:
    """Reports answer lines and hidden parts outside a question, and a heading that Markdown does not see."""
    if is_answer_list(body, span, "x=~"):
        body.source.report("E116", span.line, 1, _HINT, what="an answer line")
    elif span.kind == "paragraph" and not check_slips(body, span):
        check_hash(body, span)
    cloze.check_elsewhere(body, span)


def is_rule_without_blank(body: Body, span: Span) -> bool:
    """Whether a heading is text with `---` right below it, which Markdown reads as a heading. Reports it."""
    last = span.end_line - 1
    if body.tokens[span.start].markup != "-" or not _RULE.fullmatch(body.source.line(last)):
        return False
    body.source.report("E201", last, 1, "put a blank line before ---")
    return True


def _check_minutes(source: Source, front: Front, body: Body) -> None:
    promised = front.texts.get("minutes")
    if promised is None:
        return
    words = sum(line.count(" ") + 1 for line in source.lines[body.first_line - 1 :] if line.strip())
    needed = ceil(words / _WORDS_A_MINUTE)
    if needed > int(promised.text):
        hint = f"write minutes: {needed}, or make two lessons of it"
        source.report("W201", promised.line, promised.column, hint, words=words, needed=needed)
