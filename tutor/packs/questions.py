"""Questions, the same in every kind of file: a heading with attributes, what is asked, answer lines, an explanation."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tutor.model.ids import full_name, is_id
from tutor.model.questions import (
    Accepted,
    AcceptedNumber,
    Blank,
    Choice,
    Cloze,
    ExpectedWrong,
    Match,
    Order,
    Question,
    Recall,
    Typed,
)
from tutor.model.text import Blocks, Paragraph, Runs
from tutor.packs.answers import LONGEST, Answers, Line, check_glued, check_slips, is_answer_list, lines_of
from tutor.packs.attributes import Attributes, broken, nearly, split_heading
from tutor.packs.cloze import (
    Hidden,
    check_elsewhere,
    form_of,
    has_parts,
    is_bare,
    is_numbered,
    is_unpaired,
    parts_of,
    plain_marks,
    sentences,
)
from tutor.packs.markdown import Body, Span
from tutor.packs.style import review_options, review_question

_HEADING_WITHOUT_BLANK = re.compile(r"^#{1,6}[^#\s].*\{[#.]", re.MULTILINE)
_NO_ANSWER = 'add options "- [x] text", answers "- = text", a cloze ==part==, or for recall a last "> answer"'


def check_hash(body: Body, span: Span) -> bool:
    """Whether a paragraph holds `##Prompt {#id}`, which Markdown does not see as a heading. Reports it."""
    content = body.content(span)
    found = _HEADING_WITHOUT_BLANK.search(content) if "#" in content else None
    if found:
        body.source.report("E128", span.line + content.count("\n", 0, found.start()), 1, "write a blank after the #")
    return found is not None


@dataclass(slots=True)
class Draft:
    """A question as it stands in the file: its heading, and the blocks below up to its end."""

    heading: Span
    parts: list[Span] = field(default_factory=list)


def read_question(body: Body, draft: Draft, home: str, at: int = 0) -> tuple[Question, ...]:
    """The question of a heading; several for a numbered cloze; none where it has errors, which stay its own.

    `at`: how many screens or questions stand before it in its item.
    """
    source = body.source
    before = source.errors
    found = _Reader(body, draft, home).read()
    if source.for_author and found and source.errors == before:
        review_question(source, found[0])
    if source.errors == before:
        return found
    source.errors = before
    source.left_out.append((at, draft.heading.line, max(span.end_line for span in (draft.heading, *draft.parts))))
    return ()


@dataclass(slots=True)
class _Parts:
    prompt: list[Span]
    answers: list[Span]
    explanation: Span | None


class _Reader:
    def __init__(self, body: Body, draft: Draft, home: str) -> None:
        self.body = body
        self.source = body.source
        self.draft = draft
        self.home = home
        self.line = draft.heading.line
        self.text, attributes = split_heading(self.source, body.content(draft.heading), self.line)
        self.attributes = attributes or Attributes("", frozenset(), (), self.line, 1)
        self.classes = self.attributes.classes
        self.answers = Answers(body)

    def read(self) -> tuple[Question, ...]:
        self.check_heading()
        slipped = [check_slips(self.body, span) for span in self.draft.parts]
        if not self.classes & {"order", "match"}:
            slipped.append(check_glued(self.body, self.draft.parts, is_cloze=has_parts(self.text)))
        if any(slipped) or len(self.text) > LONGEST:
            return ()
        if "order" in self.classes:
            return self.read_kind(lambda span: span.kind == "ordered_list", self.order)
        if "match" in self.classes:
            return self.read_kind(lambda span: span.kind == "bullet_list", self.match)
        return self.read_kind(lambda span: is_answer_list(self.body, span), self.by_signs)

    def read_kind(
        self, is_answers: Callable[[Span], bool], make: Callable[[list[Line]], tuple[Question, ...]]
    ) -> tuple[Question, ...]:
        """Divides the question with `is_answers`, then lets `make` read its answer lines."""
        parts = self.divide(is_answers)
        lines = lines_of(self.body, parts.answers)
        self.prompt = self.body.blocks(parts.prompt)
        self.explanation: Blocks = ()
        if parts.explanation:
            self.explanation = self.body.blocks(self.body.inside(parts.explanation))
        return make(lines)

    def check_heading(self) -> None:
        """Reports what is wrong with the heading itself, and claims the id."""
        column = self.attributes.column
        if not self.attributes.id:
            self.report_without_id(column)
        elif is_id(self.attributes.id):
            kind = "cloze" if is_numbered(self.text) else "question"
            self.source.claim(self.attributes.id, kind, self.attributes.line, column + 1)
            if full_name(self.source.pack, self.attributes.id) in self.attributes.confuses:
                self.source.report("E133", self.attributes.line, column)
        if not self.text:
            self.source.report("E132", self.line)
        for span in self.draft.parts:
            check_hash(self.body, span)
            check_elsewhere(self.body, span)
        if len(self.text) > LONGEST:
            self.source.report("E130", self.line, most=LONGEST)
        if is_unpaired(self.text):
            self.source.report("W104", self.line, self.source.column(self.line, "=="), "write \\== for a plain one")
        self.check_classes()

    def report_without_id(self, column: int) -> None:
        """Reports that there is no id: at the brace, where one was meant and only its braces are wrong."""
        if slip := broken(self.text):
            line = self.line + self.text.count("\n", 0, slip[0])
            self.source.report("E101", line, self.source.line(line).rfind("{") + 1, slip[1])
            return
        hint = "write {#id} after a blank, at the end" if nearly(self.text) else "tutor ids writes one"
        self.source.report("E101", self.line, column, hint)

    def check_classes(self) -> None:
        """Reports attributes that do not go together, or with a cloze."""
        column = self.attributes.column
        kinds = sorted(self.classes & {"order", "match"})
        if len(kinds) == 2:
            self.source.report("E114", self.line, column, one=".order", other=".match")
        for span in self.draft.parts if kinds else ():
            if is_answer_list(self.body, span, " x=~"):
                self.source.report("E109", span.line, self.answers.indent(span.line))
        if kinds and has_parts(self.text):
            hint = f"delete .{kinds[0]}, or the == in the heading"
            self.source.report("E126", self.line, column, hint, what=f".{kinds[0]}")

    def check_without_effect(self, kind: str) -> None:
        for name in sorted(self.classes & {"several", "fixed"}):
            self.source.report("W101", self.line, self.attributes.column, what=f".{name}", kind=kind)

    def divide(self, is_answers: Callable[[Span], bool]) -> _Parts:
        """What is asked, the answer lines, and the explanation. Reports what stands where none of these can be."""
        parts = self.draft.parts
        first = next((index for index, span in enumerate(parts) if is_answers(span)), None)
        if first is None:
            if parts and self.is_quote(parts[-1]):
                return _Parts(parts[:-1], [], parts[-1])
            return _Parts(parts, [], None)
        divided = _Parts(parts[:first], [parts[first]], None)
        later = parts[first + 1 :]
        for index, span in enumerate(later):
            if is_answers(span):
                divided.answers.append(span)
            elif not self.is_quote(span):
                hint = 'indent it under its answer, or put a line "---" between blank lines before it'
                if span.kind == "blockquote":
                    hint = "callouts stand before the answers"
                self.source.report("E111", span.line, self.answers.indent(span.line), hint)
            elif self.answers.indent(span.line) > 1 or any(is_answers(other) for other in later[index + 1 :]):
                self.source.report(
                    "E110", span.line, self.answers.indent(span.line), self.why_hint(divided.answers[-1])
                )
            elif any(map(self.is_quote, later[index + 1 :])):
                self.source.report("E111", span.line, 1, 'only one explanation, last: join the parts with a line ">"')
            else:
                divided.explanation = span
        return divided

    def why_hint(self, answers: Span) -> str:
        blanks = self.source.line(answers.line).find(" ") + 1 if answers.kind == "ordered_list" else 2
        return f'indent it by {max(blanks, 2)} blanks: "{" " * max(blanks, 2)}> why"; or put it last, to explain all'

    def is_quote(self, span: Span) -> bool:
        return span.kind == "blockquote" and not self.body.callout(span)

    def base(self, runs: Runs | None = None) -> dict[str, Any]:
        """What every question has; `runs` are the heading's where they are known already."""
        if runs is None:
            runs = self.body.runs(plain_marks(self.text), self.line)
        return {
            "pack": self.source.pack,
            "id": self.attributes.id,
            "home": self.home,
            "prompt": (Paragraph(runs), *self.prompt),
            "explanation": self.explanation,
            "guess": "guess" in self.classes,
            "confuses": tuple(dict.fromkeys(self.attributes.confuses)),
            "place": self.source.place(self.line),
        }

    # One method a kind

    def by_signs(self, lines: list[Line]) -> tuple[Question, ...]:
        """A cloze, choice, typed or recall question, as its heading and the signs of its lines say."""
        boxes = [line for line in lines if line.sign.startswith("[")]
        typed = [line for line in lines if line.sign in ("=", "~")]
        plain = [line for line in lines if not line.sign]
        if has_parts(self.text):
            for line in [*boxes[:1], *plain[:1]]:
                what = "an option" if line.sign else "another line"
                hint = 'write "- = text" for what is also accepted, or take the == out of the heading'
                self.source.report("E126", line.line, line.column, hint, what=what)
            return self.cloze(typed)
        if boxes and typed:
            odd = max(boxes[0], typed[0], key=lambda line: line.line)
            self.source.report("E109", odd.line, odd.column)
            return ()
        for line in plain:
            self.source.report("E103" if typed else "E102", line.line, line.column)
        for line in lines:
            if self.body.tokens[line.item.start].info:  # the number of an ordered list's item
                self.source.report("E103" if typed else "E102", line.line, self.answers.indent(line.line))
        if typed:
            return self.typed(typed)
        return self.choice(boxes, len(lines)) if lines else self.recall()

    def choice(self, lines: list[Line], count: int) -> tuple[Question, ...]:
        """A choice of `count` options, those in `lines` and those that are not written as options."""
        options = [self.answers.option(line) for line in lines]
        self.answers.check_equal([(option.source, line) for option, line in zip(options, lines, strict=True)])
        right = sum(option.right for option in options)
        if options:
            self.answers.check_count(count, "options", lines[0].line)
            if not right:
                self.source.report("E105", lines[0].line, lines[0].column)
        if self.source.for_author:
            review_options(self.source, self.text, options, lines)
        several = right > 1 or "several" in self.classes
        return (Choice(**self.base(), options=tuple(options), several=several, fixed="fixed" in self.classes),)

    def typed(self, lines: list[Line]) -> tuple[Question, ...]:
        self.check_without_effect("typed")
        accepted: list[Accepted | AcceptedNumber] = []
        wrong: list[ExpectedWrong] = []
        forms: list[tuple[str, Line]] = []
        for line in lines:
            if line.sign == "~":
                wrong.append(self.answers.wrong(line))
                forms.append((line.text, line))
                continue
            accepted.append(self.answers.accepted(line))
            forms.append((line.text, line))
        self.add_whys(lines)
        self.answers.check_forms(forms)
        if not accepted:
            self.source.report("E104", lines[0].line, lines[0].column, "add a line - = text")
        return (Typed(**self.base(), accepted=tuple(accepted), expected_wrong=tuple(wrong)),)

    def add_whys(self, lines: list[Line]) -> None:
        """Puts the why of a right answer at the head of the explanation: both are shown after the answer."""
        whys = [self.answers.why(line, line.parts[1:]) for line in lines if line.sign == "=" and len(line.parts) > 1]
        self.explanation = (*(block for why in whys for block in why), *self.explanation)

    def recall(self) -> tuple[Question, ...]:
        self.check_without_effect("recall")
        if not self.explanation:
            quote = next((index for index, span in enumerate(self.draft.parts) if self.is_quote(span)), None)
            if quote is None:
                self.source.report("E104", self.line, 1, _NO_ANSWER)
            else:
                after = self.draft.parts[quote + 1] if quote + 1 < len(self.draft.parts) else self.draft.parts[quote]
                self.source.report("E111", after.line, 1, "nothing follows the blockquote that is the answer")
        return (Recall(**self.base()),)

    def order(self, lines: list[Line]) -> tuple[Question, ...]:
        self.check_without_effect("order")
        if not lines:
            self.source.report("E117", self.line, self.attributes.column)
            return ()
        steps = [self.answers.option(line) for line in lines]
        self.answers.check_equal([(step.source, line) for step, line in zip(steps, lines, strict=True)])
        self.answers.check_count(len(steps), "steps", lines[0].line)
        return (Order(**self.base(), steps=tuple(steps)),)

    def match(self, lines: list[Line]) -> tuple[Question, ...]:
        self.check_without_effect("match")
        if not lines:
            self.source.report("E119", self.line, self.attributes.column)
            return ()
        pairs = [(pair, line) for line in lines if (pair := self.answers.pair(line))]
        self.answers.check_equal([(pair.left.source, line) for pair, line in pairs])
        self.answers.check_count(len(lines), "pairs", lines[0].line)
        return (Match(**self.base(), pairs=tuple(pair for pair, _ in pairs)),)

    def cloze(self, lines: list[Line]) -> tuple[Question, ...]:
        self.check_without_effect("cloze")
        parts = parts_of(self.body, self.text, self.line)
        hidden = sentences(self.body, self.text, parts, self.line)
        if not self.prompt and any(map(is_bare, hidden)):
            self.source.report("W111", self.line, 1, 'write the sentence round it, or ask for it and add "- = text"')
        forms = [(line, *form_of(line.text)) for line in lines]
        self.check_cloze_forms(forms, hidden)
        self.add_whys(lines)
        added, wrong = self.cloze_forms(forms)
        found: list[Question] = []
        for sentence in hidden:
            number = sentence.number
            blanks = tuple(
                Blank(
                    tuple(dict.fromkeys([*blank.accepted, *(form for at, form in added if at in (0, number or place))]))
                )
                for place, blank in enumerate(sentence.blanks, 1)
            )
            base = self.base(sentence.runs) | {
                "blanks": blanks,
                "expected_wrong": tuple(form for at, form in wrong if not number or at in (0, number)),
            }
            if number:
                base |= {"id": f"{self.attributes.id}.{number}", "siblings": self.attributes.id}
                self.source.claim(base["id"], "question", self.attributes.line, self.attributes.column + 1)
            found.append(Cloze(**base))
        return tuple(found)

    def cloze_forms(
        self, forms: list[tuple[Line, int, str]]
    ) -> tuple[list[tuple[int, Accepted]], list[tuple[int, ExpectedWrong]]]:
        """Accepted and expected wrong texts, each with its number."""
        lines = [(at, replace(line, text=text)) for line, at, text in forms]
        added = [(at, self.answers.form(line)) for at, line in lines if line.sign == "="]
        wrong = [(at, self.answers.wrong(line)) for at, line in lines if line.sign == "~"]
        return added, wrong

    def check_cloze_forms(self, forms: list[tuple[Line, int, str]], hidden: list[Hidden]) -> None:
        """Reports lines that do not say, or say wrongly, which blank they belong to."""
        numbers = {sentence.number: len(sentence.blanks) for sentence in hidden}
        if 0 in numbers:
            numbers = dict.fromkeys(range(1, numbers[0] + 1), 1)
        for line, at, _ in forms:
            if line.sign == "=":
                if (at and numbers.get(at) != 1) or (not at and list(numbers.values()) != [1]):
                    known = ", ".join(f"{number}::" for number, blanks in numbers.items() if blanks == 1)
                    hint = f"write - = NUMBER::text, with {known}" if known else "write the forms into separate numbers"
                    self.source.report("E125", line.line, line.column, hint)
            elif at and at not in numbers:
                self.source.report("E125", line.line, line.column)
