"""`tutor lsp` in a real process, spoken to by a real client: what somebody sees who writes a pack in an editor."""

from pathlib import Path

import pytest
from lsp_editor import Editor

PACK = "format: 1\npack: tea\ntitle: Tea\n"
LESSON = """---
title: Warm the pot
why: Cold pots make thin tea.
essence: Warm it first.
minutes: 2
sources: ["https://example.org/tea"]
verified: 2026-11-01
---
Pour hot water in, and out again. See [[brew]].

---

## What first? {#first}
- [x] Warm the pot
- [ ] Add the leaves
  > They would cool down.
> A warm pot stays warm.
"""
AID = """---
title: Brew
aid: checklist
asks: [how do I make tea, thin tea]
sources: ["https://example.org/tea"]
verified: 2026-11-01
---
- [ ] Warm the pot
"""
DRILL = """---
title: Guests at the door
why: They are thirsty.
teaches: [brew]
sources: ["https://example.org/tea"]
verified: 2026-11-01
---
## The kettle is cold {#kettle}
Two guests wait.

- [x] Heat it -> poured
  It sings.
- [ ] Pour cold -> thin
  They look at each other.
  > Cold water makes no tea.

## Poured {#poured .pass}
They stay.

## Thin {#thin .fail}
They leave.
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "tea"
    files = {"pack.yaml": PACK, "lessons/warm.md": LESSON.replace("---\nPour", "teaches: [brew]\n---\nPour")}
    files |= {"aids/brew.md": AID, "drills/guests.md": DRILL}
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


async def test_problems_come_while_typing_and_go_when_mended(pack: Path) -> None:
    async with Editor(pack) as editor:
        editor.open("lessons/warm.md")
        await editor.problems("lessons/warm.md")
        end = (pack / "lessons/warm.md").read_text().count("\n")
        editor.type("lessons/warm.md", "## And then? {#then}\n- [ ] Pour\n- [ ] Wait\n> So.\n", end, 0)
        (told,) = await editor.problems("lessons/warm.md", "E105")
        assert told.range.start.line == end + 1
        assert told.source == "tutor"
        editor.type("lessons/warm.md", "x", end + 1, 3)  # "- [x ] Pour" is no option any more
        await editor.problems("lessons/warm.md", "E102", "E105")


async def test_what_one_file_breaks_is_told_of_the_other(pack: Path) -> None:
    async with Editor(pack) as editor:
        editor.open("aids/brew.md")
        await editor.problems("aids/brew.md")
        editor.type("aids/brew.md", "id: brewing\n", 1, 0)
        await editor.problems("lessons/warm.md", "E404", "E404")
        editor.close("aids/brew.md")  # without saving: what is on the disk counts
        await editor.problems("lessons/warm.md")


async def test_keys_values_ids_and_scenes_are_offered(pack: Path) -> None:
    async with Editor(pack) as editor:
        editor.open("lessons/warm.md", "---\ntitle: New\nteaches: []\n\n---\nSee [[ now.\n")
        keys = await editor.offered("lessons/warm.md", 3, 0)
        assert list(keys)[:3] == ["why", "essence", "minutes"]  # what is needed comes first
        assert keys["why"].insert_text == "why: "
        assert "title" not in keys
        await editor.messages("lessons/warm.md")
        assert "brew" in await editor.offered("lessons/warm.md", 2, 10)
        assert "guests" in await editor.offered("lessons/warm.md", 5, 6)
        editor.open("aids/brew.md", AID.replace("checklist", ""))
        assert "decision" in await editor.offered("aids/brew.md", 2, 5)
        editor.open("drills/guests.md", DRILL.replace("Heat it -> poured", "Heat it -> "))
        line = DRILL.split("\n").index("- [x] Heat it -> poured")
        assert {"poured", "thin", "kettle"} <= (await editor.offered("drills/guests.md", line, 17)).keys()


async def test_a_name_leads_to_where_it_was_given(pack: Path) -> None:
    async with Editor(pack) as editor:
        editor.open("lessons/warm.md")
        editor.open("drills/guests.md")
        await editor.problems("lessons/warm.md")
        lines = (pack / "lessons/warm.md").read_text().split("\n")
        line = next(number for number, text in enumerate(lines) if "[[brew]]" in text)
        assert await editor.definition("lessons/warm.md", line, lines[line].index("brew") + 1) == ("aids/brew.md", 0, 0)
        drill = DRILL.split("\n")
        line = drill.index("- [ ] Pour cold -> thin")
        scene = drill.index("## Thin {#thin .fail}")
        found = await editor.definition("drills/guests.md", line, drill[line].index("thin") + 1)
        assert found == ("drills/guests.md", scene, drill[scene].index("thin"))


async def test_what_a_code_and_a_key_mean_is_told_where_they_stand(pack: Path) -> None:
    async with Editor(pack) as editor:
        editor.open("aids/brew.md", AID.replace("checklist", "check-list"))
        (told,) = await editor.problems("aids/brew.md", "E018")
        told_of = await editor.hover("aids/brew.md", told.range.start.line, told.range.start.character)
        assert "**E018**" in told_of
        assert "Good" in told_of
        assert "How people phrase the need" in await editor.hover("aids/brew.md", 3, 1)


async def test_places_are_counted_as_editors_do(pack: Path) -> None:
    """Editors count UTF-16 units: an emoji is two of them."""
    async with Editor(pack) as editor:
        editor.open("lessons/warm.md", LESSON.replace("See [[brew]]", "🫖🫖 [[Brew It]]"))
        told = await editor.problems("lessons/warm.md", "W005")
        line = LESSON.split("\n").index("Pour hot water in, and out again. See [[brew]].")
        assert told[0].range.start.line == line
        text = "Pour hot water in, and out again. "
        assert told[0].range.start.character in (len(text), len(text) + 5)


async def test_a_file_of_no_pack_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Notes\n")
    async with Editor(tmp_path) as editor:
        editor.open("notes.md")
        assert await editor.offered("notes.md", 0, 0) == {}
        assert await editor.hover("notes.md", 0, 3) == ""
