"""The JSON Schemas that ship, for editors that complete and check YAML."""

import os

from tutor.errors import NotFound
from tutor.packs.schemas import TABLES

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "schemas")
MADE_FOR = {"pack": "pack.yaml", "claims": "claims/*.yaml", "quiz": "quizzes/*.md"}  # the others by their folder


def shipped() -> list[tuple[str, str, str]]:
    """Every schema: (kind, the files whose keys it describes, its own path)."""
    return [(kind, MADE_FOR.get(kind, f"{kind}s/*.md"), os.path.join(FOLDER, f"{kind}.json")) for kind in TABLES]


def schema_text(kind: str) -> str:
    """A schema as JSON. Raises NotFound."""
    paths = {one: path for one, _, path in shipped()}
    if kind not in paths:
        raise NotFound(f"there is no schema {kind!r}", hint=f"There are {', '.join(paths)}")
    with open(paths[kind], encoding="utf-8") as file:
        return file.read()
