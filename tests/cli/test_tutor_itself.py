"""What the pack about this program teaches is true of this program: commands, flags, settings, codes, keys, sources."""

import re
import subprocess
from pathlib import Path

import pytest
from cli_runs import Run

from tutor.cli.commands import COMMANDS
from tutor.model.items import Path as Playlist
from tutor.model.labs import Lab
from tutor.packs.codes import CODES
from tutor.packs.folder import read_pack
from tutor.settings import NEWCOMER_PACK, SETTINGS

ROOT = Path(__file__).parents[2]
PACK = ROOT / "content" / "tutor-itself"
TEXTS = {path.relative_to(PACK): path.read_text() for path in sorted(PACK.rglob("*.md"))}
# Wrong answers, and what is typed by somebody who does not know better, are no promise.
TAUGHT = {path: re.sub(r"^- (~|\[ \]).*(\n  .*)*", "", text, flags=re.MULTILINE) for path, text in TEXTS.items()}
CALL = re.compile(r"(?:^|[`$;&] ?|\s)tutor ([a-z]+)((?: [^`\n;|&]*)?)(?=[`\n;|&])", re.MULTILINE)
CODE = re.compile(r"`[^`\n]*`|^```\w*\n.*?^```$|^   ```\w*\n.*?^   ```$", re.MULTILINE | re.DOTALL)


def calls() -> set[tuple[str, str]]:
    """Every `tutor COMMAND …` that stands as code in what is taught: the command, and the words behind it."""
    code = "\n".join(match[0] + "\n" for text in TAUGHT.values() for match in CODE.finditer(text))
    return {(match[1], match[2].replace("==", "")) for match in CALL.finditer(code)}


def test_every_command_and_flag_that_is_taught_is_there(run: Run) -> None:
    found = calls()
    assert len({command for command, _ in found}) > 20
    for command, rest in sorted(found):
        assert command in COMMANDS, command
        words = rest.split()
        flags = [word for word in words if word.startswith("--")]
        group = words[:1] if command == "pack" else []
        told = run(command, *group, "-h").out if flags else ""
        for flag in flags:
            assert re.search(rf"{flag}\b", told), f"tutor {command} knows no {flag}"


def test_settings_and_codes_are_there() -> None:
    named = {rest.split()[0] for command, rest in calls() if command == "settings" and rest}
    assert named
    assert named <= set(SETTINGS)
    codes = set(re.findall(r"\b[EW]\d{3}\b", "\n".join(TEXTS.values())))
    assert codes
    assert codes <= set(CODES)


def test_sources_in_this_repository_exist() -> None:
    sources = set(re.findall(r"\bdocs/[\w-]+\.md\b", "\n".join([*TEXTS.values(), (PACK / "pack.yaml").read_text()])))
    assert sources
    for source in sources:
        assert (ROOT / source).is_file(), source


def test_the_keys_on_every_screen_are_bound() -> None:
    from textual.binding import Binding, BindingsMap

    from tutor.tui.app import TutorApp
    from tutor.tui.screens.backed import BackedScreen
    from tutor.tui.screens.study import StudyScreen
    from tutor.tui.widgets.answers.base import SKIP

    bound = {
        key
        for bindings in (TutorApp.BINDINGS, StudyScreen.BINDINGS, BackedScreen.BINDINGS, [SKIP])
        for binding in bindings
        if isinstance(binding, Binding)
        for key in BindingsMap([binding]).key_to_bindings
    }
    names = {"?": "question_mark", "/": "slash", ":": "colon", "comma": "comma"}
    text = TEXTS[Path("aids/keys-at-hand.md")].split("---\n")[2]
    listed = {
        key.strip() for line in re.findall(r"^([^:\n].*|:, .*)\n:", text, re.MULTILINE) for key in line.split(",")
    }
    assert {"?", "q", "tab", "S", "D"} <= listed
    for key in listed - {"enter", "esc"}:
        assert names.get(key, key) in bound, key


def test_the_mended_quiz_of_the_lab_is_one(tmp_path: Path) -> None:
    """The lab looks at the text, since the program is not in its world; here the program says the same."""
    (lab,) = (one for one in read_pack(str(PACK)).items if isinstance(one, Lab))

    def found_after(*scripts: str) -> set[str]:
        for script in scripts:
            subprocess.run(["sh", "-ec", script], cwd=tmp_path, check=True)
        problems = read_pack(str(tmp_path)).problems
        return {problem.code for problem in problems if problem.place.path == "quizzes/warm-pot.md"}

    assert {"E101", "E105", "E109", "E110"} <= found_after(lab.setup)
    assert found_after(lab.solution) == {"W402"}  # it teaches nothing, as there is nothing else in that pack


def test_a_newcomer_still_begins_with_something_else(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUTOR_PATH")
    monkeypatch.setattr("tutor.places._shipped", lambda: str(ROOT / "content"))
    assert f"Begin with: tutor start {NEWCOMER_PACK}" in run("today").out
    assert PACK.name in run("packs").out


def test_each_persona_has_a_path() -> None:
    read = read_pack(str(PACK))
    assert read.pack is not None
    assert {one.persona for one in read.items if isinstance(one, Playlist)} == set(dict(read.pack.personas))
