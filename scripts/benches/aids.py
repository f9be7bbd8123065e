"""Job aids to look up, made from the pages of tldr in ../shared/data/lookup: the same number, the same aids."""

import json
import os
import random
from collections.abc import Iterator
from typing import Any

from benches.programs import SHARED

DATA = os.path.join(SHARED, "data", "lookup")
A_PACK = 1_000  # aids

Page = dict[str, Any]


def pages() -> list[Page]:
    """The documents: {"id", "title", "tags", "aliases", "body"}. Raises OSError where the data is not there."""
    with open(os.path.join(DATA, "docs.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_aids(folder: str, count: int) -> None:
    """Write `count` aids into packs of A_PACK in `folder`. Beyond the pages there are, two pages are mixed into one."""
    chance = random.Random(7)
    known = pages()
    chance.shuffle(known)
    for number in range(count):
        pack = os.path.join(folder, f"pages-{number // A_PACK}")
        if number % A_PACK == 0:
            os.makedirs(os.path.join(pack, "aids"))
            _write(os.path.join(pack, "pack.yaml"), f"format: 1\npack: pages-{number // A_PACK}\ntitle: Pages\n")
        page = known[number % len(known)]
        lines = page["body"].split("\n")
        if number >= len(known):
            other = chance.choice(known)["body"].split("\n")
            lines = lines[:1] + chance.sample(lines[1:] + other[1:], min(8, len(lines) + len(other) - 2))
        _write(os.path.join(pack, "aids", f"aid-{number}.md"), aid_of(page, lines, number))


def aid_of(page: Page, lines: list[str], number: int) -> str:
    """A page as a job aid in Markdown: a reference with an entry for each of its examples."""
    examples = list(_examples(lines)) or [("Help", "--help")]
    front = {
        "title": f"{page['title']} ({number})" if number >= A_PACK else page["title"],
        "asks": [text for text, _ in examples[:2]],
        "tags": page["tags"],
    }
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    entries = "".join(f"{_plain(text)}\n: `` {command} ``\n\n" for text, command in examples)
    return f"---\naid: reference\n{head}---\n\n{_plain(lines[0])}\n\n{entries}"


def tldr_page(page: Page) -> str:
    """A page as the clients of tldr keep it."""
    first, *rest = page["body"].split("\n")
    examples = "".join(f"- {text}:\n\n`{command}`\n\n" for text, command in _examples(["", *rest]))
    return f"# {page['title']}\n\n> {first}\n\n{examples}"


def _examples(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines[1:]:
        text, _, command = line.removeprefix("- ").rpartition(": `")
        if text:
            yield text, command.rstrip("`")


def _plain(text: str) -> str:
    """Text that begins no list, heading or entry."""
    return text.strip().lstrip("#-+*>:=|~`!0123456789. ") or "Note"


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
