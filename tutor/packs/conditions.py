"""Conditions and effects of a drill: a small grammar read by recursive descent. Nothing is evaluated as Python.

condition = both { "or" both }          both = plain { "and" plain }
plain = "not" plain | "(" condition ")" | side [ sign side ]          side = name | whole number
effect = name ("+" | "-") number | name "=" number | name | "not" name
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from tutor.model.conditions import (
    LARGEST,
    SIGNS,
    Both,
    Compared,
    Condition,
    Effect,
    Either,
    Flag,
    Negated,
    State,
    StateValue,
)
from tutor.packs.source import Source, nearest
from tutor.packs.tree import Text

DEEPEST = 16  # brackets and nots
LONGEST = 1_000  # characters of one condition, and of all effects of a choice

_NAME = r"[^\W\d]\w*(?:-[^\W\d]\w*)*"
_TOKEN = re.compile(rf"\s*(?:({_NAME})|(-?\d+)|(<=|>=|!=|==|[=<>])|([()])|(\S))")
_STATE_NAME = re.compile(_NAME)
_WORDS = ("and", "or", "not", "if", "true", "false")
_EFFECT = re.compile(rf"(?:(not)\s+)?({_NAME})\s*(?:([+=-])\s*(-?)(\w+))?")
_IF = re.compile(r"if(?=[\s(]|$)")


# What may be named: with the value it begins with, None where that cannot be read, which is told already.
Names = Mapping[str, StateValue | None]
_YES_NO = {"yes": "true", "no": "false", "on": "true", "off": "false"}


@dataclass(frozen=True, slots=True)
class At:
    """Where a text stands, so that problems inside it have their place."""

    source: Source
    line: int
    column: int

    def report(self, code: str, offset: int = 0, hint: str = "", **values: object) -> None:
        self.source.report(code, self.line, self.column + offset, hint, **values)

    def moved(self, offset: int) -> "At":
        return At(self.source, self.line, self.column + offset)


class _Malformed(Exception):
    """The text is no condition; the problem is reported already."""


class _Token(NamedTuple):
    kind: str  # "name", "number", "sign", "bracket", "other" or "end"
    text: str
    at: int


def read_state(source: Source, entries: tuple[tuple[Text, Text], ...]) -> State:
    """The `state:` of a drill: names with a whole number, true or false."""
    found: list[tuple[str, StateValue]] = []
    for name, value in entries:
        if not _STATE_NAME.fullmatch(name.text) or name.text in _WORDS:
            source.report("E625", name.line, name.column, "letters, digits, - and _, a letter first", name=name.text)
            continue
        if value.text in ("true", "false"):
            found.append((name.text, value.text == "true"))
        elif re.fullmatch(r"-?\d+", value.text):
            number = _number(value.text, 0, At(source, value.line, value.column))
            found.append((name.text, number or 0))
        else:
            meant = _YES_NO.get(value.text.lower(), "") or value.text.lower()
            hint = f"write {meant} instead of {value.text}" if meant in ("true", "false") else ""
            source.report("E624", value.line, value.column, hint, name=name.text)
    return tuple(found)


def names_in(source: Source, key: Text | None, state: State) -> Names:
    """What conditions and effects may name: the names of the `state:` that stands at `key`.

    Where something is wrong with it, every word in its lines counts as declared: that is told already.
    """
    names: dict[str, StateValue | None] = dict(state)
    if key is None:
        return names
    below = takewhile(lambda line: not line[:1].strip(), source.lines[key.line :])
    lines = [source.line(key.line), *below]
    wrong = (problem.place.line - key.line for problem in source.problems if problem.is_error)
    if any(0 <= offset < len(lines) for offset in wrong):
        for name in _STATE_NAME.findall("\n".join(lines)):
            names.setdefault(name, None)
    return names


def read_condition(text: str, at: At, state: Names) -> Condition | None:
    """The condition that `text` is; None with the reason reported."""
    try:
        return _Reader(text, at, state).read()
    except _Malformed:
        return None


def read_braces(inside: str, at: At, state: Names) -> tuple[Condition | None, tuple[Effect, ...]]:
    """What stands in the `{…}` of a choice: `if CONDITION` and effects, separated by commas."""
    condition: Condition | None = None
    effects: list[Effect] = []
    offset, seen = 0, False
    if len(inside) > LONGEST:
        at.report("E627", most=LONGEST)
        return None, ()
    for part in inside.split(","):
        start = offset + len(part) - len(part.lstrip())
        text = part.strip()
        here = at.moved(start)
        offset += len(part) + 1
        found = _IF.match(text)
        if found:
            if seen:
                here.report("E626", hint="join them with `and`")
            seen = True
            condition = read_condition(text[found.end() :], here.moved(found.end()), state)
        elif effect := read_effect(text, here, state):
            effects.append(effect)
    return condition, tuple(effects)


def read_effect(text: str, at: At, state: Names) -> Effect | None:
    """One effect; None with the reason reported."""
    match = _EFFECT.fullmatch(text)
    if match is None or (match.group(1) and match.group(3)) or match.group(2) in _WORDS:
        at.report("E620", 0, "write name +2, name -2, name = 5, name, or not name", what=_shown(text))
        return None
    negated, name, sign, minus, word = match.groups()
    known = _known(name, state, at.moved(match.start(2)))
    if known is None:
        return None
    if sign is None or (sign == "=" and word in ("true", "false")):
        if not isinstance(known, bool):
            at.report("E622", 0, f"write {name} +1 or {name} = 1", name=name, kind="a whole number")
            return None
        return Effect(name, word != "false" if sign else not negated)
    if isinstance(known, bool):
        at.report("E622", 0, f"write {name} or not {name}", name=name, kind="yes or no")
        return None
    if not word.isdecimal() or (minus and sign != "="):
        at.report("E620", match.start(5), "a whole number is due", what=_shown(f"{minus}{word}"))
        return None
    number = _number(f"{minus}{word}", match.start(5), at)
    if number is None:
        return None
    return Effect(name, -number if sign == "-" else number, adds=sign != "=")


class _Reader:
    def __init__(self, text: str, at: At, state: Names) -> None:
        self.at = at
        self.state = state
        self.depth = 0
        if len(text) > LONGEST:
            at.report("E627", most=LONGEST)
            raise _Malformed
        kinds = ("name", "number", "sign", "bracket", "other")
        found = ((match, match.lastindex or 1) for match in _TOKEN.finditer(text))
        self.tokens = [_Token(kinds[group - 1], match.group(group), match.start(group)) for match, group in found]
        self.tokens.append(_Token("end", "", len(text.rstrip())))
        self.next = 0

    def read(self) -> Condition:
        found = self.either()
        if self.token.kind != "end":
            raise self.unexpected("`and` or `or` is due")
        return found

    @property
    def token(self) -> _Token:
        return self.tokens[self.next]

    def took(self, *texts: str) -> bool:
        """Whether the next token is one of `texts`; if so, goes past it."""
        if self.token.text not in texts or self.token.kind == "end":
            return False
        self.next += 1
        return True

    def unexpected(self, hint: str) -> _Malformed:
        token = self.token
        if token.text == "==":
            hint = "write a single ="
        what = _shown(token.text) if token.kind != "end" else "it ends too early"
        self.at.report("E620", token.at, hint, what=what)
        return _Malformed()

    def either(self) -> Condition:
        parts = [self.both()]
        while self.took("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def both(self) -> Condition:
        parts = [self.plain()]
        while self.took("and"):
            parts.append(self.plain())
        return parts[0] if len(parts) == 1 else Both(tuple(parts))

    def plain(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            self.at.report("E628", self.token.at, deepest=DEEPEST)
            raise _Malformed
        found: Condition
        if self.took("not"):
            found = Negated(self.plain())
        elif self.took("("):
            found = self.either()
            if not self.took(")"):
                raise self.unexpected("a closing bracket is due")
        else:
            found = self.comparison()
        self.depth -= 1
        return found

    def comparison(self) -> Condition:
        first = self.token
        left = self.side()
        sign = self.token.text
        if self.token.kind != "sign" or sign not in SIGNS:
            if self.token.kind == "sign" or not isinstance(left, str):
                raise self.unexpected("compare it with = != < <= > or >=")
            if not isinstance(self.kind(left, first), bool):
                self.at.report("E622", first.at, f"compare it: {left} > 0", name=left, kind="a whole number")
                raise _Malformed
            return Flag(left)
        self.next += 1
        second = self.token
        right = self.side()
        for side, token in ((left, first), (right, second)):
            if isinstance(side, str) and isinstance(self.kind(side, token), bool):
                self.at.report("E622", token.at, f"write {side} or not {side}", name=side, kind="yes or no")
                raise _Malformed
        return Compared(left, sign, right)

    def side(self) -> str | int:
        token = self.token
        if token.kind == "number":
            self.next += 1
            number = _number(token.text, token.at, self.at)
            if number is None:
                raise _Malformed
            return number
        if token.kind != "name" or token.text in _WORDS:
            is_value = token.text in ("true", "false")
            raise self.unexpected("write the name alone, or not NAME" if is_value else "a name or a number is due")
        self.next += 1
        return token.text

    def kind(self, name: str, token: _Token) -> StateValue:
        """The value that a name begins with, which says whether it is a number or yes/no."""
        found = _known(name, self.state, self.at.moved(token.at))
        if found is None:
            raise _Malformed
        return found


def _known(name: str, state: Names, at: At) -> StateValue | None:
    if name not in state:
        at.report("E621", 0, nearest(name, state) or "add it to `state:`", name=_shown(name))
        return None
    return state[name]


def _number(digits: str, offset: int, at: At) -> int | None:
    if len(digits) > 11 or abs(int(digits)) > LARGEST:
        at.report("E623", offset, most=f"{LARGEST:,}")
        return None
    return int(digits)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
