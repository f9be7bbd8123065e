"""JSON Schemas of pack.yaml, every kind of front matter, and claims: what an editor needs to complete and check keys.

Made from the tables that the loader obeys (fields.py), so that neither can say what the other does not. An editor reads
YAML with types, and the loader takes texts as they are written: so `1.10`, `no` and `2` pass for texts here too. What
only the loader can see (a `#` that cuts a text, aliases, ids that name nothing) is told by `tutor check`.
"""

from typing import Any

from tutor.model.checks import WORDS, Subject, Word
from tutor.packs.drills_yaml import CHOICE_KEYS, SCENE_KEYS
from tutor.packs.fields import (
    AID_FIELDS,
    CLAIM_FIELDS,
    DRILL_FIELDS,
    LAB_FIELDS,
    LESSON_FIELDS,
    PACK_FIELDS,
    PATH_FIELDS,
    QUIZ_FIELDS,
    Field,
    Fields,
    Shape,
)

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that all editors read
TABLES: dict[str, Fields] = {
    "pack": PACK_FIELDS,
    "lesson": LESSON_FIELDS,
    "quiz": QUIZ_FIELDS,
    "aid": AID_FIELDS,
    "drill": DRILL_FIELDS,
    "lab": LAB_FIELDS,
    "path": PATH_FIELDS,
    "claims": CLAIM_FIELDS,
}
_TITLES = {"pack": "pack.yaml", "claims": "claims/*.yaml"}
_ID = "^[a-z0-9][a-z0-9-]{0,63}$"
_TARGET = r"^([a-z0-9][a-z0-9-]{0,63}/)?[a-z0-9][a-z0-9-]{0,63}(\.[0-9]+)?$"
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_YES_NO: Schema = {"type": "boolean"}
_NUMBER: Schema = {"type": "integer"}


def schema_of(kind: str) -> Schema:
    """The schema of a kind, a key of TABLES, as values of JSON."""
    table = TABLES[kind]
    title = _TITLES.get(kind, f"the front matter of a {kind}" if kind != "aid" else "the front matter of a job aid")
    head: Schema = {"$schema": DIALECT, "title": title}
    if kind == "claims":
        return {**head, "type": "array", "items": _object(table)}
    whole = _object(table)
    if kind == "drill":  # one schema for both forms: drills/*.yaml has its scenes here, drills/*.md in its body
        whole["properties"]["scenes"] = {"type": "array", "items": _scene(), "description": "drills/*.yaml: the scenes"}
    return head | whole


def _object(table: Fields) -> Schema:
    required = [field.name for field in table.values() if field.required]
    return {
        "type": "object",
        "properties": {name: _field(field, table is CLAIM_FIELDS) for name, field in table.items()},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _field(field: Field, of_claim: bool) -> Schema:
    return {"description": field.about, **_value(field, of_claim)}


def _value(field: Field, of_claim: bool) -> Schema:
    match field.shape:
        case Shape.TEXT:
            return _TEXT
        case Shape.ID:
            return _TEXT | {"pattern": _ID}
        case Shape.NUMBER:
            return _NUMBER | {"minimum": field.low, "maximum": field.high}
        case Shape.DATE:
            return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
        case Shape.WORD:
            return {"enum": [spelt for choice in field.choices for spelt in _spellings(choice)]}
        case Shape.TEXTS:
            return _list_of(_TEXT)
        case Shape.IDS:
            return _list_of(_TEXT | {"pattern": _TARGET})
        case Shape.TEXT_BY_NAME if field.name == "control":
            return {"type": "object", "properties": {"setup": _TEXT, "run": _TEXT}, "additionalProperties": False}
        case Shape.TEXT_BY_NAME:
            return _map_to(_TEXT)
        case Shape.ID_BY_ID:
            return _map_to(_TEXT | {"pattern": _TARGET})
        case Shape.TEXTS_BY_NAME:
            return _map_to(_list_of(_TEXT))
        case Shape.TEXT_OR_BY_NAME:
            return {"anyOf": [_TEXT, _map_to(_TEXT)]}
        case Shape.MAPS:
            return _list_of({"anyOf": list(_checks(of_claim))})


def _spellings(choice: str) -> list[object]:
    """A word as an editor reads it: `true` and `1` come with a type, `"true"` and `"1"` without."""
    if choice in ("true", "false"):
        return [choice == "true", choice]
    return [int(choice), choice] if choice.isdecimal() else [choice]


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _map_to(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _checks(of_claim: bool) -> list[Schema]:
    """The forms of a check: what it looks at, with one of the words that go with it."""
    values = {Word.EXISTS: _YES_NO, Word.LINES: _NUMBER, Word.EXIT: _NUMBER}
    forms = []
    for subject, words in WORDS.items():
        needed = [] if of_claim else ["else"]
        may_lack_subject = of_claim and subject is Subject.RUN
        for word in words:
            properties: Schema = {subject.value: _TEXT, word: values.get(Word(word), _TEXT)}
            if not of_claim:
                properties["else"] = _TEXT
            required = [*([] if may_lack_subject else [subject.value]), word, *needed]
            forms.append(
                {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
            )
    return forms


def _scene() -> Schema:
    special: Schema = {"choices": _list_of(_choice()), "time": _NUMBER}
    special |= dict.fromkeys(("pass", "fail", "checkpoint"), _YES_NO)
    return _of_keys(SCENE_KEYS, special)


def _choice() -> Schema:
    number_or_yes = {"type": ["integer", "boolean"]}
    special: Schema = {"sound": _YES_NO, "add": _map_to(_NUMBER), "set": _map_to(number_or_yes)}
    return _of_keys(CHOICE_KEYS, special)


def _of_keys(keys: tuple[str, ...], special: Schema) -> Schema:
    properties = {key: special.get(key, _TEXT) for key in keys}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def written(kind: str) -> str:
    """The schema as the file that ships, tutor/schemas/KIND.json."""
    import json

    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n"
