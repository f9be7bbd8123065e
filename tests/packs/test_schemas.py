"""Schemas for editors: they ship as the tables make them, and say of real packs what the loader says."""

import json
from pathlib import Path

import pytest

from tutor.packs.fields import Field, Shape
from tutor.packs.schemas import DIALECT, TABLES, schema_of, written

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", TABLES)
def test_what_ships_is_what_the_tables_make(kind: str) -> None:
    shipped = ROOT / "tutor" / "schemas" / f"{kind}.json"
    assert shipped.read_text(encoding="utf-8") == written(kind), "run scripts/schemas"


@pytest.mark.parametrize("kind", TABLES)
def test_every_field_is_there_with_what_it_is_for(kind: str) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == DIALECT
    properties = (schema["items"] if kind == "claims" else schema)["properties"]
    for field in TABLES[kind].values():
        assert properties[field.name]["description"] == field.about


def test_every_shape_becomes_json() -> None:
    from tutor.packs.schemas import _field

    for shape in Shape:
        json.dumps(_field(Field("name", shape, "about", choices=("true", "1", "word"), low=1, high=9), of_claim=False))
