"""What colours must not take away: every word can be read on its ground, in each theme and without colours."""

from typing import Any

import pytest
from looking import sees, strips, until
from rich.color import Color
from rich.style import Style
from studying import Stage, asking, one_of, some_of, typed
from textual.app import App

from tutor.model.questions import Choice
from tutor.tui.themes import THEMES
from tutor.tui.widgets.answers import answer_widget


def pieces(app: App[Any]) -> list[tuple[str, Style]]:
    """What is written on the screen in front, with its look."""
    return [
        (segment.text, segment.style)
        for strip in strips(app)
        for segment in strip
        if segment.text.strip() and segment.style
    ]


def contrast(look: Style) -> float:
    """Ink against ground, 1..21, as WCAG 2 defines it."""

    def light(colour: Color | None) -> float:
        assert colour is not None
        shares = (part / 255 for part in colour.get_truecolor())
        red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(look.color), light(look.bgcolor)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("question", [one_of(), some_of()], ids=["one", "several"])
async def test_the_marked_line_can_be_read_letter_and_all(theme: str, question: Choice) -> None:
    app = Stage(answer_widget(asking(question, tuple(range(len(question.options)))), ask_confidence=True))
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        await pilot.press("down")
        await sees(pilot, "▸ a")
        marked = [(text, look) for text, look in pieces(app) if text.strip() in ("▸", "a")]
        assert len(marked) == 2
        assert [text for text, look in marked if contrast(look) < 4.5] == []


async def test_without_colours_the_cursor_in_a_text_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Stage(answer_widget(asking(typed()), ask_confidence=True))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "y", "left")
        await until(pilot, lambda: any(text == "y" and look.reverse for text, look in pieces(app)))
