"""Job aids in use: each kind by its own keys, commands copied, and one key for what came of it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from looking import sees, shown, until
from textual.pilot import Pilot

from tutor.model.events import LookedUp, Outcome
from tutor.services import using
from tutor.services.using import left_unfinished
from tutor.tui.app import TutorApp
from tutor.tui.screens.aid import AidScreen

AIDS = {
    "aids/before.md": """\
---
title: Before you push
aid: checklist
moment: apply
when: You are about to push.
not_when: The branch is yours alone.
requires: {git: ">=2.23"}
sources: ["https://git-scm.com/docs/git-push"]
verified: 2026-11-20
---
Read it aloud.

- [ ] `git fetch`
- [ ] ! `git log --oneline HEAD..@{u}` shows nothing secret
---
- [ ] Told the others, see [[which]]
""",
    "aids/which.md": """\
---
title: Which undo?
aid: decision
moment: solve
answer: [Use]
---
| What | Pushed | Use |
|---|---|---|
| a commit | yes | `git revert HEAD` |
| a commit | * | `git reset --soft HEAD~1` |
| a push | * | [[before]] |
""",
    "aids/steps.md": """\
---
title: Undo it
aid: procedure
moment: solve
---
1. Look at what will be undone.
   ```
   git log -1
   ```
   - !! it is not yours: [[which]]
2. Take it back.
   ```
   git reset --soft HEAD~1
   ```
   ```
   git status
   ```
   - => the work is staged
   - !! it is the only commit: `git update-ref -d HEAD`
""",
    "aids/words.md": """\
---
title: Words
aid: reference
moment: more
---
index
: What the next commit will hold. `git diff --cached` shows it.

HEAD
: Where you stand.
""",
    "aids/note.md": """\
---
title: A note
aid: template
moment: apply
fields: {who: Whom do you tell?, what: What happened?}
---
Dear {{who}}: {{what}}.

```
git fetch {{who}}
```
""",
    "quizzes/all.md": "---\ntitle: All\nteaches: [steps]\n---\n## Soft? {#soft}\n- = yes\n",
}


@pytest.fixture
def aids(add_pack: Callable[..., Path], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> TutorApp:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TMUX", raising=False)
    add_pack("kit", AIDS)
    app: TutorApp = request.getfixturevalue("app")
    return app


async def opened(pilot: Pilot[Any], aid: str) -> TutorApp:
    app = pilot.app
    assert isinstance(app, TutorApp)
    app.open_link(f"tutor:kit/{aid}")
    await until(pilot, lambda: isinstance(app.screen, AidScreen))
    await sees(pilot, "esc back")
    return app


def outcomes(app: TutorApp) -> list[Any]:
    return [one.event for one in app.tutor.journal.events() if isinstance(one.event, (LookedUp, Outcome))]


# -- checklists


async def test_a_checklist_is_ticked_with_its_killer_and_its_pause_told(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "before")
        await sees(
            pilot,
            "When: You are about",
            "Not when: The",
            "Read it aloud.",
            "▸ ☐ git fetch",
            "☐ ! MUST git log",
            "0 of 3",
        )
        await sees(pilot, "── Pause: 2 above are still open ──", "Sources, checked 2026-11-20")
        await pilot.press("space")
        await sees(pilot, "☑ git fetch", "▸ ☐ ! MUST", "Pause: 1 above is still open", "1 of 3")
        await pilot.press("enter")
        await sees(pilot, "☑ ! MUST", "Pause: all above is ticked", "▸ ☐ Told")
        await pilot.press("space")
        await sees(pilot, "All of it is ticked. Did it work?", "3 of 3")
        await pilot.press("up", "space")  # a tick is taken back
        await sees(pilot, "☐ ! MUST", "2 of 3")
        assert "All of it" not in shown(aids)


async def test_ticks_are_there_again_and_f_starts_afresh(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "before")
        await pilot.press("space", "escape")
        await opened(pilot, "before")
        await sees(pilot, "You left it a moment ago, 1 of 3 done. f starts afresh.", "☑ git fetch", "▸ ☐ ! MUST")
        await pilot.press("f")
        await sees(pilot, "▸ ☐ git fetch", "0 of 3")
        assert "You left it" not in shown(aids)


async def test_ticks_of_another_day_are_taken_up_only_when_asked_for(
    aids: TutorApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "before")
        await pilot.press("space", "escape")
        monkeypatch.setattr(using, "RESUMED_HOURS", 0)
        await opened(pilot, "before")
        await sees(pilot, "1 of 3 done. r takes it up again.", "▸ ☐ git fetch", "r take up again")
        await pilot.press("r")
        await sees(pilot, "☑ git fetch", "▸ ☐ ! MUST", "f starts afresh")


async def test_a_link_in_a_line_is_followed_and_comes_back_to_the_line(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "before")
        await pilot.press("tab", "enter")
        await sees(pilot, "Which undo?")
        await pilot.press("escape")
        await sees(pilot, "▸ ☐ git fetch")


async def test_ticks_that_cannot_be_kept_are_said_once(aids: TutorApp) -> None:
    state = aids.tutor.where.state
    os.makedirs(os.path.dirname(state), exist_ok=True)
    Path(state).write_text("no folder")
    async with aids.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "before")
        await pilot.press("space")
        await sees(pilot, "cannot be kept", "☑ git fetch")


# -- procedures


async def test_a_procedure_goes_step_by_step_and_all_at_once(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "steps")
        screen = await sees(
            pilot, "1. Look at", "git log -1", "If instead you see …", "! it is not yours: Which undo?", "step 1 of 2"
        )
        assert "2. Take it back" not in screen
        await pilot.press("n")
        screen = await sees(pilot, "2. Take it back.", "You should see", "→ the work is staged", "step 2 of 2")
        assert "1. Look at" not in screen
        await pilot.press("enter")
        await sees(pilot, "That was the last step. Did it work?", "the end")
        await pilot.press("p")
        await sees(pilot, "2. Take it back.")
        await pilot.press("w")
        await sees(pilot, "1. Look at", "2. Take it back.", "2 steps")
        await pilot.press("w")
        await until(pilot, lambda: "1. Look at" not in shown(aids))


async def test_a_procedure_goes_on_where_it_was_left(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "steps")
        await pilot.press("n", "escape")
        await opened(pilot, "steps")
        await sees(pilot, "1 of 2 done. f starts afresh.", "2. Take it back.")
        await pilot.press("f")
        await sees(pilot, "1. Look at", "step 1 of 2")


# -- decisions


async def test_a_decision_is_answered_until_one_row_is_left(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "which")
        await sees(pilot, "What", "▸ 1  a commit", "2  a push", "3 rows", "1-2 choose")
        await pilot.press("1")
        await sees(pilot, "✓ What  a commit", "▸ 1  yes", "2  none of these")
        await pilot.press("down", "enter")
        await sees(pilot, "✓ Pushed  none of these", "Use", "git reset --soft HEAD~1", "1 row")
        await pilot.press("b", "1")
        await sees(pilot, "git revert HEAD")
        await pilot.press("w")
        await sees(pilot, "any", "git reset --soft HEAD~1", "git revert HEAD", "Before you push")


async def test_a_decision_that_comes_to_another_aid_leads_there_at_once(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "which")
        await pilot.press("2", "enter")
        await sees(pilot, "Before you push", "0 of 3")


# -- references


async def test_a_reference_is_filtered_by_words(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "words")
        await sees(pilot, "index", "    What the next commit will hold.", "HEAD", "2 entries")
        await pilot.press("f", *"STAND", "enter")
        await sees(pilot, "Where you stand.", "1 of 2")
        assert "next commit" not in shown(aids)
        await pilot.press("f", *"[/]")
        await sees(pilot, "Nothing here has these words.")


async def test_a_long_reference_shows_what_fits_and_finds_the_rest(
    add_pack: Callable[..., Path], request: pytest.FixtureRequest
) -> None:
    entries = "".join(f"term{number}\n: means {number}\n\n" for number in range(260))
    add_pack("kit", {"aids/long.md": f"---\ntitle: Long\naid: reference\n---\n{entries}"})
    app: TutorApp = request.getfixturevalue("app")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "long")
        await pilot.press("end")
        await sees(pilot, "term199", "60 more: f narrows them down.")
        await pilot.press("f", *"term25", "escape")
        await sees(pilot, "means 253", "11 of 260")


# -- templates


async def test_a_template_asks_for_its_fields_and_gives_the_text(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "note")
        await sees(pilot, "Whom do you tell?", "What happened?", "Dear {{who}}: {{what}}.", "0 of 2 filled in")
        await pilot.press(*"Ada", "enter", *"[/]c+", "enter")
        await sees(pilot, "Dear Ada: [/]c+.", "git fetch Ada", "2 of 2 filled in")
        await pilot.press("c")
        await sees(pilot, "Copied to")
        assert aids.clipboard == "Dear Ada: [/]c+.\n\n    git fetch Ada"
        assert outcomes(aids) == []  # in a field + is a letter


async def test_what_was_filled_in_is_there_again(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "note")
        await pilot.press(*"Ada", "escape", "escape")
        await opened(pilot, "note")
        await sees(pilot, "Dear Ada: {{what}}.", "1 of 2 filled in", "f starts afresh")
        await pilot.press("escape", "f")
        await sees(pilot, "Dear {{who}}: {{what}}.")


# -- commands


async def test_the_command_of_the_line_is_copied_and_of_several_the_chosen_one(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "before")
        await pilot.press("c")
        await sees(pilot, "Copied to the terminal's clipboard", "git fetch")
        assert aids.clipboard == "git fetch"
        await pilot.press("escape")
        await opened(pilot, "steps")
        await pilot.press("n", "c")
        await sees(pilot, "Copy which?", "▸ git reset --soft HEAD~1", "git status")
        await pilot.press("down", "enter")
        await until(pilot, lambda: aids.clipboard == "git status")
        await sees(pilot, "2. Take it back.")


async def test_commands_within_a_text_are_copied_too(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "words")
        await pilot.press("c")
        await until(pilot, lambda: aids.clipboard == "git diff --cached")
        await pilot.press("escape")
        await opened(pilot, "steps")
        await pilot.press("w", "c")
        await sees(pilot, "Copy which?", "git log -1", "git reset --soft HEAD~1", "git update-ref -d HEAD")


async def test_a_terminal_without_a_clipboard_gets_a_file(aids: TutorApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    async with aids.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "before")
        await pilot.press("c")
        await until(pilot, lambda: Path(aids.tutor.where.state, "copied.txt").exists())
        await sees(pilot, "Copied to")
    assert Path(aids.tutor.where.state, "copied.txt").read_text() == "git fetch\n"


# -- tools


async def test_tools_that_are_needed_are_looked_for(aids: TutorApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "before")
        await sees(pilot, "! git >=2.23 is needed, and not found here")


# -- what came of it


async def test_an_outcome_is_one_key_and_the_last_word_counts(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "before")
        await pilot.press("space", "plus")
        await sees(pilot, "✓ Noted: it worked.")
        await pilot.press("plus")  # no second time
        await pilot.press("minus")
        await sees(pilot, "Noted: it did not.  /")
        assert [(one.aid, one.worked) for one in outcomes(aids)] == [("kit/before", True), ("kit/before", False)]
        assert left_unfinished(aids.tutor.where) == []  # that use is over


async def test_what_nobody_tells_stays_unknown(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "before")
        await pilot.press("space", "space", "space", "escape")
        await until(pilot, lambda: not isinstance(aids.screen, AidScreen))
        assert outcomes(aids) == []


async def test_an_outcome_that_cannot_be_written_is_said(aids: TutorApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.tui.screens.aid.note_outcome", lambda *_: False)
    async with aids.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, "before")
        await pilot.press("plus")
        await sees(pilot, "this was not noted")


async def test_an_aid_can_be_learnt_where_something_asks_about_it(aids: TutorApp) -> None:
    async with aids.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "words")
        await pilot.press("a")  # nothing asks about it
        assert aids.tutor.journal.added() == set()
        await pilot.press("escape")
        await opened(pilot, "steps")
        await pilot.press("a")
        await sees(pilot, "1 question of it join")
        assert aids.tutor.journal.added() == {"kit/steps"}


# -- any terminal, any text


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (200, 60)])
@pytest.mark.parametrize("aid", ["before", "which", "steps", "words", "note"])
async def test_every_aid_stands_in_any_terminal(aids: TutorApp, aid: str, size: tuple[int, int]) -> None:
    async with aids.run_test(size=size) as pilot:
        aids.open_link(f"tutor:kit/{aid}")
        await until(pilot, lambda: isinstance(aids.screen, AidScreen) and aids.screen.is_mounted)
        for key in ("space", "n", "1", "w", "end", "f", "x", "escape", "c"):
            await pilot.press(key)
        lines = shown(aids).split("\n")
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)


EVIL = "[/] [@click=app.quit]x[/] \x1b[31m\x9b2J"
HOSTILE = {
    "check": f"aid: checklist\n---\n- [ ] ! {EVIL} `rm [/] \x1b[2J`\n",
    "decide": f"aid: decision\nanswer: [B]\n---\n| A {EVIL} | B |\n|---|---|\n| {EVIL} | `a [/]` |\n| b | {EVIL} |\n",
    "steps": f"aid: procedure\n---\n1. {EVIL}\n   - => {EVIL}\n   - !! {EVIL}: {EVIL}\n",
    "words": f"aid: reference\n---\n{EVIL}\n: {EVIL}\n",
    "note": f'aid: template\nfields: {{a: "[/] [@click=app.quit]x[/]"}}\n---\n{EVIL} {{{{a}}}}\n',
}


@pytest.mark.parametrize("aid", HOSTILE)
async def test_an_aid_that_means_harm_is_only_text(
    add_pack: Callable[..., Path], request: pytest.FixtureRequest, aid: str
) -> None:
    files = {
        f"aids/{name}.md": f'---\ntitle: "[/] [@click=app.quit]t[/]"\nasks: ["[/]"]\nwhen: "[/] when"\n{text}'
        for name, text in HOSTILE.items()
    }
    add_pack("kit", files)
    app: TutorApp = request.getfixturevalue("app")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, aid)
        screen = await sees(pilot, "[/] [@click=app.quit]t[/]", "[/] when", "[@click=app.quit]x[/]")
        for key in ("space", "1", "c", "escape", "w", "n"):
            await pilot.press(key)
            screen += shown(app)
        assert not {"\x1b", "\x9b"} & set(screen)
        assert app.is_running
