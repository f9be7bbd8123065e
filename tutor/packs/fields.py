"""The fields of every kind of front matter, as data: what the loader obeys, and what schemas and docs are made from."""

from dataclasses import dataclass
from enum import StrEnum

from tutor.model.items import AID_KINDS, Moment


class Shape(StrEnum):
    """What a field may hold. Texts are taken as written: `no` stays `no`, `1.10` stays `1.10`."""

    TEXT = "text"
    TEXTS = "list of texts"
    ID = "id"
    IDS = "list of ids"
    NUMBER = "whole number"
    DATE = "date"
    WORD = "one of some words"
    TEXT_BY_NAME = "map of name to text"
    ID_BY_ID = "map of id to id"
    TEXTS_BY_NAME = "map of name to list of texts"
    TEXT_OR_BY_NAME = "text, or map of name to text"
    MAPS = "list of maps"


@dataclass(frozen=True, slots=True)
class Field:
    """One key. `choices` lists what a WORD may be; `low` and `high` bound a NUMBER, both included."""

    name: str
    shape: Shape
    about: str
    required: bool = False
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0


Fields = dict[str, Field]


def _table(*fields: Field) -> Fields:
    return {field.name: field for field in fields}


_ID = Field("id", Shape.ID, "Its id, where that is not the name of the file")
_TITLE = Field("title", Shape.TEXT, "What it is called, in plain text", required=True)
_TEACHES = Field("teaches", Shape.IDS, "The aids and lessons that it practises")
_TAGS = Field("tags", Shape.TEXTS, "Words to find it by")
_SOURCES = Field("sources", Shape.TEXTS, "Where the facts come from: addresses or titles")
_VERIFIED = Field("verified", Shape.DATE, "The day when its facts were last checked")

PACK_FIELDS = _table(
    Field("format", Shape.WORD, "The version of the pack format", required=True, choices=("1",)),
    Field("pack", Shape.ID, "The pack's id, for good: a learner's history is kept under it", required=True),
    Field("title", Shape.TEXT, "What the pack is called", required=True),
    Field("about", Shape.TEXT, "What a learner gains, in a sentence of plain text"),
    Field("version", Shape.TEXT, "The version of the content"),
    Field("language", Shape.TEXT, "The language it is written in, as a code such as en"),
    Field("license", Shape.TEXT, "The licence, as an SPDX name such as CC-BY-4.0"),
    Field("authors", Shape.TEXTS, "Who wrote it"),
    Field("for", Shape.TEXT, "Whom it is for"),
    Field("personas", Shape.TEXT_BY_NAME, "Kinds of readers, whose reasons differ: a name, and who that is"),
    Field("order", Shape.IDS, "Items in the order to learn them; the rest follow by name"),
    Field("renamed", Shape.ID_BY_ID, "Old id to new id: what was learnt under the old one follows"),
    Field("synonyms", Shape.TEXTS_BY_NAME, "A word that people use, and the words that aids have for it"),
    _SOURCES,
)

LESSON_FIELDS = _table(
    _ID,
    _TITLE,
    Field("why", Shape.TEXT_OR_BY_NAME, "Why should I care: one line, shown first; or one a persona", required=True),
    Field("essence", Shape.TEXT, "The one sentence to keep", required=True),
    Field("minutes", Shape.NUMBER, "How long it takes, a promise", required=True, low=1, high=60),
    Field("after", Shape.IDS, "Lessons that are better read before; advises, never locks"),
    _TEACHES,
    _TAGS,
    Field("story", Shape.TEXT, "Somebody's trouble, in a few sentences"),
    Field("use_today", Shape.TEXT, "What to do with it today"),
    Field("objections", Shape.TEXT_BY_NAME, "An objection, and the honest answer"),
    _SOURCES,
    _VERIFIED,
)

QUIZ_FIELDS = _table(_ID, _TITLE, _TEACHES, _TAGS, _SOURCES, _VERIFIED)

AID_FIELDS = _table(
    _ID,
    _TITLE,
    Field("aid", Shape.WORD, "What kind of aid it is", required=True, choices=AID_KINDS),
    Field("asks", Shape.TEXTS, "How people phrase the need: questions, symptoms, error messages, word for word"),
    Field("moment", Shape.WORD, "The moment of need", choices=tuple(moment.value for moment in Moment)),
    Field("when", Shape.TEXT, "When it helps"),
    Field("not_when", Shape.TEXT, "When to leave it alone"),
    Field("requires", Shape.TEXT_BY_NAME, "A tool, and the versions that will do, such as >=2.23"),
    Field("answer", Shape.TEXTS, "decision: the columns that hold the answer"),
    Field(
        "fields", Shape.TEXT_BY_NAME, "template: a name that stands in the text as {{name}}, and the question for it"
    ),
    _TAGS,
    _SOURCES,
    _VERIFIED,
)

PATH_FIELDS = _table(
    _ID,
    _TITLE,
    Field("why", Shape.TEXT, "Where the path leads, and why there"),
    Field("persona", Shape.TEXT, "Whom it is for, a name from the pack's personas"),
    _TAGS,
    _SOURCES,
    _VERIFIED,
)

DRILL_FIELDS = _table(
    _ID,
    _TITLE,
    Field("why", Shape.TEXT, "What is at stake: one line, shown first"),
    Field("goal", Shape.TEXT, "What a good end looks like"),
    Field("state", Shape.TEXT_BY_NAME, "What choices change: names with a whole number, true or false to begin with"),
    Field("show", Shape.TEXTS, "The names of the state that the learner sees"),
    Field("fail", Shape.TEXT_BY_NAME, "An ending, and the condition that brings it, tested after each choice in order"),
    Field("coach", Shape.WORD, "Whether the why shows at once, for novices", choices=("true", "false")),
    _TEACHES,
    _TAGS,
    _SOURCES,
    _VERIFIED,
)

LAB_FIELDS = _table(
    _ID,
    _TITLE,
    Field("needs", Shape.TEXTS, "The tools without which it cannot run"),
    Field("setup", Shape.TEXT, "A shell script that builds the world, in an empty folder"),
    Field("checks", Shape.MAPS, "What must hold when it is done, each with an `else` for when not", required=True),
    Field("hints", Shape.TEXTS, "Hints, given one by one, from the vaguest to the most telling"),
    Field("solution", Shape.TEXT, "A shell script after which all checks hold", required=True),
    _TEACHES,
    _TAGS,
    _SOURCES,
    _VERIFIED,
)

CLAIM_FIELDS = _table(
    Field("id", Shape.ID, "Its id, given once among the claims of the pack", required=True),
    Field("says", Shape.TEXT, "The fact, in a sentence", required=True),
    Field("backs", Shape.IDS, "The items and questions that say so", required=True),
    Field("needs", Shape.TEXTS, "The tools without which it cannot run"),
    Field("setup", Shape.TEXT, "A shell script that builds the world, in an empty folder"),
    Field("run", Shape.TEXT, "The command that the fact is about", required=True),
    Field("expect", Shape.MAPS, "What must hold afterwards: checks as in labs, without `else`", required=True),
    Field("control", Shape.TEXT_BY_NAME, "setup or run in a form after which expect must fail", required=True),
)
