"""Every setting there is: its default, its limits and what it does. A default of any kind lives here, nowhere else."""

from typing import NamedTuple

from tutor.errors import TutorError

SettingValue = str | int | float | bool


class Setting(NamedTuple):
    """One setting. `choices` lists what a text may be; `low` and `high` bound a number, both included."""

    key: str
    default: SettingValue
    about: str
    choices: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    internal: bool = False  # kept by the program itself, not listed
    hour: bool = False  # a time of day, written as 04:00


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("minutes", 5, "How many minutes Today offers first", low=1, high=120),
        Setting("new-a-day", 10, "New questions a study day", low=0, high=1000),
        Setting("retention", 0.90, "Share of reviews you want to get right", low=0.70, high=0.97),
        Setting("rollover", 4, "The hour at which a study day begins", low=0, high=23, hour=True),
        Setting("theme", "dark", "Colours", choices=("dark", "light", "contrast")),
        Setting("confidence", True, "Ask how sure you are before the verdict"),
        Setting("animations", False, "Move things about on screen"),
        Setting("timers", True, "Let drills run against the clock, where their author asks"),
        Setting("persona", "", "Who you are, where the lessons of a pack speak to several"),
        # What a rebuild of the journal needs to come to the same values.
        Setting("seed", 0, "Seed of shuffles and of the fuzz on intervals", low=0, high=2**53, internal=True),
        Setting("parameters", "", "The 21 parameters of FSRS-6, between blanks; empty: its own", internal=True),
    )
}

LEECH_LAPSES = 8
SITTING_MISSES = 4  # of one question; then it is put off until the next study day
NEWCOMER_PACK = "git-rescue"
MINUTES_CHOICES = (2, 5, 10, 20)
DAILY_COPIES = 7
OWN_PACK = "own"

# What the commands of a pack may take before they are stopped.
SETUP_SECONDS = 30.0
CHECK_SECONDS = 10.0
OUTPUT_BYTES = 1 << 20
WORLD_BYTES = 200 << 20
WORLD_FILES = 20_000
WORLD_PROCESSES = 256
WORLD_DAYS = 30  # a scratch folder that nobody came back to for so long is removed

# What a pack that is installed may bring.
PACK_FILES = 10_000
PACK_BYTES = 200 << 20
PACK_RATIO = 100  # bytes that come out of a zip for each byte of it; text comes to about four
CLONE_BYTES = 500 << 20
CLONE_SECONDS = 600.0


def parse_setting(key: str, text: str) -> SettingValue:
    """The value that `text` means for `key`. Raises TutorError with the allowed values in its hint."""
    setting = SETTINGS.get(key)
    if setting is None or setting.internal:
        known = ", ".join(sorted(key for key, setting in SETTINGS.items() if not setting.internal))
        raise TutorError(f"there is no setting {key!r}", hint=f"Settings: {known}")
    if isinstance(setting.default, bool):
        words = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
        if text.lower() not in words:
            raise TutorError(f"{key} is yes or no, not {text!r}")
        return words[text.lower()]
    if isinstance(setting.default, str):
        if setting.choices and text not in setting.choices:
            raise TutorError(f"{key} cannot be {text!r}", hint="One of: " + ", ".join(setting.choices))
        return text
    if setting.hour:
        text = text.removesuffix(":00")
    try:
        number = int(text) if isinstance(setting.default, int) else float(text)
    except ValueError:
        what = "a full hour, such as 04:00" if setting.hour else "a number"
        raise TutorError(f"{key} is {what}, not {text!r}") from None
    if not setting.low <= number <= setting.high:
        raise TutorError(f"{key} lies between {setting.low:g} and {setting.high:g}, not {number:g}")
    return number


def shown_setting(key: str, value: SettingValue) -> str:
    """A value as a person reads it, and may write it: `04:00` for an hour."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:02}:00" if SETTINGS[key].hour else str(value)
