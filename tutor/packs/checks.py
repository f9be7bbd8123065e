"""Checks: `{file: notes.txt, has: oops, else: …}` or `{run: git status, is: "", else: …}`; in claims without `else`."""

import posixpath
import re

from tutor.model.checks import WORDS, Check, Subject, Word
from tutor.packs.markdown import inline_runs
from tutor.packs.source import Source
from tutor.packs.tree import Mapping, Text, quoted_line

_KEYS = (*Subject, *Word, "else")
_NUMBER = re.compile(r"\d{1,9}")
_MOST = {Word.LINES: 999_999_999, Word.EXIT: 255}


def read_check(source: Source, record: Mapping, *, of_claim: bool = False) -> Check | None:
    """One check, or None with the reasons reported. One `of_claim` has no `else`, and may look at the claim's `run`."""
    found = _texts(source, record, _KEYS[:-1] if of_claim else _KEYS)
    if of_claim and not found.keys() & set(Subject):
        found["run"] = (Text("run", record.line, record.column), Text("", record.line, record.column))
    subject = _one(found, tuple(Subject))
    if subject is None:
        due = "`file` or `run`"
        source.report("E702", record.line, record.column, "write {file: NAME, …} or {run: COMMAND, …}", due=due)
        return None
    looked_at = Subject(subject)
    words = WORDS[looked_at]
    for key in found.keys() & set(Word).difference(words):
        at = found[key][0]
        source.report("E704", at.line, at.column, f"one of {', '.join(words)}", key=key, subject=f"`{subject}`")
        return None
    word = _one(found, words)
    if word is None:
        source.report("E703", record.line, record.column, subject=subject, words=", ".join(words))
        return None
    of = found[subject][1]
    if looked_at is Subject.FILE and not is_inside(of.text):
        source.report("E705", of.line, of.column, "a path below the folder, such as src/notes.txt", path=of.text)
        return None
    value = _value(source, Word(word), found[word][1])
    otherwise = found["else"][1] if "else" in found else None
    if otherwise is None and not of_claim:
        source.report("E707", record.line, record.column, 'write else: "what is still wrong, and where to look"')
    if value is None or (otherwise is None and not of_claim):
        return None
    return Check(
        subject=looked_at,
        of=of.text.strip(),
        word=Word(word),
        value=value,
        otherwise=inline_runs(source, otherwise.text.strip(), otherwise.line) if otherwise else (),
        place=source.place(record.line, record.column),
    )


def is_inside(path: str) -> bool:
    """Whether a path, as written, stays below the folder that it starts from."""
    return bool(path) and not path.startswith("/") and posixpath.normpath(path).split("/")[0] not in ("..", ".")


def _texts(source: Source, record: Mapping, known: tuple[str, ...]) -> dict[str, tuple[Text, Text]]:
    """The known keys of a check with their texts; what is not known, or no text, is reported."""
    found: dict[str, tuple[Text, Text]] = {}
    for key, value in record.entries:
        if key.text not in known:
            source.report_unknown(key.text, known, key.line, key.column)
        elif isinstance(value, Text):
            found[key.text] = (key, value)
        else:
            hint = quoted_line(source, value.line)
            source.report("E013", value.line, value.column, hint, what="a text", name=key.text)
    return found


def _one(found: dict[str, tuple[Text, Text]], keys: tuple[str, ...]) -> str | None:
    """The one of these keys that is there; None for none, and for several."""
    there = [str(key) for key in keys if key in found]
    return there[0] if len(there) == 1 else None


def _value(source: Source, word: Word, text: Text) -> str | int | bool | None:
    """What a check compares with, in the shape of its word."""
    written = text.text
    if word is Word.EXISTS:
        if written in ("true", "false"):
            return written == "true"
        source.report("E706", text.line, text.column, key=word, due="true or false")
        return None
    if word in _MOST:
        if _NUMBER.fullmatch(written) and int(written) <= _MOST[word]:
            return int(written)
        source.report("E706", text.line, text.column, key=word, due=f"a whole number from 0 to {_MOST[word]}")
        return None
    if word is Word.HAS and not written:
        source.report("E706", text.line, text.column, key=word, due="a text, and not an empty one")
        return None
    return written
