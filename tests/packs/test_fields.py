"""docs/fields.md is what scripts/fields makes of the field tables, and leaves out no key."""

import re
import runpy
from pathlib import Path

import pytest

from tutor.packs.fields import Shape
from tutor.packs.schemas import TABLES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "fields"))


def test_the_page_is_up_to_date() -> None:
    assert SCRIPT["page"]() == PAGE, "run scripts/fields"


@pytest.mark.parametrize("kind", TABLES)
def test_every_key_stands_there_with_what_it_is_for(kind: str) -> None:
    section = PAGE.partition(f"## {SCRIPT['WHERE'][kind]}\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| \**`(\w+)`\** \| .* \| (.*) \|$", section, re.MULTILINE))
    assert rows == {field.name: field.about for field in TABLES[kind].values()}
    needed = set(re.findall(r"^\| \*\*`(\w+)`", section, re.MULTILINE))
    assert needed == {field.name for field in TABLES[kind].values() if field.required}


def test_how_each_shape_is_written_is_told() -> None:
    in_their_rows = {Shape.WORD, Shape.NUMBER}  # whose words and limits differ from key to key
    assert set(SCRIPT["EXAMPLES"]) == set(Shape) - in_their_rows
