"""Job aids of five kinds: an introduction, a body that its kind gives the shape, and what follows."""

import re
from collections.abc import Callable

from tutor.model.items import Aid, AidBody, Checklist, Moment, Procedure, Reference, Step, Template, Tick
from tutor.model.text import Block, Code, Definitions, ListBlock, ListItem, Runs
from tutor.packs.answers import check_slips
from tutor.packs.cloze import check_elsewhere
from tutor.packs.decisions import read_decision
from tutor.packs.frontmatter import Front
from tutor.packs.items import common, runs_of
from tutor.packs.markdown import Body, Span
from tutor.packs.source import Source, nearest
from tutor.packs.style import review_aid, review_asks
from tutor.packs.tree import Text

_TICK = re.compile(r"\[([ xX])\](?:[ \t]+|$)(!(?:[ \t]+|$))?")
_VERSIONS = re.compile(r"\s*(>=|<=|==|!=|~=|>|<)?\s*\d+(\.\d+)*\s*")
_FIELD = re.compile(r"\{\{([\w-]+)\}\}")
_BLANKS_IN_FIELD = re.compile(r"\{\{(?:\s+[\w-]+\s*|[\w-]+\s+)\}\}")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_SIGN = re.compile(r"(=>|!!)(?:[ \t]+|$|(?=\n))")
_SIGN_WITHOUT_BLANK = re.compile(r"(=>|!!)([^\s!=>].*)")
_SIGN_WITHOUT_DASH = re.compile(r"^(?:-(=>|!!)[ \t]*|(=>)[ \t]+)([^\s!=>].*)", re.MULTILINE)
_MARK_WITHOUT_BLANK = re.compile(r"!(\w.*)")
_OF_KIND = {"answer": "decision", "fields": "template"}

BodyReader = Callable[[Body, Front], tuple[list[Span], AidBody | None, list[Span]]]


def read_aid(source: Source, front: Front, first_line: int, id: str) -> Aid | None:
    """A job aid, or None if it has errors."""
    body = Body(source, first_line)
    kind = front.text("aid")
    _check_fields(source, front, kind)
    for span in body.spans:
        check_elsewhere(body, span)
        if span.kind == "heading" and body.tokens[span.start].markup == "-":
            source.report("E201", span.end_line - 1, 1, "put a blank line before ---")
    if kind not in _READERS:
        return None
    intro, found, outro = _READERS[kind](body, front)
    if found is None:
        return None
    moment = front.text("moment")
    aid = Aid(
        **common(source, front, id),  # type: ignore[arg-type]
        asks=front.many("asks"),
        moment=Moment(moment) if moment else None,
        when=runs_of(source, front, "when"),
        not_when=runs_of(source, front, "not_when"),
        requires=front.pairs("requires"),
        intro=body.blocks(intro),
        body=found,
        outro=body.blocks(outro),
    )
    if source.for_author:
        review_aid(source, aid, body.spans[0].line if body.spans else first_line)
    return None if source.errors else aid


def _check_fields(source: Source, front: Front, kind: str) -> None:
    for name, needed in _OF_KIND.items():
        if name in front.keys and kind and kind != needed:
            key = front.keys[name]
            source.report("W301", key.line, key.column, key=name, kind=needed)
    if source.for_author:
        review_asks(source, front)
    for _, versions in front.maps.get("requires", ()):
        if not all(_VERSIONS.fullmatch(part) for part in versions.text.split(",")):
            source.report("W007", versions.line, versions.column, 'for example ">=2.23"', text=versions.text)


def _around(body: Body, is_part: Callable[[Span], bool], what: str, code: str) -> tuple[list[Span], ...]:
    """What stands before the parts of a body, those parts with the rules between them, and what follows.

    Without any part, `code` is reported; what stands between parts has no place in the model and is reported too.
    """
    places = [index for index, span in enumerate(body.spans) if is_part(span)]
    if not places:
        body.source.report(code, body.spans[0].line if body.spans else body.first_line)
        return [], [], []
    first, last = places[0], places[-1]
    for span in body.spans[first : last + 1]:
        if not is_part(span) and span.kind != "hr":
            body.source.report("E302", span.line, 1, "indent it under a line, or move it before the first", what=what)
    middle = [span for span in body.spans[first : last + 1] if is_part(span) or span.kind == "hr"]
    outro = body.spans[last + 1 :]
    return body.spans[:first], middle, outro[1:] if outro and outro[0].kind == "hr" else outro


def _checklist(body: Body, front: Front) -> tuple[list[Span], AidBody | None, list[Span]]:
    def is_ticks(span: Span) -> bool:
        return span.kind == "bullet_list" and any(
            content.startswith("[") for item in body.inside(span) for content in _first(body, item)
        )

    slipped = [check_slips(body, span) for span in body.spans]
    if any(slipped):
        return [], None, []
    intro, middle, outro = _around(body, is_ticks, "check lines", "E301")
    sections: list[list[Tick]] = [[]]
    for span in middle:
        if span.kind == "hr":
            sections.append([])
            continue
        sections[-1] += [_tick(body, item) for item in body.inside(span)]
    found = Checklist(tuple(tuple(section) for section in sections if section))
    return intro, found if found.sections else None, outro


def _first(body: Body, item: Span) -> list[str]:
    """The text that an item begins with, if it does."""
    parts = body.inside(item)
    return [body.content(parts[0])] if parts and parts[0].kind == "paragraph" else []


def _tick(body: Body, item: Span) -> Tick:
    source = body.source
    parts = body.inside(item)
    content = body.content(parts[0]) if parts else ""
    match = _TICK.match(content)
    column = source.column(item.line, content.partition("\n")[0]) if content else 1
    if match is None:
        source.report("E303", item.line, column)
        return Tick(())
    if match.group(1) != " ":
        source.report("E304", item.line, column, "write [ ]")
    text = content[match.end() :]
    if not text.strip():
        source.report("E305", item.line, column)
    if match.group(2) is None and (glued := _MARK_WITHOUT_BLANK.match(text)):
        source.report("E134", item.line, source.column(item.line, glued.group()), f'write "- [ ] ! {glued.group(1)}"')
    return Tick(body.runs(text, item.line), match.group(2) is not None, body.blocks(parts[1:]))


def _procedure(body: Body, front: Front) -> tuple[list[Span], AidBody | None, list[Span]]:
    slipped = [_check_signs(body, span) for span in body.spans]
    if any(slipped):
        return [], None, []
    intro, middle, outro = _around(body, lambda span: span.kind == "ordered_list", "steps", "E306")
    for span in outro:
        if span.kind == "bullet_list" and any(
            _SIGN.match(content) for item in body.inside(span) for content in _first(body, item)
        ):
            body.source.report("E307", span.line, 1, "indent it under its step")
    steps = [_step(body, item) for span in middle if span.kind != "hr" for item in body.inside(span)]
    return intro, Procedure(tuple(steps)) if steps else None, outro


def _check_signs(body: Body, span: Span) -> bool:
    """Whether lines of a block are nearly `- => text` or `- !! text`, which would be shown as text. Reports them.

    Without its dash a `=>` counts only below the first line of a step.
    """
    slipped = False
    for index in range(span.start, span.end):
        token = body.tokens[index]
        if token.type != "inline" or not token.map or not ("=>" in token.content or "!!" in token.content):
            continue
        opener = body.tokens[index - 2] if index >= span.start + 2 else None
        is_item = opener is not None and opener.type == "list_item_open"
        found = [
            (match.start(), match.group(1) or match.group(2), match.group(3))
            for match in _SIGN_WITHOUT_DASH.finditer(token.content)
            if match.group(1) or (span.kind == "ordered_list" and (match.start() or not is_item))
        ]
        glued = _SIGN_WITHOUT_BLANK.match(token.content)
        if glued and is_item and opener and not opener.info:  # a step has its number there
            found.insert(0, (0, glued.group(1), glued.group(2)))
        for start, sign, text in found:
            line = token.map[0] + body.first_line + token.content.count("\n", 0, start)
            body.source.report("E134", line, body.source.column(line, sign), f'write "- {sign} {text}"')
            slipped = True
    return slipped


def _step(body: Body, item: Span) -> Step:
    """A step: signs are taken out of the lists under it, the rest stays as it is written."""
    blocks: list[Block] = []
    expect: list[Runs] = []
    otherwise: list[tuple[Runs, Runs]] = []
    for part in body.inside(item):
        if part.kind != "bullet_list":
            blocks += body.blocks([part])
            continue
        plain: list[ListItem] = []
        for line in body.inside(part):
            content = next(iter(_first(body, line)), "")
            sign = _SIGN.match(content)
            if sign is None:
                plain.append(ListItem(body.blocks(body.inside(line))))
            elif sign.group(1) == "=>":
                expect.append(_expected(body, line, content[sign.end() :]))
            else:
                otherwise += _symptom(body, line, content[sign.end() :])
        if plain:
            blocks.append(ListBlock(tuple(plain)))
    if not blocks:
        body.source.report("E305", item.line)
    commands = tuple(block for block in blocks if isinstance(block, Code))
    return Step(tuple(blocks), commands, tuple(expect), tuple(otherwise))


def _expected(body: Body, line: Span, text: str) -> Runs:
    _check_sign(body, line, text, "=>")
    return body.runs(text, line.line)


def _symptom(body: Body, line: Span, text: str) -> list[tuple[Runs, Runs]]:
    """`symptom: where to go`, divided at the first colon outside code that a blank follows."""
    _check_sign(body, line, text, "!!")
    masked = _CODE_SPAN.sub(lambda match: "`" * len(match.group()), text)
    colon = re.search(r":\s", masked)
    if colon is None:
        if text.strip():
            body.source.report("E308", line.line, body.source.column(line.line, "!!"))
        return []
    return [(body.runs(text[: colon.start()].strip(), line.line), body.runs(text[colon.end() :].strip(), line.line))]


def _check_sign(body: Body, line: Span, text: str, sign: str) -> None:
    column = body.source.column(line.line, sign)
    if not text.strip():
        body.source.report("E305", line.line, column)
    if len(body.inside(line)) > 1:
        body.source.report("E309", body.inside(line)[1].line, 1, "write it on one line", sign=sign)


def _reference(body: Body, front: Front) -> tuple[list[Span], AidBody | None, list[Span]]:
    intro, middle, outro = _around(body, lambda span: span.kind == "dl", "entries", "E310")
    entries = [
        entry
        for block in body.blocks([span for span in middle if span.kind == "dl"])
        if isinstance(block, Definitions)
        for entry in block.entries
    ]
    return intro, Reference(tuple(entries)) if entries else None, outro


def _template(body: Body, front: Front) -> tuple[list[Span], AidBody | None, list[Span]]:
    source = body.source
    declared = {key.text: key for key, _ in front.maps.get("fields", ())}
    if "fields" not in front.keys:
        source.report("E020", 1, 1, "fields: {name: What is your name?}", key="fields")
    used: set[str] = set()
    for token in body.tokens:
        line = (token.map[0] if token.map else 0) + body.first_line
        if "{{" in token.content:
            used.update(_FIELD.findall(token.content))  # in code too, where it is declared
        if token.type == "inline" and "{{" in token.content:
            _check_fields_in(body, token.content, line, declared)
        elif source.for_author and declared and "{{" in token.content:
            _check_fields_in_code(body, token.content, line + (token.type == "fence"), declared)
    for name, key in declared.items():
        if name not in used:
            source.report("W302", key.line, key.column, name=name)
    if not body.spans:
        source.report("E311", body.first_line)
        return [], None, []
    return [], Template(body.blocks(body.spans), front.pairs("fields")), []


def _check_fields_in(body: Body, content: str, line: int, declared: dict[str, Text]) -> None:
    """Reports the fields that stand in a text outside code without being declared: code may hold such braces itself."""
    masked = _CODE_SPAN.sub(lambda match: "`" * len(match.group()), content)
    for match in [*_FIELD.finditer(masked), *_BLANKS_IN_FIELD.finditer(masked)]:
        at = line + masked.count("\n", 0, match.start())
        column = body.source.column(at, match.group())
        name = match.group()[2:-2].strip()
        if match.group() != f"{{{{{name}}}}}":
            body.source.report("E313", at, column, f"write {{{{{name}}}}}", what=match.group())
        elif name not in declared:
            body.source.report("E312", at, column, nearest(name, declared) or f"fields: {{{name}: …}}", name=name)


def _check_fields_in_code(body: Body, content: str, line: int, declared: dict[str, Text]) -> None:
    """Warns of what looks like a field in code that begins at `line`: who declares one may have forgotten it."""
    for match in _FIELD.finditer(content):
        name = match.group(1)
        if name not in declared:
            at = line + content.count("\n", 0, match.start())
            hint = nearest(name, declared) or f'fields: {{{name}: "the question for it"}}'
            body.source.report("W309", at, body.source.column(at, match.group()), hint, name=name)


_READERS: dict[str, BodyReader] = {
    "checklist": _checklist,
    "procedure": _procedure,
    "decision": read_decision,
    "reference": _reference,
    "template": _template,
}
