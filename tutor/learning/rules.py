"""The settings that decide what an event does: those in force when it was recorded, never those of today."""

from collections.abc import Mapping
from functools import cached_property

from tutor.learning.days import study_day
from tutor.learning.memory import Scheduler
from tutor.model.events import Answered, Stamp, Verdict
from tutor.model.knowledge import Memory
from tutor.settings import SETTINGS, Setting, SettingValue

_LAST_DAY = 1_000_000  # study days stay within ±, so that a clock gone mad cannot overflow a date


def in_force(stored: Mapping[str, object]) -> dict[str, SettingValue]:
    """Every setting: the stored value where it is sound, else the default."""
    return {key: _sound(setting, stored.get(key)) for key, setting in SETTINGS.items()}


def _sound(setting: Setting, value: object) -> SettingValue:
    """`value` where the setting may have it, else its default: an event may come from a newer or a broken program."""
    default = setting.default
    if isinstance(default, bool) or isinstance(value, bool):
        return value if isinstance(default, bool) and isinstance(value, bool) else default
    if isinstance(default, str):
        fits = isinstance(value, str) and (not setting.choices or value in setting.choices)
        return value if fits and isinstance(value, str) else default
    if isinstance(value, int) or (isinstance(value, float) and isinstance(default, float)):
        return value if setting.low <= value <= setting.high else default
    return default


class Rules:
    """The settings that decide what an event does, as they are in force when it is recorded."""

    def __init__(self, stored: Mapping[str, object]) -> None:
        self.settings = in_force(stored)
        self._rollover = int(self.settings["rollover"])

    def day(self, stamp: Stamp) -> int:
        """The study day of an event."""
        return max(-_LAST_DAY, min(study_day(stamp.utc, stamp.offset, self._rollover), _LAST_DAY))

    @cached_property
    def scheduler(self) -> Scheduler:
        """FSRS with these settings; parameters that FSRS refuses count as its defaults."""
        retention, seed = float(self.settings["retention"]), int(self.settings["seed"])
        text = str(self.settings["parameters"])
        if text:
            try:
                scheduler = Scheduler(retention, tuple(map(float, text.split())), seed)
                scheduler.review(Memory(""), Answered("", "", (), Verdict.RIGHT, 0.0), 0)
            except ValueError:
                return Scheduler(retention, None, seed)
            return scheduler
        return Scheduler(retention, None, seed)
