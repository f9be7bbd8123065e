"""Settings: one row each, changed in place and remembered at once."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from tutor.services.preferences import change_setting, personas, preferences
from tutor.settings import SETTINGS, SettingValue, shown_setting
from tutor.tui.text import plain
from tutor.tui.widgets.heading import BACK, TutorScreen
from tutor.tui.widgets.rows import BLANK, Note, Row, Rows, note, scrolled

STEPS = {"retention": 0.01, "minutes": 1.0, "new-a-day": 1.0, "rollover": 1.0}


class SettingsScreen(TutorScreen):
    """Left and right change the chosen setting."""

    AUTO_FOCUS = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,enter,plus", "change(1)", "change", id="settings.next", key_display="← →"),
        Binding("left,minus", "change(-1)", "change back", show=False, id="settings.previous"),
        Binding("backspace", "default", "usual value", id="settings.default", key_display="⌫"),
        BACK,
    ]

    def heading(self) -> tuple[str, str]:
        return "Settings", "remembered at once"

    def body(self) -> Iterable[Widget]:
        yield scrolled(Rows(*_entries(preferences(self.app.tutor))))

    def reload(self) -> None:
        """Draw again from what holds now."""
        self.query_one(Rows).show(_entries(preferences(self.app.tutor)))

    def on_rows_picked(self) -> None:
        self.action_change(1)

    def action_change(self, by: int) -> None:
        """The next value of the chosen setting; a number moves by a step, the ends stay the ends."""
        key = self.query_one(Rows).chosen
        value = next(value for name, value, _ in preferences(self.app.tutor) if name == key)
        self._set(key, _next(key, value, by, personas(self.app.tutor)))

    def action_default(self) -> None:
        key = self.query_one(Rows).chosen
        self._set(key, shown_setting(key, SETTINGS[key].default))

    def _set(self, key: str, text: str) -> None:
        with self.app.calmly():
            value = change_setting(self.app.tutor, key, text)
            self.app.setting_changed(key, value)
        self.reload()


def _next(key: str, value: SettingValue, by: int, known: list[str]) -> str:
    setting = SETTINGS[key]
    if isinstance(value, bool):
        return shown_setting(key, not value)
    if isinstance(value, str):
        choices = setting.choices or ("", *known)
        place = choices.index(value) if value in choices else 0
        return choices[(place + by) % len(choices)]
    wanted = round(value + by * STEPS[key], 4)
    return f"{min(setting.high, max(setting.low, wanted)):g}"


def _entries(values: list[tuple[str, SettingValue, str]]) -> Iterator[Row | Note]:
    for key, value, about in values:
        shown = shown_setting(key, value) or "any"
        yield Row(key, plain(about), Content.assemble("← ", (shown, "bold $accent"), " →"), plain(key, "$quiet"))
    yield BLANK
    yield note("Also: tutor settings KEY VALUE")
